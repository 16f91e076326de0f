import { shippedLexicons } from './lexicon/index.ts'
import { type Lexicon, lexiconEntries, type Meaning } from './lexicon-schema.ts'
import { tokenise } from './tokens.ts'
import type { BusinessWords } from './vocabulary.ts'

/** A business's word that already means something else. */
export interface Collision {
  /** As the business wrote it. */
  readonly word: string
  /** What the business wants it to mean: a category key, or 'optOut' / 'optIn'. */
  readonly wanted: string
  /** Where it means something else. */
  readonly language: string
  /** What it means there: a meaning, or a category key. */
  readonly means: string
}

function spelling(phrase: string): string {
  const tokens = tokenise(phrase.replaceAll('*', ''))
  return tokens.map((token) => token.text).join(' ')
}

interface Wish {
  readonly word: string
  readonly wanted: string
}

function* wishesOf(business: BusinessWords): Generator<Wish> {
  for (const { category, words } of business.categories ?? []) {
    for (const word of words) yield { word, wanted: category }
  }
  for (const { words } of business.optOut ?? []) for (const word of words) yield { word, wanted: 'optOut' }
  for (const { words } of business.optIn ?? []) for (const word of words) yield { word, wanted: 'optIn' }
}

/** Meanings that an opt-out or opt-in word of the business may share without contradiction. */
const allied: Readonly<Record<string, readonly Meaning[]>> = {
  optOut: ['optOut', 'optOutAlone', 'stop', 'unsubscribe', 'remove', 'removeMe', 'saysOptOut', 'saysEnough'],
  optIn: ['optIn', 'optInWeak', 'subscribe', 'on', 'saysOptIn'],
}

/**
 * Tells which words of a business already mean something else, in which language, so that it is warned before
 * "end" names one of its categories. Common words without a meaning here do not collide.
 */
export function findCollisions(
  business: BusinessWords,
  lexicons: readonly Lexicon[] = shippedLexicons,
): readonly Collision[] {
  const wishes = [...wishesOf(business)]
  const bySpelling = new Map<string, Wish[]>()
  for (const wish of wishes) {
    const key = spelling(wish.word)
    const others = bySpelling.get(key)
    if (others === undefined) bySpelling.set(key, [wish])
    else others.push(wish)
  }
  const found = new Map<string, Collision>()
  for (const lexicon of lexicons) {
    for (const { phrase, meaning, category } of lexiconEntries(lexicon)) {
      if (meaning === 'common' || phrase.includes('...')) continue
      for (const { word, wanted } of bySpelling.get(spelling(phrase)) ?? []) {
        const means: string = category ?? meaning
        if (means === wanted || allied[wanted]?.includes(meaning)) continue
        found.set(`${word}|${lexicon.language}|${means}`, { word, wanted, language: lexicon.language, means })
      }
    }
  }
  for (const { word, wanted } of wishes) {
    const other = bySpelling.get(spelling(word))?.find((wish) => wish.wanted !== wanted)
    if (other !== undefined) {
      found.set(`${word}|*|${other.wanted}`, { word, wanted, language: '*', means: other.wanted })
    }
  }
  return [...found.values()]
}
