import { type Answer, answerIn, oppositeAnswer } from './answers.ts'
import { combineClauses } from './combine-clauses.ts'
import { decideAnswer } from './decide-answer.ts'
import { decideRevocation } from './decide-revocation.ts'
import { decideWish } from './decide-wish.ts'
import { ask, type Decision, none, type Sides, thatAct } from './decision.ts'
import { meansAny, piecesThat, type Verdict } from './judgement.ts'
import { meaningsOf } from './meanings.ts'
import type { ReplyContext } from './reading.ts'
import { scopeOf } from './scope.ts'

export interface Case {
  readonly verdicts: readonly Verdict[]
  readonly context: ReplyContext
  readonly categoryKeys: readonly string[]
  /** A laughing emoji is in the message. */
  readonly laughs: boolean
}

const ordinary = none('ordinary-message', 'Nothing in the message asks for messages to stop or to start.', [])

/** What each clause does once the others are heard, too. */
export function hearTogether(verdicts: readonly Verdict[], context: ReplyContext): readonly Verdict[] {
  if (verdicts.every(({ clause }) => clause.pieces.length === 0)) return verdicts
  return combineClauses(withInsistence(verdicts, context))
}

/** Decides the message from its clauses, heard together, and the context (POLICY §4, §5). */
export function decide({ verdicts, context, categoryKeys, laughs }: Case): Decision {
  if (verdicts.every(({ clause }) => clause.pieces.length === 0)) return ordinary
  const sides = {
    revokes: thatAct(verdicts, 'revoke'),
    onlys: thatAct(verdicts, 'only'),
    grants: thatAct(verdicts, 'grant'),
    keeps: thatAct(verdicts, 'keep'),
    answers: answersOf(verdicts),
    laughs,
  }
  const decision =
    decideRevocation(verdicts, sides, context, categoryKeys) ??
    decideWish(verdicts, sides, context, categoryKeys) ??
    decideAnswer(verdicts, sides, context, categoryKeys) ??
    ordinary
  return withoutOpenStop(decision, verdicts)
}

const aboutMessages = meaningsOf('message', 'category', 'contact', 'send', 'receive')

/** "I told you to stop, and you still write": an earlier opt-out is insisted on (POLICY §5.1). */
function withInsistence(verdicts: readonly Verdict[], context: ReplyContext): readonly Verdict[] {
  const isReport = ({ rule }: Pick<Verdict, 'rule'>): boolean => rule === 'reported-speech'
  if (context.pending) return verdicts
  if (!verdicts.some(isReport)) return withTheirGoingOn(verdicts, context)
  const goesOn =
    context.state === 'opted_out' ||
    verdicts.some(
      ({ act, clause }) =>
        (clause.means.still || clause.means.why || act === 'unclear') &&
        (meansAny(clause, aboutMessages) || (clause.means.still && clause.means.why)),
    ) ||
    verdicts.some((one, index) => {
      // "I asked to be taken off, and you still go on"
      const isOpen = one.act === 'nothing' ? one.clause.unknown.length === 0 : isReport(one)
      const saysStill = one.clause.pieces.some(
        ({ means, signal }) => means.still && signal.end - signal.start > 1,
      )
      if (!isOpen || !saysStill || meansAny(one.clause, noComplaint)) return false
      return verdicts
        .slice(0, index + 1)
        .some(
          (told) =>
            isReport(told) &&
            (!told.clause.asks || told.clause.objectFirst) &&
            meansAny(told.clause, toldToLeave),
        )
    })
  if (!goesOn) return verdicts
  return verdicts.map((one) =>
    isReport(one)
      ? { ...one, act: 'revoke', rule: 'insists-on-opt-out', categories: scopeOf(one.clause).named }
      : one,
  )
}

const toldToLeave = meaningsOf('removeMe', 'dontSend', 'dontContact', 'stop', 'unsubscribe', 'saysOptOut')
const noComplaint = meaningsOf('missing', 'other', 'order', 'not', 'dontReceive', 'want', 'optInWeak')

/** "Your messages still come": after an opt-out, or beside an earlier stop, it is insisted on. */
function withTheirGoingOn(verdicts: readonly Verdict[], { state }: ReplyContext): readonly Verdict[] {
  const isStop = ({ clause }: Verdict): boolean =>
    (clause.means.stop || clause.means.unsubscribe || clause.means.optOut || clause.means.removeMe) &&
    !(clause.means.other || clause.means.order)
  if (!verdicts.some(({ clause }) => clause.means.still)) return verdicts
  if (state === 'none' || (state === 'opted_in' && !verdicts.some(isStop))) return verdicts
  return verdicts.map((one) => {
    const isUnclear = one.act === 'unclear' && (state === 'opted_out' || one.rule === 'limited-revocation')
    const isOpen = one.act === 'nothing' || isUnclear
    const isAboutThem =
      one.clause.means.still &&
      (one.clause.means.message ||
        one.clause.means.category ||
        one.clause.means.contact ||
        one.clause.means.send)
    const isElse = one.clause.asks || meansAny(one.clause, noComplaint)
    return isOpen && isAboutThem && !isElse
      ? {
          ...one,
          act: 'revoke' as const,
          rule: 'insists-on-opt-out',
          pieces: piecesThat(one.clause, theirComing),
          categories: scopeOf(one.clause).named,
        }
      : one
  })
}

