import type { Event, Referral } from '../domain/event.ts'
import { readPerson } from '../domain/identity.ts'
import { hashOf } from './hash.ts'
import { personOf } from './read-person.ts'
import { messageSchema, type Said, type WebhookMessage } from './webhook-schema.ts'

/** Forms nest their answers, but not endlessly. */
const deepest = 4

const stringsIn = (value: unknown, depth = 0): string[] => {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object' || depth > deepest) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'flow_token' ? [] : stringsIn(inner, depth + 1),
  )
}

/** The answers of a Flow: its strings. The JSON comes from a form and may be anything (FACTS §2). */
const flowTexts = (json: string | undefined): string[] => {
  try {
    return stringsIn(JSON.parse(json ?? ''))
  } catch {
    return []
  }
}

/** The words in a message: what was typed, tapped, written under a picture, or answered in a form. */
const textsOf = (said: Said): string[] => {
  const { interactive } = said
  if (interactive?.nfm_reply) return flowTexts(interactive.nfm_reply.response_json)
  const one =
    said.text?.body ??
    said.button?.text ??
    interactive?.button_reply?.title ??
    interactive?.list_reply?.title ??
    said.reaction?.emoji ??
    said.image?.caption ??
    said.video?.caption ??
    said.document?.caption ??
    said.audio?.caption
  return one ? [one] : []
}

const payloadOf = ({ button, interactive }: Said): string | null =>
  button?.payload ?? interactive?.button_reply?.id ?? interactive?.list_reply?.id ?? null

/** Older editions name the old and new id only in the sentence "User X changed from A to B" (FACTS §2.1). */
const idsInBody = (body: string | undefined): string[] =>
  /changed from (\S+) to (\S+)/.exec(body ?? '')?.slice(1, 3) ?? []

const systemChange = (
  message: WebhookMessage,
  contacts: unknown[] | undefined,
  common: { key: string; at: number | null },
): Event | null => {
  const { system } = message
  const person = personOf([message.from], [message.from_user_id, message.from_parent_user_id], contacts)
  switch (system?.type) {
    case 'user_changed_number':
    case 'customer_changed_number':
    case 'user_changed_user_id': {
      const [before, after] = idsInBody(system.body)
      const old = readPerson({
        waIds: [message.from, before],
        userIds: [system.previous_user_id, system.previous_parent_user_id, message.from_user_id, before],
      })
      const next = readPerson({
        waIds: [system.wa_id, after],
        userIds: [system.user_id, system.parent_user_id, after],
      })
      const change = system.type === 'user_changed_user_id' ? 'user_id' : 'number'
      return { kind: 'identity', ...common, person: old, change, next }
    }
    case 'customer_identity_changed':
      return { kind: 'identity', ...common, person, change: 'key', next: person }
    case 'user_preference_changed':
      return {
        kind: 'preference',
        ...common,
        person,
        category: 'marketing_messages',
        value: system.marketing ?? '',
        signupId: null,
      }
    default:
      return null
  }
}

const referralOf = ({ referral }: WebhookMessage): Referral | null =>
  referral
    ? {
        type: referral.source_type ?? '',
        id: referral.source_id ?? '',
        url: referral.source_url ?? '',
        headline: referral.headline ?? '',
        clickId: referral.ctwa_clid ?? null,
      }
    : null

/** The own number that a person shares when asked for it; any other card may be anybody's (FACTS §2, §5.5). */
const sharedNumbers = ({ contacts, context, group_id }: WebhookMessage): string[] => {
  if (context?.forwarded || context?.frequently_forwarded || group_id) return []
  const [card, ...others] = (contacts ?? []).filter(({ origin }) => origin === 'contact_request')
  const [first] = card?.phones ?? []
  if (!first || others.length > 0) return []
  return [first.wa_id ?? '', (first.phone ?? '').replace(/\D/g, '')]
}

/** One element of `messages[]` as an event; `unknown` when it is not even a message. Never throws. */
export const readMessage = (
  item: unknown,
  contacts: unknown[] | undefined,
  via: 'messages' | 'standby',
): Event => {
  const parsed = messageSchema.safeParse(item)
  if (!parsed.success) {
    const key = `unknown:message:${hashOf(item)}`
    return { kind: 'unknown', key, at: null, person: null, what: 'message' }
  }
  const message = parsed.data
  const common = { key: `message:${message.id}`, at: message.timestamp ?? null }
  const change = systemChange(message, contacts, common)
  if (change) return change
  const said: Said = message.edit?.message ?? message
  const { context } = message
  return {
    kind: 'message',
    ...common,
    person: personOf(
      [message.from, ...sharedNumbers(message)],
      [message.from_user_id, message.from_parent_user_id],
      contacts,
    ),
    wamid: message.id,
    type: message.type ?? 'unknown',
    texts: textsOf(said),
    payload: payloadOf(said),
    quotes: context?.id ?? message.reaction?.message_id ?? null,
    edits: message.edit?.original_message_id ?? null,
    forwarded: context?.forwarded === true || context?.frequently_forwarded === true,
    group: message.group_id !== undefined && message.group_id !== '',
    referral: referralOf(message),
    via,
  }
}
