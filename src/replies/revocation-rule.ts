import type { Clause, Piece } from './clauses.ts'
import { allMean, meansAny, piecesThat, union, type Verdict, verdict, wordsIn } from './judgement.ts'
import { courtesyWords, otherWords, saysEnoughWords, stopWords } from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'
import { isMereDenial } from './negation.ts'
import { kindOf, objectOf } from './objects.ts'
import { scopeOf } from './scope.ts'
import type { Token } from './token.ts'

/** Words outside the vocabulary that a vague wish ("stop this") may carry before it is about something else. */
const fewUnknown = 1

/** "I am asking you to please stop": any courtesy may lead up to the keyword, or belong to it ("beg you to stop"). */
function isPoliteKeyword(clause: Clause): boolean {
  const isLong = piecesThat(clause, stopWords).some(({ signal }) => signal.end - signal.start > 2)
  if ((!isLong && !clause.means.optOut) || clause.tokens.some((token) => token.unit)) return false
  const polite = piecesThat(clause, courtesyWords)
  const aside = polite.reduce((sum, { signal }) => sum + signal.end - signal.start, 0)
  return clause.tokens.length - aside <= longestBareStop
}

const longestBareStop = 5

function isShort(clause: Clause): boolean {
  return clause.unknown.length <= fewUnknown
}

/** A wish about calls, an account or an unnamed subscription: there may be a revocation in it (POLICY §5.10). */
const unclearObjects: Readonly<Record<string, string>> = {
  channel: 'another-channel',
  subscription: 'unnamed-subscription',
  account: 'account',
}

type Finding = { readonly piece: Piece; readonly unclear: string | null } | null

function judgeStopping(clause: Clause, piece: Piece): Finding {
  // "did the sale finish in September?"
  const isQuestion = clause.asks && clause.means.asks && !clause.tokens.some(({ unit }) => unit)
  if (isQuestion && !piece.means.optOut && !clause.means.request && !clause.means.want) return null
  // "the sale is over already?" asks whether it is.
  if (clause.asks && piece.means.saysEnough && clause.means.category) return null
  const namesThem = piece.means.message || piece.means.category
  const kind = namesThem ? 'messages' : objectOf(clause, piece)
  if (kind === 'messages') return { piece, unclear: null }
  if (kind === 'subscription' && (clause.means.category || clause.means.message) && !clause.means.other)
    return { piece, unclear: null }
  const doubt = unclearObjects[kind]
  if (doubt !== undefined)
    return clause.unknown.length === 0 &&
      !(clause.means.other || clause.means.order || clause.means.said) &&
      !(clause.asks && clause.means.saysNothing)
      ? { piece, unclear: doubt }
      : null
  if (
    (kind === 'this' || kind === 'all') &&
    clause.unknown.length === 0 &&
    clause.fillers <= 1 &&
    // "can you keep the codes and get rid of the rest?"
    (!clause.asks || clause.means.rest) &&
    !asksForAnything(clause, piece)
  )
    return { piece, unclear: null }
  const isAboutThem = isBareStop(clause) || exceptsKind(clause)
  return isAboutThem && !asksForAnything(clause, piece) ? { piece, unclear: null } : null
}

const besideException = meaningsOf(
  'stop',
  'except',
  'all',
  'rest',
  'category',
  'order',
  'message',
  'courtesy',
  'and',
  'me',
  'mine',
)

/** "stop all except orders": a kind of message that is excepted says that the rest is messages as well. */
function exceptsKind(clause: Clause): boolean {
  return (
    !clause.asks &&
    clause.unknown.length === 0 &&
    clause.idle === 0 &&
    clause.means.except &&
    (clause.means.category || clause.means.order) &&
    allMean(clause.pieces, besideException)
  )
}

/** "could you cancel that?" may be about anything; "could you stop that?" is not. */
function asksForAnything(clause: Clause, piece: Piece): boolean {
  return clause.means.request && !piece.means.optOut
}

const besideStop = meaningsOf('stop', 'courtesy', 'and', 'but', 'me', 'this', 'all', 'mine')

/** A verb of stopping and nothing else but courtesy is a keyword that no list has. */
function isBareStop(clause: Clause): boolean {
  // "stop for a month" asks for a pause, and is told apart later.
  const isPause = clause.means.optOut && clause.means.limit
  return (
    !clause.asks &&
    clause.unknown.length === 0 &&
    (clause.idle === 0 || isPause) &&
    (wordsIn(clause) <= longestBareStop || isPoliteKeyword(clause) || isPause) &&
    !clause.means.noMore &&
    clause.pieces.every(({ means }) => means.overlaps(besideStop) || (isPause && means.limit))
  )
}

