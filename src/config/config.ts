import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { sampleBusinessName } from '../domain/template-lint/sender.ts'
import { firstBusiness } from '../jobs.ts'
import '../fault-words.ts'
import { type AccountSettings, accountSettingsSchema, type TwilioAccount, webAddress } from './accounts.ts'

const port = z.coerce.number('expected the number of a port, 0 to 65535').int().min(0).max(65_535)

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'expected JSON' })
    return z.NEVER
  }
})

const accounts = z
  .array(accountSettingsSchema)
  .min(1)
  .refine(
    (list) => new Set(list.map(({ id }) => id)).size === list.length,
    'expected every account to have its own id',
  )

const businessId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'expected lower-case letters, digits, dashes, such as "bakery"')
const languageCode = z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'expected a language code')
const businessName = z.string().min(1).max(60)

const businesses = json
  .pipe(
    z
      .array(
        z.strictObject({
          id: businessId,
          name: businessName,
          language: languageCode.default('en'),
          accounts,
          templatesDir: z.string().min(1).optional(),
        }),
      )
      .min(1),
  )
  .refine(
    (list) => new Set(list.map(({ id }) => id)).size === list.length,
    'expected every business to have its own id',
  )
  .refine((list) => {
    const ids = list.flatMap((business) => business.accounts.map(({ id }) => id))
    return new Set(ids).size === ids.length
  }, 'expected every account to have its own id, also among several businesses')

/** Every setting on one page: what it means, what it must be, an example. Nothing else reads the environment. */
export const settings = {
  ASSENT_BUSINESS_NAME: {
    meaning: 'the name that people are shown',
    schema: businessName.default(sampleBusinessName),
    example: 'Sunrise Bakery',
  },
  ASSENT_LANGUAGE: {
    meaning: 'the language of contacts that have none of their own',
    schema: languageCode.default('en'),
    example: 'pt_BR',
  },
  ASSENT_ACCOUNTS: {
    meaning: 'the WhatsApp numbers and SMS senders, as JSON; none: one of each on the sandbox',
    schema: json.pipe(accounts).optional(),
    example:
      '[{"id":"main","provider":"meta","phoneNumberId":"106540352242922","accessToken":"EAA…","appSecrets":["…"],"verifyToken":"a-word-of-yours"}]',
  },
  ASSENT_API_KEY: {
    meaning: 'what callers of /v1 send as a bearer token; needed when HOST is not a loopback address',
    schema: z.string().min(16, 'expected at least 16 characters').optional(),
    example: 'the output of: openssl rand -hex 24',
  },
  ASSENT_BUSINESSES: {
    meaning:
      'several businesses in one Assent, as JSON; instead of ASSENT_BUSINESS_NAME, ASSENT_LANGUAGE and ASSENT_ACCOUNTS',
    schema: businesses.optional(),
    example:
      '[{"id":"bakery","name":"Sunrise Bakery","language":"en","accounts":[{"id":"main","provider":"meta","phoneNumberId":"106540352242922","accessToken":"EAA…","appSecrets":["…"],"verifyToken":"a-word-of-yours"}]}]',
  },
  ASSENT_PUBLIC_URL: {
    meaning: 'the address under which people and providers reach Assent: in links, forms and signatures',
    schema: webAddress.transform((url) => url.replace(/\/$/, '')).optional(),
    example: 'https://consent.example.com',
  },
  ASSENT_HOOKS_TO_PRIVATE: {
    meaning: 'yes: outgoing webhooks may go to private addresses, such as a CRM on the same network',
    schema: z.enum(['yes', 'no'], 'expected yes or no').default('no'),
    example: 'no',
  },
  ASSENT_TRUST_PROXY: {
    meaning:
      'the addresses of the proxies in front of Assent, with commas between: theirs is the word on where a form came from',
    schema: z
      .string()
      .transform((list) => list.split(',').map((address) => address.trim()))
      .pipe(
        z.array(
          z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'expected addresses or networks, no names'),
        ),
      )
      .default([]),
    example: '127.0.0.1,10.0.0.0/8',
  },
  ASSENT_HOST: {
    meaning: 'the address to listen on',
    schema: z.string().min(1).default('127.0.0.1'),
    example: '0.0.0.0',
  },
  ASSENT_PORT: { meaning: 'the port of webhooks and API', schema: port.default(4000), example: '4000' },
  ASSENT_METRICS_PORT: {
    meaning: 'where a worker process answers /metrics and /health; none: nowhere',
    schema: port.optional(),
    example: '9400',
  },
  ASSENT_SANDBOX_PORT: { meaning: 'the port of the sandbox', schema: port.default(4001), example: '4001' },
  ASSENT_DATA_DIR: {
    meaning: 'where the database and the embedded queue are kept: a local disk',
    schema: z.string().min(1).default('data'),
    example: '/var/lib/assent',
  },
  ASSENT_TEMPLATES_DIR: {
    meaning: 'where the message texts are kept; none: the ones that come with Assent',
    schema: z.string().min(1).optional(),
    example: '/etc/assent/templates',
  },
  REDIS_URL: {
    meaning: 'the queue in production; none: a queue inside the process',
    schema: z.url({ protocol: /^rediss?$/, error: 'expected a redis:// or rediss:// address' }).optional(),
    example: 'redis://127.0.0.1:6379',
  },
  ASSENT_QUEUE_PREFIX: {
    meaning: 'keeps several Assents apart in one Redis',
    schema: z
      .string()
      .regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and dashes')
      .default('assent'),
    example: 'assent-test',
  },
  ASSENT_LOG_LEVEL: {
    meaning: 'how much is logged',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
    example: 'info',
  },
} as const

