import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { makeKeyFor } from '../../src/commands/key.ts'
import { appSecret, buildStack, phoneNumberId, type Stack, testAccount } from '../support/build-stack.ts'
import { type Api, apiClient } from '../support/clients.ts'
import { eventually } from '../support/eventually.ts'
import { type Document, readDocument } from '../support/openapi.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { testQueue } from '../support/start-stack.ts'
import { bodyOf, bytesOf, textFrom } from '../support/webhook-body.ts'
import { postBytes, signatureOf } from '../support/wire.ts'
import { goodBody, reachablePath, shown, worldOf } from './world.ts'

const keyOf = async (business: string, scopes: string[] = ['admin']): Promise<string> =>
  (await makeKeyFor(stack.config, { business, scopes, name: 'of the tests' })).secret

const otherSecret = 'the-app-secret-of-the-other'
const otherNumber = '106540352242999'

/** A bakery and a florist in one installation, each with a number and a key of its own. */
let stack: Stack
let document: Document
let receiver: Receiver
let bakery: Api
let florist: Api

beforeAll(async () => {
  receiver = await openReceiver()
  stack = await buildStack({
    ...(await testQueue()),
    apiKey: 'the-key-of-the-operator-of-the-tests',
    environment: { ASSENT_HOOKS_TO_PRIVATE: 'yes' },
    businesses: (apiUrl) => [
      { id: 'bakery', name: 'Sunrise Bakery', accounts: [{ ...testAccount, apiUrl }] },
      {
        id: 'florist',
        name: 'Rose Florist',
        accounts: [
          { ...testAccount, id: 'roses', phoneNumberId: otherNumber, appSecrets: [otherSecret], apiUrl },
        ],
      },
    ],
  })
  document = readDocument(await (await fetch(`${stack.url}/openapi.json`)).json())
  bakery = apiClient(stack.url, await keyOf('bakery'))
  florist = apiClient(stack.url, await keyOf('florist'))
})
afterAll(async () => {
  await stack.close()
  await receiver.close()
})

const list = z.looseObject({ items: z.array(z.looseObject({})) })

/** The bakery's account and wording are none of the florist's, so these bodies name neither. */
const ownBodies: Readonly<Record<string, object>> = {
  askForConsent: { categories: ['marketing'] },
  recordStatement: { method: 'email', decision: 'opt_out', categories: ['marketing'] },
}

/** The florist sends lines of JSON. */
const sendLines = async (path: string, body: string) => {
  const headers = { ...florist.headers, 'content-type': 'application/x-ndjson' }
  const answer = await fetch(`${stack.url}${path}`, { method: 'POST', headers, body })
  const text = await answer.text()
  const json: unknown = JSON.parse(text.split('\n')[0] ?? '')
  return { status: answer.status, text, json }
}

it('every route answers 404 to an id of the other business, and changes nothing of it', async () => {
  const world = worldOf(stack, bakery, `${receiver.url}/bakery`)
  const wrong: string[] = []
  for (const operation of document.operations.filter(({ path }) => path.includes('{id}'))) {
    const { method, operationId, requestBody } = operation
    const path = await reachablePath(world, operation.path)
    const isJson = requestBody !== undefined && 'application/json' in requestBody.content
    const body = ownBodies[operationId] ?? (isJson ? await goodBody(world, operationId, path) : undefined)
    const before = stack.rows('select max(seq) as seq from ledger')
    const answer =
      requestBody && !isJson
        ? await sendLines(path, '"+14155550123"')
        : await florist.call(method.toUpperCase(), path, body)
    if (answer.status !== 404) wrong.push(`${operationId}: ${answer.status} ${answer.text}`)
    else expect(answer.json, operationId).toMatchObject({ status: 404, field: 'id' })
    await stack.quiet()
    const after = stack.rows(
      `select seq from ledger where business_id = 'florist' and seq > (select ${Object.values(before[0] ?? {})[0] ?? 0})`,
    )
    expect(after, operationId).toEqual([])
  }
  expect(wrong).toEqual([])
}, 120_000)

