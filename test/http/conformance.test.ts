import { connect } from 'node:net'
import { Validator } from '@seriousme/openapi-schema-validator'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildStack, type Stack, testAccount } from '../support/build-stack.ts'
import {
  type Document,
  type HttpAnswer,
  type Operation,
  readDocument,
  type SchemaNode,
} from '../support/openapi.ts'
import { testQueue } from '../support/start-stack.ts'
import { objectSchema } from '../support/wire.ts'
import { goodBody, reachablePath, type World, worldOf } from './world.ts'

/** Drives the API from its own document, as somebody who has nothing else. */
let stack: Stack
let api: Document
let world: World
let raw: unknown

beforeAll(async () => {
  stack = await buildStack({
    ...(await testQueue()),
    // Templates are handed in on an account of its own: the gate would go by the state of its templates.
    accounts: (apiUrl) => [
      { ...testAccount, apiUrl },
      {
        ...testAccount,
        id: 'linked',
        phoneNumberId: '106540352242998',
        apiUrl,
        businessAccountId: '102290129340398',
      },
    ],
  })
  world = worldOf(stack)
  raw = await (await fetch(`${stack.url}/openapi.json`)).json()
  api = readDocument(raw)
})
afterAll(() => stack.close())

const send = async (
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<HttpAnswer> => {
  const response = await fetch(`${stack.url}${path}`, {
    method: method.toUpperCase(),
    headers,
    ...(body === undefined ? {} : { body }),
  })
  const contentType = response.headers.get('content-type') ?? ''
  return { status: response.status, contentType, text: await response.text() }
}

const json = { 'content-type': 'application/json' }
const sendJson = (method: string, path: string, body: unknown): Promise<HttpAnswer> =>
  send(method, path, JSON.stringify(body), json)

/** The fields that a problem names. */
const fieldsOf = (answer: HttpAnswer): string[] => {
  const problem: unknown = JSON.parse(answer.text)
  const { field, errors } = objectSchema.parse(problem)
  const all = Array.isArray(errors) ? errors.map((one) => objectSchema.parse(one).field) : []
  return [field, ...all].filter((one) => typeof one === 'string')
}

/** What is wrong with how a bad call was answered; null when all is as it should be. */
const complaint = (operation: Operation, answer: HttpAnswer, field: string | null): string | null => {
  if (answer.status < 400 || answer.status >= 500)
    return `answered ${answer.status} ${answer.text.slice(0, 200)}`
  if (!answer.contentType.startsWith('application/problem+json')) return `is ${answer.contentType}`
  try {
    api.mustBeDocumented(operation, answer)
  } catch (error) {
    return String(error)
  }
  const named = fieldsOf(answer)
  if (named.length === 0) return `names no field: ${answer.text}`
  const isNamed = named.some((one) => field === null || one === field || one.startsWith(`${field}.`))
  return isNamed ? null : `names ${named.join(', ')} instead of ${field}: ${answer.text.slice(0, 300)}`
}

const typesOf = (schema: SchemaNode): string[] =>
  Array.isArray(schema.type) ? schema.type.map(String) : typeof schema.type === 'string' ? [schema.type] : []

const alternatives = (schema: SchemaNode): SchemaNode[] => {
  const list = schema.anyOf ?? schema.oneOf
  return Array.isArray(list) ? list.map((one) => api.resolve(objectSchema.parse(one))) : [api.resolve(schema)]
}

const allTypes = (schema: SchemaNode): string[] =>
  alternatives(schema).flatMap((one) => ('const' in one ? [typeof one.const] : typesOf(one)))

const wrongValues: readonly (readonly [string, unknown])[] = [
  ['string', 'text where none belongs'],
  ['number', 12.5],
  ['boolean', true],
  ['null', null],
  ['object', { odd: 1 }],
  ['array', ['odd', { odd: 1 }]],
]

/** Values that the schema of a field rules out, each with what it is. */
const badValues = (schema: SchemaNode): (readonly [string, unknown])[] => {
  const found: (readonly [string, unknown])[] = []
  const types = allTypes(schema)
  if (types.length > 0)
    for (const [type, value] of wrongValues)
      if (!types.includes(type)) found.push([`${type} for ${types}`, value])
  for (const one of alternatives(schema)) {
    if (Array.isArray(one.enum)) found.push(['no choice', 'no such choice'])
    if (typesOf(one).includes('string')) {
      found.push(['NUL', 'a\u0000b'], ['half a character', 'a\ud800b'])
      if (typeof one.maxLength === 'number') found.push(['too long', 'x'.repeat(one.maxLength + 1)])
      if (Number(one.minLength) > 0) found.push(['empty', ''])
      if (typeof one.pattern === 'string') found.push(['against the pattern', '\u202e!!'])
      if (typeof one.format === 'string') found.push(['against the format', 'not so'])
    }
    if (typesOf(one).includes('integer') || typesOf(one).includes('number')) {
      found.push(['infinite', 1e308], ['fraction', 1.5])
      if (typeof one.minimum === 'number') found.push(['too small', one.minimum - 1])
      if (typeof one.maximum === 'number') found.push(['too big', one.maximum + 1])
    }
    if (typesOf(one).includes('array')) {
      if (Number(one.minItems) > 0) found.push(['none', []])
      if (typeof one.maxItems === 'number')
        found.push(['too many', Array.from({ length: one.maxItems + 1 }, (_, index) => String(index))])
    }
  }
  return found
}

interface Fault {
  readonly what: string
  readonly field: string | null
  readonly body: unknown
}

/** Every way in which one field of a good body can be made bad, at any depth. */
const faultsIn = (
  schema: SchemaNode,
  good: unknown,
  place: string,
  put: (value: unknown) => unknown,
): Fault[] => {
  const faults: Fault[] = []
  if (place !== '')
    for (const [what, value] of badValues(schema))
      faults.push({ what: `${place}: ${what}`, field: place, body: put(value) })
  const inside = (key: string): string => (place ? `${place}.${key}` : key)
  for (const one of alternatives(schema)) {
    const isObject = typeof good === 'object' && good !== null && !Array.isArray(good)
    if (typesOf(one).includes('object') && isObject) {
      const object = objectSchema.parse(good)
      const properties = objectSchema.parse(one.properties ?? {})
      const required = Array.isArray(one.required) ? one.required.map(String) : []
      if (one.additionalProperties === false)
        for (const name of ['unknown_field', 'toString', 'hasOwnProperty'])
          faults.push({
            what: `${inside(name)}: unknown`,
            field: inside(name),
            body: put({ ...object, [name]: 1 }),
          })
      for (const name of required) {
        const { [name]: _gone, ...rest } = object
        faults.push({ what: `${inside(name)}: missing`, field: inside(name), body: put(rest) })
      }
      for (const [name, inner] of Object.entries(properties)) {
        const next = (value: unknown): unknown => put({ ...object, [name]: value })
        faults.push(...faultsIn(objectSchema.parse(inner), object[name], inside(name), next))
      }
    }
    if (typesOf(one).includes('array') && Array.isArray(good) && good.length > 0) {
      const next = (value: unknown): unknown => put([value, ...good.slice(1)])
      faults.push(...faultsIn(objectSchema.parse(one.items ?? {}), good[0], inside('0'), next))
    }
  }
  return faults
}

const jsonBodyOf = ({ requestBody }: Operation): SchemaNode | null =>
  requestBody?.content['application/json']?.schema ?? null

/** Calls that are wrong whatever the schema says. */
const brokenBodies = (good: unknown): { what: string; body: string; headers: Record<string, string> }[] => {
  const text = JSON.stringify(good)
  const bad = (what: string, body: string, headers: Record<string, string> = json) => ({
    what,
    body,
    headers,
  })
  return [
    bad('empty body', ''),
    bad('cut off', text.slice(0, -1)),
    bad('not JSON', 'name=Ana'),
    bad('two values', `${text}${text}`),
    bad('single quotes', text.replaceAll('"', "'")),
    bad('null', 'null'),
    bad('a string', '"text"'),
    bad('a number', '17'),
    bad('an array', `[${text}]`),
    bad('an empty array', '[]'),
    bad('deep arrays', `${'['.repeat(60_000)}${']'.repeat(60_000)}`),
    bad('deep objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`),
    bad('prototype', `{"__proto__":{"admin":true},${text.slice(1)}`),
    bad('constructor', `{"constructor":{"prototype":{"admin":true}},${text.slice(1)}`),
    bad('as text', text, { 'content-type': 'text/plain' }),
    bad('as XML', '<a/>', { 'content-type': 'application/xml' }),
    bad('as a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }),
    bad('as parts', '--x--', { 'content-type': 'multipart/form-data; boundary=x' }),
    bad('odd content type', text, { 'content-type': 'json' }),
    bad('too large', JSON.stringify({ pad: 'x'.repeat(6 * 1024 * 1024) })),
    bad('bytes that are no UTF-8', '\ufffd{'),
  ]
}

const badPaths = [
  '%00',
  'a%00b',
  'no-such-id',
  'ctc_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  'x'.repeat(90),
  'x'.repeat(5_000),
]
const oddPaths = [
  '%E0%A4%A',
  '%ff',
  "'%20or%201=1--",
  '__proto__',
  'constructor',
  '%F0%9F%98%80',
  '..%2f..%2fetc',
]

const badQueryValues = (schema: SchemaNode): string[] => {
  const types = allTypes(schema)
  if (types.includes('integer'))
    return ['abc', '', '-1', '1.5', '1e999', '0x10', '1e2', '99999999999999999999', '%00', ' 5']
  return [
    '',
    '%00',
    'no%20such%20thing',
    '%ED%A0%80x',
    `${'x'.repeat(300)}`,
    '__proto__',
    '2026-13-45T00:00:00Z',
    '%F0%9F%98%80',
  ]
}

const complaints: string[] = []
const note = (operation: Operation, what: string, found: string | null): void => {
  if (found !== null) complaints.push(`${operation.method} ${operation.path}, ${what}: ${found}`)
}

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const found = await new Validator().validate(objectSchema.parse(raw))
    expect(found).toMatchObject({ valid: true })
    expect(api.document.openapi).toMatch(/^3\.1\./)
  })

  it('says of every operation what it is, what it takes, what it answers, and which scope it needs', () => {
    const lacking: string[] = []
    for (const { operationId, description, responses, parameters, requestBody, method } of api.operations) {
      if (!/Needs the scope `(read|write|send|admin)`/.test(description))
        lacking.push(`${operationId}: scope`)
      if (!('4XX' in responses)) lacking.push(`${operationId}: 4XX`)
      for (const [status, response] of Object.entries(responses)) {
        if (response.description === 'Default Response') lacking.push(`${operationId}: ${status}`)
        const types = Object.keys(response.content ?? {})
        if (/^[45]/.test(status) && types.join() !== 'application/problem+json')
          lacking.push(`${operationId}: ${status} is ${types}`)
      }
      for (const { name, description: said } of parameters)
        if (!said) lacking.push(`${operationId}: parameter ${name} is not described`)
      const media = requestBody?.content['application/json']
      if (media && media.example === undefined) lacking.push(`${operationId}: no example`)
      if (method === 'get' && requestBody) lacking.push(`${operationId}: a body for GET`)
    }
    expect(lacking).toEqual([])
    const ids = api.operations.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(Object.keys(api.document.components.schemas)).toContain('Problem')
  })

  it('names the Idempotency-Key on everything that sends', () => {
    const sending = ['askForConsent', 'sendMessage', 'answerNotice', 'submitForm']
    for (const id of sending)
      expect(
        api.operation(id).parameters.map(({ name }) => name),
        id,
      ).toContain('Idempotency-Key')
  })

  it('is shown on a page of our own', async () => {
    const page = await send('get', '/docs/')
    expect(page.status).toBe(200)
    expect(page.text).toContain('<title>Assent: the API</title>')
    expect((await send('get', '/docs/json')).text).toBe((await send('get', '/openapi.json')).text)
  })
})

