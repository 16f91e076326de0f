import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { buildStack, type Stack } from '../support/build-stack.ts'
import { testQueue } from '../support/start-stack.ts'
import type { Json } from '../support/wire.ts'
import { newPhone, shown, wording } from './world.ts'

let stack: Stack
beforeAll(async () => {
  stack = await buildStack({ ...(await testQueue()), works: false })
})
afterAll(() => stack.close())

/** What each method leaves behind, complete, and the fields that it may not lack. */
const complete: Readonly<Record<string, { readonly evidence: Json; readonly needed: readonly string[] }>> = {
  web_form: { evidence: { page: 'https://bakery.example/offers' }, needed: ['page'] },
  ivr: { evidence: { callId: 'CA1', digits: '1' }, needed: ['callId', 'digits'] },
  phone: { evidence: { callId: 'call 17' }, needed: ['callId'] },
  in_person: { evidence: { place: 'the shop', date: '2026-03-01' }, needed: ['place', 'date'] },
  paper: {
    evidence: { place: 'the shop', date: '2026-03-01', document: 'folder 7' },
    needed: ['place', 'date', 'document'],
  },
  email: { evidence: {}, needed: [] },
  messaging_channel: { evidence: { origin: 'Telegram' }, needed: ['origin'] },
  in_app_signup: { evidence: {}, needed: [] },
  agent: { evidence: {}, needed: [] },
}
const always = ['wording', 'language', 'version']

const contact = async (): Promise<string> => (await stack.api.addContact({ phone: newPhone() })).id
const record = async (id: string, body: Json) =>
  stack.api.call('POST', `/v1/contacts/${id}/statements`, { categories: ['marketing'], ...body })
const stateOf = async (id: string): Promise<string | undefined> =>
  (await stack.api.contact(id)).consents.find(
    ({ category, channel }) => category === 'marketing' && channel === 'whatsapp',
  )?.state

describe.each(Object.entries(complete))('an opt-in by %s', (method, { evidence, needed }) => {
  it('is taken with its evidence, which can be read again', async () => {
    const id = await contact()
    const whole = { ...shown, ...evidence }
    const answer = await record(id, { method, decision: 'opt_in', evidence: whole })
    expect(answer.json).toMatchObject({
      statement: { method, counts: 'grant', evidence: whole },
      changed: ['marketing'],
    })
    expect(await stateOf(id)).toBe('opted_in')
  })

  it.each([...always, ...needed])(
    'is refused without its %s, by that name, and changes nothing',
    async (field) => {
      const id = await contact()
      const { [field]: _gone, ...rest } = { ...shown, ...evidence }
      const answer = await record(id, { method, decision: 'opt_in', evidence: rest })
      expect(answer.json).toMatchObject({
        status: 422,
        type: 'urn:assent:evidence:missing',
        errors: [{ field: `evidence.${field}` }],
      })
      expect(await stateOf(id)).toBe('none')
    },
  )

  it.each(needed)('is refused with an empty %s', async (field) => {
    const answer = await record(await contact(), {
      method,
      decision: 'opt_in',
      evidence: { ...shown, ...evidence, [field]: ' ' },
    })
    expect(answer.json).toMatchObject({ status: 400, errors: [{ field: `evidence.${field}` }] })
  })
})

it('without anything every missing field is named at once', async () => {
  const answer = await record(await contact(), { method: 'paper', decision: 'opt_in' })
  const { errors } = z.object({ errors: z.array(z.object({ field: z.string() })) }).parse(answer.json)
  expect(errors.map(({ field }) => field).sort()).toEqual(
    ['date', 'document', 'language', 'place', 'version', 'wording'].map((field) => `evidence.${field}`),
  )
})

it('a wording that does not name the business is refused; letter case and line breaks do not matter', async () => {
  const say = async (text: string) =>
    (
      await record(await contact(), {
        method: 'agent',
        decision: 'opt_in',
        evidence: { ...shown, wording: text },
      })
    ).status
  expect(await say('I agree to offers on WhatsApp.')).toBe(422)
  expect(await say('I agree to offers of the Sunset Bakery.')).toBe(422)
  expect(await say('SUNRISE\nbakery may write to me.')).toBe(201)
})

