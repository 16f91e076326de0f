import fc from 'fast-check'
import type { History } from '../../src/domain/consent.ts'
import type { Message } from '../../src/domain/message.ts'
import type { Readings, Statement, Tap } from '../../src/domain/statement.ts'
import {
  clarificationOf,
  historyOf,
  keys,
  messageOf,
  requestOf,
  said,
  sentMessage,
  silence,
  start,
  startOnly,
  stopOnly,
  suspended,
  switched,
  tapped,
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
  | { readonly kind: 'tapped'; readonly label: string; readonly tap: Tap }
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
const choice = fc.constantFrom('stop_all' as const, 'stop_marketing' as const, 'keep' as const)
/** Of four requests one is always unknown; of four categories one is not ours. */
const requestId = fc.nat({ max: 3 }).map((number) => `req_r${number}`)
const answer = fc.constantFrom('yes' as const, 'no' as const)
const tap: fc.Arbitrary<Happening> = fc
  .oneof(
    { weight: 2, arbitrary: fc.record({ requestId, reply: answer }) },
    { weight: 1, arbitrary: fc.record({ requestId, reply: choice }) },
    {
      weight: 1,
      arbitrary: fc.record({
        category: fc.constantFrom(...keys, 'horoscopes'),
        to: fc.constantFrom('on' as const, 'off' as const),
      }),
    },
  )
  .map((one) => ({ kind: 'tapped', label: 'reply' in one ? one.reply : one.category, tap: one }))
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
      { weight: 3, arbitrary: tap },
      { weight: 2, arbitrary: platformSwitch },
      { weight: 1, arbitrary: suspension },
    ),
  ),
  { maxLength: 12 },
)

/** What the policy makes of clarifications that nobody answered: at any time, of any request, also of none. */
export const silences: fc.Arbitrary<Statement[]> = fc
  .array(fc.record({ at: second, request: fc.nat({ max: 3 }), means: choice }), { maxLength: 3 })
  .map((list) => list.map(({ at, request, means }, index) => silence(`p${index}`, at, `r${request}`, means)))

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

const asking = fc.record({
  at: second,
  kind: fc.constantFrom('opt_in' as const, 'opt_in' as const, 'clarification' as const),
  categories: someCategories,
  fate: fc.constantFrom(...fates),
})

/** Up to three requests and clarifications, whatever became of them, and one confirmation that can be quoted. */
export const asked: fc.Arbitrary<Pick<History, 'requests' | 'messages'>> = fc
  .array(asking, { maxLength: 3 })
  .map((list) => ({
    requests: list.map(({ kind, categories }, index) =>
      kind === 'opt_in' ? requestOf(`r${index}`, categories) : clarificationOf(`r${index}`),
    ),
    messages: [
      ...list.map(({ at, kind, fate }, index) => ({
        ...fateOf(`r${index}`, at, fate),
        kind: kind === 'opt_in' ? ('request' as const) : ('question' as const),
      })),
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
      return tapped(name, at, what.tap, readingsFor(what.label))
    case 'switched':
      return switched(name, at, what.value)
    case 'suspended':
      return suspended(name, at, what.change)
  }
}

/** A contact's whole history: requests, clarifications, and statements of every kind. */
export const histories: fc.Arbitrary<History> = fc
  .tuple(asked, happenings, silences)
  .map(([parts, list, policy]) => historyOf({ ...parts, statements: [...list.map(statementOf), ...policy] }))

const tapGrants = (tap: Tap): boolean => ('reply' in tap ? tap.reply === 'yes' : tap.to === 'on')

/** True when a statement may opt somebody in, under whatever circumstance. */
export const canGrant = (statement: Statement): boolean =>
  statement.source === 'person' &&
  ((statement.answers !== null && tapGrants(statement.answers)) ||
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