const stoppable = meaningsOf('message', 'category', 'number', 'list', 'all', 'saysOptIn')

/** "I'd like your texts stopped": a participle right behind the thing, in what somebody wishes or asks for. */
function judgeStopped(clause: Clause, piece: Piece): Finding {
  if (clause.asks || clause.means.why || clause.means.how || clause.means.missing || clause.means.other)
    return null
  // "my consent to advertising is withdrawn"
  if (piecesThat(clause, consentWords).some(({ at }) => at < piece.at) && isShort(clause))
    return { piece, unclear: null }
  const thing = clause.pieces[piece.at - 1]
  if (thing?.means.subscription && clause.means.want && isShort(clause))
    return { piece, unclear: 'unnamed-subscription' }
  // "I would be happy if these stopped"
  const isOnlyThis =
    thing?.means.this === true &&
    !thing.means.courtesy &&
    clause.unknown.length === 0 &&
    clause.idle === 0 &&
    piece.at === clause.pieces.length - 1
  const isThing = (thing !== undefined && meansAny(thing, stoppable)) || isOnlyThis
  const isBehindThing = isThing && piece.signal.start - thing.signal.end <= 1
  // "grateful if you ceased writing"
  const next = clause.pieces[piece.at + 1]
  const isBeforeVerb = next?.signal.start === piece.signal.end && kindOf(next) === 'messages'
  if (!isBehindThing && !isBeforeVerb && !isFrontedWish(clause, piece)) return null
  const isWished = clause.pieces.slice(0, piece.at).some(
    ({ means, signal }) =>
      // "I want your messages | gone"
      means.saysOptIn || (means.want && !(means.courtesy && signal.end - signal.start === 1)),
  )
  return isWished ? { piece, unclear: null } : null
}

/** "it's the surveys I want gone": the thing stands before the wish or behind the participle, which it wants. */
function isFrontedWish(clause: Clause, piece: Piece): boolean {
  const wish = clause.pieces[piece.at - 1]
  const isWanted = wish?.means.want === true && wish.signal.end === piece.signal.start
  const isPlain = clause.unknown.length === 0 && !(clause.means.order || clause.means.missing)
  return isWanted && isPlain && (clause.means.category || clause.means.message)
}

/** "off the list. now.": a curt order that opens with its word, and nothing but the list behind it. */
function isOffList(clause: Clause, piece: Piece): boolean {
  const isPlain = !clause.asks && clause.unknown.length === 0 && clause.idle === 0
  const list = clause.pieces.find(({ means }) => means.list)
  if (!isPlain || list === undefined || list.at < piece.at) return false
  return clause.pieces.every((one) => one === piece || one === list || one.means.courtesy || one.means.mine)
}

const offThings = meaningsOf('message', 'category', 'all')
const besideOff = meaningsOf(
  'off',
  // "but the ads have to go"
  'but',
  'except',
  'order',
  'courtesy',
  'mine',
  'me',
  'this',
  'and',
  offThings,
)

/** "surveys off please": a curt order, with the thing right before the word that ends it. */
function judgeOff(clause: Clause, piece: Piece): Finding {
  if (isOffList(clause, piece)) return { piece, unclear: null }
  const thing = clause.pieces[piece.at - 1]
  const isThing = thing !== undefined && meansAny(thing, offThings)
  const isCurtOrder = !clause.asks && clause.unknown.length === 0 && allMean(clause.pieces, besideOff)
  const isLast = isLastWord(clause, piece) || clause.means.except
  return isThing && isCurtOrder && isLast ? { piece, unclear: null } : null
}

function judgeUnsubscribing(clause: Clause, piece: Piece): Finding {
  const kind = objectOf(clause, piece)
  if (kind === 'other' && !(clause.means.message || clause.means.list || clause.means.category)) return null
  if (kind === 'channel') return { piece, unclear: 'another-channel' }
  // "don't take me | off the list": what is denied goes on with the list it is about.
  const before = clause.pieces[piece.at - 1]
  if (before?.means.dontStop && before.signal.end === piece.signal.start) return null
  return { piece, unclear: null }
}

