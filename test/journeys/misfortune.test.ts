import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Stack } from '../support/build-stack.ts'
import { eventually } from '../support/eventually.ts'
import { meet } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'

const hours = (count: number): number => count * 3_600_000

const messageStates = (stack: Stack): string[] =>
  z
    .array(z.object({ state: z.string() }))
    .parse(stack.rows('select state from messages order by id'))
    .map(({ state }) => state)

/** Lets pauses and back-offs pass: moves the clock, sweeps, waits. */
const later = async (stack: Stack, ms: number): Promise<void> => {
  stack.clock.move(ms)
  await stack.sweep()
  await stack.quiet()
}

test.each([
  [130429, 429],
  [131056, 429],
  [131000, 500],
  [131016, 500],
])(
  'a send that is refused with %i for the moment is tried again and arrives once',
  async (code, httpStatus) => {
    const stack = await startStack()
    const ana = await meet(stack)
    await stack.sandbox.behave({ sendError: { code, httpStatus, times: 2 } })
    const { id } = await stack.api.ask(ana.id, { categories: ['marketing'] })
    await eventually(async () =>
      expect(await stack.api.request(id)).toMatchObject({ state: 'created', reason: expect.any(String) }),
    )
    for (let tries = 0; tries < 4; tries += 1) await later(stack, 40_000)
    expect(await stack.api.request(id)).toMatchObject({ state: 'delivered' })
    expect(await ana.texts()).toHaveLength(1)
    expect(await stack.sandbox.accepted()).toHaveLength(1)
  },
)

test('a rate limit is waited out without anybody moving the clock', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await stack.sandbox.behave({ sendError: { code: 130429, times: 1 } })
  await ana.isAsked(['marketing'])
  expect(await stack.sandbox.accepted()).toHaveLength(1)
})

test('a platform that never stops failing ends in not delivered, and the person may be asked again', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await stack.sandbox.behave({ sendError: { code: 131000, httpStatus: 500 } })
  const { id } = await stack.api.ask(ana.id, { categories: ['marketing'] })
  await stack.quiet()
  for (let tries = 0; tries < 6; tries += 1) await later(stack, 60_000)
  expect(await stack.api.request(id)).toMatchObject({ state: 'not_delivered' })
  await stack.sandbox.behave({})
  await ana.isAsked(['marketing'])
})

test('an account whose token is refused is paused, says so, and goes on when the token is good again', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  const ben = await meet(stack, 'Ben')
  await stack.sandbox.behave({ sendError: { code: 190, times: 1 } })
  const { id } = await stack.api.ask(ana.id, { categories: ['marketing'] })
  await eventually(() => expect(stack.lines.some((line) => line.includes('account paused'))).toBe(true))
  const other = await stack.api.ask(ben.id, { categories: ['marketing'] })
  await stack.quiet()
  expect(await stack.sandbox.accepted()).toEqual([])
  expect(await stack.api.request(other.id)).toMatchObject({ state: 'created', reason: 'account_paused' })
  await later(stack, 11 * 60_000)
  await later(stack, 11 * 60_000)
  expect(await stack.api.request(id)).toMatchObject({ state: 'delivered' })
  expect(await stack.api.request(other.id)).toMatchObject({ state: 'delivered' })
})

test('131050 is the platform telling of a stop: marketing is closed, everything else stays as it was', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await stack.sandbox.behave({ failLater: { code: 131050 } })
  const request = await ana.isAsked(['marketing'], 'not_delivered')
  expect(request.reason).toContain('stopped marketing')
  await ana.holds({ marketing: 'opted_out', newsletter: 'opted_out', surveys: 'opted_out', utility: 'none' })
  const { consents } = await stack.api.contact(ana.id)
  const marketing = consents.find(({ category }) => category === 'marketing')
  expect(marketing).toMatchObject({ saidToBusiness: 'none', stoppedOnPlatform: true })
  expect(await stack.api.refusal(ana.id, { categories: ['marketing'] })).toMatchObject({
    reason: 'platform_stopped',
  })
})

test("a send that is refused at once with 131050 records the platform's stop too", async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await stack.sandbox.behave({ sendError: { code: 131050, times: 1 } })
  await ana.isAsked(['marketing'], 'not_delivered')
  await ana.holds({ marketing: 'opted_out', utility: 'none' })
})

test("the platform's own switch stops marketing and its resume gives back what was said, no more", async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await ana.isAsked(['marketing', 'utility'])
  await ana.says('yes')
  await ana.holds({ marketing: 'opted_in', utility: 'opted_in' })
  await ana.says({ preference: 'stop' })
  await ana.holds({ marketing: 'opted_out', newsletter: 'opted_out', utility: 'opted_in' })
  await ana.says({ preference: 'resume' })
  await ana.holds({ marketing: 'opted_in', newsletter: 'none', utility: 'opted_in' })
})

