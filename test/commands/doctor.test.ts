import { createServer } from 'node:http'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { buildProgram, ownPlace, runAssent } from './assent.ts'

beforeAll(buildProgram)

/** A platform that knows one token. */
const platform = async (): Promise<string> => {
  const server = createServer((request, response) => {
    const good = request.headers.authorization === 'Bearer the-good-token'
    const refusal = { error: { code: 190, message: 'Invalid OAuth access token' } }
    response.writeHead(good ? 200 : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify(good ? { quality_rating: 'GREEN' } : refusal))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${z.object({ port: z.number() }).parse(server.address()).port}`
}

/** An SMS provider that knows one token, at the account's own address. */
const smsProvider = async (): Promise<string> => {
  const good = `Basic ${Buffer.from('AC1:the-good-token').toString('base64')}`
  const server = createServer((request, response) => {
    const isThere = request.url === '/2010-04-01/Accounts/AC1.json'
    const status = !isThere ? 404 : request.headers.authorization === good ? 200 : 401
    const refusal = { code: status === 401 ? 20003 : 20404, message: 'Authenticate', status }
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(status === 200 ? { sid: 'AC1', status: 'active' } : refusal))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${z.object({ port: z.number() }).parse(server.address()).port}`
}

const smsAccount = (apiUrl: string, authToken: string): object => ({
  id: 'texts',
  provider: 'twilio',
  accountSid: 'AC1',
  authTokens: [authToken],
  from: '+14155550100',
  publicUrl: 'https://consent.example.com',
  apiUrl,
})

const metaAccount = (apiUrl: string, accessToken: string): string =>
  JSON.stringify([
    {
      id: 'main',
      provider: 'meta',
      phoneNumberId: '106540352242922',
      accessToken,
      appSecrets: ['an-app-secret'],
      verifyToken: 'a-verify-token',
      apiUrl,
    },
  ])

test('doctor finds everything well', async () => {
  const own = { ...(await ownPlace()), ASSENT_ACCOUNTS: metaAccount(await platform(), 'the-good-token') }
  await runAssent(['migrate'], own)
  const { code, said } = await runAssent(['doctor'], own)
  expect(said).toContain('✓ account main: meta accepts the credentials')
  expect(said).toContain('All is well.')
  expect(code).toBe(0)
})

test('doctor says in plain words that the token is bad, and does not show it', async () => {
  const own = { ...(await ownPlace()), ASSENT_ACCOUNTS: metaAccount(await platform(), 'the-stale-token') }
  await runAssent(['migrate'], own)
  const { code, said } = await runAssent(['doctor'], own)
  expect(said).toContain('✗ account main: meta says: refused with code 190: Invalid OAuth access token')
  expect(said).not.toContain('the-stale-token')
  expect(code).toBe(1)
})

test('doctor says that the platform is out of reach', async () => {
  const account = metaAccount('http://127.0.0.1:1', 'the-good-token')
  const own = { ...(await ownPlace()), ASSENT_ACCOUNTS: account }
  await runAssent(['migrate'], own)
  expect((await runAssent(['doctor'], own)).said).toContain('✗ account main: meta says: not reachable')
})

test('doctor says that Redis does not answer', async () => {
  const own = { ...(await ownPlace()), REDIS_URL: 'redis://user:the-password@127.0.0.1:1' }
  await runAssent(['migrate'], own)
  const { code, said } = await runAssent(['doctor'], own)
  expect(said).toContain('✗ queue: REDIS_URL: Redis does not answer there')
  expect(said).not.toContain('the-password')
  expect(code).toBe(1)
})

test('doctor says that the database wants migrating', async () => {
  const { code, said } = await runAssent(['doctor'], await ownPlace())
  expect(said).toMatch(/✗ database: .* is not up to date; run: npx assent migrate/)
  expect(code).toBe(1)
})

test('doctor names the template file and the field that is wrong', async () => {
  const own = { ...(await ownPlace()), ASSENT_TEMPLATES_DIR: '/nowhere/at/all' }
  const { code, said } = await runAssent(['doctor'], own)
  expect(said).toContain('✗ templates: ')
  expect(said).toContain('/nowhere/at/all')
  expect(code).toBe(1)
})

test('doctor looks at every business, at its texts and at its senders', async () => {
  const meta = z
    .array(z.object({}).loose())
    .parse(JSON.parse(metaAccount(await platform(), 'the-good-token')))
  const own = {
    ...(await ownPlace()),
    ASSENT_BUSINESSES: JSON.stringify([
      { id: 'bakery', name: 'Sunrise Bakery', accounts: meta },
      { id: 'cafe', name: 'Corner Café', accounts: [smsAccount(await smsProvider(), 'the-good-token')] },
    ]),
    ASSENT_PUBLIC_URL: 'https://consent.example.com',
    ASSENT_TRUST_PROXY: '10.0.0.0/8',
  }
  await runAssent(['migrate'], own)
  const { code, said } = await runAssent(['doctor'], own)
  expect(said).toContain(
    '✓ configuration: Sunrise Bakery: 1 WhatsApp number, 0 SMS senders; Corner Café: 0 WhatsApp numbers, 1 SMS sender',
  )
  expect(said).toContain(
    '✓ public address: https://consent.example.com; X-Forwarded-For is believed from 10.0.0.0/8',
  )
  expect(said).toContain('✓ outgoing webhooks: go to public addresses only')
  expect(said).toContain('✓ account main: meta accepts the credentials')
  expect(said).toContain('✓ account texts: twilio accepts the credentials')
  expect(code).toBe(0)
})

test('doctor says that the SMS token is bad, that the address is not encrypted, and shows no token', async () => {
  const own = {
    ...(await ownPlace()),
    ASSENT_ACCOUNTS: JSON.stringify([smsAccount(await smsProvider(), 'the-stale-token')]),
    ASSENT_PUBLIC_URL: 'http://consent.example.com',
    ASSENT_HOOKS_TO_PRIVATE: 'yes',
  }
  await runAssent(['migrate'], own)
  const { code, said } = await runAssent(['doctor'], own)
  expect(said).toContain('✗ account texts: twilio says: refused with code 20003: Authenticate')
  expect(said).toContain('✗ public address: ASSENT_PUBLIC_URL: http://consent.example.com is not encrypted')
  expect(said).toContain('✓ outgoing webhooks: may go to private addresses too')
  expect(said).not.toContain('the-stale-token')
  expect(code).toBe(1)
})

test('doctor says that the public address is a guess, and how to tell it', async () => {
  const own = await ownPlace()
  await runAssent(['migrate'], own)
  const { code, said } = await runAssent(['doctor'], own)
  expect(said).toMatch(/✓ public address: http:\/\/127\.0\.0\.1:\d+, a guess: set ASSENT_PUBLIC_URL/)
  expect(code).toBe(0)
})
