import { z } from 'zod'

/** Every job on one page: its queue and its payload, which holds ids only (I16); workers read the rest from the database. */
export const jobs = {
  'read-delivery': { queue: 'inbound', payload: z.object({ deliveryId: z.string() }) },
  'hear-contact': { queue: 'inbound', payload: z.object({ contactId: z.string() }) },
  'send-message': { queue: 'outbound', payload: z.object({ messageId: z.string() }) },
  'end-waiting': { queue: 'timers', payload: z.object({ requestId: z.string(), dueAt: z.number() }) },
} as const

export type JobName = keyof typeof jobs
export type JobPayload<Name extends JobName> = z.infer<(typeof jobs)[Name]['payload']>

export const queueNames = ['inbound', 'outbound', 'timers'] as const
export type QueueName = (typeof queueNames)[number]

export const jobNames: readonly JobName[] = ['read-delivery', 'hear-contact', 'send-message', 'end-waiting']
