import { z } from 'zod'

/**
 * Who a person is. Every identity may be missing on any inbound event (FACTS §5.1), so each is nullable.
 * `phone` is what the business knows (E.164 with +); `waId` is what the platform says (digits, may differ
 * from the phone in Brazil and Mexico, FACTS §6.1).
 */
export const personSchema = z.object({
  phone: z.string().nullable(),
  waId: z.string().nullable(),
  bsuid: z.string().nullable(),
  parentBsuid: z.string().nullable(),
  username: z.string().nullable(),
  name: z.string().nullable(),
})
export type Person = z.infer<typeof personSchema>

export const nobody: Person = {
  phone: null,
  waId: null,
  bsuid: null,
  parentBsuid: null,
  username: null,
  name: null,
}

/** The identities by which a contact is found again. A name or username is not one: people share and change them. */
export const identityKinds = ['phone', 'wa_id', 'bsuid', 'parent_bsuid'] as const
export type IdentityKind = (typeof identityKinds)[number]

export interface Identity {
  readonly kind: IdentityKind
  readonly value: string
}

const waIdPattern = /^\d{7,15}$/
const bsuidPattern = /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/
const parentBsuidPattern = /^[A-Z]{2}\.ENT\.[A-Za-z0-9]{1,128}$/

export const isWaId = (value: string): boolean => waIdPattern.test(value)
export const isBsuid = (value: string): boolean => bsuidPattern.test(value)
export const isParentBsuid = (value: string): boolean => parentBsuidPattern.test(value)

/**
 * Sorts raw identifiers from a webhook into the places they belong to: empty strings become null, and a
 * business-scoped id found in a phone field (seen in the wild, FACTS §5.1) is kept as what it is.
 */
export const readPerson = (raw: {
  readonly waIds?: readonly (string | undefined)[]
  readonly userIds?: readonly (string | undefined)[]
  readonly username?: string | undefined
  readonly name?: string | undefined
}): Person => {
  const values = [...(raw.waIds ?? []), ...(raw.userIds ?? [])].filter((value) => value !== undefined)
  return {
    phone: null,
    waId: values.find(isWaId) ?? null,
    bsuid: values.find(isBsuid) ?? null,
    parentBsuid: values.find(isParentBsuid) ?? null,
    username: raw.username || null,
    name: raw.name || null,
  }
}

/** The identities to look a person up by, strongest first. A wa_id also finds the phone it was written as. */
export const identitiesOf = (person: Person): Identity[] => {
  const found: Identity[] = []
  if (person.bsuid) found.push({ kind: 'bsuid', value: person.bsuid })
  if (person.waId) found.push({ kind: 'wa_id', value: person.waId })
  if (person.phone) found.push({ kind: 'phone', value: person.phone })
  else if (person.waId) found.push({ kind: 'phone', value: `+${person.waId}` })
  if (person.parentBsuid) found.push({ kind: 'parent_bsuid', value: person.parentBsuid })
  return found
}

/**
 * The other way in which the digits of one line are written: WhatsApp leaves Brazil's ninth digit out, and puts a 1
 * into Mexican numbers, for some people (FACTS §6.1). Null where there is one way only.
 */
const otherSpelling = (digits: string): string | null => {
  const [, area, brazilian] = /^55(\d{2})(9?[16-9]\d{7})$/.exec(digits) ?? []
  if (area && brazilian) return `55${area}${brazilian.length === 9 ? brazilian.slice(1) : `9${brazilian}`}`
  const [, one, mexican] = /^52(1?)(\d{10})$/.exec(digits) ?? []
  return mexican ? `52${one ? '' : '1'}${mexican}` : null
}

/** Everything by which a person may already be known: what was told, and numbers as they are written elsewhere. */
export const lookups = (told: readonly Identity[]): Identity[] => [
  ...told,
  ...told.flatMap(({ kind, value }): Identity[] => {
    if (kind !== 'phone' && kind !== 'wa_id') return []
    const other = otherSpelling(value.replace(/^\+/, ''))
    return other === null
      ? []
      : [
          { kind: 'phone', value: `+${other}` },
          { kind: 'wa_id', value: other },
        ]
  }),
]

/** The identities of a phone number that somebody typed. */
export const identitiesOfPhone = (phone: string): Identity[] =>
  lookups([
    { kind: 'phone', value: phone },
    { kind: 'wa_id', value: phone.slice(1) },
  ])

/** What an event adds to what a person is known by: a number that the business writes otherwise is not a second one. */
export const newIdentities = (known: readonly Identity[], told: readonly Identity[]): Identity[] =>
  told.filter(({ kind, value }) => {
    const other = kind === 'phone' ? otherSpelling(value.slice(1)) : null
    return other === null || !known.some((one) => one.kind === 'phone' && one.value === `+${other}`)
  })

/** A short label for people who may see it (console, replay): never for logs. */
export const labelOf = (identities: readonly Identity[]): string | null => {
  for (const kind of ['phone', 'wa_id', 'bsuid', 'parent_bsuid'] as const) {
    const identity = identities.find((candidate) => candidate.kind === kind)
    if (identity) return kind === 'wa_id' ? `+${identity.value}` : identity.value
  }
  return null
}

/** A contact that an event's identities point at, with everything it is known by. */
export interface Match {
  readonly contactId: string
  readonly identities: readonly Identity[]
  /** By which of the event's identities it was found. */
  readonly by: IdentityKind
}

export interface Settlement {
  /** The contact that the event belongs to; null when nobody is known by these identities. */
  readonly contactId: string | null
  /** Contacts that turn out to be the same person and go into it. */
  readonly merge: readonly string[]
  /** Contacts that had one of these numbers before: other people, who lose it and stay themselves. */
  readonly formerHolders: readonly string[]
  /** A known number came with a new business-scoped id: perhaps another person has it now (FACTS §2.1). */
  readonly recycled: boolean
}

/**
 * Decides who an event is from. `matches` are in the order of the contacts' age. A parent id alone points at a
 * person only when nothing stronger does. Two contacts found by strong identities in one event are one person,
 * unless their business-scoped ids say that they are not: then the number has changed hands.
 */
export const settleIdentity = (matches: readonly Match[], incoming: readonly Identity[]): Settlement => {
  const bsuids = incoming.filter(({ kind }) => kind === 'bsuid').map(({ value }) => value)
  const isSomebodyElse = ({ identities }: Match): boolean => {
    const known = identities.filter(({ kind }) => kind === 'bsuid').map(({ value }) => value)
    return bsuids.length > 0 && known.length > 0 && !known.some((value) => bsuids.includes(value))
  }
  const strong = matches.filter(({ by }) => by !== 'parent_bsuid')
  const isKnown = strong.some(({ by }) => by === 'bsuid')
  const same = isKnown ? strong.filter((match) => !isSomebodyElse(match)) : strong
  const [survivor, ...others] = strong.length > 0 ? same : matches.slice(0, 1)
  if (!survivor) return { contactId: null, merge: [], formerHolders: [], recycled: false }
  return {
    contactId: survivor.contactId,
    merge: others.map(({ contactId }) => contactId),
    formerHolders: strong.filter((match) => !same.includes(match)).map(({ contactId }) => contactId),
    recycled: [survivor, ...others].some(isSomebodyElse),
  }
}

/** How an unread delivery names its senders: bare digits or business-scoped ids. */
export const senderNames = (identities: readonly Identity[]): string[] => [
  ...new Set(lookups(identities).map(({ value }) => value.replace(/^\+/, ''))),
]
