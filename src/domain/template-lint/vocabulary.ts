import type { Wording } from './wording.ts'
import { wordingOf } from './words/index.ts'

/** Accents, points and vowel signs that writers leave out, and letters that keyboards mix: both sides are folded. */
const dropped = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0640\u093c\u09bc]/gu
const letters: Readonly<Record<string, string>> = {
  ı: 'i',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ہ: 'ه',
  ۃ: 'ه',
  ھ: 'ه',
  '’': "'",
  '٪': '%',
  '％': '%',
}

/** The form in which texts and vocabulary are compared. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(dropped, '')
    .normalize('NFC')
    .replace(/[ıßłđأإآٱىیکةہۃھ’٪％]/gu, (letter) => letters[letter] ?? letter)

/** Scripts that write words together, or small words onto the next one. */
const joined =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Arabic}\p{Script=Hebrew}]/u
const wordLetter = '[\\p{L}\\p{M}\\p{N}]'
const gap = '[^.!?。！？।۔\\n]{0,48}?'

const patternOf = (phrase: string): string => {
  const isWhole = phrase.endsWith('_')
  const parts = (isWhole ? phrase.slice(0, -1) : phrase).split('…').map((part) =>
    fold(part)
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/~(.+)$/u, '(?!$1)')
      .replace(/ /g, '\\s+')
      .replace(/_/g, `(?!${wordLetter})`),
  )
  return `${parts.join(gap)}${isWhole ? `(?!${wordLetter})` : ''}`
}

const beginsWord = (phrase: string): boolean =>
  !joined.test(phrase) && /^[\p{L}\p{M}\p{N}]/u.test(fold(phrase))

/** What begins a word is looked for at the beginnings of words alone: one look behind for all of them. */
export const compile = (list: string): RegExp => {
  const phrases = list.split('|').filter(Boolean)
  if (phrases.length === 0) return /(?!)/u
  const words = phrases.filter(beginsWord).map(patternOf)
  const anywhere = phrases.filter((phrase) => !beginsWord(phrase)).map(patternOf)
  const atWord = words.length > 0 ? [`(?<!${wordLetter})(?:${words.join('|')})`] : []
  return new RegExp([...atWord, ...anywhere].join('|'), 'u')
}

export type Vocabulary = { readonly [Key in keyof Wording]-?: RegExp }

const compiled = new Map<Wording, Vocabulary>()

/** The words of a language, ready to look for; null for a language that nobody has written down. */
export const vocabularyOf = (language: string): Vocabulary | null => {
  const words = wordingOf(language)
  if (!words) return null
  const known = compiled.get(words)
  if (known) return known
  const vocabulary: Vocabulary = {
    agree: compile(words.agree),
    ask: compile(words.ask),
    get: compile(words.get),
    things: compile(words.things),
    reply: compile(words.reply),
    stop: compile(words.stop),
    later: compile(words.later),
    guilt: compile(words.guilt),
    pressure: compile(words.pressure),
    silence: compile(words.silence),
    bundle: compile(words.bundle),
    promo: compile(words.promo),
    confirm: compile(words.confirm),
    not: compile(words.not),
    terms: compile(words.terms),
    goods: compile(words.goods ?? ''),
    withheld: compile(words.withheld ?? ''),
    purpose: compile(words.purpose ?? ''),
    condition: compile(words.condition ?? ''),
    regardless: compile(words.regardless ?? ''),
    gift: compile(words.gift ?? ''),
    given: compile(words.given ?? ''),
    refused: compile(words.refused ?? ''),
    lost: compile(words.lost ?? ''),
  }
  compiled.set(words, vocabulary)
  return vocabulary
}

/** Words that stand in a text, by their place in its folded form. */
export interface Found {
  readonly start: number
  readonly end: number
  readonly words: string
}

/** The first place where one of the words stands in a text, folded; null when none does. */
export const find = (text: string, words: RegExp): Found | null => {
  const found = words.exec(fold(text))
  return found ? { start: found.index, end: found.index + found[0].length, words: found[0].trim() } : null
}

/** Every place where one of the words stands. */
export const findAll = (text: string, words: RegExp): Found[] =>
  [...fold(text).matchAll(new RegExp(words.source, 'gu'))].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
    words: found.trim(),
  }))

export const has = (text: string, words: RegExp): boolean => find(text, words) !== null

/** A text in its sentences: a full stop inside a number or an abbreviation ends none. Thai ends them with a polite word. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?…])["'”»)]*\s+|(?<=[。！？।۔؟])|(?<=ค่ะ|คะ|ครับ|ค่า|ไหม|มั้ย|หรือไม่|หรือเปล่า)\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean)
