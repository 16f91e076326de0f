import { foldConsent } from './consent.ts'
import type { History } from './history.ts'
import type { Message, MessageState, Standing } from './message.ts'
import { type OptInRequest, withAnswer } from './request.ts'

const before = (moment: number | null, at: number): number | null =>
  moment !== null && moment <= at ? moment : null

const requestAt = (request: OptInRequest, at: number): OptInRequest => ({
  ...request,
  // Whether it had been answered follows from the words that were known (see below).
  answer: null,
  silentAt: before(request.silentAt, at),
  undeliveredAt: before(request.undeliveredAt, at),
  expiredAt: before(request.expiredAt, at),
})

/** What had not been claimed by then was still waiting, and what had not been accepted was on its way. */
const stateAt = ({ state, claimedAt, acceptedAt }: Standing, at: number): MessageState => {
  if (claimedAt !== null && claimedAt > at) return 'queued'
  return state === 'accepted' && acceptedAt !== null && acceptedAt > at ? 'claimed' : state
}

/** `leaving`: it is the one that the gate was asked about at that instant; the claim that followed was still to come. */
const messageAt = (message: Message, at: number, leaving: boolean): Message => {
  const stood: Message = { ...message, ...message.past.find(({ until }) => until > at) }
  const claimed = leaving ? at - 1 : at
  return {
    ...stood,
    state: stateAt(stood, claimed),
    claimedAt: before(stood.claimedAt, claimed),
    firstClaimedAt: before(stood.firstClaimedAt, claimed),
    acceptedAt: before(stood.acceptedAt, at),
    sentAt: before(stood.sentAt, at),
    deliveredAt: before(stood.deliveredAt, at),
    readAt: before(stood.readAt, at),
  }
}

/**
 * A contact's history as it was known at a past instant (Unix ms): by when things were received, not by when they were
 * said, since nobody can hold to what has not reached them yet. With `leaving`, as the gate knew it that was asked at that
 * instant about the message of this id.
 */
export const historyAt = (history: History, at: number, leaving?: string): History => {
  const past = {
    ...history,
    requests: history.requests.filter(({ createdAt }) => createdAt <= at).map((one) => requestAt(one, at)),
    messages: history.messages
      .filter(({ createdAt }) => createdAt <= at)
      .map((one) => messageAt(one, at, one.id === leaving)),
    statements: history.statements.filter(({ receivedAt }) => receivedAt <= at),
  }
  const folded = foldConsent(past)
  return { ...past, requests: past.requests.map((request) => withAnswer(request, folded)) }
}
