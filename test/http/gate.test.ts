import { expect, test } from 'vitest'
import { z } from 'zod'
import { meet } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'

const line = z.looseObject({
  who: z.string().optional(),
  decision: z.string().optional(),
  reason: z.string().optional(),
  record: z.string().nullish(),
  summary: z.record(z.string(), z.number()).optional(),
})

const streamed = async (url: string, query: string, body: string) => {
  const answer = await fetch(`${url}/v1/gate/stream?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body,
  })
  const text = await answer.text()
  return { status: answer.status, type: answer.headers.get('content-type'), lines: text.trim().split('\n') }
}

test('the gate answers without sending: what, why, by which record and which rules', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  const ask = async (body: object) => (await stack.api.call('POST', '/v1/gate', body)).json
  expect(await ask({ contact: ana.id, category: 'marketing' })).toMatchObject({
    decision: 'deny',
    reason: 'not_opted_in',
    says: 'there is no consent for this yet; ask for it first',
  })
  await ana.isAsked(['marketing'])
  await ana.says('yes')
  await ana.sees(2)
  const [consent] = (await stack.api.contact(ana.id)).consents
  const allowed = await ask({ contact: ana.id, category: 'marketing' })
  expect(allowed).toMatchObject({ decision: 'allow', record: consent?.by, settings: 0 })
  expect(await ask({ contact: `+${ana.phone}`, category: 'marketing' })).toMatchObject({
    decision: 'allow',
    contact: ana.id,
  })
  await ana.says('stop')
  await ana.holds({ marketing: 'opted_out' })
  expect(await ask({ contact: ana.id, category: 'marketing' })).toMatchObject({ reason: 'opted_out' })
  expect(await ask({ contact: 'ctc_nobody', category: 'marketing' })).toMatchObject({
    decision: 'deny',
    reason: 'unknown_contact',
  })
  expect(await ana.texts()).toHaveLength(3)
})

test('a refusal for want of consent offers the request, and only while the person may be asked', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  const write = (category: string) =>
    stack.api.call('POST', '/v1/messages', { contact: ana.id, category, text: 'Hello' })
  expect(await write('marketing')).toMatchObject({
    status: 409,
    json: { reason: 'not_opted_in', offers: ['request'] },
  })
  await ana.isAsked(['marketing'])
  const refused = await write('marketing')
  expect(refused).toMatchObject({ status: 409, json: { reason: 'not_opted_in' } })
  expect(refused.json).not.toHaveProperty('offers')
  await ana.says('stop')
  await ana.holds({ marketing: 'opted_out' })
  const stopped = await write('marketing')
  expect(stopped).toMatchObject({ status: 409, json: { reason: 'opted_out' } })
  expect(stopped.json).not.toHaveProperty('offers')
})

test('a whole audience is checked line by line, in its order, with a summary by reason', async () => {
  const stack = await startStack()
  const [ana, ben] = [await meet(stack, 'Ana'), await meet(stack, 'Ben')]
  await ana.isAsked(['marketing'])
  await ana.says('yes')
  await ana.sees(2)
  const names = [
    `"${ana.id}"`,
    `{"phone":"+${ben.phone}"}`,
    '',
    `{"contact":"${ben.id}"}`,
    'not even JSON',
    ...Array.from({ length: 1_200 }, () => `"+${ana.phone}"`),
  ]
  const { status, type, lines } = await streamed(stack.url, 'category=marketing', names.join('\n'))
  expect([status, type]).toEqual([200, 'application/x-ndjson'])
  const answers = lines.map((one) => line.parse(JSON.parse(one)))
  expect(answers.slice(0, 4).map(({ decision, reason }) => [decision, reason])).toEqual([
    ['allow', 'opted_in'],
    ['deny', 'not_opted_in'],
    ['deny', 'not_opted_in'],
    ['deny', 'unknown_contact'],
  ])
  expect(answers.at(-1)?.summary).toEqual({
    total: 1_204,
    allow: 1_201,
    'deny: not_opted_in': 2,
    'deny: unknown_contact': 1,
  })
})

test('an audience for a category that is none is refused before the first line', async () => {
  const stack = await startStack()
  const { status, lines } = await streamed(stack.url, 'category=horoscopes', '"ctc_1"')
  expect(status).toBe(422)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ field: 'category' })
})
