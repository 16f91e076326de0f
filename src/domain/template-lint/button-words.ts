import { shippedLexicons } from '../../replies/lexicon/index.ts'
import type { Button, Draft } from './draft.ts'
import { answerIn, type Read } from './promised-words.ts'
import { fold, has, type Vocabulary } from './vocabulary.ts'

const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? []

/** The words in which a person may plainly say yes or no in a language, from the lexicon of the replies. */
const plainWords = new Map<string, ReadonlySet<string>>()
const plainWordsIn = (language: string): ReadonlySet<string> => {
  const base = language === 'ms' ? 'id' : (language.split('_')[0] ?? language)
  const known = plainWords.get(base)
  if (known) return known
  const lexicon = shippedLexicons.find((one) => one.language === base)
  const phrases = lexicon
    ? [lexicon.answers, lexicon.verbs, lexicon.words, lexicon.things, lexicon.categories]
        .flatMap((section) => Object.values(section))
        .flat()
        .concat(lexicon.keywords.optOut ?? [], lexicon.common)
    : []
  const words = new Set(phrases.flatMap(wordsOf))
  plainWords.set(base, words)
  return words
}

/** A no that makes ashamed: it says more than no, or says it with a reproach. */
export const isGuilty = (label: string, language: string, vocabulary: Vocabulary, read: Read): boolean => {
  if (has(label, vocabulary.guilt)) return true
  const strange = (text: string): string[] =>
    wordsOf(text).filter((word) => !plainWordsIn(language).has(word))
  if (strange(label).length > 2) return true
  // What comes after the no: thanks, or the no once more, or for now; "No, I like wasting" is none of these.
  const [no = '', ...rest] = label.split(/[,،，、;:–—]\s*|\s-\s/u)
  const after = rest.join(' ')
  return (
    answerIn(no, read) === 'no' &&
    strange(after).length > 0 &&
    answerIn(after, read) !== 'no' &&
    !has(` ${after}`, vocabulary.not) &&
    !has(after, vocabulary.later) &&
    wordsOf(after).length > 1
  )
}

/**
 * The one of two buttons that is the other denied, such as "Muốn" and "Không muốn": a plain pair, also where the words alone
 * would be read as neither.
 */
export const deniedPair = (
  { buttons, format }: Draft,
  vocabulary: Vocabulary,
): { readonly yes: Button; readonly no: Button } | null => {
  const [one, two, ...more] = buttons
  if (format !== 'platform' || !one || !two || more.length > 0) return null
  const denies = (yes: Button, no: Button): boolean => {
    const [said, denied] = [fold(yes.label).trim(), fold(no.label).trim()]
    if (said === '' || !denied.includes(said)) return false
    const rest = denied.replace(said, ' ').trim()
    return [...rest].length <= 8 && (has(` ${rest} `, vocabulary.not) || /^안(?!\S)/u.test(rest))
  }
  if (denies(one, two)) return { yes: one, no: two }
  return denies(two, one) ? { yes: two, no: one } : null
}
