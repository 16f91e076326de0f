import type { Clause } from './clauses.ts'
import { isUnread, namesOwnNumber, tellsOfWriting } from './crowded.ts'
import { isFragment } from './fragments.ts'
import { type Act, allMean, piecesThat, union, type Verdict } from './judgement.ts'
import { categoryWords, thisWords } from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'
import { withOrders } from './scope.ts'

const inherits: ReadonlySet<string> = new Set(
  ['stop', 'remove', 'dontSend', 'dontWant', 'dontReceive', 'noMore'].map(
    (meaning) => `revocation-${meaning}`,
  ),
)

/**
 * "I won't answer surveys, stop sending them": a wish that names nothing is about what was named before it,
 * in the same sentence or by a pronoun.
 */
export function withPronouns(verdicts: readonly Verdict[]): readonly Verdict[] {
  let lastNamed: readonly string[] = []
  let lastSentence = -1
  let hasContact = false
  let messagesIn = -1
  let contactSentence = -1
  let lastAct: Act = 'nothing'
  let isDenied = false
  let isExcepted = false
  let isAllBut = false
  return verdicts.map((verdict) => {
    const { clause } = verdict
    // "you have my number by mistake, delete it"
    if (hasContact && isRemovalOfIt(verdict, contactSentence === clause.sentence))
      return { ...verdict, act: 'revoke' as const, rule: 'removal', categories: [] }
    if (
      namesOwnNumber(clause) ||
      ((clause.means.number || clause.means.list) && !(clause.means.other || clause.means.order))
    ) {
      hasContact = true
      if (!clause.asks) contactSentence = clause.sentence
    }
    const kinds = withOrders(piecesThat(clause, categoryWords).filter((piece) => !piece.means.courtesy))
    // "no need to tell me every step of the delivery, switch it off"
    const here = verdict.act === 'revoke' ? union([kinds, verdict.categories]) : kinds
    const before = lastNamed
    const isSameSentence = lastSentence === clause.sentence
    const hasRevoked = lastAct === 'revoke' || lastAct === 'refuse'
    if (here.length > 0) {
      // "Deals, vouchers, polls. I want none of them"
      lastNamed = isSameSentence && isFragment(verdict) ? union([before, here]) : here
      isExcepted = clause.means.except
      // "everything but the order news, cancel it"; "all is fine except the ads, stop those" is about the ads.
      isAllBut = isExcepted && clause.means.all && !(clause.means.ok || clause.means.yes || clause.means.keep)
      lastSentence = clause.sentence
      // "no more promos and all that, unsubscribe me" is about all of it.
      lastAct = isAboutAll(clause) ? 'nothing' : verdict.act
      isDenied =
        isUnread(clause) ||
        ((clause.means.not || clause.means.dontReceive || clause.means.dontWant) && !clause.asks)
    }
    // "your texts: I don't want them"
    // "Your texts woke me again. I don't want them."
    const isNear = messagesIn >= 0 && clause.sentence - messagesIn <= 1
    const isAboutThem =
      isNear && verdict.act === 'refuse' && (clause.means.this || (clause.means.noMore && clause.means.again))
    if (
      tellsOfWriting(clause) ||
      (clause.means.message &&
        !(clause.means.other || clause.means.order || clause.means.missing || clause.means.said))
    )
      messagesIn = clause.sentence
    if (
      isAboutThem &&
      here.length === 0 &&
      before.length === 0 &&
      !(clause.means.other || clause.means.order)
    )
      return { ...verdict, act: 'revoke' as const, rule: 'revocation-dontWant', categories: [] }
    // "I love the coupons, unsubscribe me from everything but those"
    if (here.length === 0 && before.length > 0 && verdict.act === 'revoke' && exceptsThem(clause))
      return { ...verdict, categories: [], spared: before }
    // "I don't fill in surveys, stop these messages"
    const isThese = isDenied && isSameSentence && clause.means.this
    const isVague =
      here.length === 0 &&
      !(clause.means.all || (clause.means.list && !endsWithPronoun(clause))) &&
      // "end them on this number"
      !(clause.means.number && !piecesThat(clause, thisWords).some(({ means }) => !means.number)) &&
      (isThese || !clause.means.message)
    if (!isVague || before.length === 0 || verdict.categories.length > 0) return verdict
    // "order updates are useful, leave them on"
    if (verdict.act === 'stay' && isSameSentence) return { ...verdict, categories: before }
    // "other than codes, please send nothing"
    if (isAllBut || (isExcepted && !clause.means.this)) return verdict
    // "I don't read the newsletter any more, cancel": a bare stop word goes on with what was revoked.
    const goesOn =
      isSameSentence &&
      (verdict.needsRoom || isBareWish(verdict)) &&
      (hasRevoked || lastAct === 'unclear' || isDenied)
    // "Four questionnaires this month. No more, please."
    const isNext =
      verdict.rule === 'enough' && lastSentence === clause.sentence - 1 && clause.tokens.length <= fewWords
    // "The surveys tire me. Don't send any more."
    const isTired =
      (hasRevoked || lastAct === 'unclear' || isDenied) &&
      lastSentence === clause.sentence - 1 &&
      isShort(clause) &&
      goesOnWithKind(verdict)
    const pointsBack = clause.means.this || isNext || isTired || (isSameSentence && goesOnWithKind(verdict))
    if (
      verdict.act === 'revoke' &&
      (goesOn ||
        isNext ||
        isTired ||
        (pointsBack && (!verdict.needsRoom || isSameSentence || clause.means.this)))
    )
      return { ...verdict, categories: before }
    if (verdict.act === 'refuse' && clause.means.this)
      return { ...verdict, act: 'revoke' as const, categories: before }
    return verdict.act === 'grant' && isSameSentence ? { ...verdict, categories: before } : verdict
  })
}

