import { z } from 'zod'
import { hour } from './clock.ts'
import { lawSchema } from './jurisdiction.ts'
import { ownWordsSchema } from './own-words.ts'

/** How well an earlier consent is proved: evidence attached (A), a dated source (B), a bare flag (C). */
export const proofGrades = ['A', 'B', 'C'] as const
export const proofGradeSchema = z.enum(proofGrades)
export type ProofGrade = (typeof proofGrades)[number]

/** What a proof may do: `grant` consent, be a ground for asking (`ask`), or `nothing`. */
const mayDo = z.enum(['grant', 'ask', 'nothing'])

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as "21:00"')

const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

export const timeZoneSchema = z
  .string()
  .refine(isTimeZone, 'expected a time zone such as "Europe/Berlin" (IANA)')

/**
 * The business's own rules. They are kept with the moment from which they hold: a moment is judged by the rules of
 * that moment, also when it is looked at again later.
 */
export const settingsSchema = z.strictObject({
  /** Off: nobody is asked and nothing is begun on WhatsApp; whoever writes in is still heard. */
  whatsappEnabled: z.boolean().default(true),
  /** Accounts on which nothing is begun. */
  accountsOff: z.array(z.string()).max(200).default([]),
  /** Asking for consent: at most once in so many hours, and so many times in all without an answer. */
  requests: z
    .strictObject({
      everyHours: z.number().int().min(24).max(720).default(24),
      atMost: z.number().int().min(1).max(10).default(3),
    })
    .prefault({}),
  /** An unclear revocation: how long an answer is waited for, and what silence means then. */
  clarification: z
    .strictObject({
      hours: z.number().int().min(1).max(168).default(24),
      silence: z.enum(['stop_all', 'stop_marketing', 'keep']).default('stop_marketing'),
    })
    .prefault({}),
  /** What an imported consent may do, by its proof. A bare flag may lead to a question and to nothing else. */
  proof: z
    .strictObject({ A: mayDo.default('grant'), B: mayDo.default('grant'), C: mayDo.default('ask') })
    .prefault({}),
  /** May agents answer somebody who has opted out, inside the service window? Marketing never. */
  repliesAfterOptOut: z.boolean().default(true),
  /** For contacts that have none of their own. */
  timeZone: timeZoneSchema.default('UTC'),
  /** Nothing that the business starts goes out between these times of the person's day; null: at any time. */
  quietHours: z.strictObject({ from: clockTime, to: clockTime }).nullable().default(null),
  /** Whose law holds, beside what people's numbers tell. */
  law: lawSchema.prefault({}),
  /**
   * When the controls act by themselves (`controls.ts`). The platform publishes no thresholds: these are our own caution,
   * set well above what consenting audiences do.
   */
  quality: z
    .strictObject({
      /** Off: quality is watched and shown, and nothing pauses. */
      act: z.boolean().default(true),
      /** Rates say nothing about fewer messages than this in seven days. */
      minimumSample: z.number().int().min(20).max(100_000).default(100),
      /** Opt-outs and platform stops in a hundred messages that were taken. */
      optOutPercent: z.number().int().min(1).max(100).default(5),
      /** Failures in a hundred messages that were tried. */
      failurePercent: z.number().int().min(1).max(100).default(20),
      /** So long it must have been better before a control is lifted by itself. */
      greenHours: z.number().int().min(1).max(720).default(24),
      /** An opt-out so many days after a message is counted as its consequence. */
      attributionDays: z.number().int().min(1).max(30).default(7),
    })
    .prefault({}),
  /** Reply words of the business's own, beside those that everybody uses. */
  words: ownWordsSchema.prefault({}),
  /**
   * Campaigns: so many messages a second on one account. A number takes 80 in and out together, or 20 where the
   * WhatsApp Business app uses it too (FACTS §1.5).
   */
  campaigns: z.strictObject({ perSecond: z.number().int().min(1).max(1_000).default(20) }).prefault({}),
  /** Meta's In-App Signups whose wording the business has registered: those alone count as a yes (FACTS §3.1). */
  signups: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        wording: z.string().min(1).max(2_000),
        language: z.string().min(2),
        version: z.string().min(1),
      }),
    )
    .default([]),
})
export type Settings = z.infer<typeof settingsSchema>
export type QualitySettings = Settings['quality']

