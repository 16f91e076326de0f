import type { Meaning } from './lexicon-schema.ts'
import type { Token } from './tokens.ts'
import { noBreak } from './tokens.ts'
import type { Emission, PhraseNode, Vocabulary } from './vocabulary.ts'

/** A phrase found in the text, with everything it may mean in the language it was read in. */
export interface Signal {
  readonly meanings: readonly Meaning[]
  readonly categories: readonly string[]
  readonly language: number
  readonly start: number
  readonly end: number
}

interface Candidate {
  readonly end: number
  readonly size: number
  readonly emissions: readonly Emission[]
  /** Where the second part of a gap phrase stands; those tokens belong to it. */
  readonly tail: readonly [start: number, end: number] | null
}

export interface MatchedText {
  readonly signals: readonly Signal[]
  /** For every token the index of its signal, or -1. */
  readonly signalAt: Int32Array
  /** The language that explains most of the text. */
  readonly language: number | null
}

const widestGap = 6

/**
 * Finds the phrases of all languages, decides which languages the text shows, and reads every place in the
 * best of them: "para" is a Portuguese verb only where the text is Portuguese (POLICY §1: no language filter).
 */
export function matchPhrases(
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  hints: readonly string[] = [],
): MatchedText {
  const symbols: (readonly number[])[] = []
  const skippable = new Uint8Array(tokens.length)
  for (const token of tokens) {
    const found = vocabulary.symbolsOf(token, tokens.length)
    if (found.some((symbol) => vocabulary.isCourtesy(symbol))) skippable[symbols.length] = 1
    symbols.push(found)
  }
  const candidates: (readonly Candidate[])[] = []
  for (let index = 0; index < tokens.length; index += 1) {
    candidates.push(
      symbols[index]?.length === 0 ? none : candidatesAt(index, tokens, symbols, skippable, vocabulary.root),
    )
  }
  const scores = scoreLanguages(tokens, candidates, vocabulary, hints)
  const path = bestPath(tokens, candidates, scores)
  const signals: Signal[] = []
  const signalAt = new Int32Array(tokens.length).fill(-1)
  path.forEach((choice, start) => {
    // A token taken by the second part of a gap phrase is no signal of its own.
    if (choice === null || isCovered(signalAt, start, choice.candidate.end)) return
    signalAt.fill(signals.length, start, choice.candidate.end)
    const { tail } = choice.candidate
    if (tail !== null && isFree(path, tail)) signalAt.fill(signals.length, tail[0], tail[1])
    signals.push(toSignal(choice, start, candidates[start] ?? [], scores))
  })
  return { signals, signalAt, language: bestLanguage(scores) }
}

/** Set apart by punctuation, or the whole text. */
function standsAlone(tokens: readonly Token[], start: number, end: number): boolean {
  const opens = start === 0 || tokens[start]?.breakBefore !== noBreak
  return opens && (end >= tokens.length || tokens[end]?.breakBefore !== noBreak)
}

/** Is the second part of a gap phrase not the beginning of a longer phrase? */
function isFree(path: readonly (Choice | null)[], [start, end]: readonly [number, number]): boolean {
  return (path[start]?.candidate.end ?? end) <= end
}

interface Choice {
  readonly candidate: Candidate
  readonly language: number
}

/**
 * The reading of the text in as few and long phrases as possible: among all ways to cut it up, the one whose
 * squared phrase lengths sum to the most. One pass from the end; a phrase has a bounded length.
 */
function bestPath(
  tokens: readonly Token[],
  candidates: readonly (readonly Candidate[])[],
  scores: Float64Array,
): readonly (Choice | null)[] {
  let top = 0
  for (const score of scores) if (score > top) top = score
  const worth = new Float64Array(tokens.length + 1)
  const chosen: (Choice | null)[] = new Array<Choice | null>(tokens.length).fill(null)
  for (let start = tokens.length - 1; start >= 0; start -= 1) {
    worth[start] = worth[start + 1] ?? 0
    let bestScore = 0
    for (const candidate of candidates[start] ?? []) {
      const letters = lettersBetween(tokens, start, candidate.end)
      const isAlone = letters < chanceLetters && standsAlone(tokens, start, candidate.end)
      for (const { language, meaning } of candidate.emissions) {
        const score = scores[language] ?? 0
        const isKeyword = isAlone && keywordMeanings.has(meaning)
        if (score < top * shownShare && letters < chanceLetters && !isKeyword) continue
        const total = candidate.size * candidate.size + (worth[candidate.end] ?? 0)
        if (total < (worth[start] ?? 0) || (total === worth[start] && score <= bestScore)) continue
        worth[start] = total
        bestScore = score
        chosen[start] = { candidate, language }
      }
    }
  }
  const path = new Array<Choice | null>(tokens.length).fill(null)
  for (let start = 0; start < tokens.length; ) {
    const choice = chosen[start] ?? null
    path[start] = choice
    start = choice === null ? start + 1 : choice.candidate.end
  }
  return path
}

/** A second part found ("take ... off") makes a phrase win over its first part alone, and over little else. */
const gapBonus = 0.4
const exactBonus = 0.01
/** Words of courtesy that may stand inside a phrase. */
const mostSkips = 1

const hangul = /\p{Script=Hangul}/u
/** Korean particles are written onto the word; other words of one syllable stand by themselves. */
const particles: ReadonlySet<Meaning> = new Set<Meaning>(['courtesy', 'only', 'and', 'category'])

function isPartOfWord(tokens: readonly Token[], at: number, emissions: readonly Emission[]): boolean {
  const token = tokens[at]
  if (token === undefined || !token.unit || !hangul.test(token.text)) return false
  const after = tokens[at + 1]
  const isWord = token.spaced && (after === undefined || after.spaced)
  return !isWord && !emissions.some(({ meaning }) => particles.has(meaning))
}

