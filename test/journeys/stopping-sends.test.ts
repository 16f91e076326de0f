import { expect, test } from 'vitest'
import { z } from 'zod'
import { sendMessage } from '../../src/app/send-message.ts'
import type { Stack } from '../support/build-stack.ts'
import { eventually } from '../support/eventually.ts'
import { meet } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'

const outbox = (stack: Stack) =>
  z
    .array(z.object({ id: z.string(), kind: z.string(), state: z.string(), reason: z.string().nullable() }))
    .parse(stack.rows('select id, kind, state, reason from messages order by id'))

test('a stop that comes while the request waits in the outbox cancels it', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await stack.sandbox.behave({ sendError: { code: 131056, times: 1 } })
  const { id } = await stack.api.ask(ana.id, { categories: ['marketing'] })
  await eventually(() => expect(outbox(stack)[0]?.reason).toContain('too many messages'))
  await ana.says('STOP')
  await ana.holds({ marketing: 'opted_out' })
  stack.clock.move(60_000)
  await stack.sweep()
  await stack.quiet()
  expect(await stack.api.request(id)).toMatchObject({ answer: null, state: 'cancelled' })
  const sends = await stack.sandbox.accepted()
  expect(sends.map(({ type }) => type)).toEqual(['text'])
  expect(await ana.happened('message.cancelled')).toMatchObject([{ data: { reason: 'opted_out' } }])
})

test('a stop that comes while the confirmation of a yes waits cancels the confirmation', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await ana.isAsked(['marketing'])
  await stack.quiet()
  await stack.sandbox.behave({ sendError: { code: 131056, times: 1 } })
  await ana.says('yes')
  await eventually(() => expect(outbox(stack)[1]?.reason).toContain('too many messages'))
  await ana.says('stop')
  await ana.holds({ marketing: 'opted_out' })
  stack.clock.move(60_000)
  await stack.sweep()
  await stack.quiet()
  expect(outbox(stack)).toMatchObject([
    { kind: 'request', state: 'accepted' },
    { kind: 'confirmation', state: 'cancelled', reason: 'superseded' },
    { kind: 'confirmation', state: 'accepted' },
  ])
  expect((await ana.texts()).at(-1)).toContain('will not send you')
})

test('nothing is claimed while a stop is committed but unread', async () => {
  const stack = await startStack({ works: false })
  const ana = await meet(stack)
  await stack.api.ask(ana.id, { categories: ['marketing'] })
  await stack.sandbox.say(ana.phone, { text: 'stop' })
  await eventually(async () => expect((await stack.api.ready()).database.unreadDeliveries).toBe(1))
  const [request] = outbox(stack)
  await sendMessage(stack.services, request?.id ?? '')
  expect(outbox(stack)).toMatchObject([{ state: 'queued' }])
  expect(await stack.sandbox.accepted()).toEqual([])
  await stack.startWork()
  stack.clock.move(11_000)
  await stack.sweep()
  await ana.holds({ marketing: 'opted_out' })
  await stack.quiet()
  expect(outbox(stack)).toMatchObject([{ kind: 'request', state: 'cancelled' }, { kind: 'confirmation' }])
  expect((await stack.sandbox.accepted()).map(({ type }) => type)).toEqual(['text'])
})

test('a message of which several workers hear is sent once', async () => {
  const stack = await startStack({ works: false })
  const ana = await meet(stack)
  await stack.api.ask(ana.id, { categories: ['marketing'] })
  const [request] = outbox(stack)
  await Promise.all(Array.from({ length: 12 }, () => sendMessage(stack.services, request?.id ?? '')))
  expect(await stack.sandbox.accepted()).toHaveLength(1)
})

test('a confirmation that could not leave within the service window stays unsaid', async () => {
  const stack = await startStack({ works: false })
  const ana = await meet(stack)
  await stack.sandbox.say(ana.phone, { text: 'stop' })
  await eventually(async () => expect((await stack.api.ready()).database.unreadDeliveries).toBe(1))
  stack.clock.move(25 * 3_600_000)
  await stack.startWork()
  await stack.sweep()
  await ana.holds({ marketing: 'opted_out' })
  await stack.quiet()
  expect(outbox(stack)).toMatchObject([{ kind: 'confirmation', state: 'cancelled', reason: 'window_closed' }])
  expect(await stack.sandbox.accepted()).toEqual([])
})

test.each([1, 2, 3, 4])(
  'a stop and an asking that race end without a word after the stop (round %i)',
  async () => {
    const stack = await startStack()
    const ana = await meet(stack)
    await Promise.all([
      stack.api.call('POST', `/v1/contacts/${ana.id}/requests`, { categories: ['marketing'] }),
      stack.sandbox.say(ana.phone, { text: 'stop' }),
    ])
    await ana.holds({ marketing: 'opted_out' })
    await stack.quiet()
    const heard = z
      .array(z.object({ at: z.number() }))
      .parse(stack.rows('select received_at as at from deliveries order by received_at limit 1'))
    const claimed = z
      .array(z.object({ at: z.number() }))
      .parse(
        stack.rows("select claimed_at as at from messages where kind = 'request' and claimed_at is not null"),
      )
    for (const { at } of claimed) expect(at).toBeLessThanOrEqual((heard[0]?.at ?? 0) + 5)
  },
)
