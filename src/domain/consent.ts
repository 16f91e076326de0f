import { applyStep, notePlace, severity } from './apply-step.ts'
import { type FoldState, openFold, openRequest, wordOn } from './fold-state.ts'
import type { Consent, Folded, History } from './history.ts'
import type { Statement } from './statement.ts'
import { stepOf } from './step.ts'

export type * from './history.ts'

/**
 * Consent is a fold over a contact's statements in the order of their own times. The order of arrival does
 * not matter, nor does a statement that arrives twice: the same set ends in the same consent (invariant I3).
 *
 * Rules, in short:
 * - statements of the same second see the same circumstances, and an opt-out among them wins;
 * - a bare answer counts only for what was asked last, or for what the last opt-out notice promised to re-open;
 * - the platform's own switch is a fact beside what the person said to the business: deny wins between them, and
 *   neither undoes the other (FACTS §0.6);
 * - an answer counts on the channel where the question was asked; a wish to stop ends the messages on all of them;
 * - what was recorded from elsewhere stands beside what the person said: `precedence.ts` has the table;
 * - a suspension (new number, perhaps another person) ends grants and leaves opt-outs standing (FACTS §2.1).
 *
 * `step.ts` says what one statement means where it stands; `apply-step.ts` says what it changes.
 */

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

const endOfTime = { at: Number.POSITIVE_INFINITY, receivedAt: Number.POSITIVE_INFINITY }

const consentsOf = (history: History, state: FoldState): Consent[] =>
  history.channels.flatMap((channel) => {
    const where = state.on[channel]
    const open = openRequest(state, channel, endOfTime)
    return history.categories.map(({ key, platform }): Consent => {
      const own = wordOn(where, key)
      const isMarketing = platform === 'marketing'
      // The switch is WhatsApp's: it says nothing about other channels.
      const stop = isMarketing && channel === 'whatsapp' ? state.platformStop : null
      const isPending = own.state === 'none' && open?.waits === true && open.categories.includes(key)
      return {
        channel,
        category: key,
        state: stop ? 'opted_out' : isPending ? 'pending' : own.state,
        own: own.state,
        said: where.said.get(key)?.state ?? 'none',
        recorded: where.recorded.get(key)?.state ?? 'none',
        by: own.by,
        since: own.since,
        stoppedOnPlatformBy: stop,
        heldBy: isMarketing ? state.heldBy : null,
      }
    })
  })

/** Derives the consent for every category from everything that is known about a contact. Pure. */
export const foldConsent = (history: History): Folded => {
  const state = openFold(history)
  const statements = inOrder(history.statements)
  for (let start = 0; start < statements.length; ) {
    const at = statements[start]?.at ?? 0
    let end = start
    while (statements[end]?.at === at) end += 1
    const group = statements.slice(start, end).sort((a, b) => Number(isEdit(a)) - Number(isEdit(b)))
    const steps = group.map((statement) => {
      const step = stepOf(history, state, statement)
      notePlace(state, step)
      return step
    })
    for (const step of steps.sort((a, b) => severity(a) - severity(b))) applyStep(state, step)
    start = end
  }
  return { consents: consentsOf(history, state), outcomes: state.outcomes, answers: state.answers }
}
