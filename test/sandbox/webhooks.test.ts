import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { groupIntoPosts, retryDelayMs, shuffle } from '../../src/sandbox/webhook-loop.ts'
import type { QueuedWebhook } from '../../src/sandbox/webhook-queue.ts'
import {
  contactsOf,
  customer,
  eventually,
  messagesOf,
  metaNumber,
  signatureOf,
  standingClock,
  startPair,
  startReceiver,
  startSandbox,
  statusesOf,
  template,
  text,
  wamidOf,
} from './support.ts'

describe('webhooks', () => {
  it('are signed over the raw bytes, which are escaped to ASCII', async () => {
    const { sandbox, receiver } = await startPair()
    await sandbox.say(customer, { text: 'sí, ¡claro! 👍' })
    await eventually(() => expect(receiver.receipts).toHaveLength(1))
    const [receipt] = receiver.receipts
    expect(receipt?.headers['x-hub-signature-256']).toBe(signatureOf(receipt?.raw ?? Buffer.alloc(0)))
    expect(receipt?.raw.every((byte) => byte < 0x80)).toBe(true)
    expect(messagesOf(receiver)[0]).toMatchObject({ text: { body: 'sí, ¡claro! 👍' } })
  })

  it('tell sent, delivered and read in order, with the callback data and the platform time', async () => {
    const { sandbox, receiver } = await startPair()
    const answer = await sandbox.send(template({ biz_opaque_callback_data: 'req_1' }))
    await eventually(() => expect(statusesOf(receiver)).toHaveLength(3))
    const shared = {
      id: wamidOf(answer),
      timestamp: '1750000000',
      recipient_id: customer,
      recipient_user_id: expect.stringMatching(/^US\.\d+$/),
      biz_opaque_callback_data: 'req_1',
    }
    const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' }
    expect(statusesOf(receiver)).toEqual([
      { ...shared, status: 'sent', pricing },
      { ...shared, status: 'delivered', pricing },
      { ...shared, status: 'read' },
    ])
    expect(contactsOf(receiver)).toHaveLength(3)
    await eventually(async () =>
      expect((await sandbox.call('GET', '/sandbox/pending')).json).toEqual({ webhooks: 0 }),
    )
  })

  it('tell no read when the person has receipts switched off', async () => {
    const { sandbox } = await startPair({ pace: { sentMs: 0, deliveredMs: 1, readMs: 2 } })
    await sandbox.call('PUT', `/sandbox/phones/${customer}`, { reads: false })
    await sandbox.send(template())
    await eventually(async () =>
      expect((await sandbox.call('GET', '/sandbox/pending')).json).toEqual({ webhooks: 0 }),
    )
    expect(await sandbox.thread(customer)).toMatchObject([{ status: 'delivered' }])
  })

  it('tell only failed, without naming a contact, when the person is not on WhatsApp', async () => {
    const { sandbox, receiver } = await startPair()
    await sandbox.call('PUT', `/sandbox/phones/${customer}`, { reachable: false })
    await sandbox.send(template({ biz_opaque_callback_data: 'req_1' }))
    await eventually(async () =>
      expect((await sandbox.call('GET', '/sandbox/pending')).json).toEqual({ webhooks: 0 }),
    )
    expect(statusesOf(receiver)).toMatchObject([
      {
        status: 'failed',
        biz_opaque_callback_data: 'req_1',
        errors: [{ code: 131026, title: 'Message undeliverable' }],
      },
    ])
    expect(statusesOf(receiver)[0]).not.toHaveProperty('recipient_user_id')
    expect(contactsOf(receiver)).toEqual([])
    expect(await sandbox.thread(customer)).toMatchObject([{ status: 'failed', errorCode: 131026 }])
  })

  it('fail a free text outside the 24-hour window and let it through inside', async () => {
    const clock = standingClock()
    const { sandbox, receiver } = await startPair({ clock })
    await sandbox.send(text('too early'))
    await eventually(() => expect(statusesOf(receiver)).toMatchObject([{ errors: [{ code: 131047 }] }]))
    await sandbox.say(customer, { text: 'hello' })
    clock.move(24 * 3_600_000 - 1)
    await sandbox.send(text('in time'))
    await eventually(() => expect(statusesOf(receiver).at(-1)).toMatchObject({ status: 'read' }))
    clock.move(1)
    await sandbox.send(text('too late'))
    await eventually(() => expect(statusesOf(receiver).at(-1)).toMatchObject({ errors: [{ code: 131047 }] }))
  })

  it('are sent again until they are answered 2xx, and then no more', async () => {
    const { sandbox, receiver } = await startPair()
    receiver.answerWith((nth) => [500, 404, 302][nth - 1] ?? 204)
    await sandbox.say(customer, { text: 'yes' })
    await eventually(() => expect(receiver.receipts).toHaveLength(1))
    expect(receiver.tries()).toBe(4)
    await eventually(async () =>
      expect((await sandbox.call('GET', '/sandbox/pending')).json).toEqual({ webhooks: 0 }),
    )
  })

  it('are sent again when the business does not answer within five seconds', async () => {
    const receiver = await startReceiver()
    receiver.answerWith((nth) => (nth === 1 ? null : 200))
    const sandbox = await startSandbox({ numbers: [metaNumber(receiver.url)] })
    await sandbox.say(customer, { text: 'yes' })
    await eventually(() => expect(receiver.tries()).toBe(1))
    await eventually(() => expect(receiver.receipts).toHaveLength(1), 10_000)
  })

  it('survive the death of the process and a restart with the same file, as do phones, messages and misbehaviour', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    mkdirSync(join(folder, 'before'))
    const receiver = await startReceiver()
    receiver.answerWith(() => 503)
    const first = await startSandbox({
      numbers: [metaNumber(receiver.url)],
      file: join(folder, 'before', 'platform.db'),
    })
    await first.say(customer, { text: 'yes' })
    await first.send(template())
    await first.behave({ failLater: { code: 131049, times: 2 } })
    await eventually(() => expect(receiver.tries()).toBeGreaterThan(0))
    // The files as they lie there while it runs are what a kill -9 leaves behind.
    cpSync(join(folder, 'before'), join(folder, 'after'), { recursive: true })
    await first.app.close()
    expect(receiver.receipts).toEqual([])

    receiver.answerWith(() => 200)
    const file = join(folder, 'after', 'platform.db')
    const second = await startSandbox({ numbers: [metaNumber(receiver.url)], file })
    await eventually(() => expect(statusesOf(receiver)).toHaveLength(3))
    await eventually(() => expect(messagesOf(receiver)).toMatchObject([{ text: { body: 'yes' } }]))
    expect(await second.thread(customer)).toHaveLength(2)
    expect(await second.accepted()).toHaveLength(1)
    expect((await second.call('GET', '/sandbox/behaviour')).json).toEqual({
      failLater: { code: 131049, times: 2 },
    })
  })
})

