import type { Clause, Piece } from './clauses.ts'
import { judgeDoubt } from './doubt-rule.ts'
import { judgeException, judgeGrant, judgeKeeping, judgeOnly } from './grant-rule.ts'
import { judgeHelp } from './help-rule.ts'
import { judgeInstead } from './instead-rule.ts'
import { meansAny, piecesThat, type Verdict, verdict } from './judgement.ts'
import { judgeKeyword } from './keyword-rule.ts'
import { categoryOrOrder, saidWords, stopWords, undecidedOrMaybe } from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'
import { judgeRevocation } from './revocation-rule.ts'
import { withOrders } from './scope.ts'

/** What one clause does, by the first rule that recognises it. */
export function judgeClause(clause: Clause): Verdict {
  if (clause.pieces.length === 0) return nothing(clause)
  // "can I change my mind after I cancel?"
  const asked = clause.means.takeBack && clause.asks ? judgeHelp(clause) : null
  if (asked !== null) return asked
  // "the stop was a mistake, start again": what is taken back is the stop.
  const restart = clause.means.takeBack && clause.means.saysOptIn ? judgeGrant(clause) : null
  if (restart !== null) return restart
  if (takesBack(clause)) return verdict('takeBack', 'taken-back', clause, piecesThat(clause, takeBackWords))
  const keyword = judgeKeyword(clause)
  if (keyword !== null) return keyword
  const help = judgeHelp(clause)
  if (help !== null) return help
  const instead = judgeInstead(clause)
  if (instead !== null) return instead
  const only = judgeOnly(clause)
  if (only !== null) return only
  const revocation = judgeRevocation(clause)
  if (revocation !== null && revocation.act === 'revoke') return qualified(revocation)
  const exception = judgeException(clause)
  if (exception !== null) return exception
  const staying = judgeStaying(clause)
  if (staying !== null) return staying
  return (
    revocation ??
    judgeDoubt(clause) ??
    judgeGrant(clause) ??
    judgeKeeping(clause) ??
    judgeReport(clause) ??
    judgeRefusal(clause) ??
    nothing(clause)
  )
}

/** Not "rather no surveys", nor "leave the rest": there the word refuses or keeps what stands beside it. */
function takesBack(clause: Clause): boolean {
  if (!clause.means.takeBack || insistsOnAnAnswer(clause)) return false
  // "undo it and don't send anything": a wish beside it is no stop taken back.
  const wish =
    piecesThat(clause, endsOfWriting).at(-1) ??
    // "undo that and stop the messages", but not "ignore the stop"
    piecesThat(clause, stopWords).findLast(({ at }) =>
      clause.pieces.slice(at + 1).some(({ means }) => means.message),
    )
  if (wish !== undefined && piecesThat(clause, takeBackWords).every(({ at }) => at < wish.at)) return false
  return piecesThat(clause, takeBackWords).some(({ means }) => {
    if (means.no && !means.keep) return !clause.means.category
    return !(means.keep && (clause.means.rest || clause.means.category))
  })
}

/** "will you take me off the list or not": the question presses for the wish. */
function insistsOnAnAnswer({ pieces, means }: Clause): boolean {
  const last = pieces.at(-1)?.means
  return means.request && last?.takeBack === true && last.maybe
}

function nothing(clause: Clause): Verdict {
  return verdict('nothing', 'nothing-said', clause, [])
}

/** Reported, hedged, or limited to some hours, a revocation is no longer plain (POLICY §5.7, §5.9, §5.10). */
function qualified(revocation: Verdict): Verdict {
  const { clause } = revocation
  if (clause.means.sendsPacking) return revocation
  if (toldThem(revocation)) return { ...revocation, rule: 'insists-on-opt-out' }
  if (isQuotation(revocation) || (isTold(revocation) && !isOutright(clause))) {
    return verdict('ordinary', 'reported-speech', clause, piecesThat(clause, saidWords))
  }
  // "as long as there is no spam" is a condition, not a wish; "if there is no less of it I am off" is a threat.
  if (clause.means.condition && !clause.means.saysUnclear && !isPoliteIf(clause))
    return verdict('ordinary', 'conditional', clause, piecesThat(clause, conditionWords))
  // "not sure about these texts any more"
  const isUnsure = revocation.rule === 'revocation-noMore' && clause.means.undecided
  const isHedged =
    (clause.means.maybe && !insistsOnAnAnswer(clause)) || (clause.means.if && !isPoliteIf(clause))
  if (isUnsure || isHedged) {
    return verdict('unclear', 'hedged-revocation', clause, [
      ...revocation.pieces,
      ...piecesThat(clause, hedges),
    ])
  }
  if (isBoundedBy(revocation) || (clause.means.some && !clause.means.all)) {
    return verdict('unclear', 'limited-revocation', clause, [
      ...revocation.pieces,
      ...piecesThat(clause, bounds),
    ])
  }
  return revocation
}

