import type { TestProject } from 'vitest/node'
import { privateRedis, queueKind } from './redis-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's own redis-server; null when the tests use the embedded queue. */
    redisUrl: string | null
  }
}

/** One redis-server for the whole run, ended with it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (queueKind() === 'embedded') {
    project.provide('redisUrl', null)
    return async () => undefined
  }
  const redis = await privateRedis()
  await redis.start()
  project.provide('redisUrl', redis.url)
  return () => redis.close()
}
