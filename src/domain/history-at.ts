import type { History } from './history.ts'
import type { Message } from './message.ts'
import type { OptInRequest } from './request.ts'

const before = (moment: number | null, at: number): number | null =>
  moment !== null && moment <= at ? moment : null

/** What had not left could not be answered yet, though something of the same second may count as its answer later. */
const hadLeft = (messages: readonly Message[], { messageId }: OptInRequest, at: number): boolean =>
  messages.some(
    ({ id, firstClaimedAt }) => id === messageId && firstClaimedAt !== null && firstClaimedAt < at,
  )

const requestAt = (messages: readonly Message[], request: OptInRequest, at: number): OptInRequest => ({
  ...request,
  answer: request.answer && request.answer.at <= at && hadLeft(messages, request, at) ? request.answer : null,
  silentAt: before(request.silentAt, at),
  undeliveredAt: before(request.undeliveredAt, at),
  expiredAt: before(request.expiredAt, at),
})

const messageAt = (message: Message, at: number): Message => {
  const firstClaimedAt = before(message.firstClaimedAt, at)
  const claimedAt = before(message.claimedAt, at)
  const hadTried = firstClaimedAt !== null || claimedAt !== null
  return {
    ...message,
    // What had not left was still waiting; of what had, or was refused on the way, only the end is known.
    state: hadTried || message.state === 'cancelled' ? message.state : 'queued',
    claimedAt,
    firstClaimedAt,
    acceptedAt: before(message.acceptedAt, at),
    sentAt: before(message.sentAt, at),
    deliveredAt: before(message.deliveredAt, at),
    readAt: before(message.readAt, at),
  }
}

/**
 * A contact's history as it was known at a past instant (Unix ms): by when things were received, not by when they were
 * said, since nobody can hold to what has not reached them yet.
 */
export const historyAt = (history: History, at: number): History => ({
  ...history,
  requests: history.requests
    .filter(({ createdAt }) => createdAt <= at)
    .map((one) => requestAt(history.messages, one, at)),
  messages: history.messages.filter(({ createdAt }) => createdAt <= at).map((one) => messageAt(one, at)),
  statements: history.statements.filter(({ receivedAt }) => receivedAt <= at),
})
