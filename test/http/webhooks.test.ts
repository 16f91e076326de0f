import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { maxFailures } from '../../src/app/ports.ts'
import { movableClock } from '../support/build-stack.ts'
import { eventually } from '../support/eventually.ts'
import { startStack } from '../support/start-stack.ts'
import { bodyOf, bytesOf, deliver, textFrom } from '../support/webhook-body.ts'

const at = Math.floor(movableClock().now() / 1_000) - 60
const stopOf = (from: string, id = 'wamid.stop') => bytesOf(bodyOf([textFrom(from, 'stop', id, at)]))

describe('what comes more than once', () => {
  test('sixteen posts of the same event at the same instant are all kept and count once', async () => {
    const stack = await startStack()
    const bytes = stopOf('14155553001')
    const answers = await Promise.all(Array.from({ length: 16 }, () => deliver(stack, bytes)))
    expect(answers.map(({ status }) => status)).toEqual(Array(16).fill(200))
    await stack.quiet()
    expect(stack.rows('select id from deliveries').length).toBeGreaterThanOrEqual(16)
    expect(stack.rows("select id from events where kind = 'message'")).toHaveLength(1)
    expect(stack.rows('select id from statements')).toHaveLength(1)
    expect(await stack.sandbox.accepted()).toHaveLength(1)
  })

  test('an old body that is posted again days later changes nothing', async () => {
    const stack = await startStack()
    const yes = bytesOf(bodyOf([textFrom('14155553002', 'start', 'wamid.start', at)]))
    await deliver(stack, yes)
    await stack.quiet()
    await deliver(stack, bytesOf(bodyOf([textFrom('14155553002', 'stop', 'wamid.later', at + 60)])))
    await stack.quiet()
    stack.clock.move(9 * 86_400_000)
    expect((await deliver(stack, yes)).status).toBe(200)
    await stack.quiet()
    const [person] = await stack.api.contacts()
    expect(person?.consents.map(({ state }) => state)).toEqual(Array(5).fill('opted_out'))
    expect(stack.rows("select id from events where kind = 'message'")).toHaveLength(2)
  })
})

