import type { Clause, Piece } from './clauses.ts'
import type { Meaning } from './lexicon-schema.ts'

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

export function verdict(
  act: Act,
  rule: string,
  clause: Clause,
  pieces: readonly Piece[],
  more: Partial<Pick<Verdict, 'categories' | 'spared' | 'isWeak' | 'needsRoom'>> = {},
): Verdict {
  return { act, rule, clause, pieces, categories: [], spared: [], isWeak: false, needsRoom: false, ...more }
}

const noPieces: readonly Piece[] = []

function meansAny({ means }: Clause | Piece, meanings: readonly Meaning[]): boolean {
  for (const meaning of meanings) if (means.has(meaning)) return true
  return false
}

export function piecesThat(clause: Clause, ...meanings: readonly Meaning[]): readonly Piece[] {
  // Most clauses hold no such piece, and this is asked of every clause many times.
  if (!meansAny(clause, meanings)) return noPieces
  return clause.pieces.filter((piece) => meansAny(piece, meanings))
}

export function hasAny(clause: Clause, ...meanings: readonly Meaning[]): boolean {
  return meansAny(clause, meanings)
}

/** How long a clause is; three characters of a script without spaces make about one word. */
export function wordsIn({ tokens }: Clause): number {
  return tokens.length - Math.floor((tokens.filter((token) => token.unit).length * 2) / 3)
}

const noCategories: readonly string[] = []

export function categoriesOf(pieces: readonly Piece[]): readonly string[] {
  const [first] = pieces
  if (first === undefined) return noCategories
  const found = new Set<string>()
  for (const { signal } of pieces) for (const category of signal.categories) found.add(category)
  return [...found].sort()
}
