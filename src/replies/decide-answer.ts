import type { Answer } from './answers.ts'
import { ask, asScope, type Decision, isConditional, none, type Sides, thatAct, without } from './decision.ts'
import { isFragment } from './fragments.ts'
import { allMean, piecesThat, union, type Verdict } from './judgement.ts'
import { categoryOrOrder, categoryWords } from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'
import type { ReplyContext } from './reading.ts'
import { exceptedIn, withOrders } from './scope.ts'

export function decideAnswer(
  verdicts: readonly Verdict[],
  sides: Sides,
  context: ReplyContext,
  keys: readonly string[],
): Decision | null {
  const answers = sides.answers.map(({ answer }) => answer)
  const says = (kind: Answer['kind']): boolean => answers.some((answer) => answer.kind === kind)
  const answered = (
    intent: 'opt_in' | 'opt_out',
    categories: readonly string[],
    rule: string,
    because: string,
  ): Decision => ({
    intent,
    categories: asScope(categories, keys),
    basis: 'answer',
    confidence: 0.95,
    rule,
    verdicts: [],
    answers,
    because,
  })
  if (!context.pending) {
    // No interest in a dental plan is not about the messages.
    const refusals = thatAct(verdicts, 'refuse').filter(
      ({ clause }) =>
        !(clause.means.other || clause.means.order) || clause.means.message || clause.means.category,
    )
    if (refusals.some((verdict) => verdict.clause.means.saysNotInterested) && context.state === 'opted_in') {
      return ask(
        'lack-of-interest',
        'Lack of interest, with nothing asked: it may be meant as a stop.',
        refusals,
      )
    }
    const isWholeYes =
      context.state === 'opted_out' &&
      says('yes') &&
      !verdicts.some(({ clause }) =>
        // What is a yes in one language and mere acknowledgement in another grants nothing.
        clause.pieces.some(({ means }) => means.ok),
      ) &&
      !says('no') &&
      !says('undecided') &&
      verdicts.every((verdict) => goesOnWithYes(verdict, sides)) &&
      answers.every((answer) => answer.isBare) &&
      !verdicts.some((verdict) => verdict.clause.asks)
    if (isWholeYes)
      return answered('opt_in', [], 'yes-after-opt-out', 'After an opt-out a yes brings the messages back.')
    return answers.length > 0
      ? none('answer-without-question', 'An answer, but nothing was asked: consent does not change.', [])
      : null
  }
  if (isConditional(verdicts, sides)) {
    return none('conditional-answer', 'The answer depends on a condition; the request stays open.', verdicts)
  }
  const isNo = says('no') || thatAct(verdicts, 'refuse').some((verdict) => !refusesThing(verdict))
  const isYes = says('yes') || says('ok')
  const takesBack = thatAct(verdicts, 'takeBack')
  if (isYes && takesBack.length > 0)
    return ask('answer-taken-back', 'The answer is taken back in the same message.', takesBack)
  if (says('undecided') && !isNo) return none('undecided', 'Neither yes nor no; the request stays open.', [])
  if (isYes && isNo) return decideMixed(verdicts, sides, keys, answered)
  if (isNo && sides.keeps.length > 0)
    return answered(
      'opt_in',
      union(sides.keeps.map((verdict) => verdict.categories)),
      'partial-acceptance',
      'Some categories are accepted, the rest refused.',
    )
  const isWavering = takesBack.some(({ clause }) => clause.means.yes || clause.means.ok)
  if (isWavering) return ask('answer-taken-back', 'The answer is taken back in the same message.', takesBack)
  if (isNo) {
    const refused = union(
      verdicts.filter((v) => v.act === 'refuse').map((v) => withOrders(piecesThat(v.clause, categoryWords))),
    )
    return answered('opt_out', refused, 'no-to-request', 'The open request is refused.')
  }
  const accepted = union(
    [...sides.keeps, ...verdicts.filter((v) => isFragment(v))].map((v) =>
      withOrders(piecesThat(v.clause, categoryOrOrder).filter(({ means }) => !means.ok)),
    ),
  )
  const excepted = union(verdicts.map((v) => exceptedIn(v.clause)))
  const open = accepted.filter((key) => !excepted.includes(key))
  if (isYes || (excepted.length > 0 && (sides.keeps.length > 0 || verdicts.every(namesException)))) {
    const scope = open.length === 0 && excepted.length > 0 ? without(excepted, keys) : open
    return answered('opt_in', scope, 'yes-to-request', 'The open request is accepted.')
  }
  if (sides.keeps.length > 0)
    return answered('opt_in', accepted, 'partial-acceptance', 'The open request is accepted in part.')
  if (thatAct(verdicts, 'stay').length > 0) return none('negated-stop', 'The stop word is negated.', [])
  return null
}