/** What an operation must be told in its address. */
const queryOf = ({ operationId }: Operation): string =>
  operationId === 'checkAudience' ? '?category=marketing' : ''

it('every operation answers a good call as it is documented', async () => {
  const wrong: string[] = []
  for (const operation of api.operations) {
    const { method, operationId, requestBody } = operation
    const path = await reachablePath(world, operation.path)
    const isFile = requestBody && !('application/json' in requestBody.content)
    const answer = isFile
      ? await send(method, path + queryOf(operation), 'a scan', {
          'content-type': 'image/png' in requestBody.content ? 'image/png' : 'application/x-ndjson',
        })
      : requestBody
        ? await sendJson(method, path, await goodBody(world, operationId, path))
        : await send(method, path)
    if (answer.status >= 300) wrong.push(`${operationId}: ${answer.status} ${answer.text}`)
    try {
      api.mustBeDocumented(operation, answer)
    } catch (error) {
      wrong.push(`${operationId}: ${error}`)
    }
  }
  expect(wrong).toEqual([])
})

it('every example of a body is of the documented form, and none is answered with a fault of ours', async () => {
  for (const operation of api.operations) {
    const example = operation.requestBody?.content['application/json']?.example
    if (example === undefined) continue
    const answer = await sendJson(operation.method, await reachablePath(world, operation.path), example)
    expect([200, 201, 202, 400, 404, 409], `${operation.operationId}: ${answer.text}`).toContain(
      answer.status,
    )
    api.mustBeDocumented(operation, answer)
  }
})