/** A yes beside a stop word grants nothing, however the two were read (POLICY §4). */
function withoutOpenStop(decision: Decision, verdicts: readonly Verdict[]): Decision {
  if (decision.intent !== 'opt_in' || decision.basis !== 'answer' || decision.rule === 'partial-acceptance')
    return decision
  const stops = verdicts.filter(({ clause }) =>
    clause.pieces.some(
      ({ signal, means }) => means.optOut || (signal.meanings.optOut && !signal.meanings.common),
    ),
  )
  if (stops.length === 0) return decision
  return ask('yes-and-stop', 'The message says both yes and stop.', stops)
}

/** "no, I'm fine": what accepts by itself only softens a no before it. */
function withoutSoftening(answers: Sides['answers']): Sides['answers'] {
  const firstNo = answers.findIndex(({ answer }) => answer.kind === 'no')
  if (firstNo < 0) return answers
  const isSoft = ({ answer }: Sides['answers'][number]): boolean =>
    answer.isBare && answer.kind !== 'no' && answer.pieces.every((piece) => piece.means.fine)
  // "we're good, no thanks" is a no as well; "ok, no" says both.
  const isOutright = answers[firstNo]?.answer.isBare === true
  const isPhrase = ({ answer }: Sides['answers'][number]): boolean =>
    answer.pieces.every(({ signal }) => signal.end - signal.start > 1)
  return answers.filter((one, index) => !isSoft(one) || (index < firstNo && !(isOutright && isPhrase(one))))
}

function answersOf(verdicts: readonly Verdict[]): Sides['answers'] {
  const all = allAnswersOf(verdicts)
  if (all.length < 2) return all
  const answers = withoutSoftening(all)
  const [first] = answers
  if (first === undefined || !first.answer.isBare) return answers
  return answers.filter(
    ({ answer, verdict }) =>
      verdict === first.verdict ||
      // "no thank you. Please confirm my booking"
      (answer.kind !== 'undecided' &&
        (answer.isBare || verdict.clause.means.category || verdict.clause.means.message)) ||
      !isOtherTopic(verdict, first.verdict),
  )
}

function isKeyword({ act }: Verdict, { pieces }: Answer): boolean {
  return act === 'revoke' && pieces.length > 0 && pieces.every(({ means }) => means.optOut)
}

/** "ok! also I'd like a table for tomorrow": after the answer something else is put off (POLICY §4). */
function isOtherTopic({ clause }: Verdict, { clause: answered }: Verdict): boolean {
  const saysMore = clause.idle > 0 || clause.unknown.length > 0
  if (clause.sentence === answered.sentence) return saysMore && (clause.asks || clause.means.other)
  return clause.asks || clause.unknown.length > 0 || clause.means.other || clause.means.order
}

/** "he talked about fishing, nice fella though": behind other talk only a bare "nice" answers. */
function isTalk({ act, clause }: Verdict): boolean {
  return act === 'nothing' && (clause.unknown.length > 0 || clause.idle > 0)
}

/** "the parcel came broken, send it again": what is to be sent was named, and no request is answered. */
function isResending({ kind, pieces }: Answer, { clause }: Verdict, before: Verdict | undefined): boolean {
  if (kind !== 'yes' || !clause.means.again || before?.clause.sentence !== clause.sentence) return false
  return (
    pieces.every(({ means }) => means.send) &&
    (before.clause.means.other || before.clause.means.order || before.clause.means.missing)
  )
}

function allAnswersOf(verdicts: readonly Verdict[]): Sides['answers'] {
  const found: Sides['answers'][number][] = []
  verdicts.forEach((verdict, index) => {
    if (verdict.act === 'ordinary' || verdict.act === 'help') return
    const answer = answerIn(verdict.clause)
    if (answer?.kind === 'ok' && !answer.isBare && verdicts.slice(0, index).some(isTalk)) return
    // DUNG, without its marks, is a stop that could be a yes: the keyword counts.
    if (answer === null || isKeyword(verdict, answer) || isResending(answer, verdict, verdicts[index - 1]))
      return
    found.push({ answer, verdict, index })
    const against = answer.isBare ? oppositeAnswer(verdict.clause, answer) : null
    if (against !== null) found.push({ answer: against, verdict, index })
  })
  return found
}

const theirComing = meaningsOf('still', 'message', 'category', 'contact', 'send')
