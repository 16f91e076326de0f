import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { monotonicFactory } from 'ulid'
import { checkPromises } from './app/check-promises.ts'
import type { Account, Log, NewId, Services, Store, WhatsApp } from './app/ports.ts'
import type { AccountSettings } from './config/accounts.ts'
import type { Config } from './config/config.ts'
import { type Clock, systemClock } from './domain/clock.ts'
import { AppError } from './domain/errors.ts'
import { loadTexts } from './load-texts.ts'
import type { QueueBackend } from './queue/backend.ts'
import { openBell } from './queue/bell.ts'
import { openBackend } from './queue/open-backend.ts'
import { collisionsIn, replyReader } from './reply-reader.ts'
import { isMigrated, migrateSqlite, openSqlite } from './store/open-sqlite.ts'
import { sqliteStore } from './store/sqlite-store.ts'
import { type CloudAddress, cloudClient } from './whatsapp/cloud-client.ts'
import { readWebhook } from './whatsapp/read-webhook.ts'

/** The folder that holds package.json, from the sources as from the build. */
const packageRoot = ((): string => {
  const here = dirname(fileURLToPath(import.meta.url))
  return here.endsWith(join('dist', 'src')) ? join(here, '..', '..') : join(here, '..')
})()

export const migrationsFolder = join(packageRoot, 'drizzle', 'sqlite')
export const shippedTemplates = join(packageRoot, 'templates')

const businessId = 'biz_main'

export const ulidFactory = (clock: Clock): NewId => {
  const next = monotonicFactory(() => (randomBytes(6).readUIntBE(0, 6) % 1_000_000) / 1_000_000)
  return (prefix) => `${prefix}_${next(clock.now())}`
}

const addressOf = (account: AccountSettings): CloudAddress => {
  if (account.provider === '360dialog') {
    const headers = { 'D360-API-KEY': account.apiKey }
    return { baseUrl: account.apiUrl, messagesPath: '/messages', checkPath: '/health_status', headers }
  }
  const base = `/${account.graphVersion}/${account.phoneNumberId}`
  return {
    baseUrl: account.apiUrl,
    messagesPath: `${base}/messages`,
    checkPath: `${base}?fields=quality_rating`,
    headers: { authorization: `Bearer ${account.accessToken}` },
  }
}

/** The platform as one account reaches it. */
export const clientOf = (account: AccountSettings): WhatsApp => cloudClient(addressOf(account))

export type Words = Pick<Services, 'texts' | 'readReply'>

/** Loads the texts and the reader of replies, and makes sure that what the one promises the other understands. */
export const openWords = (config: Pick<Config, 'templatesDir' | 'businessName'>): Words => {
  const texts = loadTexts(config.templatesDir ?? shippedTemplates)
  const readReply = replyReader(texts, config.businessName)
  const broken = [...collisionsIn(texts), ...checkPromises(texts, readReply)]
  if (broken.length > 0) {
    throw new AppError(
      'templates.invalid',
      `the texts promise what would not work, or words collide:\n  ${broken.join('\n  ')}`,
    )
  }
  return { texts, readReply }
}

export interface Overrides {
  readonly clock?: Clock
  /** A queue that is shared with others, and not closed here. */
  readonly backend?: QueueBackend
  readonly random?: () => number
  /** Texts and reader that are at hand already: compiling the lexicons takes a second or two. */
  readonly words?: Words
}

export interface Assent {
  readonly services: Services
  readonly backend: QueueBackend
  close(): Promise<void>
}

/** Opens the database alone, as `migrate` and `doctor` need it. */
export const openStore = (config: Config, newId: NewId) => {
  const sqlite = openSqlite(config.databaseFile)
  const store: Store = sqliteStore(sqlite, newId, { id: businessId, language: config.language })
  return {
    store,
    migrate: () => migrateSqlite(sqlite, migrationsFolder),
    isMigrated: () => isMigrated(sqlite, migrationsFolder),
  }
}

/** Configuration → services: the one place where parts are chosen and joined. */
export const buildAssent = async (config: Config, log: Log, overrides: Overrides = {}): Promise<Assent> => {
  const clock = overrides.clock ?? systemClock
  const newId = ulidFactory(clock)
  const { texts, readReply } = overrides.words ?? openWords(config)
  const { store } = openStore(config, newId)
  const business = { id: businessId, name: config.businessName, language: config.language }
  const accounts: Account[] = config.accounts.map(({ id, provider, phoneNumberId, displayPhoneNumber }) => ({
    id,
    provider,
    phoneNumberId,
    displayPhoneNumber,
  }))
  await store.saveBusiness(business, accounts)
  const backend =
    overrides.backend ??
    (await openBackend(
      { redisUrl: config.redisUrl, directory: join(config.dataDir, 'queue'), prefix: config.queuePrefix },
      log,
    ))
  const clients = new Map<string, WhatsApp>(config.accounts.map((account) => [account.id, clientOf(account)]))
  const services: Services = {
    clock,
    newId,
    random: overrides.random ?? Math.random,
    store,
    bell: openBell(backend, newId, log),
    log,
    texts,
    categories: texts.categories,
    policies: config.policies,
    business,
    accounts,
    whatsApp: (accountId) => {
      const client = clients.get(accountId)
      if (!client) throw new Error('a message is for an account that is not configured any more')
      return client
    },
    readReply,
    readWebhook,
    instance: `run_${newId('job').slice(4)}`,
  }
  return {
    services,
    backend,
    close: async () => {
      if (!overrides.backend) await backend.close()
      await store.close()
    },
  }
}
