import type { Log } from '../app/ports.ts'
import type { QueueBackend } from './backend.ts'
import { redisBackend } from './redis-backend.ts'

export interface QueueSettings {
  /** `redis://…`; null for the queue inside the process. */
  readonly redisUrl: string | null
  /** Where the queue inside the process keeps its jobs over a restart. */
  readonly directory: string
  /** Keeps several Assents apart in one Redis. */
  readonly prefix: string
}

/** THE ONE PLACE that chooses the queue. */
export const openBackend = async (settings: QueueSettings, log: Log): Promise<QueueBackend> => {
  if (settings.redisUrl !== null) return redisBackend(settings.redisUrl, settings.prefix, log)
  // Loaded only here: the embedded database is large, and production never needs it.
  const { embeddedBackend } = await import('./embedded-backend.ts')
  return embeddedBackend(settings.directory, settings.prefix, log)
}
