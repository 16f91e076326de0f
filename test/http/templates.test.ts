import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Stack, testAccount } from '../support/build-stack.ts'
import { startStack } from '../support/start-stack.ts'

const wabaId = '102290129340398'
const stackInStep = (apiKey?: string) =>
  startStack({
    accounts: (apiUrl) => [{ ...testAccount, apiUrl, businessAccountId: wabaId }],
    ...(apiKey ? { apiKey } : {}),
  })
const post = (stack: Stack, path: string, body: object = {}) =>
  stack.api.call('POST', `/v1/templates${path}`, body)

const request = {
  purpose: 'opt-in-request',
  language: 'en',
  shownAs: 'template',
  platform: { name: 'bakery_opt_in', category: 'MARKETING' },
  body: 'This is {{business}}. May we send you {{categories}}? Reply STOP to end them.',
  variables: { business: { example: 'Sunrise Bakery' }, categories: { example: 'offers' } },
  buttons: [
    { label: 'Yes', reply: 'yes' },
    { label: 'No', reply: 'no' },
  ],
  promises: [{ words: 'STOP', intent: 'opt_out' }],
}

test('a template is linted, as text with its lines or as it is, and nothing is written', async () => {
  const stack = await stackInStep()
  const before = stack.rows('select count(*) as n from ledger')
  expect(await post(stack, '/lint', { template: request })).toMatchObject({
    status: 200,
    json: { findings: [] },
  })
  const text = JSON.stringify(request, null, 2).replace('"No"', '"Ask me later"')
  const line = text.split('\n').findIndex((one) => one.includes('Ask me later')) + 1
  expect((await post(stack, '/lint', { text })).json).toMatchObject({
    findings: [{ code: 'dark_pattern', line, field: 'buttons.1.label' }],
  })
  expect((await post(stack, '/lint', { text: '{' })).json).toMatchObject({
    findings: [{ code: 'invalid_json', line: 1 }],
  })
  expect(await post(stack, '/lint', {})).toMatchObject({ status: 400, json: { field: 'text' } })
  expect(stack.rows('select count(*) as n from ledger')).toEqual(before)
})

test('a preview is what people would see, by examples or by the values that are given', async () => {
  const stack = await stackInStep()
  expect(
    (await post(stack, '/preview', { purpose: 'opt-in-request', language: 'en', categories: ['marketing'] }))
      .json,
  ).toMatchObject({
    body: expect.stringContaining('this is Sunrise Bakery. May we send you offers on WhatsApp?'),
    buttons: ['Yes, please', 'No, thanks'],
    header: null,
    unset: [],
    about: [{ category: 'marketing', title: 'offers', value: 'You hear of lower prices while they last.' }],
  })
  const components = [
    { type: 'HEADER', format: 'TEXT', text: 'News of {{1}}', example: { header_text: ['today'] } },
    { type: 'BODY', text: 'Hello {{1}}, and {{2}}.', example: { body_text: [['Ana']] } },
    { type: 'FOOTER', text: 'Sunrise Bakery' },
  ]
  const theirs = { name: 'news', language: 'en', category: 'MARKETING', components }
  expect((await post(stack, '/preview', { template: theirs })).json).toMatchObject({
    header: 'News of today',
    body: 'Hello Ana, and {{2}}.',
    footer: 'Sunrise Bakery',
    unset: ['2'],
  })
  expect((await post(stack, '/preview', { template: theirs, values: { 2: 'Ben' } })).json).toMatchObject({
    body: 'Hello Ana, and Ben.',
  })
  expect(await post(stack, '/preview', { purpose: 'opt-in-request', language: 'fi' })).toMatchObject({
    status: 404,
  })
  expect(await post(stack, '/preview', { template: { hello: 1 } })).toMatchObject({ status: 400 })
})

const listShape = z.object({
  items: z.array(
    z.looseObject({
      language: z.string(),
      findings: z.array(z.unknown()),
      platform: z.array(z.looseObject({ status: z.string(), category: z.string().nullable() })),
    }),
  ),
  synced: z.array(z.looseObject({ businessAccount: z.string() })),
})
const listed = async (stack: Stack) => listShape.parse((await stack.api.call('GET', '/v1/templates')).json)

test('the list shows every text with what is wrong with it and what the platform makes of it', async () => {
  const stack = await stackInStep()
  const before = await listed(stack)
  expect(before.items.length).toBeGreaterThan(20)
  expect(before.items.flatMap(({ findings }) => findings)).toEqual([])
  expect(before.items.flatMap(({ platform }) => platform)).toEqual([])
  expect(before.synced).toEqual([])
  expect((await post(stack, '/sync')).json).toMatchObject({
    items: [{ businessAccount: wabaId, templates: before.items.length, changed: before.items.length }],
  })
  const after = await listed(stack)
  expect(after.synced).toMatchObject([{ businessAccount: wabaId }])
  expect(after.items.find(({ language }) => language === 'de')?.platform).toMatchObject([
    { status: 'APPROVED', category: 'MARKETING' },
  ])
})

test('a text is handed in when it is sound, and the platform says what came of it', async () => {
  const stack = await stackInStep()
  await fetch(`${stack.sandbox.url}/sandbox/state`, { method: 'DELETE' })
  expect(await post(stack, '/opt-in-request/en/submit')).toMatchObject({
    status: 200,
    json: { account: 'main', name: 'assent_opt_in_request', status: 'APPROVED', category: 'MARKETING' },
  })
  await stack.quiet()
  const inEnglish = (await listed(stack)).items.find(({ language }) => language === 'en')
  expect(inEnglish?.platform).toMatchObject([{ status: 'APPROVED' }])
  expect(await post(stack, '/opt-in-request/en/submit')).toMatchObject({
    status: 409,
    json: { type: 'urn:assent:template:refused' },
  })
  await stack.sandbox.behave({ templateReview: 'reject' })
  expect(await post(stack, '/opt-in-request/de/submit')).toMatchObject({ json: { status: 'REJECTED' } })
  await stack.sandbox.behave({ templateReview: 'wait' })
  expect(await post(stack, '/opt-in-request/fr/submit')).toMatchObject({ json: { status: 'PENDING' } })
  const now = await listed(stack)
  expect(now.items.find(({ language }) => language === 'fr')?.platform).toMatchObject([{ status: 'PENDING' }])
  expect(await post(stack, '/help/en/submit')).toMatchObject({
    status: 409,
    json: { type: 'urn:assent:template:unlinked' },
  })
})

test('handing in and reading the list need the scope admin; looking does not', async () => {
  const stack = await stackInStep('the-key-of-the-tests-of-templates')
  const { json } = await stack.api.call('POST', '/v1/keys', { name: 'a reader', scopes: ['read'] })
  const { secret } = z.looseObject({ secret: z.string() }).parse(json)
  const asReader = (path: string, body: object): Promise<number> =>
    fetch(`${stack.url}/v1/templates${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then(({ status }) => status)
  expect(await asReader('/sync', {})).toBe(403)
  expect(await asReader('/opt-in-request/en/submit', {})).toBe(403)
  expect(await asReader('/lint', { template: request })).toBe(200)
})

test('without the id of the account at the platform nothing can be handed in, and nothing is synced', async () => {
  const stack = await startStack()
  expect(await post(stack, '/opt-in-request/en/submit')).toMatchObject({
    status: 409,
    json: { field: 'account' },
  })
  expect((await post(stack, '/sync')).json).toEqual({ items: [] })
})
