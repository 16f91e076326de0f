import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { faultText } from './faults.ts'
import { type JsonObject, jsonObjectSchema } from './json.ts'
import type { DeliveryStatus } from './messages.ts'
import type { SandboxNumber } from './options.ts'
import type { Phone } from './phones.ts'

/** One thing to tell the business: a message, a status or a preference, with the person it is about. */
export const updateSchema = z.object({
  field: z.enum([
    'messages',
    'standby',
    'user_preferences',
    'sms',
    'message_template_status_update',
    'message_template_quality_update',
    'template_category_update',
  ]),
  /** `template`: its item is the whole `value`. */
  kind: z.enum(['messages', 'statuses', 'user_preferences', 'sms', 'template']),
  /** When it happened, Unix seconds, where only the entry tells it. */
  at: z.number().int().optional(),
  contact: jsonObjectSchema.nullable(),
  item: jsonObjectSchema,
})
export type Update = z.infer<typeof updateSchema>

/** How the platform names a person in `contacts[]`; the username is only told where the platform tells it. */
export function contactOf(phone: Phone, { withUsername }: { withUsername: boolean }): JsonObject {
  return {
    profile: {
      name: phone.name,
      ...(withUsername && phone.username !== null ? { username: phone.username } : {}),
    },
    ...(phone.hidesPhone ? {} : { wa_id: phone.waId }),
    user_id: phone.bsuid,
  }
}

/** The fields that every inbound message has (FACTS §2). */
export function commonFields(phone: Phone, wamid: string, at: number): JsonObject {
  return {
    ...(phone.hidesPhone ? {} : { from: phone.waId }),
    from_user_id: phone.bsuid,
    id: wamid,
    timestamp: String(at),
  }
}

export interface StatusFacts {
  readonly wamid: string
  readonly status: DeliveryStatus
  readonly at: number
  /** Null for a BSUID that belongs to nobody here. */
  readonly phone: Phone | null
  /** Set when the message was addressed by BSUID. */
  readonly sentToUserId: string | null
  readonly callbackData: string | null
  readonly pricing: JsonObject | null
  readonly errorCode: number | null
}

/**
 * The status webhook. A failed one names nobody when the phone is hidden, has no contacts, and has no
 * `recipient_user_id` when the message was addressed by phone (FACTS §5.2).
 */
export function statusUpdate(facts: StatusFacts): Update {
  const { phone, status, errorCode } = facts
  const failed = status === 'failed'
  const userId = failed ? facts.sentToUserId : (phone?.bsuid ?? facts.sentToUserId)
  const isPhoneShown = phone !== null && !phone.hidesPhone && !(failed && facts.sentToUserId !== null)
  return {
    field: 'messages',
    kind: 'statuses',
    contact:
      failed || !phone
        ? null
        : contactOf(phone, { withUsername: status === 'delivered' || status === 'read' }),
    item: {
      id: facts.wamid,
      status,
      timestamp: String(facts.at),
      ...(isPhoneShown ? { recipient_id: phone.waId } : {}),
      ...(userId !== null ? { recipient_user_id: userId } : {}),
      ...(facts.callbackData !== null ? { biz_opaque_callback_data: facts.callbackData } : {}),
      ...(facts.pricing && (status === 'sent' || status === 'delivered') ? { pricing: facts.pricing } : {}),
      ...(errorCode !== null ? { errors: [statusError(errorCode)] } : {}),
    },
  }
}

const statusError = (code: number): JsonObject => {
  const { title, details } = faultText(code)
  const href = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/'
  return { code, title, message: title, error_data: { details }, href }
}

/** What the message costs, by the rule of per-message pricing: inside the window only marketing is charged. */
export function pricingOf(category: string, isWindowOpen: boolean): JsonObject {
  const free = category === 'service' || (category === 'utility' && isWindowOpen)
  return {
    billable: !free,
    pricing_model: 'PMP',
    type: free ? 'free_customer_service' : 'regular',
    category,
  }
}

/** The switch "stop marketing messages" in the chat's settings (FACTS §3). */
export function preferenceUpdate(phone: Phone, value: 'stop' | 'resume', at: number): Update {
  return {
    field: 'user_preferences',
    kind: 'user_preferences',
    contact: contactOf(phone, { withUsername: true }),
    item: {
      ...(phone.hidesPhone ? {} : { wa_id: phone.waId }),
      user_id: phone.bsuid,
      detail: `User requested to ${value} marketing messages`,
      category: 'marketing_messages',
      value,
      timestamp: at,
    },
  }
}

/** One POST body for updates of one number, in the given order; like kinds share a `value`. */
export function webhookBody(number: SandboxNumber, updates: readonly Update[]): JsonObject {
  const groups = new Map<string, Update[]>()
  for (const update of updates.filter(({ kind }) => kind !== 'template')) {
    const key = `${update.field}/${update.kind}`
    groups.set(key, [...(groups.get(key) ?? []), update])
  }
  const changes = [...groups.values()].flatMap((group) => {
    const [first] = group
    return first ? [{ field: first.field, value: valueFor(number, first, group) }] : []
  })
  const entries = updates
    .filter(({ kind }) => kind === 'template')
    .map(({ field, item, at }) => ({ id: number.wabaId, time: at ?? 0, changes: [{ field, value: item }] }))
  const first = changes.length > 0 ? [{ id: number.wabaId, changes }] : []
  return { object: 'whatsapp_business_account', entry: [...first, ...entries] }
}

function valueFor(number: SandboxNumber, first: Update, group: readonly Update[]): JsonObject {
  const contacts = new Map(
    group.flatMap(({ contact }) => (contact ? [[JSON.stringify(contact), contact] as const] : [])),
  )
  const told = {
    ...(contacts.size > 0 ? { contacts: [...contacts.values()] } : {}),
    [first.kind]: group.map(({ item }) => item),
  }
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: number.displayPhoneNumber, phone_number_id: number.phoneNumberId },
    ...(first.field === 'standby' ? { standby: told } : told),
  }
}

/** The bytes as the platform writes them: escaped to ASCII, so that a receiver who re-serialises is caught. */
export function webhookBytes(body: JsonObject): Buffer {
  const escaped = JSON.stringify(body).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return Buffer.from(escaped, 'utf8')
}

/** The headers of a webhook: signature over the raw bytes, secret header, or both. */
export function webhookHeaders(number: SandboxNumber, bytes: Buffer): Record<string, string> {
  const { appSecret, secretHeader } = number
  return {
    'content-type': 'application/json',
    'user-agent': 'facebookexternalua',
    ...(appSecret === null
      ? {}
      : { 'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}` }),
    ...(secretHeader ? { [secretHeader.name]: secretHeader.value } : {}),
  }
}