it('ids of the other business in a body are ids of nothing', async () => {
  const world = worldOf(stack, bakery, `${receiver.url}/bakery`)
  const theirs = await world.contact()
  const own = await florist.addContact({ phone: '+14155559001' })
  const attachment = await world.attachment()
  const paper = {
    method: 'paper',
    decision: 'opt_in',
    categories: ['marketing'],
    evidence: {
      ...shown,
      wording: 'Rose Florist sends me offers.',
      place: 'here',
      date: '2026-03-01',
      attachments: [attachment],
    },
  }
  const tries = [
    ['POST', `/v1/contacts/${own.id}/merge`, { with: theirs }, 404, 'with'],
    ['POST', `/v1/contacts/${own.id}/statements`, paper, 404, 'evidence.attachments'],
    [
      'POST',
      '/v1/messages',
      { contact: theirs, category: 'marketing', template: { name: 'a', language: 'en' } },
      404,
      'contact',
    ],
    [
      'POST',
      `/v1/contacts/${own.id}/requests`,
      { categories: ['marketing'], account: 'main' },
      404,
      'account',
    ],
    ['POST', '/v1/links', { campaign: 'a', text: 'b', account: 'main' }, 404, 'account'],
  ] as const
  for (const [method, path, body, status, field] of tries) {
    const answer = await florist.call(method, path, body)
    expect(answer.json, path).toMatchObject({ status, field })
  }
})

it('lists show what is one’s own, and nothing else', async () => {
  const world = worldOf(stack, bakery, `${receiver.url}/bakery`)
  await Promise.all([world.request(), world.link(), world.hook(), world.key()])
  await world.notice()
  // These have no ids: every business has its own, and they may well be the same.
  const withoutIds = [
    '/v1/settings',
    '/v1/policy',
    '/v1/categories',
    '/v1/templates',
    '/v1/quality',
    '/v1/quality/series',
  ]
  for (const { path, method } of document.operations) {
    if (method !== 'get' || path.includes('{id}') || withoutIds.includes(path)) continue
    const mine = list.parse((await bakery.call('GET', path)).json).items
    const others = list.parse((await florist.call('GET', path)).json).items
    expect(mine.length, path).toBeGreaterThan(0)
    const ids = new Set(mine.map(({ id }) => id))
    expect(
      others.filter(({ id }) => ids.has(id)),
      path,
    ).toEqual([])
  }
})

it('how the numbers stand and what became of the messages is one’s own', async () => {
  const accounts = async (api: Api): Promise<string[]> => {
    const { json } = await api.call('GET', '/v1/quality')
    return z
      .object({ accounts: z.array(z.looseObject({ account: z.string() })) })
      .parse(json)
      .accounts.map(({ account }) => account)
  }
  const [mine, theirs] = [await accounts(bakery), await accounts(florist)]
  expect(mine).toEqual(['main'])
  expect(theirs.filter((account) => mine.includes(account))).toEqual([])
  const release = { account: 'main', reason: 'not mine to say' }
  const answer = await florist.call('POST', '/v1/quality/controls/release', release)
  expect(answer.json).toMatchObject({ status: 404, field: 'account' })
})

it('the same person can be a contact of both, and says yes or no to each for itself', async () => {
  const phone = '+14155559002'
  const [here, there] = [await bakery.addContact({ phone }), await florist.addContact({ phone })]
  expect(here.id).not.toBe(there.id)
  const stop = { method: 'email', decision: 'opt_out', categories: ['*'] }
  expect((await bakery.call('POST', `/v1/contacts/${here.id}/statements`, stop)).status).toBe(201)
  const states = async (api: Api, id: string) => (await api.contact(id)).consents.map(({ state }) => state)
  expect(new Set(await states(bakery, here.id))).toEqual(new Set(['opted_out']))
  expect(await states(florist, there.id)).not.toContain('opted_out')
})

it('settings of the one do not hold for the other', async () => {
  const answer = await bakery.call('PATCH', '/v1/settings', { settings: { repliesAfterOptOut: false } })
  expect(answer.status).toBe(200)
  expect((await florist.call('GET', '/v1/settings')).json).toMatchObject({
    version: 0,
    settings: { repliesAfterOptOut: true },
  })
  await bakery.call('PATCH', '/v1/settings', { settings: { repliesAfterOptOut: true } })
})

