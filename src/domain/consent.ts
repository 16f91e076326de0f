import { applyStep, notePlace, severity } from './apply-step.ts'
import { type FoldState, openFold, openRequest } from './fold-state.ts'
import type { Message } from './message.ts'
import type { OptInRequest } from './request.ts'
import type { Reading, Statement } from './statement.ts'
import { situationAt, stepOf } from './step.ts'

/**
 * Consent is a fold over a contact's statements in the order of their own times. The order of arrival does
 * not matter, nor does a statement that arrives twice: the same set ends in the same consent (invariant I3).
 *
 * Rules, in short:
 * - statements of the same second see the same circumstances, and an opt-out among them wins;
 * - a bare answer counts only for what was asked last, or for what the last opt-out notice promised to re-open;
 * - the platform's own switch is a fact beside what the person said to the business: deny wins between them, and
 *   neither undoes the other (FACTS §0.6);
 * - a suspension (new number, perhaps another person) ends grants and leaves opt-outs standing (FACTS §2.1).
 *
 * `step.ts` says what one statement means where it stands; `apply-step.ts` says what it changes.
 */

export type ConsentState = 'none' | 'pending' | 'opted_in' | 'opted_out'
export type OwnState = 'none' | 'opted_in' | 'opted_out'

/** The consent for one category. `since` in Unix seconds; `by` is the statement that decided. */
export interface Consent {
  readonly category: string
  /** What holds, all sources considered. */
  readonly state: ConsentState
  /** What the person said to the business. */
  readonly own: OwnState
  readonly by: string | null
  readonly since: number | null
  /** The platform's switch, for categories that count as marketing there. */
  readonly stoppedOnPlatformBy: string | null
  /** An unclear revocation that waits for an answer: marketing is held meanwhile (POLICY §1). */
  readonly heldBy: string | null
}

/** A kind of message that people can say yes or no to. */
export interface Category {
  readonly key: string
  /** What the platform counts it as. */
  readonly platform: 'marketing' | 'utility' | 'authentication'
}

/** Everything that is known about a contact's consent: the input of every decision. */
export interface History {
  readonly categories: readonly Category[]
  readonly requests: readonly OptInRequest[]
  readonly messages: readonly Message[]
  readonly statements: readonly Statement[]
}

export type Effect =
  | 'opted_in'
  | 'opted_out'
  | 'unclear'
  | 'kept'
  | 'help'
  | 'preferences'
  | 'suspended'
  | 'platform_stopped'
  | 'platform_resumed'
  | 'none'

/** What one statement did at its place in the history. */
export interface Outcome {
  readonly statementId: string
  readonly effect: Effect
  /** The categories it speaks of. */
  readonly categories: readonly string[]
  /** Those among them whose own state it changed. */
  readonly changed: readonly string[]
  /** For an opt-out: what its notice may promise that a yes brings back. */
  readonly offered: readonly string[]
  /** The request it answers, if any. */
  readonly answers: string | null
  readonly reading: Reading | null
}

/** The statement that answered a request first, at Unix seconds. */
export interface Answer {
  readonly statementId: string
  readonly reply: 'yes' | 'no'
  readonly at: number
}

export interface Folded {
  readonly consents: readonly Consent[]
  /** By statement id. */
  readonly outcomes: ReadonlyMap<string, Outcome>
  /** By request id. */
  readonly answers: ReadonlyMap<string, Answer>
}

/** A name that does not depend on when it was heard. */
const nameOf = (statement: Statement): string =>
  statement.source === 'person' ? statement.wamid : statement.id

/** In the order of their times, each once; the platform's own id settles what the time leaves open. */
const inOrder = (statements: readonly Statement[]): Statement[] =>
  [...new Map(statements.map((statement) => [statement.id, statement])).values()].sort(
    (a, b) => a.at - b.at || (nameOf(a) < nameOf(b) ? -1 : 1),
  )

/** Corrections are read after what they correct, also within one second. */
const isEdit = (statement: Statement): boolean => statement.source === 'person' && statement.edits !== null

const consentsOf = (history: History, state: FoldState): Consent[] => {
  const open = openRequest(state, Number.POSITIVE_INFINITY)
  return history.categories.map(({ key, platform }): Consent => {
    const mark = state.marks.get(key) ?? { own: 'none', by: null, since: null }
    const isMarketing = platform === 'marketing'
    const stop = isMarketing ? state.platformStop : null
    const isPending = mark.own === 'none' && open?.categories.includes(key) === true
    return {
      category: key,
      state: stop ? 'opted_out' : isPending ? 'pending' : mark.own,
      own: mark.own,
      by: mark.by,
      since: mark.since,
      stoppedOnPlatformBy: stop,
      heldBy: isMarketing ? state.heldBy : null,
    }
  })
}

/** Derives the consent for every category from everything that is known about a contact. Pure. */
export const foldConsent = (history: History): Folded => {
  const state = openFold(history)
  const statements = inOrder(history.statements)
  for (let start = 0; start < statements.length; ) {
    const at = statements[start]?.at ?? 0
    let end = start
    while (statements[end]?.at === at) end += 1
    const now = situationAt(state, at)
    const group = statements.slice(start, end).sort((a, b) => Number(isEdit(a)) - Number(isEdit(b)))
    const steps = group.map((statement) => {
      const step = stepOf(history, state, statement, now)
      notePlace(state, step)
      return step
    })
    for (const step of steps.sort((a, b) => severity(a) - severity(b))) applyStep(state, step)
    start = end
  }
  return { consents: consentsOf(history, state), outcomes: state.outcomes, answers: state.answers }
}
