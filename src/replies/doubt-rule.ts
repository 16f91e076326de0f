import type { Clause, Piece } from './clauses.ts'
import { allMean, meansAny, piecesThat, type Verdict, verdict, wordsIn } from './judgement.ts'
import { optOutWords } from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'

/** Words that may stand beside "too much" before it is about something else. */
const fewUnknown = 1
const fewIdle = 2
const longestName = 3

/** "I'm not Linda": names are written with a capital, and nothing else follows. */
function mistakenName(clause: Clause): readonly Piece[] {
  const denial = clause.pieces.find((piece) => piece.means.notMe)
  if (denial === undefined || clause.asks) return []
  const after = clause.tokens.slice(denial.signal.end - clause.start)
  // Where the denial follows ("ben Ahmet değilim"), the name stands between it and the "I".
  const owner = clause.pieces[denial.at - 1]
  const isBehind = clause.objectFirst && after.length === 0 && owner?.means.me === true
  const rest = isBehind
    ? clause.tokens.slice(owner.signal.end - clause.start, denial.signal.start - clause.start)
    : after
  const isShouted = clause.tokens.every(({ raw }) => raw === raw.toUpperCase())
  const isName =
    !isShouted && rest.length > 0 && rest.length <= longestName && rest.every((token) => token.capital)
  const isPlain =
    clause.unknown.every((token) => token.capital) && !(clause.means.other || clause.means.order)
  return isName && isPlain ? [denial] : []
}

/** Characters of a script without spaces that say enough to be a complaint by themselves. */
const longestShortGroan = 3

/** A word such as "annoying" is a complaint about the messages only when nothing else is said. */
function isLongGroan({ signal }: Piece, clause: Clause): boolean {
  const length = signal.end - signal.start
  if (clause.tokens[signal.start - clause.start]?.unit !== true) return length > 1
  return length > longestShortGroan || meansAny(clause, theirThings)
}

const besideStop = meaningsOf(
  'saysUnclear',
  'saysNotInterested',
  'optOut',
  'courtesy',
  'message',
  'mine',
  'this',
  'and',
  'me',
)

/** "wrong number stop": a request to be left alone makes it plain (POLICY §5.10). */
function isPlainWithStop(clause: Clause): boolean {
  if (
    clause.asks ||
    clause.unknown.length > 0 ||
    clause.idle > 0 ||
    clause.means.some ||
    clause.means.channel
  )
    return false
  const stopAt = piecesThat(clause, optOutWords)[0]?.at ?? 0
  if (clause.objectFirst || (piecesThat(clause, reasonsToDoubt)[0]?.at ?? 0) > stopAt) return false
  return allMean(clause.pieces, besideStop)
}

/** "ads every day": how often they come is blame; who reads the newsletter every day is no complaint. */
function comeOften(clause: Clause): boolean {
  // "please send me your weekly offers": how often one of a kind comes only says which.
  if (clause.means.want && piecesThat(clause, oftenWords).every((piece) => isWhich(clause, piece)))
    return false
  if (clause.means.message || clause.means.contact || clause.means.send || clause.means.receive) return true
  const isCurt = clause.unknown.length === 0 && clause.idle === 0 && clause.tokens.length <= longestBlame
  return clause.means.category && isCurt && !clause.asks
}

const longestBlame = 5

/** "weekly offers" */
function isWhich({ pieces }: Clause, { at, signal, means }: Piece): boolean {
  const thing = pieces[at + 1]
  if (means.tooMuch) return false
  return signal.end - signal.start === 1 && thing?.signal.start === signal.end && thing.means.category
}

const besideGroan = meaningsOf('saysGroan', 'courtesy', 'this', 'again')

function isNothingElse(clause: Clause): boolean {
  return clause.unknown.length === 0 && clause.idle === 0 && allMean(clause.pieces, besideGroan)
}

const longestHeading = 5

const mostWords = 4
const mostUnits = 6

/** A few words; of a script without spaces, a few characters besides what is courtesy, at the head of the text. */
function isCurt(clause: Clause): boolean {
  if (clause.tokens.length <= mostWords) return true
  if (clause.start > 0 || !clause.tokens.every((token) => token.unit)) return false
  const said = clause.pieces.filter(({ means }) => !means.courtesy)
  return said.reduce((sum, { signal }) => sum + signal.end - signal.start, 0) <= mostUnits
}

