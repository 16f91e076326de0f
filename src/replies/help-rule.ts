import type { Clause, Piece } from './clauses.ts'
import { meansAny, piecesThat, type Verdict, verdict } from './judgement.ts'
import { meaningsOf } from './meanings.ts'
import type { Token } from './token.ts'

const aboutMessages = meaningsOf(
  'message',
  'category',
  'list',
  'send',
  'contact',
  'receive',
  'number',
  'consent',
)

/** Plain words that may stand beside a question about messages before it is about something else. */
const mostIdle = 1
/** Words around a keyword that make it part of a sentence. */
const fewestPlain = 2

const nothingNamed = meaningsOf(
  'saysOptOut',
  'other',
  'order',
  'why',
  'said',
  'laugh',
  'me',
  'message',
  'category',
  'list',
  'contact',
  'send',
  'receive',
  'want',
  'request',
)

/**
 * "does STOP cost anything?": in a question, a keyword in capitals or quotation marks among other words is the
 * word itself, unless somebody is shouting what he wants.
 */
function namedKeywords(clause: Clause): readonly Piece[] {
  if (!clause.asks || meansAny(clause, nothingNamed)) return []
  const isName = (token: Token | undefined): boolean =>
    token !== undefined &&
    (token.quoted ||
      (token.raw.length > 1 &&
        token.raw !== token.raw.toLowerCase() &&
        token.raw === token.raw.toUpperCase()))
  const plain = clause.tokens.filter((token) => token.kind === 'word' && !isName(token))
  if (plain.length < fewestPlain) return []
  return piecesThat(clause, keywords).filter(({ signal }) =>
    isName(clause.tokens[signal.start - clause.start]),
  )
}

/** "it says 'reply STOP to opt out' at the bottom": quoted among words of one's own. */
function isQuotedInside({ tokens, start }: Clause, { signal }: Piece): boolean {
  const inside = tokens.slice(signal.start - start, signal.end - start)
  return inside.every(({ quoted }) => quoted) && tokens.some(({ quoted }) => !quoted)
}

/** A question of this many words ("me puedo dar de baja") is about messages whatever else is in it. */
const speaksForItself = 4

const doable = meaningsOf(
  'stop',
  'remove',
  'change',
  'on',
  'dontReceive',
  'dontStop',
  'tooMuch',
  'often',
  'dontWant',
  'only',
  'keep',
)
/** "who do I ask about getting off your list" */
const doableOrLeft = meaningsOf(doable, 'saysOptOut')

