import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { defaultPolicies, type Policy, policySchema } from '../domain/policy.ts'
import { type AccountSettings, accountSettingsSchema } from './accounts.ts'

const port = z.coerce.number().int().min(0).max(65_535)

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'expected JSON' })
    return z.NEVER
  }
})

const accounts = json
  .pipe(z.array(accountSettingsSchema).min(1))
  .refine(
    (list) => new Set(list.map(({ id }) => id)).size === list.length,
    'expected every account to have its own id',
  )

/** Every setting on one page: what it means, what it must be, an example. Nothing else reads the environment. */
export const settings = {
  ASSENT_BUSINESS_NAME: {
    meaning: 'the name that people are shown',
    schema: z.string().min(1).max(60).default('Sunrise Bakery'),
    example: 'Sunrise Bakery',
  },
  ASSENT_LANGUAGE: {
    meaning: 'the language of contacts that have none of their own',
    schema: z
      .string()
      .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'expected a language code')
      .default('en'),
    example: 'pt_BR',
  },
  ASSENT_ACCOUNTS: {
    meaning: 'the WhatsApp numbers, as JSON; none: one number on the sandbox',
    schema: accounts.optional(),
    example:
      '[{"id":"main","provider":"meta","phoneNumberId":"106540352242922","accessToken":"EAA…","appSecrets":["…"],"verifyToken":"a-word-of-yours"}]',
  },
  ASSENT_API_KEY: {
    meaning: 'what callers of /v1 send as a bearer token; needed when HOST is not a loopback address',
    schema: z.string().min(16, 'expected at least 16 characters').optional(),
    example: 'the output of: openssl rand -hex 24',
  },
  ASSENT_POLICY: {
    meaning: "the business's own rules, as JSON, each from a day on",
    schema: json.pipe(z.array(policySchema).min(1)).optional(),
    example: '[{"from":"2026-01-01","clarification":{"hours":24,"silence":"stop_marketing"}}]',
  },
  ASSENT_HOST: {
    meaning: 'the address to listen on',
    schema: z.string().min(1).default('127.0.0.1'),
    example: '0.0.0.0',
  },
  ASSENT_PORT: { meaning: 'the port of webhooks and API', schema: port.default(4000), example: '4000' },
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
  ASSENT_POLICY: settings.ASSENT_POLICY.schema,
  ASSENT_HOST: settings.ASSENT_HOST.schema,
  ASSENT_PORT: settings.ASSENT_PORT.schema,
  ASSENT_SANDBOX_PORT: settings.ASSENT_SANDBOX_PORT.schema,
  ASSENT_DATA_DIR: settings.ASSENT_DATA_DIR.schema,
  ASSENT_TEMPLATES_DIR: settings.ASSENT_TEMPLATES_DIR.schema,
  REDIS_URL: settings.REDIS_URL.schema,
  ASSENT_QUEUE_PREFIX: settings.ASSENT_QUEUE_PREFIX.schema,
  ASSENT_LOG_LEVEL: settings.ASSENT_LOG_LEVEL.schema,
})

export interface Config {
  readonly businessName: string
  readonly language: string
  readonly accounts: readonly AccountSettings[]
  readonly policies: readonly Policy[]
  readonly apiKey: string | null
  readonly host: string
  readonly port: number
  readonly sandboxPort: number
  readonly dataDir: string
  readonly databaseFile: string
  readonly templatesDir: string | null
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
  accessToken: randomBytes(24).toString('hex'),
  appSecrets: [randomBytes(24).toString('hex')],
  verifyToken: randomBytes(12).toString('hex'),
  graphVersion: 'v25.0',
  apiUrl: `http://127.0.0.1:${sandboxPort}`,
})

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.')

/** Says which variable is wrong, what was expected and an example; never the value, which may be a secret. */
const faultsOf = (error: z.ZodError): string[] =>
  error.issues.map(({ path: [name, ...rest], message }) => {
    const [, setting] = Object.entries(settings).find(([key]) => key === name) ?? []
    const place = rest.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
    return `  ${String(name)}${place}: ${message}\n    it is ${setting?.meaning}; for example: ${setting?.example}`
  })

/** Reads the settings. Throws `config.invalid` with all faults together. */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    throw new AppError(
      'config.invalid',
      `the configuration is not complete:\n${faultsOf(parsed.error).join('\n')}`,
    )
  }
  const env = parsed.data
  if (!env.ASSENT_API_KEY && !isLoopback(env.ASSENT_HOST)) {
    const { meaning, example } = settings.ASSENT_API_KEY
    throw new AppError(
      'config.invalid',
      `the configuration is not complete:\n  ASSENT_API_KEY: is missing, and ASSENT_HOST is open to others\n    it is ${meaning}; for example: ${example}`,
    )
  }
  return {
    businessName: env.ASSENT_BUSINESS_NAME,
    language: env.ASSENT_LANGUAGE,
    accounts: env.ASSENT_ACCOUNTS ?? [sandboxAccount(env.ASSENT_SANDBOX_PORT)],
    policies: env.ASSENT_POLICY ?? defaultPolicies,
    apiKey: env.ASSENT_API_KEY ?? null,
    host: env.ASSENT_HOST,
    port: env.ASSENT_PORT,
    sandboxPort: env.ASSENT_SANDBOX_PORT,
    dataDir: env.ASSENT_DATA_DIR,
    databaseFile: join(env.ASSENT_DATA_DIR, 'assent.sqlite'),
    templatesDir: env.ASSENT_TEMPLATES_DIR ?? null,
    redisUrl: env.REDIS_URL ?? null,
    queuePrefix: env.ASSENT_QUEUE_PREFIX,
    logLevel: env.ASSENT_LOG_LEVEL ?? null,
  }
}