it('every bad field of every body is refused by its name', async () => {
  complaints.length = 0
  let tried = 0
  for (const operation of api.operations) {
    const schema = jsonBodyOf(operation)
    if (!schema) continue
    const path = await reachablePath(world, operation.path)
    const good = await goodBody(world, operation.operationId, path)
    for (const { what, field, body } of faultsIn(api.resolve(schema), good, '', (value) => value)) {
      tried += 1
      note(operation, what, complaint(operation, await sendJson(operation.method, path, body), field))
    }
  }
  expect(complaints).toEqual([])
  expect(tried).toBeGreaterThan(500)
}, 120_000)

it('every broken body is refused in the form of a problem', async () => {
  complaints.length = 0
  for (const operation of api.operations) {
    if (!jsonBodyOf(operation)) continue
    const path = await reachablePath(world, operation.path)
    const good = await goodBody(world, operation.operationId, path)
    for (const { what, body, headers } of brokenBodies(good))
      note(operation, what, complaint(operation, await send(operation.method, path, body, headers), null))
    note(operation, 'no body', complaint(operation, await send(operation.method, path), null))
  }
  expect(complaints).toEqual([])
}, 120_000)

it('a file of another type, an empty one and one that is too large are refused', async () => {
  complaints.length = 0
  const operation = api.operation('addAttachment')
  const bad: (readonly [string, string | Uint8Array<ArrayBuffer> | undefined, Record<string, string>])[] = [
    ['nothing', undefined, {}],
    ['empty', '', { 'content-type': 'image/png' }],
    ['a script', '<script>', { 'content-type': 'text/html' }],
    ['an SVG', '<svg/>', { 'content-type': 'image/svg+xml' }],
    ['JSON', '{}', json],
    ['too large', new Uint8Array(10 * 1024 * 1024 + 1), { 'content-type': 'image/png' }],
  ]
  for (const [what, body, headers] of bad)
    note(operation, what, complaint(operation, await send('post', '/v1/attachments', body, headers), null))
  expect(complaints).toEqual([])
})

