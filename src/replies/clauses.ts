import { type MatchedText, type Signal, signalOf } from './matching.ts'
import { deniedVerbs, optOutWords, plainVerbs } from './meaning-lists.ts'
import { type Meanings, meaningsOf, noMeanings } from './meanings.ts'
import { applyNegation, type Piece } from './negation.ts'
import { hardBreak, noBreak, softBreak, type Token } from './tokens.ts'
import type { LanguageTraits } from './vocabulary.ts'

export type { Piece } from './negation.ts'

/** A stretch of text that can hold one wish: between punctuation, "but", or "and" with a verb on either side. */
export interface Clause {
  readonly pieces: readonly Piece[]
  /** Everything that any piece means. */
  readonly means: Meanings
  /** Words outside the vocabulary. */
  readonly unknown: readonly Token[]
  readonly tokens: readonly Token[]
  /** For every token of the clause, and its end, how many unknown words come before it. */
  readonly unknownBefore: number[]
  /** Known words that mean nothing here. */
  readonly fillers: number
  /** The longer ones among them. */
  readonly idle: number
  /** Index of its first token in the text. */
  readonly start: number
  readonly asks: boolean
  readonly sentence: number
  readonly objectFirst: boolean
}

const verbal = meaningsOf(
  plainVerbs,
  'keep',
  'dontStop',
  deniedVerbs,
  'noMore',
  'only',
  'saysOptOut',
  'saysEnough',
  'saysOptIn',
  'yes',
  'no',
  'on',
)

/** Particles apart, a character of a script without spaces always says something. */
function isContent(token: Token | undefined): boolean {
  return token !== undefined && (token.unit || token.text.length >= contentLength)
}

/** A known word of this length says something (a weekday, a thing), unlike articles and pronouns. */
const contentLength = 4

function saysAny(signal: Signal | undefined, meanings: Meanings): boolean {
  return signal?.meanings.overlaps(meanings) ?? false
}

const nothingSaid = meaningsOf('saysNothing')
const idiomatic = meaningsOf('saysNothing', 'common', 'stop', 'unsubscribe', 'remove', 'subscribe')

/** No stem is longer; a word that is begins with one and goes on. */
const longestStem = 6

/** "I have finished" may begin like a word of stopping: that it says nothing here outweighs the beginning. */
function asIdiom(signal: Signal, token: Token | undefined): Signal {
  const isWord = signal.end - signal.start === 1 && (token?.text.length ?? 0) > longestStem
  if (!isWord || signal?.meanings.saysNothing !== true || signal.meanings.size === 1) return signal
  return idiomatic.includes(signal.meanings) ? { ...signal, meanings: nothingSaid } : signal
}

function isVerbal(signal: Signal | undefined): boolean {
  // "please" wants something, but is no verb.
  if (signal === undefined || signal.meanings.courtesy) return false
  return signal.meanings.overlaps(verbal)
}

/** "Only the news and the order updates, please": where the object comes first, the verb is still to come. */
function isMereOnly(signal: Signal | undefined, languages: readonly LanguageTraits[]): boolean {
  if (!signal?.meanings.only || signal.meanings.size !== 1) return false
  return languages[signal.language]?.objectFirst ?? false
}

/** A verb that may only describe a thing: "the newsletter I receive". */
const describing = meaningsOf('receive', 'send', 'contact', 'message', 'category')

function isWish(signal: Signal | undefined): boolean {
  return isVerbal(signal) && !saysAny(signal, describing)
}

const besideKeyword = meaningsOf('courtesy', 'this', 'all', 'me', 'and', 'laugh', 'optOut', 'stop')

/**
 * "para" is the stop word of one language and a plain word of others: among other words it is the plain one.
 */
function withoutPlainKeywords(pieces: readonly Piece[], unknown: number): readonly Piece[] {
  const isPlain = ({ means }: Piece): boolean => means.common && means.optOut
  if (!pieces.some(isPlain)) return pieces
  const isBare = unknown === 0 && pieces.every(({ means }) => means.overlaps(besideKeyword))
  if (isBare) return pieces
  return pieces.map((piece) => (isPlain(piece) ? { ...piece, means: piece.means.minus(optOutWords) } : piece))
}

