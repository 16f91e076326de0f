import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { buildStack, type Stack } from '../support/build-stack.ts'
import { apiClient } from '../support/clients.ts'
import { readDocument } from '../support/openapi.ts'
import { testQueue } from '../support/start-stack.ts'
import { call } from '../support/wire.ts'

const operatorKey = 'the-key-of-the-operator-of-the-tests'
let stack: Stack
beforeAll(async () => {
  stack = await buildStack({ ...(await testQueue()), apiKey: operatorKey })
})
afterAll(() => stack.close())

const made = z.looseObject({ id: z.string(), secret: z.string() })
const newKey = async (scopes: string[]) => {
  const answer = await stack.api.call('POST', '/v1/keys', { name: scopes.join(' '), scopes })
  expect(answer.status, answer.text).toBe(201)
  return made.parse(answer.json)
}

it('a key may do what its scopes say, and nothing else, for every operation', async () => {
  const document = readDocument(await (await fetch(`${stack.url}/openapi.json`)).json())
  const wrong: string[] = []
  for (const scope of ['read', 'write', 'send', 'admin']) {
    const { secret } = await newKey([scope])
    for (const operation of document.operations) {
      const { description, method, operationId, requestBody, path: pattern } = operation
      const needed = /Needs the scope `(\w+)`/.exec(description)?.[1]
      const isJson = requestBody && 'application/json' in requestBody.content
      const path = pattern.replace('{id}', 'nobody')
      // Who may call is asked before what the call says.
      const body = isJson ? {} : undefined
      const headers = { authorization: `Bearer ${secret}` }
      const answer = await call(method.toUpperCase(), `${stack.url}${path}`, body, headers)
      const isAllowed = scope === needed || scope === 'admin'
      if (isAllowed === (answer.status === 403)) wrong.push(`${scope}: ${operationId} ${answer.status}`)
      if (answer.status === 403 && !isAllowed)
        expect(answer.json).toMatchObject({
          type: 'urn:assent:auth:scope',
          scope: needed,
          field: 'authorization',
        })
    }
  }
  expect(wrong).toEqual([])
}, 60_000)

it('a key with several scopes may do all of them', async () => {
  const { secret } = await newKey(['read', 'write'])
  const api = apiClient(stack.url, secret)
  const { id } = await api.addContact({ phone: '+14155558001' })
  expect((await api.contact(id)).id).toBe(id)
  expect((await api.call('POST', `/v1/contacts/${id}/requests`, { categories: ['marketing'] })).status).toBe(
    403,
  )
  expect((await api.call('GET', '/v1/keys')).status).toBe(403)
})

it('a key is kept as its hash alone, and shown once', async () => {
  const { id, secret } = await newKey(['read'])
  const [row] = stack.rows(`select hash from api_keys where id = '${id}'`)
  expect(row).toEqual({ hash: createHash('sha256').update(secret).digest('hex') })
  const listed = await stack.api.call('GET', '/v1/keys')
  expect(listed.text).toContain(id)
  expect(listed.text).not.toContain(secret)
  const events = await stack.api.call('GET', '/v1/events?limit=200')
  expect(events.text).toContain('key.made')
  expect(events.text).not.toContain(secret)
  for (const file of readdirSync(stack.stackDir, { recursive: true, encoding: 'utf8' })) {
    if (!/sqlite|db/.test(file)) continue
    expect(readFileSync(join(stack.stackDir, file)).includes(secret), file).toBe(false)
  }
})

it('a key that is revoked opens nothing any more, at once, and cannot be revoked twice', async () => {
  const { id, secret } = await newKey(['read'])
  const headers = { authorization: `Bearer ${secret}` }
  expect((await call('GET', `${stack.url}/v1/contacts`, undefined, headers)).status).toBe(200)
  expect((await stack.api.call('DELETE', `/v1/keys/${id}`)).status).toBe(204)
  expect((await call('GET', `${stack.url}/v1/contacts`, undefined, headers)).status).toBe(401)
  expect((await stack.api.call('DELETE', `/v1/keys/${id}`)).status).toBe(404)
  const { items } = z
    .object({ items: z.array(z.looseObject({ id: z.string(), revokedAt: z.string().nullable() })) })
    .parse((await stack.api.call('GET', '/v1/keys')).json)
  expect(items.find((one) => one.id === id)?.revokedAt).not.toBeNull()
})

it('without a key, with a wrong one, or with the hash of one nobody is let in', async () => {
  const { secret } = await newKey(['admin'])
  const hash = createHash('sha256').update(secret).digest('hex')
  const tries = [
    {},
    ...['', 'Bearer ', `Bearer ${hash}`, `Bearer ${secret}x`, `bearer: ${secret}`, `Basic ${secret}`].map(
      (authorization) => ({ authorization }),
    ),
  ]
  for (const headers of tries) {
    const answer = await call('GET', `${stack.url}/v1/contacts`, undefined, headers)
    expect(answer.status, JSON.stringify(headers)).toBe(401)
    expect(answer.json).toMatchObject({ field: 'authorization' })
    expect(answer.text).not.toContain(secret)
  }
  expect((await call('GET', `${stack.url}/openapi.json`)).status).toBe(200)
})
