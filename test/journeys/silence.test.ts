import { expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { meet } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'

const hours = (count: number): number => count * 3_600_000

test('who does not answer for 24 hours is silent: the agent reads so and may ask again, once in 24 hours', async () => {
  const stack = await startStack()
  const dan = await meet(stack, 'Dan')
  const first = await dan.isAsked(['marketing'])
  const early = await stack.api.refusal(dan.id, { categories: ['marketing'] })
  expect(early).toMatchObject({ reason: 'request_open', record: first.id })

  stack.clock.move(hours(24) + 2_000)
  await stack.sweep()
  await eventually(async () => expect(await stack.api.request(first.id)).toMatchObject({ state: 'silent' }))
  const notices = await dan.isShown('no-response')
  expect(notices.map(({ data }) => data.text)).toEqual([
    "Dan hasn't responded for more than 24 hours. You can send the request again.",
  ])
  expect(await dan.states()).toMatchObject({ marketing: 'pending' })
  expect(await dan.texts()).toHaveLength(1)

  const second = await dan.isAsked(['marketing'])
  expect(second.id).not.toBe(first.id)
  await dan.sees(2)
  const third = await stack.api.refusal(dan.id, { categories: ['marketing'] })
  expect(third).toMatchObject({ reason: 'request_open', record: second.id })
})

test('the alarm does nothing before the time, and nothing a second time', async () => {
  const stack = await startStack()
  const dan = await meet(stack, 'Dan')
  const { id, waitingEndsAt } = await dan.isAsked(['marketing'])
  const ahead = new Date(waitingEndsAt ?? 0).getTime() - stack.clock.now()
  expect(ahead).toBeGreaterThan(hours(24) - 60_000)
  stack.clock.move(ahead - 1_000)
  expect(await stack.endWaiting(id)).toBeNull()
  stack.clock.move(1_100)
  const alarms = await Promise.all([1, 2, 3].map(() => stack.endWaiting(id)))
  expect(alarms.filter((one) => one === 'silent')).toHaveLength(1)
  await stack.sweep()
  await stack.quiet()
  expect(await dan.isShown('no-response')).toHaveLength(1)
})

test('an answer that comes after the notice still counts', async () => {
  const stack = await startStack()
  const dan = await meet(stack, 'Dan')
  const { id } = await dan.isAsked(['marketing'])
  stack.clock.move(hours(24) + 2_000)
  expect(await stack.endWaiting(id)).toBe('silent')
  await dan.says({ button: 'Yes, please' })
  await dan.holds({ marketing: 'opted_in' })
  await dan.sees(2)
  expect(await stack.api.request(id)).toMatchObject({ state: 'answered', answer: 'yes' })
})

test('a stop that was given is kept through any silence', async () => {
  const stack = await startStack()
  const dan = await meet(stack, 'Dan')
  const { id } = await dan.isAsked(['marketing'])
  await dan.says('stop')
  await dan.holds({ marketing: 'opted_out' })
  stack.clock.move(hours(72))
  expect(await stack.endWaiting(id)).toBeNull()
  await stack.sweep()
  await stack.quiet()
  expect(await dan.isShown('no-response')).toEqual([])
  expect(await stack.api.request(id)).toMatchObject({ state: 'answered', answer: 'no' })
})

test('an answer that is accepted but not yet read holds the notice back', async () => {
  const stack = await startStack()
  const dan = await meet(stack, 'Dan')
  const { id } = await dan.isAsked(['marketing'])
  await stack.quiet()
  await stack.stopWork()
  stack.clock.move(hours(24) + 2_000)
  await dan.says({ button: 'Yes, please' })
  await eventually(async () => expect((await stack.api.ready()).database.unreadDeliveries).toBe(1))
  expect(await stack.endWaiting(id)).toBeNull()
  await stack.startWork()
  await dan.holds({ marketing: 'opted_in' })
  expect(await dan.isShown('no-response')).toEqual([])
})

test.each([131026, 131049, 130472])(
  'a request that fails with %i is not delivered, never silent',
  async (code) => {
    const stack = await startStack()
    const eva = await meet(stack, 'Eva')
    await stack.sandbox.behave({ failLater: { code } })
    const request = await eva.isAsked(['marketing'], 'not_delivered')
    expect(request.waitingEndsAt).toBeNull()
    expect(request.reason).toEqual(expect.any(String))
    stack.clock.move(hours(48))
    await stack.sweep()
    await stack.quiet()
    expect(await stack.endWaiting(request.id)).toBeNull()
    expect(await stack.api.request(request.id)).toMatchObject({ state: 'not_delivered' })
    expect(await eva.isShown('no-response')).toEqual([])
    expect(await eva.states()).toMatchObject({ marketing: 'none' })
  },
)

test('what was never told to be delivered is not delivered when its time to live is over, never silent', async () => {
  const stack = await startStack()
  const eva = await meet(stack, 'Eva')
  await stack.sandbox.behave({ dropStatuses: ['delivered', 'read'] })
  const request = await eva.isAsked(['marketing'], 'sent')
  await stack.quiet()
  stack.clock.move(hours(24 * 29))
  expect(await stack.endWaiting(request.id)).toBeNull()
  stack.clock.move(hours(24) + 2_000)
  expect(await stack.endWaiting(request.id)).toBe('not_delivered')
  expect(await eva.isShown('no-response')).toEqual([])
})

test('what was only accepted starts no clock: after 30 days it is not delivered', async () => {
  const stack = await startStack()
  const eva = await meet(stack, 'Eva')
  await stack.sandbox.behave({ dropStatuses: ['sent', 'delivered', 'read'] })
  const request = await eva.isAsked(['marketing'], 'sent')
  stack.clock.move(hours(24 * 29))
  expect(await stack.endWaiting(request.id)).toBeNull()
  stack.clock.move(hours(24) + 2_000)
  expect(await stack.endWaiting(request.id)).toBe('not_delivered')
  expect(await stack.api.request(request.id)).toMatchObject({ state: 'not_delivered' })
})