/** "lunch deals": a thing right before a word for messages only says what they are about, and changes nothing. */
function withoutModifiers(pieces: readonly Piece[], languages: readonly LanguageTraits[]): readonly Piece[] {
  if (!pieces.some(({ means }) => means.other)) return pieces
  const result: Piece[] = []
  let isNamedNext = false
  for (const piece of pieces.toReversed()) {
    const next = result.at(-1)
    const isNamed =
      piece.signal.end - piece.signal.start <= longestName &&
      (piece.means.category || (piece.means.message && !piece.means.contact))
    const isModifier: boolean =
      !isNamed &&
      isNamedNext &&
      piece.means.size === 1 &&
      piece.means.other &&
      piece.signal.end === next?.signal.start &&
      languages[piece.signal.language]?.objectFirst !== true
    result.push(isModifier ? { ...piece, means: modifying } : piece)
    isNamedNext = isNamed || isModifier
  }
  return result.reverse()
}

/** "upgrade offers"; a longer name ("de la commande") is none that a noun stands before. */
const longestName = 2
const modifying = meaningsOf('courtesy')

function makeClause(
  from: number,
  to: number,
  sentence: number,
  asks: boolean,
  tokens: readonly Token[],
  matched: MatchedText,
  languages: readonly LanguageTraits[],
): Clause {
  const signals: Signal[] = []
  const unknown: Token[] = []
  let idle = 0
  let fillers = 0
  const unknownBefore: number[] = []
  for (let index = from; index < to; index += 1) {
    const token = tokens[index]
    const signal = signalOf(matched, index)
    unknownBefore.push(unknown.length)
    if (signal === undefined) {
      // A run of unknown characters of a script without spaces is about one word.
      const isRunOn =
        token?.unit && index > from && tokens[index - 1]?.unit && matched.signalAt[index - 1] === -1
      if (isRunOn) continue
      if (token?.kind === 'word' || token?.kind === 'link') unknown.push(token)
      else idle += 1
    } else if (signal.start === index && signal?.meanings.common !== true)
      signals.push(asIdiom(signal, token))
    else if (signal.start === index && signal.meanings.size > 1) signals.push(asIdiom(signal, token))
    else if (signal?.meanings.common === true && (signal.start === index || !token?.unit)) {
      fillers += 1
      if (isContent(token)) idle += 1
    }
  }
  unknownBefore.push(unknown.length)
  const unknownBetween = (left: number, right: number): number =>
    (unknownBefore[right - from] ?? 0) - (unknownBefore[left - from] ?? 0)
  const pieces = withoutModifiers(
    withoutPlainKeywords(applyNegation(signals, languages, unknownBetween), unknown.length),
    languages,
  )
  const means = meaningsIn(pieces)
  const objectFirst = pieces.some((piece) => languages[piece.signal.language]?.objectFirst ?? false)
  return {
    pieces,
    means,
    unknown,
    unknownBefore,
    fillers,
    idle,
    tokens: tokens.slice(from, to),
    start: from,
    // "could you stop?" is a request, whatever its shape (POLICY §5.1).
    asks: (asks || opensAsking(pieces, from) || endsAsking(pieces, from, unknownBefore)) && !means.request,
    sentence,
    objectFirst,
  }
}

/** Many clauses are one piece, and then nothing is copied. */
function meaningsIn(pieces: readonly Piece[]): Meanings {
  const [first, second] = pieces
  if (first !== undefined && second === undefined) return first.means
  return pieces.reduce((all, { means }) => all.plus(means), noMeanings)
}

function opensAsking([first]: readonly Piece[], from: number): boolean {
  return first?.signal.start === from && first.means.asks
}

/** "可以退订吗", "ยกเลิกได้ไหมคะ": in many languages a question ends with its mark, courtesy aside. */
function endsAsking(pieces: readonly Piece[], from: number, unknownBefore: readonly number[]): boolean {
  const last = pieces.findLast(({ means }) => means.asks || !means.courtesy)
  if (!last?.means.asks) return false
  return unknownBefore[last.signal.end - from] === unknownBefore.at(-1)
}

