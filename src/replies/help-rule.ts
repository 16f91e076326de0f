import type { Clause, Piece } from './clauses.ts'
import { hasAny, piecesThat, type Verdict, verdict } from './judgement.ts'
import type { Token } from './token.ts'

const aboutMessages = [
  'message',
  'category',
  'list',
  'send',
  'contact',
  'receive',
  'number',
  'consent',
] as const

/** Plain words that may stand beside a question about messages before it is about something else. */
const mostIdle = 1
/** Words around a keyword that make it part of a sentence. */
const fewestPlain = 2

const wishes = ['me', 'message', 'category', 'list', 'contact', 'send', 'receive', 'want', 'request'] as const

/**
 * "does STOP cost anything?": in a question, a keyword in capitals or quotation marks among other words is the
 * word itself, unless somebody is shouting what he wants.
 */
function namedKeywords(clause: Clause): readonly Piece[] {
  if (!clause.asks || hasAny(clause, ...wishes, 'saysOptOut', 'other', 'order', 'why', 'said', 'laugh'))
    return []
  const isName = (token: Token | undefined): boolean =>
    token !== undefined &&
    (token.quoted ||
      (token.raw.length > 1 &&
        token.raw !== token.raw.toLowerCase() &&
        token.raw === token.raw.toUpperCase()))
  const plain = clause.tokens.filter((token) => token.kind === 'word' && !isName(token))
  if (plain.length < fewestPlain) return []
  return piecesThat(clause, 'optOut', 'optIn', 'help').filter(({ signal }) =>
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

/** How to stop, restart or change messages, and what a keyword does (POLICY §5.8). */
export function judgeHelp(clause: Clause): Verdict | null {
  if (!clause.asks && !hasAny(clause, 'saysHelp', 'how', 'mayI')) return null
  const said = piecesThat(clause, 'saysHelp').filter((piece) => !isQuotedInside(clause, piece))
  const isElsewhere = hasAny(clause, 'other', 'order') && !hasAny(clause, 'message', 'category', 'list')
  const isAboutThem = hasAny(
    clause,
    ...aboutMessages,
    'unsubscribe',
    'subscribe',
    'optOut',
    'saysOptIn',
    'again',
  )
  const isLong = said.some(({ signal }) => signal.end - signal.start >= speaksForItself)
  const isBare = (isLong || clause.unknown.every((token) => token.unit)) && clause.idle <= mostIdle
  const isShort = clause.unknown.length <= 1 && clause.idle === 0
  // "is there a word I can reply with?"
  const isAsked = clause.asks && isLong && clause.unknown.length === 0
  if (said.length > 0 && !isElsewhere && (isAsked || isBare || isShort || isAboutThem))
    return verdict('help', 'asks-how-messages-work', clause, said)
  const named = namedKeywords(clause)
  if (named.length > 0) return verdict('help', 'asks-what-keyword-does', clause, named)
  // "how do I make this stop"
  const isWish =
    hasAny(clause, 'saysEnough', 'saysOptOut', 'dontReceive') && !hasAny(clause, 'other', 'order')
  if (isBare && !isElsewhere && isWish && hasAny(clause, 'how'))
    return verdict(
      'help',
      'asks-how-messages-work',
      clause,
      piecesThat(clause, 'how', 'saysEnough', 'saysOptOut'),
    )
  const asking = piecesThat(clause, 'how', 'mayI')
  if (asking.length === 0) return null
  // "my friend says if one replies STOP ...": told, not asked, where one word is "if" and "how".
  if (hasAny(clause, 'said') && !clause.asks && !hasAny(clause, 'me')) return null
  // "could you take me off?" in languages where asking politely sounds like asking whether one may.
  if (!hasAny(clause, 'how') && hasAny(clause, 'removeMe', 'dontSend', 'dontContact')) return null
  const leaving = piecesThat(
    clause,
    'unsubscribe',
    'optOut',
    'optOutAlone',
    'removeMe',
    'subscribe',
    'optIn',
    'saysOptIn',
    'preferences',
  )
  const doing = piecesThat(
    clause,
    // "who do I ask about getting off your list"
    ...(clause.asks && hasAny(clause, 'how') ? (['saysOptOut'] as const) : []),
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
  if (hasAny(clause, 'tooMuch', 'often', 'limit') && !hasAny(clause, 'how')) return null
  if (hasAny(clause, 'other', 'order', 'missing') && !hasAny(clause, 'message', 'category', 'list'))
    return null
  const mostUnknown = hasAny(clause, 'unsubscribe', 'removeMe') ? 2 : 0
  const isPlain =
    leaving.length > 0 && (clause.unknown.length <= mostUnknown || hasAny(clause, ...aboutMessages))
  // "news are fine": in some languages the word for "may I" also allows.
  const isAllowing = !clause.asks && leaving.length === 0 && doing.every((piece) => piece.means.has('keep'))
  if (isAllowing && !hasAny(clause, 'how')) return null
  const isLeaving =
    isPlain &&
    (hasAny(clause, 'unsubscribe', 'removeMe', 'subscribe', 'saysOptIn') || clause.unknown.length === 0)
  const isComingBack = hasAny(clause, 'receive', 'send') && hasAny(clause, 'again')
  // "where do I click not to get any more?" needs no word for the messages.
  const isQuestion = clause.asks || hasAny(clause, 'request')
  const isNotToReceive = isQuestion && hasAny(clause, 'how') && hasAny(clause, 'dontReceive')
  const isAboutMessages =
    (doing.length > 0 || isComingBack) && (isNotToReceive || hasAny(clause, ...aboutMessages))
  // "how do I turn these off": nothing else is named.
  const isAboutThese =
    isBare &&
    hasAny(clause, 'how') &&
    (hasAny(clause, 'this') || doing.some(({ signal }) => signal.end - signal.start > 1)) &&
    hasAny(clause, 'stop', 'remove', 'on', 'tooMuch', 'often', 'dontWant')
  if (!isLeaving && !isAboutMessages && !isAboutThese) return null
  return verdict('help', 'asks-how-messages-work', clause, [...asking, ...leaving, ...doing])
}
