import { secondOf } from '../domain/clock.ts'
import { isLastRequest } from '../domain/gate.ts'
import { deadlineOf, type OptInRequest } from '../domain/request.ts'
import { settingsAt } from '../domain/settings.ts'
import type { Statement } from '../domain/statement.ts'
import { changeContact } from './change-contact.ts'
import { concludeContact, historyOf, settingsNow } from './conclude-contact.ts'
import type { Dossier, Services } from './ports.ts'

/** Nobody said what was meant: the policy of the day on which it was asked says what that means. */
const silenceStatement = (
  { clock, newId }: Services,
  { settings }: Dossier,
  request: OptInRequest,
  at: number,
): Statement => ({
  source: 'policy',
  id: newId('stm'),
  at: secondOf(at),
  receivedAt: clock.now(),
  eventId: null,
  requestId: request.id,
  means: settingsAt(settings, request.createdAt).settings.clarification.silence,
})

/**
 * The alarm of a request rang: look again whether it is due, and if so mark it; the agents are told by the conclusion.
 * Early, late, twice or for nothing, it does no harm: the database decides (I7). Returns what was concluded, if anything.
 */
export const endWaiting = async (
  services: Services,
  requestId: string,
): Promise<'silent' | 'not_delivered' | null> => {
  const { store, clock } = services
  const decide = (dossier: Dossier) => {
    const now = clock.now()
    const request = dossier.requests.find(({ id }) => id === requestId)
    const message = dossier.messages.find(({ id }) => id === request?.messageId)
    const deadline = request && message ? deadlineOf(request, message) : null
    if (!request || !deadline || deadline.at > now) return { change: null, result: null }
    const before = historyOf(services, dossier)
    const isLast =
      request.kind === 'opt_in' && isLastRequest(before, requestId, settingsNow(services, dossier))
    const mark =
      deadline.outcome === 'silent'
        ? { silentAt: now, expiredAt: isLast ? now : null }
        : { undeliveredAt: now }
    const requests = before.requests.map((one) => (one.id === requestId ? { ...one, ...mark } : one))
    // Silence means something only to a question that can have been seen.
    const isSilence = request.kind === 'clarification' && deadline.outcome === 'silent'
    const silence = isSilence ? [silenceStatement(services, dossier, request, deadline.at)] : []
    const history = { ...before, requests, statements: [...before.statements, ...silence] }
    const { change } = concludeContact(services, dossier, history)
    // Something the person wrote may lie unread: it is heard first, or a late answer would race the notice (F46).
    return { change: { ...change, statements: silence, onlyWhenHeard: true }, result: deadline.outcome }
  }
  const result = await changeContact(services, () => store.dossierOfRequest(requestId), decide)
  return result === 'unheard' ? null : result
}