/** What every doubt has one of. */
const doubtful = meaningsOf(
  'saysUnclear',
  'saysNotInterested',
  'saysGroan',
  'if',
  'notMe',
  'again',
  'some',
  'channel',
  'tooMuch',
  'weary',
  'often',
  'limit',
  'why',
)

/** "I think you have mistaken me for somebody": so long a phrase says it whatever stands around it. */
function isIdiom({ signal }: Piece): boolean {
  return signal.end - signal.start > mostWords - 1
}

/** Too many, less often, not at night, spam, a wrong number: there may be a revocation in it (POLICY §5.10). */
export function judgeDoubt(clause: Clause): Verdict | null {
  if (!meansAny(clause, doubtful)) return null
  const said = piecesThat(clause, saysUnclearWords).filter((piece) => !piece.means.saysNotInterested)
  const isElsewhere =
    (clause.means.other || clause.means.order) &&
    !(clause.means.message || clause.means.category || clause.means.list)
  const isAboutThem = meansAny(clause, theirThings)
  const strange = clause.unknown.filter((token) => !token.unit && !token.capital).length
  const isPlain =
    clause.tokens.some((token) => token.unit) ||
    (strange <= fewUnknown && (clause.idle <= fewIdle || said.some(isIdiom)))
  const reasons = piecesThat(clause, reasonsToDoubt)
  const stop = reasons.length > 0 && isPlainWithStop(clause) ? piecesThat(clause, optOutWords) : []
  if (stop.length > 0) return verdict('revoke', 'doubt-and-stop', clause, [...reasons, ...stop])
  if (said.length > 0 && !isElsewhere && (isPlain || isAboutThem))
    return verdict('unclear', 'unclear-revocation', clause, said)
  const groans = piecesThat(clause, saysGroanWords).filter(
    (piece) =>
      isLongGroan(piece, clause) ||
      // "again?" groans, "thanks, again" does not.
      (isNothingElse(clause) && (clause.asks || !piece.means.again)),
  )
  if (groans.length > 0 && !isElsewhere && (isPlain || isAboutThem)) {
    return verdict('unclear', 'groan', clause, groans, { needsRoom: !isAboutThem })
  }
  const aboutThem = meansAny(clause, theirDoing)
  // "one more of these texts and I unsubscribe"
  const isOnce = piecesThat(clause, ifWords).some(({ signal }) => signal.end - signal.start > 2)
  const isThreat =
    (clause.means.optOut || clause.means.unsubscribe) && clause.means.if && (isOnce || aboutThem)
  if (isThreat && clause.unknown.length <= fewUnknown && !clause.asks && !isElsewhere)
    return verdict('unclear', 'threat-to-leave', clause, piecesThat(clause, ifOrOptOut))
  const stranger = mistakenName(clause)
  if (stranger.length > 0) return verdict('unclear', 'mistaken-person', clause, stranger)
  const isHeading =
    wordsIn(clause) <= longestHeading && clause.unknown.length <= 1 && !meansAny(clause, noHeading)
  // "messages again?" groans as "ads again" does.
  const isThere = clause.means.category || (clause.means.message && clause.asks)
  if (isHeading && clause.means.again && isThere) {
    return verdict('unclear', 'again', clause, piecesThat(clause, againOrThing))
  }
  if (
    clause.means.some &&
    (clause.means.message || clause.means.category) &&
    !clause.asks &&
    !(clause.means.other || clause.means.missing)
  ) {
    const isDenied = meansAny(clause, denying)
    if (isDenied) return verdict('unclear', 'some-of-these', clause, piecesThat(clause, someOrThing))
  }
  const isOtherChannel =
    clause.means.channel && meansAny(clause, againstChannel) && !meansAny(clause, besidesChannel)
  if (isOtherChannel && clause.unknown.length <= 1 && !clause.asks) {
    return verdict('unclear', 'another-channel', clause, piecesThat(clause, channelWords))
  }
  // "too often!" and nothing else can only be about the messages.
  const isCurtBlame = isCurt(clause) && clause.unknown.length === 0 && clause.idle === 0 && !clause.asks
  // One word for "less" and "but for": "write less" excepts nothing.
  const isException =
    piecesThat(clause, tooMuchWords).some((piece) => piece.means.except) &&
    !(clause.means.contact || clause.means.send || clause.means.receive || clause.means.saysOptIn)
  const isBlame =
    (clause.means.tooMuch && (aboutThem || isCurtBlame)) ||
    (clause.means.weary && aboutThem) ||
    (clause.means.often && comeOften(clause)) ||
    (clause.means.weary && isCurtBlame && clause.tokens.every((token) => token.unit))
  // "three texts before breakfast is too much": what is too much is named, whatever else is.
  const isNamed = clause.means.tooMuch && clause.means.message && clause.unknown.length === 0
  const isOfOther = clause.means.other && !isNamed
  if (isBlame && !isException && !isOfOther && !clause.means.missing) {
    return verdict('unclear', 'too-many', clause, piecesThat(clause, tooManyOfThem))
  }
  // "write only on weekdays" limits as "not at weekends" does.
  const isLimited =
    clause.means.not ||
    clause.means.noMore ||
    clause.means.dontSend ||
    clause.means.dontContact ||
    (clause.means.only && meansAny(clause, limitable))
  if (
    clause.means.limit &&
    isLimited &&
    clause.unknown.length <= 1 &&
    !clause.asks &&
    !(clause.means.other || clause.means.order || clause.means.undecided || clause.means.no)
  ) {
    return verdict('unclear', 'limited-hours', clause, piecesThat(clause, limiting))
  }
  // "could you stop for a week or two?"
  const isPauseAsked =
    clause.means.request ||
    (clause.asks && (clause.means.message || clause.means.category || clause.means.send))
  if (
    isPauseAsked &&
    clause.means.limit &&
    clause.means.stop &&
    clause.unknown.length === 0 &&
    !(clause.means.other || clause.means.order || clause.means.how)
  ) {
    return verdict('unclear', 'limited-revocation', clause, piecesThat(clause, stopOrLimit))
  }
  // "why do you send these", "why are you sending me this": nothing else is named.
  const isAboutThese =
    clause.means.this && (clause.means.send || clause.means.receive) && clause.unknown.length === 0
  const isThis = isAboutThese && (clause.means.me || clause.idle === 0)
  if (
    clause.means.why &&
    (clause.means.message ||
      clause.means.category ||
      clause.means.contact ||
      (isThis && !(clause.means.other || clause.means.order || clause.means.not))) &&
    (clause.means.send || clause.means.receive || clause.means.contact) &&
    // "why did I get no reminder?" misses one.
    !(clause.means.missing || clause.means.noMore)
  ) {
    return verdict('unclear', 'complaint-about-messages', clause, piecesThat(clause, whyOrMessageOrCategory))
  }
  return null
}

