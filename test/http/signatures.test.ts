import { expect, test } from 'vitest'
import { readConfig } from '../../src/config/config.ts'
import type { Stack } from '../support/build-stack.ts'
import { startStack } from '../support/start-stack.ts'
import { bodyOf, bytesOf, textFrom } from '../support/webhook-body.ts'
import { call, postBytes, signatureOf } from '../support/wire.ts'

const first = 'the-first-app-secret'
const second = 'the-second-app-secret'
const signing = 'the-360dialog-signing-secret'
const word = 'the-word-in-the-header'
const nowhere = 'http://127.0.0.1:9'

const accounts = [
  {
    id: 'meta',
    provider: 'meta',
    phoneNumberId: '1',
    accessToken: 'a-token-of-meta',
    appSecrets: [first, second],
    verifyToken: 'the-verify-token',
    apiUrl: nowhere,
  },
  {
    id: 'signed',
    provider: '360dialog',
    phoneNumberId: '2',
    apiKey: 'a-key-of-360',
    signatureSecrets: [signing],
    apiUrl: nowhere,
  },
  {
    id: 'worded',
    provider: '360dialog',
    phoneNumberId: '3',
    apiKey: 'a-key-of-360',
    secretHeader: { name: 'X-Shop-Word', values: ['an-older-word-in-it', word] },
    apiUrl: nowhere,
  },
  {
    id: 'both',
    provider: '360dialog',
    phoneNumberId: '4',
    apiKey: 'a-key-of-360',
    signatureSecrets: [signing],
    secretHeader: { name: 'x-shop-word', values: [word] },
    apiUrl: nowhere,
  },
]

const bytes = bytesOf(bodyOf([textFrom('14155554001', 'stöp ✋', 'wamid.1', 1_760_000_000)], '1'))
const good = signatureOf(bytes, first)
const hub = 'x-hub-signature-256'
const dialog = 'x-360dialog-signature'

const statusOf = async (stack: Stack, account: string, headers: Record<string, string>): Promise<number> => {
  const sent = { 'content-type': 'application/json', ...headers }
  return (await postBytes(`${stack.url}/webhooks/${account}`, bytes, sent)).status
}

test('a delivery is taken with a right signature of either secret, and with nothing else', async () => {
  const stack = await startStack({ works: false, accounts })
  const table: [string, Record<string, string>, number][] = [
    ['the first secret', { [hub]: good }, 200],
    ['the second secret, while the first is being replaced', { [hub]: signatureOf(bytes, second) }, 200],
    ['capitals', { [hub]: good.toUpperCase().replace('SHA256', 'sha256') }, 200],
    ['no header', {}, 401],
    ['an empty header', { [hub]: '' }, 401],
    ['a header without a digest', { [hub]: 'sha256=' }, 401],
    ['a short digest', { [hub]: good.slice(0, -1) }, 401],
    ['a long digest', { [hub]: `${good}0` }, 401],
    ['one bit off', { [hub]: good.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }, 401],
    ['another secret', { [hub]: signatureOf(bytes, 'some-other-secret') }, 401],
    ['the signature of another body', { [hub]: signatureOf(Buffer.from('{}'), first) }, 401],
    ['another algorithm', { [hub]: good.replace('sha256', 'sha1') }, 401],
    ['the old header', { 'x-hub-signature': good }, 401],
    ["the other provider's header", { [dialog]: good }, 401],
    ['the secret itself', { [hub]: first }, 401],
  ]
  for (const [what, headers, expected] of table)
    expect([what, await statusOf(stack, 'meta', headers)]).toEqual([what, expected])
  expect(stack.rows('select id from deliveries')).toHaveLength(3)
})

test('a 360dialog delivery is taken by signature or by secret header, as configured', async () => {
  const stack = await startStack({ works: false, accounts })
  const signed = signatureOf(bytes, signing)
  const table: [string, Record<string, string>, number][] = [
    ['signed', { [dialog]: signed }, 200],
    ['signed', { [dialog]: signed.replace('sha256=', '') }, 200],
    ['signed', { [dialog]: signatureOf(bytes, signing, 'base64') }, 200],
    ['signed', { [dialog]: signatureOf(bytes, first) }, 401],
    ['signed', { 'x-shop-word': word }, 401],
    ['signed', {}, 401],
    ['worded', { 'x-shop-word': word }, 200],
    ['worded', { 'X-SHOP-WORD': 'an-older-word-in-it' }, 200],
    ['worded', { 'x-shop-word': `${word} and more` }, 401],
    ['worded', { 'x-shop-word': '' }, 401],
    ['worded', { [dialog]: signed }, 401],
    ['worded', {}, 401],
    ['both', { [dialog]: signed }, 200],
    ['both', { 'x-shop-word': word }, 200],
    ['both', { [dialog]: 'sha256=00', 'x-shop-word': word }, 401],
    ['both', {}, 401],
  ]
  for (const [account, headers, expected] of table)
    expect([account, headers, await statusOf(stack, account, headers)]).toEqual([account, headers, expected])
})

test.each([
  ['a 360dialog account without signature secret and header', { ...accounts[1], signatureSecrets: [] }],
  ['a Meta account without app secret', { ...accounts[0], appSecrets: [] }],
  ['a Meta account with an empty app secret', { ...accounts[0], appSecrets: [''] }],
])('%s is refused before anything starts', (_what, account) => {
  const wrong = { ASSENT_ACCOUNTS: JSON.stringify([account]) }
  expect(() => readConfig(wrong)).toThrow(/ASSENT_ACCOUNTS\[0\]/)
})

test('the handshake answers the challenge to who knows the word, and nobody else', async () => {
  const stack = await startStack({ works: false, accounts })
  const shake = (account: string, query: Record<string, string>) =>
    call('GET', `${stack.url}/webhooks/${account}?${new URLSearchParams(query)}`)
  const right = {
    'hub.mode': 'subscribe',
    'hub.verify_token': 'the-verify-token',
    'hub.challenge': '1158201444',
  }
  expect(await shake('meta', right)).toMatchObject({ status: 200, text: '1158201444' })
  for (const wrong of [
    { ...right, 'hub.verify_token': 'another-token' },
    { ...right, 'hub.verify_token': '' },
    { ...right, 'hub.mode': 'unsubscribe' },
    { 'hub.challenge': '5' },
  ]) {
    const answer = await shake('meta', wrong)
    expect(answer.status).toBe(401)
    expect(answer.text).not.toContain('the-verify-token')
  }
  expect((await shake('signed', right)).status).toBe(401)
  expect((await shake('nobody', right)).status).toBe(404)
})

test('the challenge comes back as text, whatever it holds', async () => {
  const stack = await startStack({ works: false, accounts })
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.verify_token': 'the-verify-token',
    'hub.challenge': '<script>alert(1)</script>',
  })
  const response = await fetch(`${stack.url}/webhooks/meta?${query}`)
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
})
