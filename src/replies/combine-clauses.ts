import { isAnswer } from './answers.ts'
import type { Clause } from './clauses.ts'
import { withoutCrowded } from './crowded.ts'
import { withAnswers, withExceptions, withFragments, withNothingElse, withoutRest } from './fragments.ts'
import { type Act, allMean, hasAny, piecesThat, type Verdict } from './judgement.ts'
import type { Meaning } from './lexicon-schema.ts'
import { isBareWish, withPronouns, withResending, withReturns, withTopics } from './looking-back.ts'
import { withoutQuoted, withReportedKeywords, withReports } from './reported-speech.ts'
import { withOrders } from './scope.ts'

/** Lets the clauses of a message explain each other before it is decided, one step after the other. */
export function combineClauses(verdicts: readonly Verdict[]): readonly Verdict[] {
  // Most messages are one clause, which has nothing beside it to explain it.
  if (verdicts.length < 2) return verdicts
  const steps = [
    withoutQuoted,
    withoutElsewhere,
    withReports,
    withReportedKeywords,
    withQuestions,
    withUnwanted,
    withPleasNotTo,
    withDenials,
    withGoodbyes,
    withInterjections,
    withPoliteness,
    withHedges,
    withNothingElse,
    withPauses,
    withoutCrowded,
    withAnswers,
    withExceptions,
    withResending,
    withPronouns,
    withReturns,
    withTopics,
    withoutRest,
    withFragments,
  ]
  return steps.reduce((combined, step) => step(combined), verdicts)
}

/** "the address of the order is wrong, can I cancel?": a question after talk of something else is about that. */
function withoutElsewhere(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    if (isAboutLost(verdict, verdicts[index - 1])) return { ...verdict, act: 'nothing' as const }
    if (verdict.act !== 'help' || verdict.needsRoom) return verdict
    if (
      hasAny(
        verdict.clause,
        'message',
        'category',
        'list',
        'send',
        'receive',
        'unsubscribe',
        'optOut',
        'saysHelp',
      )
    )
      return verdict
    const before = verdicts[index - 1]?.clause
    const isElsewhere =
      before?.sentence === verdict.clause.sentence &&
      hasAny(before, 'other', 'order') &&
      !hasAny(before, 'message', 'category')
    return isElsewhere ? { ...verdict, act: 'nothing' as const } : verdict
  })
}

/** "my card is lost, block it": where the object comes first, the verb behind its comma is about what was named. */
function isAboutLost({ rule, clause }: Verdict, before: Verdict | undefined): boolean {
  if (rule !== 'opt-out-keyword' || !clause.objectFirst || !hasAny(clause, 'stop')) return false
  if (before?.act !== 'nothing' || before.clause.sentence !== clause.sentence || before.clause.asks)
    return false
  const isLoss =
    hasAny(before.clause, 'other') && (hasAny(before.clause, 'me', 'missing') || before.clause.idle > 0)
  return (
    isLoss && !hasAny(before.clause, 'message', 'category', 'list', 'contact', 'send', 'receive', 'number')
  )
}

/** "which word do I send, to stop the ads?": what follows the question is asked about, not wished for. */
function withQuestions(verdicts: readonly Verdict[]): readonly Verdict[] {
  const asking = new Set(
    verdicts
      .filter(({ act, clause }) => clause.asks && (hasAny(clause, 'how') || asksOfKeyword(act, clause)))
      .map(({ clause }) => clause.sentence),
  )
  return verdicts.map((verdict, index) => {
    if (asksWhatFollows(verdict, verdicts[index + 1]))
      return { ...verdict, act: 'help' as const, rule: 'asks-how-messages-work' }
    const isAsked = asking.has(verdict.clause.sentence) && !hasAny(verdict.clause, 'how')
    return isAsked && isAboutStopping(verdict)
      ? { ...verdict, act: 'help' as const, rule: 'asks-how-messages-work' }
      : verdict
  })
}

/** "if I send STOP, will you stop writing?" */
function asksOfKeyword(act: Act, clause: Clause): boolean {
  return act === 'help' && hasAny(clause, 'optOut', 'saysHelp') && clause.tokens.length > 1
}

