import type { Clause } from './clauses.ts'
import { meansAny, namesThing, piecesThat } from './judgement.ts'
import { undecidedOrMaybe } from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'
import { isMereDenial, type Piece } from './negation.ts'

/** The answer a clause gives to whatever was asked, apart from any wish it states (POLICY §4). */
export interface Answer {
  readonly kind: 'yes' | 'ok' | 'no' | 'undecided' | 'thanks'
  readonly pieces: readonly Piece[]
  /** Nothing but the answer and courtesy is in the clause. */
  readonly isBare: boolean
}

const answerKinds = ['yes', 'no', 'ok'] as const
const fillers = meaningsOf('courtesy', 'and', 'but', 'common', 'me', 'laugh', 'again', 'this', 'all')
/** What may stand in a bare answer: "no I don't want that", "yes send them". */
const besideAnswer = meaningsOf(
  fillers,
  ...answerKinds,
  'saysNotInterested',
  'dontWant',
  'want',
  'send',
  'on',
  // "yes no yes": a no that denies the yes behind it.
  'not',
)

/** A yes, a no, or an acknowledgement. */
export function isAnswer({ means }: Piece): boolean {
  return means.yes || means.no || means.ok
}

function isBare(clause: Clause): boolean {
  if (clause.unknown.length > 0 || clause.idle > 0) return false
  return clause.pieces.every((piece) => meansAny(piece, besideAnswer))
}

/** An answer stands first in its clause; a question with more in it is no answer. */
export function answerIn(clause: Clause): Answer | null {
  const bare = isBare(clause)
  const undecided = piecesThat(clause, undecidedOrMaybe)
  const isOnlyThat = clause.unknown.length <= 1 && clause.idle <= 1
  if (undecided.length > 0 && (isOnlyThat || undecided[0]?.at === 0)) {
    return { kind: 'undecided', pieces: undecided, isBare: false }
  }
  const [uninterested] = piecesThat(clause, saysNotInterestedWords)
  if (uninterested !== undefined) return { kind: 'no', pieces: [uninterested], isBare: bare }
  const first = clause.pieces.find((piece) => !meansAny(piece, fillers) || isAnswer(piece))
  if (first === undefined) {
    const isThanks = clause.means.courtesy && clause.unknown.length === 0 && clause.idle === 0
    return isThanks ? { kind: 'thanks', pieces: [], isBare: true } : null
  }
  const isOther = startsWithOther(clause, first) || isDenial(clause, first)
  if (isOther || (clause.asks && !(bare && opensQuestion(clause, first)))) return null
  const kind = answerKinds.find((one) => first.means[one])
  // "first I want to read the terms", "I want to order a pizza": wanting something else is no yes.
  const wantsElse = clause.unknown.length > 0 || clause.idle > 1 || namesThing(clause)
  if (kind === 'yes' && first.means.want && wantsElse) return null
  // "can you cancel it?" asks for something, even where "you can" is also a yes.
  const isAskedFor =
    first.means.request && (clause.means.stop || clause.means.remove || clause.means.optOutAlone)
  if (kind !== 'no' && isAskedFor) return null
  return kind === undefined ? null : { kind, pieces: [first], isBare: bare }
}

/** Unknown words before the answer make it part of another sentence ("does yes mean ..."). */
function startsWithOther(clause: Clause, piece: Piece): boolean {
  const place = piece.signal.start - clause.start
  // "jaldi nahi hai": where the denial stands last, one word before it is what it denies.
  const least = clause.objectFirst && piece.signal.meanings.not ? 1 : 2
  return place >= least && (clause.unknownBefore[place] ?? 0) > 0
}

/** "What exactly do you send?" has its yes inside: in a question only courtesy may stand before the answer. */
function opensQuestion(clause: Clause, piece: Piece): boolean {
  const before = clause.pieces.slice(0, piece.at)
  const covered = before.reduce((sum, { signal }) => sum + signal.end - signal.start, 0)
  return covered === piece.signal.start - clause.start
}

/** "no entiendo", "no hay prisa": one word for "no" and "not" denies the word that follows it, and answers nothing. */
function isDenial(clause: Clause, piece: Piece): boolean {
  const { signal, means } = piece
  if (!isMereDenial(piece) || !means.no) return false
  if (signal.end - clause.start >= clause.tokens.length) return false
  const behind = clause.pieces[piece.at + 1]
  return behind?.signal.start === signal.end ? behind.means.other || behind.means.common : true
}

/** "yes no": a bare answer with its opposite beside it. */
export function oppositeAnswer(clause: Clause, answer: Answer): Answer | null {
  if (answer.kind === 'undecided' || answer.kind === 'thanks') return null
  const isNo = answer.kind === 'no'
  // "ji" is a yes by itself and mere courtesy beside other words.
  const opposed = clause.pieces.filter(
    ({ means }) =>
      means[isNo ? 'yes' : 'no'] &&
      !means[isNo ? 'no' : 'yes'] &&
      // "tidak ya": what accepts by itself only softens a no before it.
      !(isNo && (means.courtesy || means.fine)),
  )
  return opposed.length === 0 ? null : { kind: isNo ? 'yes' : 'no', pieces: opposed, isBare: true }
}

const saysNotInterestedWords = meaningsOf('saysNotInterested')
