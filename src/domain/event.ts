import { z } from 'zod'
import { personSchema } from './identity.ts'
import { templateNewsSchema } from './platform-template.ts'
import { newsSchema } from './quality.ts'

/**
 * One thing that happened, taken out of a delivery. `key` is what the platform calls it by, so that the same
 * thing delivered twice is one event (FACTS §1.4); `at` is the platform's time in Unix seconds, null where it
 * gave none.
 */
const common = { key: z.string(), at: z.number().int().nullable() }

export const platformErrorSchema = z.object({ code: z.number().int(), details: z.string() })
export type PlatformError = z.infer<typeof platformErrorSchema>

/** The advertisement or post that somebody came from (FACTS §2): evidence of a source, and nobody's consent. */
export const referralSchema = z.object({
  type: z.string(),
  id: z.string(),
  url: z.string(),
  headline: z.string(),
  clickId: z.string().nullable(),
})
export type Referral = z.infer<typeof referralSchema>

export const messageEventSchema = z.object({
  ...common,
  kind: z.literal('message'),
  person: personSchema,
  /** The platform's id of the message. */
  wamid: z.string(),
  type: z.string(),
  /** What can be read as the person's words: one text, or the answers of a Flow. Empty when there is nothing to read. */
  texts: z.array(z.string()),
  /** The payload of a tapped button, when the sender of the button gave it one. */
  payload: z.string().nullable(),
  /** The message of ours that this one answers or reacts to. */
  quotes: z.string().nullable(),
  /** The person's earlier message that this one replaces. */
  edits: z.string().nullable(),
  forwarded: z.boolean(),
  group: z.boolean(),
  referral: referralSchema.nullable().default(null),
  /** Where it came in: `standby` means that another party holds the conversation (FACTS §1.8). */
  via: z.enum(['messages', 'standby']),
})
export type MessageEvent = z.infer<typeof messageEventSchema>

export const preferenceEventSchema = z.object({
  ...common,
  kind: z.literal('preference'),
  person: personSchema,
  category: z.string(),
  value: z.string(),
  /** Meta's In-App Signup that the person agreed to, when `value` is `signup` (FACTS §3.1). */
  signupId: z.string().nullable().default(null),
})
export type PreferenceEvent = z.infer<typeof preferenceEventSchema>

export const statusEventSchema = z.object({
  ...common,
  kind: z.literal('status'),
  person: personSchema,
  wamid: z.string(),
  status: z.string(),
  /** What we put into `biz_opaque_callback_data`: our own name for the attempt (FACTS §6.1). */
  callback: z.string().nullable(),
  errors: z.array(platformErrorSchema),
})
export type StatusEvent = z.infer<typeof statusEventSchema>

export const identityEventSchema = z.object({
  ...common,
  kind: z.literal('identity'),
  person: personSchema,
  /** `number` and `user_id`: the same person under new identities; `key`: perhaps another person (FACTS §2.1). */
  change: z.enum(['number', 'user_id', 'key']),
  next: personSchema,
})
export type IdentityEvent = z.infer<typeof identityEventSchema>

/** What the platform says of a number, an account or a portfolio (FACTS §4.1). */
export const qualityEventSchema = z.object({
  ...common,
  kind: z.literal('quality'),
  person: z.null(),
  /** The webhook's field. */
  what: z.string(),
  scope: z.enum(['number', 'account', 'portfolio']),
  /** The platform's id of the WhatsApp account, as the entry names it. */
  waba: z.string(),
  /** The number as it is displayed, where one is named. */
  number: z.string().nullable(),
  news: z.array(newsSchema),
})
export type QualityEvent = z.infer<typeof qualityEventSchema>
/** The platform tells of a template: its status, its category or its quality (FACTS §4.1). About nobody. */
export const templateEventSchema = z.object({
  ...common,
  kind: z.literal('template'),
  person: z.null(),
  /** The account at the platform (WABA), by its id. */
  wabaId: z.string(),
  templateId: z.string().nullable(),
  name: z.string(),
  language: z.string(),
  news: templateNewsSchema,
})
export type TemplateEvent = z.infer<typeof templateEventSchema>

/** Kept and explained, without an effect on anybody's consent. */
export const noteEventSchema = z.object({
  ...common,
  kind: z.enum(['echo', 'error', 'account', 'action', 'unknown', 'malformed']),
  person: personSchema.nullable(),
  /** What it was called: the webhook field, the message type, the error code. */
  what: z.string(),
})
export type NoteEvent = z.infer<typeof noteEventSchema>

export const eventSchema = z.discriminatedUnion('kind', [
  messageEventSchema,
  preferenceEventSchema,
  statusEventSchema,
  identityEventSchema,
  qualityEventSchema,
  templateEventSchema,
  noteEventSchema,
])
export type Event = z.infer<typeof eventSchema>
