import type { StatusEvent } from './event.ts'
import { attemptOf, type Message } from './message.ts'
import { errorRule, maxAttempts, waitAfterError } from './provider-errors.ts'

const earlier = (a: number | null, b: number): number => (a === null ? b : Math.min(a, b))

const hasArrived = (message: Message): boolean => message.deliveredAt !== null || message.readAt !== null

/** The message is known to have failed and waits for its next attempt. */
const waitsToRetry = (message: Message): boolean => message.state === 'queued' && message.errorCode !== null

const fail = (message: Message, event: StatusEvent, now: number, spread: number): Message => {
  if (hasArrived(message) || message.state === 'cancelled' || waitsToRetry(message)) return message
  const [error] = event.errors
  if (!error) return { ...message, state: 'failed', reason: 'the platform did not say why' }
  const rule = errorRule(error.code)
  const failed = { ...message, errorCode: error.code, reason: rule.says }
  const wait = message.attempts < maxAttempts ? waitAfterError(message, rule, null, spread) : null
  if (wait === null) return { ...failed, state: 'failed' }
  // It certainly did not arrive, so trying again is no repetition, and nobody can have seen it.
  return {
    ...failed,
    state: 'queued',
    dueAt: now + wait,
    acceptedAt: null,
    sentAt: null,
    firstClaimedAt: null,
  }
}

const arrive = (message: Message, at: number, mark: Partial<Message>): Message => ({
  ...message,
  // An arrival settles everything: a failure told before it, an unknown fate, a repetition that was due.
  state: message.state === 'cancelled' ? 'cancelled' : message.state === 'claimed' ? 'claimed' : 'accepted',
  // Why it was not to go out again stays known.
  reason: message.state === 'cancelled' ? message.reason : null,
  errorCode: null,
  acceptedAt: message.acceptedAt ?? at,
  firstClaimedAt: message.firstClaimedAt ?? at,
  ...mark,
})

/**
 * What the platform tells about a message of ours. Statuses overtake each other and repeat: each fact is kept
 * once, the earliest time wins, and an arrival is never taken back by a failure that is told later (F13). Of an
 * attempt before the present one only an arrival is still news.
 */
export const applyStatus = (before: Message, event: StatusEvent, now: number, spread: number): Message => {
  const at = event.at === null ? now : event.at * 1_000
  const attempt = event.callback ? attemptOf(event.callback) : null
  const isPast =
    attempt === null ? before.wamid !== null && before.wamid !== event.wamid : attempt < before.attempts
  // The attempt's own name outweighs an id that an attempt before it left behind.
  const wamid = attempt === before.attempts ? event.wamid : (before.wamid ?? event.wamid)
  const message = isPast ? before : { ...before, wamid }
  // Any status of the present attempt proves that the platform took it: an unknown fate is settled.
  const isOpen = message.state === 'unknown' || (message.state === 'queued' && !waitsToRetry(message))
  const taken: Message =
    isOpen && !isPast
      ? { ...message, state: 'accepted', acceptedAt: message.acceptedAt ?? at, reason: null }
      : message
  switch (event.status) {
    case 'sent':
      return isPast || waitsToRetry(message) ? message : { ...taken, sentAt: earlier(taken.sentAt, at) }
    case 'delivered':
      return arrive(taken, at, { deliveredAt: earlier(taken.deliveredAt, at) })
    case 'read':
    case 'played':
      return arrive(taken, at, { readAt: earlier(taken.readAt, at) })
    case 'failed':
      return isPast ? message : fail(taken, event, now, spread)
    default:
      return message
  }
}
