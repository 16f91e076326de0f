import { beforeAll, expect, test } from 'vitest'
import { call } from '../support/wire.ts'
import { assent, buildProgram, hasSaid, ownPlace, runAssent } from './assent.ts'

beforeAll(buildProgram)

const business = (id: string, name: string) => ({
  id,
  name,
  accounts: [
    {
      id: `${id}-number`,
      provider: 'sandbox',
      phoneNumberId: `10000000${id.length}`,
      accessToken: 'the-access-token',
      appSecrets: ['the-app-secret'],
      verifyToken: 'the-verify-token',
    },
  ],
})
const businesses = JSON.stringify([business('bakery', 'Sunrise Bakery'), business('florist', 'Rose & Son')])

test('a second business gets its first key from the command line, and sees its own contacts alone', async () => {
  const own = {
    ...(await ownPlace()),
    ASSENT_BUSINESSES: businesses,
    ASSENT_API_KEY: 'the-key-of-the-bakery',
  }
  const running = assent(['start'], own)
  await hasSaid(running, 'Stop with Ctrl+C')
  const made = await runAssent(['key', 'florist', 'the CRM', 'read', 'write'], own)
  expect(made.code).toBe(0)
  const secret = made.output.trim()
  expect(secret).toMatch(/^ask_[\w-]{32}$/)

  const contacts = `http://127.0.0.1:${own.ASSENT_PORT}/v1/contacts`
  const as = (key: string) => ({ authorization: `Bearer ${key}` })
  const added = await call('POST', contacts, { name: 'Ana', phone: '+14155550123' }, as(secret))
  expect(added.status).toBe(201)
  expect((await call('GET', contacts, undefined, as(secret))).text).toContain('Ana')
  const ofTheBakery = await call('GET', contacts, undefined, as('the-key-of-the-bakery'))
  expect(ofTheBakery.json).toEqual({ items: [], next: null })
}, 120_000)

test('a business or a scope that is none is told by name', async () => {
  const own = { ...(await ownPlace()), ASSENT_BUSINESSES: businesses }
  await runAssent(['migrate'], own)
  const nobody = await runAssent(['key', 'butcher', 'the CRM', 'read'], own)
  expect(nobody.code).toBe(1)
  expect(nobody.said).toContain('there is no business "butcher"; known: bakery, florist')
  const nothing = await runAssent(['key', 'bakery', 'the CRM', 'everything'], own)
  expect(nothing.code).toBe(1)
  expect(nothing.said).toContain('scopes: expected some of read, write, send, admin')
})
