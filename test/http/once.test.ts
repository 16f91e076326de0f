import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { minute } from '../../src/domain/clock.ts'
import { buildStack, type Stack } from '../support/build-stack.ts'
import { readDocument } from '../support/openapi.ts'
import { testQueue } from '../support/start-stack.ts'
import { goodBody, newPhone, reachablePath, shown, worldOf } from './world.ts'

let stack: Stack
beforeAll(async () => {
  stack = await buildStack({ ...(await testQueue()) })
})
afterAll(() => stack.close())

interface Answered {
  readonly status: number
  readonly text: string
  readonly type: string
  readonly replayed: boolean
}

const post = async (
  path: string,
  key: string,
  body: unknown,
  method = 'POST',
  headers: Record<string, string> = { 'content-type': 'application/json' },
): Promise<Answered> => {
  const answer = await fetch(`${stack.url}${path}`, {
    method,
    headers: { 'idempotency-key': key, ...(body === undefined ? {} : headers) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return {
    status: answer.status,
    text: await answer.text(),
    type: answer.headers.get('content-type') ?? '',
    replayed: answer.headers.get('idempotent-replayed') === 'true',
  }
}

const entries = (): number => stack.rows('select seq from ledger').length

it('the same call under the same key is done once and answered the same, wherever the key is documented', async () => {
  const document = readDocument(await (await fetch(`${stack.url}/openapi.json`)).json())
  const world = worldOf(stack)
  const wrong: string[] = []
  const once = document.operations.filter(({ parameters }) =>
    parameters.some(({ name }) => name === 'Idempotency-Key'),
  )
  expect(once.length).toBeGreaterThan(10)
  for (const operation of once) {
    const { operationId, method, requestBody } = operation
    const path = await reachablePath(world, operation.path)
    const isFile = requestBody && !('application/json' in requestBody.content)
    const body = isFile ? 'a scan' : requestBody ? await goodBody(world, operationId, path) : undefined
    const headers = { 'content-type': isFile ? 'image/png' : 'application/json' }
    const call = () => post(path, `key-${operationId}`, body, method.toUpperCase(), headers)
    const first = await call()
    await stack.quiet()
    const before = entries()
    const second = await call()
    await stack.quiet()
    if (first.status >= 300) wrong.push(`${operationId}: ${first.status} ${first.text}`)
    if (first.replayed || !second.replayed) wrong.push(`${operationId}: replayed ${second.replayed}`)
    if (
      second.text !== first.text ||
      second.status !== first.status ||
      second.type.split(';')[0] !== first.type.split(';')[0]
    )
      wrong.push(`${operationId}: ${second.status} ${second.text} instead of ${first.text}`)
    if (entries() !== before) wrong.push(`${operationId}: a second effect`)
  }
  expect(wrong).toEqual([])
}, 120_000)

it('another call under the same key is refused, by the header, and changes nothing', async () => {
  const key = 'one-key'
  expect((await post('/v1/contacts', key, { phone: newPhone() })).status).toBe(201)
  const before = entries()
  const other = await post('/v1/contacts', key, { phone: newPhone() })
  expect(other.status).toBe(422)
  expect(JSON.parse(other.text)).toMatchObject({
    type: 'urn:assent:call:different',
    field: 'idempotency-key',
  })
  const elsewhere = await post('/v1/links', key, { campaign: 'a', text: 'b' })
  expect(elsewhere.status).toBe(422)
  expect(entries()).toBe(before)
})

it('files are told apart by their bytes', async () => {
  const headers = { 'content-type': 'image/png' }
  expect((await post('/v1/attachments', 'file', 'one', 'POST', headers)).status).toBe(201)
  expect((await post('/v1/attachments', 'file', 'two', 'POST', headers)).status).toBe(422)
  expect(
    (await post('/v1/attachments', 'file', 'one', 'POST', { 'content-type': 'image/jpeg' })).status,
  ).toBe(422)
})

it('a refusal is answered the same again, and a call that was not valid leaves the key free', async () => {
  const { id } = await stack.api.addContact({ phone: newPhone() })
  const path = `/v1/contacts/${id}/requests`
  expect((await post(path, 'bad', { categories: 17 })).status).toBe(400)
  expect((await post(path, 'bad', { categories: ['marketing'] })).status).toBe(202)
  const first = await post(path, 'refused', { categories: ['marketing'] })
  expect(first.status).toBe(409)
  const again = await post(path, 'refused', { categories: ['marketing'] })
  expect(again).toMatchObject({ status: 409, text: first.text, replayed: true })
  expect(again.type).toContain('application/problem+json')
})

it('many calls at once under one key have one effect: each is answered the same, or told to wait', async () => {
  const id = await worldOf(stack).consenting()
  const body = { contact: id, category: 'marketing', template: { name: 'spring', language: 'en' } }
  const answers = await Promise.all(Array.from({ length: 12 }, () => post('/v1/messages', 'at-once', body)))
  const taken = answers.filter(({ status }) => status === 202)
  expect(taken.length).toBeGreaterThan(0)
  expect(new Set(taken.map(({ text }) => text)).size).toBe(1)
  for (const { status, text } of answers.filter((one) => one.status !== 202)) {
    expect(status).toBe(409)
    expect(JSON.parse(text)).toMatchObject({ type: 'urn:assent:call:running', field: 'idempotency-key' })
  }
  await stack.quiet()
  expect(stack.rows(`select id from messages where contact_id = '${id}'`)).toHaveLength(1)
})

it('a call that failed by our own fault is forgotten, and done when it is tried again', async () => {
  const { default: Database } = await import('better-sqlite3')
  const lock = new Database(stack.config.databaseFile)
  const body = { phone: newPhone() }
  const state = z.object({ status: z.number().nullable() })
  // The writer fails after the key was taken: a trigger stands for a disk that is full.
  lock.exec(`create trigger full_disk before insert on contacts begin select raise(abort, 'disk full'); end`)
  const failed = await post('/v1/contacts', 'unlucky', body)
  expect(failed.status).toBe(500)
  expect(failed.type).toContain('application/problem+json')
  expect(failed.text).not.toContain('disk')
  lock.exec('drop trigger full_disk')
  lock.close()
  expect(stack.rows(`select status from calls where key = 'unlucky'`)).toEqual([])
  const again = await post('/v1/contacts', 'unlucky', body)
  expect(again).toMatchObject({ status: 201, replayed: false })
  expect(state.parse(stack.rows(`select status from calls where key = 'unlucky'`)[0]).status).toBe(201)
})

it('a key is forgotten after a day, and only then', async () => {
  const { id } = await stack.api.addContact({ phone: newPhone() })
  const stop = { method: 'email', decision: 'opt_out', categories: ['marketing'] }
  const call = () => post(`/v1/contacts/${id}/statements`, 'day', stop)
  expect((await call()).replayed).toBe(false)
  stack.clock.move(23 * 60 * minute)
  expect((await call()).replayed).toBe(true)
  stack.clock.move(2 * 60 * minute)
  expect((await call()).replayed).toBe(false)
})

it('a key that is no word is refused by its name', async () => {
  for (const key of ['with space', 'ü', 'x'.repeat(201)]) {
    const answer = await post('/v1/contacts', key, { phone: newPhone() })
    expect(answer.status, key).toBe(400)
    expect(JSON.parse(answer.text)).toMatchObject({ field: 'idempotency-key' })
  }
})

it('no evidence of a statement is needed twice: the wording of the first stands', async () => {
  const { id } = await stack.api.addContact({ phone: newPhone() })
  const yes = { method: 'agent', decision: 'opt_in', categories: ['marketing'], evidence: shown }
  await post(`/v1/contacts/${id}/statements`, 'yes', yes)
  await post(`/v1/contacts/${id}/statements`, 'yes', yes)
  expect(stack.rows(`select id from statements where contact_id = '${id}'`)).toHaveLength(1)
})
