import { asLatin } from './folding.ts'
import type { Token } from './token.ts'

const latinLetter = /\p{Script=Latin}/u

const imitatingLetter = /[\p{Script=Cyrillic}\p{Script=Greek}]/u

/** A word that mixes alphabets is typed with look-alikes; one alphabet alone is taken at its word. */
export function readsAsLatin(token: Token): string | null {
  return imitatingLetter.test(token.raw) ? asLatin(token.raw) : null
}

export function mixesAlphabets(token: Token): boolean {
  return imitatingLetter.test(token.raw) && latinLetter.test(token.raw)
}
