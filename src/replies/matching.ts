import { type Candidate, type Candidates, findCandidates } from './candidates.ts'
import { bestLanguage, countLetters, lettersBetween, scoreLanguages, scriptOf } from './languages.ts'
import { categoryWords, otherWords, thisWords } from './meaning-lists.ts'
import { type Meanings, meaningsOf } from './meanings.ts'
import { noBreak, type Token } from './token.ts'
import type { Sense, Vocabulary } from './vocabulary.ts'

/** A phrase found in the text, with everything it may mean in the language it was read in. */
export interface Signal {
  readonly meanings: Meanings
  readonly categories: readonly string[]
  readonly language: number
  readonly start: number
  readonly end: number
}

export interface MatchedText {
  readonly signals: readonly Signal[]
  /** For every token the index of its signal, or -1. */
  readonly signalAt: number[]
  /** The language that explains most of the text. */
  readonly language: number | null
}

/** What stands at a token, if it means anything. */
export function signalOf({ signals, signalAt }: MatchedText, index: number): Signal | undefined {
  return signals[signalAt[index] ?? -1]
}

interface Choice {
  readonly candidate: Candidate
  readonly sense: Sense
}

/** The best phrase at every token, and the sense it is best in. */
interface Choices {
  readonly chosen: readonly (Candidate | null)[]
  readonly chosenSense: readonly (Sense | null)[]
}

function choiceAt({ chosen, chosenSense }: Choices, start: number): Choice | null {
  const candidate = chosen[start] ?? null
  const sense = chosenSense[start] ?? null
  return candidate === null || sense === null ? null : { candidate, sense }
}

/** Words this short in a language that the text hardly shows are taken for chance. */
const chanceLetters = 5
const shownShare = 0.5
const stemShare = 0.3
/** A text no longer than this is a keyword with a word of courtesy. */
const politeTokens = 2

/**
 * Finds the phrases of all languages, decides which languages the text shows, and reads every place in the
 * best of them: "para" is a Portuguese verb only where the text is Portuguese (POLICY §1: no language filter).
 */
export function matchPhrases(
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  hints: readonly string[] = [],
): MatchedText {
  const typesMarks = vocabulary.typesMarks(tokens)
  const words = tokens.map((token) => vocabulary.wordOf(token, tokens.length, typesMarks))
  const candidates = findCandidates({ tokens, words, vocabulary })
  const lettersBefore = countLetters(tokens)
  const scores = scoreLanguages(lettersBefore, candidates, vocabulary, hints)
  const best = bestChoices(tokens, lettersBefore, candidates, scores)
  let path: Path | null = null
  const signals: Signal[] = []
  const signalAt = tokens.map(() => -1)
  for (let start = 0; start < tokens.length; ) {
    let choice = choiceAt(best, start)
    if (choice !== null) {
      const free = freeUntil(signalAt, start, choice.candidate.end)
      if (free < choice.candidate.end) choice = shorterChoice(candidates, scores, start, free)
    }
    if (choice === null) {
      start += 1
      continue
    }
    const { end, tail } = choice.candidate
    mark(signalAt, signals.length, start, end)
    if (tail !== null) {
      path ??= onPath(best)
      if (isFree(path, tail)) mark(signalAt, signals.length, tail[0], tail[1])
    }
    signals.push(toSignal(choice, start, candidates, scores))
    start = end
  }
  return { signals, signalAt, language: bestLanguage(scores) }
}

function mark(signalAt: number[], signal: number, start: number, end: number): void {
  for (let index = start; index < end; index += 1) signalAt[index] = signal
}

/** Where the tokens begin that the second part of a gap phrase has taken; they are no signal of their own. */
function freeUntil(signalAt: number[], start: number, end: number): number {
  for (let index = start; index < end; index += 1) if (signalAt[index] !== -1) return index
  return end
}

