import type { Clause } from './clauses.ts'
import {
  ask,
  asScope,
  type Decision,
  isAffirmed,
  isConditional,
  isUnmarkedYes,
  none,
  type Sides,
  thatAct,
  without,
} from './decision.ts'
import { union, type Verdict } from './judgement.ts'
import type { ReplyContext } from './reading.ts'
import { exceptedIn } from './scope.ts'

/** A groan, or what is tiresome or too much, and nothing that says what else to do. */
function isMood({ rule }: Verdict): boolean {
  return rule === 'groan' || rule === 'too-many'
}

function isKeeping(clause: Clause): boolean {
  return clause.means.keep && !(clause.means.category || clause.means.again)
}

function isWavering({ means }: Clause['pieces'][number]): boolean {
  return means.maybe || means.undecided
}

export function decideWish(
  verdicts: readonly Verdict[],
  sides: Sides,
  context: ReplyContext,
  keys: readonly string[],
): Decision | null {
  const [help] = thatAct(verdicts, 'help')
  // "if one can leave later, then yes": a condition of the answer, not a question.
  const isCondition = help?.clause.asks === false && help.clause.means.condition
  if (context.pending && isCondition && isAffirmed(sides))
    return none('conditional-answer', 'The answer depends on a condition; the request stays open.', verdicts)
  if (help !== undefined) {
    const isPreferences = help.rule === 'preferences-keyword'
    return {
      intent: isPreferences ? 'preferences' : 'help',
      categories: [],
      basis: 'wish',
      confidence: 0.9,
      rule: help.rule,
      verdicts: [help],
      answers: [],
      because: 'The message asks how messages and choices work.',
    }
  }
  if (context.pending && isAffirmed(sides) && isConditional(verdicts, sides))
    return none('conditional-answer', 'The answer depends on a condition; the request stays open.', verdicts)
  const mayCome = context.pending || context.state === 'opted_out'
  // A question about an open request is no complaint about messages.
  // "no thank you, I get too many already": an open request is refused, whatever the reason.
  const isRefused =
    context.pending && sides.answers.some(({ answer }) => answer.kind === 'no' && answer.isBare)
  const doubts = thatAct(verdicts, 'unclear').filter(
    (verdict) =>
      !isRefused &&
      // "don't stop these, they help me a lot": praise beside staying is no complaint.
      !(verdict.rule === 'too-many' && thatAct(verdicts, 'stay').length > 0) &&
      !(context.pending && verdict.clause.asks) &&
      // "I am in two minds about this": about an open request one is undecided, not about to leave.
      !(context.pending && verdict.pieces.length > 0 && verdict.pieces.every(isWavering)) &&
      // "if it is only once a week, ok": a condition of coming, not a threat to leave.
      !(mayCome && (verdict.clause.means.if || verdict.clause.means.condition)) &&
      // "what for, no", "no, how annoying": with a request open, a groan beside a no is the no.
      !(
        context.pending &&
        sides.answers.some(
          ({ answer }) =>
            answer.kind === 'no' && (verdict.rule === 'groan' || (isMood(verdict) && answer.isBare)),
        )
      ) &&
      !(verdict.rule === 'limited-hours' && sides.answers.some(({ answer }) => answer.kind === 'no')),
  )
  if (doubts.length > 0)
    return ask(
      doubts[0]?.rule ?? 'unclear',
      'There may be a wish to stop in it, but it is not clear.',
      doubts,
    )
  const grants = sides.grants.filter(
    (grant) => !grant.isWeak || context.pending || context.state === 'opted_out',
  )
  if (grants.length === 0) return null
  // "put me on it again" and "another time" can be one word.
  const isOpen = ({ means }: Clause['pieces'][number]): boolean =>
    means.maybe || means.condition || means.if || (means.undecided && !means.again)
  const isUndecided = verdicts.some(
    ({ rule, clause }) => rule !== 'wish-to-be-told' && !isUnmarkedYes(clause) && clause.pieces.some(isOpen),
  )
  // "keep the messages coming", from somebody who gets them, asks for no change.
  const keepsOn = thatAct(verdicts, 'stay').length > 0 || grants.every(({ clause }) => isKeeping(clause))
  if (keepsOn && context.state === 'opted_in' && !context.pending)
    return none('negated-stop', 'The contact wants messages to go on as they do.', grants)
  if (isUndecided)
    return none('undecided', 'The wish to receive messages depends on something or is put off.', grants)
  const excepted = union(grants.map((grant) => exceptedIn(grant.clause)))
  const named = union(grants.map((grant) => grant.categories)).filter((key) => !excepted.includes(key))
  const isAll = grants.some((grant) => grant.categories.length === 0) || named.length === 0
  const categories = isAll ? (excepted.length > 0 ? without(excepted, keys) : []) : named
  return {
    intent: 'opt_in',
    categories: asScope(categories, keys),
    basis: 'wish',
    confidence: 0.93,
    rule: grants[0]?.rule ?? 'grant',
    verdicts: grants,
    answers: [],
    because: 'The message plainly asks to receive messages.',
  }
}
