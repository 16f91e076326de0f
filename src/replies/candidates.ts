import { meaningsOf } from './meanings.ts'
import { type PhraseNode, rootNode } from './phrase-tree.ts'
import { noBreak, type Token } from './token.ts'
import type { KnownWord, Sense, Senses, Vocabulary } from './vocabulary.ts'

/** A phrase of the vocabulary that begins at some token, whether or not it will be read so. */
export interface Candidate extends Senses {
  readonly end: number
  /** How much of the text it explains, in words. */
  readonly size: number
  /** Where the second part of a gap phrase stands; those tokens belong to it. */
  readonly tail: readonly [start: number, end: number] | null
  /** One word that only begins like one of the vocabulary ("gra*"). */
  readonly isStem: boolean
}

/** What the search for phrases needs to know of the text. */
export interface SearchedText {
  readonly tokens: readonly Token[]
  /** What the vocabulary knows of every token. */
  readonly words: readonly KnownWord[]
  readonly vocabulary: Vocabulary
}

const widestGap = 6
/** A second part found ("take ... off") makes a phrase win over its first part alone, and over little else. */
const gapBonus = 0.4
/** The spelling with diacritics wins over the one without. */
const exactBonus = 0.01
/** "absolutely not | thanks" wins over "absolutely | no thanks", which is as long. */
const politeLoss = 0.05
/** Words of courtesy that may stand inside a phrase. */
const mostSkips = 1
const hangul = /\p{Script=Hangul}/u
/** Korean particles are written onto the word; other words of one syllable stand by themselves. */
const particles = meaningsOf('courtesy', 'only', 'and', 'category')

/** The candidates of a text in one list, by the token they begin at. */
export interface Candidates {
  readonly list: readonly Candidate[]
  /** For every token, and the end, where its candidates begin in the list. */
  readonly firstAt: readonly number[]
}

/** Every phrase at every token. Phrases end at punctuation and have a bounded length. */
export function findCandidates(text: SearchedText): Candidates {
  const { length } = text.tokens
  const list: Candidate[] = []
  const firstAt = [0]
  for (let start = 0; start < length; start += 1) {
    const mayStart = text.words[start]?.symbols.length !== 0 && !isInsideSyllable(text.tokens, start)
    if (mayStart) visit(rootNode, start, 0, mostSkips, start, text, list)
    firstAt.push(list.length)
  }
  return { list, firstAt }
}

/** Thai and Lao write these vowels before the consonant they are spoken after. */
const leadingVowel = /^[\u0e40-\u0e44\u0ec0-\u0ec4]/u

/** No word begins right behind such a vowel: to open (เปิด) is not to close (ปิด). */
function isInsideSyllable(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (!token?.unit || token.spaced) return false
  const before = tokens[at - 1]
  return before?.unit === true && leadingVowel.test(before.text)
}

function visit(
  node: PhraseNode,
  position: number,
  size: number,
  skips: number,
  start: number,
  text: SearchedText,
  found: Candidate[],
): void {
  const token = text.tokens[position]
  if (size > 0) {
    collect(node, position, size, start, text, found)
    if (token === undefined || token.breakBefore !== noBreak) return
  }
  const { phrases } = text.vocabulary
  const word = text.words[position]
  if (token === undefined || word === undefined || !phrases.goesOn(node)) return
  let step = token.exact === token.text ? 1 : 1 + exactBonus
  for (const symbol of word.symbols) {
    const next = phrases.step(node, symbol)
    if (next >= 0) visit(next, position + 1, size + step, skips, start, text, found)
    // Only the first symbol is the word as it is typed.
    step = 1
  }
  // "lasst mich [bitte] in ruhe": a word of courtesy does not break a phrase.
  if (size === 0 || skips === 0 || !word.isCourtesy) return
  if (text.tokens[position + 1]?.breakBefore !== noBreak) return
  for (const symbol of text.words[position + 1]?.symbols ?? []) {
    const next = phrases.step(node, symbol)
    if (next >= 0) visit(next, position + 2, size + 1, skips - 1, start, text, found)
  }
}

function collect(
  node: PhraseNode,
  end: number,
  size: number,
  start: number,
  text: SearchedText,
  found: Candidate[],
): void {
  const { senses, languages, gaps } = text.vocabulary.endingAt(node)
  const isInside = senses.length > 0 && end - start === 1 && isPartOfWord(text.tokens, start, senses)
  if (senses.length > 0 && !isInside) {
    const isPolite =
      end - start > 1 && (text.words[end - 1]?.isCourtesy ?? false) && senses.some((sense) => sense.isAnswer)
    const isStem = end - start === 1 && text.vocabulary.isStemAt(node)
    found.push({ end, size: isPolite ? size - politeLoss : size, senses, languages, tail: null, isStem })
  }
  for (const gap of gaps) {
    const tail = findTail(gap.tail, end, text)
    if (tail !== null)
      found.push({
        end,
        size: size + gapBonus,
        senses: gap.senses,
        languages: gap.languages,
        tail,
        isStem: false,
      })
  }
}

function isPartOfWord(tokens: readonly Token[], at: number, senses: readonly Sense[]): boolean {
  const token = tokens[at]
  if (token === undefined || !token.unit || !hangul.test(token.text)) return false
  const after = tokens[at + 1]
  const isWord = token.spaced && (after === undefined || after.spaced)
  return !isWord && !senses.some(({ meanings }) => meanings.overlaps(particles))
}

function findTail(
  tail: readonly number[],
  from: number,
  { tokens, words }: SearchedText,
): readonly [number, number] | null {
  const reach = tokens[from]?.unit ? widestGap * 2 : widestGap
  const last = Math.min(from + reach, tokens.length)
  for (let start = from; start < last; start += 1) {
    if (tokens[start]?.breakBefore !== noBreak) return null
    if (start > from && isTailAt(start, tail, words)) return [start, start + tail.length]
  }
  return null
}

function isTailAt(start: number, tail: readonly number[], words: readonly KnownWord[]): boolean {
  let at = start
  for (const symbol of tail) {
    if (words[at]?.symbols.includes(symbol) !== true) return false
    at += 1
  }
  return true
}