test('a person who is not on WhatsApp is not delivered to and may be asked again later', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await stack.sandbox.change(ana.phone, { reachable: false })
  const request = await ana.isAsked(['marketing'], 'not_delivered')
  expect(request.reason).toContain('not reachable on WhatsApp')
  await stack.sandbox.change(ana.phone, { reachable: true })
  await ana.isAsked(['marketing'])
})

/** Waits until the platform has spoken of the message whose answer hangs. */
const isSpokenOf = (stack: Stack) =>
  eventually(() =>
    expect(stack.rows("select id from messages where state = 'claimed' and wamid is not null")).toHaveLength(
      1,
    ),
  )
const isUnanswered = (stack: Stack) => eventually(() => expect(messageStates(stack).at(-1)).toBe('claimed'))

test('a request that the platform took without an answer is settled by its status and not sent twice', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await stack.sandbox.behave({ hang: { accept: true, times: 1 } })
  const request = await ana.isAsked(['marketing'])
  await isSpokenOf(stack)
  stack.cutOff()
  await eventually(() => expect(messageStates(stack)).toEqual(['accepted']))
  for (let tries = 0; tries < 3; tries += 1) await later(stack, 61_000)
  expect(messageStates(stack)).toEqual(['accepted'])
  expect(await stack.sandbox.accepted()).toHaveLength(1)
  await ana.says({ button: 'Yes, please' })
  await ana.holds({ marketing: 'opted_in' })
  expect(await stack.api.request(request.id)).toMatchObject({ state: 'answered' })
})

test('a status that comes after the connection broke settles it too', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await stack.sandbox.behave({ hang: { accept: true, times: 1 }, delayMs: 600 })
  const { id } = await stack.api.ask(ana.id, { categories: ['marketing'] })
  await isUnanswered(stack)
  await eventually(async () => expect(await stack.sandbox.accepted()).toHaveLength(1))
  stack.cutOff()
  await eventually(() => expect(messageStates(stack)).toEqual(['unknown']))
  await eventually(async () => expect(await stack.api.request(id)).toMatchObject({ state: 'delivered' }))
  expect(messageStates(stack)).toEqual(['accepted'])
  expect(await stack.sandbox.accepted()).toHaveLength(1)
})

test('a request that is lost on the way is never blindly repeated: not delivered, and it may be asked anew', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await stack.sandbox.behave({ hang: { accept: false, times: 1 } })
  const { id } = await stack.api.ask(ana.id, { categories: ['marketing'] })
  // Nobody cuts anything here: the deadline of ten seconds does.
  await eventually(() => expect(messageStates(stack)).toEqual(['unknown']), 15_000)
  await later(stack, 31_000)
  expect(messageStates(stack)).toEqual(['unknown'])
  await later(stack, 31_000)
  expect(await stack.api.request(id)).toMatchObject({ state: 'not_delivered' })
  await later(stack, hours(25))
  expect(await stack.sandbox.accepted()).toEqual([])
  expect(await ana.isShown('no-response')).toEqual([])
  await ana.isAsked(['marketing'])
  expect(await stack.sandbox.accepted()).toHaveLength(1)
})

/** Waits until the platform has swallowed a send, and breaks the connection. */
const loseOne = async (stack: Stack): Promise<void> => {
  await isUnanswered(stack)
  // Only when the request has reached the platform is it more than "not sent".
  await eventually(async () => expect(await stack.sandbox.behaviour()).not.toHaveProperty('hang'))
  stack.cutOff()
  await eventually(() => expect(messageStates(stack).at(-1)).toBe('unknown'))
}

test('a confirmation that is lost on the way is repeated once', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await stack.sandbox.behave({ hang: { accept: false, times: 1 } })
  await ana.says('stop')
  await loseOne(stack)
  await later(stack, 61_000)
  await later(stack, 61_000)
  expect(messageStates(stack)).toEqual(['accepted'])
  expect(await stack.sandbox.accepted()).toHaveLength(1)
})

test('a confirmation that is lost twice is given up', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await stack.sandbox.behave({ hang: { accept: false, times: 1 } })
  await ana.says('stop')
  await loseOne(stack)
  await stack.sandbox.behave({ hang: { accept: false, times: 1 } })
  stack.clock.move(61_000)
  await stack.sweep()
  await loseOne(stack)
  for (let tries = 0; tries < 3; tries += 1) await later(stack, 61_000)
  expect(messageStates(stack)).toEqual(['failed'])
  expect(await stack.sandbox.accepted()).toEqual([])
})

test('a confirmation that the platform took without an answer is not repeated', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await stack.sandbox.behave({ hang: { accept: true, times: 1 } })
  await ana.says('stop')
  await isSpokenOf(stack)
  stack.cutOff()
  await eventually(() => expect(messageStates(stack)).toEqual(['accepted']))
  for (let tries = 0; tries < 3; tries += 1) await later(stack, 61_000)
  expect(await stack.sandbox.accepted()).toHaveLength(1)
})
