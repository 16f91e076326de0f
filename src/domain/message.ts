import { z } from 'zod'
import type { Channel } from './channel.ts'
import { second } from './clock.ts'

/** What goes over the wire, in our words; each provider adapter puts it into its own. */
export const contentSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('template'),
    name: z.string(),
    language: z.string(),
    /** Body variables in the template's order. */
    variables: z.array(z.object({ name: z.string(), value: z.string() })),
    /** Payloads of the quick-reply buttons in the template's order. */
    payloads: z.array(z.string()),
    /** The text as the person sees it, for the thread and the evidence. */
    rendered: z.string(),
  }),
  z.object({ type: z.literal('text'), rendered: z.string() }),
  z.object({
    type: z.literal('buttons'),
    rendered: z.string(),
    buttons: z.array(z.object({ payload: z.string(), label: z.string() })),
  }),
  z.object({
    type: z.literal('list'),
    rendered: z.string(),
    /** What opens the list. */
    open: z.string(),
    rows: z.array(z.object({ payload: z.string(), title: z.string(), description: z.string() })),
  }),
])
export type Content = z.infer<typeof contentSchema>

/**
 * `queued` → `claimed` → `accepted` | `queued` again | `unknown` | `failed`; or `cancelled` before it left.
 * `unknown`: the connection broke after the request had left; the platform's status callback settles it.
 */
export const messageStates = ['queued', 'claimed', 'accepted', 'unknown', 'failed', 'cancelled'] as const
export type MessageState = (typeof messageStates)[number]

/**
 * `request` asks for consent, `question` what was meant; `confirmation` says back what was understood; `help` answers a
 * call for it; `business` is what an agent or a system of the business wants to say.
 */
export const messageKinds = ['request', 'question', 'confirmation', 'help', 'business'] as const
export type MessageKind = (typeof messageKinds)[number]

/** What of a message a decision of the gate can have gone by, and a later word can take back. */
export type Standing = Pick<
  Message,
  'state' | 'claimedAt' | 'firstClaimedAt' | 'acceptedAt' | 'sentAt' | 'deliveredAt' | 'readAt'
>

/** One row of the outbox: what must go out, written in the transaction that caused it. Times in Unix ms. */
export interface Message {
  readonly id: string
  readonly contactId: string
  readonly accountId: string
  readonly channel: Channel
  readonly kind: MessageKind
  /** Unique: one cause, one message. */
  readonly key: string
  readonly requestId: string | null
  readonly statementId: string | null
  /** For `business`: the kind of message it is; null for an agent's answer to what the person wrote. */
  readonly category: string | null
  /** The campaign that it belongs to; null for a message to one person. */
  readonly campaignId: string | null
  /** What set it off, for following one webhook through the logs. */
  readonly correlationId: string
  readonly content: Content
  readonly state: MessageState
  readonly reason: string | null
  readonly attempts: number
  readonly createdAt: number
  /** Not to be tried before. */
  readonly dueAt: number
  readonly claimedAt: number | null
  readonly claimedBy: string | null
  /** The first claim that may have reached the person: from then on they can have seen it. */
  readonly firstClaimedAt: number | null
  readonly wamid: string | null
  readonly acceptedAt: number | null
  readonly sentAt: number | null
  readonly deliveredAt: number | null
  readonly readAt: number | null
  readonly errorCode: number | null
  /** By which road the person's number or consent was obtained, as it was when the message left (`cohort.ts`). */
  readonly cohort: string | null
  /** What the person did about it within the settings' days: the last message before a stop has led to it. */
  readonly ledTo: 'opted_out' | 'platform_stopped' | null
  /** How it stood until a word took that back, the oldest first; what its times tell already is left out. */
  readonly past: readonly (Standing & { readonly until: number })[]
}

/** Does the business begin with it, rather than answer? Its answers are confirmations, help, and an agent's replies. */
export const isStartedByBusiness = ({ kind, category }: Pick<Message, 'kind' | 'category'>): boolean =>
  kind === 'request' || (kind === 'business' && category !== null)

/** No provider call takes longer, in ms; a claim older than this is nobody's any more. */
export const claimExpiry = 30 * second

/** Our name for one attempt, echoed by the platform in its statuses (FACTS §6.1). */
export const attemptName = (message: Message): string => `${message.id}.${message.attempts}`

/** The message that an attempt's name belongs to, or null when the name is not one of ours. */
export const messageOfAttempt = (callback: string): string | null =>
  /^(msg_[0-9A-Za-z]+)\.\d+$/.exec(callback)?.[1] ?? null

/** Which attempt a name stands for, counted from 1; null when the name is not one of ours. */
export const attemptOf = (callback: string): number | null => {
  const number = /^msg_[0-9A-Za-z]+\.(\d+)$/.exec(callback)?.[1]
  return number === undefined ? null : Number(number)
}

/** A new row for the outbox. */
export const newMessage = (
  input: Pick<
    Message,
    | 'id'
    | 'contactId'
    | 'accountId'
    | 'channel'
    | 'kind'
    | 'key'
    | 'requestId'
    | 'statementId'
    | 'correlationId'
    | 'content'
    | 'createdAt'
  > &
    Partial<Pick<Message, 'category' | 'campaignId'>>,
): Message => ({
  category: null,
  campaignId: null,
  ...input,
  state: 'queued',
  reason: null,
  attempts: 0,
  dueAt: input.createdAt,
  claimedAt: null,
  claimedBy: null,
  firstClaimedAt: null,
  wamid: null,
  acceptedAt: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  errorCode: null,
  cohort: null,
  ledTo: null,
  past: [],
})

/** The first claim and the acceptance that follows it are told by their times. */
const isToldByTimes = (before: Message, after: Message): boolean =>
  (before.state === 'queued' && after.state === 'claimed' && before.attempts === 0) ||
  (before.state === 'claimed' && after.state === 'accepted')

/** A message as it is now, with how it stood `until` now where nothing else would tell. */
export const withPast = (before: Message, after: Message, until: number): Message => {
  if (before.state === after.state || isToldByTimes(before, after)) return after
  const { state, claimedAt, firstClaimedAt, acceptedAt, sentAt, deliveredAt, readAt } = before
  const stood = { until, state, claimedAt, firstClaimedAt, acceptedAt, sentAt, deliveredAt, readAt }
  return { ...after, past: [...before.past, stood] }
}