it.each([...Object.keys(complete), 'import'])(
  'an opt-out by %s needs no evidence, and holds on every channel',
  async (method) => {
    const id = await contact()
    const answer = await record(id, { method, decision: 'opt_out', categories: ['*'] })
    expect(answer.json).toMatchObject({ statement: { counts: 'deny' } })
    expect(new Set((await stack.api.contact(id)).consents.map(({ state }) => state))).toEqual(
      new Set(['opted_out']),
    )
  },
)

it('a scan that was uploaded stands for the document, and one that was not is refused', async () => {
  const upload = await fetch(`${stack.url}/v1/attachments`, {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg' },
    body: 'scan',
  })
  const { id: scan } = z.looseObject({ id: z.string() }).parse(await upload.json())
  const paper = (attachments: string[]) => ({
    method: 'paper',
    decision: 'opt_in',
    evidence: { ...shown, place: 'the shop', date: '2026-03-01', attachments },
  })
  expect((await record(await contact(), paper([scan]))).status).toBe(201)
  expect((await record(await contact(), paper([]))).json).toMatchObject({
    errors: [{ field: 'evidence.document' }],
  })
  expect((await record(await contact(), paper(['att_no_such']))).json).toMatchObject({
    field: 'evidence.attachments',
  })
})

it.each([
  [{ at: '2199-01-01T00:00:00Z' }, 'at'],
  [{ categories: ['bread'] }, 'categories'],
  [{ categories: ['*', 'marketing'] }, 'categories'],
  [{ channels: ['sms'] }, 'channels'],
  [{ method: 'import' }, 'grade'],
] as const)('an opt-in with %j is refused by %s', async (more, field) => {
  const answer = await record(await contact(), {
    method: 'agent',
    decision: 'opt_in',
    evidence: shown,
    ...more,
  })
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.json).toMatchObject({ field })
})

const imported = z.object({
  imported: z.number(),
  refused: z.number(),
  items: z.array(
    z.looseObject({
      contact: z.string().nullable(),
      counts: z.string().nullable(),
      problem: z.string().nullable(),
    }),
  ),
})
const bringIn = async (records: Json[]) => {
  const answer = await stack.api.call('POST', '/v1/imports', { records })
  expect(answer.status, answer.text).toBe(200)
  return imported.parse(answer.json)
}
const opt = (more: Json): Json => ({
  phone: newPhone(),
  decision: 'opt_in',
  categories: ['marketing'],
  ...more,
})

