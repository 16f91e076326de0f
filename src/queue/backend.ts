import type { JobsOptions } from 'bullmq'
import type { QueueName } from '../jobs.ts'

export type Handler = (name: string, payload: unknown) => Promise<void>

export interface RunningWorker {
  /** Takes no more jobs and waits for those at work. */
  close(): Promise<void>
}

/** Where jobs are kept: Redis, or a database inside the process. Nothing else knows which. */
export interface QueueBackend {
  readonly kind: 'redis' | 'embedded'
  /** Adds a job. May throw, and may take long: callers guard it. */
  add(queue: QueueName, name: string, payload: object, options: JobsOptions): Promise<void>
  work(queue: QueueName, handler: Handler, concurrency: number): Promise<RunningWorker>
  /** How many jobs wait, are at work, or are delayed. Throws when the queue does not answer. */
  depths(): Promise<Record<QueueName, number>>
  close(): Promise<void>
}

/** Short locks, so that the work of a killed process goes on within seconds (RELIABILITY D10). */
export const workerOptions = (concurrency: number) => ({
  concurrency,
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 3,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
})

/** The database keeps what failed; the queue keeps nothing. */
export const jobOptions: JobsOptions = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: true,
  removeOnFail: true,
}