/** "if I unsubscribe, will the parcel news still come?" */
function asksWhatFollows({ act, rule, clause }: Verdict, next: Verdict | undefined): boolean {
  const isOpen = act === 'nothing' && clause.unknown.length === 0 && hasAny(clause, 'optOut', 'unsubscribe')
  if (!isOpen && rule !== 'hedged-revocation') return false
  if (!hasAny(clause, 'if') || hasAny(clause, 'maybe', 'dontStop', 'dontSend')) return false
  if (next?.clause.sentence !== clause.sentence || next.act !== 'nothing' || !next.clause.asks) return false
  const isAbout = hasAny(next.clause, 'category', 'order', 'message')
  return isAbout && hasAny(next.clause, 'send', 'receive', 'missing', 'still')
}

const denials = ['noMore', 'not', 'dontReceive', 'dontSend', 'dontWant', 'stop', 'unsubscribe'] as const

/** What the question is about: a wish as such, or messages that should not come ("so that no ads come"). */
function isAboutStopping({ act, clause }: Verdict): boolean {
  if (act === 'revoke' || act === 'grant' || act === 'only') return true
  // "if I leave now, how do I come back?"
  if (act === 'unclear' && hasAny(clause, 'if') && hasAny(clause, 'unsubscribe', 'optOut', 'removeMe'))
    return true
  const isOpen = act === 'unclear' || act === 'nothing'
  return isOpen && hasAny(clause, 'message', 'category', 'list') && hasAny(clause, ...denials)
}

/** "ok bhai done, tc": behind an acknowledgement, what is also a polite word takes leave. */
function withGoodbyes(verdicts: readonly Verdict[]): readonly Verdict[] {
  const last = verdicts.at(-1)
  if (last === undefined || verdicts.length < 2 || last.rule !== 'opt-out-keyword') return verdicts
  const isPolite = last.clause.tokens.length === 1 && last.pieces.every(({ means }) => means.has('courtesy'))
  const isAnswered = verdicts
    .slice(0, -1)
    .every(({ act, clause }) => act === 'nothing' && isAcknowledged(clause))
  return isPolite && isAnswered ? [...verdicts.slice(0, -1), { ...last, act: 'nothing' }] : verdicts
}

function isAcknowledged(clause: Clause): boolean {
  return clause.tokens.length > 1 && hasAny(clause, 'ok')
}

/** "stop, don't you close at nine?": a bare stop word before a question about something else is surprise. */
function withInterjections(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const next = verdicts[index + 1]
    if (index > 0 || next === undefined || verdict.rule !== 'opt-out-keyword') return verdict
    const isBare = verdict.clause.tokens.length <= 2 && !verdict.clause.pieces.some(isAnswer)
    const isOneSentence = next.clause.sentence === verdict.clause.sentence
    const rest = verdicts.slice(1)
    const asked = rest.map(({ clause }) => clause).filter(({ sentence }) => sentence === next.clause.sentence)
    const asksElse = rest.every(({ act }) => act === 'nothing') && next.clause.asks && talks(asked)
    // "stop, I ordered the wrong size!"
    const corrects =
      rest.every(({ act }) => act === 'nothing') &&
      (hasAny(next.clause, 'missing') || deniesThing(next.clause))
    const isSurprise =
      isBare && ((isOneSentence && (asksElse || corrects)) || admires(next.clause) || marvels(asked))
    return isSurprise ? { ...verdict, act: 'nothing' as const, rule: 'said-in-surprise' } : verdict
  })
}

const asking = [
  'how',
  'why',
  'asks',
  'request',
  'mayI',
  'missing',
  'order',
  'still',
  'saysHelp',
  'want',
] as const

/** "Stop! You painted all of it in one day?": asked in the words of a statement, and about something else. */
function marvels(clauses: readonly Clause[]): boolean {
  return clauses.every((clause) => clause.asks && !hasAny(clause, ...asking)) && talks(clauses)
}

/** "stop it, that dress is gorgeous!" */
function admires(clause: Clause): boolean {
  const isOfThis = clause.pieces[0]?.means.has('this') === true
  return (
    isOfThis && hasAny(clause, 'laugh') && !hasAny(clause, 'message', 'category', 'contact', 'send', 'list')
  )
}

/** "stop, not that street": no more than a denial and a thing. */
function deniesThing(clause: Clause): boolean {
  if (clause.tokens.length > longestDenial || clause.unknown.length > 0 || !hasAny(clause, 'other'))
    return false
  return hasAny(clause, 'not') && allMean(clause.pieces, besideDenial)
}

const longestDenial = 4
const besideDenial: readonly Meaning[] = ['not', 'other', 'this', 'courtesy']

