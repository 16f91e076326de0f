import type { Config } from '../config/config.ts'
import { AppError } from '../domain/errors.ts'
import { loadTexts } from '../load-texts.ts'
import { openLogger } from '../logger.ts'
import { openBackend } from '../queue/open-backend.ts'
import { clientOf, openDatabase, shippedTemplates } from '../services.ts'

type Check = { readonly what: string; readonly run: () => Promise<string> }

/** A check either says in plain words what is well, or throws what is wrong. */
const checksOf = (config: Config): Check[] => [
  {
    what: 'configuration',
    run: async () =>
      config.businesses.map(({ name, accounts }) => `${accounts.length} account(s) for ${name}`).join('; '),
  },
  {
    what: 'templates',
    run: async () => {
      const said = config.businesses.map(({ templatesDir }) => {
        const texts = loadTexts(templatesDir ?? shippedTemplates)
        return `${texts.templates.length} texts, ${texts.categories.length} categories`
      })
      return said.join('; ')
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

const providerChecks = (config: Config): Check[] =>
  config.businesses
    .flatMap(({ accounts }) => accounts)
    .map((account) => ({
      what: `account ${account.id}`,
      run: async () => {
        if (account.provider === 'sandbox' || (account.provider === 'twilio' && account.sandbox))
          return 'lives in the sandbox: nothing to check'
        const wrong = await clientOf(account).check()
        if (wrong) throw new Error(`${account.provider} says: ${wrong}`)
        return `${account.provider} accepts the credentials`
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
