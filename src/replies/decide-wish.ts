import {
  ask,
  asScope,
  type Decision,
  isAffirmed,
  isConditional,
  none,
  type Sides,
  thatAct,
  union,
  without,
} from './decision.ts'
import { hasAny, type Verdict } from './judgement.ts'
import type { ReplyContext } from './reading.ts'
import { exceptedIn } from './scope.ts'

/** A groan, or what is tiresome or too much, and nothing that says what else to do. */
function isMood({ rule }: Verdict): boolean {
  return rule === 'groan' || rule === 'too-many'
}

export function decideWish(
  verdicts: readonly Verdict[],
  sides: Sides,
  context: ReplyContext,
  keys: readonly string[],
): Decision | null {
  const [help] = thatAct(verdicts, 'help')
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
  const doubts = thatAct(verdicts, 'unclear').filter(
    (verdict) =>
      !(context.pending && verdict.clause.asks) &&
      // "if it is only once a week, ok": a condition of coming, not a threat to leave.
      !(mayCome && hasAny(verdict.clause, 'if', 'condition')) &&
      // "no, how annoying": the open request is refused.
      !(verdict.rule === 'limited-hours' && sides.answers.some(({ answer }) => answer.kind === 'no')) &&
      !(
        context.pending &&
        isMood(verdict) &&
        sides.answers.some(({ answer }) => answer.kind === 'no' && answer.isBare)
      ),
  )
  if (doubts.length > 0)
    return ask(
      doubts[0]?.rule ?? 'unclear',
      'There may be a wish to stop in it, but it is not clear.',
      doubts,
    )
  const isUndecided = verdicts.some((verdict) =>
    hasAny(verdict.clause, 'undecided', 'maybe', 'condition', 'if'),
  )
  const grants = sides.grants.filter(
    (grant) => !grant.isWeak || context.pending || context.state === 'opted_out',
  )
  if (grants.length === 0) return null
  const isStaying = thatAct(verdicts, 'stay').length > 0 && context.state === 'opted_in' && !context.pending
  if (isStaying) return none('negated-stop', 'The contact wants messages to go on as they do.', grants)
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