/** "I told you last week to stop": who tells of having told them insists on it (POLICY §5.1). */
function toldThem({ clause, pieces }: Verdict): boolean {
  if (!clause.means.said || !clause.means.mine) return false
  const told = clause.pieces.find(({ means }) => means.said && means.mine)
  const isOwn = clause.pieces.some(({ means, at }) => means.me && !means.my && at < (told?.at ?? 0))
  const last = pieces.at(-1)
  const isEnd = last !== undefined && last.signal.end === clause.start + clause.tokens.length
  return (
    told !== undefined &&
    isOwn &&
    isEnd &&
    !clause.asks &&
    !clause.means.other &&
    !clause.means.order &&
    clause.unknown.length <= 1
  )
}

/** "no more delivery notices please my wife gets them": who is named behind a wish and its object tells nothing of it. */
function isTold({ clause, pieces }: Verdict): boolean {
  const said = piecesThat(clause, saidWords)
  if (said.length === 0 || clause.objectFirst || clause.tokens.some((token) => token.unit))
    return said.length > 0
  if (said.every((piece) => isObject(clause, piece))) return false
  const last = Math.max(...pieces.map(({ at }) => at))
  const isBehind = said.every(({ at, signal }) => at > last && signal.end - signal.start > 1)
  return !(
    isBehind &&
    said.every(({ at }) => at > last + 1) &&
    (clause.means.message || clause.means.category)
  )
}

const leaving = meaningsOf('unsubscribe', 'remove', 'removeMe')
const leavingOrStop = meaningsOf(leaving, 'stop', 'optOut')

/** "unsubscribe my husband from the newsletter": who stands right behind the verb is taken off, and tells nothing. */
function isObject({ pieces }: Clause, { at, signal }: Piece): boolean {
  const verb = pieces[at - 1]
  const isVerb = verb !== undefined && meansAny(verb, leaving)
  return isVerb && verb.signal.end === signal.start && signal.end - signal.start > 1
}

/** "it would be kind if you took me off": an "if" right behind a polite phrase asks, it does not hedge. */
function isPoliteIf({ pieces }: Clause): boolean {
  return pieces.every(({ means, signal }, index) => {
    if (!means.if && !means.condition) return true
    const before = pieces[index - 1]?.signal
    const isPhrase = before !== undefined && before.end - before.start > 1
    return isPhrase && before.end === signal.start && pieces[index - 1]?.means.courtesy === true
  })
}

/** The sign says "stop here": what decides is quoted, and other words around it are not. */
function isQuotation({ clause, pieces }: Verdict): boolean {
  if (!clause.tokens.some((token) => token.quoted)) return false
  const isQuoted = ({ signal }: Verdict['pieces'][number]): boolean =>
    clause.tokens[signal.start - clause.start]?.quoted ?? false
  const speaks =
    piecesThat(clause, saidWords).some((piece) => !isQuoted(piece)) ||
    clause.unknown.some((token) => !token.quoted)
  return speaks && pieces.length > 0 && pieces.every(isQuoted)
}

/** "stop texting me": a verb of writing, and whom, right behind the verb of stopping. */
function stopsContact({ pieces, objectFirst }: Clause): boolean {
  return pieces.some(({ means, at }) => {
    const [verb, whom] = [pieces[at + 1], pieces[at + 2]]
    if (objectFirst || !means.stop || verb?.means.contact !== true) return false
    return verb.signal.end - verb.signal.start > 1 || whom?.means.me === true
  })
}

/** Words that tell the sender what to do with the messages are no quotation, whoever said what. */
export function isOutright(clause: Clause): boolean {
  if (clause.means.saysOptOut) return true
  // "the phone goes to my nephew, so please remove this number"
  if (clause.pieces[0]?.means.but === true && clause.means.want && clause.means.removeMe) return true
  if (clause.means.dontContact || stopsContact(clause)) return true
  if ((clause.means.number || clause.means.list) && clause.means.removeMe) return true
  if (clause.means.number && clause.means.list && clause.means.remove) return true
  return (
    (clause.means.me || clause.means.message || clause.means.category || clause.means.number) &&
    (clause.means.dontSend || clause.means.removeMe)
  )
}

