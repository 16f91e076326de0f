import { z } from 'zod'
import type { Channel } from './channel.ts'

/**
 * Whose rules hold for a person: the platform's own, and those of the law where the person is. Others than these are
 * not known here; a person elsewhere is treated by the platform's rules and the business's settings alone.
 */
export const jurisdictions = ['whatsapp', 'us', 'ca', 'eu', 'br', 'in'] as const
export const jurisdictionSchema = z.enum(jurisdictions)
export type Jurisdiction = (typeof jurisdictions)[number]

/** An ISO 3166-1 country, such as "DE". */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/, 'expected a country such as "DE" (ISO 3166-1)')

/** The European Economic Area, whose members all apply the GDPR. */
const gdpr = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IS IE IT LV LI LT LU MT NL NO PL PT RO SK SI ES SE'.split(' '),
)
/** Territories that have the country's telephone numbers or its law, and a code of their own. */
const partOf: Readonly<Record<string, string>> = {
  PR: 'US',
  VI: 'US',
  GU: 'US',
  AS: 'US',
  MP: 'US',
  AX: 'FI',
  GF: 'FR',
  GP: 'FR',
  MQ: 'FR',
  RE: 'FR',
  YT: 'FR',
}

const own: Readonly<Record<string, Jurisdiction>> = { US: 'us', CA: 'ca', BR: 'br', IN: 'in' }

/** What the business has decided about whose rules hold, beside what numbers tell. */
export const lawSchema = z.strictObject({
  /** Rules that hold for everybody, such as those of the country where the business is. */
  also: z.array(jurisdictionSchema).max(jurisdictions.length).default([]),
  /** Country → whose rules hold for its people, instead of what is known here. */
  countries: z.record(countrySchema, z.array(jurisdictionSchema)).default({}),
  /** Rules (by id) that the business's counsel has found not to bind it. */
  without: z.array(z.string().max(60)).max(50).default([]),
  /** A bare "stop" ends everything; or, where no rule forbids it, only the kind of message that it answers. */
  bareStop: z.enum(['everything', 'what_it_answers']).default('everything'),
})
export type Law = z.infer<typeof lawSchema>

/** Whose rules hold for somebody in this country (null: unknown) who is written to on this channel. */
export const jurisdictionsOf = (
  country: string | null,
  channel: Channel,
  law: Pick<Law, 'also' | 'countries'>,
): readonly Jurisdiction[] => {
  const named = country === null ? undefined : law.countries[country]
  const home = country === null ? null : (partOf[country] ?? country)
  const byCountry: readonly Jurisdiction[] =
    named ?? (home === null ? [] : gdpr.has(home) ? ['eu'] : own[home] ? [own[home]] : [])
  const platform: readonly Jurisdiction[] = channel === 'whatsapp' ? ['whatsapp'] : []
  return [...new Set([...platform, ...byCountry, ...law.also])]
}