const schema = z.object({
  ASSENT_BUSINESS_NAME: settings.ASSENT_BUSINESS_NAME.schema,
  ASSENT_LANGUAGE: settings.ASSENT_LANGUAGE.schema,
  ASSENT_ACCOUNTS: settings.ASSENT_ACCOUNTS.schema,
  ASSENT_API_KEY: settings.ASSENT_API_KEY.schema,
  ASSENT_BUSINESSES: settings.ASSENT_BUSINESSES.schema,
  ASSENT_PUBLIC_URL: settings.ASSENT_PUBLIC_URL.schema,
  ASSENT_HOOKS_TO_PRIVATE: settings.ASSENT_HOOKS_TO_PRIVATE.schema,
  ASSENT_TRUST_PROXY: settings.ASSENT_TRUST_PROXY.schema,
  ASSENT_HOST: settings.ASSENT_HOST.schema,
  ASSENT_PORT: settings.ASSENT_PORT.schema,
  ASSENT_METRICS_PORT: settings.ASSENT_METRICS_PORT.schema,
  ASSENT_SANDBOX_PORT: settings.ASSENT_SANDBOX_PORT.schema,
  ASSENT_DATA_DIR: settings.ASSENT_DATA_DIR.schema,
  ASSENT_TEMPLATES_DIR: settings.ASSENT_TEMPLATES_DIR.schema,
  REDIS_URL: settings.REDIS_URL.schema,
  ASSENT_QUEUE_PREFIX: settings.ASSENT_QUEUE_PREFIX.schema,
  ASSENT_LOG_LEVEL: settings.ASSENT_LOG_LEVEL.schema,
})

export interface BusinessSettings {
  readonly id: string
  readonly name: string
  readonly language: string
  readonly accounts: readonly AccountSettings[]
  readonly templatesDir: string | null
}

export interface Config {
  readonly businesses: readonly BusinessSettings[]
  /** Opens everything of the first business. */
  readonly apiKey: string | null
  readonly publicUrl: string
  /** True: nobody has said under which address Assent is reached. */
  readonly isPublicUrlGuessed: boolean
  readonly mayCallPrivate: boolean
  /** The proxies whose X-Forwarded-For is believed. */
  readonly trustProxy: readonly string[]
  readonly host: string
  readonly port: number
  readonly metricsPort: number | null
  readonly sandboxPort: number
  readonly dataDir: string
  readonly databaseFile: string
  readonly redisUrl: string | null
  readonly queuePrefix: string
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent' | null
}

/** The number that stands in when none is configured: it exists in the sandbox only, with secrets made up on the spot. */
const sandboxAccount = (sandboxPort: number): AccountSettings => ({
  id: 'sandbox',
  provider: 'sandbox',
  phoneNumberId: '100000000000001',
  displayPhoneNumber: '15550100001',
  portfolio: 'main',
  accessToken: randomBytes(24).toString('hex'),
  appSecrets: [randomBytes(24).toString('hex')],
  verifyToken: randomBytes(12).toString('hex'),
  graphVersion: 'v25.0',
  apiUrl: `http://127.0.0.1:${sandboxPort}`,
})

