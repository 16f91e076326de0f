import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import type { Outgoing, Provider } from '../../src/app/ports.ts'
import { cloudClient } from '../../src/whatsapp/cloud-client.ts'

interface Call {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}
type Reply = (response: ServerResponse) => void

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return z.object({ port: z.number() }).parse(server.address() satisfies AddressInfo | string | null).port
}

const clientFor = (baseUrl: string): Provider =>
  cloudClient({
    baseUrl,
    messagesPath: '/v25.0/5/messages',
    checkPath: '/v25.0/5?fields=quality_rating',
    lookPath: '/v25.0/1?fields=quality_rating',
    headers: { authorization: 'Bearer a token' },
  })

/** A platform that writes down what it is asked and answers as it is told. */
const startPlatform = async (reply: Reply): Promise<{ client: Provider; calls: Call[] }> => {
  const calls: Call[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method, url, headers } = request
      const text = Buffer.concat(chunks).toString('utf8')
      calls.push({ method, url, headers, body: text ? JSON.parse(text) : null })
      reply(response)
    })
  })
  const port = await listen(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { client: clientFor(`http://127.0.0.1:${port}`), calls }
}

const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body))
const accepted = answer(200, {
  messaging_product: 'whatsapp',
  contacts: [{ input: '+16505551234', wa_id: '16505551234' }],
  messages: [{ id: 'wamid.1', message_status: 'accepted' }],
})
const error = (code: number, details?: string) => ({
  error: {
    message: `(#${code}) refused`,
    type: 'OAuthException',
    code,
    ...(details ? { error_data: { details } } : {}),
  },
})

const text: Outgoing = {
  to: { phone: '+16505551234', bsuid: null },
  content: { type: 'text', rendered: 'Done.' },
  attempt: 'msg_1.1',
}
const sendTo = async (reply: Reply, outgoing = text) => (await startPlatform(reply)).client.send(outgoing)

/** Lets nobody wait: every deadline is this short. */
const shortDeadline = (ms: number): void => {
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(ms))
  onTestFinished(() => spy.mockRestore())
}

describe('what is asked of the platform', () => {
  it('a text, with our name for the attempt and the credentials', async () => {
    const { client, calls } = await startPlatform(accepted)
    await client.send(text)
    expect(calls).toMatchObject([
      { method: 'POST', url: '/v25.0/5/messages', headers: { authorization: 'Bearer a token' } },
    ])
    expect(calls[0]?.body).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+16505551234',
      biz_opaque_callback_data: 'msg_1.1',
      type: 'text',
      text: { body: 'Done.', preview_url: false },
    })
  })

  it('a template, with named variables and the payloads of its buttons', async () => {
    const { client, calls } = await startPlatform(accepted)
    await client.send({
      ...text,
      content: {
        type: 'template',
        name: 'opt_in',
        language: 'en_US',
        variables: [{ name: 'business', value: 'Sunrise Bakery' }],
        payloads: ['assent:req_1:yes', 'assent:req_1:no'],
        rendered: 'not for the wire',
      },
    })
    expect(calls[0]?.body).toMatchObject({
      type: 'template',
      template: {
        name: 'opt_in',
        language: { code: 'en_US' },
        components: [
          {
            type: 'body',
            parameters: [{ type: 'text', parameter_name: 'business', text: 'Sunrise Bakery' }],
          },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: '0',
            parameters: [{ type: 'payload', payload: 'assent:req_1:yes' }],
          },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: '1',
            parameters: [{ type: 'payload', payload: 'assent:req_1:no' }],
          },
        ],
      },
    })
    expect(JSON.stringify(calls[0]?.body)).not.toContain('not for the wire')
  })

  it('buttons, each with its payload', async () => {
    const { client, calls } = await startPlatform(accepted)
    const buttons = [{ payload: 'assent:req_1:keep', label: 'Keep everything' }]
    await client.send({ ...text, content: { type: 'buttons', rendered: 'Should we stop?', buttons } })
    expect(calls[0]?.body).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Should we stop?' },
        action: {
          buttons: [{ type: 'reply', reply: { id: 'assent:req_1:keep', title: 'Keep everything' } }],
        },
      },
    })
  })

  it('a list, in one section', async () => {
    const { client, calls } = await startPlatform(accepted)
    const rows = [{ payload: 'assent:category:marketing:off', title: 'offers', description: 'On.' }]
    await client.send({ ...text, content: { type: 'list', rendered: 'Choose.', open: 'Open', rows } })
    expect(calls[0]?.body).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'Choose.' },
        action: {
          button: 'Open',
          sections: [
            { rows: [{ id: 'assent:category:marketing:off', title: 'offers', description: 'On.' }] },
          ],
        },
      },
    })
  })

  it('a phone goes into `to`, a business-scoped id into `recipient`, and never both', async () => {
    const { client, calls } = await startPlatform(accepted)
    await client.send({ ...text, to: { phone: '+16505551234', bsuid: 'US.1' } })
    await client.send({ ...text, to: { phone: null, bsuid: 'US.1' } })
    const [byPhone, byId] = calls.map(({ body }) => body)
    expect(byPhone).toMatchObject({ to: '+16505551234' })
    expect(byPhone).not.toHaveProperty('recipient')
    expect(byId).toMatchObject({ recipient: 'US.1' })
    expect(byId).not.toHaveProperty('to')
  })
})

