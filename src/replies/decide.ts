import { type Answer, answerIn, oppositeAnswer } from './answers.ts'
import { type Act, hasAny, piecesThat, type Verdict } from './judgement.ts'
import type { Meaning } from './lexicon-schema.ts'
import type { ReplyContext } from './reading.ts'
import { exceptedIn, withOrders } from './scope.ts'

/** The outcome before it is put into words for the auditor. */
export interface Decision {
  readonly intent: 'opt_in' | 'opt_out' | 'help' | 'preferences' | 'none' | 'ambiguous'
  readonly categories: readonly string[]
  readonly basis: 'answer' | 'wish'
  readonly confidence: number
  readonly rule: string
  readonly verdicts: readonly Verdict[]
  readonly answers: readonly Answer[]
  readonly because: string
}

export interface Case {
  readonly verdicts: readonly Verdict[]
  readonly context: ReplyContext
  readonly categoryKeys: readonly string[]
}

interface Sides {
  readonly revokes: readonly Verdict[]
  readonly onlys: readonly Verdict[]
  readonly grants: readonly Verdict[]
  readonly keeps: readonly Verdict[]
  readonly answers: readonly { readonly answer: Answer; readonly verdict: Verdict; readonly index: number }[]
}

function thatAct(verdicts: readonly Verdict[], act: Act): readonly Verdict[] {
  return verdicts.filter((verdict) => verdict.act === act)
}

const none = (
  rule: string,
  because: string,
  verdicts: readonly Verdict[] = [],
  confidence = 0.9,
): Decision => ({
  intent: 'none',
  categories: [],
  basis: 'wish',
  confidence,
  rule,
  verdicts,
  answers: [],
  because,
})

const ask = (rule: string, because: string, verdicts: readonly Verdict[], confidence = 0.7): Decision => ({
  intent: 'ambiguous',
  categories: [],
  basis: 'wish',
  confidence,
  rule,
  verdicts,
  answers: [],
  because,
})

/** Decides the message from its clauses and the context (POLICY §4, §5). */
export function decide({ verdicts: all, context, categoryKeys }: Case): Decision {
  const verdicts = withFragments(withPronouns(withoutCrowded(withQuestions(all))))
  const sides: Sides = {
    revokes: thatAct(verdicts, 'revoke'),
    onlys: thatAct(verdicts, 'only'),
    grants: thatAct(verdicts, 'grant'),
    keeps: thatAct(verdicts, 'keep'),
    answers: answersOf(verdicts),
  }
  const decision =
    decideRevocation(verdicts, sides, context, categoryKeys) ??
    decideWish(verdicts, sides, context, categoryKeys) ??
    decideAnswer(verdicts, sides, context, categoryKeys) ??
    none('ordinary-message', 'Nothing in the message asks for messages to stop or to start.', [])
  return withoutOpenStop(decision, verdicts)
}

/** A yes beside a stop word grants nothing, however the two were read (POLICY §4). */
function withoutOpenStop(decision: Decision, verdicts: readonly Verdict[]): Decision {
  if (decision.intent !== 'opt_in' || decision.basis !== 'answer' || decision.rule === 'partial-acceptance')
    return decision
  const stops = verdicts.filter(({ clause }) =>
    clause.pieces.some(({ signal }) => signal.meanings.includes('optOut')),
  )
  if (stops.length === 0) return decision
  return ask('yes-and-stop', 'The message says both yes and stop.', stops)
}

function answersOf(verdicts: readonly Verdict[]): Sides['answers'] {
  return verdicts.flatMap((verdict, index) => {
    if (verdict.act === 'ordinary' || verdict.act === 'help') return []
    const answer = answerIn(verdict.clause)
    if (answer === null) return []
    const against = answer.isBare ? oppositeAnswer(verdict.clause, answer) : null
    const both = against === null ? [answer] : [answer, against]
    return both.map((one) => ({ answer: one, verdict, index }))
  })
}

/** "which word do I send, to stop the ads?": what follows the question is asked about, not wished for. */
function withQuestions(verdicts: readonly Verdict[]): readonly Verdict[] {
  const asking = new Set(
    verdicts
      .filter(({ clause }) => clause.asks && hasAny(clause, 'how'))
      .map(({ clause }) => clause.sentence),
  )
  return verdicts.map((verdict) => {
    const isAsked = asking.has(verdict.clause.sentence) && !hasAny(verdict.clause, 'how')
    const isWish = verdict.act === 'revoke' || verdict.act === 'grant'
    return isAsked && isWish ? { ...verdict, act: 'help' as const, rule: 'asks-how-messages-work' } : verdict
  })
}

const besidesKeyword: readonly Meaning[] = [
  'courtesy',
  'common',
  'yes',
  'ok',
  'no',
  'optInWeak',
  'undecided',
  'maybe',
  'takeBack',
]

