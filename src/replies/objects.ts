import type { Clause, Piece } from './clauses.ts'
import { type Meanings, meaningsOf } from './meanings.ts'

/** What a verb of stopping, sending or wanting is about. */
export type ObjectKind =
  | 'messages'
  | 'channel'
  | 'subscription'
  | 'account'
  | 'this'
  | 'all'
  | 'other'
  | 'none'

const objectKinds: readonly (readonly [Meanings, ObjectKind])[] = [
  [meaningsOf('category', 'message', 'list', 'consent', 'saysOptIn'), 'messages'],
  [meaningsOf('channel'), 'channel'],
  [meaningsOf('subscription'), 'subscription'],
  [meaningsOf('account'), 'account'],
  [meaningsOf('other', 'order'), 'other'],
  [meaningsOf('send', 'contact', 'receive', 'subscribe', 'number'), 'messages'],
  [meaningsOf('this'), 'this'],
  [meaningsOf('all'), 'all'],
]
const reach = 5
/** Words outside the vocabulary that may stand between a verb and its object. */
const mostUnknownBetween = 2

/** What a piece is, as the object of a verb. */
export function kindOf(piece: Piece): ObjectKind | null {
  for (const [meanings, kind] of objectKinds) if (piece.means.overlaps(meanings)) return kind
  return null
}

/**
 * The nearest thing a verb can be about: after it in most languages, before it where objects come first
 * (POLICY §5.5). "this" and "all" count only when nothing more definite is near.
 */
export function objectOf(clause: Clause, verb: Piece): ObjectKind {
  const at = verb.at
  const directions = clause.objectFirst ? [-1, 1] : [1, -1]
  let vague: ObjectKind = 'none'
  for (const direction of directions) {
    let isExcepted = false
    for (let step = 1; step <= reach; step += 1) {
      const piece = clause.pieces[at + step * direction]
      if (piece === undefined) break
      if (piece.means.except) isExcepted = true
      const kind = kindOf(piece)
      // What is excepted is no other object: "stop everything except my orders".
      if (kind === null || (isExcepted && kind === 'other')) continue
      if (unknownBetween(clause, verb, piece) > mostUnknownBetween) break
      // "keep the codes, the rest delete": right beside its verb the rest is what it is about.
      if (piece.means.rest && distance(verb, piece) === 0) return 'all'
      if (isLooseVerb(piece) && distance(verb, piece) > 2) continue
      if (isOtherList(clause, piece)) return 'other'
      if (kind === 'other' && isMessageAbout(clause, piece)) return 'messages'
      if (kind !== 'this' && kind !== 'all') return kind
      vague = vague === 'none' ? kind : vague
    }
  }
  return vague
}

/** "take Kyle off the aftercare list": of people, and for something that is not known to be messages. */
function isOtherList(clause: Clause, { means, signal }: Piece): boolean {
  if (!means.list || means.message || means.category || meansOneself(clause.means)) return false
  const [start, end] = [signal.start - clause.start, signal.end - clause.start]
  return unknownIn(clause, start - 1, start) > 0 || unknownIn(clause, end, end + 1) > 0
}

const meansOneself = (means: Meanings): boolean => means.overlaps(oneself) && !means.my
const oneself = meaningsOf('me', 'number', 'mine', 'removeMe')

/** "parcel tracking messages": a thing right before a word for messages says what they are about. */
function isMessageAbout(clause: Clause, piece: Piece): boolean {
  const next = clause.pieces[piece.at + 1]
  if (clause.objectFirst || next?.signal.start !== piece.signal.end) return false
  // "the dispatch and delivery texts"
  const joined = clause.pieces[piece.at + 2]
  if (next.means.and && piece.means.order) return joined?.means.category === true
  if (!next.means.message && !next.means.category) return false
  const isOrder = piece.means.order && !piece.means.other
  // "pizza | de la commande" is no compound.
  return isOrder || next.signal.end - next.signal.start === 1
}

function distance(left: Piece, right: Piece): number {
  return left.signal.start < right.signal.start
    ? right.signal.start - left.signal.end
    : left.signal.start - right.signal.end
}

function unknownBetween(clause: Clause, left: Piece, right: Piece): number {
  const from = Math.min(left.signal.end, right.signal.end) - clause.start
  return unknownIn(clause, from, Math.max(left.signal.start, right.signal.start) - clause.start)
}

/** How many words outside the vocabulary stand in this stretch of a clause. */
function unknownIn({ unknownBefore }: Clause, from: number, to: number): number {
  return (unknownBefore[to] ?? 0) - (unknownBefore[from] ?? 0)
}

/** "sending" or "getting" is an object only right beside its verb ("stop sending"). */
function isLooseVerb(piece: Piece): boolean {
  const { means } = piece
  return (means.send || means.receive || means.contact) && !means.message && !means.category
}
