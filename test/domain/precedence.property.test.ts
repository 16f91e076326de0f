import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Channel } from '../../src/domain/channel.ts'
import { foldConsent } from '../../src/domain/consent.ts'
import { ownWord } from '../../src/domain/precedence.ts'
import type { Statement } from '../../src/domain/statement.ts'
import {
  categories,
  historyOf,
  keys,
  recorded,
  said,
  start,
  startOnly,
  stopOnly,
  suspended,
  switched,
} from './support.ts'

/**
 * The published precedence table (docs/consent.md), written down once more and plainly, as a reader would apply it by
 * hand: for one category on one channel, walk through what happened in the order of time and keep three facts.
 */
type Word = 'none' | 'in' | 'out'

interface Happening {
  readonly at: number
  readonly what:
    | {
        readonly by: 'person'
        readonly channel: Channel
        readonly word: 'in' | 'out'
        readonly about: readonly string[]
      }
    | { readonly by: 'platform'; readonly value: 'stop' | 'resume' }
    | {
        readonly by: 'others'
        readonly method: 'paper' | 'import' | 'email' | 'ivr' | 'web_form'
        readonly word: 'in' | 'out'
        readonly counts: boolean
        readonly channels: readonly Channel[]
        readonly about: readonly string[]
      }
    | { readonly by: 'identity'; readonly change: 'number' | 'person' }
}

const isMarketing = (key: string): boolean =>
  categories.find((one) => one.key === key)?.platform === 'marketing'

const byTheTable = (happenings: readonly Happening[], channel: Channel, key: string): string => {
  let said: Word = 'none'
  let saidAt = 0
  let kept: Word = 'none'
  let keptAt = 0
  let platform: 'on' | 'off' = 'on'
  // Of one second the grants come first and the denials last.
  const denies = ({ what }: Happening): boolean =>
    what.by === 'identity' || (what.by === 'platform' ? what.value === 'stop' : what.word === 'out')
  const inOrder = [...happenings].sort((a, b) => a.at - b.at || Number(denies(a)) - Number(denies(b)))
  for (const { at, what } of inOrder) {
    switch (what.by) {
      case 'platform':
        platform = what.value === 'stop' ? 'off' : 'on'
        break
      case 'identity':
        if (what.change === 'number' && !isMarketing(key)) break
        if (said === 'in') said = 'none'
        if (kept === 'in') kept = 'none'
        break
      case 'person':
        // A wish to stop ends it everywhere; a wish to begin counts where it was said.
        if (!what.about.includes(key) || (what.word === 'in' && what.channel !== channel)) break
        said = what.word
        saidAt = at
        break
      case 'others':
        if (!what.about.includes(key) || !what.channels.includes(channel)) break
        if (what.word === 'in' && !what.counts) break
        if (what.word === 'in' && kept === 'out') break
        kept = what.word
        keptAt = at
        break
    }
  }
  if (platform === 'off' && isMarketing(key) && channel === 'whatsapp') return 'opted_out'
  if (said === 'out') return 'opted_out'
  if (kept === 'out') return said === 'in' && saidAt > keptAt ? 'opted_in' : 'opted_out'
  if (said === 'in' || kept === 'in') return 'opted_in'
  return 'none'
}

const channel = fc.constantFrom<Channel>('whatsapp', 'sms')
const about = fc.subarray(keys, { minLength: 1 })
const word = fc.constantFrom<'in' | 'out'>('in', 'out')

const happening: fc.Arbitrary<Happening> = fc.record({
  at: fc.integer({ min: start, max: start + 40 }),
  what: fc.oneof(
    { weight: 4, arbitrary: fc.record({ by: fc.constant('person' as const), channel, word, about }) },
    {
      weight: 2,
      arbitrary: fc.record({
        by: fc.constant('platform' as const),
        value: fc.constantFrom('stop' as const, 'resume' as const),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        by: fc.constant('others' as const),
        method: fc.constantFrom(
          'paper' as const,
          'import' as const,
          'email' as const,
          'ivr' as const,
          'web_form' as const,
        ),
        word,
        counts: fc.boolean(),
        channels: fc.subarray<Channel>(['whatsapp', 'sms'], { minLength: 1 }),
        about,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        by: fc.constant('identity' as const),
        change: fc.constantFrom('number' as const, 'person' as const),
      }),
    },
  ),
})

const statementOf = ({ at, what }: Happening, index: number): Statement => {
  const name = `s${index}`
  switch (what.by) {
    case 'person': {
      const readings = what.word === 'in' ? startOnly(...what.about) : stopOnly(...what.about)
      return said(name, at, readings, { channel: what.channel })
    }
    case 'platform':
      return switched(name, at, what.value)
    case 'identity':
      return suspended(name, at, what.change)
    case 'others':
      return recorded(name, at, {
        method: what.method,
        decision: what.word === 'in' ? 'opt_in' : 'opt_out',
        counts: what.word === 'out' ? 'deny' : what.counts ? 'grant' : 'ask',
        channels: what.channels,
        categories: what.about,
      })
  }
}

describe('the effective consent', () => {
  it("is the published table's answer, for two thousand people, whatever came twice and in whatever order", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(happening, { selector: ({ at }) => at, maxLength: 14 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        (happenings, twice, order) => {
          const statements = happenings.map(statementOf)
          const copies = twice.flatMap((index) => statements[index % Math.max(1, statements.length)] ?? [])
          const shuffled = [...statements, ...copies]
            .map((statement) => ({ statement, place: order.next().value ?? 0 }))
            .sort((a, b) => a.place - b.place)
            .map(({ statement }) => statement)
          const { consents } = foldConsent(historyOf({ channels: ['whatsapp', 'sms'], statements: shuffled }))
          for (const consent of consents) {
            const expected = byTheTable(happenings, consent.channel, consent.category)
            expect([consent.channel, consent.category, consent.state]).toEqual([
              consent.channel,
              consent.category,
              expected,
            ])
          }
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

describe('the table, row by row', () => {
  const mark = (state: 'none' | 'opted_in' | 'opted_out', since = 5) => ({ state, by: `by ${state}`, since })
  const rows: [string, ReturnType<typeof mark>, ReturnType<typeof mark>, string][] = [
    [
      'what the person refused stays refused, whatever is recorded',
      mark('opted_out'),
      mark('opted_in', 9),
      'opted_out',
    ],
    ['a recorded stop holds', mark('none'), mark('opted_out'), 'opted_out'],
    ['a recorded stop holds against an older yes', mark('opted_in', 4), mark('opted_out', 5), 'opted_out'],
    [
      'a recorded stop holds against a yes of the same second',
      mark('opted_in', 5),
      mark('opted_out', 5),
      'opted_out',
    ],
    [
      'a later yes in the thread lifts a recorded stop',
      mark('opted_in', 6),
      mark('opted_out', 5),
      'opted_in',
    ],
    ['a yes in the thread', mark('opted_in'), mark('none'), 'opted_in'],
    ['a recorded consent', mark('none'), mark('opted_in'), 'opted_in'],
    ['nothing', mark('none'), mark('none'), 'none'],
  ]
  it.each(rows)('%s', (_what, inThread, elsewhere, state) => {
    expect(ownWord({ said: inThread, recorded: elsewhere }).state).toBe(state)
  })
})
