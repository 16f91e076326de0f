import type { PlatformError } from '../domain/event.ts'
import { type Person, readPerson } from '../domain/identity.ts'
import { contactSchema, errorSchema, type WebhookContact } from './webhook-schema.ts'

const contactsOf = (list: unknown[] | undefined): WebhookContact[] =>
  (list ?? []).flatMap((item) => {
    const parsed = contactSchema.safeParse(item)
    return parsed.success ? [parsed.data] : []
  })

/**
 * The person behind a message, status or preference: the ids it carries itself, completed from the `contacts`
 * entry that shares one of them. With no id of its own it belongs to the only contact there is.
 */
export const personOf = (
  waIds: readonly (string | undefined)[],
  userIds: readonly (string | undefined)[],
  contacts: unknown[] | undefined,
): Person => {
  const own = [...waIds, ...userIds].filter((id) => id !== undefined && id !== '')
  const listed = contactsOf(contacts)
  const [only] = listed
  const contact =
    own.length === 0 && listed.length === 1
      ? only
      : listed.find((candidate) => own.includes(candidate.wa_id) || own.includes(candidate.user_id))
  return readPerson({
    waIds: [...waIds, contact?.wa_id],
    userIds: [...userIds, contact?.user_id, contact?.parent_user_id],
    username: contact?.profile?.username,
    name: contact?.profile?.name,
  })
}

export const errorOf = (item: unknown): PlatformError | null => {
  const error = errorSchema.safeParse(item).data
  if (!error) return null
  return { code: error.code, details: error.error_data?.details ?? error.title ?? error.message ?? '' }
}
