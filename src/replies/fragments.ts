import type { Clause, Piece } from './clauses.ts'
import { type Act, allMean, meansAny, piecesThat, union, type Verdict } from './judgement.ts'
import { categoryOrOrder, categoryWords } from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'
import { withOrders } from './scope.ts'

const besideNothingElse = meaningsOf('only', 'rest', 'courtesy', 'and', 'but')
const besideKinds = meaningsOf('want', 'send', 'receive', 'keep', 'dontStop', 'yes', 'ok')

/** "send codes, nothing else": what ends a list of kinds makes them the only ones. */
export function withNothingElse(verdicts: readonly Verdict[]): readonly Verdict[] {
  const result = [...verdicts]
  verdicts.forEach((after, index) => {
    const list = verdicts[index - 1]
    if (list?.clause.sentence !== after.clause.sentence || !isNothingElse(after) || !isListOfKinds(list))
      return
    const kinds = [...piecesThat(list.clause, categoryOrOrder)]
    for (let place = index - 2; place >= 0; place -= 1) {
      const before = result[place]
      if (before?.clause.sentence !== list.clause.sentence || !isFragment(before)) break
      kinds.push(...piecesThat(before.clause, categoryWords))
      result[place] = { ...before, act: 'ordinary' }
    }
    result[index - 1] = { ...list, act: 'only', rule: 'only-these', categories: withOrders(kinds) }
    result[index] = { ...after, act: 'nothing' }
  })
  return result
}

function isNothingElse({ act, needsRoom, clause }: Verdict): boolean {
  return (
    (act === 'nothing' || needsRoom) &&
    clause.means.only &&
    clause.means.rest &&
    clause.unknown.length === 0 &&
    allMean(clause.pieces, besideNothingElse)
  )
}

function isListOfKinds(verdict: Verdict): boolean {
  const { act, clause } = verdict
  const isOpen = act === 'nothing' || act === 'keep' || act === 'grant' || act === 'stay'
  const isKinds = isFragment(verdict) || meansAny(clause, besideKinds) || hasOnlyKinds(clause)
  const isNamed = clause.means.category || clause.means.order
  return isOpen && isKinds && isNamed && !clause.asks && clause.unknown.length === 0
}

/** "codes and deliveries" */
function hasOnlyKinds(clause: Clause): boolean {
  return (
    clause.means.category &&
    clause.idle === 0 &&
    clause.pieces.every(({ means }) => means.order || means.overlaps(listed))
  )
}

/** "offers: no, parcels: yes": an answer that ends a sentence is about the kinds listed before it. */
export function withAnswers(verdicts: readonly Verdict[]): readonly Verdict[] {
  if (!verdicts.some(isFragment)) return verdicts
  const result = [...verdicts]
  verdicts.forEach((verdict, index) => {
    const act = actOfAnswer(verdict)
    if (act === null || verdicts[index + 1]?.clause.sentence === verdict.clause.sentence) return
    for (let place = index - 1; place >= 0; place -= 1) {
      const listed = verdicts[place]
      if (listed === undefined || listed.clause.sentence !== verdict.clause.sentence || !isFragment(listed))
        break
      const categories = withOrders(piecesThat(listed.clause, categoryOrOrder))
      result[place] = { ...listed, act, categories, rule: 'answer-for-a-kind', pieces: listed.clause.pieces }
      result[index] = { ...verdict, act: 'ordinary' }
    }
  })
  return result
}

/** What a clause that is nothing but a yes or a no does to the kinds that it answers for. */
function actOfAnswer({ act, clause }: Verdict): 'revoke' | 'keep' | null {
  const isBare = clause.unknown.length === 0 && clause.idle === 0 && allMean(clause.pieces, answering)
  if (!isBare || act === 'revoke' || act === 'grant' || act === 'help') return null
  // "ads and surveys: off"
  if (clause.means.no || clause.means.off) return clause.means.yes || clause.means.ok ? null : 'revoke'
  return clause.means.yes || clause.means.ok ? 'keep' : null
}

/** "apart from codes, orders and the news, switch it all off": the list behind an exception is excepted too. */
export function withExceptions(verdicts: readonly Verdict[]): readonly Verdict[] {
  let listing = -1
  return verdicts.map((verdict, index) => {
    const { clause } = verdict
    // "cancel all the messages, not the appointment reminders though"
    const before = verdicts[index - 1]
    const isSpared =
      verdict.rule === 'revocation-noMore' &&
      clause.pieces[0]?.means.not === true &&
      before?.act === 'revoke' &&
      before.categories.length === 0 &&
      before.clause.sentence === clause.sentence &&
      before.clause.means.all
    if (isSpared) return { ...verdict, act: 'keep' as const, rule: 'kept-categories' }
    if (clause.pieces[0]?.means.except && (clause.means.category || clause.means.order))
      listing = clause.sentence
    else if (listing === clause.sentence && isFragment(verdict))
      return {
        ...verdict,
        act: 'keep' as const,
        rule: 'kept-categories',
        categories: withOrders(piecesThat(clause, categoryOrOrder)),
      }
    else listing = -1
    return verdict
  })
}

const refusals = meaningsOf('no', 'dontWant', 'noMore', 'only', 'dontSend', 'dontReceive', 'stop')

/**
 * "apart from the order news, all the rest is not needed": who refuses the rest, or everything behind an exception,
 * wants only what is named beside it.
 */