const reasonsToDoubt = meaningsOf('saysUnclear', 'saysNotInterested')

const oftenWords = meaningsOf('often')

const saysUnclearWords = meaningsOf('saysUnclear')

const saysGroanWords = meaningsOf('saysGroan')

const ifWords = meaningsOf('if')

const ifOrOptOut = meaningsOf('if', 'optOut')

const againOrThing = meaningsOf('again', 'category', 'message')

const someOrThing = meaningsOf('some', 'message', 'category')

const channelWords = meaningsOf('channel')

const tooMuchWords = meaningsOf('tooMuch')

const tooManyOfThem = meaningsOf('tooMuch', 'often', 'weary', 'message', 'category')

const limiting = meaningsOf('not', 'noMore', 'limit')

const whyOrMessageOrCategory = meaningsOf('why', 'message', 'category')
const stopOrLimit = meaningsOf('stop', 'limit')

const theirThings = meaningsOf('message', 'category', 'list', 'number')

const theirDoing = meaningsOf('message', 'category', 'contact', 'send', 'receive', 'saysOptIn')

const noHeading = meaningsOf(
  'courtesy',
  'want',
  'send',
  'receive',
  'on',
  'yes',
  'saysOptIn',
  'subscribe',
  'optIn',
  'keep',
  'missing',
  'no',
  'ok',
)

const denying = meaningsOf('not', 'no', 'noMore', 'dontWant', 'dontSend', 'stop', 'remove', 'dontReceive')

const againstChannel = meaningsOf(
  'not',
  'noMore',
  'no',
  'stop',
  'dontSend',
  'dontWant',
  'dontContact',
  'tooMuch',
  'often',
  'dontReceive',
)

const besidesChannel = meaningsOf('message', 'category', 'other', 'order', 'how', 'mayI', 'missing')

const limitable = meaningsOf('send', 'contact', 'receive', 'this', 'message')