function judgeRemoving(clause: Clause, piece: Piece): Finding {
  const kind = objectOf(clause, piece)
  if (kind === 'messages') return { piece, unclear: null }
  if (kind === 'other') return null
  const doubt = unclearObjects[kind]
  if (doubt !== undefined) {
    const isElsewhere =
      clause.unknown.length > 0 || clause.means.said || clause.means.other || clause.means.order
    return isElsewhere ? null : { piece, unclear: doubt }
  }
  // "delete my review": whatever is not known to be the number or the list is something else.
  const isPlain = clause.unknown.length === 0 && clause.idle === 0
  return (clause.means.me || clause.means.rest) && isPlain && !clause.asks ? { piece, unclear: null } : null
}

/** "send nothing except what is about my orders": what is excepted is no other object. */
function exceptsOrders(clause: Clause): boolean {
  if (!clause.means.order || !clause.means.except) return false
  return piecesThat(clause, otherWords).every(({ means }) => means.order)
}

function judgeNotSending(clause: Clause, piece: Piece): Finding {
  if (clause.means.message || clause.means.category || clause.means.list) return { piece, unclear: null }
  // "don't send the invoice by mail" is about the invoice.
  if ((clause.means.other || clause.means.order) && !exceptsOrders(clause)) return null
  if (clause.means.channel) return { piece, unclear: 'another-channel' }
  if (clause.means.again || clause.means.noMore || clause.means.all || clause.means.rest)
    return { piece, unclear: null }
  if ((clause.means.me || clause.means.this) && isShort(clause)) return { piece, unclear: null }
  const isAlone = clause.unknown.length === 0 && clause.idle === 0
  const isPolite = clause.pieces.every(
    (other) => other === piece || other.means.courtesy || other.means.weary,
  )
  const isCurt = isPolite || wordsIn(clause) <= 6
  return isAlone && isCurt && !clause.asks ? { piece, unclear: null } : null
}

/** "don't text my landlord": what belongs to the contact is contacted, not the contact. */
function isSomebodyElse(clause: Clause, piece: Piece): boolean {
  const owner = clause.pieces[piece.at + 1]
  if (!owner?.means.my || owner.signal.start !== piece.signal.end) return false
  const end = owner.signal.end
  return !clause.pieces.some(({ signal }) => signal.start === end)
}

function judgeNotContacting(clause: Clause, piece: Piece): Finding {
  if (isSomebodyElse(clause, piece)) return null
  if (clause.means.channel && !(clause.means.message || clause.means.all))
    return { piece, unclear: 'another-channel' }
  if (meansAny(clause, ofContacting)) return { piece, unclear: null }
  if (clause.means.other || clause.means.order) return null
  // "have some decency and stop texting": words from elsewhere lead up to it.
  const isOutspoken = piece.signal.end - piece.signal.start > 1 && !piece.isNegated && !clause.means.said
  const isEnding = isOutspoken && isLastWord(clause, piece) && clause.unknown.length <= mostUnknownBefore
  return clause.unknown.length === 0 || isEnding ? { piece, unclear: null } : null
}

/** Words from elsewhere before "stop texting" at the end of a sentence. */
const mostUnknownBefore = 2

function judgeNotReceiving(clause: Clause, piece: Piece): Finding {
  if (clause.means.message || clause.means.category) return { piece, unclear: null }
  if (clause.means.other || clause.means.order) return null
  if (clause.means.channel) return { piece, unclear: 'another-channel' }
  // "I'd like to not receive these any more"; who does not receive them any more may miss them.
  const isWished = clause.means.want && (clause.means.noMore || clause.means.again)
  if (isWished && piece.isNegated && isShort(clause)) return { piece, unclear: null }
  const isPlain =
    meansAny(clause, notToGet) || clause.pieces.every((other) => other === piece || other.means.courtesy)
  return isPlain && !piece.isNegated && isShort(clause) ? { piece, unclear: null } : null
}

function judgeNotWanting(clause: Clause, piece: Piece): Finding {
  if (meansAny(clause, notWanted)) {
    if ((clause.means.other || clause.means.order) && !(clause.means.category || clause.means.message))
      return null
    return { piece, unclear: null }
  }
  if (clause.means.channel) return { piece, unclear: 'another-channel' }
  if (clause.means.other || clause.means.order) return null
  if (
    (clause.means.this || clause.means.all) &&
    (clause.means.again || clause.means.noMore) &&
    isShort(clause)
  )
    return { piece, unclear: null }
  // "I'd prefer not to receive anything from you"
  if ((clause.means.all || clause.means.rest) && clause.means.mine && isShort(clause))
    return { piece, unclear: null }
  return null
}

