import * as z from 'zod'
import { alternatives, isBounded, isWellFormed } from './alternatives.ts'

/** The five kinds of message every business is assumed to send (POLICY §1). */
export const standardCategories = ['authentication', 'marketing', 'newsletter', 'surveys', 'utility'] as const

/**
 * A phrase as a native speaker writes it: words in any case and spelling of accents. `promo*` stands for every
 * word that begins so; `take ... off` leaves room for up to five words; `(we|they) write` is two phrases.
 */
const phraseSchema = z
  .string()
  .trim()
  .min(1)
  .refine((phrase) => !/\*\S/u.test(phrase.replace(/\*(?=[\s|)]|$)/gu, '')), 'a * may only end a word')
  .refine((phrase) => phrase.split('...').length <= 2, 'only one ... to a phrase')
  .refine(isWellFormed, 'expected alternatives such as "(we|they) write", none inside another')
  .refine(isBounded, 'too many alternatives: split it')
const phrasesSchema = z
  .array(phraseSchema)
  .transform((phrases) => phrases.flatMap(alternatives))
  .default([])

const sections = {
  keywords: ['optOut', 'optOutAlone', 'optIn', 'optInWeak', 'help', 'preferences'],
  answers: ['yes', 'ok', 'no', 'fine', 'undecided', 'condition'],
  verbs: [
    'stop',
    'stopped',
    'unsubscribe',
    'remove',
    'removeMe',
    'send',
    'contact',
    'receive',
    'want',
    'subscribe',
    'keep',
    'change',
    'dontStop',
    'dontSend',
    'dontContact',
    'dontReceive',
    'dontWant',
  ],
  words: [
    'courtesy',
    'not',
    'isNot',
    'notMe',
    'noMore',
    'only',
    'just',
    'except',
    'all',
    'again',
    'on',
    'off',
    'me',
    'my',
    'this',
    'how',
    'mayI',
    'request',
    'asks',
    'maybe',
    'if',
    'but',
    'and',
    'tooMuch',
    'often',
    'weary',
    'limit',
    'rest',
    'instead',
    'some',
    'said',
    'still',
    'laugh',
    'takeBack',
    'why',
    'missing',
    'mine',
    'one',
  ],
  things: ['message', 'list', 'number', 'consent', 'subscription', 'account', 'channel', 'order', 'other'],
  phrases: [
    'saysOptOut',
    'saysEnough',
    'saysOptIn',
    'saysUnclear',
    'saysGroan',
    'saysNothing',
    'saysHelp',
    'saysNotInterested',
    'sendsPacking',
  ],
} as const

type Sections = typeof sections
/** What a phrase means; the last name on its path in a lexicon file. */
export type Meaning = Sections[keyof Sections][number] | 'category' | 'common'

function sectionSchema<const Key extends string>(keys: readonly Key[]) {
  const shape: Record<string, typeof phrasesSchema> = {}
  for (const key of keys) shape[key] = phrasesSchema
  return z.strictObject(shape).prefault({})
}

const categoryWordsSchema = z.record(z.string().regex(/^[a-z][a-z0-9_-]*$/), phrasesSchema)

/** One language, one file. Everything may be left out but the language itself. */
export const lexiconSchema = z.strictObject({
  language: z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?$/, 'a language code such as "pt" or "hi-Latn"'),
  name: z.string().min(1),
  /** Negations that follow their verb ("kommt nicht"), besides those before it. */
  negationFollows: z.boolean().default(false),
  /** The object stands before its verb ("Nachrichten stoppen", मैसेज बंद करो). */
  objectFirst: z.boolean().default(false),
  /** A word with other marks is another word ("đừng" is not "dừng"), unless all marks are left out. */
  marksMatter: z.boolean().default(false),
  /** Words have few forms, so that a word nearly like one of a phrase is that word with a slip, and no other form. */
  slipsInPhrases: z.boolean().default(false),
  /** Polite words that end a sentence where a space follows them (Thai ค่ะ, ครับ). */
  closers: z.array(z.string().min(1)).default([]),
  /** Small words written onto the next one (Arabic و ب ل ال, Hebrew ה ב ל). */
  prefixes: z.array(z.string().min(1)).default([]),
  /** Endings written onto words (Indonesian -nya, Bengali -টা). */
  suffixes: z.array(z.string().min(1)).default([]),
  /** Words that may end longer ones and keep their meaning (German Sommer|angebote); each is a phrase as well. */
  compounds: z.array(z.string().min(4)).default([]),
  /** Chat spellings of a word: "não" is also typed "n". */
  spellings: z.record(z.string().min(1), phrasesSchema).default({}),
  keywords: sectionSchema(sections.keywords),
  answers: sectionSchema(sections.answers),
  verbs: sectionSchema(sections.verbs),
  words: sectionSchema(sections.words),
  things: sectionSchema(sections.things),
  phrases: sectionSchema(sections.phrases),
  categories: categoryWordsSchema.default({}),
  /** Frequent words that mean nothing here: they tell the language, and are nobody's misspelling. */
  common: phrasesSchema,
  /** Further words of the language: nobody's misspelling either, but they say nothing about the language. */
  everyday: phrasesSchema,
})

export type Lexicon = z.infer<typeof lexiconSchema>
export type LexiconSource = z.input<typeof lexiconSchema>

export interface LexiconEntry {
  readonly phrase: string
  readonly meaning: Meaning
  readonly category: string | null
}

function* entriesOfSection(
  section: Record<string, string[]>,
  names: readonly Meaning[],
): Generator<LexiconEntry> {
  for (const meaning of names) {
    for (const phrase of section[meaning] ?? []) yield { phrase, meaning, category: null }
  }
}

/** Every phrase of a lexicon with what it means. */
export function* lexiconEntries(lexicon: Lexicon): Generator<LexiconEntry> {
  yield* entriesOfSection(lexicon.keywords, sections.keywords)
  // An opt-out word with an object ("stop the ads") is a verb of stopping.
  for (const phrase of [...(lexicon.keywords.optOut ?? []), ...(lexicon.keywords.optOutAlone ?? [])]) {
    yield { phrase, meaning: 'stop', category: null }
  }
  yield* entriesOfSection(lexicon.answers, sections.answers)
  yield* entriesOfSection(lexicon.verbs, sections.verbs)
  yield* entriesOfSection(lexicon.words, sections.words)
  yield* entriesOfSection(lexicon.things, sections.things)
  yield* entriesOfSection(lexicon.phrases, sections.phrases)
  for (const [category, phrases] of Object.entries(lexicon.categories)) {
    for (const phrase of phrases) yield { phrase, meaning: 'category', category }
  }
  for (const phrase of lexicon.common) yield { phrase, meaning: 'common', category: null }
}

/** Reads a lexicon, naming file and field of every mistake. */
export function readLexicon(source: unknown, file: string): Lexicon {
  const result = lexiconSchema.safeParse(source)
  if (result.success) return result.data
  const mistakes = result.error.issues.map(
    (issue) => `${file}: ${issue.path.join('.') || '(top)'}: ${issue.message}`,
  )
  throw new Error(`Lexicon cannot be used.\n${mistakes.join('\n')}`)
}
