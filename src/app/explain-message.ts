import { foldConsent } from '../domain/consent.ts'
import { AppError } from '../domain/errors.ts'
import { decideGate, toldMomentSchema, type Verdict } from '../domain/gate.ts'
import type { OwnState } from '../domain/history.ts'
import { historyAt } from '../domain/history-at.ts'
import type { LedgerEntry } from '../domain/ledger.ts'
import type { Message } from '../domain/message.ts'
import { settingsAt } from '../domain/settings.ts'
import type { Statement } from '../domain/statement.ts'
import { historyOf } from './conclude-contact.ts'
import type { Services } from './ports.ts'

export interface Explanation {
  readonly message: Message
  /** The gate's last word on it, as the ledger has it; null when it was never asked. */
  readonly decision: LedgerEntry | null
  /** The statement or request that decided. */
  readonly record: Statement | null
  /** What the gate says when it is asked again with what was known at that moment; null when it was never asked. */
  readonly replayed: Verdict | null
  /** Does the second answer agree with the first, in decision and record? */
  readonly agrees: boolean
  readonly consent: { readonly state: OwnState | 'pending'; readonly by: string | null } | null
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

/**
 * Why did this message leave, or why not? The record that decided and the versions of the rules, as they were written
 * down, and once more from the history of that moment. Throws `message.not_found`.
 */
export const explainMessage = async (services: Services, messageId: string): Promise<Explanation> => {
  const dossier = await services.store.dossierOfMessage(messageId)
  const message = dossier?.messages.find(({ id }) => id === messageId)
  if (!dossier || !message) {
    throw new AppError('message.not_found', `there is no message ${messageId}`, { field: 'id' })
  }
  const entries = await entriesOf(services, dossier.contact.id)
  const decision =
    entries.findLast(
      ({ kind, data }) =>
        (kind === 'message.allowed' || kind === 'message.refused') && data.message === messageId,
    ) ?? null
  const recordId = decision ? decision.data.record : null
  const record = dossier.statements.find(({ id }) => id === recordId) ?? null
  if (!decision) {
    return { message, decision, record, replayed: null, agrees: true, consent: null }
  }
  const past = historyAt(historyOf(services, dossier), decision.at)
  const { settings } = settingsAt(dossier.settings, decision.at)
  const asked = past.messages.find(({ id }) => id === messageId) ?? message
  const found = toldMomentSchema.safeParse(decision.data.moment)
  const told = found.success
    ? found.data
    : { window: null, timeZone: settings.timeZone, country: null, template: null }
  const replayed = decideGate(past, asked, {
    now: decision.at,
    lastInboundAt: told.window,
    accountPausedUntil: null,
    settings,
    timeZone: told.timeZone,
    country: told.country,
    template: told.template,
    ...('campaign' in told ? { campaign: told.campaign } : {}),
    ...('quality' in told ? { quality: told.quality } : {}),
  })
  const wasAllowed = decision.kind === 'message.allowed'
  const replayedRecord = 'record' in replayed ? replayed.record : null
  const agrees = (replayed.decision === 'allow') === wasAllowed && replayedRecord === recordId
  const consent = foldConsent(past).consents.find(
    (one) => one.category === message.category && one.channel === message.channel,
  )
  return {
    message,
    decision,
    record,
    replayed,
    agrees,
    consent: consent ? { state: consent.state, by: consent.by } : null,
  }
}
