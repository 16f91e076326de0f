/** How strongly a token is set apart from the one before it. */
export const noBreak = 0

export const softBreak = 1

export const hardBreak = 2

export interface Token {
  /** Folded spelling; for an emoji the emoji itself. */
  readonly text: string
  readonly kind: 'word' | 'number' | 'emoji' | 'link'
  /** Lower case with diacritics, for the languages in which they tell words apart. */
  readonly exact: string
  /** The word as typed (after compatibility normalisation); look-alike letters are judged on it. */
  readonly raw: string
  /** One character of a script written without spaces. */
  readonly unit: boolean
  readonly spaced: boolean
  readonly capital: boolean
  readonly breakBefore: number
  /** Between quotation marks. */
  readonly quoted: boolean
  /** A question mark ends the sentence right after this token. */
  asks: boolean
}

// One letter or a short form before an apostrophe is a word of its own in French and Italian (j'accepte).
