import { createHmac } from 'node:crypto'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import type { Clock } from '../../src/domain/clock.ts'
import { buildSandbox, type SandboxNumber, type SandboxOptions } from '../../src/sandbox/build-sandbox.ts'

const objectSchema = z.record(z.string(), z.unknown())
const objectsSchema = z.array(objectSchema)
export type Json = z.infer<typeof objectSchema>

const valueSchema = z.looseObject({
  metadata: z.object({ display_phone_number: z.string(), phone_number_id: z.string() }),
  contacts: objectsSchema.optional(),
  messages: objectsSchema.optional(),
  statuses: objectsSchema.optional(),
  user_preferences: objectsSchema.optional(),
  standby: z.object({ contacts: objectsSchema, messages: objectsSchema }).optional(),
})
const webhookSchema = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z
    .array(
      z.object({
        id: z.string(),
        changes: z.array(z.object({ field: z.string(), value: valueSchema })).min(1),
      }),
    )
    .length(1),
})

export interface Receipt {
  readonly raw: Buffer
  readonly headers: IncomingHttpHeaders
  readonly body: z.infer<typeof webhookSchema>
}

export interface Receiver {
  readonly url: string
  readonly receipts: readonly Receipt[]
  /** How many requests came, answered or not. */
  readonly tries: () => number
  /** Decides the answer to the nth request (from 1); null never answers. */
  answerWith(decide: (nth: number) => number | null): void
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = z.object({ port: z.number() }).parse(server.address() satisfies AddressInfo | string | null)
  return `http://127.0.0.1:${address.port}`
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** A business's webhook endpoint that writes down what it answers 2xx. */
export async function startReceiver(): Promise<Receiver> {
  const receipts: Receipt[] = []
  let decide: (nth: number) => number | null = () => 200
  let tries = 0
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await bytesOf(request)
    tries += 1
    const status = decide(tries)
    if (status === null) return
    if (status < 300) {
      const body = webhookSchema.parse(JSON.parse(raw.toString('utf8')))
      receipts.push({ raw, headers: request.headers, body })
    }
    response.writeHead(status).end()
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  const url = await listen(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `${url}/webhook`,
    receipts,
    tries: () => tries,
    answerWith: (next) => {
      decide = next
    },
  }
}

export const appSecret = 'the app secret'
export const signatureOf = (raw: Buffer): string =>
  `sha256=${createHmac('sha256', appSecret).update(raw).digest('hex')}`

export const metaNumber = (webhookUrl: string): SandboxNumber => ({
  provider: 'meta',
  phoneNumberId: '106540352242922',
  displayPhoneNumber: '15550783881',
  wabaId: '102290129340398',
  token: 'meta-token',
  appSecret,
  secretHeader: null,
  webhookUrl,
})
export const dialogNumber = (webhookUrl: string): SandboxNumber => ({
  provider: '360dialog',
  phoneNumberId: '987654321',
  displayPhoneNumber: '15550783882',
  wabaId: '111111111111',
  token: 'dialog-key',
  appSecret: null,
  secretHeader: { name: 'x-shop-secret', value: 'swordfish' },
  webhookUrl,
})

/** A clock that stands until it is moved. */
export function standingClock(start = 1_750_000_000_000): Clock & { move(byMs: number): void } {
  let now = start
  return {
    now: () => now,
    move: (byMs) => {
      now += byMs
    },
  }
}

let lastId = 0
const answerSchema = z.union([objectSchema, z.array(z.unknown())])

export interface Sandbox {
  readonly app: FastifyInstance
  readonly url: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  send(body: Json): Promise<Answer>
  say(phone: string, saying: Json): Promise<Answer>
  behave(behaviour: Json): Promise<Answer>
  thread(phone: string): Promise<Json[]>
  accepted(): Promise<Json[]>
}
export interface Answer {
  readonly status: number
  readonly json: Json
  readonly list: Json[]
}

/** A sandbox that listens, for the time of the test. */
export async function startSandbox(
  options: Partial<SandboxOptions> & { readonly numbers: readonly SandboxNumber[] },
): Promise<Sandbox> {
  const app = buildSandbox({
    file: ':memory:',
    clock: standingClock(),
    newId: () => `id-${++lastId}`,
    random: () => 0,
    ...options,
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => app.close())

  const call: Sandbox['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const answer = answerSchema.parse(await response.json())
    return {
      status: response.status,
      json: Array.isArray(answer) ? {} : answer,
      list: Array.isArray(answer) ? objectsSchema.parse(answer) : [],
    }
  }
  return {
    app,
    url,
    call,
    send: (body) =>
      call('POST', '/v25.0/106540352242922/messages', body, { authorization: 'Bearer meta-token' }),
    say: (phone, saying) => call('POST', `/sandbox/phones/${phone}/say`, saying),
    behave: (behaviour) => call('PUT', '/sandbox/behaviour', behaviour),
    thread: async (phone) => (await call('GET', `/sandbox/phones/${phone}/thread`)).list,
    accepted: async () => (await call('GET', '/sandbox/accepted')).list,
  }
}

/** A sandbox with one Meta number and a business that listens. */
export async function startPair(
  options: Partial<SandboxOptions> = {},
): Promise<{ sandbox: Sandbox; receiver: Receiver }> {
  const receiver = await startReceiver()
  const sandbox = await startSandbox({ numbers: [metaNumber(receiver.url)], ...options })
  return { sandbox, receiver }
}

/** Waits until the claim holds, but not for ever. */
export const eventually = <Result>(claim: () => Result | Promise<Result>, timeout = 5_000): Promise<Result> =>
  vi.waitFor(claim, { timeout, interval: 5 })

export const customer = '16505551234'
export const text = (body: string, more: Json = {}): Json => ({
  messaging_product: 'whatsapp',
  to: `+${customer}`,
  type: 'text',
  text: { body },
  ...more,
})
export const template = (more: Json = {}, components: Json[] = []): Json => ({
  messaging_product: 'whatsapp',
  to: `+${customer}`,
  type: 'template',
  template: { name: 'opt_in_request', language: { code: 'en_US' }, components },
  ...more,
})
export const buttons = (...replies: readonly (readonly [id: string, title: string])[]): Json => ({
  messaging_product: 'whatsapp',
  to: `+${customer}`,
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'May we?' },
    action: { buttons: replies.map(([id, title]) => ({ type: 'reply', reply: { id, title } })) },
  },
})

const valuesOf = ({ receipts }: Receiver) =>
  receipts.flatMap(({ body }) => body.entry.flatMap(({ changes }) => changes.map(({ value }) => value)))
export const statusesOf = (receiver: Receiver): Json[] =>
  valuesOf(receiver).flatMap(({ statuses }) => statuses ?? [])
export const messagesOf = (receiver: Receiver): Json[] =>
  valuesOf(receiver).flatMap(({ messages }) => messages ?? [])
export const preferencesOf = (receiver: Receiver): Json[] =>
  valuesOf(receiver).flatMap(({ user_preferences }) => user_preferences ?? [])
export const contactsOf = (receiver: Receiver): Json[] =>
  valuesOf(receiver).flatMap(({ contacts }) => contacts ?? [])

/** The wamid that a send's answer gives. */
export const wamidOf = ({ json }: Answer): string =>
  z.object({ messages: z.array(z.object({ id: z.string() })).length(1) }).parse(json).messages[0]?.id ?? ''
/** The platform's error code in an answer. */
export const codeOf = ({ json }: Answer): number =>
  z.object({ error: z.object({ code: z.number() }) }).parse(json).error.code