it('an idempotency key of the one says nothing to the other', async () => {
  const post = async (api: 'bakery' | 'florist', name: string) => {
    const key = await keyOf(api, ['write'])
    const headers = {
      authorization: `Bearer ${key}`,
      'idempotency-key': 'the-same',
      'content-type': 'application/json',
    }
    const body = JSON.stringify({ phone: name })
    return fetch(`${stack.url}/v1/contacts`, { method: 'POST', headers, body })
  }
  expect((await post('bakery', '+14155559003')).status).toBe(201)
  const other = await post('florist', '+14155559004')
  expect(other.status).toBe(201)
  expect(other.headers.get('idempotent-replayed')).toBeNull()
})

const say = (account: string, number: string, secret: string, text: string, id: string) => {
  const at = Math.floor(stack.clock.now() / 1_000)
  const bytes = bytesOf(bodyOf([textFrom('14155559005', text, id, at)], number))
  return postBytes(`${stack.url}/webhooks/${account}`, bytes, {
    'x-hub-signature-256': signatureOf(bytes, secret),
  })
}

it('a webhook of one’s account never touches the other, whatever secret or number it names', async () => {
  const phone = '+14155559005'
  const here = await bakery.addContact({ phone })
  const there = await florist.addContact({ phone })
  // Signed by the other's secret.
  expect((await say('roses', otherNumber, appSecret, 'stop', 'wamid.1')).status).toBe(401)
  expect((await say('main', phoneNumberId, otherSecret, 'stop', 'wamid.2')).status).toBe(401)
  // Rightly signed, but the body names the number of the other.
  expect((await say('roses', phoneNumberId, otherSecret, 'stop', 'wamid.3')).status).toBe(200)
  await stack.inboxEmpty()
  const states = async (api: Api, id: string) => (await api.contact(id)).consents.map(({ state }) => state)
  expect(await states(bakery, here.id)).not.toContain('opted_out')
  expect(await states(florist, there.id)).not.toContain('opted_out')
  expect((await say('roses', otherNumber, otherSecret, 'stop', 'wamid.4')).status).toBe(200)
  await eventually(async () => expect(await states(florist, there.id)).toContain('opted_out'))
  expect(await states(bakery, here.id)).not.toContain('opted_out')
})

it('hooks hear of their own business alone', async () => {
  const hook = await florist.call('POST', '/v1/hooks', { url: `${receiver.url}/florist` })
  expect(hook.status).toBe(201)
  await bakery.addContact({ phone: '+14155559006', name: 'Ana' })
  const own = await florist.addContact({ phone: '+14155559007' })
  await eventually(() =>
    expect(
      receiver
        .to('/florist')
        .map(({ body }) => body)
        .join(),
    ).toContain(own.id),
  )
  await stack.sweep()
  for (const { json } of receiver.to('/florist'))
    expect(json).toMatchObject({ data: { business: 'florist' } })
})

it('a key for a business that is not there is refused, with those that are', async () => {
  await expect(keyOf('butcher')).rejects.toThrow(/known: bakery, florist/)
  await expect(keyOf('bakery', ['everything'])).rejects.toThrow(/read, write, send, admin/)
})

it('nobody of the other business comes into a campaign', async () => {
  const world = worldOf(stack, bakery, `${receiver.url}/bakery`)
  const theirs = await world.contact()
  const { phone } = await bakery.contact(theirs)
  const made = await florist.call('POST', '/v1/campaigns', {
    name: 'Roses',
    category: 'marketing',
    text: 'Roses are here.',
  })
  const { id } = z.looseObject({ id: z.string() }).parse(made.json)
  const { text } = await sendLines(
    `/v1/campaigns/${id}/audience`,
    `${JSON.stringify(theirs)}\n${JSON.stringify(phone)}`,
  )
  const lines = text.trim().split('\n')
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ summary: { lines: 2, added: 0, unknown: 2 } })
  const everybody = await sendLines(`/v1/campaigns/${id}/audience/consented`, '')
  expect(everybody.text).toContain('{"summary":{"added":0,"already":0}}')
})
