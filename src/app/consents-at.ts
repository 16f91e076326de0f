import { type Consent, foldConsent } from '../domain/consent.ts'
import { historyAt } from '../domain/history-at.ts'
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
  return { contact, consents: foldConsent(historyAt(history, at)).consents }
}
