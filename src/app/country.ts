import parsePhoneNumber from 'libphonenumber-js/max'
import type { Dossier } from './ports.ts'

/** An audience has a million numbers of a few hundred areas: an area is looked up once. */
const areas = new Map<string, string | null>()
const keptAtMost = 5_000
/** North America, Russia and a few more share a country code: their countries differ in the next digits. */
const areaDigits = 8

/** The country (ISO 3166-1) of a number in E.164, as its first digits tell; null when they tell none. */
export const countryOfPhone = (phone: string): string | null => {
  const area = phone.slice(0, areaDigits)
  const known = areas.get(area)
  if (known !== undefined) return known
  const country = parsePhoneNumber(phone)?.country ?? null
  if (areas.size >= keptAtMost) areas.clear()
  areas.set(area, country)
  return country
}

/**
 * The country whose law is this person's: what the business has entered, else that of their number, else the one that
 * their business-scoped id begins with (FACTS §5.1); null when nobody knows.
 */
export const countryOf = ({
  contact,
  identities,
}: Pick<Dossier, 'contact' | 'identities'>): string | null => {
  if (contact.country !== null) return contact.country
  const newest = (kind: string) => identities.filter((one) => one.kind === kind).at(-1)?.value
  const waId = newest('wa_id')
  const phone = newest('phone') ?? (waId ? `+${waId}` : undefined)
  if (phone) return countryOfPhone(phone)
  return newest('bsuid')?.slice(0, 2) ?? null
}