/** Words outside the vocabulary between two pieces: "I don't know why my code fails" is no "no codes". */
function wordsBetween(clause: Clause, left: Piece, right: Piece): number {
  const from = clause.unknownBefore[left.signal.end - clause.start] ?? 0
  return (clause.unknownBefore[right.signal.start - clause.start] ?? 0) - from
}

const longestSmallWord = 4
const shortestVerb = 3

/** A word that means nothing here, or is outside the vocabulary, and is long enough to be what is denied. */
function isDenied(clause: Clause, token: Token): boolean {
  const { length } = token.text
  if (token.unit) return false
  return length > longestSmallWord || (length >= shortestVerb && clause.unknown.includes(token))
}

/** A verb between a denial and a thing, of which nothing is known but that it is denied. */
function isParted(clause: Clause, left: Piece, right: Piece): boolean {
  const between = clause.pieces.slice(left.at + 1, right.at)
  // "non fatemi più sondaggi"; "je n'ai pas rempli le sondage" says its denial in two words.
  if (between.some(({ means }) => means.again || (means.noMore && !means.not))) return false
  for (let index = left.signal.end; index < right.signal.start; index += 1) {
    // "nie zrozumiałem wiadomości": an agreement that is denied parts them like any other verb.
    const isCovered = between.some(
      ({ signal, means }) => signal.start <= index && index < signal.end && !means.ok,
    )
    const token = clause.tokens[index - clause.start]
    if (!isCovered && token && isDenied(clause, token)) return true
  }
  return false
}

/** "कूपन इस्तेमाल नहीं किया": where verbs come last, a denial right before one that nobody knows denies that. */
function isBeforeItsVerb(clause: Clause, { signal, at }: Piece): boolean {
  const token = clause.tokens[signal.end - clause.start]
  if (token?.kind !== 'word' || token.unit) return false
  return clause.pieces[at + 1]?.signal.start !== signal.end
}

/** Small words between a denial and its thing. */
const fewBetween = 2

/** Codes are what people fail to use, far more than what they do not want. */
function isOneCode({ signal }: Piece): boolean {
  return signal.categories.length > 0 && signal.categories.every((key) => key === 'authentication')
}

/** "no ads", "no more of your messages": the denial has to stand next to the thing. */
function judgeNoMore(clause: Clause, piece: Piece): Finding {
  if (clause.means.missing || clause.asks) return null
  const at = piece.at
  // A word that merely denies goes with its verb: "no me dejan entrar con el código" is about getting in, and "не понимаю
  // это сообщение" about understanding.
  const isMere = isMereDenial(piece)
  const isThing = (other: Piece | undefined): boolean =>
    other !== undefined && (other.means.category || other.means.message)
  const reaches = (other: Piece): boolean =>
    wordsBetween(clause, piece, other) <= fewUnknown &&
    !(isMere && isParted(clause, piece, other)) &&
    !(isMere && isOneCode(other) && other.signal.start - piece.signal.end > fewBetween)
  for (let step = 1; step <= 3; step += 1) {
    const after = clause.pieces[at + step]
    if (after !== undefined && isThing(after)) return reaches(after) ? { piece, unclear: null } : null
  }
  // Behind the thing it has to be outspoken ("promos no more"), or as close as the language puts it. A word that
  // merely denies ("o cupom não funcionou") goes on to what it denies.
  const isOutspoken = piece.signal.meanings.noMore
  const isPlainNo = piece.signal.meanings.no
  for (let step = 1; step <= 2; step += 1) {
    const before = clause.pieces[at - step]
    const isClose = before !== undefined && piece.signal.start - before.signal.end <= 1
    const isLast =
      clause.pieces.slice(at + 1, at + 4).every((other) => other.means.courtesy) &&
      clause.unknownBefore.at(-1) === clause.unknownBefore[piece.signal.end - clause.start] &&
      (!isMere || isLastWord(clause, piece))
    const isPlaced = (isOutspoken && !isMere) || clause.objectFirst || isLast
    // "code passt nicht", "verstehe diese nachricht nicht"
    const isOfAnother =
      isMere &&
      (clause.objectFirst ? isBeforeItsVerb(clause, piece) : clause.unknown.length > 0 || clause.idle > 0)
    if (isThing(before) && isPlaced && isClose && !isOfAnother) return { piece, unclear: null }
  }
  // "no, not that one" declines something; "no more of this" does not.
  return isOutspoken && !isPlainNo && isNoMoreOfThis(clause) ? { piece, unclear: null } : null
}