it('every unknown or odd id is not found, and never a fault', async () => {
  complaints.length = 0
  for (const operation of api.operations) {
    if (!operation.path.includes('{id}')) continue
    const good = jsonBodyOf(operation)
      ? await goodBody(world, operation.operationId, await reachablePath(world, operation.path))
      : undefined
    for (const id of [...badPaths, ...oddPaths]) {
      const path = operation.path.replace('{id}', id)
      const isLines = operation.requestBody !== undefined && !good
      const answer = good
        ? await sendJson(operation.method, path, good)
        : await send(
            operation.method,
            path,
            isLines ? '"ctc_1"' : undefined,
            isLines ? { 'content-type': 'application/x-ndjson' } : {},
          )
      note(operation, `id ${id.slice(0, 40)}`, complaint(operation, answer, null))
      const isOurs = /^[a-z]/.test(id) && id.length < 80 && !id.includes('%')
      if (isOurs) note(operation, `id ${id}`, answer.status === 404 ? null : `answered ${answer.status}`)
      if (isOurs) note(operation, `id ${id}`, complaint(operation, answer, 'id'))
    }
  }
  expect(complaints).toEqual([])
}, 120_000)

it('every bad value of a query is refused by its name, and so is a parameter that nobody knows', async () => {
  complaints.length = 0
  for (const operation of api.operations) {
    const queries = operation.parameters.filter((one) => one.in === 'query')
    if (operation.method !== 'get') continue
    const path = await reachablePath(world, operation.path)
    for (const { name, schema } of queries) {
      for (const value of badQueryValues(schema)) {
        const answer = await send('get', `${path}?${name}=${value}`)
        note(operation, `${name}=${value.slice(0, 40)}`, complaint(operation, answer, name))
      }
      const twice = await send('get', `${path}?${name}=1&${name}=2`)
      note(operation, `${name} twice`, complaint(operation, twice, name))
    }
    if (queries.length > 0)
      note(operation, 'unknown', complaint(operation, await send('get', `${path}?odd=1`), 'odd'))
  }
  expect(complaints).toEqual([])
})

