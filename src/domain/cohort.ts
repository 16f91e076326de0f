import type { Channel } from './channel.ts'
import type { History } from './history.ts'
import type { Statement } from './statement.ts'

/**
 * The cohort of a person: by which road their consent, or before there is one their number, was obtained. `thread`: they
 * wrote themselves; `request`: they answered a request; a method of `evidence.ts`, imports with their grade
 * (`import:C`); `platform`: WhatsApp's switch; `none`: nobody can tell.
 */
export const cohortOf = (
  history: History,
  { channel, hasWritten }: { readonly channel: Channel; readonly hasWritten: boolean },
  record: string | null,
): string => {
  const deciding = record === null ? undefined : history.statements.find(({ id }) => id === record)
  return deciding ? roadOf(history, deciding) : groundOf(history, channel, hasWritten)
}

const roadOf = ({ requests }: History, statement: Statement): string => {
  switch (statement.source) {
    case 'recorded':
      return statement.grade === null ? statement.method : `${statement.method}:${statement.grade}`
    case 'person': {
      const isAnswer = requests.some(
        ({ kind, answer }) => kind === 'opt_in' && answer?.statementId === statement.id,
      )
      return isAnswer ? 'request' : 'thread'
    }
    case 'platform':
      return 'platform'
    case 'identity':
    case 'policy':
      return 'none'
  }
}

/** On what ground somebody is asked who has not consented: what was recorded for the channel, or that they wrote. */
const groundOf = (history: History, channel: Channel, hasWritten: boolean): string => {
  const recorded = history.statements
    .filter(
      (statement) =>
        statement.source === 'recorded' &&
        statement.decision === 'opt_in' &&
        statement.channels.includes(channel),
    )
    .sort((a, b) => a.at - b.at)
    .at(-1)
  if (recorded) return roadOf(history, recorded)
  return hasWritten ? 'thread' : 'none'
}
