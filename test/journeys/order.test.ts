import { expect, test } from 'vitest'
import type { Stack } from '../support/build-stack.ts'
import { meet, type Person } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'
import type { Json } from '../support/wire.ts'

/** Asked, yes, stop offers, yes to all by keyword, stop: told as the platform's present mood has it. */
const tellStory = async (stack: Stack, ana: Person): Promise<void> => {
  await ana.isAsked(['marketing', 'utility'])
  await stack.quiet()
  const at = Math.floor(stack.clock.now() / 1_000) + 5
  stack.clock.move(60_000)
  const words = ['Yes', 'stop offers', 'START', 'stop surveys']
  for (const [index, text] of words.entries())
    await stack.sandbox.say(ana.phone, { text, at: at + index, wamid: `wamid.story-${index}` })
  await stack.quiet()
}

const outcome = { marketing: 'opted_in', utility: 'opted_in', newsletter: 'opted_in', surveys: 'opted_out' }

const moods: [string, Json][] = [
  ['as they happen', {}],
  ['five times each', { duplicate: 5 }],
  ['in shuffled order', { reorder: true }],
  ['in batches', { batch: 10 }],
  ['late', { delayMs: 300 }],
  ['shuffled, three times and in batches', { reorder: true, duplicate: 3, batch: 4 }],
]

test.each(moods)('webhooks that come %s end in the same consent', async (_how, mood) => {
  const stack = await startStack()
  const ana = await meet(stack)
  await stack.sandbox.behave(mood)
  await tellStory(stack, ana)
  await ana.holds(outcome)
  const messages = stack.rows("select key from events where kind = 'message'")
  expect(messages).toHaveLength(4)
  expect(stack.rows('select id from statements')).toHaveLength(4)
  const confirmed = stack.rows(
    'select statement_id, count(*) as n from messages group by statement_id having n > 1',
  )
  expect(confirmed).toEqual([])
})

test.each([
  ['yes first', ['yes', 'stop']],
  ['stop first', ['stop', 'yes']],
])('yes and stop in one breath end in a stop: %s', async (_order, words) => {
  const stack = await startStack()
  const ana = await meet(stack)
  await ana.isAsked(['marketing'])
  stack.clock.move(5_000)
  const at = Math.floor(stack.clock.now() / 1_000)
  await Promise.all(words.map((text) => stack.sandbox.say(ana.phone, { text, at })))
  await stack.quiet()
  await ana.holds({ marketing: 'opted_out' })
})

test.each([
  ['arrive in order', [0, 1]],
  ['arrive the wrong way round', [1, 0]],
])(
  'a stop that was written after a yes holds, and a yes after a stop too, when they %s',
  async (_how, order) => {
    const stack = await startStack()
    const ana = await meet(stack)
    await ana.isAsked(['marketing'])
    stack.clock.move(60_000)
    const at = Math.floor(stack.clock.now() / 1_000) - 30
    const stopped = [
      { text: 'yes', at },
      { text: 'stop', at: at + 3 },
    ]
    for (const index of order) {
      await stack.sandbox.say(ana.phone, stopped[index] ?? {})
      await stack.quiet()
    }
    await ana.holds({ marketing: 'opted_out' })
    const resumed = [
      { text: 'stop', at: at + 10 },
      { text: 'start', at: at + 13 },
    ]
    for (const index of order) {
      await stack.sandbox.say(ana.phone, resumed[index] ?? {})
      await stack.quiet()
    }
    await ana.holds({ marketing: 'opted_in' })
  },
)

test('three people in one webhook are three people', async () => {
  const stack = await startStack()
  await stack.sandbox.behave({ batch: 50 })
  const people = [await meet(stack, 'Ina'), await meet(stack, 'Jon'), await meet(stack, 'Kim')]
  for (const [index, { phone }] of people.entries())
    await stack.sandbox.say(phone, { text: ['start', 'stop', 'stop offers'][index] ?? '' })
  await stack.quiet()
  const states = await Promise.all(people.map(({ states }) => states()))
  expect(states.map(({ marketing, utility }) => [marketing, utility])).toEqual([
    ['opted_in', 'opted_in'],
    ['opted_out', 'opted_out'],
    ['opted_out', 'none'],
  ])
})
