/** "(we|they) write": a phrase of a lexicon with alternatives, written once. */

const mostPhrases = 5_000

/** True when every alternative is closed, none holds another one, and each says something. */
export const isWellFormed = (phrase: string): boolean =>
  /^[^()|]*(\([^()|]+(\|[^()|]+)+\)[^()|]*)*$/u.test(phrase)

/** Every phrase that one with alternatives stands for, in the order in which they are written. */
export function alternatives(phrase: string): readonly string[] {
  const open = phrase.indexOf('(')
  if (open < 0) return [phrase]
  const close = phrase.indexOf(')', open)
  const rests = alternatives(phrase.slice(close + 1))
  const before = phrase.slice(0, open)
  return phrase
    .slice(open + 1, close)
    .split('|')
    .flatMap((choice) => rests.map((rest) => `${before}${choice}${rest}`))
}

/** A slip of the pen must not make millions. */
export const isBounded = (phrase: string): boolean => {
  const groups = phrase.match(/\([^)]*\)/gu) ?? []
  return groups.reduce((product, group) => product * group.split('|').length, 1) <= mostPhrases
}
