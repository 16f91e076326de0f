import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { explainMessage } from '../../src/app/explain-message.ts'
import { day, hour, minute } from '../../src/domain/clock.ts'
import type { Stack } from '../support/build-stack.ts'
import { eventually } from '../support/eventually.ts'
import { meet } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'
import { bytesOf, deliver } from '../support/webhook-body.ts'
import type { Json } from '../support/wire.ts'

const reportShape = z.looseObject({
  quality: z.string().nullable(),
  limit: z.looseObject({
    people: z.number().nullable(),
    unlimited: z.boolean(),
    reached: z.number(),
  }),
  closed: z.string().nullable(),
  restrictions: z.array(z.looseObject({ type: z.string(), until: z.string().nullable() })),
  controls: z.looseObject({
    level: z.number(),
    because: z.array(z.string()),
    lifts: z.string(),
    worst: z.array(z.string()),
  }),
  cohorts: z.array(z.looseObject({ method: z.string(), kind: z.string(), sent: z.number() })),
  marks: z.array(z.looseObject({ facet: z.string(), value: z.string(), source: z.string() })),
})

const report = async ({ api }: Stack) => {
  const { json } = await api.call('GET', '/v1/quality')
  const [account] = z.object({ accounts: z.array(reportShape) }).parse(json).accounts
  if (!account) throw new Error('there is no account')
  return account
}
const markOf = async (stack: Stack, facet: string): Promise<string | null> =>
  (await report(stack)).marks.find((mark) => mark.facet === facet)?.value ?? null

const seconds = (stack: Stack): number => Math.floor(stack.clock.now() / 1_000)

/** Says something about the account, as the platform does, at a second of its own. */
const tell = async (stack: Stack, field: string, value: Json, at = seconds(stack)): Promise<void> => {
  const body = {
    object: 'whatsapp_business_account',
    entry: [{ id: '102290129340398', time: at, changes: [{ field, value }] }],
  }
  expect((await deliver(stack, bytesOf(body))).status).toBe(200)
  await stack.inboxEmpty()
}
const limitTo = (stack: Stack, people: number | string) =>
  tell(stack, 'business_capability_update', { max_daily_conversations_per_business: people })
const restrict = (stack: Stack, type: string, expiration?: number) =>
  tell(stack, 'account_update', {
    event: 'ACCOUNT_RESTRICTION',
    restriction_info: [{ restriction_type: type, ...(expiration === undefined ? {} : { expiration }) }],
  })

const consenting = async (stack: Stack, name: string) => {
  const person = await meet(stack, name)
  const evidence = { wording: 'Offers of Sunrise Bakery on WhatsApp', language: 'en', version: '1' }
  const body = { method: 'agent', decision: 'opt_in', categories: ['marketing', 'utility'], evidence }
  expect((await stack.api.call('POST', `/v1/contacts/${person.id}/statements`, body)).status).toBe(201)
  return person
}
const templates = { marketing: 'spring', utility: 'order' } as const
const send = (stack: Stack, contact: string, category: keyof typeof templates = 'marketing') =>
  stack.api.call('POST', '/v1/messages', {
    contact,
    category,
    template: { name: templates[category], language: 'en', shown: 'Hello' },
  })
const learn = async ({ sandbox }: Stack): Promise<void> => {
  await sandbox.learn('spring', { language: 'en', category: 'MARKETING', body: 'Hello', buttons: [] })
  await sandbox.learn('order', { language: 'en', category: 'UTILITY', body: 'Hello', buttons: [] })
}
const idOf = (json: unknown): string => z.looseObject({ id: z.string() }).parse(json).id
const messageIs = async (stack: Stack, id: string, expected: object): Promise<void> =>
  eventually(async () => {
    expect((await stack.api.call('GET', `/v1/messages/${id}`)).json).toMatchObject(expected)
  })

const fixture = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, '..', 'fixtures', 'webhooks', `${name}.json`))

