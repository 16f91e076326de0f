import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { ulid } from 'ulid'
import { expect, onTestFinished, test } from 'vitest'
import type { NewId } from '../../src/app/ports.ts'
import { openLogger } from '../../src/logger.ts'
import type { QueueBackend } from '../../src/queue/backend.ts'
import { openBell } from '../../src/queue/bell.ts'
import { openBackend } from '../../src/queue/open-backend.ts'
import { eventually } from '../support/eventually.ts'
import { testQueue } from '../support/start-stack.ts'

/** The same behaviour on Redis and on the embedded queue. */
const newId: NewId = (prefix) => `${prefix}_${ulid()}`
const log = openLogger('silent')

const open = async (): Promise<QueueBackend> => {
  const { backend, redisUrl = null } = await testQueue()
  if (backend) return backend
  const prefix = `queue-${randomBytes(4).toString('hex')}`
  const own = await openBackend({ redisUrl, directory: 'memory://', prefix }, log)
  onTestFinished(() => own.close())
  return own
}

interface Done {
  readonly name: string
  readonly payload: unknown
  readonly at: number
}

/** A worker that writes down what it does, until the test is over. */
const work = async (
  backend: QueueBackend,
  queue: 'inbound' | 'outbound' | 'timers',
  act: (done: Done) => Promise<void> = async () => undefined,
): Promise<Done[]> => {
  const all: Done[] = []
  const worker = await backend.work(
    queue,
    async (name, payload) => {
      const done = { name, payload, at: Date.now() }
      all.push(done)
      await act(done)
    },
    8,
  )
  onTestFinished(() => worker.close())
  return all
}

test('a bell is heard by a worker, soon', async () => {
  const backend = await open()
  const done = await work(backend, 'inbound')
  const bell = openBell(backend, newId, log)
  const rung = Date.now()
  expect(await bell.ring('read-delivery', { businessId: 'biz_main', deliveryId: 'dlv_1' })).toBe(true)
  await eventually(() => expect(done).toHaveLength(1))
  expect(done[0]).toMatchObject({
    name: 'read-delivery',
    payload: { businessId: 'biz_main', deliveryId: 'dlv_1' },
  })
  expect((done[0]?.at ?? 0) - rung).toBeLessThan(2_000)
})

test('a contact is heard by one job at a time, and once more for what came in between', async () => {
  const backend = await open()
  const bell = openBell(backend, newId, log)
  let atWork = 0
  let most = 0
  const done = await work(backend, 'inbound', async ({ payload }) => {
    if (!isDeepStrictEqual(payload, { businessId: 'biz_main', contactId: 'ctc_one' })) return
    atWork += 1
    most = Math.max(most, atWork)
    await new Promise((resolve) => setTimeout(resolve, 150))
    atWork -= 1
  })
  for (let times = 0; times < 10; times += 1) {
    expect(await bell.ring('hear-contact', { businessId: 'biz_main', contactId: 'ctc_one' })).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await eventually(async () => {
    expect(done.length).toBeGreaterThanOrEqual(2)
    expect(atWork).toBe(0)
    expect((await backend.depths()).inbound).toBe(0)
  })
  expect(most).toBe(1)
  expect(done.length).toBeLessThanOrEqual(4)
})

test('a delayed bell is not heard early', async () => {
  const backend = await open()
  const done = await work(backend, 'outbound')
  const bell = openBell(backend, newId, log)
  const rung = Date.now()
  await bell.ring('send-message', { businessId: 'biz_main', messageId: 'msg_1' }, { delayMs: 700 })
  await eventually(() => expect(done).toHaveLength(1))
  const waited = (done[0]?.at ?? 0) - rung
  expect(waited).toBeGreaterThanOrEqual(690)
  expect(waited).toBeLessThan(3_000)
})

test('one alarm a due time, however often it is set', async () => {
  const backend = await open()
  const bell = openBell(backend, newId, log)
  const done = await work(backend, 'timers')
  const dueAt = Date.now() + 400
  for (let times = 0; times < 5; times += 1)
    await bell.ring('end-waiting', { businessId: 'biz_main', requestId: 'req_1', dueAt }, { delayMs: 400 })
  await eventually(async () => {
    expect(done.length).toBeGreaterThan(0)
    expect((await backend.depths()).timers).toBe(0)
  })
  expect(done).toHaveLength(1)
})

test('a job that fails is tried again and then dropped, for the database keeps what failed', async () => {
  const backend = await open()
  const bell = openBell(backend, newId, log)
  const done = await work(backend, 'outbound', async () => {
    throw new Error('it fails')
  })
  await bell.ring('send-message', { businessId: 'biz_main', messageId: 'msg_2' })
  await eventually(async () => {
    expect(done).toHaveLength(3)
    expect((await backend.depths()).outbound).toBe(0)
  })
})
