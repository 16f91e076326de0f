import { createHash } from 'node:crypto'
import { shippedLexicons } from './lexicon/index.ts'
import type { Lexicon } from './lexicon-schema.ts'
import { shippedWeights } from './likeness/weights.ts'
import { type BusinessWords, Vocabulary } from './vocabulary.ts'

/** Raised when the rules change; the lexicons version themselves by their content. */
const rulesVersion = '1.2.0'

/** Compiles lexicons, and a business's own words, into what the parser reads with. */
export function compileVocabulary(
  input: { readonly lexicons?: readonly Lexicon[]; readonly business?: BusinessWords } = {},
): Vocabulary {
  return new Vocabulary(input.lexicons ?? shippedLexicons, input.business ?? {})
}

const shortHash = (data: string | Int8Array): string =>
  createHash('sha256').update(data).digest('hex').slice(0, 8)

/** The version written into every decision: that of the rules, and hashes of the lexicons and of the weights of the second look. */
export const parserVersion: string = [
  `${rulesVersion}+lex`,
  shortHash(JSON.stringify(shippedLexicons)),
  'like',
  shortHash(shippedWeights.weights),
].join('.')

let compiled: Vocabulary | undefined

/** The shipped vocabulary, compiled on first use. */
export function shippedVocabulary(): Vocabulary {
  compiled ??= compileVocabulary()
  return compiled
}
