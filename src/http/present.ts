import { z } from 'zod'
import { historyOf } from '../app/conclude-contact.ts'
import { countryOf } from '../app/country.ts'
import type { DatedRequest, Dossier, Services, StoredEvent } from '../app/ports.ts'
import { channelSchema } from '../domain/channel.ts'
import { type Consent, foldConsent, type Outcome } from '../domain/consent.ts'
import { evidenceSchema, methodSchema } from '../domain/evidence.ts'
import { identityKinds } from '../domain/identity.ts'
import type { LedgerEntry } from '../domain/ledger.ts'
import type { Message } from '../domain/message.ts'
import { reachabilityOf } from '../domain/reachability.ts'
import { requestState, requestStates } from '../domain/request.ts'
import { proofGradeSchema } from '../domain/settings.ts'
import { recordedSchema, type Statement } from '../domain/statement.ts'
import { instant, toInstant, toInstantOrNull } from './shapes.ts'

/** Shapes of what goes out, and how each is made of what we keep. */
const own = z.enum(['none', 'opted_in', 'opted_out'])

export const consentShape = z
  .object({
    channel: channelSchema,
    category: z.string(),
    state: z.enum(['none', 'pending', 'opted_in', 'opted_out']),
    since: instant.nullable(),
    saidToBusiness: own.describe('what the person said in the thread'),
    recorded: own.describe('what was recorded from elsewhere'),
    stoppedOnPlatform: z.boolean(),
    held: z.boolean().describe('a message that may mean stop waits for its explanation'),
    by: z.string().nullable().describe('the statement that decides'),
  })
  .meta({
    id: 'Consent',
    description: 'What holds for one channel and category, and which source says what.',
  })

export const contactShape = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    language: z.string(),
    phone: z.string().nullable(),
    bsuid: z.string().nullable(),
    identities: z.array(z.object({ kind: z.enum(identityKinds), value: z.string() })),
    timeZone: z.string().nullable(),
    country: z.string().nullable().describe('whose law is theirs: entered, or as their number tells'),
    whatsapp: z.enum(['unknown', 'reachable', 'not_reachable']),
    createdAt: instant,
    lastWroteAt: instant.nullable(),
    consents: z.array(consentShape),
  })
  .meta({ id: 'Contact', description: 'A person, with what they agree to.' })

export const requestShape = z
  .object({
    id: z.string(),
    contact: z.string(),
    account: z.string(),
    channel: channelSchema,
    categories: z.array(z.string()),
    state: z.enum(requestStates),
    answer: z.enum(['yes', 'no']).nullable(),
    reason: z.string().nullable(),
    createdAt: instant,
    deliveredAt: instant.nullable(),
    answeredAt: instant.nullable(),
    waitingEndsAt: instant.nullable(),
  })
  .meta({ id: 'OptInRequest', description: 'One asking, and what has become of it.' })

export const messageShape = z
  .object({
    id: z.string(),
    direction: z.enum(['in', 'out']),
    account: z.string(),
    at: instant,
    kind: z.string(),
    text: z.string().nullable(),
    state: z.string(),
    effect: z.string().nullable(),
    campaign: z.string().optional().describe('the campaign that it belongs to'),
  })
  .meta({ id: 'Message', description: 'A message of the conversation, and what has become of it.' })