/** END or HELP beside other talk is about that talk; alone it is the keyword (POLICY §3). */
function withoutCrowded(verdicts: readonly Verdict[]): readonly Verdict[] {
  const leavesRoom = verdicts.every(
    (verdict) =>
      verdict.needsRoom ||
      verdict.act === 'revoke' ||
      verdict.act === 'grant' ||
      verdict.act === 'takeBack' ||
      verdict.act === 'undecided' ||
      (verdict.clause.unknown.length <= 1 &&
        verdict.clause.pieces.every((piece) => besidesKeyword.some((meaning) => piece.means.has(meaning)))),
  )
  if (leavesRoom) return verdicts
  return verdicts.map((verdict) => (verdict.needsRoom ? { ...verdict, act: 'nothing' as const } : verdict))
}

const inherits: ReadonlySet<string> = new Set(
  ['stop', 'dontSend', 'dontWant', 'dontReceive', 'noMore'].map((meaning) => `revocation-${meaning}`),
)

/**
 * "I won't answer surveys, stop sending them": a wish that names nothing is about what was named before it,
 * in the same sentence or by a pronoun.
 */
function withPronouns(verdicts: readonly Verdict[]): readonly Verdict[] {
  let lastNamed: readonly string[] = []
  let lastSentence = -1
  return verdicts.map((verdict) => {
    const { clause } = verdict
    const here = withOrders(piecesThat(clause, 'category').filter((piece) => !piece.means.has('courtesy')))
    const before = lastNamed
    const isSameSentence = lastSentence === clause.sentence
    if (here.length > 0) {
      lastNamed = here
      lastSentence = clause.sentence
    }
    const isVague = here.length === 0 && !hasAny(clause, 'message', 'all', 'list', 'number')
    if (!isVague || before.length === 0 || verdict.categories.length > 0) return verdict
    const pointsBack = hasAny(clause, 'this') || (isSameSentence && inherits.has(verdict.rule))
    if (verdict.act === 'revoke' && pointsBack && !verdict.needsRoom)
      return { ...verdict, categories: before }
    if (verdict.act === 'refuse' && hasAny(clause, 'this'))
      return { ...verdict, act: 'revoke' as const, categories: before }
    return verdict.act === 'grant' && isSameSentence ? { ...verdict, categories: before } : verdict
  })
}

const listable: ReadonlySet<Act> = new Set<Act>(['revoke', 'grant', 'keep', 'only', 'refuse'])

/** "unsubscribe: offers and feedback": clauses that only name categories continue the wish beside them. */
function withFragments(verdicts: readonly Verdict[]): readonly Verdict[] {
  const result = [...verdicts]
  result.forEach((verdict, index) => {
    if (!isFragment(verdict)) return
    const categories = withOrders(piecesThat(verdict.clause, 'category'))
    const before = result[index - 1]
    const after = result[index + 1]
    if (
      before !== undefined &&
      listable.has(before.act) &&
      (before.act !== 'revoke' || !hasAny(before.clause, 'all', 'message') || before.categories.length > 0)
    ) {
      const act = before.act === 'refuse' ? 'revoke' : before.act
      result[index] = {
        ...verdict,
        act,
        rule: before.rule,
        categories: [...new Set([...before.categories, ...categories])].sort(),
        spared: before.spared,
      }
      result[index - 1] = { ...before, act: 'nothing' }
      return
    }
    if (
      after !== undefined &&
      ['revoke', 'refuse', 'grant'].includes(after.act) &&
      after.categories.length === 0 &&
      !hasAny(after.clause, 'all', 'message', 'list', 'number')
    ) {
      result[index + 1] = { ...after, act: after.act === 'grant' ? 'grant' : 'revoke', categories }
    }
  })
  return result
}

function isFragment(verdict: Verdict): boolean {
  const { clause } = verdict
  if (verdict.act !== 'nothing' || clause.unknown.length > 0 || clause.asks) return false
  return (
    hasAny(clause, 'category') &&
    !piecesThat(clause, 'category').every((piece) => piece.means.has('courtesy')) &&
    clause.pieces.every((piece) =>
      ['category', 'courtesy', 'and', 'common', 'message', 'this'].some((meaning) =>
        piece.means.has(meaning as 'category'),
      ),
    )
  )
}

function union(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].sort()
}

function asScope(categories: readonly string[], keys: readonly string[]): readonly string[] {
  return categories.length === 0 || keys.every((key) => categories.includes(key)) ? ['*'] : categories
}

function without(categories: readonly string[], keys: readonly string[]): readonly string[] {
  return keys.filter((key) => !categories.includes(key))
}

function isAffirmed(sides: Sides): boolean {
  return (
    sides.answers.some(({ answer }) => answer.kind === 'yes' || answer.kind === 'ok') ||
    sides.revokes.some(({ clause, rule }) => rule === 'opt-out-keyword' && hasAny(clause, 'yes', 'ok'))
  )
}