/** "I have no time for surveys, don't send any more": sent or received is what was named, unlike in "leave me alone". */
function goesOnWithKind({ rule, pieces }: Verdict): boolean {
  if (inherits.has(rule)) return true
  const isPhrase = rule === 'wish-to-be-left-alone' || rule === 'opt-out-keyword'
  return isPhrase && pieces.length > 0 && allMean(pieces, ofSending)
}

const ofSending = meaningsOf('dontSend', 'dontReceive')

/** "shipping notifications, could you turn those off": what is asked for by a pronoun was named before the comma. */
export function withTopics(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const { act, clause } = verdict
    if (allowsEnd(verdict, verdicts[index + 1])) {
      const categories = withOrders(piecesThat(clause, categoryWords))
      const pieces = piecesThat(clause, mayIWords)
      return { ...verdict, act: 'revoke' as const, rule: 'revocation-stop', pieces, categories }
    }
    const isOpen = act === 'nothing' && clause.unknown.length === 0 && clause.idle === 0
    if (!isOpen || !(clause.means.stop || clause.means.remove) || clause.means.other || clause.means.order)
      return verdict
    const topic = verdicts[index - 1]
    if (topic?.clause.sentence !== clause.sentence) return verdict
    const isAskedFor = clause.means.request && clause.means.this && (isFragment(topic) || isAboutKind(topic))
    // "I don't read the newsletter, take it off for me"
    if (!isAskedFor && !isUnread(topic.clause)) return verdict
    const categories = withOrders(piecesThat(topic.clause, categoryWords))
    return {
      ...verdict,
      act: 'revoke' as const,
      rule: 'revocation-stop',
      pieces: piecesThat(clause, stopOrRemove),
      categories,
    }
  })
}

/** "the newsletter can be stopped, I don't even open it": no question is asked, and a reason given. */
function allowsEnd({ act, clause }: Verdict, reason: Verdict | undefined): boolean {
  if ((act !== 'help' && act !== 'nothing') || clause.asks || clause.means.how || clause.unknown.length > 0)
    return false
  const isAllowed =
    clause.means.category &&
    piecesThat(clause, mayIWords).some(({ signal }) => signal.end - signal.start > 1) &&
    !(clause.means.other || clause.means.order || clause.means.missing || clause.means.me)
  if (!isAllowed || reason?.clause.sentence !== clause.sentence || reason.clause.asks) return false
  const isDenied = reason.clause.means.not || reason.clause.means.dontReceive || reason.clause.means.dontWant
  return reason.act === 'nothing' && isDenied
}

const mayIWords = meaningsOf('mayI')

/** "I have no time to read the newsletter, could you end it?": a kind of message, and nothing else that could end. */
function isAboutKind({ act, clause }: Verdict): boolean {
  return (
    (act === 'nothing' || act === 'unclear') &&
    clause.means.category &&
    !(clause.means.other || clause.means.order || clause.means.missing)
  )
}

/** A few words; of a script without spaces, a few characters. */
function isShort({ tokens }: Clause): boolean {
  return tokens.length <= (tokens.every(({ unit }) => unit) ? 4 * fewWords : fewWords + 1)
}

const fewWords = 3

/** "promos and all that", but not "any deals". */
function isAboutAll(clause: Clause): boolean {
  return piecesThat(clause, allWords).some(({ at }) => !clause.pieces[at + 1]?.means.category)
}

/** A stop word or "take me off" with no more than courtesy around it. */
export function isBareWish({ rule, clause, pieces }: Verdict): boolean {
  if (rule !== 'opt-out-keyword' && rule !== 'removal') return false
  return (
    clause.unknown.length === 0 &&
    clause.pieces.every(
      (piece) => pieces.includes(piece) || piece.means.courtesy || (piece.at === 0 && piece.means.but),
    )
  )
}

function isRemovalOfIt({ act, clause }: Verdict, isSameSentence: boolean): boolean {
  const isPlain = clause.unknown.length === 0 && clause.idle === 0 && !clause.asks
  if (act !== 'nothing' || !isPlain || !clause.means.remove) return false
  // "... , delete please" goes on with the number just named.
  const isBare = allMean(clause.pieces, besideRemoval)
  return clause.means.this || (isSameSentence && isBare)
}

/** "leave me off the list for those" */
function endsWithPronoun(clause: Clause): boolean {
  const last = clause.pieces.findLast(({ means }) => !means.courtesy)
  return last?.means.this === true && !last.means.list
}

/** "all but those": an exception that ends with a pronoun. */
function exceptsThem(clause: Clause): boolean {
  const last = clause.pieces.findLast(({ means }) => !means.courtesy)
  const before = clause.pieces[(last?.at ?? 0) - 1]
  return last?.means.this === true && before?.means.except === true
}

const besideRemoval = meaningsOf('remove', 'courtesy', 'want', 'yes')

const stopOrRemove = meaningsOf('stop', 'remove')

const allWords = meaningsOf('all')
