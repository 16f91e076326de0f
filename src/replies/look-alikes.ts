import { asLatin, unleet } from './folding.ts'
import type { Token } from './token.ts'

const latinLetter = /\p{Script=Latin}/u

const imitatingLetter = /[\p{Script=Cyrillic}\p{Script=Greek}]/u

/**
 * What a word typed with look-alikes may be in Latin letters; nothing for a word of Latin letters alone. A Cyrillic
 * с looks like a c, and sounds like an s to those who type it for one; a digit may stand for a letter as well.
 */
export function latinReadings(token: Token): readonly string[] {
  if (!imitatingLetter.test(token.raw)) return []
  const spellings = [token.raw, token.raw.replaceAll(/[сС]/gu, 's')]
  const readings = spellings.flatMap((spelling) => asLatin(spelling) ?? [])
  return [...new Set(readings.flatMap((reading) => [reading, unleet(reading, 'i')]))]
}

export function mixesAlphabets(token: Token): boolean {
  return imitatingLetter.test(token.raw) && latinLetter.test(token.raw)
}
