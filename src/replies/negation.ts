import type { Signal } from './matching.ts'
import { categoryOrMessage, noWords, plainVerbs } from './meaning-lists.ts'
import { type Meanings, meaningsOf, noMeanings } from './meanings.ts'
import type { LanguageTraits } from './vocabulary.ts'

/** A signal in its clause. `means` already accounts for a negation beside it. */
export interface Piece {
  readonly signal: Signal
  readonly means: Meanings
  readonly isNegated: boolean
  /** Its place among the pieces of the clause. */
  readonly at: number
}

/** One word that denies: what it denies is beside it, and it may as well be a no by itself ("no", "nie"). */
export function isMereDenial({ signal }: Piece): boolean {
  return signal.meanings.not && signal.end - signal.start === 1
}

/** What a verb says once it is negated (POLICY §5.4). */
const opposites = (
  [
    ['stop', 'dontStop'],
    ['unsubscribe', 'dontStop'],
    ['remove', 'dontStop'],
    ['removeMe', 'dontStop'],
    ['send', 'dontSend'],
    ['contact', 'dontContact'],
    ['receive', 'dontReceive'],
    ['want', 'dontWant'],
    ['subscribe', 'dontWant'],
    ['yes', 'no'],
    ['dontSend', 'dontStop'],
    ['dontContact', 'dontStop'],
    ['dontReceive', 'dontStop'],
    ['saysOptIn', 'saysOptOut'],
    ['saysOptOut', 'dontStop'],
    ['saysEnough', 'dontStop'],
    ['dontStop', 'removeMe'],
  ] as const
).map(([meaning, opposite]) => [meaningsOf(meaning), meaningsOf(opposite)] as const)
/** Verbs that say something else once they are negated. */
const opposable = opposites.reduce((all, [meaning]) => all.plus(meaning), noMeanings)
const silencedByNegation = meaningsOf('optOut', 'optOutAlone', 'optIn', 'optInWeak', 'ok', 'on')

const noMoreWords = meaningsOf('noMore')
const silencedByStopping = silencedByNegation.plus(noMoreWords)
/** Verbs that a negation reaches over a few words; the rest must stand right beside it. */
const verbs = meaningsOf(plainVerbs, 'yes')
const stopVerbs = meaningsOf('stop', 'unsubscribe', 'remove', 'removeMe')
const endsOfSending = meaningsOf('dontSend', 'dontContact', 'dontReceive')
const deniable = meaningsOf('send', 'contact', 'receive', 'saysOptIn', 'subscribe')
const idioms = meaningsOf('saysOptOut', 'saysEnough')
const denials = meaningsOf('not', 'isNot', 'noMore', 'dontWant')
const reach = 3
const closeTokens = 2

function says(signal: Signal | undefined, meanings: Meanings): boolean {
  return signal?.meanings.overlaps(meanings) ?? false
}

/** The verb that a negation belongs to: the next one nearby, or where the language has it so, the one before. */
function negatedVerb(signals: readonly Signal[], index: number, traits: LanguageTraits | undefined): number {
  for (let step = 1; step <= reach; step += 1) {
    const next = signals[index + step]
    // "please" asks for something, but nobody denies it.
    if (says(next, verbs) && next?.meanings.courtesy !== true) return index + step
    if (says(next, categoryOrMessage)) break
  }
  if (traits?.negationFollows) {
    const wish = index - 1 - countCourtesy(signals, index - 1)
    // "delete my number please not" ends with its denial.
    const isLast = index === signals.length - 1 && !traits.objectFirst
    if (isLast && signals[wish]?.meanings.saysOptOut === true) return wish
    for (let step = 1; step <= reach; step += 1) if (says(signals[index - step], verbs)) return index - step
  }
  return -1
}

/** Does nothing but courtesy come before this place? */
function opensClause(signals: readonly Signal[], index: number): boolean {
  return countCourtesy(signals, index - 1) === index
}

/** How many words of courtesy stand right before this place, itself included. */
function countCourtesy(signals: readonly Signal[], index: number): number {
  let count = 0
  while (signals[index - count]?.meanings.courtesy === true) count += 1
  return count
}

/** How many words outside the vocabulary stand between two places of the text. */
type UnknownBetween = (from: number, to: number) => number

interface Negations {
  readonly negated: Set<number>
  /** Negations without a verb of their own: they deny the thing beside them ("no promotions"). */
  readonly free: Set<number>
  /** Negations used up by a verb. */
  readonly spent: Set<number>
  /** "don't want" before a verb of stopping: unwilling to stop is staying. */
  readonly unwilling: Set<number>
}

