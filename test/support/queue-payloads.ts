import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { queueNames } from '../../src/jobs.ts'

/** Every key and job that the queue holds in Redis, as somebody who can read Redis sees it. */
export const queuePayloads = async (url: string | null, prefix: string): Promise<string[]> => {
  if (url === null) return []
  const redis = new Redis(url)
  const found: string[] = []
  for (const key of await redis.keys(`${prefix}:*`)) {
    found.push(key)
    if ((await redis.type(key)) === 'hash') found.push(JSON.stringify(await redis.hgetall(key)))
  }
  redis.disconnect()
  for (const name of queueNames) {
    const queue = new Queue(name, { connection: { url }, prefix })
    found.push(...(await queue.getJobs()).map((job) => `${job.name} ${JSON.stringify(job.data)}`))
    await queue.close()
  }
  return found
}
