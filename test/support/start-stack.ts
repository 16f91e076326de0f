import { afterAll, inject, onTestFinished } from 'vitest'
import { openLogger } from '../../src/logger.ts'
import type { QueueBackend } from '../../src/queue/backend.ts'
import { embeddedBackend } from '../../src/queue/embedded-backend.ts'
import { buildStack, type Stack, type StackOptions } from './build-stack.ts'

/** Opening one takes seconds, so the tests of a file share it. */
let shared: Promise<QueueBackend> | null = null

/** The queue for the tests: the run's redis-server, or one embedded queue a file. */
export const testQueue = async (): Promise<Pick<StackOptions, 'backend' | 'redisUrl'>> => {
  const redisUrl = inject('redisUrl')
  if (redisUrl !== null) return { redisUrl }
  shared ??= embeddedBackend('memory://', 'test', openLogger('silent'))
  return { backend: await shared }
}

afterAll(async () => {
  await (await shared)?.close()
  shared = null
})

/** A whole Assent for the time of one test. */
export const startStack = async (options: StackOptions = {}): Promise<Stack> => {
  const stack = await buildStack({ ...(await testQueue()), ...options })
  onTestFinished(() => stack.close())
  return stack
}