/** The longest phrase that leaves the second part of a gap phrase alone, in the language that fits best. */
function shorterChoice(
  { list, firstAt }: Candidates,
  scores: number[],
  start: number,
  free: number,
): Choice | null {
  let best: Choice | null = null
  const last = firstAt[start + 1] ?? 0
  for (let place = firstAt[start] ?? 0; place < last; place += 1) {
    const candidate = list[place]
    if (candidate === undefined || candidate.end > free || candidate.tail !== null) continue
    for (const sense of candidate.senses) {
      const isBetter =
        best === null ||
        candidate.end > best.candidate.end ||
        (candidate.end === best.candidate.end &&
          (scores[sense.language] ?? 0) > (scores[best.sense.language] ?? 0))
      if (isBetter) best = { candidate, sense }
    }
  }
  return best
}

/**
 * The reading of the text in as few and long phrases as possible: among all ways to cut it up, the one whose
 * squared phrase lengths sum to the most. One pass from the end; a phrase has a bounded length.
 */
function bestChoices(
  tokens: readonly Token[],
  lettersBefore: number[],
  { list, firstAt }: Candidates,
  scores: number[],
): Choices {
  let top = 0
  for (const score of scores) if (score > top) top = score
  const isMixed = mixesScripts(tokens)
  const worth = new Float64Array(tokens.length + 1)
  const chosen = tokens.map((): Candidate | null => null)
  const chosenSense = tokens.map((): Sense | null => null)
  for (let start = tokens.length - 1; start >= 0; start -= 1) {
    let bestScore = 0
    let bestWorth = worth[start + 1] ?? 0
    const end = firstAt[start + 1] ?? 0
    for (let place = firstAt[start] ?? 0; place < end; place += 1) {
      const candidate = list[place]
      if (candidate === undefined) continue
      const isShort = lettersBetween(lettersBefore, start, candidate.end) < chanceLetters
      const isAlone = isShort && standsAlone(tokens, start, candidate.end)
      const isApart = isShort && isMixed && standsApart(tokens, start, candidate.end)
      const total = candidate.size * candidate.size + (worth[candidate.end] ?? 0)
      if (total < bestWorth) continue
      for (let at = 0; at < candidate.languages.length; at += 1) {
        const score = scores[candidate.languages[at] ?? 0] ?? 0
        // "grateful" begins like the Polish for games: in a language that the text does not show else that is chance.
        if (candidate.isStem && score < top * stemShare) continue
        if (total === bestWorth && score <= bestScore) continue
        const sense = candidate.senses[at]
        // A keyword of any language counts whatever language the contact uses (POLICY §3).
        const isKeyword = isAlone && sense?.isKeyword === true
        // "ยกเลิก now": a polite word of any language may stand beside a lone keyword.
        const isPolite = tokens.length <= politeTokens && sense?.meanings.courtesy === true
        if (isShort && score < top * shownShare && !isKeyword && !isApart && !isPolite) continue
        bestWorth = total
        bestScore = score
        chosen[start] = candidate
        chosenSense[start] = sense ?? null
      }
    }
    worth[start] = bestWorth
  }
  return { chosen, chosenSense }
}

type Path = readonly (Candidate | null)[]

/** Of the best phrase at every token, those that are reached. */
function onPath({ chosen }: Choices): Path {
  const path = new Array<Candidate | null>(chosen.length).fill(null)
  for (let start = 0; start < chosen.length; ) {
    const candidate = chosen[start] ?? null
    path[start] = candidate
    start = candidate === null ? start + 1 : candidate.end
  }
  return path
}

function isInWords({ kind, unit }: Token): boolean {
  return kind === 'word' && !unit
}

function mixesScripts(tokens: readonly Token[]): boolean {
  let script = -1
  for (const token of tokens) {
    if (!isInWords(token)) continue
    const own = scriptOf(token)
    if (script >= 0 && own !== script) return true
    script = own
  }
  return false
}

/** A word between words of another script is nobody's chance: "what does بند do?". */
function standsApart(tokens: readonly Token[], start: number, end: number): boolean {
  const [first, before, after] = [tokens[start], tokens[start - 1], tokens[end]]
  if (first === undefined || !isInWords(first)) return false
  const script = scriptOf(first)
  return [before, after].every(
    (token) => token === undefined || !isInWords(token) || scriptOf(token) !== script,
  )
}

/** Set apart by punctuation, or the whole text. */
function standsAlone(tokens: readonly Token[], start: number, end: number): boolean {
  const opens = start === 0 || tokens[start]?.breakBefore !== noBreak
  return opens && (end >= tokens.length || tokens[end]?.breakBefore !== noBreak)
}

