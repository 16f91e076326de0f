import type { Answer } from './answers.ts'
import type { Clause } from './clauses.ts'
import type { Act, Verdict } from './judgement.ts'
import type { Intent } from './reading.ts'

/** The outcome before it is put into words for the auditor. */
export interface Decision {
  readonly intent: Intent
  readonly categories: readonly string[]
  readonly basis: 'answer' | 'wish'
  readonly confidence: number
  readonly rule: string
  readonly verdicts: readonly Verdict[]
  readonly answers: readonly Answer[]
  /** The words that decided, where they are no phrases of the lexicons. */
  readonly words?: readonly string[]
  readonly because: string
}

export interface Sides {
  readonly revokes: readonly Verdict[]
  readonly onlys: readonly Verdict[]
  readonly grants: readonly Verdict[]
  readonly keeps: readonly Verdict[]
  readonly answers: readonly { readonly answer: Answer; readonly verdict: Verdict; readonly index: number }[]
}

const noVerdicts: readonly Verdict[] = []

export function thatAct(verdicts: readonly Verdict[], act: Act): readonly Verdict[] {
  const isThat = (verdict: Verdict): boolean => verdict.act === act
  // Of most acts there is none, and most messages are one clause: nothing is copied.
  if (!verdicts.some(isThat)) return noVerdicts
  return verdicts.length === 1 ? verdicts : verdicts.filter(isThat)
}

export const none = (
  rule: string,
  because: string,
  verdicts: readonly Verdict[] = [],
  confidence = 0.9,
): Decision => ({
  intent: 'none',
  categories: [],
  basis: 'wish',
  confidence,
  rule,
  verdicts,
  answers: [],
  because,
})

export const ask = (
  rule: string,
  because: string,
  verdicts: readonly Verdict[],
  confidence = 0.7,
): Decision => ({
  intent: 'ambiguous',
  categories: [],
  basis: 'wish',
  confidence,
  rule,
  verdicts,
  answers: [],
  because,
})

export function asScope(categories: readonly string[], keys: readonly string[]): readonly string[] {
  return categories.length === 0 || keys.every((key) => categories.includes(key)) ? ['*'] : categories
}

export function without(categories: readonly string[], keys: readonly string[]): readonly string[] {
  return keys.filter((key) => !categories.includes(key))
}

export function isAffirmed(sides: Sides): boolean {
  return (
    sides.answers.some(({ answer }) => answer.kind === 'yes' || answer.kind === 'ok') ||
    sides.revokes.some(
      ({ clause, rule }) =>
        rule === 'opt-out-keyword' &&
        clause.pieces.some(({ means }) => (means.yes || means.ok) && !means.optOut && !means.fine),
    )
  )
}

/** "si, acepto": a yes without its accent looks like an if, but an if does not stand alone. */
export function isUnmarkedYes({ pieces, tokens }: Clause): boolean {
  return pieces.length === 1 && tokens.length === 1 && (pieces[0]?.means.yes ?? false)
}

/** "fine, if it is free": not when the condition is in a question of its own. */
export function isConditional(verdicts: readonly Verdict[], sides: Sides): boolean {
  const isAnswered = ({ sentence }: Clause): boolean =>
    sides.answers.some(({ verdict }) => verdict.clause.sentence === sentence)
  return verdicts.some(
    ({ clause }) =>
      (clause.means.condition || clause.means.if) &&
      !isUnmarkedYes(clause) &&
      (!clause.asks || isAnswered(clause)),
  )
}