/** "Unsubscribe? Never!": a stop word that is asked and denied is no wish. */
function withDenials(verdicts: readonly Verdict[]): readonly Verdict[] {
  if (verdicts.length < 2) return verdicts
  const isDenied = (index: number): boolean => {
    const [asked, next] = [verdicts[index], verdicts[index + 1]]
    const isAsked = asked?.rule === 'opt-out-keyword' && asked.clause.asks && asked.clause.tokens.length === 1
    return isAsked && next !== undefined && isBareNo(next)
  }
  return verdicts.map((verdict, index) => {
    if (isDenied(index)) return { ...verdict, act: 'stay' as const, rule: 'negated-stop' }
    return isDenied(index - 1) ? { ...verdict, act: 'ordinary' as const } : verdict
  })
}

function isBareNo({ act, clause }: Verdict): boolean {
  if (act !== 'nothing' || clause.asks || clause.unknown.length > 0 || !hasAny(clause, 'no')) return false
  return clause.pieces.every(({ means }) => means.has('no') || means.has('courtesy'))
}

/** Clauses that say something, and nothing about messages. */
function talks(clauses: readonly Clause[]): boolean {
  const isAbout = (clause: Clause): boolean =>
    hasAny(clause, 'message', 'category', 'list', 'number', 'send', 'contact', 'receive', 'me')
  const says = (clause: Clause): boolean =>
    clause.unknown.length > 0 || clause.idle > 0 || hasAny(clause, 'other', 'order')
  const length = clauses.reduce((sum, { tokens }) => sum + tokens.length, 0)
  return length >= 3 && clauses.some(says) && !clauses.some(isAbout)
}

/** "I would be grateful, if you stopped": an "if" behind a polite phrase and a comma asks, it does not hedge. */
function withPoliteness(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const before = verdicts[index - 1]?.clause
    const { clause } = verdict
    if (verdict.rule !== 'hedged-revocation' || before?.sentence !== clause.sentence) return verdict
    const last = before.pieces.at(-1)
    const isPolite =
      before.unknown.length === 0 &&
      last?.means.has('courtesy') === true &&
      last.signal.end - last.signal.start > 1 &&
      clause.pieces[0]?.means.has('if') === true &&
      !hasAny(clause, 'maybe')
    return isPolite ? { ...verdict, act: 'revoke' as const, rule: 'polite-revocation' } : verdict
  })
}

const afterHedge: readonly Meaning[] = ['maybe', 'undecided', 'limit', 'courtesy', 'me', 'this']

/** Nothing but a hedge and small words behind it: "I am wondering just now". */
function isHedge({ act, clause }: Verdict): boolean {
  if ((act !== 'nothing' && act !== 'unclear') || clause.unknown.length > 0) return false
  const at = clause.pieces.findIndex(({ means }) => means.has('maybe') || means.has('undecided'))
  return at >= 0 && allMean(clause.pieces.slice(at), afterHedge)
}

/** "if you text me at six once more, I cancel": what is to follow on their writing is not yet wished. */
function isThreat(verdict: Verdict, before: Verdict | undefined): boolean {
  if (verdict.act !== 'revoke' || before?.clause.sentence !== verdict.clause.sentence) return false
  // "one more message and I report you, so stop it"
  if (verdict.clause.pieces[0]?.means.has('but') === true) return false
  const { clause } = before
  const condition = clause.pieces.slice(0, 2).find(({ means }) => means.has('if') || means.has('condition'))
  // The phrase itself may say it ("if you write again").
  const isLong = condition?.means.has('if') === true && condition.signal.end - condition.signal.start > 2
  const isAboutWriting =
    isLong || (hasAny(clause, 'contact', 'send', 'message') && hasAny(clause, 'again', 'still'))
  const isBare = leavings.includes(verdict.rule)
  return condition !== undefined && isAboutWriting && isBare && verdict.clause.unknown.length === 0
}

const leavings: readonly string[] = ['opt-out-keyword', 'removal', 'revocation-unsubscribe', 'enough']

/** "if they keep on sending ads, I leave": the complaint opens with an "if". */
function opensWithIf({ act, clause }: Verdict): boolean {
  return act === 'unclear' && !clause.asks && clause.pieces[0]?.means.has('if') === true
}

