import { z } from 'zod'
import type { DatedRequest, Dossier, StoredEvent } from '../app/ports.ts'
import type { LedgerEntry } from '../domain/ledger.ts'
import type { Message } from '../domain/message.ts'
import { requestState } from '../domain/request.ts'

/** Shapes of what goes out. Instants are ISO 8601, UTC. */
const instant = z.iso.datetime()
const toInstant = (ms: number): string => new Date(ms).toISOString()
const toInstantOrNull = (ms: number | null): string | null => (ms === null ? null : toInstant(ms))

export const consentShape = z.object({
  category: z.string(),
  state: z.enum(['none', 'pending', 'opted_in', 'opted_out']),
  since: instant.nullable(),
  saidToBusiness: z.enum(['none', 'opted_in', 'opted_out']),
  stoppedOnPlatform: z.boolean(),
  held: z.boolean(),
})

export const contactShape = z.object({
  id: z.string(),
  name: z.string().nullable(),
  language: z.string(),
  phone: z.string().nullable(),
  bsuid: z.string().nullable(),
  createdAt: instant,
  lastWroteAt: instant.nullable(),
  consents: z.array(consentShape),
})

export const requestShape = z.object({
  id: z.string(),
  contact: z.string(),
  account: z.string(),
  categories: z.array(z.string()),
  state: z.enum(['created', 'sent', 'delivered', 'answered', 'silent', 'not_delivered', 'cancelled']),
  answer: z.enum(['yes', 'no']).nullable(),
  reason: z.string().nullable(),
  createdAt: instant,
  deliveredAt: instant.nullable(),
  answeredAt: instant.nullable(),
  waitingEndsAt: instant.nullable(),
})

export const messageShape = z.object({
  id: z.string(),
  direction: z.enum(['in', 'out']),
  at: instant,
  kind: z.string(),
  text: z.string().nullable(),
  state: z.string(),
  effect: z.string().nullable(),
})

export const entryShape = z.object({
  seq: z.number().int(),
  id: z.string(),
  kind: z.string(),
  contact: z.string().nullable(),
  at: instant,
  recordedAt: instant,
  data: z.record(z.string(), z.unknown()),
})

export const presentContact = (
  dossier: Dossier,
  categories: readonly string[],
): z.infer<typeof contactShape> => {
  const { contact, identities } = dossier
  const newest = (kind: string): string | null =>
    identities.filter((one) => one.kind === kind).at(-1)?.value ?? null
  const waId = newest('wa_id')
  return {
    id: contact.id,
    name: contact.name,
    language: contact.language,
    phone: newest('phone') ?? (waId ? `+${waId}` : null),
    bsuid: newest('bsuid'),
    createdAt: toInstant(contact.createdAt),
    lastWroteAt: toInstantOrNull(contact.lastInboundAt),
    consents: categories.map((category) => {
      const consent = dossier.consents.find((one) => one.category === category)
      return {
        category,
        state: consent?.state ?? 'none',
        since: toInstantOrNull(consent?.since ? consent.since * 1_000 : null),
        saidToBusiness: consent?.own ?? 'none',
        stoppedOnPlatform: Boolean(consent?.stoppedOnPlatformBy),
        held: Boolean(consent?.heldBy),
      }
    }),
  }
}

export const presentRequest = (request: DatedRequest, message: Message): z.infer<typeof requestShape> => ({
  id: request.id,
  contact: request.contactId,
  account: request.accountId,
  categories: [...request.categories],
  state: requestState(request, message),
  answer: request.answer?.reply ?? null,
  reason: message.reason,
  createdAt: toInstant(request.createdAt),
  deliveredAt: toInstantOrNull(message.deliveredAt ?? message.readAt),
  answeredAt: toInstantOrNull(request.answer?.at ?? null),
  waitingEndsAt: toInstantOrNull(request.dueAt),
})

const presentOut = (message: Message): z.infer<typeof messageShape> => ({
  id: message.id,
  direction: 'out',
  at: toInstant(message.acceptedAt ?? message.createdAt),
  kind: message.kind,
  text: message.content.rendered,
  state: message.readAt
    ? 'read'
    : message.deliveredAt
      ? 'delivered'
      : message.sentAt
        ? 'sent'
        : message.state,
  effect: message.reason,
})

const presentIn = ({ id, receivedAt, event, state, effect }: StoredEvent): z.infer<typeof messageShape> => ({
  id,
  direction: 'in',
  at: toInstant(event.at === null ? receivedAt : event.at * 1_000),
  kind: event.kind === 'message' ? event.type : event.kind,
  text: event.kind === 'message' ? event.texts.join('\n') || null : null,
  state,
  effect,
})

/** The conversation, oldest first. */
export const presentThread = (dossier: Dossier, inbound: readonly StoredEvent[]) =>
  [...dossier.messages.map(presentOut), ...inbound.map(presentIn)].sort((a, b) => (a.at < b.at ? -1 : 1))

export const presentEntry = (entry: LedgerEntry): z.infer<typeof entryShape> => ({
  seq: entry.seq,
  id: entry.id,
  kind: entry.kind,
  contact: entry.contactId,
  at: toInstant(entry.at),
  recordedAt: toInstant(entry.recordedAt),
  data: entry.data,
})
