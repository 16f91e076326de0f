import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { monotonicFactory } from 'ulid'
import { checkPromises } from './app/check-promises.ts'
import type { Account, Installation, Log, NewId, Provider, Services, Shared } from './app/ports.ts'
import { type AccountSettings, type CloudAccount, channelOf } from './config/accounts.ts'
import type { BusinessSettings, Config } from './config/config.ts'
import { type Clock, systemClock } from './domain/clock.ts'
import { AppError } from './domain/errors.ts'
import { ownWordsSchema } from './domain/own-words.ts'
import { firstBusiness } from './jobs.ts'
import { loadTexts } from './load-texts.ts'
import { openMetrics } from './metrics/meter.ts'
import { whyNotTell } from './outgoing/private-address.ts'
import { openTell } from './outgoing/tell.ts'
import type { QueueBackend } from './queue/backend.ts'
import { openBell } from './queue/bell.ts'
import { openBackend } from './queue/open-backend.ts'
import { collisionsIn, collisionsOf, replyReader } from './reply-reader.ts'
import { readTwilio } from './sms/read-twilio.ts'
import { twilioClient } from './sms/twilio-client.ts'
import { isMigrated, migrateSqlite, openSqlite, type Sqlite } from './store/open-sqlite.ts'
import { sharedStore } from './store/shared.ts'
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

export const ulidFactory = (clock: Clock): NewId => {
  const next = monotonicFactory(() => (randomBytes(6).readUIntBE(0, 6) % 1_000_000) / 1_000_000)
  return (prefix) => `${prefix}_${next(clock.now())}`
}

const addressOf = (account: CloudAccount): CloudAddress => {
  if (account.provider === '360dialog') {
    const headers = { 'D360-API-KEY': account.apiKey }
    const templatesPath = account.businessAccountId === undefined ? null : '/v1/configs/templates'
    return {
      baseUrl: account.apiUrl,
      messagesPath: '/messages',
      checkPath: '/health_status',
      lookPath: '/health_status',
      templatesPath,
      headers,
    }
  }
  const base = `/${account.graphVersion}/${account.phoneNumberId}`
  return {
    baseUrl: account.apiUrl,
    messagesPath: `${base}/messages`,
    checkPath: `${base}?fields=quality_rating`,
    lookPath: `${base}?fields=quality_rating,whatsapp_business_manager_messaging_limit,throughput,status,health_status`,
    templatesPath:
      account.businessAccountId === undefined
        ? null
        : `/${account.graphVersion}/${account.businessAccountId}/message_templates`,
    headers: { authorization: `Bearer ${account.accessToken}` },
  }
}

/** The provider as one account reaches it. */
export const clientOf = (account: AccountSettings): Provider =>
  account.provider === 'twilio' ? twilioClient(account) : cloudClient(addressOf(account))

const accountOf = (account: AccountSettings): Account => ({
  id: account.id,
  channel: channelOf(account),
  provider: account.provider,
  isPretend: account.provider === 'sandbox' || (account.provider === 'twilio' && account.sandbox),
  phoneNumberId: account.phoneNumberId,
  displayPhoneNumber: account.displayPhoneNumber,
  portfolio: account.provider === 'twilio' ? 'main' : account.portfolio,
  businessAccountId: account.provider === 'twilio' ? null : (account.businessAccountId ?? null),
})

const noOwnWords = ownWordsSchema.parse({})

export type Words = Pick<Services, 'texts' | 'readReply'>

/** Loads the texts and the reader of replies, and makes sure that what the one promises the other understands. */
export const openWords = (business: Pick<BusinessSettings, 'templatesDir' | 'name'>): Words => {
  const texts = loadTexts(business.templatesDir ?? shippedTemplates)
  const readReply = replyReader(texts, business.name)
  const broken = [...collisionsIn(texts), ...checkPromises(texts, readReply, noOwnWords)]
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
  /** False: the database is thrown away afterwards, so nothing waits for the disk. */
  readonly lasts?: boolean
}

export interface Assent extends Installation {
  readonly backend: QueueBackend
  close(): Promise<void>
}

/** Opens the database alone, as `migrate` and `doctor` need it. */
export const openDatabase = (config: Pick<Config, 'databaseFile'>, { lasts = true } = {}) => {
  const sqlite = openSqlite(config.databaseFile, { lasts })
  return {
    sqlite,
    shared: sharedStore(sqlite),
    migrate: () => migrateSqlite(sqlite, migrationsFolder),
    isMigrated: () => isMigrated(sqlite, migrationsFolder),
  }
}

const servicesFor = (
  shared: Shared,
  sqlite: Sqlite,
  settings: BusinessSettings,
  { texts, readReply }: Words,
): Services => {
  const { id, name, language } = settings
  const business = { id, name, language }
  const clients = new Map(settings.accounts.map((account) => [account.id, clientOf(account)]))
  return {
    ...shared,
    store: sqliteStore(sqlite, shared.newId, business),
    texts,
    categories: texts.categories,
    business,
    accounts: settings.accounts.map(accountOf),
    provider: (accountId) => {
      const client = clients.get(accountId)
      if (!client) throw new Error('a message is for an account that is not configured any more')
      return client
    },
    readReply,
    findCollisions: collisionsOf,
  }
}

/** Configuration → services: the one place where parts are chosen and joined. */
export const buildAssent = async (config: Config, log: Log, overrides: Overrides = {}): Promise<Assent> => {
  const clock = overrides.clock ?? systemClock
  const newId = ulidFactory(clock)
  const words = config.businesses.map((business) => overrides.words ?? openWords(business))
  const { sqlite, shared: store } = openDatabase(config, { lasts: overrides.lasts ?? true })
  const backend =
    overrides.backend ??
    (await openBackend(
      { redisUrl: config.redisUrl, directory: join(config.dataDir, 'queue'), prefix: config.queuePrefix },
      log,
    ))
  const { meter, scrape } = openMetrics(store, () => backend.depths())
  const shared: Shared = {
    clock,
    newId,
    random: overrides.random ?? Math.random,
    shared: store,
    bell: openBell(backend, newId, log),
    log,
    whyNotTell: whyNotTell(config.mayCallPrivate),
    tell: openTell(config.mayCallPrivate),
    readWebhook: (account, raw) => (account.channel === 'sms' ? readTwilio(account, raw) : readWebhook(raw)),
    meter,
    instance: `run_${newId('job').slice(4)}`,
  }
  const businesses = new Map<string, Services>()
  for (const [index, business] of config.businesses.entries()) {
    const own = words[index]
    if (own) businesses.set(business.id, servicesFor(shared, sqlite, business, own))
  }
  const services = businesses.get(config.businesses[0]?.id ?? firstBusiness)
  if (!services) throw new Error('the configuration has no business')
  for (const { business, accounts } of businesses.values()) await store.saveBusiness(business, accounts)
  return {
    shared,
    businesses,
    services,
    backend,
    scrape: () => scrape(clock.now()),
    close: async () => {
      if (!overrides.backend) await backend.close()
      await store.close()
    },
  }
}
