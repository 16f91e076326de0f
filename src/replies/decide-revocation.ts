import type { Clause } from './clauses.ts'
import { ask, asScope, type Decision, isAffirmed, none, type Sides, thatAct, without } from './decision.ts'
import { allMean, meansAny, piecesThat, union, type Verdict, wordsIn } from './judgement.ts'
import { categoryOrOrder, categoryWords, saysEnoughWords } from './meaning-lists.ts'
import { type Meanings, meaningsOf } from './meanings.ts'
import type { ReplyContext } from './reading.ts'
import { exceptedIn, withOrders } from './scope.ts'

/** A stop that is withdrawn, doubted or set against a wish to stay or return (POLICY §5.9). */
function contradicts(verdicts: readonly Verdict[], sides: Sides): boolean {
  const lastRevoke = verdicts.reduce((last, verdict, index) => (verdict.act === 'revoke' ? index : last), -1)
  const isTakenBack = verdicts.some(
    (verdict, index) =>
      verdict.act === 'takeBack' &&
      !isLettingGo(verdict, verdicts[index - 1]) &&
      (index > lastRevoke ||
        (index > 0 && verdicts.slice(index + 1).every((next) => isLettingBe(next, verdict)))),
  )
  const isDeniedAfter = sides.answers.some(
    ({ answer, index, verdict }) =>
      index > lastRevoke &&
      answer.kind === 'no' &&
      answer.isBare &&
      verdict.act !== 'revoke' &&
      // "Stop. No thanks" says it twice; only a lone "no" takes it back ("stop, hm no").
      verdict.clause.pieces.every(
        ({ means, signal }, at) =>
          (means.no && isOneWord(signal, verdict.clause)) || (at === 0 && means.undecided),
      ) &&
      // "no texts. None." says it twice.
      !(verdict.clause.means.noMore && sides.revokes.some(({ rule }) => rule === 'revocation-noMore')) &&
      // One word may be "no" and "no more" (нет, nie).
      !verdict.clause.pieces.some(({ means }) => means.noMore && !means.no) &&
      !(verdict.clause.means.dontWant || verdict.clause.means.saysNotInterested) &&
      // "I don't want any, not today, never" denies once more.
      !(
        verdict.clause.means.not &&
        sides.revokes.some(({ pieces }) => pieces.some((piece) => piece.means.dontWant))
      ),
  )
  // "Unsubscribe. Though ... I don't know": the last word is a doubt.
  const isDoubtedAfter = verdicts.some(
    ({ clause }, index) =>
      index > lastRevoke &&
      clause.unknown.length === 0 &&
      // "... I'm busy" is a reason.
      piecesThat(clause, undecidedWords).some(({ means }) => !means.courtesy) &&
      allMean(clause.pieces, besideDoubt),
  )
  // "no more ads, the deliveries may go on" keeps one kind; the same kind, or all, is a contradiction.
  const revoked = union(sides.revokes.map((revoke) => revoke.categories))
  const staysOn = verdicts.some(
    ({ act, categories, clause }) =>
      act === 'stay' &&
      !clause.means.rest &&
      // "I told you to stop, and you still go on": what goes on is blamed, not wanted.
      !(clause.means.still && sides.revokes.some((revoke) => revoke.clause.means.said)) &&
      (categories.length === 0 || categories.some((key) => revoked.includes(key))),
  )
  // "happy to get your texts, but the adverts have to stop" is about the adverts.
  const revokesAll = sides.revokes.some((revoke) => revoke.categories.length === 0)
  const grantsAll = revokesAll && sides.grants.some((grant) => grant.categories.length === 0)
  return isTakenBack || isDeniedAfter || isDoubtedAfter || staysOn || grantsAll
}

function isOneWord({ start, end }: Clause['pieces'][number]['signal'], clause: Clause): boolean {
  return end - start === 1 || clause.tokens[start - clause.start]?.unit === true
}

const undecidedWords = meaningsOf('undecided')
const besideDoubt = meaningsOf('undecided', 'courtesy', 'me', 'this')

/** "ये मैसेज नहीं चाहिए, रहने दो": "leave it", right behind what is not wanted, goes on refusing it. */
function isLettingGo({ pieces, clause }: Verdict, before: Verdict | undefined): boolean {
  if (before?.act !== 'revoke' || before.clause.sentence !== clause.sentence) return false
  const isRefused = before.clause.means.dontWant || before.clause.means.saysOptOut
  return isRefused && clause.objectFirst && pieces.every(({ means }) => means.no)
}

/** "Unsubscribe. Oh no, leave it": after what is taken back, a bare verb of leaving goes with it. */
function isLettingBe(next: Verdict, takenBack: Verdict): boolean {
  if (next.act !== 'revoke') return true
  const isBare = next.rule === 'revocation-stop' || (next.rule === 'enough' && next.clause.tokens.length <= 2)
  return isBare && next.needsRoom && next.clause.sentence === takenBack.clause.sentence
}

/** "I need the codes, spare me the rest": what was named is not the rest. */
function namedBesideTheRest(verdicts: readonly Verdict[], revokes: readonly Verdict[]): readonly string[] {
  const meansRest = revokes.some(({ clause, categories }) => categories.length === 0 && clause.means.rest)
  if (!meansRest) return []
  const others = verdicts.filter(({ act }) => act !== 'revoke')
  // "my orders and the codes interest me": a list names orders beside a kind of message.
  return union(
    others.map(({ clause }) =>
      withOrders(piecesThat(clause, clause.means.and ? categoryOrOrder : categoryWords)),
    ),
  )
}