function findNegations(
  signals: readonly Signal[],
  languages: readonly LanguageTraits[],
  unknownBetween: UnknownBetween,
): Negations {
  const found: Negations = { negated: new Set(), free: new Set(), spent: new Set(), unwilling: new Set() }
  signals.forEach((signal, index) => {
    const after = signals[index + 1]
    const traits = languages[signal.language]
    const isBeside = after?.start === signal.end
    // "no | dejen de mandar": denying an end is asking to go on.
    if (isBeside && says(signal, notOrIsNot) && says(after, endsOfSending)) {
      found.negated.add(index + 1)
      found.spent.add(index)
      return
    }
    // "END JOIN" are two keywords that contradict each other.
    const areKeywords =
      signals.length === 2 && says(signal, optOutOrOptOutAlone) && after?.meanings.optIn === true
    if (isBeside && areKeywords) return
    // "don't want | your | messages again"
    const behind = says(after, mineOrCourtesy) ? signals[index + 2] : undefined
    if (
      signal.meanings.dontWant &&
      behind?.meanings.saysOptIn === true &&
      (behind?.start ?? 0) - signal.end <= closeTokens
    ) {
      found.negated.add(index + 2)
      return
    }
    // "please don't | bin it": an idiom of leaving is denied as a whole by what opens the clause and is a no by itself.
    const isDenied =
      signal.meanings.isNot || (signal.meanings.not && signal.meanings.no && opensClause(signals, index))
    if (isBeside && isDenied && says(after, idioms)) {
      found.negated.add(index + 1)
      found.spent.add(index)
      return
    }
    // "you needn't | keep me on your list"
    if (isBeside && signal.meanings.isNot && after?.meanings.dontStop === true && !says(after, stopVerbs)) {
      found.negated.add(index + 1)
      found.spent.add(index)
      return
    }
    // "别再 | 给我发消息": the denial and the verb may be two phrases.
    if (isBeside && says(signal, denials) && says(after, deniable)) {
      found.negated.add(index + 1)
      if (signal.meanings.not) found.spent.add(index)
      return
    }
    if (signal.meanings.dontWant) {
      // "rezygnuję, rezygnuję": what is itself a word for leaving denies no other.
      if (says(signal, stopVerbs)) return
      // "відписуватись я не хочу": what is not wanted may stand first, with the "I" between.
      const before = signals[index - 1]?.meanings.me === true ? index - 2 : index - 1
      const isLast = index === signals.length - 1 && says(signals[before], stopVerbs)
      const target = traits?.objectFirst || isLast ? before : index + 1
      const verb = signals[target]
      if (verb === undefined || !says(verb, stopVerbs)) return
      const gap = target < index ? signal.start - verb.end : verb.start - signal.end
      if (gap > closeTokens) return
      found.negated.add(target)
      found.unwilling.add(index)
      return
    }
    if (!says(signal, notOrIsNot)) return
    const verb = negatedVerb(signals, index, traits)
    // "I can't delete them fast enough" tells, and asks for no staying.
    const target = signals[verb]?.meanings
    if (!signal.meanings.not && target?.remove === true && !target.removeMe && !target.stop) return
    // "I'm not Steve take this number off": a verb of leaving behind a word from elsewhere is a sentence of its own.
    const isApart =
      verb > index &&
      signals[verb]?.meanings.removeMe === true &&
      unknownBetween(signal.end, signals[verb]?.start ?? 0) > 0
    if (isApart) return
    if (verb < 0) {
      if (signal.meanings.not) found.free.add(index)
      return
    }
    found.negated.add(verb)
    found.spent.add(index)
    // "I don't | want to | leave the list": unwilling to leave, as where both are one phrase.
    const wish = signals[verb]
    const next = signals[verb + 1]
    if (traits?.objectFirst || wish === undefined || next === undefined || verb < index) return
    if (wish?.meanings.want !== true || !says(next, stopVerbs) || next.start - wish.end > closeTokens) return
    found.negated.add(verb + 1)
    found.unwilling.add(verb)
  })
  return found
}

/** What a signal that means these things says once it is negated. */
function negate(meanings: Meanings, signal: Signal): Meanings {
  // "never stop with" is no "no more" either.
  const silenced = says(signal, stopVerbs) ? silencedByStopping : silencedByNegation
  const heard = meanings.minus(silenced)
  return opposites.reduce(
    (all, [meaning, opposite]) => (heard.overlaps(meaning) ? all.plus(opposite) : all),
    heard.minus(opposable),
  )
}

/** The signals of a clause with every negation carried over to the verb that it denies. */
export function applyNegation(
  signals: readonly Signal[],
  languages: readonly LanguageTraits[],
  unknownBetween: UnknownBetween,
): readonly Piece[] {
  if (!signals.some((signal) => says(signal, denials))) {
    return signals.map((signal, at) => ({ signal, means: signal.meanings, isNegated: false, at }))
  }
  const { negated, free, spent, unwilling } = findNegations(signals, languages, unknownBetween)
  return signals.map((signal, index) => {
    const isNegated = negated.has(index)
    const kept = unwilling.has(index) ? signal.meanings.among(noWords) : signal.meanings
    const open = spent.has(index) ? kept.minus(noWords).minus(noMoreWords) : kept
    const said = isNegated ? negate(open, signal) : open
    return { signal, means: free.has(index) ? said.plus(noMoreWords) : said, isNegated, at: index }
  })
}

const notOrIsNot = meaningsOf('not', 'isNot')

const optOutOrOptOutAlone = meaningsOf('optOut', 'optOutAlone')

const mineOrCourtesy = meaningsOf('mine', 'courtesy')
