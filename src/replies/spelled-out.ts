import { noBreak, type Token } from './token.ts'

/** A word spelled out letter by letter is no longer than this. */
const longestSpelling = 24

/** Letters spelled out with spaces, dots or hyphens (s t o p) become one word (POLICY §2). */
export function joinSpelledOut(
  tokens: readonly Token[],
  isWord: (word: string) => boolean,
): readonly Token[] {
  if (!hasLetterPair(tokens)) return tokens
  const joined: Token[] = []
  let index = 0
  while (index < tokens.length) {
    const first = tokens[index]
    if (first === undefined) break
    const letters = spelledWordAt(tokens, index, isWord)
    joined.push(letters.length === 0 ? first : joinLetters(first, letters))
    index += Math.max(letters.length, 1)
  }
  return joined
}

/** The longest known word spelled out from here; two letters only count when they are the whole text. */
function spelledWordAt(
  tokens: readonly Token[],
  start: number,
  isWord: (word: string) => boolean,
): readonly Token[] {
  let letters = ''
  for (let index = start; index < tokens.length && letters.length < longestSpelling; index += 1) {
    const token = tokens[index]
    if (token === undefined || !isSingleLetter(token) || (index > start && token.breakBefore !== noBreak))
      break
    letters += token.text
  }
  for (let length = letters.length; length >= 2; length -= 1) {
    const isEnough = length >= 3 || length === tokens.length
    if (isEnough && isWord(letters.slice(0, length))) return tokens.slice(start, start + length)
  }
  return []
}

function joinLetters(first: Token, letters: readonly Token[]): Token {
  const text = letters.map((letter) => letter.text).join('')
  return {
    ...first,
    text,
    exact: text,
    raw: letters.map((letter) => letter.raw).join(''),
    asks: letters.some((letter) => letter.asks),
  }
}

function hasLetterPair(tokens: readonly Token[]): boolean {
  for (let index = 1; index < tokens.length; index += 1) {
    if (isSingleLetter(tokens[index - 1]) && isSingleLetter(tokens[index])) return true
  }
  return false
}

function isSingleLetter(token: Token | undefined): boolean {
  return token !== undefined && token.text.length === 1 && token.kind === 'word' && !token.unit
}
