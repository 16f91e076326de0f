import type { Clause, Piece } from './clauses.ts'
import type { Meanings } from './meanings.ts'

/** What one clause does. The message is decided from its clauses (see decide.ts). */
export type Act =
  | 'revoke'
  | 'grant'
  | 'only'
  | 'keep'
  | 'stay'
  | 'refuse'
  | 'help'
  | 'unclear'
  | 'takeBack'
  | 'ordinary'
  | 'nothing'

export interface Verdict {
  readonly act: Act
  /** Categories the act is about; empty means all. */
  readonly categories: readonly string[]
  /** Categories named as exceptions. */
  readonly spared: readonly string[]
  /** Stable id of the rule. */
  readonly rule: string
  readonly pieces: readonly Piece[]
  readonly clause: Clause
  /** A word (resume, continue) that grants only after a request or an opt-out (POLICY §3). */
  readonly isWeak: boolean
  /** Wording that counts only when nothing else is said ("end", "help"). */
  readonly needsRoom: boolean
}

type Qualities = Partial<Pick<Verdict, 'categories' | 'spared' | 'isWeak' | 'needsRoom'>>

const noCategories: readonly string[] = []

export function verdict(
  act: Act,
  rule: string,
  clause: Clause,
  pieces: readonly Piece[],
  { categories = noCategories, spared = noCategories, isWeak = false, needsRoom = false }: Qualities = {},
): Verdict {
  return { act, rule, clause, pieces, categories, spared, isWeak, needsRoom }
}

const noPieces: readonly Piece[] = []

export function meansAny({ means }: Clause | Piece, meanings: Meanings): boolean {
  return means.overlaps(meanings)
}

/** Is there nothing but what these lists allow? */
export function allMean(pieces: readonly Piece[], meanings: Meanings): boolean {
  return pieces.every((piece) => meansAny(piece, meanings))
}

export function piecesThat(clause: Clause, meanings: Meanings): readonly Piece[] {
  // Most clauses hold no such piece, and this is asked of every clause many times.
  if (!meansAny(clause, meanings)) return noPieces
  const found: Piece[] = []
  for (const piece of clause.pieces) if (meansAny(piece, meanings)) found.push(piece)
  return found
}

/** "I want to order a pizza": a thing of another kind, and not only the order. */
export function namesThing({ pieces }: Clause): boolean {
  return pieces.some(({ means }) => means.other && !means.order)
}

/** How long a clause is; three characters of a script without spaces make about one word. */
export function wordsIn({ tokens }: Pick<Clause, 'tokens'>): number {
  let units = 0
  for (const token of tokens) if (token.unit) units += 1
  return tokens.length - Math.floor((units * 2) / 3)
}

/** All keys of these lists, each once, in order. */
export function union(lists: readonly (readonly string[])[]): readonly string[] {
  // Mostly nothing is named.
  if (lists.every((list) => list.length === 0)) return noCategories
  const all = new Set<string>()
  for (const list of lists) for (const one of list) all.add(one)
  return [...all].sort()
}

export function categoriesOf(pieces: readonly Piece[]): readonly string[] {
  return union(pieces.map(({ signal }) => signal.categories))
}