/** "the order I don't want any more, can you cancel it?": what is named before the refusal is what it is about. */
function refusesThing({ clause, pieces }: Verdict): boolean {
  if (clause.means.message || clause.means.category) return false
  const at = Math.min(...pieces.map((piece) => piece.at))
  return clause.pieces.some(({ means, at: place }) => means.other && !means.courtesy && place < at)
}

const besideYes = meaningsOf(
  'keep',
  'contact',
  'send',
  'receive',
  'again',
  'me',
  'courtesy',
  'want',
  'on',
  'all',
  'and',
)

const besideTakenBack = meaningsOf('takeBack', 'me', 'yes', 'courtesy')

/** "yes, send them again": an answer, or what an answer with no more to it goes on with. */
function goesOnWithYes(verdict: Verdict, sides: Sides): boolean {
  if (sides.answers.some((one) => one.verdict === verdict)) return true
  const { act, clause } = verdict
  // "yes, I've changed my mind": what is taken back is the earlier stop.
  if (act === 'takeBack') return allMean(clause.pieces, besideTakenBack)
  return clause.unknown.length === 0 && clause.idle === 0 && allMean(clause.pieces, besideYes)
}

const besideException = meaningsOf('except', 'all', 'category', 'order', 'message', 'courtesy', 'and')

/** "everything but the newsletter" and nothing else is an answer too. */
function namesException({ clause }: Verdict): boolean {
  return !clause.asks && clause.unknown.length === 0 && allMean(clause.pieces, besideException)
}

/** A yes and a no: each to its own categories, or a contradiction (POLICY §4). */
function decideMixed(
  verdicts: readonly Verdict[],
  sides: Sides,
  keys: readonly string[],
  answered: (
    intent: 'opt_in' | 'opt_out',
    categories: readonly string[],
    rule: string,
    because: string,
  ) => Decision,
): Decision {
  // "surveys - yes, news - no": the answer may stand apart from what it answers.
  const topicOf = (verdict: Verdict, index: number): Verdict => {
    const before = verdicts[index - 1]
    const isTopic =
      before !== undefined && before.clause.sentence === verdict.clause.sentence && isFragment(before)
    return isTopic && !(verdict.clause.means.category || verdict.clause.means.order) ? before : verdict
  }
  const named = (kind: string): readonly string[] =>
    union(
      sides.answers
        .filter(({ answer }) => answer.kind === kind)
        .map(({ verdict, index }) => topicOf(verdict, index))
        .map(({ clause }) => withOrders(piecesThat(clause, categoryOrOrder))),
    )
  const accepted = union([named('yes'), named('ok')])
  const refused = named('no')
  if (accepted.length > 0)
    return answered('opt_in', accepted, 'partial-acceptance', 'Some categories are accepted, others refused.')
  if (refused.length > 0)
    return answered(
      'opt_in',
      without(refused, keys),
      'partial-acceptance',
      'All but the refused categories are accepted.',
    )
  return ask('yes-and-no', 'The message says both yes and no.', [])
}