/** Does a verb follow "and" before the next punctuation or "but"? Then it opens a wish of its own. */
function verbFollows(index: number, tokens: readonly Token[], matched: MatchedText): boolean {
  for (let next = index + 1; next < Math.min(index + 8, tokens.length); next += 1) {
    if (tokens[next]?.breakBefore !== noBreak) return false
    const signal = signalOf(matched, next)
    // "the news and the offers but not the rest": what follows the "but" is a clause of its own.
    if (signal?.meanings.but === true && signal?.start === next && signal?.meanings.and !== true) return false
    // "codes and order updates only": at the end of a list the word is about all of it.
    const isLastOnly =
      signal?.meanings.only === true &&
      signal?.meanings.size === 1 &&
      (tokens[signal.end]?.breakBefore ?? hardBreak) !== noBreak &&
      signalOf(matched, next - 1)?.meanings.category === true
    if (isLastOnly) return false
    if (isVerbal(signal)) return true
  }
  return false
}

/** "read the room and stop texting me": a wish that is complete in itself, right behind the "and". */
function opensWholeWish(index: number, tokens: readonly Token[], matched: MatchedText): boolean {
  const next = index + 1
  if (next >= tokens.length || tokens[next]?.unit || tokens[next]?.breakBefore !== noBreak) return false
  const signal = signalOf(matched, next)
  if (signal?.start !== next) return false
  const length = signal.end - next
  const isWhole = signal?.meanings.saysOptOut === true || signal?.meanings.dontContact === true
  // "I'm on holiday and I'm done with these"
  const isLong = signal?.meanings.saysEnough === true || signal?.meanings.removeMe === true
  return (isWhole && length > 1) || (isLong && length > 2)
}

const leaving = meaningsOf('stop', 'unsubscribe', 'remove', 'removeMe', 'dontSend', 'dontContact')
/** What governs the verb behind a "please", so that the two belong together. */
const governing = meaningsOf('how', 'mayI', 'request', 'if', 'why', 'not', 'isNot', 'saysHelp')
/** A "please" right behind one of these is part of what is wanted or told ("I want you to please stop"). */
const leadsUp = meaningsOf('want', 'said', 'courtesy')

/** "my wife is upset about these texts please stop them": in a run-on sentence a plea opens a wish of its own. */
function opensPlea(index: number, from: number, tokens: readonly Token[], matched: MatchedText): boolean {
  const plea = signalOf(matched, index)
  if (index === from || tokens[index]?.unit || plea?.start !== index) return false
  if (plea?.meanings.courtesy !== true || plea?.meanings.want !== true || plea.end - index > 1) return false
  const next = signalOf(matched, plea.end)
  if (next === undefined || tokens[plea.end]?.breakBefore !== noBreak) return false
  if (!saysAny(next, leaving)) return false
  const before = signalOf(matched, index - 1)
  if (saysAny(before, leadsUp) || (tokens[index - 1]?.text.length ?? 0) < contentLength) return false
  let hasObject = false
  let isAboutThem = false
  for (let at = from; at < index; at += 1) {
    const signal = signalOf(matched, at)
    if (saysAny(signal, governing)) return false
    hasObject ||= saysAny(signal, objects)
    isAboutThem ||= saysAny(signal, aboutThem)
  }
  const isLast = (tokens[next.end]?.breakBefore ?? softBreak) !== noBreak
  const isWhole = next?.meanings.removeMe === true || next?.meanings.dontContact === true
  // "please stop" and "please stop them" may be about anything, unless the messages were named.
  const behind = signalOf(matched, next.end)
  const isVague = !isWhole && (isLast || behind?.meanings.this === true || behind?.meanings.all === true)
  if (isVague && !isAboutThem) return false
  // What stands before the plea may be the object of a verb that ends the sentence.
  return !hasObject || next?.meanings.optOut === true || !isLast
}

const aboutThem = meaningsOf(
  'message',
  'category',
  'contact',
  'list',
  'number',
  'saysUnclear',
  'saysNotInterested',
  'sendsPacking',
)
const turning = meaningsOf('stop', 'keep', 'only', 'noMore', 'dontSend', 'dontWant')

