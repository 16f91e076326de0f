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
  const run: Token[] = []
  for (let index = start; index < tokens.length && run.length < longestSpelling; index += 1) {
    const token = tokens[index]
    if (token === undefined || !isSingleLetter(token) || (run.length > 0 && token.breakBefore !== noBreak))
      break
    run.push(token)
  }
  while (run.length >= 2) {
    const isEnough = run.length >= 3 || run.length === tokens.length
    if (isEnough && isWord(run.map((letter) => letter.text).join(''))) return run
    run.pop()
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
