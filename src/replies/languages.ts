import type { Candidate } from './candidates.ts'
import type { Token } from './token.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Letters a stretch of text counts for; a character of a script without spaces says about as much as three. */
export function lettersBetween(tokens: readonly Token[], start: number, end: number): number {
  let letters = 0
  for (let index = start; index < end; index += 1) {
    const token = tokens[index]
    letters += token?.unit ? 3 : (token?.text.length ?? 0)
  }
  return letters
}

/**
 * How many letters of the text each language explains. A hint adds one letter to a language that the text
 * shows anyway: it settles ties and filters nothing (POLICY §1).
 */
export function scoreLanguages(
  tokens: readonly Token[],
  candidates: readonly (readonly Candidate[])[],
  vocabulary: Vocabulary,
  hints: readonly string[],
): number[] {
  const scores = new Array<number>(vocabulary.languages.length).fill(0)
  const coveredUntil = new Array<number>(vocabulary.languages.length).fill(0)
  for (let start = 0; start < candidates.length; start += 1) {
    const list = candidates[start] ?? []
    for (let place = list.length - 1; place >= 0; place -= 1) {
      const candidate = list[place]
      if (candidate === undefined) continue
      const whole = lettersBetween(tokens, start, candidate.end)
      for (const { language } of candidate.senses) {
        const from = coveredUntil[language] ?? 0
        if (candidate.end <= from) continue
        const letters = from <= start ? whole : lettersBetween(tokens, from, candidate.end)
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
