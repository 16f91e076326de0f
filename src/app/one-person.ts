import { secondOf } from '../domain/clock.ts'
import { foldConsent } from '../domain/consent.ts'
import { AppError } from '../domain/errors.ts'
import type { Identity, IdentityKind } from '../domain/identity.ts'
import type { Statement } from '../domain/statement.ts'
import { readPhone } from './add-contact.ts'
import { changeContact } from './change-contact.ts'
import { concludeContact, historyOf } from './conclude-contact.ts'
import { loadContact, noContact } from './load-contact.ts'
import type { Contact, Services } from './ports.ts'
import { recordStatement } from './record-statement.ts'

/** Folds a contact's history again, after something but a statement has changed it. */
const concludeAnew = async (services: Services, contactId: string): Promise<void> => {
  await changeContact(
    services,
    () => services.store.dossier(contactId),
    (dossier) => ({
      change: concludeContact(services, dossier, historyOf(services, dossier)).change,
      result: 'done',
    }),
  )
}

/**
 * Two contacts turn out to be one person: everything that either said is one history, and its last word holds, a stop
 * in a tie. Throws `contact.not_found`, `request.invalid` for a contact and itself.
 */
export const mergeContacts = async (
  services: Services,
  intoId: string,
  fromId: string,
  by: string,
): Promise<void> => {
  const into = await loadContact(services, intoId, 'id')
  const from = await loadContact(services, fromId, 'with')
  if (into.contact.id === from.contact.id) {
    throw new AppError('request.invalid', 'with: this is the same contact', { field: 'with' })
  }
  const now = services.clock.now()
  if (!(await services.store.mergeContacts(from.contact.id, into.contact.id, by, now))) {
    throw noContact(fromId, 'with')
  }
  await concludeAnew(services, into.contact.id)
}

export interface Split {
  readonly identities: readonly { readonly kind: IdentityKind; readonly value: string }[]
  readonly name?: string | undefined
}

/**
 * One contact turns out to be two people: the second gets some of the identities and a history of its own. Nobody can
 * say whose the words were, so every opt-out goes with both, and no grant goes to the new one (FACTS §2.1).
 */
export const splitContact = async (
  services: Services,
  contactId: string,
  { identities, name }: Split,
  by: string,
): Promise<string> => {
  const { store, newId, clock, business } = services
  const dossier = await loadContact(services, contactId, 'id')
  const isTheirs = (one: Identity): boolean =>
    dossier.identities.some(({ kind, value }) => kind === one.kind && value === one.value)
  const foreign = identities.find((one) => !isTheirs(one))
  if (foreign) {
    throw new AppError('request.invalid', `identities: ${foreign.value} is not one of this contact`, {
      field: 'identities',
    })
  }
  if (identities.length >= dossier.identities.length) {
    throw new AppError('request.invalid', 'identities: one must stay with the contact', {
      field: 'identities',
    })
  }
  const now = clock.now()
  const old = dossier.contact
  const contact: Contact = {
    ...old,
    id: newId('ctc'),
    version: 1,
    name: name ?? null,
    createdAt: now,
    windows: {},
    mergedInto: null,
  }
  const fact = (about: string, data: object) => ({
    id: newId('led'),
    businessId: business.id,
    contactId: about,
    kind: 'contact.split',
    at: now,
    data: { by, ...data },
  })
  const facts = [fact(old.id, { into: contact.id }), fact(contact.id, { from: old.id })]
  if (!(await store.splitContact(contact, old.id, identities, facts, now))) {
    throw new AppError('contact.not_found', `there is no contact ${contactId}`, { field: 'id' })
  }
  const { consents } = foldConsent(historyOf(services, dossier))
  for (const channel of ['whatsapp', 'sms'] as const) {
    const out = consents.filter((one) => one.channel === channel && one.state === 'opted_out')
    if (out.length === 0) continue
    await recordStatement(services, {
      contactId: contact.id,
      method: 'agent',
      decision: 'opt_out',
      categories: out.map(({ category }) => category),
      channels: [channel],
      at: null,
      grade: null,
      evidence: { note: `split from ${old.id}: its opt-outs hold for both` },
      actor: by,
    })
  }
  await concludeAnew(services, old.id)
  return contact.id
}

/**
 * The person has a new phone number, as the business knows. The opt-outs go with them; consents that WhatsApp counts as
 * marketing rest until they are confirmed again (FACTS §2.1). Throws `contact.exists` when somebody else has the number.
 */
export const changeNumber = async (
  services: Services,
  contactId: string,
  phone: string,
  by: string,
): Promise<void> => {
  const { store, newId, clock } = services
  const number = readPhone(phone)
  const taken = await store.findContact('phone', number)
  const { contact, identities: known } = await loadContact(services, contactId, 'id')
  // The number that they have is no new one: said twice, it must not put consents to rest.
  const numbers = known.filter(({ kind }) => kind === 'phone').map(({ value }) => value)
  if (numbers.length === 1 && numbers[0] === number) return
  if (taken && taken !== contact.id) {
    throw new AppError('contact.exists', `phone: this number is another contact's (${taken})`, {
      field: 'phone',
      contactId: taken,
    })
  }
  await changeContact(
    services,
    () => store.dossier(contact.id),
    (dossier) => {
      const now = clock.now()
      const statement: Statement = {
        source: 'identity',
        id: newId('stm'),
        at: secondOf(now),
        receivedAt: now,
        eventId: null,
        change: 'number',
      }
      const before = historyOf(services, dossier)
      const history = { ...before, statements: [...before.statements, statement] }
      const heard = { statements: [statement], accounts: new Map(), correlations: new Map() }
      const { change } = concludeContact(services, dossier, history, heard)
      const lostIdentities = dossier.identities.filter(
        ({ kind, value }) => (kind === 'phone' || kind === 'wa_id') && value !== number,
      )
      const fact = {
        id: newId('led'),
        businessId: dossier.contact.businessId,
        contactId: dossier.contact.id,
        kind: 'contact.number_changed',
        at: now,
        data: { by },
      }
      const identities = [{ kind: 'phone' as const, value: number }]
      return {
        // What they wrote from the old number opens no window at the new one.
        change: {
          ...change,
          contact: { windows: {} },
          facts: [fact, ...change.facts],
          identities,
          lostIdentities,
        },
        result: 'done',
      }
    },
  )
}
