import type { Clause } from './clauses.ts'
import { allMean, meansAny, piecesThat, type Verdict } from './judgement.ts'
import { categoryWords, wantWords } from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'
import { withOrders } from './scope.ts'

/** "I miss your updates, turn them on again": what is to be switched on was named just before. */
export function withReturns(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const { act, clause } = verdict
    const next = verdicts[index + 1]?.clause
    const isUndone =
      act === 'takeBack' &&
      next !== undefined &&
      isRestart(next) &&
      next.unknown.length === 0 &&
      next.idle === 0 &&
      !next.asks
    if (isUndone && stoppedByMistake(clause)) return { ...verdict, act: 'nothing' as const }
    const isPlain = clause.unknown.length === 0 && clause.idle === 0 && !clause.asks
    const before = verdicts[index - 1]?.clause
    if (!isPlain || before === undefined || before.asks) return verdict
    // "I unsubscribed by mistake, please send them again"
    if ((act === 'nothing' || act === 'grant') && isRestart(clause) && stoppedByMistake(before))
      return { ...verdict, act: 'grant' as const, rule: 'wish-to-receive', categories: [] }
    if (act !== 'nothing') return verdict
    const isSwitchedOn =
      (clause.means.on && clause.means.this && (before.means.message || before.means.category)) ||
      (clause.means.send && clause.means.again && before.means.category) ||
      // "I stopped your texts last year but I'd like them back now"
      (clause.means.want &&
        clause.means.this &&
        clause.means.again &&
        (before.means.message || before.means.category) &&
        (before.means.stopped || before.means.unsubscribe || before.means.saysOptOut)) ||
      // "I'm happy to fill in your surveys, send them over"
      (verdicts[index - 1]?.act === 'keep' && clause.means.send && before.sentence === clause.sentence)
    // "I'd like the news about your campaigns, please send"
    const isSent =
      clause.means.send &&
      before.means.want &&
      before.sentence === clause.sentence &&
      piecesThat(before, categoryWords).some((thing) => !thing.means.one && !isCode(thing))
    // "my sister gets your texts, I'd like them as well"
    const isLiked =
      verdicts[index + 1]?.act !== 'revoke' &&
      allMean(clause.pieces, besideLiking) &&
      piecesThat(clause, wantWords).some(({ means }) => !means.courtesy) &&
      clause.means.this &&
      (before.means.receive || before.means.send) &&
      (before.means.message || before.means.category)
    if (!isSwitchedOn && !isSent && !isLiked) return verdict
    if (
      clause.means.other ||
      clause.means.order ||
      before.means.other ||
      before.means.order ||
      before.means.missing
    )
      return verdict
    const categories = withOrders(piecesThat(before, categoryWords))
    return { ...verdict, act: 'grant' as const, rule: 'wish-to-receive', categories }
  })
}

function isRestart(clause: Clause): boolean {
  return clause.means.send && clause.means.again && allMean(clause.pieces, besideRestart)
}

const besideRestart = meaningsOf('send', 'again', 'message', 'courtesy', 'me', 'this', 'want', 'on', 'optIn')

/** "I left by mistake": a stop that is taken back, and of nothing else. */
function stoppedByMistake(clause: Clause): boolean {
  const isStop = meansAny(clause, ofStopping)
  const isElse = clause.means.other || clause.means.order || clause.means.missing || clause.means.account
  return clause.means.takeBack && isStop && !isElse && clause.unknown.length === 0
}

const besideLiking = meaningsOf('want', 'this', 'me', 'courtesy', 'again', 'and', 'receive', 'yes')

/** "write to me, when there are discounts": where a comma parts the wish to be told from what it is about. */
export function withOccasions(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const isAsked = [verdicts[index - 1], verdicts[index + 1]].some(
      (beside, at) =>
        beside !== undefined &&
        beside.clause.sentence === verdict.clause.sentence &&
        isTold(beside, at === 0),
    )
    const categories = withOrders(piecesThat(verdict.clause, categoryWords))
    const isPlain = categories.every((key) => key === 'marketing' || key === 'newsletter')
    return isAsked && isPlain && isOccasion(verdict)
      ? { ...verdict, act: 'grant' as const, rule: 'wish-to-be-told', categories }
      : verdict
  })
}

/** "write to me", "let me know here" */
function isTold({ act, clause }: Verdict, isBefore: boolean): boolean {
  if (act !== 'nothing' || (clause.asks && isBefore) || clause.unknown.length > 0 || clause.idle > 0)
    return false
  if (!allMean(clause.pieces, ofTelling)) return false
  return clause.pieces.some(
    ({ means, signal }) =>
      (means.saysOptIn && means.saysNothing) ||
      (means.contact && (clause.means.me || signal.end - signal.start > 1)),
  )
}

/** "when there are discounts" */
function isOccasion({ act, clause }: Verdict): boolean {
  const [first, second, third] = clause.pieces
  return (
    (act === 'nothing' || act === 'keep') &&
    first !== undefined &&
    (first.means.if || first.means.asks || first.means.condition) &&
    (second?.means.category === true || third?.means.category === true) &&
    clause.unknown.length <= 1 &&
    allMean(clause.pieces, ofOccasion)
  )
}

const ofTelling = meaningsOf('contact', 'me', 'courtesy', 'yes', 'send', 'want', 'saysOptIn')

const ofOccasion = meaningsOf(
  'if',
  'asks',
  'condition',
  'category',
  'this',
  'courtesy',
  'again',
  'other',
  'me',
)

/** "the code did not arrive, send again": what failed to arrive is sent once more, nothing is granted. */
export function withResending(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    if (
      verdict.act !== 'grant' ||
      verdict.clause.means.category ||
      verdict.clause.means.list ||
      verdict.clause.means.subscribe ||
      verdict.clause.means.optIn
    )
      return verdict
    // "I miss your offers" is no failure to arrive.
    const isMissing = verdicts.slice(0, index).some(
      ({ clause }) =>
        // "the booking was cancelled by mistake, send it again"
        (clause.means.missing || cancelledByMistake(clause)) &&
        piecesThat(clause, categoryWords).every(isCode),
    )
    return isMissing ? { ...verdict, act: 'nothing' as const } : verdict
  })
}

function cancelledByMistake({ means }: Clause): boolean {
  return means.takeBack && (means.other || means.order || means.saysNothing) && !means.message && !means.list
}

function isCode({ signal }: Clause['pieces'][number]): boolean {
  return signal.categories.every((key) => key === 'authentication')
}

const ofStopping = meaningsOf('unsubscribe', 'optOut', 'stop', 'saysOptOut', 'stopped')
