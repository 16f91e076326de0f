import { day, hour } from './clock.ts'
import { noSums, type Sums } from './controls.ts'
import type { Folded, History } from './history.ts'
import { isStartedByBusiness, type Message } from './message.ts'

/** By what counts are kept, all of them together. `hour`: the beginning of the hour in which the message left, Unix ms. */
export interface CountKey {
  readonly accountId: string
  readonly hour: number
  readonly kind: 'request' | 'business' | 'reply'
  /** The template with its language; empty for free text. */
  readonly template: string
  /** Empty for what has none. */
  readonly category: string
  readonly method: string
  /** `tried`, `sent`, `delivered`, `read`, `opted_out`, `platform_stopped`, `failed:<code>`. */
  readonly what: string
}

export type Count = CountKey & { readonly n: number }

/**
 * What one message adds to the counts, as it stands. The counts are the sum of this over all messages: whoever changes a
 * message takes off what it added before and puts on what it adds now, so statuses that repeat or overtake each other
 * cannot count twice.
 */
export const contributionOf = (message: Message): CountKey[] => {
  const leftAt = message.firstClaimedAt ?? message.claimedAt
  if (leftAt === null || message.state === 'claimed' || message.state === 'queued') return []
  const { accountId, content, category, cohort, kind, errorCode } = message
  const key = {
    accountId,
    hour: leftAt - (leftAt % hour),
    kind: kind === 'request' ? 'request' : isStartedByBusiness(message) ? 'business' : 'reply',
    template: content.type === 'template' ? `${content.name}/${content.language}` : '',
    category: category ?? '',
    method: cohort ?? 'none',
  } as const
  const whats = [
    'tried',
    ...(message.acceptedAt !== null ? ['sent'] : []),
    // A receipt for reading implies the other, which may be lost.
    ...(message.deliveredAt !== null || message.readAt !== null ? ['delivered'] : []),
    ...(message.readAt !== null ? ['read'] : []),
    ...(message.state === 'failed' ? [`failed:${errorCode ?? 'unknown'}`] : []),
    ...(message.ledTo !== null ? [message.ledTo] : []),
  ]
  return whats.map((what) => ({ ...key, what }))
}

/**
 * Says of every message whether a stop has followed it: each opt-out that changed something, and each stop on the
 * platform, is the consequence of the last message that the business began on the channel, within so many days. Taken
 * anew from the whole history, so that it does not depend on the order of arrival.
 */
export const withConsequences = (history: History, folded: Folded, days: number): History => {
  const ledTo = new Map<string, NonNullable<Message['ledTo']>>()
  for (const { id, at } of history.statements) {
    const outcome = folded.outcomes.get(id)
    const isStop = outcome?.effect === 'opted_out' && outcome.changed.length > 0
    if (!outcome || !(isStop || outcome.effect === 'platform_stopped')) continue
    const end = at * 1_000 + 999
    const last = history.messages
      .filter(
        (message) =>
          isStartedByBusiness(message) &&
          message.channel === outcome.channel &&
          message.firstClaimedAt !== null &&
          message.firstClaimedAt <= end &&
          message.firstClaimedAt > end - days * day,
      )
      .reduce<Message | null>(
        (found, one) => ((found?.firstClaimedAt ?? 0) <= (one.firstClaimedAt ?? 0) ? one : found),
        null,
      )
    if (last && ledTo.get(last.id) !== 'opted_out')
      ledTo.set(last.id, outcome.effect === 'platform_stopped' ? 'platform_stopped' : 'opted_out')
  }
  const messages = history.messages.map((message) => {
    const next = ledTo.get(message.id) ?? null
    return message.ledTo === next ? message : { ...message, ledTo: next }
  })
  return { ...history, messages }
}

/** Adds a count to sums. */
const plus = (sums: Sums, { what, n }: Pick<Count, 'what' | 'n'>): Sums => {
  if (what === 'tried') return { ...sums, tried: sums.tried + n }
  if (what === 'sent') return { ...sums, sent: sums.sent + n }
  if (what.startsWith('failed:')) return { ...sums, failed: sums.failed + n }
  if (what === 'opted_out' || what === 'platform_stopped') return { ...sums, stopped: sums.stopped + n }
  return sums
}

/** What the counts of the last days give the controls to go by. */
export const countSignals = (counts: readonly Pick<Count, 'kind' | 'method' | 'what' | 'n'>[]) => {
  let messages = noSums
  const requests = new Map<string, Sums>()
  for (const count of counts) {
    if (count.kind === 'business') messages = plus(messages, count)
    if (count.kind === 'request')
      requests.set(count.method, plus(requests.get(count.method) ?? noSums, count))
  }
  return { messages, requests }
}