it('nobody is let in with a wrong key, and the answer says by which header', async () => {
  complaints.length = 0
  for (const operation of api.operations)
    for (const authorization of ['Bearer no-such-key', 'Bearer', 'Basic YTpi', 'Bearer ask_\u00e9']) {
      const answer = await send(operation.method, operation.path.replace('{id}', 'x'), undefined, {
        authorization,
      })
      note(operation, authorization, complaint(operation, answer, 'authorization'))
      note(operation, authorization, answer.status === 401 ? null : `answered ${answer.status}`)
    }
  expect(complaints).toEqual([])
})

it('there is nothing at other addresses and methods, in the same form', async () => {
  for (const [method, path] of [
    ['get', '/v1'],
    ['get', '/v1/nothing'],
    ['put', '/v1/contacts'],
    ['delete', '/v1/contacts'],
    ['post', '/v1/events'],
    ['get', '/v1/contacts/%E0%A4%A'],
  ] as const) {
    const answer = await send(method, path)
    expect(answer.status, path).toBeGreaterThanOrEqual(400)
    expect(answer.status, path).toBeLessThan(500)
    expect(answer.contentType, path).toContain('application/problem+json')
    expect(fieldsOf(answer)).toEqual(['path'])
  }
})

/** What comes back for bytes as they are. */
const sendBytes = (bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(stack.url)
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      text += chunk
    })
    socket.on('end', () => resolve(text))
    socket.on('error', reject)
  })

