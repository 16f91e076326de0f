import { hardBreak, type Token } from '../token.ts'

/** As many weights as there are; what a text shows falls on one of them by its hash. */
export const weightCount = 2 ** 18

/**
 * What a text shows: two lists of numbers below `weightCount`. Every run of two to five letters of a word with its
 * edges, and every run of one or two words. In scripts without spaces a run of characters is a word, and each
 * character is one as well. Digits are alike. One pass over the beginning of the text, and a bounded number of features a
 * letter.
 */
export interface Features {
  readonly letters: readonly number[]
  readonly words: readonly number[]
}

const seed = 0x811c9dc5
const prime = 0x01000193
const [edge, wordSeed, gap] = [0x20, 0x9e3779b9, 0x1f]
const [shortest, longest, mostWords] = [2, 5, 2]
/** No more of a text, and of a word, is looked at: what is longer is hardly a message. */
const [mostTokens, mostLetters] = [400, 400]

const step = (hash: number, code: number): number => Math.imul(hash ^ code, prime)
/** The lower bits of this hash alone say little of its first letters. */
const slot = (hash: number): number => (hash ^ (hash >>> 15) ^ (hash >>> 7)) & (weightCount - 1)

/** What the tokens of a text show. */
export function featuresOf(all: readonly Token[]): Features {
  const tokens = all.slice(0, mostTokens)
  const letters: number[] = []
  const hashes: number[] = [step(seed, gap)]
  let run = ''
  for (const token of tokens) {
    if (token.kind === 'emoji') continue
    if (run !== '' && !(token.unit && !token.spaced)) {
      takeLetters(run, letters)
      run = ''
    }
    if (token.breakBefore === hardBreak && hashes.length > 1) hashes.push(step(seed, gap))
    const text = textOf(token)
    if (token.unit) run += text
    else takeLetters(text, letters)
    hashes.push(hashOf(text))
    if (token.asks) hashes.push(step(seed, 0x3f))
  }
  if (run !== '') takeLetters(run, letters)
  hashes.push(step(seed, gap))
  return { letters, words: runsOfWords(hashes) }
}

/** What two words side by side show: each by itself, and both. */
export function featuresOfPair(first: Token, second: Token): readonly number[] {
  return runsOfWords([hashOf(textOf(first)), hashOf(textOf(second))])
}

const textOf = ({ kind, text }: Token): string =>
  kind === 'link' ? '@' : text.slice(0, mostLetters).replace(/\d+/gu, '0')

function hashOf(text: string): number {
  let hash = seed
  for (let index = 0; index < text.length; index += 1) hash = step(hash, text.charCodeAt(index))
  return hash
}

/** Adds the runs of letters of a word. */
function takeLetters(word: string, letters: number[]): void {
  const codeAt = (index: number): number =>
    index < 0 || index >= word.length ? edge : word.charCodeAt(index)
  for (let start = -1; start < word.length; start += 1) {
    let hash = seed
    for (let length = 1; length <= longest && start + length <= word.length + 1; length += 1) {
      hash = step(hash, codeAt(start + length - 1))
      if (length >= shortest) letters.push(slot(hash))
    }
  }
}

function runsOfWords(hashes: readonly number[]): number[] {
  const words: number[] = []
  for (let start = 0; start < hashes.length; start += 1) {
    let hash = wordSeed
    const end = Math.min(start + mostWords, hashes.length)
    for (let index = start; index < end; index += 1) {
      hash = step(hash, hashes[index] ?? 0)
      words.push(slot(hash))
    }
  }
  return words
}