/** "yes to login codes no to ads": right behind one kind of message a verb with a kind of its own opens a wish. */
function opensKind(
  index: number,
  tokens: readonly Token[],
  matched: MatchedText,
  languages: readonly LanguageTraits[],
): boolean {
  const signal = signalOf(matched, index)
  if (signal?.start !== index || tokens[index]?.unit || languages[signal.language]?.objectFirst) return false
  if (!saysAny(signal, turning) || saysAny(signal, besideTurn)) return false
  // One word may be "only" behind a thing and "no" before one.
  if (signal?.meanings.only === true && signal?.meanings.no === true) return false
  if (signalOf(matched, index - 1)?.meanings.category !== true) return false
  // "power cuts only, nothing else": what stands behind a comma is not the verb's own.
  if (tokens[signal.end]?.breakBefore !== noBreak) return false
  const next = signalOf(matched, signal.end)
  const thing = next?.meanings.courtesy === true && next !== undefined ? signalOf(matched, next.end) : next
  return thing?.meanings.category === true || thing?.meanings.rest === true || thing?.meanings.order === true
}

const besideTurn = meaningsOf('courtesy', 'except', 'and', 'category')

/** Nobody writes this many words without a pause; the cut bounds the work of the rules. */
const longestClause = 300

function isAnswer(signal: Signal | undefined): boolean {
  if (signal?.meanings.dontWant === true) return false
  return (
    signal?.meanings.yes === true ||
    signal?.meanings.no === true ||
    signal?.meanings.ok === true ||
    signal?.meanings.undecided === true
  )
}

/** Words of an answer at the head of a clause. */
const longestAnswer = 4

/** "yes and what time do you close?": an answer, and behind the "and" something else (POLICY §4). */
function isMereAnswer(from: number, end: number, matched: MatchedText): boolean {
  if (end === from || end - from > longestAnswer) return false
  let answers = false
  for (let index = from; index < end; index += 1) {
    const signal = signalOf(matched, index)
    if (isAnswer(signal)) answers = true
    else if (signal?.meanings.courtesy !== true) return false
  }
  return answers
}

/**
 * Where the object comes first, a comma may set it apart from its verb ("the newsletter that comes every week,
 * cancel"): what ends with a kind of message, and at most its coming, is no clause of its own.
 */
function staysTopic(isTopic: boolean, signal: Signal, languages: readonly LanguageTraits[]): boolean {
  if (!languages[signal.language]?.objectFirst) return false
  if (signal?.meanings.category === true) return true
  if (!isTopic) return false
  return (
    signal?.meanings.receive === true ||
    (signal?.meanings.courtesy === true && signal.end - signal.start === 1)
  )
}

interface Bound {
  readonly from: number
  readonly sentence: number
}

/** What a verb may be about; with one of these its wish is complete. */
const objects = meaningsOf(
  'category',
  'message',
  'list',
  'number',
  'consent',
  'subscription',
  'account',
  'channel',
  'order',
  'other',
)
/** Verbs that complete another ("stop, please, sending me these"). */
const completing = meaningsOf('send', 'contact', 'receive')

function isCompleting(signal: Signal): boolean {
  return !isVerbal(signal) || saysAny(signal, completing)
}

/** "Switch off, please, the ads": a "please" between commas does not part a verb from its object. */
function withoutAsides(bounds: readonly Bound[], length: number, matched: MatchedText): readonly Bound[] {
  if (bounds.length < 3) return bounds
  const signalsOf = (index: number): readonly (Signal | undefined)[] => {
    const places = matched.signalAt.slice(bounds[index]?.from ?? length, bounds[index + 1]?.from ?? length)
    return places.map((place) => matched.signals[place])
  }
  const isAside = bounds.map((bound, index) => {
    const isOneSentence =
      bounds[index - 1]?.sentence === bound.sentence && bounds[index + 1]?.sentence === bound.sentence
    if (!isOneSentence) return false
    const inside = signalsOf(index)
    if (inside.length > longestAside || !inside.every((signal) => signal?.meanings.courtesy === true))
      return false
    const before = signalsOf(index - 1)
    const after = signalsOf(index + 1)
    const isOpen = before.some(isVerbal) && !before.some((signal) => saysAny(signal, objects))
    const hasObject = after.some((signal) => saysAny(signal, objects))
    return isOpen && hasObject && after.every((signal) => signal === undefined || isCompleting(signal))
  })
  return bounds.filter((_, index) => !isAside[index] && !isAside[index - 1])
}

const longestAside = 3

const noSentences: ReadonlySet<number> = new Set()