/** "I am thinking about it, to leave your list": a hedge that ends at a comma governs the wish behind it. */
function withHedges(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const before = verdicts[index - 1]
    const isWish = verdict.act === 'stay' || verdict.act === 'revoke'
    if (isThreat(verdict, before))
      return { ...verdict, act: 'unclear' as const, rule: 'threat-to-leave', needsRoom: false }
    if (!isWish || before === undefined || before.clause.sentence !== verdict.clause.sentence) return verdict
    const isBound = isHedge(before) || opensWithIf(before)
    if (!isBound || hasAny(verdict.clause, 'but', 'sendsPacking')) return verdict
    // "perhaps, that's enough of your messages?": asked, a lone "perhaps" is politeness.
    if (verdict.act === 'revoke' && verdict.clause.asks && before.clause.tokens.length === 1) return verdict
    // Before a keyword only a lone "perhaps" is a hedge.
    if (verdict.rule.includes('keyword') && before.clause.tokens.length > 3 && !opensWithIf(before))
      return verdict
    return { ...verdict, act: 'unclear' as const, rule: 'hedged-revocation' }
  })
}

/** "stop... for tonight": a stop word, and behind a pause for how long; it asks for no more than that. */
function withPauses(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const after = verdicts[index + 1]?.clause
    if (after === undefined || (!isBareWish(verdict) && !verdict.needsRoom)) return verdict
    const isLimit = after.unknown.length === 0 && hasAny(after, 'limit') && allMean(after.pieces, besidePause)
    return verdict.act === 'revoke' && isLimit
      ? { ...verdict, act: 'unclear' as const, rule: 'limited-revocation', needsRoom: false }
      : verdict
  })
}

const besidePause: readonly Meaning[] = ['limit', 'courtesy', 'but', 'and']

/** "I don't want, that you write to me": where a comma parts an unwillingness from what it is about. */
function withUnwanted(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const before = verdicts[index - 1]
    if (before !== undefined && verdict.act === 'refuse' && isMessageTopic(before, verdict))
      return { ...verdict, act: 'revoke' as const, rule: 'revocation-dontWant' }
    if (before === undefined || !isRefusing(before) || before.clause.sentence !== verdict.clause.sentence)
      return verdict
    const isBare = before.clause.unknown.length === 0 && allMean(before.clause.pieces, unwilling)
    const isAbout = hasAny(verdict.clause, 'receive') && hasAny(verdict.clause, 'me', 'message', 'category')
    const isOpen =
      verdict.act === 'nothing' && !verdict.clause.asks && !hasAny(verdict.clause, 'other', 'missing')
    if (!isBare || !isAbout || !isOpen) return verdict
    const categories = withOrders(piecesThat(verdict.clause, 'category'))
    return { ...verdict, act: 'revoke' as const, rule: 'revocation-dontReceive', categories }
  })
}

/** "I don't want": refused outright, or with an answer of more than one word ("ich will nicht"). */
function isRefusing({ act, clause }: Verdict): boolean {
  if (act !== 'nothing') return act === 'refuse'
  return !clause.asks && piecesThat(clause, 'no').some(({ signal }) => signal.end - signal.start > 1)
}

const topical: readonly Meaning[] = ['message', 'mine', 'this', 'courtesy']

/** "these messages, I don't want them": nothing but words for the messages before the comma. */
function isMessageTopic({ clause }: Verdict, refusal: Verdict): boolean {
  if (clause.sentence !== refusal.clause.sentence || refusal.clause.asks || !hasAny(clause, 'message'))
    return false
  const isOnlyThat = clause.unknown.length === 0 && clause.idle === 0
  return isOnlyThat && allMean(clause.pieces, topical)
}

/** "You keep recommending books to me. Please don't.": a plea not to, behind what they do, is about that. */
function withPleasNotTo(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const before = verdicts[index - 1]
    const { act, clause } = verdict
    const isPlea =
      act === 'nothing' &&
      clause.unknown.length === 0 &&
      hasAny(clause, 'not') &&
      hasAny(clause, 'want') &&
      allMean(clause.pieces, pleading)
    if (!isPlea || before === undefined || before.clause.asks || before.act === 'revoke') return verdict
    const isTheirs =
      hasAny(before.clause, 'still', 'often', 'send', 'contact') &&
      hasAny(before.clause, 'category', 'message')
    if (!isTheirs || hasAny(before.clause, 'order', 'missing')) return verdict
    const categories = withOrders(piecesThat(before.clause, 'category'))
    return { ...verdict, act: 'revoke' as const, rule: 'revocation-dontSend', categories }
  })
}

const pleading: readonly Meaning[] = ['courtesy', 'not']

const unwilling: readonly Meaning[] = ['dontWant', 'no', 'me', 'courtesy', 'common']
