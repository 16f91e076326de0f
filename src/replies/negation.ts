import type { Meaning } from './lexicon-schema.ts'
import type { Signal } from './matching.ts'
import type { LanguageTraits } from './vocabulary.ts'

/** A signal in its clause. `means` already accounts for a negation beside it. */
export interface Piece {
  readonly signal: Signal
  readonly means: ReadonlySet<Meaning>
  readonly isNegated: boolean
  /** Its place among the pieces of the clause. */
  readonly at: number
}

/** One word that denies: what it denies is beside it, and it may as well be a no by itself ("no", "nie"). */
export function isMereDenial({ signal }: Piece): boolean {
  return signal.meanings.has('not') && signal.end - signal.start === 1
}

/** What a verb says once it is negated (POLICY §5.4). */
const opposites: Partial<Record<Meaning, Meaning>> = {
  stop: 'dontStop',
  unsubscribe: 'dontStop',
  remove: 'dontStop',
  removeMe: 'dontStop',
  send: 'dontSend',
  contact: 'dontContact',
  receive: 'dontReceive',
  want: 'dontWant',
  subscribe: 'dontWant',
  yes: 'no',
  dontSend: 'dontStop',
  dontContact: 'dontStop',
  dontReceive: 'dontStop',
  saysOptIn: 'saysOptOut',
  saysOptOut: 'dontStop',
  saysEnough: 'dontStop',
  dontStop: 'removeMe',
}
const silencedByNegation: ReadonlySet<Meaning> = new Set<Meaning>([
  'optOut',
  'optOutAlone',
  'optIn',
  'optInWeak',
  'ok',
  'on',
])
/** Verbs that a negation reaches over a few words; the rest must stand right beside it. */
const verbs: readonly Meaning[] = [
  'stop',
  'unsubscribe',
  'remove',
  'removeMe',
  'send',
  'contact',
  'receive',
  'want',
  'subscribe',
  'yes',
]
const stopVerbs: readonly Meaning[] = ['stop', 'unsubscribe', 'remove', 'removeMe']
const endsOfSending: readonly Meaning[] = ['dontSend', 'dontContact', 'dontReceive']
const deniable: readonly Meaning[] = ['send', 'contact', 'receive', 'saysOptIn', 'subscribe']
const idioms: readonly Meaning[] = ['saysOptOut', 'saysEnough']
const denials: readonly Meaning[] = ['not', 'isNot', 'noMore', 'dontWant']
const reach = 3
const closeTokens = 2

function says(signal: Signal | undefined, meanings: readonly Meaning[]): boolean {
  return signal !== undefined && meanings.some((meaning) => signal.meanings.has(meaning))
}

/** The verb that a negation belongs to: the next one nearby, or where the language has it so, the one before. */
function negatedVerb(signals: readonly Signal[], index: number, traits: LanguageTraits | undefined): number {
  for (let step = 1; step <= reach; step += 1) {
    const next = signals[index + step]
    // "please" asks for something, but nobody denies it.
    if (says(next, verbs) && !says(next, ['courtesy'])) return index + step
    if (says(next, ['category', 'message'])) break
  }
  if (traits?.negationFollows) {
    const wish = index - 1 - countCourtesy(signals, index - 1)
    // "delete my number please not" ends with its denial.
    const isLast = index === signals.length - 1 && !traits.objectFirst
    if (isLast && says(signals[wish], ['saysOptOut'])) return wish
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
  while (says(signals[index - count], ['courtesy'])) count += 1
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
    if (isBeside && says(signal, ['not', 'isNot']) && says(after, endsOfSending)) {
      found.negated.add(index + 1)
      found.spent.add(index)
      return
    }
    // "END JOIN" are two keywords that contradict each other.
    const areKeywords =
      signals.length === 2 && says(signal, ['optOut', 'optOutAlone']) && says(after, ['optIn'])
    if (isBeside && areKeywords) return
    // "don't want | your | messages again"
    const behind = says(after, ['mine', 'courtesy']) ? signals[index + 2] : undefined
    if (
      says(signal, ['dontWant']) &&
      says(behind, ['saysOptIn']) &&
      (behind?.start ?? 0) - signal.end <= closeTokens
    ) {
      found.negated.add(index + 2)
      return
    }
    // "please don't | bin it": an idiom of leaving is denied as a whole by what opens the clause and is a no by itself.
    const isDenied =
      says(signal, ['isNot']) ||
      (says(signal, ['not']) && says(signal, ['no']) && opensClause(signals, index))
    if (isBeside && isDenied && says(after, idioms)) {
      found.negated.add(index + 1)
      found.spent.add(index)
      return
    }
    // "you needn't | keep me on your list"
    if (isBeside && says(signal, ['isNot']) && says(after, ['dontStop']) && !says(after, stopVerbs)) {
      found.negated.add(index + 1)
      found.spent.add(index)
      return
    }
    // "别再 | 给我发消息": the denial and the verb may be two phrases.
    if (isBeside && says(signal, denials) && says(after, deniable)) {
      found.negated.add(index + 1)
      if (says(signal, ['not'])) found.spent.add(index)
      return
    }
    if (says(signal, ['dontWant'])) {
      // "rezygnuję, rezygnuję": what is itself a word for leaving denies no other.
      if (says(signal, stopVerbs)) return
      // "відписуватись я не хочу": what is not wanted may stand first, with the "I" between.
      const before = says(signals[index - 1], ['me']) ? index - 2 : index - 1
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
    if (!says(signal, ['not', 'isNot'])) return
    const verb = negatedVerb(signals, index, traits)
    // "I'm not Steve take this number off": a verb of leaving behind a word from elsewhere is a sentence of its own.
    const isApart =
      verb > index &&
      says(signals[verb], ['removeMe']) &&
      unknownBetween(signal.end, signals[verb]?.start ?? 0) > 0
    if (isApart) return
    if (verb < 0) {
      if (says(signal, ['not'])) found.free.add(index)
      return
    }
    found.negated.add(verb)
    found.spent.add(index)
    // "I don't | want to | leave the list": unwilling to leave, as where both are one phrase.
    const wish = signals[verb]
    const next = signals[verb + 1]
    if (traits?.objectFirst || wish === undefined || next === undefined || verb < index) return
    if (!says(wish, ['want']) || !says(next, stopVerbs) || next.start - wish.end > closeTokens) return
    found.negated.add(verb + 1)
    found.unwilling.add(verb)
  })
  return found
}

/** "never stop with" is no "no more" either. */
function isSilenced(meaning: Meaning, signal: Signal): boolean {
  return silencedByNegation.has(meaning) || (meaning === 'noMore' && says(signal, stopVerbs))
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
    const means = new Set<Meaning>()
    for (const meaning of signal.meanings) {
      if (unwilling.has(index) && meaning !== 'no') continue
      if (spent.has(index) && (meaning === 'noMore' || meaning === 'no')) continue
      if (!negated.has(index)) means.add(meaning)
      else if (!isSilenced(meaning, signal)) means.add(opposites[meaning] ?? meaning)
    }
    if (free.has(index)) means.add('noMore')
    return { signal, means, isNegated: negated.has(index), at: index }
  })
}
