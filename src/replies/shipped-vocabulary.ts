import { createHash } from 'node:crypto'
import { shippedLexicons } from './lexicon/index.ts'
import type { Lexicon } from './lexicon-schema.ts'
import { type BusinessWords, Vocabulary } from './vocabulary.ts'

/** Raised when the rules change; the lexicons version themselves by their content. */
const rulesVersion = '1.1.0'

/** Compiles lexicons, and a business's own words, into what the parser reads with. */
export function compileVocabulary(
  input: { readonly lexicons?: readonly Lexicon[]; readonly business?: BusinessWords } = {},
): Vocabulary {
  return new Vocabulary(input.lexicons ?? shippedLexicons, input.business ?? {})
}

/** The version written into every decision: that of the rules and a hash of the shipped lexicons. */
export const parserVersion: string = `${rulesVersion}+lex.${createHash('sha256')
  .update(JSON.stringify(shippedLexicons))
  .digest('hex')
  .slice(0, 8)}`

let compiled: Vocabulary | undefined

/** The shipped vocabulary, compiled on first use. */
export function shippedVocabulary(): Vocabulary {
  compiled ??= compileVocabulary()
  return compiled
}
