import { expect, test } from 'vitest'
import { z } from 'zod'
import { explainMessage } from '../../src/app/explain-message.ts'
import { hour } from '../../src/domain/clock.ts'
import { policyVersion } from '../../src/domain/policy-rules.ts'
import { meet } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'

test('which rules hold is told for every country and moment, each with its source', async () => {
  const stack = await startStack()
  const ask = async (query: string) => (await stack.api.call('GET', `/v1/policy?${query}`)).json
  expect(await ask('country=US&channel=sms')).toMatchObject({
    bareStop: 'everything',
    confirmWithinMinutes: 5,
    quietHours: [{ from: '21:00', to: '08:00' }],
    keepDays: 1_825,
  })
  await stack.api.call('PATCH', '/v1/settings', { settings: { law: { bareStop: 'what_it_answers' } } })
  expect(await ask('country=US')).toMatchObject({ bareStop: 'what_it_answers' })
  expect(await ask('country=US&at=2027-01-31T00:00:00Z')).toMatchObject({
    bareStop: 'everything',
    rules: expect.arrayContaining([expect.objectContaining({ id: 'us-stop-all', from: '2027-01-31' })]),
  })
  expect(await ask('country=DE')).toMatchObject({
    bareStop: 'everything',
    rules: expect.arrayContaining([
      expect.objectContaining({ of: 'eu', source: expect.stringContaining('GDPR') }),
    ]),
  })
  const { status, text } = await stack.api.call('GET', '/v1/policy?country=Germany')
  expect(status).toBe(400)
  expect(text).toContain('expected a country such as \\"DE\\"')
})

test('whose law is theirs follows from the number, until the business knows better', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await ana.isAsked(['marketing'])
  await ana.says('yes')
  await ana.holds({ marketing: 'opted_in' })
  const gate = async () =>
    (await stack.api.call('POST', '/v1/gate', { contact: ana.id, category: 'marketing' })).json
  expect((await stack.api.call('GET', `/v1/contacts/${ana.id}`)).json).toMatchObject({ country: 'DE' })
  stack.clock.move(10 * hour)
  expect(await gate()).toMatchObject({ decision: 'allow' })
  await stack.api.call('PATCH', `/v1/contacts/${ana.id}`, { country: 'US' })
  expect(await gate()).toMatchObject({ decision: 'hold', reason: 'quiet_hours' })
  await stack.api.call('PATCH', `/v1/contacts/${ana.id}`, { country: null })
  expect(await gate()).toMatchObject({ decision: 'allow' })
})

test('a message is asked about again under the law that held for the person then', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await ana.isAsked(['marketing'])
  await ana.says('yes')
  await ana.holds({ marketing: 'opted_in' })
  await ana.sees(2)
  stack.clock.move(10 * hour)
  const sent = await stack.api.call('POST', '/v1/messages', {
    contact: ana.id,
    category: 'marketing',
    text: 'An offer in the evening',
  })
  await ana.sees(3)
  await stack.api.call('PATCH', `/v1/contacts/${ana.id}`, { country: 'US' })
  const { id } = z.object({ id: z.string() }).parse(sent.json)
  expect(await explainMessage(stack.services, id)).toMatchObject({
    agrees: true,
    told: [
      {
        replayed: { decision: 'allow' },
        decision: { data: { policy: policyVersion, moment: { country: 'DE' } } },
      },
    ],
  })
})

test('with the narrower reach a stop ends what it answers, and later everything, by the rule of its day', async () => {
  const stack = await startStack()
  await stack.api.call('PATCH', '/v1/settings', { settings: { law: { bareStop: 'what_it_answers' } } })
  const ana = await meet(stack)
  await stack.api.call('PATCH', `/v1/contacts/${ana.id}`, { country: 'US' })
  await ana.isAsked(['marketing', 'newsletter'])
  await ana.says('yes')
  await ana.holds({ marketing: 'opted_in', newsletter: 'opted_in' })
  await stack.api.call('POST', '/v1/messages', { contact: ana.id, category: 'newsletter', text: 'News' })
  await ana.sees(3)
  await ana.says('STOP')
  const isBefore = stack.clock.now() < Date.parse('2027-01-31T00:00:00Z')
  await ana.holds({ newsletter: 'opted_out', marketing: isBefore ? 'opted_in' : 'opted_out' })
})