/** A stop that is withdrawn, doubted or set against a wish to stay or return (POLICY §5.9). */
function contradicts(verdicts: readonly Verdict[], sides: Sides): boolean {
  const lastRevoke = verdicts.reduce((last, verdict, index) => (verdict.act === 'revoke' ? index : last), -1)
  const isTakenBack = verdicts.some((verdict, index) => verdict.act === 'takeBack' && index > lastRevoke)
  const isDeniedAfter = sides.answers.some(
    ({ answer, index, verdict }) =>
      index > lastRevoke &&
      answer.kind === 'no' &&
      answer.isBare &&
      verdict.act !== 'revoke' &&
      // "Stop. No thanks" says it twice; only a lone "no" takes it back.
      verdict.clause.pieces.length === 1 &&
      !hasAny(verdict.clause, 'dontWant', 'noMore'),
  )
  const staysOn = verdicts.some((verdict) => verdict.act === 'stay')
  const grantsAll = sides.grants.some((grant) => grant.categories.length === 0)
  return isTakenBack || isDeniedAfter || staysOn || grantsAll
}

function decideRevocation(
  verdicts: readonly Verdict[],
  sides: Sides,
  context: ReplyContext,
  keys: readonly string[],
): Decision | null {
  const { revokes, onlys, keeps, grants } = sides
  if (onlys.length > 0) return decideOnly(sides, context, keys)
  if (revokes.length === 0) return decideDoubtedStop(verdicts)
  if (isJoke(verdicts)) return none('said-in-fun', 'The word is said in fun.', revokes)
  if (contradicts(verdicts, sides)) {
    return ask(
      'contradiction',
      'The message asks to stop and takes that back.',
      verdicts.filter((v) => v.act !== 'nothing'),
    )
  }
  const kept = union([...keeps, ...grants].map((verdict) => verdict.categories))
  const excepted = verdicts.map((verdict) => exceptedIn(verdict.clause))
  const spared = union([...revokes.map((verdict) => verdict.spared), ...excepted, kept])
  const named = union(revokes.map((verdict) => verdict.categories)).filter((key) => !kept.includes(key))
  const isAll = revokes.some((verdict) => verdict.categories.length === 0)
  if (context.pending && (isAffirmed(sides) || (kept.length > 0 && !isAll))) {
    if (isAll && spared.length === 0)
      return ask('yes-and-stop', 'The message says both yes and stop.', verdicts)
    const accepted = kept.length > 0 || isAll ? spared : without(named, keys)
    return {
      intent: 'opt_in',
      categories: asScope(accepted, keys),
      basis: 'answer',
      confidence: 0.85,
      rule: 'partial-acceptance',
      verdicts: revokes,
      answers: sides.answers.map(({ answer }) => answer),
      because: 'The open request is accepted in part: only what was accepted counts.',
    }
  }
  const scope = isAll ? without(spared, keys) : named
  const first = revokes[0]
  const isPlain = revokes.some((verdict) => verdict.rule.includes('keyword'))
  return {
    intent: 'opt_out',
    categories: isAll && spared.length === 0 ? ['*'] : asScope(scope, keys),
    basis: 'wish',
    confidence: isPlain ? 0.99 : 0.92,
    rule: first?.rule ?? 'revocation',
    verdicts: [...revokes, ...keeps],
    answers: [],
    because: isPlain
      ? 'The message is an opt-out keyword.'
      : 'The message asks not to be sent messages any more.',
  }
}

const fewTokens = 12

/** "stop i think?? not sure": a stop word and a doubt about it in a short message (POLICY §5.9). */
function decideDoubtedStop(verdicts: readonly Verdict[]): Decision | null {
  const length = verdicts.reduce((sum, verdict) => sum + verdict.clause.tokens.length, 0)
  const stops = verdicts.filter(
    (verdict) =>
      hasAny(verdict.clause, 'optOut') &&
      verdict.clause.unknown.length <= 1 &&
      !hasAny(verdict.clause, 'other', 'order', 'how', 'mayI', 'dontStop', 'said'),
  )
  const doubts = verdicts.filter((verdict) => hasAny(verdict.clause, 'undecided', 'maybe', 'takeBack'))
  if (length > fewTokens || stops.length === 0 || doubts.length === 0) return null
  return ask('doubted-stop', 'A stop word, and a doubt about it.', [...stops, ...doubts])
}

