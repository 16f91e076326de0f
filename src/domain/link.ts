/** A `wa.me` link of a campaign. People who follow it send a text that holds its code, so that their source is known. */
export interface Link {
  readonly id: string
  readonly accountId: string
  readonly campaign: string
  /** Six letters and digits; stands in parentheses at the end of the text. */
  readonly code: string
  readonly text: string
  readonly createdAt: number
}

const codePattern = /\(([0-9A-HJKMNP-TV-Z]{6})\)/g

/** The codes that a text holds. */
export const codesIn = (text: string): string[] =>
  [...text.matchAll(codePattern)].map(([, code]) => code ?? '')

/** The text that the link writes for the person, with the code at its end. */
export const textWithCode = (text: string, code: string): string => `${text.trim()} (${code})`

/** The link itself (FACTS §9.5); the number in digits. */
export const waMeUrl = (number: string, text: string): string =>
  `https://wa.me/${number.replace(/\D/g, '')}?text=${encodeURIComponent(text)}`