test.each([
  ['account_alerts_deferred', 'alert:INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED', 'ACTIVE'],
  ['account_review_update', 'review', 'APPROVED'],
  ['account_update_disabled_reinstate', 'ban', 'REINSTATE'],
  ['account_update_restriction', 'restriction:RESTRICTED_BIZ_INITIATED_MESSAGING', 'ACTIVE'],
  ['account_update_violation', 'violation', 'ADULT'],
  ['business_capability_update', 'limit', '2000'],
  ['phone_number_quality_update_throughput', 'limit', 'TIER_UNLIMITED'],
])('the documented webhook %s is taken up: %s is %s', async (name, facet, value) => {
  const stack = await startStack()
  await deliver(stack, fixture(name))
  await deliver(stack, fixture(name))
  await stack.inboxEmpty()
  expect(await markOf(stack, facet)).toBe(value)
  const entries = (await stack.api.call('GET', '/v1/events?limit=200')).text
  expect(entries.split('"account.changed"').length - 1).toBe(
    name === 'account_update_restriction' || name.startsWith('phone') ? 2 : 1,
  )
})

test('what is older than what is known changes nothing when it arrives later; what nobody knows is kept', async () => {
  const stack = await startStack()
  await limitTo(stack, 2_000)
  await tell(
    stack,
    'business_capability_update',
    { max_daily_conversations_per_business: 250 },
    seconds(stack) - 60,
  )
  expect((await report(stack)).limit).toMatchObject({ people: 2_000, unlimited: false })
  await limitTo(stack, 'TIER_SOMETHING')
  expect((await report(stack)).limit).toMatchObject({ people: null })
  expect(await markOf(stack, 'limit')).toBe('TIER_SOMETHING')
  await limitTo(stack, 'TIER_10K')
  expect((await report(stack)).limit).toMatchObject({ people: 10_000 })
  await limitTo(stack, -1)
  expect((await report(stack)).limit).toMatchObject({ people: null, unlimited: true })
  await tell(stack, 'account_update', { event: 'A_NEW_ONE', odd: { deep: [1] } })
  expect(await markOf(stack, 'event:A_NEW_ONE')).toBe('told')
  await tell(stack, 'account_update', { restriction_info: 'not a list' })
  expect((await stack.api.ready()).database).toMatchObject({ deadDeliveries: 0 })
})

test('a number that is named and not ours concerns none of our accounts', async () => {
  const stack = await startStack()
  await tell(stack, 'phone_number_quality_update', { display_phone_number: '15550009999', event: 'FLAGGED' })
  expect(await markOf(stack, 'status')).toBeNull()
  await tell(stack, 'phone_number_quality_update', {
    display_phone_number: '+1 555 078 3881',
    event: 'FLAGGED',
  })
  expect(await markOf(stack, 'status')).toBe('FLAGGED')
})

test('a restriction on what the business begins holds it until it ends, and lets answers out', async () => {
  const stack = await startStack()
  await learn(stack)
  const ana = await consenting(stack, 'Ana')
  await restrict(stack, 'RESTRICTED_BIZ_INITIATED_MESSAGING', seconds(stack) + 3_600)
  const refused = await send(stack, ana.id)
  expect(refused).toMatchObject({
    status: 409,
    json: { reason: 'restricted_business', allowedAt: expect.any(String) },
  })
  const asked = await stack.api.call('POST', '/v1/gate', { contact: ana.id, category: 'marketing' })
  expect(asked.json).toMatchObject({ decision: 'hold', reason: 'restricted_business' })
  await ana.says('stop')
  await ana.sees(1)
  const ben = await consenting(stack, 'Ben')
  stack.clock.move(hour + minute)
  expect((await send(stack, ben.id)).status).toBe(202)
  await ben.sees(1)
})