/** "stop it, you're making me blush haha": laughter and other talk around a bare stop word (POLICY §5.6). */
function isJoke(verdicts: readonly Verdict[]): boolean {
  const laughs = verdicts.some((verdict) => hasAny(verdict.clause, 'laugh'))
  const talks = verdicts.some((verdict) => verdict.act === 'nothing' && verdict.clause.unknown.length > 0)
  const isBare = verdicts.every(
    (verdict) =>
      verdict.act !== 'revoke' ||
      (verdict.categories.length === 0 &&
        !hasAny(
          verdict.clause,
          'message',
          'list',
          'number',
          'send',
          'contact',
          'saysOptOut',
          'sendsPacking',
          'unsubscribe',
        )),
  )
  return laughs && talks && isBare
}

function decideOnly(sides: Sides, context: ReplyContext, keys: readonly string[]): Decision {
  const wanted = union([...sides.onlys, ...sides.keeps].map((verdict) => verdict.categories))
  const holds = context.state === 'opted_in' && !context.pending
  return {
    intent: holds ? 'opt_out' : 'opt_in',
    categories: asScope(holds ? without(wanted, keys) : wanted, keys),
    basis: holds || sides.answers.length === 0 ? 'wish' : 'answer',
    confidence: 0.85,
    rule: 'only-these',
    verdicts: sides.onlys,
    answers: [],
    because: holds
      ? 'The contact keeps only the named categories.'
      : 'The contact accepts only the named categories.',
  }
}

function decideWish(
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
  const isConditional =
    isAffirmed(sides) && verdicts.some((verdict) => hasAny(verdict.clause, 'condition', 'if'))
  if (context.pending && isConditional)
    return none('conditional-answer', 'The answer depends on a condition; the request stays open.', verdicts)
  // A question about an open request is no complaint about messages.
  const doubts = thatAct(verdicts, 'unclear').filter(
    (verdict) => !(context.pending && verdict.clause.asks && verdict.rule === 'too-many'),
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

function decideAnswer(
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
    const refusals = thatAct(verdicts, 'refuse')
    if (
      refusals.some((verdict) => hasAny(verdict.clause, 'saysNotInterested')) &&
      context.state === 'opted_in'
    ) {
      return ask(
        'lack-of-interest',
        'Lack of interest, with nothing asked: it may be meant as a stop.',
        refusals,
      )
    }
    const isWholeYes =
      context.state === 'opted_out' &&
      says('yes') &&
      !says('ok') &&
      !says('no') &&
      !says('undecided') &&
      sides.answers.length === verdicts.length &&
      answers.every((answer) => answer.isBare) &&
      !verdicts.some((verdict) => verdict.clause.asks)
    if (isWholeYes)
      return answered('opt_in', [], 'yes-after-opt-out', 'After an opt-out a yes brings the messages back.')
    return answers.length > 0
      ? none('answer-without-question', 'An answer, but nothing was asked: consent does not change.', [])
      : null
  }
  if (verdicts.some((verdict) => hasAny(verdict.clause, 'condition', 'if'))) {
    return none('conditional-answer', 'The answer depends on a condition; the request stays open.', verdicts)
  }
  const isNo = says('no') || thatAct(verdicts, 'refuse').length > 0
  const isYes = says('yes') || says('ok')
  if (says('undecided') && !isNo) return none('undecided', 'Neither yes nor no; the request stays open.', [])
  if (isYes && isNo) return decideMixed(sides, keys, answered)
  if (isNo) {
    const refused = union(
      verdicts.filter((v) => v.act === 'refuse').map((v) => withOrders(piecesThat(v.clause, 'category'))),
    )
    return answered('opt_out', refused, 'no-to-request', 'The open request is refused.')
  }
  const accepted = union(
    [...sides.keeps, ...verdicts.filter((v) => isFragment(v))].map((v) =>
      withOrders(piecesThat(v.clause, 'category', 'order')),
    ),
  )
  const excepted = union(verdicts.map((v) => exceptedIn(v.clause)))
  const open = accepted.filter((key) => !excepted.includes(key))
  if (isYes || (excepted.length > 0 && sides.keeps.length > 0)) {
    const scope = open.length === 0 && excepted.length > 0 ? without(excepted, keys) : open
    return answered('opt_in', scope, 'yes-to-request', 'The open request is accepted.')
  }
  if (sides.keeps.length > 0)
    return answered('opt_in', accepted, 'partial-acceptance', 'The open request is accepted in part.')
  if (thatAct(verdicts, 'stay').length > 0) return none('negated-stop', 'The stop word is negated.', [])
  return null
}

/** A yes and a no: each to its own categories, or a contradiction (POLICY §4). */
function decideMixed(
  sides: Sides,
  keys: readonly string[],
  answered: (
    intent: 'opt_in' | 'opt_out',
    categories: readonly string[],
    rule: string,
    because: string,
  ) => Decision,
): Decision {
  const named = (kind: string): readonly string[] =>
    union(
      sides.answers
        .filter(({ answer }) => answer.kind === kind)
        .map(({ verdict }) => withOrders(piecesThat(verdict.clause, 'category', 'order'))),
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
