import type { StatusEvent } from './event.ts'
import type { Message } from './message.ts'
import { errorRule, maxAttempts, retryAfter } from './provider-errors.ts'

const earlier = (a: number | null, b: number): number => (a === null ? b : Math.min(a, b))

const failed = (message: Message, event: StatusEvent, now: number, spread: number): Message => {
  const arrived = message.deliveredAt !== null || message.readAt !== null
  if (arrived || message.state === 'cancelled') return message
  const code = event.errors[0]?.code ?? 131000
  const rule = errorRule(code)
  const next = message.attempts < maxAttempts ? retryAfter(rule.action, message.attempts, null, spread) : null
  if (next !== null && message.wamid === event.wamid) {
    // It certainly did not arrive, so trying again is no repetition.
    const again = { state: 'queued', dueAt: now + next, firstClaimedAt: null } as const
    return { ...message, ...again, errorCode: code, reason: rule.says }
  }
  return { ...message, state: 'failed', errorCode: code, reason: rule.says }
}

/**
 * What the platform tells about a message of ours. Statuses overtake each other and repeat: each fact is kept
 * once, the earliest time wins, and an arrival is never taken back by a failure that is told later (F13).
 */
export const applyStatus = (before: Message, event: StatusEvent, now: number, spread: number): Message => {
  const message = { ...before, wamid: before.wamid ?? event.wamid }
  const at = event.at === null ? now : event.at * 1_000
  // A status proves that the platform took the attempt: an unknown fate is settled, a repetition is called off,
  // unless it waits because this very attempt is known to have failed.
  const settles = message.state === 'unknown' || (message.state === 'queued' && before.wamid !== event.wamid)
  const taken: Message = settles
    ? { ...message, state: 'accepted', acceptedAt: message.acceptedAt ?? at, reason: null }
    : message
  const arrived: Message = taken.state === 'failed' ? { ...taken, state: 'accepted', reason: null } : taken
  switch (event.status) {
    case 'sent':
      return { ...taken, sentAt: earlier(taken.sentAt, at) }
    case 'delivered':
      return { ...arrived, deliveredAt: earlier(taken.deliveredAt, at) }
    case 'read':
    case 'played':
      return { ...arrived, readAt: earlier(taken.readAt, at) }
    case 'failed':
      return failed(taken, event, now, spread)
    default:
      return message
  }
}
