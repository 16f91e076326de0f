import { changeContact } from './change-contact.ts'
import { noContact } from './load-contact.ts'
import type { Services } from './ports.ts'

export interface ContactUpdate {
  readonly name?: string | null | undefined
  readonly language?: string | undefined
  readonly timeZone?: string | null | undefined
  readonly country?: string | null | undefined
}

/** Changes what is known of a person; consent is none of it. Throws `contact.not_found`. */
export const updateContact = async (
  services: Services,
  contactId: string,
  { name, language, timeZone, country }: ContactUpdate,
): Promise<void> => {
  const { store, newId, clock } = services
  const contact = {
    ...(name === undefined ? {} : { name }),
    ...(language === undefined ? {} : { language }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(country === undefined ? {} : { country }),
  }
  const done = await changeContact(
    services,
    () => store.dossier(contactId),
    (dossier) => {
      const fact = {
        id: newId('led'),
        businessId: dossier.contact.businessId,
        contactId: dossier.contact.id,
        kind: 'contact.changed',
        at: clock.now(),
        data: { fields: Object.keys(contact) },
      }
      return { change: { contact, facts: [fact] }, result: 'done' }
    },
  )
  if (done === null) throw noContact(contactId)
}