const sandboxSms = (sandboxPort: number, publicUrl: string): TwilioAccount => ({
  id: 'sandbox-sms',
  provider: 'twilio',
  accountSid: `AC${randomBytes(16).toString('hex')}`,
  authTokens: [randomBytes(16).toString('hex')],
  from: '+15550100002',
  phoneNumberId: '+15550100002',
  displayPhoneNumber: '15550100002',
  publicUrl,
  apiUrl: `http://127.0.0.1:${sandboxPort}`,
  sandbox: true,
})

/** Where Assent listens, as an address; IPv6 stands in brackets. */
const listensAt = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`

/** Either one business by its own variables or several as JSON: with both, it would not be clear which hold. */
const oneOrSeveral = (given: Readonly<Record<string, unknown>>): string[] => {
  if (given.ASSENT_BUSINESSES === undefined) return []
  const { meaning, example } = settings.ASSENT_BUSINESSES
  return (['ASSENT_BUSINESS_NAME', 'ASSENT_LANGUAGE', 'ASSENT_ACCOUNTS'] as const)
    .filter((name) => given[name] !== undefined)
    .map(
      (name) =>
        `  ${name}: is set together with ASSENT_BUSINESSES, which says the same of every business; take one away\n    ASSENT_BUSINESSES is ${meaning}; for example: ${example}`,
    )
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.')

/** Says which variable is wrong, what was expected and an example; never the value, which may be a secret. */
const faultsOf = (error: z.ZodError): string[] =>
  error.issues.flatMap(({ path: [name, ...rest], message }, index, all) => {
    const [, setting] = Object.entries(settings).find(([key]) => key === name) ?? []
    const place = rest.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
    const fault = `  ${String(name)}${place}: ${message}`
    // Once for all faults of a variable: some examples are long.
    const isLast = all[index + 1]?.path[0] !== name
    return isLast ? [fault, `    it is ${setting?.meaning}; for example: ${setting?.example}`] : [fault]
  })

/** Reads the settings. Throws `config.invalid` with all faults together. */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = schema.safeParse(given)
  const faults = [...(parsed.success ? [] : faultsOf(parsed.error)), ...oneOrSeveral(given)]
  if (!parsed.success || faults.length > 0)
    throw new AppError('config.invalid', `the configuration is not complete:\n${faults.join('\n')}`)
  const env = parsed.data
  if (!env.ASSENT_API_KEY && !isLoopback(env.ASSENT_HOST)) {
    const { meaning, example } = settings.ASSENT_API_KEY
    throw new AppError(
      'config.invalid',
      `the configuration is not complete:\n  ASSENT_API_KEY: is missing, and ASSENT_HOST is open to others\n    it is ${meaning}; for example: ${example}`,
    )
  }
  const publicUrl = env.ASSENT_PUBLIC_URL ?? listensAt(env.ASSENT_HOST, env.ASSENT_PORT)
  const one = {
    id: firstBusiness,
    name: env.ASSENT_BUSINESS_NAME,
    language: env.ASSENT_LANGUAGE,
    accounts: env.ASSENT_ACCOUNTS ?? [
      sandboxAccount(env.ASSENT_SANDBOX_PORT),
      sandboxSms(env.ASSENT_SANDBOX_PORT, `http://127.0.0.1:${env.ASSENT_PORT}`),
    ],
    templatesDir: env.ASSENT_TEMPLATES_DIR ?? null,
  }
  const several = env.ASSENT_BUSINESSES?.map((business) => ({
    ...business,
    templatesDir: business.templatesDir ?? env.ASSENT_TEMPLATES_DIR ?? null,
  }))
  return {
    businesses: several ?? [one],
    publicUrl,
    isPublicUrlGuessed: env.ASSENT_PUBLIC_URL === undefined,
    trustProxy: env.ASSENT_TRUST_PROXY,
    mayCallPrivate: env.ASSENT_HOOKS_TO_PRIVATE === 'yes',
    apiKey: env.ASSENT_API_KEY ?? null,
    host: env.ASSENT_HOST,
    port: env.ASSENT_PORT,
    metricsPort: env.ASSENT_METRICS_PORT ?? null,
    sandboxPort: env.ASSENT_SANDBOX_PORT,
    dataDir: env.ASSENT_DATA_DIR,
    databaseFile: join(env.ASSENT_DATA_DIR, 'assent.sqlite'),
    redisUrl: env.REDIS_URL ?? null,
    queuePrefix: env.ASSENT_QUEUE_PREFIX,
    logLevel: env.ASSENT_LOG_LEVEL ?? null,
  }
}
