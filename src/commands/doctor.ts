import { type Checkable, fileOf, findingsOf } from '../app/templates.ts'
import { type AccountSettings, channelOf } from '../config/accounts.ts'
import type { Config } from '../config/config.ts'
import { AppError } from '../domain/errors.ts'
import { openLogger } from '../logger.ts'
import { openBackend } from '../queue/open-backend.ts'
import { clientOf, openDatabase, openWords } from '../services.ts'

type Check = { readonly what: string; readonly run: () => Promise<string> }

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

const countOf = (accounts: readonly AccountSettings[]): string => {
  const texts = accounts.filter((account) => channelOf(account) === 'sms').length
  return `${counted(accounts.length - texts, 'WhatsApp number')}, ${counted(texts, 'SMS sender')}`
}

const reachesPeople = (account: AccountSettings): boolean =>
  account.provider !== 'sandbox' && !(account.provider === 'twilio' && account.sandbox)

/** Links, forms and what providers sign all hang on this address, so it is told, and what is odd about it. */
const addressOf = ({ publicUrl, isPublicUrlGuessed, trustProxy, businesses }: Config): string => {
  const isReal = businesses.some(({ accounts }) => accounts.some(reachesPeople))
  const believed = trustProxy.length > 0 ? `; X-Forwarded-For is believed from ${trustProxy.join(', ')}` : ''
  if (isPublicUrlGuessed)
    return `${publicUrl}, a guess: set ASSENT_PUBLIC_URL to the address under which people open your form${believed}`
  if (isReal && publicUrl.startsWith('http:'))
    throw new Error(
      `ASSENT_PUBLIC_URL: ${publicUrl} is not encrypted, and people enter their numbers there; expected https://`,
    )
  return `${publicUrl}${believed}`
}

/** What the linter has against the texts that go out as templates of the platform. */
const faultyIn = (checkable: Checkable): string[] =>
  checkable.texts.templates
    .filter(({ platform }) => platform !== undefined)
    .flatMap((template) =>
      findingsOf(checkable, template).map(
        ({ line, code, message }) => `${fileOf(template)}:${line}: ${code}: ${message}`,
      ),
    )

/** A check either says in plain words what is well, or throws what is wrong. */
const checksOf = (config: Config): Check[] => [
  {
    what: 'configuration',
    run: async () =>
      config.businesses.map(({ name, accounts }) => `${name}: ${countOf(accounts)}`).join('; '),
  },
  {
    what: 'public address',
    run: async () => addressOf(config),
  },
  {
    what: 'outgoing webhooks',
    run: async () =>
      config.mayCallPrivate
        ? 'may go to private addresses too (ASSENT_HOOKS_TO_PRIVATE=yes)'
        : 'go to public addresses only',
  },
  {
    what: 'templates',
    run: async () => {
      const said = config.businesses.map((business) => {
        const { texts, readReply } = openWords(business)
        const faulty = faultyIn({ business, texts, readReply })
        if (faulty.length > 0)
          throw new Error(`${business.name}: ${faulty.join('; ')} (npx assent lint says more)`)
        const languages = (of: readonly { readonly language: string }[]): string =>
          [...new Set(of.map(({ language }) => language))].sort().join(', ')
        return `${texts.templates.length} texts, ${texts.categories.length} categories; the form speaks ${languages(texts.forms)}; calls ${languages(texts.voices)}`
      })
      return [...new Set(said)].join('; ')
    },
  },
  {
    what: 'database',
    run: async () => {
      const { shared, isMigrated } = openDatabase(config)
      try {
        if (!isMigrated())
          throw new Error(`${config.databaseFile} is not up to date; run: npx assent migrate`)
        const counts = await shared.counts()
        const dead = counts.deadDeliveries + counts.deadEvents
        if (dead > 0)
          throw new Error(`${dead} thing(s) came in that could not be handled; see /ready and the log`)
        return `${config.databaseFile} is up to date; ${counts.pendingEvents + counts.unreadDeliveries} waiting`
      } finally {
        await shared.close()
      }
    },
  },
  {
    what: 'queue',
    run: async () => {
      if (config.redisUrl === null) return 'inside the process (set REDIS_URL for Redis)'
      const backend = await openBackend(
        { redisUrl: config.redisUrl, directory: config.dataDir, prefix: config.queuePrefix },
        openLogger('silent'),
      )
      try {
        for (let tries = 0; tries < 20; tries += 1) {
          const answers = await backend.depths().then(
            () => true,
            () => false,
          )
          if (answers) return 'Redis answers'
          await new Promise((resolve) => setTimeout(resolve, 100))
        }
        throw new Error(
          'REDIS_URL: Redis does not answer there; is it running, and are user and password right?',
        )
      } finally {
        await backend.close()
      }
    },
  },
]

/** Whether the state of the templates is followed: without that the gate cannot know what the platform thinks of one. */
const stepOf = (account: AccountSettings): string => {
  if (account.provider === 'twilio') return ''
  return account.businessAccountId === undefined
    ? '; its templates are not kept in step: set businessAccountId'
    : `; its templates are kept in step with account ${account.businessAccountId}`
}

const providerChecks = (config: Config): Check[] =>
  config.businesses
    .flatMap(({ accounts }) => accounts)
    .map((account) => ({
      what: `account ${account.id}`,
      run: async () => {
        if (!reachesPeople(account)) return `lives in the sandbox: nothing to check${stepOf(account)}`
        const wrong = await clientOf(account).check()
        if (wrong) throw new Error(`${account.provider} says: ${wrong}`)
        return `${account.provider} accepts the credentials${stepOf(account)}`
      },
    }))

/** `assent doctor`: says what is well and what is wrong, in plain words. Resolves false when anything is wrong. */
export const runDoctor = async (config: Config): Promise<boolean> => {
  let well = true
  for (const { what, run } of [...checksOf(config), ...providerChecks(config)]) {
    try {
      process.stdout.write(`✓ ${what}: ${await run()}\n`)
    } catch (error) {
      well = false
      const why = error instanceof AppError || error instanceof Error ? error.message : 'unknown failure'
      process.stdout.write(`✗ ${what}: ${why}\n`)
    }
  }
  process.stdout.write(well ? 'All is well.\n' : 'Something needs you: see the lines with ✗.\n')
  return well
}
