import { z } from 'zod'

/** Jobs of a version that knew one business only name none. */
export const firstBusiness = 'biz_main'
const businessId = z.string().default(firstBusiness)

/** What every job says: whose it is. */
export const ofBusiness = z.object({ businessId })

/** Every job on one page: its queue and its payload, which holds ids only (I16); workers read the rest from the database. */
export const jobs = {
  'read-delivery': { queue: 'inbound', payload: z.object({ businessId, deliveryId: z.string() }) },
  'hear-contact': { queue: 'inbound', payload: z.object({ businessId, contactId: z.string() }) },
  'send-message': { queue: 'outbound', payload: z.object({ businessId, messageId: z.string() }) },
  'end-waiting': {
    queue: 'timers',
    payload: z.object({ businessId, requestId: z.string(), dueAt: z.number() }),
  },
  'run-campaign': {
    queue: 'bulk',
    payload: z.object({ businessId, campaignId: z.string(), dueAt: z.number().optional() }),
  },
  'push-events': { queue: 'hooks', payload: ofBusiness },
  'tell-hook': { queue: 'hooks', payload: z.object({ businessId, hookId: z.string() }) },
} as const

export type JobName = keyof typeof jobs
export type JobPayload<Name extends JobName> = z.infer<(typeof jobs)[Name]['payload']>

export const queueNames = ['inbound', 'outbound', 'timers', 'bulk', 'hooks'] as const
export type QueueName = (typeof queueNames)[number]

export const jobNames: readonly JobName[] = [
  'read-delivery',
  'hear-contact',
  'send-message',
  'end-waiting',
  'run-campaign',
  'push-events',
  'tell-hook',
]
