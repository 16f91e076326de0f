import { minute, second, secondOf } from '../domain/clock.ts'
import type { Identity } from '../domain/identity.ts'
import type { Message } from '../domain/message.ts'
import { accountPause, errorRule, waitAfterError } from '../domain/provider-errors.ts'
import type { Statement } from '../domain/statement.ts'
import { toldStop } from '../domain/told-stop.ts'
import { changeContact, type Decision } from './change-contact.ts'
import { concludeContact, historyOf } from './conclude-contact.ts'
import { askSoon } from './poll-accounts.ts'
import type { Change, Dossier, Sent, Services } from './ports.ts'

interface Recorded {
  readonly message: Message
  readonly identities?: readonly Identity[]
  readonly pause?: Change['pause']
  /** The code that tells of a stop. */
  readonly stop?: number
}

/** What a refusal asks for, by the table of FACTS §7. */
const refused = (
  { clock, random }: Services,
  message: Message,
  sent: Extract<Sent, { outcome: 'refused' }>,
): Recorded => {
  const now = clock.now()
  const rule = errorRule(sent.code)
  const wait = waitAfterError(message, rule, sent.retryAfterMs, random())
  const next = { errorCode: sent.code, reason: rule.says }
  const pauseMs = accountPause(rule.action, message.attempts)
  return {
    message:
      wait === null
        ? { ...message, ...next, state: 'failed' }
        : { ...message, ...next, state: 'queued', dueAt: now + wait },
    ...(pauseMs === null
      ? {}
      : {
          pause: {
            accountId: message.accountId,
            until: now + Math.max(pauseMs, sent.retryAfterMs ?? 0),
            reason: rule.says,
          },
        }),
    stop: sent.code,
  }
}

const outcomeOf = (
  services: Services,
  current: Message,
  sent: Sent,
  askedBefore: number | null,
): Recorded => {
  const now = services.clock.now()
  // A status may have been faster than the answer: then the message is settled, and only its id is still news.
  const open = current.state === 'claimed' || current.state === 'unknown'
  switch (sent.outcome) {
    case 'accepted': {
      const acceptedAt = current.acceptedAt ?? now
      const state = open ? 'accepted' : current.state
      const identities: Identity[] = [
        ...(sent.waId ? [{ kind: 'wa_id' as const, value: sent.waId }] : []),
        ...(sent.bsuid ? [{ kind: 'bsuid' as const, value: sent.bsuid }] : []),
      ]
      return { message: { ...current, state, wamid: sent.wamid, acceptedAt }, identities }
    }
    case 'refused':
      return open
        ? refused(services, { ...current, firstClaimedAt: askedBefore }, sent)
        : { message: current }
    case 'not_sent': {
      const wait = Math.min(second * 2 ** current.attempts, 5 * minute)
      const again = { state: 'queued', dueAt: now + wait, firstClaimedAt: askedBefore } as const
      return { message: open ? { ...current, ...again, reason: `no connection (${sent.why})` } : current }
    }
    case 'unknown': {
      // The platform has spoken of this attempt already, so it took it.
      if (open && current.wamid !== null) {
        return { message: { ...current, state: 'accepted', acceptedAt: current.acceptedAt ?? now } }
      }
      const reason = `the connection broke before an answer came (${sent.why})`
      return { message: open ? { ...current, state: 'unknown', reason } : current }
    }
  }
}

/** Writes down what became of an attempt, and wakes the statuses that were faster than our own record. */
export const recordSent = async (
  services: Services,
  messageId: string,
  sent: Sent,
  askedBefore: number | null,
): Promise<void> => {
  const { store, clock, newId, bell, log } = services
  const decide = (dossier: Dossier): Decision<Recorded | null> => {
    const current = dossier.messages.find(({ id }) => id === messageId)
    if (!current) return { change: null, result: null }
    const recorded = outcomeOf(services, current, sent, askedBefore)
    const before = historyOf(services, dossier)
    const messages = before.messages.map((one) => (one.id === messageId ? recorded.message : one))
    const now = clock.now()
    const told =
      recorded.stop === undefined
        ? null
        : toldStop(recorded.stop, {
            id: newId('stm'),
            // It was so when the message left: what the person has said since is later.
            at: secondOf(current.claimedAt ?? now),
            receivedAt: now,
            eventId: null,
          })
    const stop: Statement[] = told ? [told] : []
    const history = { ...before, messages, statements: [...before.statements, ...stop] }
    const heard = { statements: stop, accounts: new Map(), correlations: new Map() }
    const { change } = concludeContact(services, dossier, history, heard)
    const { identities = [], pause } = recorded
    return { change: { ...change, identities, ...(pause ? { pause } : {}) }, result: recorded }
  }
  const recorded = await changeContact(services, () => store.dossierOfMessage(messageId), decide)
  if (!recorded || recorded === 'unheard') return
  if (recorded.pause) {
    const { accountId, reason } = recorded.pause
    log.error({ accountId, reason, code: recorded.message.errorCode }, 'account paused')
    if (recorded.stop !== undefined && errorRule(recorded.stop).action === 'stop_account')
      await askSoon(services, accountId)
  }
  const { wamid, contactId } = recorded.message
  if (sent.outcome === 'accepted' && wamid && (await store.adoptStatuses(wamid, contactId)) > 0) {
    await bell.ring('hear-contact', { businessId: services.business.id, contactId })
  }
}
