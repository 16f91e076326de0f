import { describe, expect, it } from 'vitest'
import {
  codeOf,
  customer,
  eventually,
  messagesOf,
  startPair,
  statusesOf,
  template,
  wamidOf,
} from './support.ts'

const send = (url: string, signal: AbortSignal): Promise<Response> =>
  fetch(`${url}/v25.0/106540352242922/messages`, {
    method: 'POST',
    headers: { authorization: 'Bearer meta-token', 'content-type': 'application/json' },
    body: JSON.stringify(template()),
    signal,
  })

describe('the platform, told to misbehave,', () => {
  it('sends every webhook several times', async () => {
    const { sandbox, receiver } = await startPair()
    await sandbox.behave({ duplicate: 3 })
    await sandbox.say(customer, { text: 'yes' })
    await eventually(() => expect(receiver.receipts).toHaveLength(3))
    const bodies = new Set(receiver.receipts.map(({ raw }) => raw.toString()))
    expect(bodies.size).toBe(1)
  })

  it('sends webhooks in shuffled order', async () => {
    // The last of what is left comes first: the order is turned round.
    const { sandbox, receiver } = await startPair({ random: () => 0.999 })
    await sandbox.behave({ reorder: true })
    for (const word of ['one', 'two', 'three']) await sandbox.say(customer, { text: word })
    await eventually(() => expect(messagesOf(receiver)).toHaveLength(3))
    expect(messagesOf(receiver)).toMatchObject(['three', 'two', 'one'].map((body) => ({ text: { body } })))
  })

  it('tells read before delivered before sent when it shuffles', async () => {
    const { sandbox, receiver } = await startPair({ random: () => 0.999 })
    await sandbox.behave({ reorder: true })
    await sandbox.send(template())
    await eventually(() => expect(statusesOf(receiver)).toHaveLength(3))
    expect(statusesOf(receiver).map(({ status }) => status)).toEqual(['read', 'delivered', 'sent'])
  })

  it('puts several updates into one webhook', async () => {
    const { sandbox, receiver } = await startPair()
    await sandbox.behave({ batch: 100 })
    await sandbox.send(template())
    for (const word of ['yes', 'stop']) await sandbox.say(customer, { text: word })
    await sandbox.say('16505550000', { text: 'no' })
    await eventually(() => expect(messagesOf(receiver).length + statusesOf(receiver).length).toBe(6))
    expect(receiver.receipts.length).toBeLessThan(6)
    expect(receiver.receipts.some(({ body }) => (body.entry[0]?.changes.length ?? 0) > 1)).toBe(true)
  })

  it('sends webhooks late, and at once when it behaves again', async () => {
    const { sandbox, receiver } = await startPair()
    await sandbox.behave({ delayMs: 600_000 })
    await sandbox.say(customer, { text: 'yes' })
    expect((await sandbox.call('GET', '/sandbox/pending')).json).toEqual({ webhooks: 1 })
    expect(receiver.tries()).toBe(0)
    await sandbox.call('DELETE', '/sandbox/behaviour')
    await eventually(() => expect(messagesOf(receiver)).toHaveLength(1))
  })

  it.each([
    [130429, 429],
    [131056, 429],
    [80007, 429],
    [1, 500],
    [131000, 500],
  ])('refuses a send with %i and HTTP %i, as often as it was told', async (code, httpStatus) => {
    const { sandbox } = await startPair()
    await sandbox.behave({ sendError: { code, times: 2 } })
    for (const _ of [1, 2]) {
      const answer = await sandbox.send(template())
      expect([answer.status, codeOf(answer)]).toEqual([httpStatus, code])
    }
    expect((await sandbox.send(template())).status).toBe(200)
    expect(await sandbox.accepted()).toHaveLength(1)
    expect((await sandbox.call('GET', '/sandbox/behaviour')).json).toEqual({})
  })

  it('refuses with the HTTP status it was told, for one phone only', async () => {
    const { sandbox } = await startPair()
    await sandbox.behave({ sendError: { code: 131000, httpStatus: 503, phone: `+${customer}` } })
    expect((await sandbox.send(template({ to: '16505550000' }))).status).toBe(200)
    expect((await sandbox.send(template())).status).toBe(503)
  })

  it.each([131026, 131049, 131050, 130472])('accepts a message and then fails it with %i', async (code) => {
    const { sandbox, receiver } = await startPair()
    await sandbox.behave({ failLater: { code, times: 1 } })
    const answer = await sandbox.send(template({ biz_opaque_callback_data: 'req_1' }))
    expect(answer.status).toBe(200)
    await eventually(() => expect(statusesOf(receiver)).toHaveLength(1))
    expect(statusesOf(receiver)).toMatchObject([
      { id: wamidOf(answer), status: 'failed', biz_opaque_callback_data: 'req_1', errors: [{ code }] },
    ])
    await sandbox.send(template())
    await eventually(() => expect(statusesOf(receiver).at(-1)).toMatchObject({ status: 'read' }))
  })

  it('never answers a send that it accepted: the statuses come all the same', async () => {
    const { sandbox, receiver } = await startPair()
    await sandbox.behave({ hang: { accept: true, times: 1 } })
    const giveUp = new AbortController()
    const outcome = send(sandbox.url, giveUp.signal).then(
      () => 'answered',
      () => 'given up',
    )
    await eventually(() => expect(statusesOf(receiver)).toHaveLength(3))
    expect(await sandbox.accepted()).toHaveLength(1)
    giveUp.abort()
    expect(await outcome).toBe('given up')
    expect((await sandbox.send(template())).status).toBe(200)
  })

  it('loses a send without an answer, and can still be closed', async () => {
    const { sandbox } = await startPair()
    await sandbox.behave({ hang: { accept: false, times: 1 } })
    const outcome = send(sandbox.url, new AbortController().signal).then(
      () => 'answered',
      () => 'cut',
    )
    // The one time is used up when the send has come in.
    await eventually(async () => expect((await sandbox.call('GET', '/sandbox/behaviour')).json).toEqual({}))
    expect(await sandbox.accepted()).toEqual([])
    await sandbox.app.close()
    expect(await outcome).toBe('cut')
  })

  it('keeps some statuses to itself', async () => {
    const { sandbox, receiver } = await startPair()
    await sandbox.behave({ dropStatuses: ['sent', 'delivered'] })
    await sandbox.send(template())
    await eventually(() => expect(statusesOf(receiver)).toMatchObject([{ status: 'read' }]))
  })

  it('understands no misbehaviour it was not made for', async () => {
    const { sandbox } = await startPair()
    expect((await sandbox.behave({ duplicates: 2 })).status).toBe(400)
    expect((await sandbox.behave({ sendError: { code: 1, phone: 'x' } })).status).toBe(400)
  })
})
