import type { Clause } from './clauses.ts'
import { withoutCrowded } from './crowded.ts'
import { withoutElsewhere, withoutOtherThings } from './elsewhere.ts'
import { withAnswers, withExceptions, withFragments, withNothingElse, withoutRest } from './fragments.ts'
import { allMean, piecesThat, type Verdict } from './judgement.ts'
import { isBareWish, withPronouns, withTopics } from './looking-back.ts'
import { categoryWords, noWords } from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'
import { withQuestions } from './questions.ts'
import { withoutQuoted, withReportedKeywords, withReports } from './reported-speech.ts'
import { withOrders } from './scope.ts'
import { withDenials, withInterjections } from './surprise.ts'
import { withOccasions, withResending, withReturns } from './wanted-back.ts'

const steps = [
  withoutQuoted,
  withoutElsewhere,
  withReports,
  withReportedKeywords,
  withQuestions,
  withUnwanted,
  withPleasNotTo,
  withoutOtherThings,
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
  withOccasions,
  withTopics,
  withoutRest,
  withFragments,
]

/** Lets the clauses of a message explain each other before it is decided, one step after the other. */
export function combineClauses(verdicts: readonly Verdict[]): readonly Verdict[] {
  // Most messages are one clause, which has nothing beside it to explain it.
  if (verdicts.length < 2) return verdicts
  return steps.reduce((combined, step) => step(combined), verdicts)
}

/** "ok bhai done, tc": behind an acknowledgement, what is also a polite word takes leave. */
function withGoodbyes(verdicts: readonly Verdict[]): readonly Verdict[] {
  const last = verdicts.at(-1)
  if (last === undefined || verdicts.length < 2 || last.rule !== 'opt-out-keyword') return verdicts
  const isPolite = last.clause.tokens.length === 1 && last.pieces.every(({ means }) => means.courtesy)
  const isAnswered = verdicts
    .slice(0, -1)
    .every(({ act, clause }) => act === 'nothing' && isAcknowledged(clause))
  return isPolite && isAnswered ? [...verdicts.slice(0, -1), { ...last, act: 'nothing' }] : verdicts
}

function isAcknowledged(clause: Clause): boolean {
  return clause.tokens.length > 1 && clause.means.ok
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
      last?.means.courtesy === true &&
      last.signal.end - last.signal.start > 1 &&
      clause.pieces[0]?.means.if === true &&
      !clause.means.maybe &&
      !clause.means.limit
    return isPolite ? { ...verdict, act: 'revoke' as const, rule: 'polite-revocation' } : verdict
  })
}

const afterHedge = meaningsOf('maybe', 'undecided', 'limit', 'courtesy', 'me', 'this')

/** Nothing but a hedge and small words behind it: "I am wondering just now". */
function isHedge({ act, clause }: Verdict): boolean {
  if ((act !== 'nothing' && act !== 'unclear') || clause.unknown.length > 0) return false
  const at = clause.pieces.findIndex(({ means }) => means.maybe || means.undecided)
  return at >= 0 && allMean(clause.pieces.slice(at), afterHedge)
}

/** "if you text me at six once more, I cancel": what is to follow on their writing is not yet wished. */
function isThreat(verdict: Verdict, before: Verdict | undefined): boolean {
  if (verdict.act !== 'revoke' || before?.clause.sentence !== verdict.clause.sentence) return false
  // "one more message and I report you, so stop it"
  if (verdict.clause.pieces[0]?.means.but === true) return false
  const { clause } = before
  const condition = clause.pieces.slice(0, 2).find(({ means }) => means.if || means.condition)
  // The phrase itself may say it ("if you write again").
  const isLong = condition?.means.if === true && condition.signal.end - condition.signal.start > 2
  const isAboutWriting =
    isLong ||
    ((clause.means.contact || clause.means.send || clause.means.message) &&
      (clause.means.again || clause.means.still))
  const isBare = leavings.includes(verdict.rule)
  return condition !== undefined && isAboutWriting && isBare && verdict.clause.unknown.length === 0
}

const leavings: readonly string[] = ['opt-out-keyword', 'removal', 'revocation-unsubscribe', 'enough']

/** "if they keep on sending ads, I leave": the complaint opens with an "if". */
function opensWithIf({ act, clause }: Verdict): boolean {
  return act === 'unclear' && !clause.asks && clause.pieces[0]?.means.if === true
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
    if (!isBound || verdict.clause.means.but || verdict.clause.means.sendsPacking) return verdict
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
    const isLimit = after.unknown.length === 0 && after.means.limit && allMean(after.pieces, besidePause)
    return verdict.act === 'revoke' && isLimit
      ? { ...verdict, act: 'unclear' as const, rule: 'limited-revocation', needsRoom: false }
      : verdict
  })
}

const besidePause = meaningsOf('limit', 'courtesy', 'but', 'and')

/** "I don't want, that you write to me": where a comma parts an unwillingness from what it is about. */
function withUnwanted(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const before = verdicts[index - 1]
    if (before !== undefined && verdict.act === 'refuse' && isMessageTopic(before, verdict))
      return { ...verdict, act: 'revoke' as const, rule: 'revocation-dontWant' }
    if (before === undefined || !isRefusing(before) || before.clause.sentence !== verdict.clause.sentence)
      return verdict
    const isBare = before.clause.unknown.length === 0 && allMean(before.clause.pieces, unwilling)
    const isAbout =
      verdict.clause.means.receive &&
      (verdict.clause.means.me || verdict.clause.means.message || verdict.clause.means.category)
    const isOpen =
      verdict.act === 'nothing' &&
      !verdict.clause.asks &&
      !(verdict.clause.means.other || verdict.clause.means.missing)
    if (!isBare || !isAbout || !isOpen) return verdict
    const categories = withOrders(piecesThat(verdict.clause, categoryWords))
    return { ...verdict, act: 'revoke' as const, rule: 'revocation-dontReceive', categories }
  })
}

/** "I don't want": refused outright, or with an answer of more than one word ("ich will nicht"). */
function isRefusing({ act, clause }: Verdict): boolean {
  if (act !== 'nothing') return act === 'refuse'
  return !clause.asks && piecesThat(clause, noWords).some(({ signal }) => signal.end - signal.start > 1)
}

const topical = meaningsOf('message', 'mine', 'this', 'courtesy')

/** "these messages, I don't want them": nothing but words for the messages before the comma. */
function isMessageTopic({ clause }: Verdict, refusal: Verdict): boolean {
  if (clause.sentence !== refusal.clause.sentence || refusal.clause.asks || !clause.means.message)
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
      clause.means.not &&
      (clause.means.want || clause.means.again) &&
      allMean(clause.pieces, pleading)
    if (!isPlea || before === undefined || before.clause.asks || before.act === 'revoke') return verdict
    const isTheirs =
      (before.clause.means.still ||
        before.clause.means.often ||
        before.clause.means.send ||
        before.clause.means.contact) &&
      (before.clause.means.category || before.clause.means.message)
    if (!isTheirs || before.clause.means.order || before.clause.means.missing) return verdict
    const categories = withOrders(piecesThat(before.clause, categoryWords))
    return { ...verdict, act: 'revoke' as const, rule: 'revocation-dontSend', categories }
  })
}

const pleading = meaningsOf('courtesy', 'not', 'again', 'no')

const unwilling = meaningsOf('dontWant', 'no', 'me', 'courtesy', 'common')
