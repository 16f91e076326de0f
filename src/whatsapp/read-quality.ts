import { z } from 'zod'
import type { QualityEvent } from '../domain/event.ts'
import { type News, news, restriction } from '../domain/quality.ts'
import { text } from './webhook-schema.ts'

/**
 * What the platform says of a number, an account or a portfolio (FACTS §4.1). Anything that is not understood is kept as
 * it was written; nothing here throws.
 */
const loose = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape).optional().catch(undefined)
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(z.unknown())
    .optional()
    .catch(undefined)
    .transform((all = []) =>
      all.flatMap((one) => {
        const parsed = item.safeParse(one)
        return parsed.success ? [parsed.data] : []
      }),
    )
/** Unix seconds; what cannot be one is no end, which is the stricter reading. */
const seconds = z.coerce.number().int().min(1).max(9_999_999_999).optional().catch(undefined)

const schemas = {
  number: z.looseObject({
    display_phone_number: text,
    event: text,
    old_limit: text,
    current_limit: text,
    max_daily_conversations_per_business: text,
  }),
  capability: z.looseObject({
    max_daily_conversations_per_business: text,
    max_daily_conversation_per_phone: text,
  }),
  account: z.looseObject({
    event: text,
    violation_info: loose({ violation_type: text }),
    restriction_info: list(z.looseObject({ restriction_type: z.string(), expiration: seconds })),
    ban_info: loose({ waba_ban_state: text, waba_ban_date: text }),
  }),
  alert: z.looseObject({
    entity_type: text,
    alert_info: loose({
      alert_severity: text,
      alert_status: text,
      alert_type: text,
      alert_description: text,
    }),
  }),
  review: z.looseObject({ decision: text }),
}

type Found = Pick<QualityEvent, 'scope' | 'number' | 'news'>

/** The old events of a number's quality; whether they still come is not known (FACTS §4.1). */
const statusOfEvent: Readonly<Record<string, string>> = { FLAGGED: 'FLAGGED', UNFLAGGED: 'CONNECTED' }

const ofNumber = (value: unknown): Found | null => {
  const parsed = schemas.number.safeParse(value)
  if (!parsed.success) return null
  const { event, display_phone_number: number = null, current_limit: old, ...rest } = parsed.data
  const limit = rest.max_daily_conversations_per_business ?? old
  const status = statusOfEvent[event ?? '']
  return {
    scope: 'number',
    number,
    news: [
      ...(status ? [news('status', status)] : event ? [news(`event:${event}`, 'told')] : []),
      ...(limit === undefined ? [] : [news('limit', limit)]),
    ],
  }
}

const ofCapability = (value: unknown): Found | null => {
  const parsed = schemas.capability.safeParse(value)
  if (!parsed.success) return null
  const limit =
    parsed.data.max_daily_conversations_per_business ?? parsed.data.max_daily_conversation_per_phone
  return { scope: 'portfolio', number: null, news: limit === undefined ? [] : [news('limit', limit)] }
}

const connections: Readonly<Record<string, string>> = {
  ACCOUNT_DELETED: 'DELETED',
  ACCOUNT_OFFBOARDED: 'OFFBOARDED',
  ACCOUNT_RECONNECTED: 'RECONNECTED',
}

const ofAccount = (value: unknown): Found | null => {
  const parsed = schemas.account.safeParse(value)
  if (!parsed.success || parsed.data.event === undefined) return null
  const { event, violation_info, restriction_info, ban_info } = parsed.data
  const connection = connections[event]
  const all: News[] = [
    ...(event === 'ACCOUNT_VIOLATION'
      ? [news('violation', violation_info?.violation_type ?? 'UNKNOWN')]
      : []),
    ...restriction_info.map(({ restriction_type, expiration }) =>
      restriction(restriction_type, expiration === undefined ? null : expiration * 1_000),
    ),
    ...(ban_info?.waba_ban_state
      ? [news('ban', ban_info.waba_ban_state, { note: ban_info.waba_ban_date ?? null })]
      : []),
    ...(connection ? [news('connection', connection)] : []),
  ]
  return {
    scope: 'account',
    number: null,
    news: all.length > 0 ? all : [news(`event:${event}`, 'told')],
  }
}

const ofAlert = (value: unknown): Found | null => {
  const parsed = schemas.alert.safeParse(value)
  const info = parsed.data?.alert_info
  if (!info?.alert_type) return null
  const note = [info.alert_severity, info.alert_description].filter((part) => part !== undefined).join(': ')
  const told = news(`alert:${info.alert_type}`, info.alert_status ?? 'ACTIVE', { note: note || null })
  return {
    scope: parsed.data?.entity_type === 'BUSINESS' ? 'portfolio' : 'account',
    number: null,
    news: [told],
  }
}

const ofReview = (value: unknown): Found | null => {
  const decision = schemas.review.safeParse(value).data?.decision
  return decision === undefined ? null : { scope: 'account', number: null, news: [news('review', decision)] }
}

const readers: Readonly<Record<string, (value: unknown) => Found | null>> = {
  phone_number_quality_update: ofNumber,
  business_capability_update: ofCapability,
  account_update: ofAccount,
  account_alerts: ofAlert,
  account_review_update: ofReview,
}

/** The event in a change of one of these fields; null for any other field, and for what has not their shape. */
export const readQuality = (
  field: string,
  value: unknown,
  waba: string,
): Pick<QualityEvent, 'what' | 'scope' | 'waba' | 'number' | 'news'> | null => {
  const read = Object.entries(readers).find(([name]) => name === field)?.[1]
  const found = read?.(value) ?? null
  return found ? { what: field, waba, ...found } : null
}