/** "no more of this please", and nothing else. */
function isNoMoreOfThis(clause: Clause): boolean {
  return (
    clause.pieces.some(({ means }) => means.this && !means.noMore) &&
    clause.unknown.length === 0 &&
    clause.idle === 0 &&
    allMean(clause.pieces, besideNoMore)
  )
}

const besideNoMore = meaningsOf('noMore', 'this', 'courtesy', 'me', 'all', 'again')

/** "promotions no thanks": a no right beside a category is a no to it. */
function judgeNo(clause: Clause, piece: Piece): Finding {
  // "promos may stay" and "no, leave it" can be one word.
  if (piece.means.keep) return null
  const at = piece.at
  // "the code isn't accepted" tells of a thing, it refuses none.
  if (piece.isNegated && clause.pieces[at - 1]?.means.isNot) return null
  // "ich will nicht | dass ihr mir schreibt": what is not wanted is to be written to.
  const next = clause.pieces[at + 1]
  const isToBeWritten = next?.means.receive === true && (next.means.me || next.means.contact)
  if (isToBeWritten && next.signal.start === piece.signal.end && clause.unknown.length === 0)
    return { piece, unclear: null }
  const isCategory = (neighbour: Piece | undefined): boolean => neighbour?.means.category ?? false
  // "the discount did not apply" goes on after its "not"; a no to what stands before it is the last word.
  const isBefore = isCategory(clause.pieces[at - 1]) || isCategory(clause.pieces[at - 2])
  const after = clause.pieces[at + 1]
  // "не использовала купон": the denial is of the word behind it.
  const isAfter =
    after !== undefined && isCategory(after) && !(isMereDenial(piece) && isParted(clause, piece, after))
  const isNamed = isAfter || (isBefore && isLastWord(clause, piece))
  return isNamed && isShort(clause) && !clause.asks ? { piece, unclear: null } : null
}

/** Nothing but courtesy follows. */
function isLastWord(clause: Clause, piece: Piece): boolean {
  const after = clause.pieces.slice(piece.at + 1)
  const covered = after.reduce((sum, { signal }) => sum + signal.end - signal.start, 0)
  const left = clause.start + clause.tokens.length - piece.signal.end
  return covered === left && after.every(({ means }) => means.courtesy || means.no)
}

const frames = [
  ['stop', judgeStopping],
  ['stopped', judgeStopped],
  ['off', judgeOff],
  ['unsubscribe', judgeUnsubscribing],
  ['remove', judgeRemoving],
  ['dontSend', judgeNotSending],
  ['dontContact', judgeNotContacting],
  ['dontReceive', judgeNotReceiving],
  ['dontWant', judgeNotWanting],
  ['noMore', judgeNoMore],
  ['no', judgeNo],
] as const

/** What every wish not to be messaged has one of. */
const unwilling = meaningsOf(
  ...frames.map(([meaning]) => meaning),
  'removeMe',
  'saysOptOut',
  'saysEnough',
  'sendsPacking',
)

/** Insults are short, or name the messages; "get out" and "go away" are also what travellers do. */
function isCurt(clause: Clause): boolean {
  if (clause.means.message || clause.means.category) return true
  return clause.unknown.length <= 2 && clause.idle <= 1 && !(clause.means.other || clause.means.order)
}

/** "I got | no message | telling me it was there": that none came is no wish for none. */
function isLost(clause: Clause, { means }: Piece): boolean {
  return clause.means.missing && means.message && (clause.means.order || clause.means.other)
}

/** "... and drop the rest": what stands before the verb is not the rest. */
function namesBeforeRest({ pieces, objectFirst }: Clause, verb: Piece): boolean {
  const rest = pieces[verb.at + 1]
  if (objectFirst || rest?.means.rest !== true || rest.signal.start !== verb.signal.end) return false
  return pieces.every(({ means, at }) => !means.category || at < verb.at)
}