describe('an import', () => {
  it('does what the proof of each record may do: A and B grant, C is a ground for asking', async () => {
    const { items } = await bringIn([
      opt({ grade: 'A', evidence: { ...shown, origin: 'the old CRM' } }),
      opt({ grade: 'B', evidence: { origin: 'the old CRM', date: '2025-11-02' } }),
      opt({ grade: 'C', evidence: { origin: 'a list' } }),
    ])
    expect(items.map(({ counts }) => counts)).toEqual(['grant', 'grant', 'ask'])
    const states = await Promise.all(items.map((one) => stateOf(one.contact ?? '')))
    expect(states).toEqual(['opted_in', 'opted_in', 'none'])
  })

  it('refuses a record by itself, by the field that it lacks, and adds nobody for it', async () => {
    const before = stack.rows('select id from contacts').length
    const { items, refused } = await bringIn([
      opt({ grade: 'A', evidence: { wording, language: 'en', origin: 'x' } }),
      opt({ grade: 'B', evidence: { origin: 'x' } }),
      opt({ grade: 'C' }),
      opt({ evidence: { origin: 'x' } }),
      opt({ grade: 'C', categories: ['bread'], evidence: { origin: 'x' } }),
      opt({ phone: 'no number', grade: 'C', evidence: { origin: 'x' } }),
    ])
    expect(refused).toBe(6)
    const named = ['version', 'date', 'origin', 'grade', 'categories', 'phone']
    for (const [index, field] of named.entries()) expect(items[index]?.problem).toContain(field)
    expect(stack.rows('select id from contacts').length).toBe(before)
  })

  it('never lifts a stop, and the stops in it count', async () => {
    const phone = newPhone()
    const stop = { phone, decision: 'opt_out', categories: ['*'] }
    const yes = opt({ phone, grade: 'A', evidence: { ...shown, origin: 'the old CRM' } })
    const { items } = await bringIn([
      stop,
      yes,
      opt({ phone, grade: 'B', evidence: { origin: 'x', date: '2026-01-01' } }),
    ])
    expect(new Set(items.map((one) => one.contact)).size).toBe(1)
    expect(await stateOf(items[0]?.contact ?? '')).toBe('opted_out')
  })

  it('keeps to the business’s own rule for each grade', async () => {
    expect(
      (await stack.api.call('PATCH', '/v1/settings', { settings: { proof: { B: 'nothing' } } })).status,
    ).toBe(200)
    const { items } = await bringIn([opt({ grade: 'B', evidence: { origin: 'x', date: '2026-01-01' } })])
    expect(items[0]?.counts).toBe('nothing')
    expect(await stateOf(items[0]?.contact ?? '')).toBe('none')
  })
})

describe('one person', () => {
  it('cannot be merged with themselves, split into what is not theirs, or given a number that is taken', async () => {
    const [one, other] = [
      await stack.api.addContact({ phone: newPhone() }),
      await stack.api.addContact({ phone: newPhone() }),
    ]
    const to = (path: string, body: Json) => stack.api.call('POST', `/v1/contacts/${one.id}/${path}`, body)
    const theirs = { kind: 'phone', value: one.phone }
    expect((await to('merge', { with: one.id })).json).toMatchObject({ status: 400, field: 'with' })
    expect((await to('merge', { with: 'ctc_nobody' })).json).toMatchObject({ status: 404, field: 'with' })
    expect((await to('split', { identities: [{ kind: 'phone', value: other.phone }] })).json).toMatchObject({
      status: 400,
      field: 'identities',
    })
    expect((await to('split', { identities: [theirs] })).json).toMatchObject({
      status: 400,
      field: 'identities',
    })
    expect((await to('split', { identities: [theirs, theirs] })).json).toMatchObject({
      status: 400,
      field: 'identities',
    })
    expect((await to('number', { phone: other.phone })).json).toMatchObject({
      status: 409,
      field: 'phone',
      contactId: other.id,
    })
    expect((await to('number', { phone: '12' })).json).toMatchObject({ field: 'phone' })
  })

  it('under two contacts becomes one, which answers to both ids', async () => {
    const [one, other] = [
      await stack.api.addContact({ phone: newPhone() }),
      await stack.api.addContact({ phone: newPhone() }),
    ]
    await record(one.id, { method: 'agent', decision: 'opt_in', evidence: shown })
    stack.clock.move(2_000)
    await record(other.id, { method: 'email', decision: 'opt_out' })
    expect((await stack.api.call('POST', `/v1/contacts/${one.id}/merge`, { with: other.id })).status).toBe(
      200,
    )
    expect(await stateOf(one.id)).toBe('opted_out')
    const values = (await stack.api.contact(one.id)).identities.map(({ value }) => value)
    expect(values).toEqual(expect.arrayContaining([one.phone, other.phone]))
    expect((await stack.api.contact(other.id)).id).toBe(one.id)
  })

  it('given the number they have already keeps their consents', async () => {
    const one = await stack.api.addContact({ phone: newPhone() })
    await record(one.id, { method: 'agent', decision: 'opt_in', evidence: shown })
    stack.clock.move(2_000)
    expect((await stack.api.call('POST', `/v1/contacts/${one.id}/number`, { phone: one.phone })).status).toBe(
      200,
    )
    expect(await stateOf(one.id)).toBe('opted_in')
  })
})
