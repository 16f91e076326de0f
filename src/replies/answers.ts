import type { Clause, Piece } from './clauses.ts'
import { hasAny } from './judgement.ts'

/** The answer a clause gives to whatever was asked, apart from any wish it states (POLICY §4). */
export interface Answer {
  readonly kind: 'yes' | 'ok' | 'no' | 'undecided' | 'thanks'
  readonly pieces: readonly Piece[]
  /** Nothing but the answer and courtesy is in the clause. */
  readonly isBare: boolean
}

const answerMeanings = ['yes', 'no', 'ok'] as const

function isFiller(piece: Piece): boolean {
  return ['courtesy', 'and', 'but', 'common', 'me', 'laugh', 'again', 'this'].some((meaning) =>
    piece.means.has(meaning as 'courtesy'),
  )
}

/** An answer stands first in its clause; idioms count wherever they stand. */
export function answerIn(clause: Clause): Answer | null {
  const undecided = clause.pieces.filter((piece) => piece.means.has('undecided') || piece.means.has('maybe'))
  if (undecided.length > 0) return { kind: 'undecided', pieces: undecided, isBare: false }
  for (const piece of clause.pieces) {
    if (piece.means.has('saysNo') || piece.means.has('saysNotInterested'))
      return { kind: 'no', pieces: [piece], isBare: isBare(clause) }
    if (piece.means.has('saysYes')) return { kind: 'yes', pieces: [piece], isBare: isBare(clause) }
  }
  const first = clause.pieces.find(
    (piece) => !isFiller(piece) || answerMeanings.some((meaning) => piece.means.has(meaning)),
  )
  if (first === undefined)
    return hasAny(clause, 'courtesy') && clause.unknown.length === 0
      ? { kind: 'thanks', pieces: [], isBare: true }
      : null
  if (startsWithOther(clause, first)) return null
  for (const kind of answerMeanings) {
    if (first.means.has(kind) && !(clause.asks && !isBare(clause)))
      return { kind, pieces: [first], isBare: isBare(clause) }
  }
  return null
}

/** Unknown words before the answer make it part of another sentence ("does yes mean ..."). */
function startsWithOther(clause: Clause, piece: Piece): boolean {
  const offset = clause.tokens.length - clause.unknown.length
  if (offset < 0) return false
  const firstUnknown = clause.unknown[0]
  if (firstUnknown === undefined) return false
  const unknownAt = clause.tokens.indexOf(firstUnknown)
  const pieceAt = piece.signal.start - clause.start
  return unknownAt < pieceAt && pieceAt > 1
}

function isBare(clause: Clause): boolean {
  if (clause.unknown.length > 0 || clause.idle > 0) return false
  return clause.pieces.every(
    (piece) =>
      isFiller(piece) ||
      piece.means.has('yes') ||
      piece.means.has('ok') ||
      piece.means.has('no') ||
      piece.means.has('saysYes') ||
      piece.means.has('saysNo') ||
      piece.means.has('saysNotInterested') ||
      piece.means.has('dontWant') ||
      piece.means.has('want') ||
      piece.means.has('send') ||
      piece.means.has('on'),
  )
}

/** "yes no": a bare answer with its opposite beside it. */
export function oppositeAnswer(clause: Clause, answer: Answer): Answer | null {
  if (answer.kind !== 'yes' && answer.kind !== 'ok' && answer.kind !== 'no') return null
  const kind = answer.kind === 'no' ? 'yes' : 'no'
  const opposed = clause.pieces.filter(
    (piece) => piece.means.has(kind) && !piece.means.has(answer.kind === 'no' ? 'no' : 'yes'),
  )
  return opposed.length === 0 ? null : { kind, pieces: opposed, isBare: true }
}