/** How to stop, restart or change messages, and what a keyword does (POLICY §5.8). */
export function judgeHelp(clause: Clause): Verdict | null {
  if (!clause.asks && !(clause.means.saysHelp || clause.means.how || clause.means.mayI)) return null
  const said = piecesThat(clause, saysHelpWords).filter((piece) => !isQuotedInside(clause, piece))
  // "a friend of mine sent STOP and it worked" tells, and asks nothing.
  const isTold =
    said.length > 0 &&
    clause.pieces.some(
      ({ means, signal }) =>
        means.said &&
        signal.end - signal.start > 1 &&
        signal.end === said[0]?.signal.start &&
        clause.tokens[signal.start - clause.start]?.unit !== true,
    )
  if (isTold && !clause.asks && !clause.means.how) return null
  const isElsewhere =
    (clause.means.other || clause.means.order) &&
    !(clause.means.message || clause.means.category || clause.means.list)
  const isAboutThem = meansAny(clause, aboutOrLeaving)
  const isLong = said.some(({ signal }) => signal.end - signal.start >= speaksForItself)
  const isBare = (isLong || clause.unknown.every((token) => token.unit)) && clause.idle <= mostIdle
  const isShort = clause.unknown.length <= 1 && clause.idle === 0
  // "is there a word I can reply with?"
  const isAsked = clause.asks && isLong && clause.unknown.length === 0
  if (said.length > 0 && !isElsewhere && (isAsked || isBare || isShort || isAboutThem))
    return verdict('help', 'asks-how-messages-work', clause, said)
  const named = namedKeywords(clause)
  if (named.length > 0) return verdict('help', 'asks-what-keyword-does', clause, named)
  if (asksWhatStays(clause))
    return verdict('help', 'asks-how-messages-work', clause, piecesThat(clause, ifOrCategory))
  // "how do I make this stop"
  const isWish =
    (clause.means.saysEnough || clause.means.saysOptOut || clause.means.dontReceive) &&
    !(clause.means.other || clause.means.order)
  if (isBare && !isElsewhere && isWish && clause.means.how)
    return verdict('help', 'asks-how-messages-work', clause, piecesThat(clause, howToEnd))
  const asking = piecesThat(clause, howOrMayI)
  if (asking.length === 0) return null
  // "my friend says if one replies STOP ...": told, not asked, where one word is "if" and "how".
  if (clause.means.said && !clause.asks && !clause.means.me) return null
  // "can I still take my son off the school trip?"
  const isOfSomebody = clause.pieces.some(({ means, signal }) => means.said && signal.end - signal.start > 1)
  const isOwn = clause.means.how || clause.means.me || meansAny(clause, aboutMessages)
  if (isOfSomebody && clause.unknown.length > 0 && !isOwn) return null
  // "could you take me off?" in languages where asking politely sounds like asking whether one may.
  if (!clause.means.how && (clause.means.removeMe || clause.means.dontSend || clause.means.dontContact))
    return null
  const leaving = piecesThat(clause, leavingOrJoining)
  const asked = clause.asks && clause.means.how ? doableOrLeft : doable
  const doing = piecesThat(clause, asked)
  if ((clause.means.tooMuch || clause.means.often || clause.means.limit) && !clause.means.how) return null
  if (
    (clause.means.other || clause.means.order || clause.means.missing) &&
    !(clause.means.message || clause.means.category || clause.means.list)
  )
    return null
  const mostUnknown = clause.means.unsubscribe || clause.means.removeMe ? 2 : 0
  const isPlain =
    leaving.length > 0 && (clause.unknown.length <= mostUnknown || meansAny(clause, aboutMessages))
  // "news are fine": in some languages the word for "may I" also allows.
  const isAllowing = !clause.asks && leaving.length === 0 && doing.every((piece) => piece.means.keep)
  if (isAllowing && !clause.means.how) return null
  const isLeaving =
    isPlain &&
    (clause.means.unsubscribe ||
      clause.means.removeMe ||
      clause.means.subscribe ||
      clause.means.saysOptIn ||
      clause.unknown.length === 0)
  const isComingBack = (clause.means.receive || clause.means.send) && clause.means.again
  // "where do I click not to get any more?" needs no word for the messages.
  const isQuestion = clause.asks || clause.means.request
  const isNotToReceive = isQuestion && clause.means.how && clause.means.dontReceive
  const isAboutMessages =
    (doing.length > 0 || isComingBack) && (isNotToReceive || meansAny(clause, aboutMessages))
  // "how do I turn these off": nothing else is named.
  const isAboutThese =
    isBare &&
    clause.means.how &&
    (clause.means.this || doing.some(({ signal }) => signal.end - signal.start > 1)) &&
    meansAny(clause, adjusting)
  if (!isLeaving && !isAboutMessages && !isAboutThese) return null
  return verdict('help', 'asks-how-messages-work', clause, [...asking, ...leaving, ...doing])
}

/** "if I block you will the codes still come?" */
function asksWhatStays(clause: Clause): boolean {
  if (!clause.asks || !clause.means.if || !clause.means.category || meansAny(clause, noSupposition))
    return false
  const isThought = clause.means.stop || clause.means.unsubscribe || clause.means.saysUnclear
  return (
    isThought &&
    (clause.means.receive || clause.means.still || clause.means.keep || clause.means.missing) &&
    clause.unknown.length <= 1
  )
}

const noSupposition = meaningsOf(
  'maybe',
  'request',
  'mayI',
  'why',
  'said',
  'want',
  'dontSend',
  'dontContact',
  'removeMe',
  'other',
  'order',
  'tooMuch',
)

const ifOrCategory = meaningsOf('if', 'category')

const keywords = meaningsOf('optOut', 'optIn', 'help')

const saysHelpWords = meaningsOf('saysHelp')

const howToEnd = meaningsOf('how', 'saysEnough', 'saysOptOut')

const howOrMayI = meaningsOf('how', 'mayI')

const leavingOrJoining = meaningsOf(
  'unsubscribe',
  'optOut',
  'optOutAlone',
  'removeMe',
  'subscribe',
  'optIn',
  'saysOptIn',
  'preferences',
)

const aboutOrLeaving = meaningsOf(aboutMessages, 'unsubscribe', 'subscribe', 'optOut', 'saysOptIn', 'again')

const adjusting = meaningsOf('stop', 'remove', 'on', 'tooMuch', 'often', 'dontWant')
