import { second } from '../domain/clock.ts'
import type { Shared } from './ports.ts'

/** Work found and rung for again, by kind. */
export interface Swept {
  readonly deliveries: number
  readonly contacts: number
  readonly messages: number
  readonly requests: number
  readonly campaigns: number
}

const limit = 500
const leaseTime = 20 * second

/**
 * Finds in the database what the queue has lost and rings for it again, under one lease for all processes.
 * Whatever happens to the queue costs one interval of this, never a fact (I10). Null when another process sweeps.
 */
export const sweep = async ({ shared, bell, clock, instance }: Shared): Promise<Swept | null> => {
  const now = clock.now()
  if (!(await shared.takeLease('sweep', instance, now + leaseTime, now))) return null
  const overdue = await shared.overdue(now, limit)
  const fresh = { fresh: true }
  for (const { businessId, id } of overdue.deliveries)
    await bell.ring('read-delivery', { businessId, deliveryId: id }, fresh)
  for (const { businessId, id } of overdue.contacts)
    await bell.ring('hear-contact', { businessId, contactId: id }, fresh)
  for (const { businessId, id, isBulk } of overdue.messages)
    await bell.ring('send-message', { businessId, messageId: id }, { ...fresh, isBulk })
  for (const { businessId, id } of overdue.requests)
    await bell.ring('end-waiting', { businessId, requestId: id, dueAt: now }, fresh)
  for (const { businessId, id } of overdue.campaigns)
    await bell.ring('run-campaign', { businessId, campaignId: id }, fresh)
  for (const businessId of overdue.untold) await bell.ring('push-events', { businessId }, fresh)
  for (const { businessId, id } of overdue.hooks)
    await bell.ring('tell-hook', { businessId, hookId: id }, fresh)
  return {
    deliveries: overdue.deliveries.length,
    contacts: overdue.contacts.length,
    messages: overdue.messages.length,
    requests: overdue.requests.length,
    campaigns: overdue.campaigns.length,
  }
}