describe('the webhook loop', () => {
  it('waits a quarter of a second, then twice as long, at most ten seconds', () => {
    expect([0, 1, 2, 5, 6, 40].map(retryDelayMs)).toEqual([250, 500, 1000, 8000, 10_000, 10_000])
  })

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 50 }, (_, index) => index)
    const shuffled = shuffle(items, () => 0.999)
    expect(shuffled).not.toEqual(items)
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items)
  })

  it('fills posts by number and field, and never has one lane in two posts', () => {
    const webhook = (id: number, lane: string, field: 'messages' | 'user_preferences'): QueuedWebhook => ({
      id,
      phoneNumberId: '1',
      lane,
      field,
      dueAt: 0,
      attempts: 0,
    })
    const due = [
      webhook(1, 'a', 'messages'),
      webhook(2, 'b', 'messages'),
      webhook(3, 'a', 'messages'),
      webhook(4, 'c', 'user_preferences'),
      webhook(5, 'a', 'user_preferences'),
      webhook(6, 'd', 'messages'),
      webhook(7, 'busy', 'messages'),
    ]
    const ids = (batch: number) =>
      groupIntoPosts(due, batch, new Set(['busy'])).map((post) => post.map(({ id }) => id))
    expect(ids(1)).toEqual([[1], [2], [4], [6]])
    expect(ids(10)).toEqual([[1, 2, 3, 6], [4]])
  })
})
