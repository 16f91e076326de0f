import type { Candidates } from './candidates.ts'
import type { Token } from './token.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * For every token, and the end, how many letters come before it. A character of a script without spaces says
 * about as much as three.
 */
export function countLetters(tokens: readonly Token[]): number[] {
  const before = [0]
  let letters = 0
  for (const { unit, text } of tokens) {
    letters += unit ? 3 : text.length
    before.push(letters)
  }
  return before
}

export function lettersBetween(lettersBefore: number[], start: number, end: number): number {
  return (lettersBefore[end] ?? 0) - (lettersBefore[start] ?? 0)
}

/**
 * How many letters of the text each language explains. A hint adds one letter to a language that the text
 * shows anyway: it settles ties and filters nothing (POLICY §1).
 */
export function scoreLanguages(
  lettersBefore: number[],
  { list, firstAt }: Candidates,
  vocabulary: Vocabulary,
  hints: readonly string[],
): number[] {
  const scores = vocabulary.languages.map(() => 0)
  const coveredUntil = vocabulary.languages.map(() => 0)
  for (let start = 0; start + 1 < firstAt.length; start += 1) {
    const first = firstAt[start] ?? 0
    for (let place = (firstAt[start + 1] ?? 0) - 1; place >= first; place -= 1) {
      const candidate = list[place]
      if (candidate === undefined) continue
      const whole = lettersBetween(lettersBefore, start, candidate.end)
      for (const language of candidate.languages) {
        const from = coveredUntil[language] ?? 0
        if (candidate.end <= from) continue
        const letters = from <= start ? whole : lettersBetween(lettersBefore, from, candidate.end)
        scores[language] = (scores[language] ?? 0) + letters
        coveredUntil[language] = candidate.end
      }
    }
  }
  for (const hint of hints) {
    const language = vocabulary.languageIndex(hint)
    if (language >= 0 && (scores[language] ?? 0) > 0) scores[language] = (scores[language] ?? 0) + 1
  }
  return scores
}

/** The language that explains most, or null. */
export function bestLanguage(scores: number[]): number | null {
  let best: number | null = null
  for (let language = 0; language < scores.length; language += 1) {
    if ((scores[language] ?? 0) > (best === null ? 0 : (scores[best] ?? 0))) best = language
  }
  return best
}

const [latinEnd, arabicStart, arabicEnd, blockBits] = [0x250, 0x600, 0x780, 7]

/** A number for the script that a word begins in. */
export function scriptOf({ text }: Token): number {
  const code = text.charCodeAt(0)
  if (code < latinEnd) return 0
  return code >= arabicStart && code < arabicEnd ? arabicStart : code >> blockBits
}
