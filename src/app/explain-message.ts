import { AppError } from '../domain/errors.ts'
import { decideGate, toldMomentSchema, type Verdict } from '../domain/gate.ts'
import { historyAt } from '../domain/history-at.ts'
import type { LedgerEntry } from '../domain/ledger.ts'
import type { Message } from '../domain/message.ts'
import { settingsAt } from '../domain/settings.ts'
import type { Statement } from '../domain/statement.ts'
import { historyOf } from './conclude-contact.ts'
import type { Dossier, Services } from './ports.ts'

/** One word of the gate on a message: when it was asked at its first attempt to leave, and at each one after. */
export interface Told {
  /** As the ledger has it. */
  readonly decision: LedgerEntry
  /** The statement or request that decided. */
  readonly record: Statement | null
  /** What the gate says when it is asked again with what was known at that moment. */
  readonly replayed: Verdict
  /** Does the second answer agree with the first, in decision and record? */
  readonly agrees: boolean
}

export interface Explanation {
  readonly message: Message
  /** The oldest first; none when the gate was never asked. */
  readonly told: readonly Told[]
  /** True when every second answer agrees with its first. */
  readonly agrees: boolean
}

/** The ledger's entries about a contact, all of them. */
const entriesOf = async ({ store }: Services, contactId: string): Promise<LedgerEntry[]> => {
  const all: LedgerEntry[] = []
  for (;;) {
    const page = await store.ledger(all.at(-1)?.seq ?? 0, 500, contactId)
    if (page.length === 0) return all
    all.push(...page)
  }
}

const toldOf = (services: Services, dossier: Dossier, message: Message, decision: LedgerEntry): Told => {
  const { record: recordId } = decision.data
  const past = historyAt(historyOf(services, dossier), decision.at, message.id)
  const { settings } = settingsAt(dossier.settings, decision.at)
  const found = toldMomentSchema.safeParse(decision.data.moment)
  // Entries of before the moment was written down say nothing of it.
  const moment = found.success
    ? found.data
    : toldMomentSchema.parse({ window: null, timeZone: settings.timeZone })
  const { window: lastInboundAt, ...rest } = moment
  const asked = past.messages.find(({ id }) => id === message.id) ?? message
  const now = decision.at
  const replayed = decideGate(past, asked, {
    now,
    lastInboundAt,
    accountPausedUntil: null,
    settings,
    ...rest,
  })
  const replayedRecord = 'record' in replayed ? replayed.record : null
  const wasAllowed = decision.kind === 'message.allowed'
  return {
    decision,
    record: dossier.statements.find(({ id }) => id === recordId) ?? null,
    replayed,
    agrees: (replayed.decision === 'allow') === wasAllowed && replayedRecord === recordId,
  }
}

/**
 * Why did this message leave, or why not? Every word of the gate on it, with the record that decided and the versions of
 * the rules, as they were written down, and once more from the history of that moment. Throws `message.not_found`.
 */
export const explainMessage = async (services: Services, messageId: string): Promise<Explanation> => {
  const dossier = await services.store.dossierOfMessage(messageId)
  const message = dossier?.messages.find(({ id }) => id === messageId)
  if (!dossier || !message) {
    throw new AppError('message.not_found', `there is no message ${messageId}`, { field: 'id' })
  }
  const told = (await entriesOf(services, dossier.contact.id))
    .filter(
      ({ kind, data }) =>
        (kind === 'message.allowed' || kind === 'message.refused') && data.message === messageId,
    )
    .map((decision) => toldOf(services, dossier, message, decision))
  return { message, told, agrees: told.every(({ agrees }) => agrees) }
}
