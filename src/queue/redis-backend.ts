import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import type { Log } from '../app/ports.ts'
import { type QueueName, queueNames } from '../jobs.ts'
import type { QueueBackend } from './backend.ts'
import { workerOptions } from './backend.ts'
import { complainer } from './complainer.ts'

/** Redis can be down at start, go away and come back: every second we try again, for as long as we live. */
const retryStrategy = (times: number): number => Math.min(times * 100, 1_000)
/** A replica that was a primary, or one that still loads: not the server to write to. */
const reconnectOnError = (error: Error): boolean => /READONLY|LOADING/.test(error.message)

/** Until Redis has spoken or failed, but not for long: else the first bells would not be heard until the sweep. */
const firstWord = (connection: Redis): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, 1_000)
    const done = (): void => {
      clearTimeout(timer)
      resolve()
    }
    connection.once('ready', done)
    connection.once('close', done)
  })

/**
 * Jobs in Redis (or Valkey). The connection for adding fails fast and queues nothing while Redis is away: BullMQ's
 * own `add` would hang there (RELIABILITY D3). A queue object whose first words failed is useless, so it is made
 * when the connection is ready, and anew when it had broken.
 */
export const redisBackend = async (url: string, prefix: string, log: Log): Promise<QueueBackend> => {
  const complain = complainer(log)
  const connection = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 1_000,
    retryStrategy,
    reconnectOnError,
  })
  connection.on('error', (error) => complain('redis', error))
  await firstWord(connection)
  const queues = new Map<QueueName, Queue>()

  const queueOf = async (name: QueueName): Promise<Queue> => {
    if (connection.status !== 'ready') throw new Error(`Redis is not ready (${connection.status})`)
    const known = queues.get(name)
    if (known) return known
    const queue = new Queue(name, { connection, prefix, skipWaitingForReady: true })
    queue.on('error', (error) => {
      complain('queue', error)
      queues.delete(name)
    })
    queues.set(name, queue)
    return queue
  }

  return {
    kind: 'redis',
    add: async (queue, name, payload, options) => {
      const target = await queueOf(queue)
      await target.add(name, payload, options)
    },
    work: async (queue, handler, concurrency) => {
      const blocking = new Redis(url, { maxRetriesPerRequest: null, retryStrategy, reconnectOnError })
      blocking.on('error', (error) => complain('redis', error))
      const worker = new Worker(queue, (job) => handler(job.name, job.data), {
        connection: blocking,
        prefix,
        ...workerOptions(concurrency),
      })
      worker.on('error', (error) => complain('worker', error))
      return {
        close: async () => {
          await worker.close()
          blocking.disconnect()
        },
      }
    },
    depths: async () => {
      const depths = { inbound: 0, outbound: 0, timers: 0, bulk: 0, hooks: 0 }
      for (const name of queueNames) {
        const queue = await queueOf(name)
        depths[name] = await queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized')
      }
      return depths
    },
    close: async () => {
      for (const queue of queues.values()) await queue.close().catch(() => undefined)
      connection.disconnect()
    },
  }
}
