import { day } from './clock.ts'
import { type Folded, foldConsent, type History } from './consent.ts'
import type { Message, MessageKind } from './message.ts'
import { type OptInRequest, requestState } from './request.ts'

/**
 * The gate: may this message go out, at this moment? Asked when a message is accepted and again, inside the
 * transaction that claims it, at the last moment. No answer is a no: whoever calls treats an exception as `deny`.
 */
export type Verdict =
  | { readonly decision: 'allow'; readonly reason: string; readonly record: string | null }
  | { readonly decision: 'deny'; readonly reason: GateReason; readonly record: string | null }
  | { readonly decision: 'hold'; readonly reason: GateReason; readonly until: number }

export type GateReason =
  | 'opted_out'
  | 'unknown_category'
  | 'already_opted_in'
  | 'request_open'
  | 'asked_too_recently'
  | 'request_answered'
  | 'superseded'
  | 'window_closed'
  | 'account_paused'

/** The service window: free text is allowed for 24 hours after the person last wrote (FACTS §6.3). */
export const serviceWindow = day

export interface Moment {
  readonly now: number
  /** Unix ms of the person's last message to this business; null when they never wrote. */
  readonly lastInboundAt: number | null
  /** The account sends nothing before this instant; null when it is free. */
  readonly accountPausedUntil: number | null
}

const allow = (reason: string, record: string | null = null): Verdict => ({
  decision: 'allow',
  reason,
  record,
})
const deny = (reason: GateReason, record: string | null = null): Verdict => ({
  decision: 'deny',
  reason,
  record,
})

const messageOf = (history: History, request: OptInRequest): Message | undefined =>
  history.messages.find((message) => message.id === request.messageId)

/** May an opt-in request for these categories be made? `except` is the request itself when it is about to leave. */
export const decideRequest = (
  history: History,
  folded: Folded,
  categories: readonly string[],
  now: number,
  except: string | null = null,
): Verdict => {
  const asked = folded.consents.filter((consent) => categories.includes(consent.category))
  if (categories.length === 0 || asked.length !== categories.length) return deny('unknown_category')
  const refused = asked.find((consent) => consent.state === 'opted_out' || consent.heldBy !== null)
  if (refused) return deny('opted_out', refused.stoppedOnPlatformBy ?? refused.heldBy ?? refused.by)
  if (asked.length > 0 && asked.every((consent) => consent.state === 'opted_in')) {
    return deny('already_opted_in', asked[0]?.by ?? null)
  }
  for (const request of history.requests) {
    if (request.id === except || request.kind !== 'opt_in') continue
    const message = messageOf(history, request)
    if (!message) continue
    const state = requestState(request, message)
    if (state === 'created' || state === 'sent' || state === 'delivered')
      return deny('request_open', request.id)
    // Once in every waiting time, counted from when it was seen; what never arrived does not count (FACTS §7),
    // but for the platform's own cap, which asks for a day's rest whatever happened (131049).
    const seen = message.deliveredAt ?? message.readAt ?? (state === 'not_delivered' ? null : message.sentAt)
    const capped = message.errorCode === 131049 ? (message.acceptedAt ?? message.createdAt) : null
    const last = seen ?? capped
    const wait = capped === null ? request.waitMs : Math.max(request.waitMs, day)
    if (last !== null && now - last < wait) return deny('asked_too_recently', request.id)
  }
  return allow('nothing speaks against asking')
}

/** The verdict on one message of the outbox. */
export const decideGate = (history: History, message: Message, moment: Moment): Verdict => {
  const { now, lastInboundAt, accountPausedUntil } = moment
  if (accountPausedUntil !== null && accountPausedUntil > now) {
    return { decision: 'hold', reason: 'account_paused', until: accountPausedUntil }
  }
  const folded = foldConsent(history)
  switch (message.kind) {
    case 'request': {
      const request = history.requests.find((candidate) => candidate.id === message.requestId)
      if (!request || request.answer) return deny('request_answered', request?.answer?.statementId ?? null)
      return decideRequest(history, folded, request.categories, now, request.id)
    }
    case 'confirmation': {
      const outcome = message.statementId ? folded.outcomes.get(message.statementId) : undefined
      if (!outcome) return deny('superseded')
      // A "keep" decides no category; it holds while no new doubt has come up.
      const isKept = outcome.effect === 'kept' && !isHeld(folded)
      const inForce = isKept || isInForce(folded, outcome.statementId)
      if (!inForce) return deny('superseded', outcome.statementId)
      return insideWindow(now, lastInboundAt, outcome.statementId)
    }
    case 'question':
      return isHeld(folded) && !(message.requestId && folded.answers.has(message.requestId))
        ? insideWindow(now, lastInboundAt, message.statementId)
        : deny('superseded', message.statementId)
    case 'help':
      return insideWindow(now, lastInboundAt, message.statementId)
  }
}

const insideWindow = (now: number, lastInboundAt: number | null, record: string | null): Verdict =>
  lastInboundAt !== null && now - lastInboundAt < serviceWindow
    ? allow('answers what the person wrote, inside the service window', record)
    : deny('window_closed', record)

/** True while a doubt waits for its answer. */
const isHeld = (folded: Folded): boolean => folded.consents.some(({ heldBy }) => heldBy !== null)

/** True while a statement still decides at least one category: a later one has not overtaken it everywhere. */
export const isInForce = (folded: Folded, statementId: string): boolean =>
  folded.consents.some((consent) => consent.by === statementId)

/** Which kinds may leave twice when their fate is unknown: saying back a stop again harms nobody (RELIABILITY D8). */
export const mayRepeat: Record<MessageKind, boolean> = {
  request: false,
  question: false,
  confirmation: true,
  help: true,
}
