import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseReply, type Reading, type ReplyContext } from '../../src/replies/parse-reply.ts'
import policyKeywords from './fixtures/policy-keywords.json' with { type: 'json' }

const keywords = policyKeywords.flatMap(({ words }) => words)
const optOuts = policyKeywords.flatMap(({ kind, words }) => (kind === 'optOut' ? words : []))
const keyword = fc.constantFrom(...keywords)
const context: fc.Arbitrary<ReplyContext> = fc.record({
  pending: fc.boolean(),
  state: fc.constantFrom('none', 'opted_in', 'opted_out'),
})

function decision(text: string, where: ReplyContext): string {
  const { intent, categories }: Reading = parseReply(text, where)
  return [intent, ...categories].join(' ')
}

test('case does not change a decision', () => {
  fc.assert(
    fc.property(keyword, context, fc.boolean(), (word, where, upper) => {
      // Turkish capitals are their own story: ı and i have different ones.
      const cased = upper ? word.toUpperCase() : word.toLowerCase()
      expect(decision(cased, where)).toBe(decision(word, where))
    }),
  )
})

test('diacritics left out do not change a decision where the language drops them', () => {
  const dropping = new Set(['Spanish', 'Portuguese', 'French', 'Turkish', 'Polish', 'Italian'])
  const words = policyKeywords.flatMap(({ language, kind, words: list }) =>
    dropping.has(language) && (kind === 'optOut' || kind === 'optIn') ? list : [],
  )
  fc.assert(
    fc.property(fc.constantFrom(...words), context, (word, where) => {
      const bare = word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i')
      expect(decision(bare, where)).toBe(decision(word, where))
    }),
  )
})

test('punctuation, markup and emoji around a keyword do not change a decision', () => {
  const decoration = fc.constantFrom(
    '!',
    '!!!',
    '.',
    '...',
    '*',
    '_',
    '"',
    '>>',
    '~',
    '`',
    ' 🙏',
    ' 😀',
    '\u200b',
    '\u202a',
  )
  fc.assert(
    fc.property(keyword, context, decoration, decoration, (word, where, before, after) => {
      expect(decision(`${before}${word}${after}`, where)).toBe(decision(word, where))
    }),
  )
})

test('courtesy around an opt-out keyword does not change a decision', () => {
  const polite = fc.constantFrom('please', 'thanks', 'thank you', 'hi', 'hello', 'good morning', 'cheers')
  fc.assert(
    fc.property(fc.constantFrom(...optOuts), context, polite, polite, (word, where, before, after) => {
      expect(decision(`${before}, ${word}, ${after}`, where)).toBe('opt_out *')
    }),
  )
})

test('styled letters do not change a decision', () => {
  const offsets = [0x1d41a, 0x1d44e, 0x1d5ba, 0x1d68a, 0x24d0, 0xff41]
  fc.assert(
    fc.property(
      fc.constantFrom('stop', 'quit', 'unsubscribe', 'start'),
      fc.constantFrom(...offsets),
      (word, first) => {
        const styled = [...word]
          .map((letter) => String.fromCodePoint(first + letter.charCodeAt(0) - 97))
          .join('')
        const where: ReplyContext = { pending: false, state: 'opted_in' }
        // Mathematical italic has no h of its own; none of these words has one.
        expect(decision(styled, where)).toBe(decision(word, where))
      },
    ),
  )
})

test('a clear stop beside a yes never yields an opt-in', () => {
  const yes = policyKeywords.flatMap(({ kind, words }) => (kind === 'yes' || kind === 'ok' ? words : []))
  const stop = fc.constantFrom('stop', 'unsubscribe', 'stop sending me messages', 'remove me', 'opt out')
  const separator = fc.constantFrom('. ', ', ', ' ', '\n', '! ')
  fc.assert(
    fc.property(
      fc.constantFrom(...yes),
      stop,
      separator,
      context,
      fc.boolean(),
      (word, halt, between, where, first) => {
        const text = first ? `${halt}${between}${word}` : `${word}${between}${halt}`
        expect(parseReply(text, where).intent).not.toBe('opt_in')
      },
    ),
    { numRuns: 1000 },
  )
})

test('any text yields a reading and never an exception', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => String.fromCharCode(...bytes)),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
      .map((units) => String.fromCharCode(...units)),
    fc.array(keyword, { maxLength: 12 }).map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(anything, context, (text, where) => {
      const reading = parseReply(text, where)
      expect(['opt_in', 'opt_out', 'help', 'preferences', 'none', 'ambiguous']).toContain(reading.intent)
      expect(reading.confidence).toBeGreaterThanOrEqual(0)
      expect(reading.confidence).toBeLessThanOrEqual(1)
      const isChange = reading.intent === 'opt_in' || reading.intent === 'opt_out'
      expect(reading.categories.length > 0).toBe(isChange)
    }),
    { numRuns: 1000 },
  )
})

test('the same text is read the same way twice', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), context, (text, where) => {
      expect(parseReply(text, where)).toEqual(parseReply(text, where))
    }),
  )
})