/** Is the second part of a gap phrase not the beginning of a longer phrase? */
function isFree(path: Path, [start, end]: readonly [number, number]): boolean {
  return (path[start]?.end ?? end) <= end
}

/** What a chosen phrase means, in its language and in those that explain the text as well. */
function toSignal(choice: Choice, start: number, { list, firstAt }: Candidates, scores: number[]): Signal {
  const { candidate, sense } = choice
  const { language } = sense
  const score = scores[language] ?? 0
  let { categories }: Pick<Signal, 'categories'> = sense
  let { meanings }: Pick<Signal, 'meanings'> = sense
  const end = firstAt[start + 1] ?? 0
  for (let place = firstAt[start] ?? 0; place < end; place += 1) {
    const other = list[place]
    if (other === undefined || other.end !== candidate.end || other.size !== candidate.size) continue
    for (const more of other.senses) {
      if (more === sense) continue
      const lead = (scores[more.language] ?? 0) - score
      // A plain word of the language ("quite") is no verb of another that the text shows no better.
      const isShown = sense.isPlain && more.isDeciding ? lead > 0 : lead >= 0
      if (isShown) {
        meanings = withNew(meanings, more.meanings)
        categories = withMore(categories, more.categories)
      } else if (more.isKeyword) meanings = withNew(meanings, more.keywords)
    }
  }
  const whole = { meanings: withoutThing(meanings), categories, language, start, end: candidate.end }
  return withThingInside(whole, { list, firstAt })
}

/** What one does to messages, or says about them: its phrases may hold the word for the messages. */
const holdsThing = meaningsOf(
  'stop',
  'send',
  'dontSend',
  'receive',
  'dontReceive',
  'dontWant',
  'unsubscribe',
  'subscribe',
  'dontStop',
  'saysOptIn',
  'saysOptOut',
)
const messageWords = meaningsOf('message')

/** A pronoun is among the last words of a phrase that it ends. */
const longestPronoun = 2

/**
 * "sign up for the newsletter", found as one phrase, still names the newsletter; "not another one of them" ends with
 * a word that points back, as the same words one by one do.
 */
function withThingInside(signal: Signal, { list, firstAt }: Candidates): Signal {
  const { meanings, start, end, language } = signal
  if (end - start < 2 || meanings.category || !meanings.overlaps(holdsThing)) return signal
  let thing: Sense | null = null
  let thingSize = 0
  let pointsBack = false
  for (let from = start; from < end; from += 1) {
    const until = firstAt[from + 1] ?? list.length
    for (let place = firstAt[from] ?? 0; place < until; place += 1) {
      const inner = list[place]
      if (inner === undefined || inner.tail !== null) continue
      const sense = inner.senses.find((one) => one.language === language)
      if (sense === undefined) continue
      if (sense.isThing && inner.size > thingSize) {
        thing = sense
        thingSize = inner.size
      }
      const isLast = inner.end === end && from > start && from >= end - longestPronoun
      pointsBack ||= isLast && sense.meanings.this
    }
  }
  if (thing === null) return pointsBack ? { ...signal, meanings: meanings.plus(thisWords) } : signal
  const isKind = thing.meanings.category
  if (!isKind && meanings.saysOptIn) return signal
  // An idiom says by itself what it is about; but a word for messages in it tells them from other things.
  if (isKind && meanings.saysOptOut) return signal
  const named = meanings.plus(isKind ? categoryWords : messageWords)
  return { ...signal, meanings: named, categories: withMore(signal.categories, thing.categories) }
}

/** A small polite word (cho) is not also the thing it looks like without its marks (chó). */
function withoutThing(meanings: Meanings): Meanings {
  if (!meanings.courtesy || !meanings.other) return meanings
  return meanings.minus(otherWords)
}

/** Most words mean the same wherever they are known; then nothing is new. */
function withNew(known: Meanings, meanings: Meanings): Meanings {
  return known === meanings || known.includes(meanings) ? known : known.plus(meanings)
}

function withMore(categories: readonly string[], more: readonly string[]): readonly string[] {
  return more.length === 0 ? categories : [...new Set([...categories, ...more])]
}
