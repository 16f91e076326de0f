import type { OwnState } from './history.ts'

/** What one source last said about a category on a channel. `since` in Unix seconds; `by` names the statement. */
export interface Mark {
  readonly state: OwnState
  readonly by: string | null
  readonly since: number | null
}

export const unmarked: Mark = { state: 'none', by: null, since: null }

/** The two facts that are kept apart between the person and the business. */
export interface Word {
  /** What the person wrote or tapped in a thread with the business. */
  readonly said: Mark
  /** What was recorded for them from elsewhere: a form, a call, paper, an agent, an import. */
  readonly recorded: Mark
}

/**
 * The published precedence table (docs/consent.md). The first row that fits decides; deny wins.
 *
 * | | when | the consent is |
 * |---|---|---|
 * | 1 | the platform's switch is off, and WhatsApp counts the category as marketing | opted out |
 * | 2 | the person said stop or no, last, in the thread | opted out |
 * | 3 | a stop was recorded, and the person has not said yes in the thread after it | opted out |
 * | 4 | the person said yes, last, in the thread | opted in |
 * | 5 | a consent was recorded that counts | opted in |
 * | 6 | otherwise | none |
 *
 * So nothing that others record for a person lifts what the person said, a `resume` of the platform lifts nothing but
 * the platform's own stop, and a yes in the thread does not undo the platform's switch (FACTS §0.6). In the thread the last
 * word holds and a stop wins a tie; a stop that was recorded is lifted by the person's own later yes alone.
 *
 * This function is rows 2 to 6; row 1, the platform's switch, is laid over it (`consent.ts`).
 */
export const ownWord = ({ said, recorded }: Word): Mark => {
  if (said.state === 'opted_out') return said
  if (recorded.state === 'opted_out') {
    const liftedLater = said.state === 'opted_in' && (said.since ?? 0) > (recorded.since ?? 0)
    return liftedLater ? said : recorded
  }
  if (said.state === 'opted_in') return said
  return recorded
}
