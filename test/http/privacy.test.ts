import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { makeKeyFor } from '../../src/commands/key.ts'
import { accessToken, appSecret, buildStack, type Stack, testAccount } from '../support/build-stack.ts'
import { type Api, apiClient } from '../support/clients.ts'
import { readDocument } from '../support/openapi.ts'
import { queuePayloads } from '../support/queue-payloads.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { testQueue } from '../support/start-stack.ts'
import type { Json } from '../support/wire.ts'

/** Words that stand for what must stay where it belongs. */
const phone = '14155559753'
const otherPhone = '14155559754'
const canaries = [
  phone,
  phone.slice(1),
  otherPhone,
  'Zebedee',
  'kingfisher',
  '203.0.113.77',
  'Mozilla-kingfisher',
  'KINGFISHER13491208655',
  accessToken,
  appSecret,
  'the-verify-token',
  'canary-api-key',
  'canary-idempotency',
] as const

let stack: Stack
let receiver: Receiver
let bakery: Api
let florist: Api
const secrets: string[] = []
/** Whatever the florist is answered while it knocks at the bakery's doors. */
const answersToOthers: string[] = []

beforeAll(async () => {
  receiver = await openReceiver()
  stack = await buildStack({
    ...(await testQueue()),
    apiKey: 'canary-api-key-of-the-tests',
    logLevel: 'debug',
    environment: { ASSENT_HOOKS_TO_PRIVATE: 'yes' },
    businesses: (apiUrl) => [
      { id: 'bakery', name: 'Sunrise Bakery', accounts: [{ ...testAccount, apiUrl }] },
      {
        id: 'florist',
        name: 'Rose Florist',
        accounts: [{ ...testAccount, id: 'roses', phoneNumberId: '106540352242999', apiUrl }],
      },
    ],
  })
  const keyOf = async (business: string): Promise<string> => {
    const { secret } = await makeKeyFor(stack.config, { business, scopes: ['admin'], name: 'of the tests' })
    secrets.push(secret)
    return secret
  }
  bakery = apiClient(stack.url, await keyOf('bakery'))
  florist = apiClient(stack.url, await keyOf('florist'))
})
afterAll(async () => {
  await stack.close()
  await receiver.close()
})

const withId = z.looseObject({ id: z.string() })

const send = async (path: string, body: unknown, method = 'POST'): Promise<string> => {
  const answer = await bakery.call(method, path, body)
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
  return withId.safeParse(answer.json).data?.id ?? ''
}

const wording = 'I, Zebedee, agree that Sunrise Bakery sends me kingfisher offers.'
const evidence: Json = {
  wording,
  language: 'en',
  version: 'kingfisher-1',
  page: 'https://kingfisher.example/form',
  ip: '203.0.113.77',
  userAgent: 'Mozilla-kingfisher',
  place: 'the kingfisher inn',
  date: '2026-03-01',
  document: 'kingfisher-17',
  callId: 'CA-kingfisher',
  digits: '1',
  origin: 'the kingfisher list',
  note: 'Zebedee said so',
}

/** Goes through every road that takes something of a person or a secret. */
const everyRoad = async (): Promise<string[]> => {
  const contact = await send('/v1/contacts', {
    name: 'Zebedee',
    phone: `+${phone}`,
    bsuid: 'US.KINGFISHER13491208655',
  })
  await send(`/v1/contacts/${contact}`, { name: 'Zebedee Kingfisher' }, 'PATCH')
  const picture = await fetch(`${stack.url}/v1/attachments`, {
    method: 'POST',
    headers: { ...bakery.headers, 'content-type': 'text/plain', 'idempotency-key': 'canary-idempotency' },
    body: 'a kingfisher, signed Zebedee',
  })
  const attachment = withId.parse(await picture.json()).id
  const hook = await bakery.call('POST', '/v1/hooks', { url: `${receiver.url}/kingfisher?token=Zebedee` })
  const made = z.looseObject({ id: z.string(), secret: z.string() }).parse(hook.json)
  const rotated = await bakery.call('POST', `/v1/hooks/${made.id}/rotate`)
  secrets.push(made.secret, z.object({ secret: z.string() }).parse(rotated.json).secret)
  const dead = await send('/v1/hooks', { url: 'http://127.0.0.1:9/kingfisher?token=Zebedee' })
  const key = await bakery.call('POST', '/v1/keys', { name: 'Zebedee', scopes: ['read'] })
  const keyMade = z.looseObject({ id: z.string(), secret: z.string() }).parse(key.json)
  secrets.push(keyMade.secret)
  const paper = {
    method: 'paper',
    decision: 'opt_in',
    categories: ['marketing'],
    evidence: { ...evidence, attachments: [attachment] },
  }
  await send(`/v1/contacts/${contact}/statements`, paper)
  const template = {
    name: 'kingfisher',
    language: 'en',
    variables: { name: 'Zebedee' },
    shown: 'Dear Zebedee',
  }
  const message = await send('/v1/messages', { contact, category: 'marketing', template })
  const request = await send(`/v1/contacts/${contact}/requests`, { categories: ['utility'] })
  await send('/v1/forms', { phone: `+${otherPhone}`, name: 'Zebedee', categories: ['marketing'], evidence })
  await send('/v1/calls', {
    phone: `+${otherPhone}`,
    callId: 'CA-kingfisher',
    digits: '1',
    categories: ['utility'],
    wording,
    language: 'en',
    version: 'kingfisher',
  })
  await send('/v1/imports', {
    records: [
      { phone: `+${otherPhone}`, name: 'Zebedee', decision: 'opt_out', categories: ['*'], evidence },
      { phone: 'kingfisher', decision: 'opt_out', categories: ['*'] },
    ],
  })
  const link = await send('/v1/links', { campaign: 'kingfisher', text: 'Zebedee asks' })
  await send(
    '/v1/settings',
    { settings: { words: { optOut: [{ language: 'en', words: ['kingfisher away'] }] } } },
    'PATCH',
  )
  await fetch(`${stack.url}/forms/bakery?lang=en`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Mozilla-kingfisher' },
    body: new URLSearchParams({ phone: `+${otherPhone}`, name: 'Zebedee', category: 'marketing' }).toString(),
  })
  const other = await send('/v1/contacts', { name: 'Zebedee', phone: '+14155559755' })
  await send(`/v1/contacts/${contact}/merge`, { with: other })
  await send(`/v1/contacts/${contact}/split`, {
    identities: [{ kind: 'phone', value: '+14155559755' }],
    name: 'Zebedee',
  })
  await send(`/v1/contacts/${contact}/number`, { phone: '+14155559756' })
  await stack.sandbox.say('14155559756', { text: 'stop the kingfisher, says Zebedee' })
  return [contact, attachment, made.id, dead, keyMade.id, message, request, link]
}