/** "the weekend deals": where the object comes last, a time right before a kind of message says which. */
function namesKind({ pieces, objectFirst }: Clause, { at, signal }: Piece): boolean {
  const next = pieces[at + 1]
  return !objectFirst && next?.signal.start === signal.end && next.means.category
}

/** "after what they said on Saturday I don't want to hear from you": a time before the "I" is none of the wish's. */
function isOfOtherTime({ pieces, objectFirst }: Clause, { at }: Piece, wishAt: number): boolean {
  return (
    !objectFirst &&
    at > 1 &&
    at < wishAt &&
    pieces.slice(at + 1, wishAt).some(({ means }) => means.me && !means.my)
  )
}

/** Is the "so many" right beside the revocation, so that less of it would do? */
function isBoundedBy(revocation: Verdict): boolean {
  const { clause } = revocation
  const last = revocation.pieces.at(-1)?.at ?? 0
  const isOfWish = (piece: Piece): boolean => !namesKind(clause, piece) && !isOfOtherTime(clause, piece, last)
  if (piecesThat(clause, limitWords).some(isOfWish)) return true
  // A number is deleted or not; there is no deleting it less.
  if (revocation.rule === 'revocation-remove' && clause.means.number) return false
  const at = clause.pieces.findIndex((piece) => revocation.pieces.includes(piece))
  const beside = clause.objectFirst ? [at - 1, at - 2, at + 1] : [at + 1, at - 1]
  return beside.some((index) => {
    const means = clause.pieces[index]?.means
    // One word for "less" and "but for": before a kind of message it excepts.
    const isException = means?.except === true && (clause.means.category || clause.means.order)
    // "end these daily messages": which ones, not how many.
    const named = clause.pieces.slice(index + 1).find(({ means: next }) => !next.courtesy)?.means
    const isWhich = clause.objectFirst && (named?.message === true || named?.category === true)
    return (means?.tooMuch === true && !isException) || (means?.often === true && !isWhich)
  })
}

/** Not stopping, never stopping, wanting to stay (POLICY §5.4). Asking why it does not stop is asking to stop. */
function judgeStaying(clause: Clause): Verdict | null {
  const words = piecesThat(clause, dontStopWords)
  if (words.length === 0) return null
  // "I don't want to miss the bus" is about the bus.
  const isElsewhere = clause.means.other && !meansAny(clause, ofMessages)
  if (isElsewhere) return null
  if (
    clause.means.why &&
    (clause.means.message || clause.means.category || clause.means.send || clause.means.contact)
  ) {
    return verdict('revoke', 'asks-why-it-goes-on', clause, words)
  }
  // "still deciding whether to stay on the list"
  const isRunOn = clause.tokens.some((token) => token.unit)
  const doubts = isRunOn ? [] : piecesThat(clause, undecidedOrMaybe)
  if (doubts.length > 0) return verdict('unclear', 'hedged-staying', clause, [...words, ...doubts])
  const categories = withOrders(piecesThat(clause, categoryOrOrder))
  return verdict('stay', 'negated-stop', clause, words, { categories })
}

/** "I told you to stop": somebody's stop, told of (POLICY §5.7). */
function judgeReport(clause: Clause): Verdict | null {
  const isReport =
    clause.means.said &&
    meansAny(clause, reported) &&
    !(clause.means.other || clause.means.order || clause.means.account || clause.means.missing)
  if (!isReport) return null
  const insistence = verdict('revoke', 'insists-on-opt-out', clause, piecesThat(clause, leavingOrStop))
  if (toldThem(insistence)) return insistence
  return verdict('ordinary', 'reported-speech', clause, piecesThat(clause, saidWords))
}

/** A bare "I don't want that": an answer, if something was asked. */
function judgeRefusal(clause: Clause): Verdict | null {
  const words = piecesThat(clause, refusing)
  return words.length === 0 ? null : verdict('refuse', 'not-wanted', clause, words)
}

const takeBackWords = meaningsOf('takeBack')

const endsOfWriting = meaningsOf('dontSend', 'dontContact')

const conditionWords = meaningsOf('condition')

const hedges = meaningsOf('maybe', 'if', 'undecided')

const bounds = meaningsOf('limit', 'tooMuch', 'often')

const limitWords = meaningsOf('limit')

const dontStopWords = meaningsOf('dontStop')

const refusing = meaningsOf('dontWant', 'saysNotInterested')

const ofMessages = meaningsOf('message', 'category', 'order', 'list', 'contact', 'send', 'this')

const reported = meaningsOf(
  'stop',
  'unsubscribe',
  'optOut',
  'removeMe',
  'saysOptOut',
  'dontSend',
  'dontContact',
)
