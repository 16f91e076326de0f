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
  const typed = phrase.split(' ')
  if (!typed.some((word) => Object.hasOwn(spellings, word))) return [phrase]
  let found = ['']
  for (const word of typed) {
    const others =
      found.length < mostSpellings && Object.hasOwn(spellings, word) ? spellings[word] : undefined
    const options = [word, ...(others ?? [])]
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

function splitChunk(chunk: string): readonly SplitPhrase[] {
  const isStem = chunk.endsWith('*')
  const tokens = tokenise(isStem ? chunk.slice(0, -1) : chunk)
  return tokens.map((token, index) => ({
    text: token.text,
    exact: token.exact,
    isStem: isStem && index === tokens.length - 1 && !token.unit,
    unit: token.unit,
  }))
}

/** Splits phrases as texts are split. The same words stand in many phrases, so each is split once. */
export class PhraseSplitter {
  readonly #chunks = new Map<string, readonly SplitPhrase[]>()

  split(phrase: string): readonly SplitPhrase[] {
    return phrase.includes(' ')
      ? phrase.split(' ').flatMap((chunk) => this.#splitChunk(chunk))
      : this.#splitChunk(phrase)
  }

  #splitChunk(chunk: string): readonly SplitPhrase[] {
    let parts = this.#chunks.get(chunk)
    if (parts === undefined) {
      parts = splitChunk(chunk)
      this.#chunks.set(chunk, parts)
    }
    return parts
  }
}
