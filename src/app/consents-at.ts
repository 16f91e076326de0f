import { type Consent, foldConsent } from '../domain/consent.ts'
import { historyOf } from './conclude-contact.ts'
import { loadContact } from './load-contact.ts'
import type { Services } from './ports.ts'

/**
 * A contact's consents now (`at` null), or as they followed from everything that had come in by a past instant (Unix
 * ms): by when it was received, not by when it was said, since nobody can hold to what has not reached them yet.
 */
export const consentsAt = async (
  services: Services,
  contactId: string,
  at: number | null,
): Promise<{ contact: string; consents: readonly Consent[] }> => {
  const dossier = await loadContact(services, contactId)
  const history = historyOf(services, dossier)
  const { id: contact } = dossier.contact
  if (at === null) return { contact, consents: foldConsent(history).consents }
  const past = {
    ...history,
    requests: history.requests.filter(({ createdAt }) => createdAt <= at),
    messages: history.messages.filter(({ createdAt }) => createdAt <= at),
    statements: history.statements.filter(({ receivedAt }) => receivedAt <= at),
  }
  return { contact, consents: foldConsent(past).consents }
}
