import parsePhoneNumber from 'libphonenumber-js/max'
import { AppError } from '../domain/errors.ts'
import { type Identity, identitiesOfPhone, isBsuid } from '../domain/identity.ts'
import type { Contact, Services } from './ports.ts'

export interface NewContact {
  readonly name?: string | undefined
  readonly phone?: string | undefined
  readonly bsuid?: string | undefined
  readonly language?: string | undefined
  readonly timeZone?: string | undefined
  readonly country?: string | undefined
}

/** A phone number in E.164. Throws `phone.invalid` when it is not a possible number with its country code. */
export const readPhone = (raw: string): string => {
  const phone = parsePhoneNumber(raw.trim())
  if (!phone?.isPossible()) {
    throw new AppError(
      'phone.invalid',
      'phone: expected a number with its country code, such as +14155550123',
      {
        field: 'phone',
      },
    )
  }
  return phone.number
}

/** The contact with this number, also where WhatsApp writes it otherwise; null when nobody has it. Throws `phone.invalid`. */
export const findByPhone = async (
  { store }: Pick<Services, 'store'>,
  phone: string,
): Promise<string | null> => {
  for (const { kind, value } of identitiesOfPhone(readPhone(phone))) {
    const known = await store.findContact(kind, value)
    if (known) return known
  }
  return null
}

/** Adds a person to the address book. Throws `contact.exists` when one of the identities is taken. */
export const addContact = async (services: Services, input: NewContact): Promise<Contact> => {
  const { store, newId, clock, business } = services
  const identities: Identity[] = []
  if (input.phone !== undefined) identities.push({ kind: 'phone', value: readPhone(input.phone) })
  if (input.bsuid !== undefined) {
    if (!isBsuid(input.bsuid)) {
      throw new AppError(
        'request.invalid',
        'bsuid: expected a business-scoped id such as US.13491208655302741918',
        {
          field: 'bsuid',
        },
      )
    }
    identities.push({ kind: 'bsuid', value: input.bsuid })
  }
  if (identities.length === 0) {
    throw new AppError('request.invalid', 'phone: a contact needs a phone number or a bsuid', {
      field: 'phone',
    })
  }
  const now = clock.now()
  const contact: Contact = {
    id: newId('ctc'),
    businessId: business.id,
    version: 1,
    name: input.name ?? null,
    language: input.language ?? business.language,
    createdAt: now,
    timeZone: input.timeZone ?? null,
    country: input.country ?? null,
    windows: {},
    mergedInto: null,
  }
  const fact = {
    id: newId('led'),
    businessId: business.id,
    contactId: contact.id,
    kind: 'contact.added',
    at: now,
    data: { by: 'agent' },
  }
  // A phone is also looked for as the platform would write it, or a person who wrote first would be added twice.
  const spellings = identities.flatMap(({ kind, value }) =>
    kind === 'phone' ? identitiesOfPhone(value) : [],
  )
  for (const { kind, value } of spellings) {
    const known = await store.findContact(kind, value)
    if (known) throw alreadyThere('phone', known)
  }
  if ((await store.addContact(contact, identities, fact)) === 'done') return contact
  for (const { kind, value } of identities) {
    const known = await store.findContact(kind, value)
    if (known) throw alreadyThere(kind === 'bsuid' ? 'bsuid' : 'phone', known)
  }
  throw new Error('the contact was taken and is gone again')
}

const alreadyThere = (field: 'phone' | 'bsuid', contactId: string): AppError =>
  new AppError('contact.exists', `${field}: this person is already a contact (${contactId})`, {
    field,
    contactId,
  })