export function withoutRest(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const { act, clause } = verdict
    if (!meansAny(clause, refusals) || (act !== 'nothing' && act !== 'refuse')) return verdict
    if (
      clause.asks ||
      clause.unknown.length > 0 ||
      clause.means.category ||
      clause.means.order ||
      clause.means.other
    )
      return verdict
    const isRest = clause.means.rest
    const kept = [verdicts[index - 1], verdicts[index + 1]].filter(
      (one): one is Verdict =>
        one !== undefined &&
        mayKeep.has(one.act) &&
        !(one.clause.means.no || one.clause.means.dontWant || one.clause.means.noMore) &&
        (isRest || (one === verdicts[index - 1] && one.clause.means.except)),
    )
    const isKind = kept.some((one) => one.clause.means.except || one.clause.means.message)
    const kinds = isKind ? categoryOrOrder : categoryWords
    const categories = withOrders(kept.flatMap((one) => piecesThat(one.clause, kinds)))
    if (categories.length === 0) return verdict
    return { ...verdict, act: 'only' as const, rule: 'only-these', categories }
  })
}

const mayKeep: ReadonlySet<Act> = new Set<Act>(['nothing', 'keep', 'grant', 'only', 'stay'])

const listable: ReadonlySet<Act> = new Set<Act>(['revoke', 'grant', 'keep', 'only', 'refuse'])

/** "unsubscribe: offers and feedback": clauses that only name categories continue the wish beside them. */
export function withFragments(verdicts: readonly Verdict[]): readonly Verdict[] {
  const result = [...verdicts]
  result.forEach((verdict, index) => {
    const isListed =
      isFragment(verdict) ||
      endsList(verdict, result[index - 1]) ||
      headsWish(verdict, result[index + 1]) ||
      goesOnWithList(verdict, result[index - 1])
    if (!isListed) return
    const categories = withOrders(
      piecesThat(verdict.clause, verdict.clause.means.and ? categoryOrOrder : categoryWords),
    )
    const before = result[index - 1]
    const after = result[index + 1]
    // "parcels and news - ok": the answer stands apart from what it accepts.
    if (after !== undefined && accepts(after) && after.clause.sentence === verdict.clause.sentence) {
      result[index + 1] = { ...after, act: 'keep', categories }
      return
    }
    if (
      before !== undefined &&
      listable.has(before.act) &&
      (before.act !== 'revoke' ||
        !(before.clause.means.all || before.clause.means.message) ||
        before.categories.length > 0)
    ) {
      const act = before.act === 'refuse' ? 'revoke' : before.act
      result[index] = {
        ...verdict,
        act,
        rule: before.rule,
        categories: union([before.categories, categories]),
        spared: before.spared,
      }
      result[index - 1] = { ...before, act: 'nothing' }
      return
    }
    // "offers, newsletter and surveys I do not want"
    if (
      after?.act === 'revoke' &&
      opensWithList(after) &&
      after.clause.sentence === verdict.clause.sentence
    ) {
      result[index + 1] = { ...after, categories: union([categories, after.categories]) }
      return
    }
    if (
      after !== undefined &&
      ['revoke', 'refuse', 'grant'].includes(after.act) &&
      after.categories.length === 0 &&
      !(
        after.clause.means.all ||
        after.clause.means.message ||
        after.clause.means.list ||
        after.clause.means.number
      )
    ) {
      result[index + 1] = { ...after, act: after.act === 'grant' ? 'grant' : 'revoke', categories }
    }
  })
  return result
}

/** "unsubscribe from ads, news and polls please": the please belongs to the whole list. */
function endsList({ act, clause }: Verdict, before: Verdict | undefined): boolean {
  return (
    act === 'grant' &&
    before?.clause.sentence === clause.sentence &&
    (before.act === 'revoke' || before.act === 'refuse') &&
    clause.unknown.length === 0 &&
    allMean(clause.pieces, listed)
  )
}

/** "remove me from newsletters, sales and surveys as I never read them": a list goes on, and a reason behind it. */
function goesOnWithList({ act, clause }: Verdict, before: Verdict | undefined): boolean {
  if (act !== 'nothing' || before?.act !== 'revoke' || before.clause.sentence !== clause.sentence)
    return false
  const [first, second, third] = clause.pieces
  const isKind = (piece: Piece | undefined): boolean => piece?.means.category === true
  const endsWithKind = isKind(before.clause.pieces.at(-1))
  return (
    endsWithKind &&
    before.categories.length > 0 &&
    isKind(first) &&
    second?.means.and === true &&
    isKind(third)
  )
}

function opensWithList({ clause, categories }: Verdict): boolean {
  const [first, second] = clause.pieces.filter(({ means }) => !means.courtesy)
  return categories.length > 0 && first?.means.category === true && second?.means.and === true
}

/** "please, newsletter: stop": the please belongs to the stop. */
function headsWish(verdict: Verdict, after: Verdict | undefined): boolean {
  return after?.rule === 'opt-out-keyword' && after.clause.tokens.length === 1 && endsList(verdict, after)
}

export function isFragment(verdict: Verdict): boolean {
  const { clause } = verdict
  if (verdict.act !== 'nothing' || clause.unknown.length > 0 || clause.asks) return false
  const named = piecesThat(clause, categoryWords)
  if (named.length === 0 || named.every((piece) => piece.means.courtesy)) return false
  const isList = clause.means.and
  return clause.pieces.every(
    ({ means, at }) =>
      means.overlaps(listed) ||
      (isList && means.order) ||
      // "... and codes for this number"
      (at > 0 && (means.number || means.me)),
  )
}

/** A bare yes or ok. */
function accepts({ act, clause }: Verdict): boolean {
  return (
    act === 'nothing' &&
    clause.unknown.length === 0 &&
    (clause.means.yes || clause.means.ok) &&
    clause.pieces.every(({ means }) => means.yes || means.ok || means.courtesy)
  )
}

export const listed = meaningsOf('category', 'courtesy', 'and', 'common', 'message', 'this', 'mine')

const answering = meaningsOf('yes', 'no', 'ok', 'off', 'courtesy')
