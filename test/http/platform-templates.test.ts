import { expect, test } from 'vitest'
import { z } from 'zod'
import { explainMessage } from '../../src/app/explain-message.ts'
import { syncTemplates } from '../../src/app/sync-templates.ts'
import { hour } from '../../src/domain/clock.ts'
import { type Stack, testAccount } from '../support/build-stack.ts'
import { eventually } from '../support/eventually.ts'
import { meet } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'
import type { Json } from '../support/wire.ts'

const wabaId = '102290129340398'

const stackInStep = () =>
  startStack({ accounts: (apiUrl) => [{ ...testAccount, apiUrl, businessAccountId: wabaId }] })

const know = (stack: Stack, category = 'MARKETING') =>
  stack.sandbox.learn('spring_offer', { category, language: 'en', body: 'Spring is here.' })
const become = async (stack: Stack, change: Json): Promise<void> => {
  await stack.sandbox.judge('spring_offer', change)
  await stack.quiet()
}

const template = { name: 'spring_offer', language: 'en' }
const write = async (stack: Stack, contact: string, category = 'marketing', name = 'spring_offer') =>
  stack.api.call('POST', '/v1/messages', { contact, category, template: { ...template, name } })

const consenting = async (stack: Stack, category = 'marketing') => {
  const ana = await meet(stack, 'Ana')
  await ana.isAsked([category])
  await ana.says('yes')
  await ana.holds({ [category]: 'opted_in' })
  return ana
}

test('until the list was read, nothing is held against a template', async () => {
  const stack = await stackInStep()
  const ana = await consenting(stack)
  expect(await write(stack, ana.id)).toMatchObject({ status: 202 })
})

test('a template that is not in the list, or in another language alone, is unknown', async () => {
  const stack = await stackInStep()
  const ana = await consenting(stack)
  await know(stack)
  expect(await syncTemplates(stack.services)).toMatchObject([{ wabaId }])
  expect(await write(stack, ana.id)).toMatchObject({ status: 202 })
  expect(await write(stack, ana.id, 'marketing', 'autumn_offer')).toMatchObject({
    status: 409,
    json: { reason: 'template_unknown' },
  })
})

test.each([
  ['REJECTED', 'template_rejected'],
  ['DISABLED', 'template_disabled'],
  ['PENDING', 'template_not_approved'],
  ['PAUSED', 'template_paused'],
])(
  'as soon as the platform says %s the gate says %s, and when it is well again, nothing',
  async (status, reason) => {
    const stack = await stackInStep()
    const ana = await consenting(stack)
    await know(stack)
    await syncTemplates(stack.services)
    await become(stack, { status })
    expect(await write(stack, ana.id)).toMatchObject({ status: 409, json: { reason } })
    await become(stack, { status: 'APPROVED' })
    expect(await write(stack, ana.id)).toMatchObject({ status: 202 })
  },
)

test('a first pause says when it is over, and is over then', async () => {
  const stack = await stackInStep()
  const ana = await consenting(stack)
  await know(stack)
  await syncTemplates(stack.services)
  await become(stack, { status: 'PAUSED', pause: 'FIRST_PAUSE' })
  const refused = await write(stack, ana.id)
  const { allowedAt } = z.object({ allowedAt: z.string() }).parse(refused.json)
  expect(Date.parse(allowedAt)).toBeGreaterThan(stack.clock.now() + 2 * hour)
  stack.clock.move(3 * hour + 1_000)
  expect(await write(stack, ana.id)).toMatchObject({ status: 202 })
})

test('a template that becomes MARKETING is carried by no utility consent any more', async () => {
  const stack = await stackInStep()
  const ana = await consenting(stack, 'utility')
  await know(stack, 'UTILITY')
  await syncTemplates(stack.services)
  const ask = (more: object = {}) =>
    stack.api.call('POST', '/v1/gate', {
      contact: ana.id,
      category: 'utility',
      template: 'spring_offer',
      ...more,
    })
  expect(await ask()).toMatchObject({ json: { decision: 'allow' } })
  await become(stack, { category: 'MARKETING' })
  expect(await ask()).toMatchObject({ json: { decision: 'deny', reason: 'template_category' } })
  expect(await ask({ language: 'de' })).toMatchObject({ json: { reason: 'template_unknown' } })
  expect(await write(stack, ana.id, 'utility')).toMatchObject({
    status: 409,
    json: { reason: 'template_category' },
  })
})

test('what waits in the outbox is held against the state at the moment of leaving, and why says so again', async () => {
  const stack = await stackInStep()
  const ana = await consenting(stack)
  await know(stack)
  await syncTemplates(stack.services)
  await stack.quiet()
  await stack.stopWork()
  const { json } = await write(stack, ana.id)
  const { id } = z.object({ id: z.string() }).parse(json)
  await stack.sandbox.judge('spring_offer', { status: 'REJECTED', reason: 'PROMOTIONAL' })
  await eventually(async () => expect(await stack.sandbox.pending()).toBe(0))
  await stack.startWork()
  await eventually(async () => {
    expect((await stack.api.call('GET', `/v1/messages/${id}`)).json).toMatchObject({
      state: 'cancelled',
      effect: 'template_rejected',
    })
  })
  await become(stack, { status: 'APPROVED' })
  expect(await explainMessage(stack.services, id)).toMatchObject({
    agrees: true,
    told: [
      {
        replayed: { decision: 'deny', reason: 'template_rejected' },
        decision: { data: { moment: { template: { name: 'spring_offer', status: 'REJECTED' } } } },
      },
    ],
  })
})

test('a request goes out by its template, so a paused one stops it', async () => {
  const stack = await stackInStep()
  await syncTemplates(stack.services)
  await stack.sandbox.judge('assent_opt_in_request', { language: 'en', status: 'PAUSED' })
  await stack.quiet()
  const ben = await meet(stack, 'Ben')
  const asked = await stack.api.call('POST', `/v1/contacts/${ben.id}/requests`, { categories: ['marketing'] })
  expect(asked).toMatchObject({ status: 409, json: { reason: 'template_paused' } })
})

test('a change is one fact in the ledger, however often it is told; a list finds what no webhook told', async () => {
  const stack = await stackInStep()
  await know(stack)
  await syncTemplates(stack.services)
  const facts = () =>
    stack
      .rows(
        "select data from ledger where kind = 'template.changed' and json_extract(data, '$.name') = 'spring_offer' order by seq",
      )
      .map((row) => JSON.parse(z.object({ data: z.string() }).parse(row).data))
  await stack.sandbox.behave({ duplicate: 3 })
  await become(stack, { status: 'PAUSED' })
  expect(facts()).toHaveLength(2)
  expect(facts()[1]).toMatchObject({ by: 'webhook', changes: { status: { from: 'APPROVED', to: 'PAUSED' } } })
  stack.clock.move(60_000)
  await stack.sandbox.judge('spring_offer', { status: 'DISABLED', told: false })
  expect(await syncTemplates(stack.services)).toMatchObject([{ changed: 1 }])
  expect(facts()[2]).toMatchObject({ by: 'list', changes: { status: { from: 'PAUSED', to: 'DISABLED' } } })
  expect(await syncTemplates(stack.services)).toMatchObject([{ changed: 0 }])
})