const { shape } = settingsSchema
const requests = shape.requests.unwrap().shape
const clarification = shape.clarification.unwrap().shape
const proof = shape.proof.unwrap().shape
const quality = shape.quality.unwrap().shape
const words = shape.words.unwrap().shape
const law = shape.law.unwrap().shape
const campaigns = shape.campaigns.unwrap().shape

/** A change of settings: only what is named changes, so nothing here has a default. */
export const settingsChangeSchema = z.strictObject({
  whatsappEnabled: shape.whatsappEnabled.unwrap().optional(),
  accountsOff: shape.accountsOff.unwrap().optional(),
  requests: z
    .strictObject({
      everyHours: requests.everyHours.unwrap().optional(),
      atMost: requests.atMost.unwrap().optional(),
    })
    .optional(),
  clarification: z
    .strictObject({
      hours: clarification.hours.unwrap().optional(),
      silence: clarification.silence.unwrap().optional(),
    })
    .optional(),
  proof: z
    .strictObject({
      A: proof.A.unwrap().optional(),
      B: proof.B.unwrap().optional(),
      C: proof.C.unwrap().optional(),
    })
    .optional(),
  repliesAfterOptOut: shape.repliesAfterOptOut.unwrap().optional(),
  timeZone: shape.timeZone.unwrap().optional(),
  quietHours: shape.quietHours.unwrap().optional(),
  quality: z
    .strictObject({
      act: quality.act.unwrap().optional(),
      minimumSample: quality.minimumSample.unwrap().optional(),
      optOutPercent: quality.optOutPercent.unwrap().optional(),
      failurePercent: quality.failurePercent.unwrap().optional(),
      greenHours: quality.greenHours.unwrap().optional(),
      attributionDays: quality.attributionDays.unwrap().optional(),
    })
    .optional(),
  words: z
    .strictObject({
      optOut: words.optOut.unwrap().optional(),
      optIn: words.optIn.unwrap().optional(),
      categories: words.categories.unwrap().optional(),
    })
    .optional(),
  campaigns: z.strictObject({ perSecond: campaigns.perSecond.unwrap().optional() }).optional(),
  signups: shape.signups.unwrap().optional(),
  law: z
    .strictObject({
      also: law.also.unwrap().optional(),
      countries: law.countries.unwrap().optional(),
      without: law.without.unwrap().optional(),
      bareStop: law.bareStop.unwrap().optional(),
    })
    .optional(),
})
export type SettingsChange = z.infer<typeof settingsChangeSchema>

/** The settings with a change put in; what it does not name stays, also inside of what it names. */
export const withChange = (settings: Settings, change: SettingsChange): Settings =>
  settingsSchema.parse({
    ...settings,
    ...change,
    requests: { ...settings.requests, ...change.requests },
    clarification: { ...settings.clarification, ...change.clarification },
    proof: { ...settings.proof, ...change.proof },
    quality: { ...settings.quality, ...change.quality },
    words: { ...settings.words, ...change.words },
    law: { ...settings.law, ...change.law },
    campaigns: { ...settings.campaigns, ...change.campaigns },
  })

/** Settings and the instant (Unix ms) from which they hold. */
export interface DatedSettings {
  readonly version: number
  readonly from: number
  readonly settings: Settings
}

export const defaultSettings: Settings = settingsSchema.parse({})

/** What holds where the business has set nothing of its own. */
export const initialSettings: DatedSettings = { version: 0, from: 0, settings: defaultSettings }

const isLater = (a: DatedSettings, b: DatedSettings): boolean =>
  a.from > b.from || (a.from === b.from && a.version > b.version)

/** The settings of an instant: the latest that had begun; before all of them, what Assent begins with. */
export const settingsAt = (all: readonly DatedSettings[], instant: number): DatedSettings =>
  all.reduce<DatedSettings>(
    (found, dated) => (dated.from <= instant && isLater(dated, found) ? dated : found),
    initialSettings,
  )

export const clarificationWait = ({ clarification }: Settings): number => clarification.hours * hour
export const requestWait = ({ requests }: Settings): number => requests.everyHours * hour
