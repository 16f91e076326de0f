import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { replyCaseSchema } from '../../src/replies/evaluate.ts'
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

/** Every worked case of the policy with words in it, in its own context: keywords, sentences, long messages. */
const sentences = readFileSync(new URL('../corpus/sample.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => replyCaseSchema.parse(JSON.parse(line)))
  .filter(({ text }) => /\p{L}/u.test(text))
const sentence = fc.constantFrom(...sentences)

/** Checks that a change of its text changes the reading of no case. */
function changesNothing(change: (text: string) => string, of = sentences): void {
  const changed = of
    .filter((one) => decision(change(one.text), one) !== decision(one.text, one))
    .map((one) => change(one.text))
  expect(changed).toEqual([])
}

test('case does not change a decision', () => {
  fc.assert(
    fc.property(keyword, context, fc.boolean(), (word, where, upper) => {
      // Turkish capitals are their own story: ı and i have different ones.
      const cased = upper ? word.toUpperCase() : word.toLowerCase()
      expect(decision(cased, where)).toBe(decision(word, where))
    }),
  )
  changesNothing((text) => text.toUpperCase())
  changesNothing((text) => text.toLowerCase())
})

test('diacritics left out do not change a decision where the language drops them', () => {
  const bare = (text: string): string =>
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replaceAll('ı', 'i')
      .replaceAll('đ', 'd')
      .replaceAll('Đ', 'D')
  const dropping = new Set(['Spanish', 'Portuguese', 'French', 'Turkish', 'Polish', 'Italian', 'Vietnamese'])
  const words = policyKeywords.flatMap(({ language, kind, words: list }) =>
    dropping.has(language) && (kind === 'optOut' || kind === 'optIn') ? list : [],
  )
  fc.assert(
    fc.property(fc.constantFrom(...words), context, (word, where) => {
      expect(decision(bare(word), where)).toBe(decision(word, where))
    }),
  )
  const codes = new Set(['es', 'pt-BR', 'pt-PT', 'fr', 'tr', 'it', 'de', 'nl', 'pl', 'vi'])
  changesNothing(
    bare,
    sentences.filter(({ lang }) => codes.has(lang)),
  )
})

test('punctuation, markup and emoji around a text do not change a decision', () => {
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
    ' ❤️',
    '\u200b',
    '\u202a',
  )
  fc.assert(
    fc.property(keyword, context, decoration, decoration, (word, where, before, after) => {
      expect(decision(`${before}${word}${after}`, where)).toBe(decision(word, where))
    }),
  )
  const around = [
    (text: string) => `"${text}"`,
    (text: string) => `(${text})`,
    (text: string) => `*${text}*`,
    (text: string) => `${text} 🙏`,
    (text: string) => `🌸 ${text}`,
  ]
  for (const change of around) changesNothing(change)
  // A mark of its own at the end would end a question otherwise.
  const statements = sentences.filter(({ text }) => !/[?？؟]\s*$/u.test(text))
  for (const end of ['!', '...', '.', ' ~']) changesNothing((text) => text + end, statements)
})

test('courtesy around a text does not change a decision', () => {
  const polite = fc.constantFrom('please', 'thanks', 'thank you', 'hi', 'hello', 'good morning', 'cheers')
  fc.assert(
    fc.property(fc.constantFrom(...optOuts), context, polite, polite, (word, where, before, after) => {
      expect(decision(`${before}, ${word}, ${after}`, where)).toBe('opt_out *')
    }),
  )
  const courtesies: Readonly<Record<string, readonly string[]>> = {
    en: ['hi, @', 'hello @', '@ please', '@, thank you', 'please @'],
    es: ['hola, @', 'por favor, @', '@ gracias'],
    'pt-BR': ['olá, @', '@ por favor', '@ obrigado'],
    fr: ['bonjour, @', "@ s'il vous plaît", '@ merci'],
    de: ['Hallo, @', 'Bitte @', '@, vielen Dank'],
    it: ['ciao, @', '@ per favore', '@ grazie'],
    nl: ['hoi, @', '@ alsjeblieft', '@ bedankt'],
    pl: ['dzień dobry, @', '@ proszę', '@ dziękuję'],
    ru: ['здравствуйте, @', '@ пожалуйста', '@ спасибо'],
    tr: ['merhaba, @', '@ lütfen', '@ teşekkürler'],
    id: ['halo, @', '@ tolong', '@ terima kasih'],
    ar: ['السلام عليكم، @', '@ من فضلك', '@ شكرا'],
    he: ['שלום, @', '@ בבקשה', '@ תודה'],
    hi: ['नमस्ते, @', '@ धन्यवाद'],
    vi: ['chào shop, @', '@ cảm ơn'],
    sw: ['habari, @', '@ tafadhali', '@ asante'],
    'zh-Hans': ['你好，@', '@，谢谢'],
  }
  for (const [language, frames] of Object.entries(courtesies)) {
    const own = sentences.filter(({ lang }) => lang === language)
    for (const frame of frames)
      changesNothing((text) => frame.replace('@', () => text.replace(/[.!。！]+$/u, '')), own)
  }
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

test('a clear stop added to any text never yields an opt-in', () => {
  const stop = fc.constantFrom(
    'STOP',
    'unsubscribe',
    'stop sending me messages',
    'remove me from your list',
    'baja',
    'abmelden',
    'стоп',
    '退订',
  )
  const separator = fc.constantFrom('. ', '! ', '\n', ' / ')
  fc.assert(
    fc.property(sentence, stop, separator, context, fc.boolean(), ({ text }, halt, between, where, first) => {
      const joined = first ? `${halt}${between}${text}` : `${text}${between}${halt}`
      const { intent, rule } = parseReply(joined, where)
      // While a request is open, a stop for some kinds beside a yes for others is an acceptance in part.
      if (rule !== 'partial-acceptance' && rule !== 'only-these') expect(intent).not.toBe('opt_in')
    }),
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
    fc.uint8Array({ maxLength: 300 }).map((bytes) => new TextDecoder().decode(bytes)),
    // Pieces of real messages in any order, cut anywhere.
    fc
      .array(fc.tuple(sentence, fc.nat(60), fc.nat(60)), { maxLength: 8 })
      .map((cuts) => cuts.map(([{ text }, from, length]) => text.slice(from, from + length)).join(' ')),
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
