import { tokenise } from './tokens.ts'

export interface SplitPhrase {
  readonly text: string
  readonly exact: string
  readonly isStem: boolean
  readonly unit: boolean
}

/** A phrase is typed in at most this many ways of mixing chat spellings. */
const mostSpellings = 48

/** The phrase as it stands, and with the chat spellings of its words. */
export function spellingsOf(
  phrase: string,
  spellings: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  let found = ['']
  for (const word of phrase.split(' ')) {
    const options = found.length < mostSpellings ? [word, ...(spellings[word] ?? [])] : [word]
    found = options.flatMap((option) =>
      found.map((before) => (before === '' ? option : `${before} ${option}`)),
    )
  }
  return found
}

export function foldWord(word: string): string {
  return tokenise(word)
    .map((token) => token.text)
    .join('')
}

export function splitPhrase(phrase: string): SplitPhrase[] {
  const parts: SplitPhrase[] = []
  for (const chunk of phrase.trim().split(/\s+/u)) {
    if (chunk === '') continue
    const isStem = chunk.endsWith('*')
    const tokens = tokenise(isStem ? chunk.slice(0, -1) : chunk)
    tokens.forEach((token, index) => {
      parts.push({
        text: token.text,
        exact: token.exact,
        isStem: isStem && index === tokens.length - 1 && !token.unit,
        unit: token.unit,
      })
    })
  }
  return parts
}
