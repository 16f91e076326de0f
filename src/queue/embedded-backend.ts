import { existsSync, renameSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { createPostgresBackend, runMigrations, withBackend } from 'bullmq'
import type { Log } from '../app/ports.ts'
import { type QueueName, queueNames } from '../jobs.ts'
import type { QueueBackend } from './backend.ts'
import { workerOptions } from './backend.ts'
import { complainer } from './complainer.ts'
import { pglitePool } from './pglite-pool.ts'

const { Queue, Worker } = withBackend(createPostgresBackend)
type EmbeddedQueue = InstanceType<typeof Queue>

const schema = 'bullmq'

const open = async (directory: string): Promise<PGlite> => {
  const database = await PGlite.create(directory)
  const client = await pglitePool(database).connect()
  await runMigrations(client, schema)
  client.release()
  // BullMQ sets this on the connections that it makes itself; ours is made already.
  await database.exec(`SET search_path TO ${schema}`)
  return database
}

/**
 * A directory that a crash has damaged is put aside: the jobs in it are bells only, and the sweep rings for all
 * work again from the database (I10).
 */
const openOrReplace = async (directory: string, log: Log): Promise<PGlite> => {
  try {
    return await open(directory)
  } catch (error) {
    if (directory.includes('://') || !existsSync(directory)) throw error
    const aside = `${directory}.damaged-${Date.now()}`
    log.warn({ err: error }, 'the embedded queue could not be opened; it is put aside and made anew')
    renameSync(directory, aside)
    return open(directory)
  }
}

/** Jobs in a PostgreSQL inside this process: nothing to install. `directory` may be `memory://`. */
export const embeddedBackend = async (directory: string, prefix: string, log: Log): Promise<QueueBackend> => {
  const database = await openOrReplace(directory, log)
  const connection = pglitePool(database)
  const complain = complainer(log)
  const queues = new Map<QueueName, EmbeddedQueue>()
  const nameOf = (queue: QueueName): string => `${prefix}-${queue}`

  const queueOf = (name: QueueName): EmbeddedQueue => {
    const known = queues.get(name)
    if (known) return known
    const queue = new Queue(nameOf(name), { connection })
    queue.on('error', (error) => complain('queue', error))
    queues.set(name, queue)
    return queue
  }

  return {
    kind: 'embedded',
    add: async (queue, name, payload, options) => {
      await queueOf(queue).add(name, payload, options)
    },
    work: async (queue, handler, concurrency) => {
      const worker = new Worker(nameOf(queue), (job) => handler(job.name, job.data), {
        connection,
        ...workerOptions(concurrency),
      })
      worker.on('error', (error) => complain('worker', error))
      await worker.waitUntilReady()
      return { close: () => worker.close() }
    },
    depths: async () => {
      const depths = { inbound: 0, outbound: 0, timers: 0, bulk: 0, hooks: 0 }
      for (const name of queueNames) {
        depths[name] = await queueOf(name).getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized')
      }
      return depths
    },
    close: async () => {
      for (const queue of queues.values()) await queue.close()
      await database.close()
    },
  }
}