/** Sentences that end with a tag: "no ads, ok?" orders, it does not ask. */
function tagsIn(bounds: readonly Bound[], length: number, matched: MatchedText): ReadonlySet<number> {
  if (bounds.length < 2) return noSentences
  const tags = new Set<number>()
  bounds.forEach(({ from, sentence }, index) => {
    const end = bounds[index + 1]?.from ?? length
    if (bounds[index + 1]?.sentence === sentence || bounds[index - 1]?.sentence !== sentence) return
    const places = matched.signalAt.slice(from, end)
    // "no ads, ok?", "have me unsubscribed, would you?"
    const isTag =
      end - from <= longestTag &&
      places.every(
        (place) =>
          matched.signals[place]?.meanings.ok === true || matched.signals[place]?.meanings.request === true,
      )
    if (isTag) tags.add(sentence)
  })
  return tags
}

const longestTag = 2

const longestCloser = 6

/** "ย้ายบ้านแล้วค่ะ ไม่ต้องส่งแล้ว": a polite word and a space end a sentence in a script that has no full stop. */
function followsCloser(
  index: number,
  tokens: readonly Token[],
  languages: readonly LanguageTraits[],
): boolean {
  if (index === 0 || !tokens[index]?.spaced || !tokens[index - 1]?.unit) return false
  const before = tokens.slice(Math.max(0, index - longestCloser), index).map(({ text }) => text)
  const text = before.join('')
  return languages.some(({ closers }) => closers.some((closer) => text.endsWith(closer)))
}

/** "leave the news بس, the rest not": where one word is "but" and "only", behind its thing and last it is "only". */
function isOnlyBehind(index: number, tokens: readonly Token[], matched: MatchedText): boolean {
  const signal = signalOf(matched, index)
  if (signal?.meanings.only !== true) return false
  const isLast = (tokens[signal.end]?.breakBefore ?? hardBreak) !== noBreak
  return isLast && signalOf(matched, index - 1)?.meanings.category === true
}

/** Cuts a matched text into clauses, in one pass. */
export function splitClauses(
  tokens: readonly Token[],
  matched: MatchedText,
  languages: readonly LanguageTraits[],
): readonly Clause[] {
  const cuts: Bound[] = []
  let sentence = 0
  let hasVerb = false
  let hasWish = false
  let isTopic = false
  let asking: Set<number> | null = null
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (token === undefined) break
    const place = matched.signalAt[index] ?? -1
    const signal = matched.signals[place]
    const isInside =
      index > 0 && place >= 0 && signal?.start !== index && matched.signalAt[index - 1] === place
    if (token.breakBefore === hardBreak && index > 0) sentence += 1
    const from = cuts.at(-1)?.from ?? 0
    const opensByWord =
      signal?.start === index &&
      ((signal?.meanings.but === true && !isOnlyBehind(index, tokens, matched)) ||
        (signal?.meanings.and === true &&
          (isMereAnswer(from, index, matched) ||
            opensWholeWish(index, tokens, matched) ||
            (hasVerb && verbFollows(index, tokens, matched)))) ||
        (hasVerb && opensKind(index, tokens, matched, languages)) ||
        opensPlea(index, from, tokens, matched))
    const isLong = index - from >= longestClause
    const isClosed = !isInside && followsCloser(index, tokens, languages)
    const isBreak = !isInside && (token.breakBefore !== noBreak || opensByWord || isLong || isClosed)
    const followsTopic = isBreak && isTopic && !isLong && token.breakBefore === softBreak && !isAnswer(signal)
    if (index === 0 || (isBreak && !followsTopic)) {
      cuts.push({ from: index, sentence })
      hasVerb = false
      hasWish = false
      isTopic = false
    }
    if (!hasVerb && isVerbal(signal) && !isMereOnly(signal, languages)) hasVerb = true
    if (!hasWish && isWish(signal)) hasWish = true
    if (signal?.start === index) isTopic = !hasWish && staysTopic(isTopic, signal, languages)
    else if (signal === undefined) isTopic = false
    if (token.asks) {
      asking ??= new Set()
      asking.add(sentence)
    }
  }
  const bounds = withoutAsides(cuts, tokens.length, matched)
  const tags = tagsIn(bounds, tokens.length, matched)
  const asked = asking ?? noSentences
  return bounds.map(({ from, sentence: number }, index) =>
    makeClause(
      from,
      bounds[index + 1]?.from ?? tokens.length,
      number,
      asked.has(number) && (!tags.has(number) || bounds[index + 1]?.sentence !== number),
      tokens,
      matched,
      languages,
    ),
  )
}
