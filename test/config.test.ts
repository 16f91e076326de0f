import { describe, expect, test } from 'vitest'
import { readConfig, settings } from '../src/config/config.ts'

const account = {
  id: 'main',
  provider: 'meta',
  phoneNumberId: '106540352242922',
  accessToken: 'CANARY-access-token',
  appSecrets: ['CANARY-app-secret'],
  verifyToken: 'CANARY-verify-token',
}
const accounts = (...list: object[]): Record<string, string> => ({ ASSENT_ACCOUNTS: JSON.stringify(list) })
const without = (name: keyof typeof account): object => ({ ...account, [name]: undefined })

const bakery = { id: 'bakery', name: 'Sunrise Bakery', accounts: [account] }
const businesses = (...list: object[]): Record<string, string> => ({
  ASSENT_BUSINESSES: JSON.stringify(list),
})
const sender = {
  id: 'texts',
  provider: 'twilio',
  accountSid: 'AC1',
  authTokens: ['CANARY-auth-token'],
  from: '+14155550100',
  publicUrl: 'https://consent.example.com/',
}
const texts = (missing: keyof typeof sender): object => ({ ...sender, [missing]: undefined })

const complaintAbout = (environment: Record<string, string>): string => {
  try {
    readConfig(environment)
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return ''
}

describe('a wrong value is refused with the name of its variable, what was expected and an example', () => {
  const table: [string, Record<string, string>, string, RegExp][] = [
    ['a long name', { ASSENT_BUSINESS_NAME: 'x'.repeat(61) }, 'ASSENT_BUSINESS_NAME', /60/],
    ['a language in words', { ASSENT_LANGUAGE: 'english' }, 'ASSENT_LANGUAGE', /language code/],
    ['accounts that are no JSON', { ASSENT_ACCOUNTS: '[{' }, 'ASSENT_ACCOUNTS', /expected JSON/],
    ['accounts that are no list', { ASSENT_ACCOUNTS: '{}' }, 'ASSENT_ACCOUNTS', /array/],
    ['no account at all', accounts(), 'ASSENT_ACCOUNTS', />=1|at least/i],
    ['two accounts of one name', accounts(account, account), 'ASSENT_ACCOUNTS', /its own id/],
    [
      'an unknown provider',
      accounts({ ...account, provider: 'sms' }),
      'ASSENT_ACCOUNTS[0].provider',
      /expected|input/i,
    ],
    ['an id with blanks', accounts({ ...account, id: 'My Shop' }), 'ASSENT_ACCOUNTS[0].id', /lower-case/],
    [
      'a mistyped field',
      accounts({ ...account, acessToken: 'x' }),
      'ASSENT_ACCOUNTS[0]',
      /there is no field "acessToken"; expected one of: .*accessToken/,
    ],
    ['a port in words', { ASSENT_PORT: 'four thousand' }, 'ASSENT_PORT', /the number of a port, 0 to 65535/],
    ['no token', accounts(without('accessToken')), 'ASSENT_ACCOUNTS[0].accessToken', /expected string/],
    [
      'no app secret',
      accounts({ ...account, appSecrets: [] }),
      'ASSENT_ACCOUNTS[0].appSecrets',
      /app secret/,
    ],
    [
      'a short secret',
      accounts({ ...account, appSecrets: ['abc'] }),
      'ASSENT_ACCOUNTS[0].appSecrets[0]',
      /8/,
    ],
    [
      'a short verify token',
      accounts({ ...account, verifyToken: 'x' }),
      'ASSENT_ACCOUNTS[0].verifyToken',
      /8/,
    ],
    [
      'an odd version',
      accounts({ ...account, graphVersion: '25' }),
      'ASSENT_ACCOUNTS[0].graphVersion',
      /v25\.0/,
    ],
    ['a misspelt field', accounts({ ...account, appSecret: 'x' }), 'ASSENT_ACCOUNTS[0]', /appSecret/],
    ['a short API key', { ASSENT_API_KEY: 'secret' }, 'ASSENT_API_KEY', /16/],
    ['a port in words', { ASSENT_PORT: 'four thousand' }, 'ASSENT_PORT', /number/],
    ['a port out of range', { ASSENT_PORT: '70000' }, 'ASSENT_PORT', /65535/],
    ['a sandbox port below zero', { ASSENT_SANDBOX_PORT: '-1' }, 'ASSENT_SANDBOX_PORT', /0/],
    ['a Redis of another kind', { REDIS_URL: 'http://127.0.0.1:6379' }, 'REDIS_URL', /redis:\/\//],
    ['a Redis without scheme', { REDIS_URL: 'localhost:6379' }, 'REDIS_URL', /redis:\/\//],
    ['a prefix with capitals', { ASSENT_QUEUE_PREFIX: 'My:Queue' }, 'ASSENT_QUEUE_PREFIX', /lower-case/],
    ['an unknown log level', { ASSENT_LOG_LEVEL: 'loud' }, 'ASSENT_LOG_LEVEL', /debug/],
    ['businesses that are no JSON', { ASSENT_BUSINESSES: '[{' }, 'ASSENT_BUSINESSES', /expected JSON/],
    ['no business at all', { ASSENT_BUSINESSES: '[]' }, 'ASSENT_BUSINESSES', />=1|at least/i],
    [
      'a business without a name',
      businesses({ id: 'a', accounts: [account] }),
      'ASSENT_BUSINESSES[0].name',
      /string/,
    ],
    [
      'an id with blanks',
      businesses({ ...bakery, id: 'My Bakery' }),
      'ASSENT_BUSINESSES[0].id',
      /lower-case/,
    ],
    ['two businesses of one id', businesses(bakery, bakery), 'ASSENT_BUSINESSES', /its own id/],
    [
      'an account of two businesses',
      businesses(bakery, { ...bakery, id: 'cafe' }),
      'ASSENT_BUSINESSES',
      /also among several/,
    ],
    [
      'a wrong account of a business',
      businesses({ ...bakery, accounts: [without('accessToken')] }),
      'ASSENT_BUSINESSES[0].accounts[0].accessToken',
      /expected string/,
    ],
    [
      'businesses beside accounts',
      { ...businesses(bakery), ...accounts(account) },
      'ASSENT_ACCOUNTS',
      /together with ASSENT_BUSINESSES/,
    ],
    ['a sender without its address', accounts(texts('publicUrl')), 'ASSENT_ACCOUNTS[0].publicUrl', /https:/],
    [
      'a sender without tokens',
      accounts({ ...sender, authTokens: [] }),
      'ASSENT_ACCOUNTS[0].authTokens',
      /unsigned/,
    ],
    [
      'a sender without its plus',
      accounts({ ...sender, from: '14155550100' }),
      'ASSENT_ACCOUNTS[0].from',
      /plus/,
    ],
    [
      'a wrong account id',
      accounts({ ...sender, accountSid: 'SK1' }),
      'ASSENT_ACCOUNTS[0].accountSid',
      /"AC"/,
    ],
    [
      'a public address in words',
      { ASSENT_PUBLIC_URL: 'consent.example.com' },
      'ASSENT_PUBLIC_URL',
      /https:/,
    ],
    [
      'a public address of another kind',
      { ASSENT_PUBLIC_URL: 'ftp://a.example' },
      'ASSENT_PUBLIC_URL',
      /https:/,
    ],
    [
      'private hooks in other words',
      { ASSENT_HOOKS_TO_PRIVATE: 'true' },
      'ASSENT_HOOKS_TO_PRIVATE',
      /yes or no/,
    ],
    [
      'a proxy by its name',
      { ASSENT_TRUST_PROXY: '10.0.0.0/8, proxy' },
      'ASSENT_TRUST_PROXY[1]',
      /addresses/,
    ],
    ['an open door without key', { ASSENT_HOST: '0.0.0.0' }, 'ASSENT_API_KEY', /open to others/],
  ]
  test.each(table)('%s', (_what, environment, variable, expected) => {
    const complaint = complaintAbout(environment)
    const line = complaint.split('\n').find((one) => one.startsWith(`  ${variable}:`)) ?? complaint
    expect(line).toContain(`${variable}:`)
    expect(line).toMatch(expected)
    expect(complaint).toContain('for example: ')
  })
})

test('all faults are told together', () => {
  const complaint = complaintAbout({ ASSENT_PORT: 'x', ASSENT_LANGUAGE: '?', ASSENT_LOG_LEVEL: 'loud' })
  for (const name of ['ASSENT_PORT', 'ASSENT_LANGUAGE', 'ASSENT_LOG_LEVEL'])
    expect(complaint).toContain(`  ${name}: `)
})

test('no complaint shows a secret', () => {
  const wrong: Record<string, string>[] = [
    accounts({ ...account, id: 'No Good' }),
    accounts({ ...account, provider: 'CANARY-provider' }),
    accounts({ ...account, accessToken: 5, extra: 'CANARY-extra' }),
    { ASSENT_ACCOUNTS: '[{"accessToken":"CANARY-broken"' },
    { ASSENT_API_KEY: 'CANARY-key' },
    { REDIS_URL: 'amqp://user:CANARY-password@127.0.0.1' },
    { ...accounts(account), ASSENT_HOST: '0.0.0.0', ASSENT_PORT: 'CANARY-port' },
  ]
  for (const environment of wrong) {
    const complaint = complaintAbout(environment)
    expect(complaint).not.toBe('')
    expect(complaint).not.toContain('CANARY')
  }
})

test('with nothing set there is one number and one SMS sender on the sandbox, with secrets made on the spot, on this machine only', () => {
  const [one, two] = [readConfig({}), readConfig({ ASSENT_PORT: '' })]
  expect(one).toMatchObject({ host: '127.0.0.1', port: 4000, redisUrl: null, apiKey: null })
  expect(one.businesses).toMatchObject([
    {
      id: 'biz_main',
      accounts: [
        { id: 'sandbox', provider: 'sandbox' },
        { id: 'sandbox-sms', provider: 'twilio', sandbox: true },
      ],
    },
  ])
  const secretsOf = ({ businesses }: typeof one): string[] =>
    businesses
      .flatMap(({ accounts }) => accounts)
      .flatMap((account) => {
        if (account.provider === 'twilio') return account.authTokens
        return account.provider === 'sandbox'
          ? [account.accessToken, account.verifyToken, ...account.appSecrets]
          : []
      })
  expect(new Set([...secretsOf(one), ...secretsOf(two)]).size).toBe(8)
})

test('every setting says what it is and gives an example that is right', () => {
  for (const [name, { meaning, example }] of Object.entries(settings)) {
    expect(meaning.length).toBeGreaterThan(5)
    if (['ASSENT_ACCOUNTS', 'ASSENT_BUSINESSES', 'ASSENT_API_KEY'].includes(name)) continue
    expect(complaintAbout({ [name]: example, ASSENT_API_KEY: 'a-key-for-the-open-door' })).toBe('')
  }
})

test('several businesses have their own names, languages and accounts', () => {
  const config = readConfig({
    ...businesses(bakery, {
      id: 'cafe',
      name: 'Café',
      language: 'fr',
      accounts: [sender],
      templatesDir: '/t',
    }),
  })
  expect(config.businesses).toMatchObject([
    { id: 'bakery', language: 'en', accounts: [{ id: 'main' }], templatesDir: null },
    {
      id: 'cafe',
      language: 'fr',
      accounts: [{ id: 'texts', phoneNumberId: '+14155550100', publicUrl: 'https://consent.example.com' }],
      templatesDir: '/t',
    },
  ])
})

test('the public address is the one that was told, else where Assent listens', () => {
  const addressIn = (environment: Record<string, string>): string => readConfig(environment).publicUrl
  expect(addressIn({ ASSENT_PUBLIC_URL: 'https://consent.example.com/' })).toBe('https://consent.example.com')
  expect(addressIn({ ASSENT_PORT: '4100' })).toBe('http://127.0.0.1:4100')
  expect(addressIn({ ASSENT_HOST: '::1' })).toBe('http://[::1]:4000')
})

test('what is off unless it is switched on: proxies believed, webhooks to private addresses', () => {
  expect(readConfig({})).toMatchObject({ trustProxy: [], mayCallPrivate: false })
  const on = { ASSENT_TRUST_PROXY: '127.0.0.1, 10.0.0.0/8,::1', ASSENT_HOOKS_TO_PRIVATE: 'yes' }
  expect(readConfig(on)).toMatchObject({
    trustProxy: ['127.0.0.1', '10.0.0.0/8', '::1'],
    mayCallPrivate: true,
  })
})

test('the example of a variable is given once, however much is wrong with it', () => {
  const said = complaintAbout(accounts({ id: 'main', provider: 'meta' }))
  expect(said).toContain('ASSENT_ACCOUNTS[0].accessToken')
  expect(said).toContain('ASSENT_ACCOUNTS[0].verifyToken')
  expect(said.match(/for example/g)).toHaveLength(1)
})
