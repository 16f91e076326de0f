import type { Clause, Piece } from './clauses.ts'
import { categoriesOf, meansAny, piecesThat } from './judgement.ts'
import { categoryOrOrder, endings, exceptWords } from './meaning-lists.ts'
import { type Meanings, meaningsOf, noMeanings } from './meanings.ts'

/** Plain keeping; an "ok" keeps only where nothing in the clause revokes. */
const keeping = meaningsOf('keep', 'dontStop', 'on')
const accepting = meaningsOf('ok', 'yes', keeping)
const revoking = meaningsOf(endings, 'no')

/** A verb this many pieces away governs no more. */
const reach = 12

export interface Scope {
  /** Categories that the verbs of the clause are about. */
  readonly named: readonly string[]
  /** Categories the clause exempts or keeps. */
  readonly spared: readonly string[]
}

const nothingNamed: Scope = { named: [], spared: [] }

/**
 * Which categories a clause revokes and which it spares (POLICY §5.2). A category belongs to the verb that
 * governs it: the last one before it, or the next one after it where objects come first.
 */
export function scopeOf(clause: Clause): Scope {
  const nouns = piecesThat(clause, categoryOrOrder)
  if (nouns.length === 0) return nothingNamed
  const exceptAt = clause.pieces.findIndex((piece) => piece.means.except)
  const named: Piece[] = []
  const spared: Piece[] = []
  const hasWords = nouns.some((piece) => piece.means.category)
  const marksKinds = exceptAt >= 0 || clause.means.message || clause.means.only
  const keepers = keepersIn(clause)
  // "nothing but codes and orders": in such a list orders are a kind of message.
  const isList = clause.means.and && (exceptAt >= 0 || clause.means.only)
  for (const noun of nouns) {
    // "orders" are a thing of their own until something marks them as a kind of message.
    const isKind = noun.means.category || isListedKind(clause, noun)
    if (!isKind && ((hasWords && !isList) || noun.means.message)) continue
    if (!isKind && !marksKinds) continue
    const at = noun.at
    if (exceptAt >= 0 && isExcepted(clause, at, exceptAt)) spared.push(noun)
    else if (isKept(clause, at, keepers)) spared.push(noun)
    else named.push(noun)
  }
  if (deniesExcepted(clause)) return { named: withOrders(spared), spared: withOrders(named) }
  const sparedKeys = withOrders(spared)
  // "your marketing and all other lists"
  const isEveryList = clause.pieces.some(({ means }) => means.list && means.all)
  if (isEveryList) return { named: [], spared: sparedKeys }
  return { named: withOrders(named).filter((key) => !sparedKeys.includes(key)), spared: sparedKeys }
}

/** "only codes and deliveries": what an "and" joins to a kind of message is one too, among what is kept. */
function isListedKind(clause: Clause, { at }: Piece): boolean {
  if (!(clause.means.except || clause.means.only)) return false
  return [-1, 1].some((step) => {
    const next = clause.pieces[at + step]
    // Some languages write the "and" onto the word.
    const listed = next?.means.and ? clause.pieces[at + 2 * step] : next
    return listed?.means.category === true
  })
}

const denials = meaningsOf('noMore', 'dontWant', 'dontSend')

/** "nothing but X", "apart from X nothing". */
export function deniesAllBut(clause: Clause): boolean {
  if (!clause.means.except || !meansAny(clause, denials) || clause.means.all) return false
  return !deniesExcepted(clause)
}

/** "X but not Y any more": behind a thing that is wanted, the denial is about the exception. */
function deniesExcepted(clause: Clause): boolean {
  if (!clause.means.except || clause.means.all || clause.objectFirst) return false
  if (
    !clause.means.noMore ||
    !(clause.means.want || clause.means.keep || clause.means.ok || clause.means.yes)
  )
    return false
  const exceptAt = piecesThat(clause, exceptWords).at(-1)?.at ?? 0
  const isBefore = (piece: Piece): boolean => piece.at <= exceptAt
  return !piecesThat(clause, denials).some(isBefore) && piecesThat(clause, categoryOrOrder).some(isBefore)
}

/** "order" words mean the utility messages about orders. */
export function withOrders(pieces: readonly Piece[]): readonly string[] {
  if (pieces.length === 0) return []
  const keys = new Set(categoriesOf(pieces))
  if (pieces.some((piece) => !piece.means.category && piece.means.order)) keys.add('utility')
  return [...keys].sort()
}

/** Excepted is what follows the word, or what stands before it where languages or speakers put it so. */
function isExcepted(clause: Clause, at: number, exceptAt: number): boolean {
  const isNoun = (piece: Piece): boolean => piece.means.category || piece.means.order
  const near = (from: number, to: number): boolean => clause.pieces.slice(Math.max(from, 0), to).some(isNoun)
  const hasBefore = near(exceptAt - reach, exceptAt)
  const hasAfter = near(exceptAt + 1, exceptAt + 1 + reach)
  const meansBefore = clause.objectFirst ? hasBefore : !hasAfter
  return meansBefore ? at < exceptAt : at > exceptAt
}

/** The words of the clause that can keep a category; none when it has none of them. */
function keepersIn(clause: Clause): Meanings {
  const keepers = meansAny(clause, revoking) ? keeping : accepting
  return meansAny(clause, keepers) ? keepers : noMeanings
}

function isKept(clause: Clause, at: number, keepers: Meanings): boolean {
  if (keepers === noMeanings) return false
  const order = clause.objectFirst ? [1, -1] : [-1, 1]
  for (const direction of order) {
    for (let step = 1; step <= reach; step += 1) {
      const piece = clause.pieces[at + step * direction]
      if (piece === undefined) break
      if (meansAny(piece, revoking)) return false
      if (meansAny(piece, keepers)) return true
    }
  }
  return false
}

/** Categories that the clause names as exceptions ("everything except surveys"). */
export function exceptedIn(clause: Clause): readonly string[] {
  if (!clause.means.except || clause.means.noMore) return []
  const exceptAt = clause.pieces.findIndex((piece) => piece.means.except)
  const isNoun = (piece: Piece): boolean => piece.means.category || piece.means.order
  return withOrders(
    clause.pieces.filter((piece, index) => isNoun(piece) && isExcepted(clause, index, exceptAt)),
  )
}
