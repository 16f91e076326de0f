import { expect, test } from 'vitest'
import { explainMessage } from '../../src/app/explain-message.ts'
import { meet } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'

test('every message that left names the record that let it, and the history of that moment says the same', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await ana.isAsked(['marketing', 'utility'])
  await ana.says('yes')
  await ana.sees(2)
  const sent = await stack.api.send({
    contact: ana.id,
    category: 'marketing',
    template: { name: 'spring', language: 'en' },
  })
  await ana.sees(3)
  await ana.says('stop offers')
  await ana.sees(4)
  await ana.says('help')
  await ana.sees(5)
  const thread = (await stack.api.thread(ana.id)).filter(({ direction }) => direction === 'out')
  const explained = await Promise.all(thread.map(({ id }) => explainMessage(stack.services, id)))
  expect(
    explained.map(({ told, agrees }) => [told.map(({ decision }) => decision.kind).join(), agrees]),
  ).toEqual(Array(5).fill(['message.allowed', true]))
  const spring = explained.find(({ message }) => message.id === sent.id)
  expect(spring?.told).toMatchObject([
    {
      record: { source: 'person', channel: 'whatsapp' },
      decision: { data: { gate: expect.any(String), policy: expect.any(String), settings: 0 } },
    },
  ])
})

test('a stop cancels what is queued for the person at once, and the ledger says so', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await ana.isAsked(['marketing'])
  await ana.says('yes')
  await ana.sees(2)
  await stack.stopWork()
  const queued = await stack.api.send({
    contact: ana.id,
    category: 'marketing',
    template: { name: 'spring', language: 'en' },
  })
  await ana.says('STOP')
  await stack.startWork()
  await stack.quiet()
  expect(await stack.api.message(queued.id)).toMatchObject({ state: 'cancelled', effect: 'opted_out' })
  expect(await ana.texts()).toHaveLength(3)
  const reasons = [...(await ana.happened('message.cancelled')), ...(await ana.happened('message.refused'))]
  expect(reasons.map(({ data }) => data.reason)).toEqual(['opted_out'])
})
