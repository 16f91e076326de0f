import { secondOf } from '../domain/clock.ts'
import { policyAt } from '../domain/policy.ts'
import { deadlineOf, type OptInRequest } from '../domain/request.ts'
import type { Statement } from '../domain/statement.ts'
import { chooseTemplate, fill } from '../domain/templates.ts'
import { changeContact } from './change-contact.ts'
import { concludeContact, historyOf } from './conclude-contact.ts'
import type { Dossier, Services } from './ports.ts'

/** "24 hours", "30 seconds": a duration in the words of a language. */
const inWords = (ms: number, language: string): string => {
  const seconds = Math.round(ms / 1_000)
  const [value, unit] = seconds >= 3_600 ? [Math.round(seconds / 3_600), 'hour'] : [seconds, 'second']
  return new Intl.NumberFormat(language.replace('_', '-'), {
    style: 'unit',
    unit,
    unitDisplay: 'long',
  }).format(value)
}

/** Nobody said what was meant: the policy of the day on which it was asked says what that means. */
const silenceStatement = (
  { clock, newId, policies }: Services,
  request: OptInRequest,
  at: number,
): Statement => ({
  source: 'policy',
  id: newId('stm'),
  at: secondOf(at),
  receivedAt: clock.now(),
  eventId: null,
  requestId: request.id,
  means: policyAt(policies, request.createdAt).clarification.silence,
})

/**
 * The alarm of a request rang: look again whether it is due, and if so mark it and tell the agent. Early, late,
 * twice or for nothing, it does no harm: the database decides (I7). Returns what was concluded, if anything.
 */
export const endWaiting = async (
  services: Services,
  requestId: string,
): Promise<'silent' | 'not_delivered' | null> => {
  const { store, clock, texts, newId } = services
  const decide = (dossier: Dossier) => {
    const now = clock.now()
    const request = dossier.requests.find(({ id }) => id === requestId)
    const message = dossier.messages.find(({ id }) => id === request?.messageId)
    const deadline = request && message ? deadlineOf(request, message) : null
    if (!request || !deadline || deadline.at > now) return { change: null, result: null }
    const mark = deadline.outcome === 'silent' ? { silentAt: now } : { undeliveredAt: now }
    const before = historyOf(services, dossier)
    const requests = before.requests.map((one) => (one.id === requestId ? { ...one, ...mark } : one))
    // Silence means something only to a question that can have been seen.
    const isSilence = request.kind === 'clarification' && deadline.outcome === 'silent'
    const silence = isSilence ? [silenceStatement(services, request, deadline.at)] : []
    const history = { ...before, requests, statements: [...before.statements, ...silence] }
    const { language } = services.business
    const purpose = deadline.outcome === 'silent' ? 'no-response' : 'not-delivered'
    const template = chooseTemplate(texts, purpose, language, request.categories)
    const text = fill(template, {
      contact: dossier.contact.name ?? dossier.contact.id,
      wait: inWords(request.waitMs, template.language),
      why: 'the platform never said that it was delivered',
    })
    const { change } = concludeContact(services, dossier, history)
    if (request.kind === 'clarification') {
      return { change: { ...change, statements: silence, onlyWhenHeard: true }, result: deadline.outcome }
    }
    const notice = {
      id: newId('led'),
      businessId: dossier.contact.businessId,
      contactId: dossier.contact.id,
      kind: 'notice.shown',
      at: now,
      data: { purpose, request: requestId, text, mayResend: true },
    }
    // Something the person wrote may lie unread: it is heard first, or a late answer would race the notice (F46).
    return {
      change: { ...change, facts: [...change.facts, notice], onlyWhenHeard: true },
      result: deadline.outcome,
    }
  }
  const result = await changeContact(services, () => store.dossierOfRequest(requestId), decide)
  return result === 'unheard' ? null : result
}