test('a restriction without an end refuses, and a person who knows better lifts it', async () => {
  const stack = await startStack()
  await learn(stack)
  const ana = await consenting(stack, 'Ana')
  await restrict(stack, 'RESTRICTED_BIZ_INITIATED_MESSAGING')
  const refused = await send(stack, ana.id)
  expect(refused.json).toMatchObject({ reason: 'restricted_business' })
  expect(refused.json).not.toHaveProperty('allowedAt')
  const release = { account: 'main', reason: 'the support says that it is over' }
  expect((await stack.api.call('POST', '/v1/quality/controls/release', release)).status).toBe(200)
  expect((await send(stack, ana.id)).status).toBe(202)
  await ana.sees(1)
  const again = await stack.api.call('POST', '/v1/quality/controls/release', release)
  expect(again).toMatchObject({ status: 409, json: { type: 'urn:assent:controls:none' } })
  expect((await stack.api.call('GET', '/v1/events?limit=200')).text).toContain(
    'the support says that it is over',
  )
})

test('where not even answers are let out, a stop is kept and its confirmation waits, and the log says so', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await restrict(stack, 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING', seconds(stack) + 3_600)
  await ana.says('stop')
  await ana.holds({ marketing: 'opted_out' })
  await eventually(async () => {
    expect(stack.rows("select reason from messages where kind = 'confirmation'")).toEqual([
      { reason: 'restricted_replies' },
    ])
    expect(stack.lines.some((line) => line.includes('an answer waits'))).toBe(true)
  })
  expect(await ana.texts()).toEqual([])
})

test('a restriction on utility templates leaves marketing alone', async () => {
  const stack = await startStack()
  await learn(stack)
  const ana = await consenting(stack, 'Ana')
  await restrict(stack, 'RESTRICTED_UTILITY_TEMPLATES', seconds(stack) + 3_600)
  expect((await send(stack, ana.id, 'utility')).json).toMatchObject({ reason: 'restricted_utility' })
  expect((await send(stack, ana.id, 'marketing')).status).toBe(202)
})

test.each([
  [
    { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } },
    'account_disabled',
    { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } },
  ],
  [{ event: 'ACCOUNT_DELETED' }, 'account_gone', null],
  [{ event: 'ACCOUNT_OFFBOARDED' }, 'account_gone', { event: 'ACCOUNT_RECONNECTED' }],
])('after %o everything is refused: %s; and no longer after %o', async (closing, reason, opening) => {
  const stack = await startStack()
  await learn(stack)
  const ana = await consenting(stack, 'Ana')
  await tell(stack, 'account_update', closing)
  expect((await send(stack, ana.id)).json).toMatchObject({ reason })
  expect(
    (
      await stack.api.call('POST', `/v1/contacts/${(await meet(stack, 'Ben')).id}/requests`, {
        categories: ['marketing'],
      })
    ).json,
  ).toMatchObject({ reason })
  if (!opening) return
  stack.clock.move(2_000)
  await tell(stack, 'account_update', opening)
  expect((await send(stack, ana.id)).status).toBe(202)
})

test("the portfolio's limit holds the next person until the first falls out of the day; who counts goes on", async () => {
  const stack = await startStack()
  await learn(stack)
  await limitTo(stack, 2)
  const [ana, ben, eve] = [
    await consenting(stack, 'Ana'),
    await meet(stack, 'Ben'),
    await consenting(stack, 'Eve'),
  ]
  await send(stack, ana.id)
  await ana.sees(1)
  const first = stack.clock.now()
  stack.clock.move(hour)
  await ben.isAsked(['marketing'])
  const held = idOf((await send(stack, eve.id)).json)
  await messageIs(stack, held, { state: 'queued', effect: 'portfolio_limit' })
  expect((await report(stack)).limit).toMatchObject({ people: 2, reached: 2 })
  const gate = async (who: string) =>
    (await stack.api.call('POST', '/v1/gate', { contact: who, category: 'marketing' })).json
  expect(await gate(eve.id)).toMatchObject({ decision: 'hold', reason: 'portfolio_limit' })
  expect(await gate(ana.id)).toMatchObject({ decision: 'allow' })
  stack.clock.move(minute)
  await send(stack, ana.id)
  await ana.sees(2)
  // Ben was reached an hour later than Ana at first, but Ana again since: Ben is the first to fall out.
  stack.clock.move(first + day - stack.clock.now() + minute)
  await stack.sweep()
  await messageIs(stack, held, { state: 'queued' })
  stack.clock.move(hour)
  await stack.sweep()
  await eve.sees(1)
  const explained = await explainMessage(stack.services, held)
  expect(explained).toMatchObject({ agrees: true, told: [{ replayed: { decision: 'allow' } }] })
})

