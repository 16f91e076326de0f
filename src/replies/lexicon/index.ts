import { createRequire } from 'node:module'
import { type Lexicon, readLexicon } from '../lexicon-schema.ts'

/** One file a language. The order is the order of precedence between languages that say the same. */
const languages = [
  'en',
  'ar',
  'bn',
  'de',
  'es',
  'fr',
  'he',
  'hi',
  'hi-Latn',
  'id',
  'it',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt',
  'ru',
  'sw',
  'th',
  'tr',
  'uk',
  'ur',
  'vi',
  'zh',
]

// `import … with { type: 'json' }` makes Node 20 print a warning at every start.
const load: (file: string) => unknown = createRequire(import.meta.url)

/** The lexicons that ship with the parser, checked as they are loaded. */
export const shippedLexicons: readonly Lexicon[] = languages.map((language) =>
  readLexicon(load(`./${language}.json`), `lexicon/${language}.json`),
)