/** "no surveys, the rest may stay" */
function keepsTheRest({ act, clause }: Verdict): boolean {
  return (
    act === 'nothing' &&
    !clause.asks &&
    clause.unknown.length === 0 &&
    clause.means.all &&
    (clause.means.keep || clause.means.ok || clause.means.yes || clause.means.on) &&
    !(clause.means.category || clause.means.order || clause.means.other)
  )
}

export function decideRevocation(
  verdicts: readonly Verdict[],
  sides: Sides & { readonly laughs: boolean },
  context: ReplyContext,
  keys: readonly string[],
): Decision | null {
  const { revokes, onlys, keeps, grants } = sides
  if (onlys.length > 0) return decideOnly(sides, context, keys)
  if (revokes.length === 0) return grants.length > 0 ? null : decideDoubtedStop(verdicts, context)
  if (isJoke(verdicts, sides.laughs)) return none('said-in-fun', 'The word is said in fun.', revokes)
  if (contradicts(verdicts, sides)) {
    return ask(
      'contradiction',
      'The message asks to stop and takes that back.',
      verdicts.filter((v) => v.act !== 'nothing'),
    )
  }
  const isAll = revokes.some((verdict) => verdict.categories.length === 0)
  const kept = union([
    ...[...keeps, ...grants, ...thatAct(verdicts, 'stay')].map((verdict) => verdict.categories),
    ...(isAll ? [] : revokes.map((verdict) => verdict.spared)),
  ])
  const excepted = verdicts.map((verdict) => exceptedIn(verdict.clause))
  const spared = union([
    ...revokes.map((verdict) => verdict.spared),
    ...excepted,
    kept,
    namedBesideTheRest(verdicts, revokes),
  ])
  const revoked = union(revokes.map((verdict) => verdict.categories))
  const unkept = revoked.filter((key) => !kept.includes(key))
  const named = unkept.length > 0 ? unkept : revoked
  const acceptsInPart =
    isAffirmed(sides) ||
    kept.length > 0 ||
    verdicts.some((verdict) => verdict.rule === 'all-but-these' || keepsTheRest(verdict))
  if (context.pending && acceptsInPart) {
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
function decideDoubtedStop(verdicts: readonly Verdict[], context: ReplyContext): Decision | null {
  const doubts = verdicts.filter(
    (verdict) =>
      verdict.clause.means.undecided || verdict.clause.means.maybe || verdict.clause.means.takeBack,
  )
  if (doubts.length === 0) return null
  const length = wordsIn({ tokens: verdicts.flatMap(({ clause }) => clause.tokens) })
  const stops = verdicts.filter(
    (verdict) =>
      verdict.rule !== 'said-in-surprise' &&
      (verdict.clause.means.optOut ||
        // "I sent stop by mistake"
        (verdict.act === 'takeBack' &&
          (verdict.clause.means.optOutAlone || verdict.clause.means.saysOptOut))) &&
      verdict.clause.unknown.length <= 1 &&
      !meansAny(verdict.clause, notMeant),
  )
  if (verdicts.some(({ act }) => act === 'help')) return null
  if (length > fewTokens || stops.length === 0) return null
  // "I opted out by mistake, please undo it": what is taken back is the stop that counts now.
  const takenBack = thatAct(verdicts, 'takeBack')
  if (context.state === 'opted_out' && !context.pending && takenBack.length > 1)
    return {
      intent: 'opt_in',
      categories: ['*'],
      basis: 'wish',
      confidence: 0.85,
      rule: 'stop-undone',
      verdicts: takenBack,
      answers: [],
      because: 'The earlier opt-out was a mistake, and is asked to be undone.',
    }
  return ask('doubted-stop', 'A stop word, and a doubt about it.', [...stops, ...doubts])
}

/** "stop it, you're making me blush haha": laughter and other talk around a bare stop word (POLICY §5.6). */
function isJoke(verdicts: readonly Verdict[], hasLaughter: boolean): boolean {
  const laughs = hasLaughter || verdicts.some((verdict) => verdict.clause.means.laugh)
  // "with all these texts my husband thinks things, haha, please stop them"
  if (!laughs || verdicts.some(({ act, clause }) => act === 'nothing' && clause.means.message)) return false
  const talks = verdicts.some(
    (verdict) =>
      verdict.act === 'nothing' &&
      (verdict.clause.unknown.length > 0 ||
        verdict.clause.idle > 0 ||
        verdict.clause.asks ||
        piecesThat(verdict.clause, laughWords).some(({ signal }) => signal.end - signal.start > 1)),
  )
  const isBare = verdicts.every(
    (verdict) =>
      verdict.act !== 'revoke' ||
      (verdict.categories.length === 0 &&
        !meansAny(verdict.clause, outspoken) &&
        // "that's enough" is outspoken, unless the phrase is a bare stop word as well.
        piecesThat(verdict.clause, saysEnoughWords).every(({ means }) => isStopWord(means))),
  )
  return talks && isBare
}

function isStopWord(means: Meanings): boolean {
  return means.optOut || means.optOutAlone
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

const laughWords = meaningsOf('laugh')

const notMeant = meaningsOf('other', 'order', 'how', 'mayI', 'dontStop', 'said')

const outspoken = meaningsOf(
  'message',
  'list',
  'number',
  'send',
  'contact',
  'saysOptOut',
  'sendsPacking',
  'unsubscribe',
  'dontSend',
  'dontContact',
)