test('of many that leave at the same moment no more reach the platform than the portfolio allows', async () => {
  const stack = await startStack()
  await learn(stack)
  await limitTo(stack, 2)
  const people = await Promise.all(['Ana', 'Ben', 'Cem', 'Dan', 'Eve'].map((name) => consenting(stack, name)))
  await Promise.all(people.map(({ id }) => send(stack, id)))
  await stack.quiet()
  expect(new Set((await stack.sandbox.accepted()).map(({ to }) => to)).size).toBe(2)
  expect(stack.rows("select count(*) as n from messages where reason = 'portfolio_limit'")).toEqual([
    { n: 3 },
  ])
})

test('inside a service window nobody counts, and a limit that nobody knows holds nobody', async () => {
  const stack = await startStack()
  await learn(stack)
  await limitTo(stack, 1)
  const [ana, ben] = [await consenting(stack, 'Ana'), await consenting(stack, 'Ben')]
  await ana.says('hello')
  await stack.quiet()
  await send(stack, ana.id)
  await ana.sees(1)
  expect((await report(stack)).limit.reached).toBe(0)
  await send(stack, ben.id)
  await ben.sees(1)
  expect((await report(stack)).limit.reached).toBe(1)
})

test('when the quality falls, marketing and requests pause; after a day of green they go on', async () => {
  const stack = await startStack()
  await learn(stack)
  const [ana, ben] = [await consenting(stack, 'Ana'), await meet(stack, 'Ben')]
  const { poll } = polling(stack)
  await poll('GREEN')
  await stack.stopWork()
  const held = idOf((await send(stack, ana.id)).json)
  await poll('RED')
  await stack.startWork()
  await stack.sweep()
  await messageIs(stack, held, { state: 'queued', effect: 'quality_marketing_paused' })
  const { controls } = await report(stack)
  expect(controls).toMatchObject({ level: 2, because: ["the number's quality is RED"] })
  const request = { categories: ['marketing'] }
  const refused = await stack.api.call('POST', `/v1/contacts/${ben.id}/requests`, request)
  expect(refused).toMatchObject({ status: 409, json: { reason: 'quality_marketing_paused' } })
  expect((await send(stack, ana.id, 'utility')).status).toBe(202)
  await ana.sees(1)
  await poll('GREEN')
  expect((await report(stack)).controls).toMatchObject({
    level: 2,
    lifts: expect.stringContaining('better since'),
  })
  stack.clock.move(day + minute)
  await poll('GREEN')
  expect((await report(stack)).controls.level).toBe(0)
  await stack.sweep()
  await ana.sees(2)
  expect(await explainMessage(stack.services, held)).toMatchObject({ agrees: true })
  const { text } = await stack.api.call('GET', '/v1/quality/series')
  expect(text.match(/"controls\.changed"/g)).toHaveLength(2)
})

test('red quality and a flag besides pause all but answers; a person lets go, and worse acts again', async () => {
  const stack = await startStack()
  await learn(stack)
  const ana = await consenting(stack, 'Ana')
  const { poll } = polling(stack)
  await poll('RED', { status: 'FLAGGED' })
  expect((await report(stack)).controls.level).toBe(3)
  expect((await send(stack, ana.id, 'utility')).json).toMatchObject({ reason: 'quality_all_paused' })
  await ana.says('stop')
  await ana.sees(1)
  const release = { account: 'main', reason: 'the list was cleaned' }
  const released = await stack.api.call('POST', '/v1/quality/controls/release', release)
  expect(released.status).toBe(200)
  await poll('RED', { status: 'FLAGGED' })
  expect((await report(stack)).controls).toMatchObject({
    level: 0,
    released: { by: 'local', reason: 'the list was cleaned' },
  })
  await poll('YELLOW', { status: 'CONNECTED' })
  await poll('RED', { status: 'CONNECTED' })
  expect((await report(stack)).controls.level).toBe(2)
})