describe('what its answer means', () => {
  it('accepted, with the ids that it tells', async () => {
    expect(await sendTo(accepted)).toEqual({
      outcome: 'accepted',
      wamid: 'wamid.1',
      waId: '16505551234',
      bsuid: null,
    })
    const byId = { contacts: [{ input: 'US.1', user_id: 'US.1' }], messages: [{ id: 'wamid.2' }] }
    expect(await sendTo(answer(200, byId))).toMatchObject({ wamid: 'wamid.2', waId: null, bsuid: 'US.1' })
  })

  it.each([{}, { messages: [] }, { messages: [{ id: '' }] }, { messages: [{}] }, 'OK', '<html>'])(
    'accepted without an id is an unknown fate: %o',
    async (body) => {
      expect(await sendTo(answer(200, body))).toEqual({
        outcome: 'unknown',
        why: 'accepted without a message id',
      })
    },
  )

  it('refused with a code, whatever the HTTP status', async () => {
    for (const status of [400, 401, 403, 404, 500, 503]) {
      expect(await sendTo(answer(status, error(131026, 'Message undeliverable')))).toEqual({
        outcome: 'refused',
        code: 131026,
        details: 'Message undeliverable',
        retryAfterMs: null,
      })
    }
    expect(await sendTo(answer(400, error(100)))).toMatchObject({ code: 100, details: '(#100) refused' })
  })

  it('how long to wait, where it says so in seconds', async () => {
    const limited = error(130429)
    expect(await sendTo(answer(429, limited, { 'retry-after': '30' }))).toMatchObject({
      retryAfterMs: 30_000,
    })
    for (const after of ['soon', '-1', '0', 'Wed, 21 Oct 2026 07:28:00 GMT']) {
      expect(await sendTo(answer(429, limited, { 'retry-after': after }))).toMatchObject({
        retryAfterMs: null,
      })
    }
  })

  it('refused without a code: by the HTTP status', async () => {
    expect(await sendTo(answer(401, ''))).toMatchObject({ outcome: 'refused', code: 190 })
    expect(await sendTo(answer(403, '<html>'))).toMatchObject({ outcome: 'refused', code: 190 })
    expect(await sendTo(answer(429, '', { 'retry-after': '7' }))).toMatchObject({
      outcome: 'refused',
      code: 80007,
      retryAfterMs: 7_000,
    })
    expect(await sendTo(answer(404, ''))).toMatchObject({ outcome: 'refused', code: -404 })
  })

  it.each([500, 502, 503, 504])(
    "HTTP %i without a code is a gateway's word: an unknown fate",
    async (status) => {
      expect(await sendTo(answer(status, '<html>bad gateway</html>'))).toEqual({
        outcome: 'unknown',
        why: `HTTP ${status}`,
      })
    },
  )

  it('a redirect is not followed, and the credentials stay here', async () => {
    const elsewhere = await startPlatform(accepted)
    const port = await (async () => {
      const server = createServer((_, response) => response.end())
      onTestFinished(() => void server.close())
      return listen(server)
    })()
    const sent = await sendTo(answer(307, '', { location: `http://127.0.0.1:${port}/messages` }))
    expect(sent.outcome).not.toBe('accepted')
    expect(elsewhere.calls).toEqual([])
  })
})

describe('when no answer comes', () => {
  it('and nobody listens, it certainly never left', async () => {
    const server = createServer()
    const port = await listen(server)
    await new Promise((resolve) => server.close(resolve))
    const sent = await clientFor(`http://127.0.0.1:${port}`).send(text)
    expect(sent).toEqual({ outcome: 'not_sent', why: 'ECONNREFUSED' })
  })

  it('and there is no such host, it certainly never left', async () => {
    const sent = await clientFor('http://nowhere.invalid').send(text)
    expect(sent.outcome).toBe('not_sent')
  })

  it('because the connection was cut after the request, nobody knows', async () => {
    expect((await sendTo((response) => response.destroy())).outcome).toBe('unknown')
  })

  it('because it was cut in the middle of the answer, nobody knows', async () => {
    const half: Reply = (response) => {
      response.writeHead(200, { 'content-length': '500' }).write('{"messages":[')
      setTimeout(() => response.destroy(), 20)
    }
    expect((await sendTo(half)).outcome).toBe('unknown')
  })

  it('in time, nobody knows', async () => {
    shortDeadline(100)
    expect((await sendTo(() => {})).outcome).toBe('unknown')
  })

  it('in time because it drips, nobody knows: the deadline is for the whole answer', async () => {
    shortDeadline(200)
    const drip: Reply = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(timer))
    }
    expect((await sendTo(drip)).outcome).toBe('unknown')
  })

  it('because it is endless, nobody knows', async () => {
    expect((await sendTo(answer(200, ' '.repeat(1_500_000)))).outcome).toBe('unknown')
  })
})

describe('the check of the credentials', () => {
  it('is content when they work', async () => {
    const { client, calls } = await startPlatform(answer(200, { quality_rating: 'GREEN' }))
    expect(await client.check()).toBeNull()
    expect(calls).toMatchObject([{ method: 'GET', url: '/v25.0/5?fields=quality_rating' }])
  })

  it('says in plain words what is wrong', async () => {
    const refused = await startPlatform(answer(401, error(190, 'the token has expired')))
    expect(await refused.client.check()).toBe('refused with code 190: the token has expired')
    const broken = await startPlatform(answer(502, ''))
    expect(await broken.client.check()).toBe('not reachable (HTTP 502)')
    expect(await clientFor('http://127.0.0.1:1').check()).toBe('not reachable (ECONNREFUSED)')
  })
})
