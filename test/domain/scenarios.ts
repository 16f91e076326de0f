import fc from 'fast-check'
import type { History } from '../../src/domain/consent.ts'
import type { Message } from '../../src/domain/message.ts'
import type { Readings, Statement } from '../../src/domain/statement.ts'
import {
  historyOf,
  keys,
  messageOf,
  requestOf,
  said,
  sentMessage,
  start,
  startOnly,
  stopOnly,
  suspended,
  switched,
  type Word,
  words,
} from './support.ts'

/** Seconds are few, so that much happens within the same one. */
export const seconds = 9

/** Everything a person can say in these tests, by name; the names serve as texts in the tests of `hear`. */
export const vocabulary: Readonly<Record<string, Readings>> = {
  ...words,
  'stop offers': stopOnly('marketing'),
  'stop updates': stopOnly('utility'),
  'stop offers and news': stopOnly('marketing', 'newsletter'),
  'start offers': startOnly('marketing'),
  'start updates': startOnly('utility'),
}
export const readingsFor = (text: string): Readings => vocabulary[text] ?? words.ordinary

/** One thing that happens, before it becomes a statement or an event. */
export type Happening =
  | {
      readonly kind: 'said'
      readonly text: string
      readonly edits: number | null
      readonly quotes: string | null
    }
  | { readonly kind: 'tapped'; readonly request: number; readonly reply: 'yes' | 'no' }
  | { readonly kind: 'switched'; readonly value: 'stop' | 'resume' }
  | { readonly kind: 'suspended'; readonly change: 'number' | 'person' }
export interface Timed {
  readonly at: number
  readonly what: Happening
}

const someCategories = fc.subarray([...keys], { minLength: 1 })
const confirmation = 'wamid.out.confirmation'
const quotes = fc.constantFrom('wamid.out.r0', 'wamid.out.r1', 'wamid.out.r2', confirmation, 'wamid.other')

/** `usual` favours what decides: answers, stops and starts. */
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Word>('yes', 'no', 'ok', 'stop') },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(vocabulary)) },
)
const saying = fc.record({
  kind: fc.constant('said' as const),
  text,
  edits: fc.option(fc.nat({ max: 11 }), { freq: 6 }),
  quotes: fc.option(quotes, { freq: 5 }),
})
const tap = fc.record({
  kind: fc.constant('tapped' as const),
  request: fc.nat({ max: 3 }),
  reply: fc.constantFrom('yes' as const, 'no' as const),
})
const platformSwitch = fc.record({
  kind: fc.constant('switched' as const),
  value: fc.constantFrom('stop' as const, 'resume' as const),
})
const suspension = fc.record({
  kind: fc.constant('suspended' as const),
  change: fc.constantFrom('number' as const, 'person' as const),
})

export const second = fc.nat({ max: seconds - 1 }).map((offset) => start + offset)
const timed = (what: fc.Arbitrary<Happening>): fc.Arbitrary<Timed> => fc.record({ at: second, what })

export const happenings = fc.array(
  timed(
    fc.oneof(
      { weight: 8, arbitrary: saying },
      { weight: 2, arbitrary: tap },
      { weight: 2, arbitrary: platformSwitch },
      { weight: 1, arbitrary: suspension },
    ),
  ),
  { maxLength: 12 },
)

/** Where a request's message got to. */
const fates = ['delivered', 'sent', 'queued', 'failed', 'failed after delivered'] as const
const fateOf = (name: string, at: number, fate: (typeof fates)[number]): Message => {
  switch (fate) {
    case 'delivered':
      return sentMessage(name, at, { sentAt: at * 1_000, deliveredAt: at * 1_000 })
    case 'sent':
      return sentMessage(name, at, { sentAt: at * 1_000 })
    case 'queued':
      return messageOf(name)
    case 'failed':
      return sentMessage(name, at, { state: 'failed' })
    case 'failed after delivered':
      return sentMessage(name, at, { state: 'failed', deliveredAt: at * 1_000 })
  }
}

/** Up to three requests, whatever became of them, and one confirmation that can be quoted. */
export const asked: fc.Arbitrary<Pick<History, 'requests' | 'messages'>> = fc
  .array(fc.record({ at: second, categories: someCategories, fate: fc.constantFrom(...fates) }), {
    maxLength: 3,
  })
  .map((list) => ({
    requests: list.map(({ categories }, index) => requestOf(`r${index}`, categories)),
    messages: [
      ...list.map(({ at, fate }, index) => fateOf(`r${index}`, at, fate)),
      sentMessage('confirmation', start, { kind: 'confirmation', requestId: null, wamid: confirmation }),
    ],
  }))

export const statementOf = ({ at, what }: Timed, index: number): Statement => {
  const name = `s${index}`
  switch (what.kind) {
    case 'said': {
      const edits = what.edits === null || what.edits === index ? null : `wamid.s${what.edits}`
      return said(name, at, readingsFor(what.text), { edits, quotes: what.quotes })
    }
    case 'tapped':
      return said(name, at, words[what.reply], {
        answers: { requestId: `req_r${what.request}`, reply: what.reply },
      })
    case 'switched':
      return switched(name, at, what.value)
    case 'suspended':
      return suspended(name, at, what.change)
  }
}

/** A contact's whole history: requests, and statements of every kind. */
export const histories: fc.Arbitrary<History> = fc
  .tuple(asked, happenings)
  .map(([parts, list]) => historyOf({ ...parts, statements: list.map(statementOf) }))

/** True when a statement may opt somebody in, under whatever circumstance. */
export const canGrant = (statement: Statement): boolean =>
  statement.source === 'person' &&
  ((statement.answers !== null && 'reply' in statement.answers && statement.answers.reply === 'yes') ||
    statement.readings.distinct.some(({ intent }) => intent === 'opt_in'))

/** The same list in another order, some of it several times. */
export const shuffledWithCopies = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...list], { minLength: list.length }),
      fc.subarray([...list]),
      fc.array(fc.nat(), { minLength: list.length, maxLength: list.length }),
    )
    .map(([all, copies, places]) => {
      const mixed = [...all]
      copies.forEach((copy, index) => {
        mixed.splice((places[index] ?? 0) % (mixed.length + 1), 0, copy)
      })
      return mixed
    })