const none: readonly Candidate[] = []
const noSymbols: readonly number[] = []

function candidatesAt(
  start: number,
  tokens: readonly Token[],
  symbols: readonly (readonly number[])[],
  skippable: Uint8Array,
  root: PhraseNode,
): readonly Candidate[] {
  const found: Candidate[] = []
  const visit = (node: PhraseNode, position: number, size: number, skips: number): void => {
    if (size > 0) {
      const { emissions } = node
      if (emissions.length > 0 && !(position - start === 1 && isPartOfWord(tokens, start, emissions))) {
        found.push({ end: position, size, emissions, tail: null })
      }
      for (const { tail, emission } of node.gaps) {
        const place = findTail(tail, position, tokens, symbols)
        if (place === null) continue
        found.push({
          end: position,
          size: size + gapBonus,
          emissions: [emission],
          tail: place,
        })
      }
    }
    if (size > 0 && (tokens[position]?.breakBefore ?? noBreak) !== noBreak) return
    if (node.next.size === 0) return
    const here = symbols[position] ?? noSymbols
    // The spelling with diacritics comes first and wins over the one without.
    let step = tokens[position]?.exact === tokens[position]?.text ? 1 : 1 + exactBonus
    for (const symbol of here) {
      const next = node.next.get(symbol)
      if (next !== undefined) visit(next, position + 1, size + step, skips)
      step = 1
    }
    // "lasst mich [bitte] in ruhe": a word of courtesy does not break a phrase.
    if (size > 0 && skips > 0 && skippable[position] === 1) visitAfterSkip(node, position, size, skips)
  }
  const visitAfterSkip = (node: PhraseNode, position: number, size: number, skips: number): void => {
    if (tokens[position + 1]?.breakBefore !== noBreak) return
    for (const symbol of symbols[position + 1] ?? []) {
      const next = node.next.get(symbol)
      if (next !== undefined) visit(next, position + 2, size + 1, skips - 1)
    }
  }
  visit(root, start, 0, mostSkips)
  return found
}

function findTail(
  tail: readonly number[],
  from: number,
  tokens: readonly Token[],
  symbols: readonly (readonly number[])[],
): readonly [number, number] | null {
  const reach = tokens[from]?.unit ? widestGap * 2 : widestGap
  for (let start = from; start < Math.min(from + reach, tokens.length); start += 1) {
    if ((tokens[start]?.breakBefore ?? 0) !== 0) return null
    if (start > from && tail.every((symbol, offset) => symbols[start + offset]?.includes(symbol))) {
      return [start, start + tail.length]
    }
  }
  return null
}

function lettersBetween(tokens: readonly Token[], start: number, end: number): number {
  let letters = 0
  for (let index = start; index < end; index += 1) {
    const token = tokens[index]
    // A character of a script without spaces says about as much as three letters.
    letters += token?.unit ? 3 : (token?.text.length ?? 0)
  }
  return letters
}

function scoreLanguages(
  tokens: readonly Token[],
  candidates: readonly (readonly Candidate[])[],
  vocabulary: Vocabulary,
  hints: readonly string[],
): Float64Array {
  const scores = new Float64Array(vocabulary.languages.length)
  const coveredUntil = new Int32Array(vocabulary.languages.length)
  candidates.forEach((list, start) => {
    for (let position = list.length - 1; position >= 0; position -= 1) {
      const candidate = list[position]
      if (candidate === undefined) continue
      for (const { language } of candidate.emissions) {
        const from = Math.max(start, coveredUntil[language] ?? 0)
        if (candidate.end <= from) continue
        scores[language] = (scores[language] ?? 0) + lettersBetween(tokens, from, candidate.end)
        coveredUntil[language] = candidate.end
      }
    }
  })
  for (const hint of hints) {
    const language = vocabulary.languageIndex(hint)
    if (language >= 0 && (scores[language] ?? 0) > 0) scores[language] = (scores[language] ?? 0) + 1
  }
  return scores
}

function bestLanguage(scores: Float64Array): number | null {
  let best: number | null = null
  for (let language = 0; language < scores.length; language += 1) {
    if ((scores[language] ?? 0) > (best === null ? 0 : (scores[best] ?? 0))) best = language
  }
  return best
}

/** Words this short in a language that the text hardly shows are taken for chance. */
const chanceLetters = 4
const shownShare = 0.5

/** A keyword of any language counts whatever language the contact uses (POLICY §3). */
const keywordMeanings: ReadonlySet<Meaning> = new Set<Meaning>(['optOut', 'optOutAlone', 'optIn', 'help'])

/** What a chosen phrase means, in its language and in those that explain the text as well. */
function toSignal(choice: Choice, start: number, list: readonly Candidate[], scores: Float64Array): Signal {
  const { candidate, language } = choice
  const meanings = new Set<Meaning>()
  const categories = new Set<string>()
  for (const other of list) {
    if (other.end !== candidate.end || other.size !== candidate.size) continue
    for (const emission of other.emissions) {
      const isKeyword = keywordMeanings.has(emission.meaning)
      if (!isKeyword && (scores[emission.language] ?? 0) < (scores[language] ?? 0)) continue
      meanings.add(emission.meaning)
      if (emission.category !== null) categories.add(emission.category)
    }
  }
  return { meanings: [...meanings], categories: [...categories], language, start, end: candidate.end }
}

function isCovered(signalAt: Int32Array, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) {
    if (signalAt[index] !== -1) return true
  }
  return false
}
