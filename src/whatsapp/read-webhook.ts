import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { WebhookEvent } from '../app/ports.ts'
import type { Event } from '../domain/event.ts'
import { hashOf } from './hash.ts'
import { readMessage } from './read-message.ts'
import { errorOf, personOf } from './read-person.ts'
import { readQuality } from './read-quality.ts'
import { readTemplate } from './read-template.ts'
import {
  changeSchema,
  echoSchema,
  entrySchema,
  envelopeSchema,
  errorSchema,
  preferenceSchema,
  statusSchema,
  valueSchema,
  type WebhookValue,
} from './webhook-schema.ts'

const note = (
  kind: 'echo' | 'error' | 'account' | 'action' | 'unknown',
  what: string,
  source: unknown,
  at: number | null,
) => ({ kind, key: `${kind}:${what}:${hashOf(source)}`, at, person: null, what }) satisfies Event

const each = <T>(
  list: unknown[] | undefined,
  schema: z.ZodType<T>,
  what: string,
  read: (item: T) => Event,
): Event[] =>
  (list ?? []).map((item) => {
    const parsed = schema.safeParse(item)
    return parsed.success ? read(parsed.data) : note('unknown', what, item, null)
  })

const readStatuses = (list: unknown[] | undefined, value: WebhookValue): Event[] =>
  each(list, statusSchema, 'status', (status) => ({
    kind: 'status',
    key: `status:${status.id}:${status.status}`,
    at: status.timestamp ?? null,
    wamid: status.id,
    status: status.status,
    callback: status.biz_opaque_callback_data ?? null,
    person: personOf(
      [status.recipient_id],
      [status.recipient_user_id, status.recipient_parent_user_id, status.parent_recipient_user_id],
      value.contacts,
    ),
    errors: (status.errors ?? []).flatMap((error) => errorOf(error) ?? []),
  }))

const readPreferences = (value: WebhookValue, phoneNumberId: string | null): Event[] =>
  each(value.user_preferences, preferenceSchema, 'preference', (preference) => {
    const person = personOf(
      [preference.wa_id],
      [preference.user_id, preference.parent_user_id],
      value.contacts,
    )
    const who = person.bsuid ?? person.waId ?? person.parentBsuid ?? ''
    const category = preference.category ?? ''
    const at = preference.timestamp ?? null
    const key = `preference:${phoneNumberId}:${who}:${category}:${preference.value}:${at}`
    const signupId = preference.signup_id ?? null
    return { kind: 'preference', key, at, person, category, value: preference.value, signupId }
  })

const readEchoes = (list: unknown[] | undefined): Event[] =>
  each(list, echoSchema, 'echo', (echo) => ({
    ...note('echo', 'message', echo.id, echo.timestamp ?? null),
    key: `echo:${echo.id}`,
  }))

const readValue = (field: string, value: WebhookValue, time: number | null): Event[] => {
  const { standby } = value
  const phoneNumberId = value.metadata?.phone_number_id ?? null
  return [
    ...(value.messages ?? []).map((message) => readMessage(message, value.contacts, 'messages')),
    ...(standby?.messages ?? []).map((message) =>
      readMessage(message, standby?.contacts ?? value.contacts, 'standby'),
    ),
    ...readStatuses(value.statuses, value),
    ...readStatuses(standby?.statuses, { ...value, contacts: standby?.contacts ?? value.contacts }),
    ...readPreferences(value, phoneNumberId),
    ...readEchoes(value.message_echoes),
    ...readEchoes(standby?.message_echoes),
    ...each(value.errors, errorSchema, 'error', (error) =>
      note('error', `${error.code}`, { error, time }, time),
    ),
    ...(value.user_actions ?? []).map((action) => note('action', field, action, time)),
  ]
}

const readChange = (change: unknown, entryId: string, time: number | null): WebhookEvent[] => {
  const parsed = changeSchema.safeParse(change)
  if (!parsed.success) return [{ phoneNumberId: null, event: note('unknown', 'change', change, time) }]
  const { field } = parsed.data
  const template = readTemplate(parsed.data.value, entryId, time)
  if (template) return [{ phoneNumberId: null, event: template }]
  const quality = readQuality(field, parsed.data.value, entryId)
  if (quality) {
    const { key, at } = note('account', field, { entryId, time, field, value: parsed.data.value }, time)
    return [{ phoneNumberId: null, event: { kind: 'quality', key, at, person: null, ...quality } }]
  }
  const value = valueSchema.safeParse(parsed.data.value)
  const events = value.success ? readValue(field, value.data, time) : []
  if (events.length === 0) {
    return [
      {
        phoneNumberId: null,
        event: note('account', field, { entryId, time, field, value: parsed.data.value }, time),
      },
    ]
  }
  const phoneNumberId = value.data?.metadata?.phone_number_id ?? null
  return events.map((event) => ({ phoneNumberId, event }))
}

/**
 * Takes a webhook body apart: every entry, change, message, status and preference becomes a typed event. Never
 * throws: what cannot be understood becomes an `unknown` or `malformed` event, and the rest counts (F6, F8).
 */
export const readWebhook = (raw: Buffer): WebhookEvent[] => {
  let body: unknown
  try {
    body = JSON.parse(raw.toString('utf8'))
  } catch {
    const key = `malformed:${createHash('sha256').update(raw).digest('hex')}`
    return [
      { phoneNumberId: null, event: { kind: 'malformed', key, at: null, person: null, what: 'not JSON' } },
    ]
  }
  try {
    const envelope = envelopeSchema.safeParse(body)
    if (!envelope.success) return [{ phoneNumberId: null, event: note('unknown', 'body', body, null) }]
    return envelope.data.entry.flatMap((entry) => {
      const parsed = entrySchema.safeParse(entry)
      if (!parsed.success) return [{ phoneNumberId: null, event: note('unknown', 'entry', entry, null) }]
      const { id = '', time = null, changes } = parsed.data
      return changes.flatMap((change) => readChange(change, id, time))
    })
  } catch (error) {
    // Nested so deeply that it overflows: kept whole, read by nobody.
    if (!(error instanceof RangeError)) throw error
    const key = `malformed:${createHash('sha256').update(raw).digest('hex')}`
    return [
      { phoneNumberId: null, event: { kind: 'malformed', key, at: null, person: null, what: 'too deep' } },
    ]
  }
}
