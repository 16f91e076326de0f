import { ulid } from 'ulid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Bell, NewId } from '../../src/app/ports.ts'
import { openLogger } from '../../src/logger.ts'
import type { QueueBackend } from '../../src/queue/backend.ts'
import { openBell } from '../../src/queue/bell.ts'
import { redisBackend } from '../../src/queue/redis-backend.ts'
import { eventually } from '../support/eventually.ts'
import { hasRedisServer, privateRedis, queueKind, type RedisServer } from '../support/redis-server.ts'
import { forRedis } from '../support/with-redis.ts'

const newId: NewId = (prefix) => `${prefix}_${ulid()}`
const lost = { businessId: 'biz_main', contactId: 'ctc_1' }

describe.skipIf(!hasRedisServer() || queueKind() === 'embedded')(`the guarded add ${forRedis}`, () => {
  let redis: RedisServer
  let backend: QueueBackend
  let bell: Bell
  let lines: string[]

  const ringTimed = async (): Promise<{ heard: boolean; ms: number }> => {
    const started = performance.now()
    const heard = await bell.ring('hear-contact', lost)
    return { heard, ms: performance.now() - started }
  }
  const open = async (): Promise<void> => {
    lines = []
    const log = openLogger('debug', { write: (line: string) => void lines.push(line) })
    backend = await redisBackend(redis.url, 'test', log)
    bell = openBell(backend, newId, log)
  }

  beforeEach(async () => {
    redis = await privateRedis()
  })
  afterEach(async () => {
    redis.thaw()
    await redis.kill()
    await backend.close()
    await redis.close()
  })

  const isQuiet = async (): Promise<void> => {
    for (let times = 0; times < 5; times += 1) {
      const { heard, ms } = await ringTimed()
      expect(heard).toBe(false)
      expect(ms).toBeLessThan(1_500)
    }
  }
  const isHeardAgain = () =>
    eventually(async () => expect(await bell.ring('hear-contact', lost)).toBe(true), 5_000)

  test('a Redis that is down at the start is not heard, quickly, and is found when it comes', async () => {
    await open()
    await isQuiet()
    await redis.start()
    await isHeardAgain()
  })

  test('a Redis that hangs is given up on within the limit, and works again when it goes on', async () => {
    await redis.start()
    await open()
    await isHeardAgain()
    redis.freeze()
    await isQuiet()
    redis.thaw()
    await isHeardAgain()
  })

  test('a Redis that was killed is not heard, quickly, and is found again after its restart', async () => {
    await redis.start()
    await open()
    await isHeardAgain()
    await redis.kill()
    await isQuiet()
    await redis.start()
    await isHeardAgain()
  })

  test('a Redis that is full is not heard, and rings again when there is room', async () => {
    await redis.start()
    await open()
    await isHeardAgain()
    await redis.command('CONFIG', 'SET', 'maxmemory', '1')
    await isQuiet()
    await redis.command('CONFIG', 'SET', 'maxmemory', '0')
    await isHeardAgain()
  })

  test('a long trouble is told about once a second at most', async () => {
    await open()
    const started = Date.now()
    await Promise.all(Array.from({ length: 500 }, () => bell.ring('hear-contact', lost)))
    while (Date.now() - started < 2_200) await ringTimed()
    // One teller for the connection and one for the bell.
    expect(lines.length).toBeLessThanOrEqual(2 * 4)
    expect(lines.join('\n')).toContain('the queue has trouble')
  })
})
