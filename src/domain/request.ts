import type { Channel } from './channel.ts'
import { day } from './clock.ts'
import type { Folded } from './history.ts'
import type { Message } from './message.ts'

/**
 * One asking: for consent (`opt_in`), or what an unclear message meant (`clarification`). Its state is derived from
 * its message, its answer and the marks of its timer.
 */
export interface OptInRequest {
  readonly id: string
  readonly kind: 'opt_in' | 'clarification'
  readonly contactId: string
  readonly accountId: string
  readonly channel: Channel
  /** Keys of the categories asked for. */
  readonly categories: readonly string[]
  readonly messageId: string
  readonly createdAt: number
  /** How long to wait for an answer, in milliseconds: 24 hours but for the sandbox. */
  readonly waitMs: number
  readonly answer: { readonly statementId: string; readonly reply: 'yes' | 'no'; readonly at: number } | null
  readonly silentAt: number | null
  readonly undeliveredAt: number | null
  /** Set with `silentAt` on the last request that the settings allow: there is no asking again after it. */
  readonly expiredAt: number | null
}

/** A new asking, whose message is in the outbox. */
export const newRequest = (
  input: Omit<OptInRequest, 'answer' | 'silentAt' | 'undeliveredAt' | 'expiredAt'>,
): OptInRequest => ({ ...input, answer: null, silentAt: null, undeliveredAt: null, expiredAt: null })

/** A request with the answer that the words of the history come to. */
export const withAnswer = (request: OptInRequest, { answers }: Pick<Folded, 'answers'>): OptInRequest => {
  const answered = answers.get(request.id)
  return { ...request, answer: answered ? { ...answered, at: answered.at * 1_000 } : null }
}

export const requestStates = [
  'created',
  'sent',
  'delivered',
  'answered',
  'silent',
  'expired',
  'not_delivered',
  'cancelled',
] as const
export type RequestState = (typeof requestStates)[number]

/** How long a message may lie at the platform before we take it as never delivered (FACTS §6.3: up to 30 days). */
export const timeToLive = 30 * day

export const requestState = (request: OptInRequest, message: Message): RequestState => {
  if (request.answer) return 'answered'
  if (message.state === 'cancelled') return 'cancelled'
  const seen = message.deliveredAt ?? message.readAt
  if (seen === null && (message.state === 'failed' || request.undeliveredAt !== null)) return 'not_delivered'
  if (request.expiredAt !== null) return 'expired'
  if (request.silentAt !== null) return 'silent'
  if (seen !== null) return 'delivered'
  return message.sentAt !== null || message.state === 'accepted' ? 'sent' : 'created'
}

export interface Deadline {
  readonly at: number
  readonly outcome: 'silent' | 'not_delivered'
}

/**
 * May silence be counted from `sent` where no receipt comes? By SMS, since many networks give none; and for a question
 * to somebody who has just written, whose phone is on. A request on WhatsApp may wait for days for a phone that is off:
 * nobody can have seen it.
 */
const countsFromSent = ({ channel, kind }: OptInRequest): boolean =>
  channel === 'sms' || kind === 'clarification'

/**
 * When the waiting for an answer ends, and as what; null while or when nothing is waited for.
 *
 * The clock starts with `delivered` (or `read`, which implies it), or falls back on `sent` (`countsFromSent`). What is
 * never told to be delivered becomes `not_delivered` after the platform's time to live, never `silent`. A failed one
 * has no deadline at all (FACTS §6.3, §7 last line).
 */
export const deadlineOf = (request: OptInRequest, message: Message): Deadline | null => {
  switch (requestState(request, message)) {
    case 'delivered': {
      const seen = Math.min(...[message.deliveredAt, message.readAt].filter((at) => at !== null))
      return { at: seen + request.waitMs, outcome: 'silent' }
    }
    case 'sent':
      return message.sentAt !== null && countsFromSent(request)
        ? { at: message.sentAt + request.waitMs, outcome: 'silent' }
        : {
            at: (message.sentAt ?? message.acceptedAt ?? request.createdAt) + timeToLive,
            outcome: 'not_delivered',
          }
    case 'created':
    case 'answered':
    case 'silent':
    case 'expired':
    case 'not_delivered':
    case 'cancelled':
      return null
  }
}
