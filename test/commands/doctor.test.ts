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
