import type { Token } from '../token.ts'
import { featuresOf, featuresOfPair } from './features.ts'
import { shareOf, shippedWeights, sumOf, type Weights } from './weights.ts'

/**
 * How much a text is like those that ask for messages to stop, or may ask for it: 0 to 1. It knows letters and
 * words and no meaning, so it sees wishes in words that no lexicon has, and misses denials that the rules see.
 */
export function likenessOf(
  tokens: readonly Token[],
  { bias, scale, weights }: Weights = shippedWeights,
): number {
  const { letters, words } = featuresOf(tokens)
  return shareOf(bias + scale * (sumOf(weights, letters) + sumOf(weights, words)))
}

/** The pairs of words that speak most for the likeness, at most so many, in the order of the text. */
export function tellingWords(words: readonly Token[], most: number): readonly string[] {
  const pairs = words.slice(1).map((second, index) => {
    const first = words[index] ?? second
    const weight = sumOf(shippedWeights.weights, featuresOfPair(first, second))
    return { text: `${first.text}${second.spaced ? ' ' : ''}${second.text}`, index, weight }
  })
  if (pairs.length === 0) return words.map(({ text }) => text)
  return pairs
    .sort((left, right) => right.weight - left.weight)
    .slice(0, most)
    .sort((left, right) => left.index - right.index)
    .map(({ text }) => text)
}
