import { meaningsOf } from './meanings.ts'
import type { PhraseNode } from './phrase-tree.ts'
import { noBreak, type Token } from './token.ts'
import type { GapPhrase, KnownWord, Opening, Sense, Senses, Vocabulary } from './vocabulary.ts'

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
  const { tokens, words } = text
  const list: Candidate[] = []
  const firstAt = [0]
  for (let start = 0; start < tokens.length; start += 1) {
    const opening = words[start]?.opening
    if (opening !== undefined && opening.length > 0 && !isInsideSyllable(tokens, start))
      open(opening, start, text, list)
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

/** The phrases that begin with a word: the word itself, and what goes on from it. */
function open(opening: readonly Opening[], start: number, text: SearchedText, found: Candidate[]): void {
  const token = text.tokens[start]
  const after = start + 1
  const next = text.tokens[after]
  const goesOn = next !== undefined && next.breakBefore === noBreak
  for (const { node, ending, isStem, isFirst, hasMore } of opening) {
    // Only the first symbol is the word as it is typed.
    const size = isFirst && token?.exact !== token?.text ? 1 + exactBonus : 1
    const { senses, languages, gaps } = ending
    if (senses.length > 0 && !isPartOfWord(text.tokens, start, senses))
      found.push({ end: after, size, senses, languages, tail: null, isStem })
    if (gaps.length > 0) collectGaps(gaps, after, size, text, found)
    if (hasMore && goesOn) goOn(node, after, size, mostSkips, text, found)
  }
}

/** The phrases that go on from a node of the tree with the token at this position. */
function goOn(
  node: PhraseNode,
  position: number,
  size: number,
  skips: number,
  text: SearchedText,
  found: Candidate[],
): void {
  const token = text.tokens[position]
  const word = text.words[position]
  if (token === undefined || word === undefined) return
  const { phrases } = text.vocabulary
  let step = token.exact === token.text ? 1 : 1 + exactBonus
  for (const symbol of word.symbols) {
    const next = phrases.step(node, symbol)
    if (next >= 0) reach(next, position + 1, size + step, skips, text, found)
    step = 1
  }
  // "lasst mich [bitte] in ruhe": a word of courtesy does not break a phrase.
  if (skips === 0 || !word.isCourtesy) return
  if (text.tokens[position + 1]?.breakBefore !== noBreak) return
  for (const symbol of text.words[position + 1]?.symbols ?? []) {
    const next = phrases.step(node, symbol)
    if (next >= 0) reach(next, position + 2, size + 1, skips - 1, text, found)
  }
}

/** Collects what ends at a node of the tree, and goes on from there. */
function reach(
  node: PhraseNode,
  end: number,
  size: number,
  skips: number,
  text: SearchedText,
  found: Candidate[],
): void {
  const { phrases } = text.vocabulary
  if (phrases.valueAt(node) > 0) {
    const { senses, languages, gaps } = text.vocabulary.endingAt(node)
    if (senses.length > 0) {
      const isPolite = (text.words[end - 1]?.isCourtesy ?? false) && senses.some((sense) => sense.isAnswer)
      const worth = isPolite ? size - politeLoss : size
      found.push({ end, size: worth, senses, languages, tail: null, isStem: false })
    }
    if (gaps.length > 0) collectGaps(gaps, end, size, text, found)
  }
  if (text.tokens[end]?.breakBefore === noBreak && phrases.goesOn(node))
    goOn(node, end, size, skips, text, found)
}

function collectGaps(
  gaps: readonly GapPhrase[],
  end: number,
  size: number,
  text: SearchedText,
  found: Candidate[],
): void {
  for (const { tail: symbols, senses, languages } of gaps) {
    const tail = findTail(symbols, end, text)
    if (tail !== null) found.push({ end, size: size + gapBonus, senses, languages, tail, isStem: false })
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
