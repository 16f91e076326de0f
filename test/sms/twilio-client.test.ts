import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import type { Outgoing, Provider } from '../../src/app/ports.ts'
import { twilioClient } from '../../src/sms/twilio-client.ts'

interface Call {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly form: Record<string, string>
}
type Reply = (response: ServerResponse) => void

const clientFor = (apiUrl: string, from = '+15550100002'): Provider =>
  twilioClient({
    id: 'texts',
    apiUrl,
    accountSid: 'AC1',
    authTokens: ['the-token', 'the-old-token'],
    from,
    publicUrl: 'https://consent.example.com',
  })

/** A provider that writes down what it is asked and answers as it is told. */
const startProvider = async (reply: Reply, from?: string): Promise<{ client: Provider; calls: Call[] }> => {
  const calls: Call[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method, url, headers } = request
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')))
      calls.push({ method, url, headers, form })
      reply(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = z.object({ port: z.number() }).parse(server.address())
  return { client: clientFor(`http://127.0.0.1:${port}`, from), calls }
}

const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body))
const accepted = answer(201, { sid: 'SM1', status: 'queued' })
const text: Outgoing = {
  to: { phone: '+16505551234', bsuid: null },
  content: { type: 'text', rendered: 'Sunrise Bakery: Grüße & 10 % off' },
  attempt: 'msg_1.1',
}
const sendTo = async (reply: Reply, outgoing = text) => (await startProvider(reply)).client.send(outgoing)

describe('what is asked of the provider', () => {
  it('a text from the number, with our name for the attempt in the address for its statuses', async () => {
    const { client, calls } = await startProvider(accepted)
    await client.send(text)
    expect(calls).toMatchObject([{ method: 'POST', url: '/2010-04-01/Accounts/AC1/Messages.json' }])
    expect(calls[0]?.headers.authorization).toBe(`Basic ${Buffer.from('AC1:the-token').toString('base64')}`)
    expect(calls[0]?.form).toEqual({
      To: '+16505551234',
      From: '+15550100002',
      Body: 'Sunrise Bakery: Grüße & 10 % off',
      StatusCallback: 'https://consent.example.com/webhooks/texts?attempt=msg_1.1',
    })
  })

  it('a messaging service in the place of the number', async () => {
    const service = `MG${'a'.repeat(32)}`
    const { client, calls } = await startProvider(accepted, service)
    await client.send(text)
    expect(calls[0]?.form).toMatchObject({ MessagingServiceSid: service })
    expect(calls[0]?.form).not.toHaveProperty('From')
  })

  it('buttons and rows as lines that can be typed back', async () => {
    const { client, calls } = await startProvider(accepted)
    const buttons = [
      { label: 'Stop all', payload: 'assent:req_1:stop_all' },
      { label: 'Keep them', payload: 'assent:req_1:keep' },
    ]
    await client.send({ ...text, content: { type: 'buttons', rendered: 'Should we stop?', buttons } })
    const rows = [{ title: 'offers', description: 'on', payload: 'assent:category:marketing:off' }]
    await client.send({ ...text, content: { type: 'list', rendered: 'Choose.', open: 'Open', rows } })
    expect(calls.map(({ form }) => form.Body)).toEqual([
      'Should we stop?\n· Stop all\n· Keep them',
      'Choose.\n· offers: on',
    ])
  })

  it('whether the credentials are good, at the account’s own address', async () => {
    const { client, calls } = await startProvider(answer(200, { sid: 'AC1', status: 'active' }))
    expect(await client.check()).toBeNull()
    expect(calls).toMatchObject([{ method: 'GET', url: '/2010-04-01/Accounts/AC1.json' }])
    const refusing = await startProvider(answer(401, { code: 20003, message: 'Authenticate', status: 401 }))
    expect(await refusing.client.check()).toBe('refused with code 20003: Authenticate')
    expect(await clientFor('http://127.0.0.1:1').check()).toBe('not reachable (ECONNREFUSED)')
  })
})

describe('what becomes of it', () => {
  it('accepted, with its id', async () => {
    expect(await sendTo(accepted)).toEqual({ outcome: 'accepted', wamid: 'SM1', waId: null, bsuid: null })
  })

  it('refused, with the code', async () => {
    const body = { code: 21211, message: "Invalid 'To' Phone Number", status: 400 }
    expect(await sendTo(answer(400, body))).toEqual({
      outcome: 'refused',
      code: 21211,
      details: "Invalid 'To' Phone Number",
      retryAfterMs: null,
    })
  })

  it('refused for its rate, with the time to wait', async () => {
    const body = { code: 20429, message: 'Too Many Requests', status: 429 }
    expect(await sendTo(answer(429, body, { 'retry-after': '7' }))).toMatchObject({
      outcome: 'refused',
      code: 20429,
      retryAfterMs: 7_000,
    })
    expect(await sendTo(answer(429, 'slow down'))).toMatchObject({ outcome: 'refused', code: 20429 })
  })

  it('refused for its credentials, also where the body says nothing', async () => {
    expect(await sendTo(answer(401, ''))).toMatchObject({ outcome: 'refused', code: 20003 })
  })

  it('unknown when it was accepted without an id', async () => {
    expect(await sendTo(answer(201, { status: 'queued' }))).toMatchObject({ outcome: 'unknown' })
    expect(await sendTo(answer(201, 'no JSON'))).toMatchObject({ outcome: 'unknown' })
  })

  it('unknown when the provider breaks after it had the message', async () => {
    expect(await sendTo(answer(500, {}))).toEqual({ outcome: 'unknown', why: 'HTTP 500' })
    expect(await sendTo(answer(503, {}))).toEqual({ outcome: 'unknown', why: 'HTTP 503' })
    expect(await sendTo((response) => void response.destroy())).toMatchObject({ outcome: 'unknown' })
  })

  it('unknown when no answer comes', async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal)
    const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(50))
    onTestFinished(() => spy.mockRestore())
    expect(await sendTo(() => undefined)).toMatchObject({ outcome: 'unknown' })
  })

  it('not sent when nobody is there', async () => {
    expect(await clientFor('http://127.0.0.1:1').send(text)).toEqual({
      outcome: 'not_sent',
      why: 'ECONNREFUSED',
    })
  })
})
