import type { Message } from './message.ts'

/** Whether a person can be reached on WhatsApp, as far as the platform has told: a fact of its own, never an opt-out. */
export type Reachability = 'unknown' | 'reachable' | 'not_reachable'

/** Not on WhatsApp, or terms not accepted, or a client too old: the platform does not say which (FACTS §7). */
const notReachable = 131026

/**
 * What the newest word of the platform says: a message that arrived or that the person wrote themselves, against one
 * that failed as undeliverable. A later manual try stays possible, so this never refuses anything.
 */
export const reachabilityOf = (messages: readonly Message[], lastWroteAt: number | null): Reachability => {
  const onWhatsApp = messages.filter(({ channel }) => channel === 'whatsapp')
  const arrived = onWhatsApp.flatMap(({ deliveredAt, readAt }) => deliveredAt ?? readAt ?? [])
  const failed = onWhatsApp.flatMap((message) =>
    message.state === 'failed' && message.errorCode === notReachable
      ? [message.firstClaimedAt ?? message.createdAt]
      : [],
  )
  const good = Math.max(0, lastWroteAt ?? 0, ...arrived)
  const bad = Math.max(0, ...failed)
  if (good === 0 && bad === 0) return 'unknown'
  return bad > good ? 'not_reachable' : 'reachable'
}
