import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { day, hour } from '../../src/domain/clock.ts'
import { buildStack, type Stack } from '../support/build-stack.ts'
import { testQueue } from '../support/start-stack.ts'
import { newPhone, shown, type World, worldOf } from './world.ts'

let stack: Stack
let world: World
beforeAll(async () => {
  stack = await buildStack({ ...(await testQueue()) })
  world = worldOf(stack)
})
afterAll(() => stack.close())

const page = z.object({
  items: z.array(z.looseObject({ id: z.string() })),
  next: z.union([z.string(), z.number()]).nullable(),
})
const pageAt = async (path: string) => page.parse((await stack.api.call('GET', path)).json)

/** Everything on a list, read so many at a time, with a newcomer while it is read. */
const everything = async (
  path: string,
  limit: number,
  meanwhile: () => Promise<unknown>,
): Promise<string[]> => {
  const found: string[] = []
  const sign = path.includes('?') ? '&' : '?'
  let after: string | number | null = null
  for (let turn = 0; turn < 100; turn += 1) {
    const { items, next } = await pageAt(
      `${path}${sign}limit=${limit}${after === null ? '' : `&after=${after}`}`,
    )
    found.push(...items.map(({ id }) => id))
    if (turn === 0) await meanwhile()
    if (next === null || items.length === 0) return found
    after = next
  }
  throw new Error('the list has no end')
}

it.each([
  ['/v1/contacts', () => world.contact()],
  ['/v1/requests', () => world.request()],
  ['/v1/links', () => world.link()],
  ['/v1/events', () => world.link()],
] as const)('%s pages through everything exactly once, whatever the size of a page', async (path, make) => {
  for (let index = 0; index < 7; index += 1) await make()
  await stack.quiet()
  for (const limit of [1, 3, 7, 200]) {
    const there = (await everything(path, 200, async () => undefined)).sort()
    const found = await everything(path, limit, make)
    expect(new Set(found).size, `twice, ${limit} at a time`).toBe(found.length)
    expect([...found].sort(), `${limit} at a time`).toEqual(expect.arrayContaining(there))
  }
})

it('requests, notices and events of one contact are those of that contact', async () => {
  const request = await world.request()
  const { contact } = await stack.api.request(request)
  await stack.quiet()
  expect((await pageAt(`/v1/requests?contact=${contact}`)).items).toMatchObject([{ id: request, contact }])
  for (const path of ['/v1/events', '/v1/notices'])
    for (const item of (await pageAt(`${path}?contact=${contact}`)).items)
      expect(item).toMatchObject({ contact })
})

it('notices can be asked for by whether somebody has answered them', async () => {
  const notice = await world.notice()
  const has = async (open: boolean): Promise<boolean> =>
    (await pageAt(`/v1/notices?open=${open}&limit=200`)).items.some(({ id }) => id === notice)
  expect([await has(true), await has(false)]).toEqual([true, false])
  expect(
    (await stack.api.call('POST', `/v1/notices/${notice}/answer`, { choice: 'resend' })).json,
  ).toMatchObject({ status: 400, field: 'choice' })
  expect((await stack.api.call('POST', `/v1/notices/${notice}/answer`, { choice: 'back' })).status).toBe(200)
  expect([await has(true), await has(false)]).toEqual([false, true])
  expect((await stack.api.call('POST', `/v1/notices/${notice}/answer`, { choice: 'back' })).status).toBe(409)
})

const consents = z.object({
  at: z.string(),
  items: z.array(z.looseObject({ category: z.string(), channel: z.string(), state: z.string() })),
})
const stateAt = async (id: string, at: number | null): Promise<string | undefined> => {
  const query = at === null ? '' : `?at=${encodeURIComponent(new Date(at).toISOString())}`
  const { items } = consents.parse((await stack.api.call('GET', `/v1/contacts/${id}/consents${query}`)).json)
  return items.find(({ category, channel }) => category === 'marketing' && channel === 'whatsapp')?.state
}

it('consents at a past moment are what was known then, whatever has come since', async () => {
  const { id } = await stack.api.addContact({ phone: newPhone() })
  const record = (body: object) =>
    stack.api.call('POST', `/v1/contacts/${id}/statements`, {
      method: 'agent',
      categories: ['marketing'],
      evidence: shown,
      ...body,
    })
  const begin = stack.clock.now()
  stack.clock.move(hour)
  expect((await record({ decision: 'opt_in' })).status).toBe(201)
  stack.clock.move(hour)
  const yes = stack.clock.now()
  stack.clock.move(day)
  // Said before the yes was asked after, and told to us only now.
  expect((await record({ decision: 'opt_out', at: new Date(yes - hour / 2).toISOString() })).status).toBe(201)
  stack.clock.move(hour)
  expect(await stateAt(id, begin)).toBe('none')
  expect(await stateAt(id, yes)).toBe('opted_in')
  expect(await stateAt(id, null)).toBe('opted_out')
  expect(await stateAt(id, stack.clock.now())).toBe('opted_out')
  expect(await stateAt(id, Date.UTC(1971, 0, 1))).toBe('none')
})

