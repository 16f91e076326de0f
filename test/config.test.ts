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