test('at yellow only requests to the weakest cohort pause', async () => {
  const stack = await startStack()
  const { poll } = polling(stack)
  await poll('YELLOW')
  expect((await report(stack)).controls).toMatchObject({ level: 1, worst: ['import:C', 'none'] })
  const ask = async (contact: string) =>
    stack.api.call('POST', `/v1/contacts/${contact}/requests`, { categories: ['marketing'] })
  const nobodyKnows = await meet(stack, 'Ana')
  expect((await ask(nobodyKnows.id)).json).toMatchObject({ reason: 'quality_requests_paused' })
  const wrote = await meet(stack, 'Ben')
  await wrote.says('hello')
  await stack.quiet()
  expect((await ask(wrote.id)).status).toBe(202)
})

test('a poll that fails changes nothing but its age, and the next one is ten minutes away', async () => {
  const stack = await startStack()
  const { poll, fails } = polling(stack)
  await poll('GREEN')
  await fails()
  const { json } = await stack.api.call('GET', '/v1/quality')
  expect(json).toMatchObject({
    accounts: [{ quality: 'GREEN', poll: { error: expect.stringContaining('190') } }],
  })
})

test('where the platform refuses the number as such, it is asked at once how that stands', async () => {
  const stack = await startStack()
  const { poll } = polling(stack)
  await poll('GREEN')
  const ana = await meet(stack)
  await stack.sandbox.behave({
    number: { quality: 'RED' },
    sendError: { code: 131048, httpStatus: 400, times: 1 },
  })
  await stack.api.ask(ana.id, { categories: ['marketing'] })
  await eventually(async () => {
    expect(await stack.poll()).toBe(1)
  })
  expect(await report(stack)).toMatchObject({ quality: 'RED', controls: { level: 2 } })
})

test('the counts are by account, template, category and cohort, and a stop counts for the last message', async () => {
  const stack = await startStack()
  await learn(stack)
  const ana = await consenting(stack, 'Ana')
  await send(stack, ana.id)
  await ana.sees(1)
  await stack.quiet()
  await ana.says('stop')
  await ana.sees(2)
  await stack.sandbox.behave({ sendError: { code: 131026, httpStatus: 400, times: 1 } })
  const ben = await meet(stack, 'Ben')
  await ben.isAsked(['marketing'], 'not_delivered')
  await stack.quiet()
  const series = async (by: string) => {
    const to = encodeURIComponent(new Date(stack.clock.now() + day).toISOString())
    const { json } = await stack.api.call('GET', `/v1/quality/series?by=${by}&step=hour&to=${to}`)
    return z.object({ items: z.array(z.looseObject({ name: z.string(), kind: z.string() })) }).parse(json)
      .items
  }
  const read = { tried: 1, sent: 1, delivered: 1, read: 1, optedOut: 1, failed: {} }
  expect(await series('category')).toContainEqual(
    expect.objectContaining({ name: 'marketing', kind: 'business', ...read }),
  )
  expect(await series('template')).toContainEqual(expect.objectContaining({ name: 'spring/en', ...read }))
  expect(await series('method')).toContainEqual(expect.objectContaining({ name: 'agent', ...read }))
  expect(await series('method')).toContainEqual(
    expect.objectContaining({ name: 'none', kind: 'request', tried: 1, sent: 0, failed: { 131026: 1 } }),
  )
  expect(await series('account')).toContainEqual(
    expect.objectContaining({ name: 'main', kind: 'business', ...read }),
  )
  expect((await report(stack)).cohorts).toContainEqual(
    expect.objectContaining({ method: 'agent', kind: 'business', sent: 1 }),
  )
})

/** Asks the platform after the pause between two polls, when it has been told what to answer. */
function polling(stack: Stack) {
  const ask = async (behaviour: Json): Promise<void> => {
    await stack.sandbox.behave(behaviour)
    stack.clock.move(13 * minute)
    expect(await stack.poll()).toBe(1)
    expect(await stack.poll()).toBe(0)
  }
  return {
    poll: (quality: string, more: Json = {}) => ask({ number: { quality, ...more } }),
    fails: () => ask({ number: { error: 190 } }),
  }
}