const settingsShape = z.object({
  version: z.number(),
  from: z.string(),
  settings: z.looseObject({ timeZone: z.string() }),
})
const settingsNow = async (at?: string) =>
  settingsShape.parse((await stack.api.call('GET', `/v1/settings${at ? `?at=${at}` : ''}`)).json)
const change = (settings: object, from?: string) =>
  stack.api.call('PATCH', '/v1/settings', { settings, ...(from ? { from } : {}) })

it('settings are versioned and dated: the past keeps its own, and the future waits', async () => {
  const { version, settings: first } = await settingsNow()
  const before = new Date(stack.clock.now()).toISOString()
  stack.clock.move(hour)
  expect((await change({ timeZone: 'Europe/Berlin' })).json).toMatchObject({
    version: version + 1,
    settings: { ...first, timeZone: 'Europe/Berlin' },
  })
  const later = new Date(stack.clock.now() + day).toISOString()
  expect((await change({ timeZone: 'Asia/Tokyo' }, later)).status).toBe(200)
  expect((await settingsNow()).settings.timeZone).toBe('Europe/Berlin')
  expect((await settingsNow(before)).settings.timeZone).toBe('UTC')
  expect((await settingsNow(later)).settings.timeZone).toBe('Asia/Tokyo')
  stack.clock.move(day + hour)
  expect(await settingsNow()).toMatchObject({ version: version + 2, settings: { timeZone: 'Asia/Tokyo' } })
  const past = await change({ timeZone: 'UTC' }, '2020-01-01T00:00:00Z')
  expect(past.json).toMatchObject({ status: 400, field: 'from' })
})

it.each([
  [{ words: { optOut: [{ language: 'en', words: ['yes'] }] } }, 'settings.words', /yes/],
  [{ words: { optIn: [{ language: 'en', words: ['stop'] }] } }, 'settings.words', /stop/],
  [
    { words: { categories: [{ language: 'en', category: 'bread', words: ['bread'] }] } },
    'settings.words.categories',
    /bread/,
  ],
])(
  'words that mean something else already, and categories that are not there, are refused: %j',
  async (settings, field, said) => {
    const { version } = await settingsNow()
    const answer = await change(settings)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.json).toMatchObject({ field, detail: expect.stringMatching(said) })
    expect((await settingsNow()).version).toBe(version)
  },
)

it('a link opens WhatsApp with its text and code, and its QR code is a picture of that', async () => {
  const made = z
    .object({ id: z.string(), url: z.string(), text: z.string(), code: z.string(), campaign: z.string() })
    .loose()
    .parse(
      (await stack.api.call('POST', '/v1/links', { campaign: 'Frühling & Co', text: 'Grüße! 50% & more?' }))
        .json,
    )
  expect(made.text).toBe(`Grüße! 50% & more? (${made.code})`)
  const url = new URL(made.url)
  expect(url.origin + url.pathname).toBe('https://wa.me/15550783881')
  expect(url.searchParams.get('text')).toBe(made.text)
  const qr = await fetch(`${stack.url}/v1/links/${made.id}/qr.svg`)
  expect(qr.headers.get('content-type')).toContain('image/svg+xml')
  expect(await qr.text()).toMatch(/^<svg[\s\S]*<path/)
  const codes = await Promise.all(Array.from({ length: 20 }, () => world.link()))
  expect(new Set(codes).size).toBe(20)
})

it('an attachment comes back as it came, to be kept and not shown', async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256)
  const made = await fetch(`${stack.url}/v1/attachments`, {
    method: 'POST',
    headers: { 'content-type': 'application/pdf' },
    body: bytes,
  })
  const { id } = z.looseObject({ id: z.string(), bytes: z.literal(70_000) }).parse(await made.json())
  const found = await fetch(`${stack.url}/v1/attachments/${id}`)
  expect(found.headers.get('content-type')).toBe('application/pdf')
  expect(found.headers.get('content-disposition')).toContain('attachment')
  expect(found.headers.get('x-content-type-options')).toBe('nosniff')
  expect(Buffer.from(await found.arrayBuffer()).equals(bytes)).toBe(true)
})