/** "I'm done" alone, or with the messages. */
function isEnough(clause: Clause): boolean {
  if (clause.asks || clause.means.other || clause.means.order) return false
  if (clause.means.message || clause.means.category || clause.means.list) return true
  // "terminate my contract" is about the contract.
  if (clause.means.subscription || clause.means.account || clause.means.channel) return false
  return clause.unknown.length === 0 && clause.idle === 0
}

/**
 * A wish not to be messaged, in whatever words (POLICY §5.1): a verb of ending, removing or not sending whose
 * object is the messages. Without such an object it is about something else (§5.5) and nothing is found here.
 */
export function judgeRevocation(clause: Clause): Verdict | null {
  if (!meansAny(clause, unwilling)) return null
  // "how do I get my name removed from the electricity contract?"
  if (clause.asks && clause.means.how && clause.means.other && !clause.means.message && !clause.means.list)
    return null
  const { named, spared } = scopeOf(clause)
  const isElsewhere =
    (clause.means.other || clause.means.order) && !meansAny(clause, besidesOther) && !exceptsOrders(clause)
  const said = [
    ...(isElsewhere ? [] : piecesThat(clause, saysOptOutWords).filter((piece) => !isLost(clause, piece))),
    ...(isCurt(clause) ? piecesThat(clause, sendsPackingWords) : []),
  ]
  if (said.length > 0)
    return verdict('revoke', 'wish-to-be-left-alone', clause, said, { categories: named, spared })
  // "delete our number" removes it, whatever else is said.
  const isRemoval = clause.means.number && clause.means.remove
  const enough = isEnough(clause) && !isRemoval ? piecesThat(clause, saysEnoughWords) : []
  const isTold = clause.means.said && clause.means.dontSend
  if (enough.length > 0 && !isTold) {
    const isRunOn = clause.tokens.some((token) => token.unit)
    // "I don't want these any more"
    const isLasting = enough.some(({ at }) => {
      const next = clause.pieces[at + 1]?.means
      return next?.noMore === true && next.again
    })
    const needsRoom = !isRunOn && !isLasting && !meansAny(clause, unmistakable)
    return verdict('revoke', 'enough', clause, enough, { categories: named, spared, needsRoom })
  }
  if (clause.means.missing) return null
  let doubt: Verdict | null = null
  for (const piece of clause.pieces) {
    if (!piece.means.overlaps(unwilling)) continue
    if (
      piece.means.removeMe &&
      !(
        (clause.means.other || clause.means.subscription || clause.means.account) &&
        !(clause.means.list || clause.means.message || clause.means.number)
      )
    ) {
      return verdict('revoke', 'removal', clause, [piece], { categories: named, spared })
    }
    for (const [meaning, judge] of frames) {
      if (!piece.means[meaning]) continue
      const finding = judge(clause, piece)
      if (finding === null) continue
      if (finding.unclear === null) {
        const words = [piece, ...piecesThat(clause, theirThings)]
        // "don't text me" can only be about messages, whatever else is said.
        const isOfTheRest = clause.means.rest
        const isVague =
          meaning === 'remove'
            ? isOfTheRest
            : !(clause.means.dontContact || clause.means.send) && isBareStop(clause) && !isOfTheRest
        const needsRoom = words.length === 1 && isVague
        // "codes and order updates please and drop the rest"
        if (namesBeforeRest(clause, piece))
          return verdict('revoke', `revocation-${meaning}`, clause, words, { spared: union([named, spared]) })
        return verdict('revoke', `revocation-${meaning}`, clause, words, {
          categories: named,
          spared,
          needsRoom,
        })
      }
      doubt ??= verdict('unclear', finding.unclear, clause, [piece])
    }
  }
  return doubt
}

const consentWords = meaningsOf('consent')

const saysOptOutWords = meaningsOf('saysOptOut')

const sendsPackingWords = meaningsOf('sendsPacking')

const theirThings = meaningsOf('category', 'message', 'list', 'number')

const ofContacting = meaningsOf('message', 'category', 'me', 'again', 'noMore', 'number')

const notToGet = meaningsOf('again', 'rest', 'all', 'me', 'this', 'mine')

const notWanted = meaningsOf(
  'category',
  'message',
  'receive',
  'send',
  'contact',
  'list',
  'subscribe',
  'dontSend',
  'dontReceive',
)

const besidesOther = meaningsOf('message', 'category', 'list', 'number', 'me')

const unmistakable = meaningsOf('message', 'category', 'list', 'number', 'receive', 'removeMe')