describe('what cannot be understood', () => {
  test.each([
    ['not JSON', Buffer.from('{"object": "whatsapp_business_account", "entry": [')],
    ['nothing', Buffer.alloc(0)],
    ['a lone zero byte', Buffer.from([0])],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['JSON without entries', bytesOf({ hello: 'world' })],
    ['a bare null', bytesOf(null)],
    ['nested a thousand times', Buffer.from(`{"entry":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)],
    ['entries of odd kinds', bytesOf({ object: 'x', entry: [null, 5, { changes: [null, { field: 3 }] }] })],
  ])('%s with a good signature is accepted and kept', async (_what, bytes) => {
    const stack = await startStack()
    expect((await deliver(stack, bytes)).status).toBe(200)
    await stack.quiet()
    const { database } = await stack.api.ready()
    expect(database).toMatchObject({
      unreadDeliveries: 0,
      deadDeliveries: 0,
      pendingEvents: 0,
      deadEvents: 0,
    })
    expect(stack.rows("select id from deliveries where state = 'read'")).toHaveLength(1)
    expect(stack.rows('select id from contacts')).toEqual([])
  })

  test('a poisonous entry costs nothing but itself', async () => {
    const stack = await startStack()
    const good = bodyOf([textFrom('14155553003', 'stop', 'wamid.good', at)])
    const poison = [
      { messages: [{ from: 5, id: 7, timestamp: {}, type: ['text'], text: 'no object' }] },
      { messages: 'no list', statuses: [{ id: null }] },
      {
        contacts: [[]],
        messages: [null, true, { id: 'wamid.odd', timestamp: '-1', type: 'text', text: {} }],
      },
    ]
    const mixed = bodyOf([...poison, textFrom('14155553004', 'stop', 'wamid.also-good', at)])
    const body = { object: 'x', entry: [...Array(3).fill({ id: 1 }), good.entry, mixed.entry].flat() }
    expect((await deliver(stack, bytesOf(body))).status).toBe(200)
    await stack.quiet()
    const people = await stack.api.contacts()
    expect(people.map(({ phone }) => phone).sort()).toEqual(['+14155553003', '+14155553004'])
    for (const { consents } of people) expect(consents.every(({ state }) => state === 'opted_out')).toBe(true)
    expect((await stack.api.ready()).database).toMatchObject({ deadDeliveries: 0, deadEvents: 0 })
  })

  test('a delivery that cannot be read is laid out as dead after some tries, and others go on', async () => {
    const stack = await startStack({ works: false })
    await deliver(stack, stopOf('14155553005'))
    const db = new Database(stack.config.databaseFile)
    onTestFinished(() => void db.close())
    db.exec("update deliveries set account_id = 'gone'")
    await stack.startWork()
    for (let tries = 0; tries < maxFailures; tries += 1) {
      stack.clock.move(11_000)
      await stack.sweep()
    }
    await eventually(async () => expect((await stack.api.ready()).database.deadDeliveries).toBe(1))
    await deliver(stack, stopOf('14155553006', 'wamid.other'))
    await stack.quiet()
    expect(await stack.api.contacts()).toHaveLength(1)
  })

  test.each([
    ['too many bytes', Buffer.alloc(3 * 1024 * 1024 + 1, ' ')],
    ['far too many', Buffer.alloc(8 * 1024 * 1024, 'x')],
  ])('%s are refused with 413', async (_what, bytes) => {
    const stack = await startStack()
    const answer = await deliver(stack, bytes).catch(() => null)
    // A server that stops reading may cut the connection before its answer is read.
    if (answer) expect(answer.status).toBe(413)
    expect(stack.rows('select id from deliveries')).toEqual([])
  })

  test('three megabytes with a thousand messages are read whole', async () => {
    const stack = await startStack()
    const messages = Array.from({ length: 1_000 }, (_, index) => ({
      from: `1415556${String(index % 100).padStart(4, '0')}`,
      id: `wamid.bulk-${index}`,
      timestamp: `${at}`,
      type: 'text',
      text: { body: `hello ${'x'.repeat(2_800)}` },
    }))
    const bytes = bytesOf(bodyOf([{ messages }]))
    expect(bytes.length).toBeGreaterThan(2_800_000)
    expect((await deliver(stack, bytes)).status).toBe(200)
    await stack.quiet()
    expect(stack.rows("select id from events where kind = 'message' and state = 'done'")).toHaveLength(1_000)
  })

  test.each(['text/plain', 'application/octet-stream', 'application/x-www-form-urlencoded', 'odd'])(
    'a body that calls itself %s is taken by its bytes',
    async (type) => {
      const stack = await startStack()
      const answer = await deliver(stack, stopOf('14155553007'), { 'content-type': type })
      expect([200, 415]).toContain(answer.status)
      if (type !== 'odd') expect(answer.status).toBe(200)
    },
  )
})

describe('what is not for us', () => {
  test('an account that nobody has configured is not found, and nothing is kept', async () => {
    const stack = await startStack()
    const answer = await deliver(stack, stopOf('14155553008'), {}, 'other')
    expect(answer.status).toBe(404)
    expect(stack.rows('select id from deliveries')).toEqual([])
  })

  test('an event for a number that is not ours has no effect', async () => {
    const stack = await startStack()
    const foreign = bytesOf(bodyOf([textFrom('14155553009', 'start', 'wamid.foreign', at)], '999999999999'))
    expect((await deliver(stack, foreign)).status).toBe(200)
    await stack.quiet()
    expect(stack.rows('select id from statements')).toEqual([])
    expect(await stack.sandbox.accepted()).toEqual([])
    for (const { consents } of await stack.api.contacts())
      expect(consents.every(({ state }) => state === 'none')).toBe(true)
  })
})

test('a locked database is answered with 503 within the limit, and all goes on when it is free', async () => {
  const stack = await startStack()
  const other = new Database(stack.config.databaseFile)
  onTestFinished(() => void other.close())
  other.exec('BEGIN EXCLUSIVE')
  const bytes = stopOf('14155553010')
  const started = Date.now()
  const refused = await deliver(stack, bytes)
  const took = Date.now() - started
  expect(refused.status).toBe(503)
  expect(took).toBeLessThan(1_200)
  expect(refused.json).toMatchObject({ type: 'urn:assent:store:busy' })
  other.exec('ROLLBACK')
  expect((await deliver(stack, bytes)).status).toBe(200)
  await stack.quiet()
  const [person] = await stack.api.contacts()
  expect(person?.consents[0]?.state).toBe('opted_out')
})