export const entryShape = z
  .object({
    seq: z.number().int(),
    id: z.string(),
    kind: z.string(),
    contact: z.string().nullable(),
    at: instant,
    recordedAt: instant,
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event', description: 'An entry of the ledger.' })

export const presentConsent = (consent: Consent): z.infer<typeof consentShape> => ({
  channel: consent.channel,
  category: consent.category,
  state: consent.state,
  since: toInstantOrNull(consent.since === null ? null : consent.since * 1_000),
  saidToBusiness: consent.said,
  recorded: consent.recorded,
  stoppedOnPlatform: consent.stoppedOnPlatformBy !== null,
  held: consent.heldBy !== null,
  by: consent.by,
})

export const statementShape = z
  .object({
    id: z.string(),
    source: z.enum(['person', 'platform', 'identity', 'policy', 'recorded']),
    at: instant,
    receivedAt: instant,
    effect: z.string().nullable().describe('what it did at its place in the history'),
    categories: z.array(z.string()),
    because: z.string().nullable(),
    parser: z.string().nullable(),
    method: methodSchema.nullable(),
    decision: recordedSchema.shape.decision.nullable(),
    counts: recordedSchema.shape.counts.nullable(),
    grade: proofGradeSchema.nullable(),
    channels: z.array(channelSchema),
    actor: z.string().nullable(),
    evidence: evidenceSchema.nullable(),
  })
  .meta({ id: 'Statement', description: 'What a person said or did about consent, by whatever road.' })

export const presentStatement = (
  statement: Statement,
  outcome: Outcome | undefined,
): z.infer<typeof statementShape> => {
  const recorded = statement.source === 'recorded' ? statement : null
  return {
    id: statement.id,
    source: statement.source,
    at: toInstant(statement.at * 1_000),
    receivedAt: toInstant(statement.receivedAt),
    effect: outcome?.effect ?? null,
    categories: [...(outcome?.categories ?? [])],
    because: outcome?.reading?.because ?? null,
    parser: statement.source === 'person' ? statement.readings.parser : null,
    method: recorded?.method ?? null,
    decision: recorded?.decision ?? null,
    counts: recorded?.counts ?? null,
    grade: recorded?.grade ?? null,
    channels: recorded ? [...recorded.channels] : statement.source === 'person' ? [statement.channel] : [],
    actor: recorded?.actor ?? null,
    evidence: recorded?.evidence ?? null,
  }
}

export const presentContact = (
  services: Pick<Services, 'categories' | 'accounts'>,
  dossier: Dossier,
): z.infer<typeof contactShape> => {
  const { contact, identities } = dossier
  const newest = (kind: string): string | null =>
    identities.filter((one) => one.kind === kind).at(-1)?.value ?? null
  const waId = newest('wa_id')
  const onWhatsApp = services.accounts.filter(({ channel }) => channel === 'whatsapp')
  const wrote = (ids: readonly string[]): number | null =>
    Math.max(0, ...ids.map((id) => contact.windows[id] ?? 0)) || null
  return {
    id: contact.id,
    name: contact.name,
    language: contact.language,
    phone: newest('phone') ?? (waId ? `+${waId}` : null),
    bsuid: newest('bsuid'),
    identities: [...identities],
    timeZone: contact.timeZone,
    country: countryOf(dossier),
    whatsapp: reachabilityOf(dossier.messages, wrote(onWhatsApp.map(({ id }) => id))),
    createdAt: toInstant(contact.createdAt),
    lastWroteAt: toInstantOrNull(wrote(Object.keys(contact.windows))),
    consents: foldConsent(historyOf(services, dossier)).consents.map(presentConsent),
  }
}

export const presentRequest = (request: DatedRequest, message: Message): z.infer<typeof requestShape> => ({
  id: request.id,
  contact: request.contactId,
  account: request.accountId,
  channel: request.channel,
  categories: [...request.categories],
  state: requestState(request, message),
  answer: request.answer?.reply ?? null,
  reason: message.reason,
  createdAt: toInstant(request.createdAt),
  deliveredAt: toInstantOrNull(message.deliveredAt ?? message.readAt),
  answeredAt: toInstantOrNull(request.answer?.at ?? null),
  waitingEndsAt: toInstantOrNull(request.dueAt),
})

export const presentOut = (message: Message): z.infer<typeof messageShape> => ({
  id: message.id,
  direction: 'out',
  account: message.accountId,
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
  ...(message.campaignId === null ? {} : { campaign: message.campaignId }),
})

const presentIn = ({
  id,
  accountId,
  receivedAt,
  event,
  state,
  effect,
}: StoredEvent): z.infer<typeof messageShape> => ({
  id,
  direction: 'in',
  account: accountId,
  at: toInstant(event.at === null ? receivedAt : event.at * 1_000),
  kind: event.kind === 'message' ? event.type : event.kind,
  text: event.kind === 'message' ? event.texts.join('\n') || null : null,
  state,
  effect,
})

/** The conversation, oldest first. */
export const presentThread = (dossier: Dossier, inbound: readonly StoredEvent[]) =>
  [...dossier.messages.map(presentOut), ...inbound.map(presentIn)].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  )

export const presentEntry = (entry: LedgerEntry): z.infer<typeof entryShape> => ({
  seq: entry.seq,
  id: entry.id,
  kind: entry.kind,
  contact: entry.contactId,
  at: toInstant(entry.at),
  recordedAt: toInstant(entry.recordedAt),
  data: entry.data,
})