it.each([
  ['no HTTP at all', 'hello there\r\n\r\n', 400],
  ['a header without end', `GET /v1/contacts HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
  ['a length that is none', 'POST /v1/contacts HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n', 400],
])('%s is answered in the same form', async (_what, bytes, status) => {
  const answer = await sendBytes(bytes)
  expect(answer).toContain(`HTTP/1.1 ${status} `)
  expect(answer).toContain('content-type: application/problem+json')
  expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ status, field: expect.any(String) })
})

/** Values of about the form that a schema asks for, and some that are not. */
const arbitraryOf = (schema: SchemaNode, depth = 0): fc.Arbitrary<unknown> => {
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('', '\u0000', '*', '__proto__', '\ud800', 1e308, -1, null, [], {}),
  )
  const good = alternatives(schema).map((one): fc.Arbitrary<unknown> => {
    if ('const' in one) return fc.constant(one.const)
    if (Array.isArray(one.enum)) return fc.constantFrom(...one.enum)
    const types = typesOf(one)
    if (types.includes('object') && depth < 6) {
      const properties = Object.entries(objectSchema.parse(one.properties ?? {}))
      const required = Array.isArray(one.required) ? one.required.map(String) : []
      const fields: Record<string, fc.Arbitrary<unknown>> = {}
      for (const [name, inner] of properties) fields[name] = arbitraryOf(objectSchema.parse(inner), depth + 1)
      return fc.record(fields, { requiredKeys: required })
    }
    if (types.includes('array')) {
      const item = arbitraryOf(objectSchema.parse(one.items ?? {}), depth + 1)
      return fc.array(item, { minLength: Number(one.minItems ?? 0), maxLength: 3 })
    }
    if (types.includes('integer'))
      return fc.integer({ min: Number(one.minimum ?? 0), max: Number(one.maximum ?? 99) })
    if (types.includes('boolean')) return fc.boolean()
    if (types.includes('null')) return fc.constant(null)
    if (one.format === 'date-time')
      return fc.constantFrom('2026-03-01T12:00:00Z', '9999-12-31T23:59:59-14:00', '0000-01-01T00:00:00Z')
    if (one.format === 'date') return fc.constantFrom('2026-03-01', '0000-01-01')
    return fc.oneof(
      fc.constantFrom(
        'marketing',
        'utility',
        '*',
        'en',
        'pt_BR',
        'main',
        '+14155550123',
        'UTC',
        '1',
        '21:00',
        'https://crm.example/h',
      ),
      fc.string({
        unit: 'grapheme',
        minLength: Number(one.minLength ?? 0),
        maxLength: Number(one.maxLength ?? 40),
      }),
    )
  })
  return fc.oneof({ weight: 12, arbitrary: fc.oneof(...good) }, { weight: 1, arbitrary: odd })
}

it('whatever comes in a body, the answer is a documented one', async () => {
  for (const operation of api.operations) {
    const schema = jsonBodyOf(operation)
    if (!schema) continue
    const path = await reachablePath(world, operation.path)
    await fc.assert(
      fc.asyncProperty(arbitraryOf(api.resolve(schema)), async (body) => {
        const answer = await sendJson(operation.method, path, body)
        if (answer.status >= 500) throw new Error(`${operation.operationId}: ${answer.status} ${answer.text}`)
        api.mustBeDocumented(operation, answer)
      }),
      { seed: 4711, numRuns: 60 },
    )
  }
}, 240_000)

it('after all this everything can still be read', async () => {
  for (const path of [
    '/v1/contacts',
    '/v1/requests',
    '/v1/notices',
    '/v1/links',
    '/v1/keys',
    '/v1/hooks',
    '/v1/events',
    '/v1/settings',
  ]) {
    const operation = api.operations.find((one) => one.path === path && one.method === 'get')
    if (!operation) throw new Error(path)
    const answer = await send('get', path)
    expect(answer.status, path).toBe(200)
    api.mustBeDocumented(operation, answer)
  }
})