/** Calls that are wrong in every way that quotes what was wrong. */
const wrongCalls = async (): Promise<void> => {
  for (const body of [
    { phone: 'kingfisher', name: 'Zebedee' },
    { phone: `+${phone}`, kingfisher: 'Zebedee' },
    { phone: `+${phone}`, timeZone: 'Zebedee/kingfisher' },
    { bsuid: 'kingfisher' },
  ])
    await bakery.call('POST', '/v1/contacts', body)
  for (const [type, body] of [
    ['application/json', '{"name": "Zebedee kingfisher'],
    ['text/kingfisher', 'Zebedee'],
  ] as const)
    await fetch(`${stack.url}/v1/contacts`, {
      method: 'POST',
      headers: { ...bakery.headers, 'content-type': type },
      body,
    })
  await bakery.call('GET', '/v1/contacts/kingfisher%00?at=Zebedee')
  await bakery.call('GET', `/v1/kingfisher/${phone}`)
  await fetch(`${stack.url}/v1/contacts`, { headers: { authorization: 'Bearer kingfisher' } })
  await fetch(`${stack.url}/webhooks/kingfisher`, { method: 'POST', body: 'Zebedee' })
  await fetch(`${stack.url}/webhooks/main`, { method: 'POST', body: 'Zebedee' })
}

it('nothing of a person and no secret gets into the log, the queue, or an answer to somebody else', async () => {
  const ids = await everyRoad()
  await stack.stopWork()
  await bakery.addContact({ name: 'Zebedee', phone: '+14155559757' })
  await wrongCalls()
  const payloads = await queuePayloads(stack.config.redisUrl, stack.config.queuePrefix)
  await stack.startWork()
  await stack.sweep()
  await stack.quiet()

  // The florist asks for everything of the bakery's, by its right ids and by its numbers.
  const document = readDocument(await (await fetch(`${stack.url}/openapi.json`)).json())
  for (const { path, method } of document.operations)
    for (const id of path.includes('{id}') ? ids : ['']) {
      const answer = await florist.call(
        method.toUpperCase(),
        path.replace('{id}', id),
        method === 'get' ? undefined : {},
      )
      answersToOthers.push(answer.text)
    }
  const taken = await florist.call('POST', '/v1/contacts', { phone: '+14155559756' })
  expect(taken.status).toBe(201)

  expect(stack.lines.length).toBeGreaterThan(20)
  if (stack.config.redisUrl) expect(payloads.length).toBeGreaterThan(1)
  const found: string[] = []
  for (const canary of [...canaries, ...secrets, ...secrets.map((secret) => secret.replace('whsec_', ''))]) {
    const places: Readonly<Record<string, readonly string[]>> = {
      log: stack.lines,
      queue: payloads,
      answer: answersToOthers,
    }
    for (const [place, texts] of Object.entries(places)) {
      const leak = texts.find((text) => text.toLowerCase().includes(canary.toLowerCase()))
      if (leak !== undefined) found.push(`${canary} in ${place}: ${leak.slice(0, 300)}`)
    }
  }
  expect(found).toEqual([])
  // The words did arrive where they belong.
  expect(receiver.calls.length).toBeGreaterThan(10)
}, 60_000)
