import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { ulid } from 'ulid'
import { endWaiting } from '../../src/app/end-waiting.ts'
import { pollAccounts } from '../../src/app/poll-accounts.ts'
import type { Services } from '../../src/app/ports.ts'
import { type Swept, sweep } from '../../src/app/sweep.ts'
import { prepareDatabase } from '../../src/commands/roles.ts'
import { teachTemplates } from '../../src/commands/sandbox.ts'
import { type Config, readConfig } from '../../src/config/config.ts'
import { type Clock, day } from '../../src/domain/clock.ts'
import { buildApp } from '../../src/http/build-app.ts'
import { queueNames } from '../../src/jobs.ts'
import { openLogger } from '../../src/logger.ts'
import type { QueueBackend, RunningWorker } from '../../src/queue/backend.ts'
import { buildSandbox, type Pace, type SandboxNumber } from '../../src/sandbox/build-sandbox.ts'
import { buildAssent, openWords, type Words } from '../../src/services.ts'
import { startWorkers } from '../../workers/start-workers.ts'
import { type Api, apiClient, type SandboxHand, sandboxClient } from './clients.ts'
import { eventually } from './eventually.ts'
import { freePort } from './redis-server.ts'
import type { Json } from './wire.ts'

export interface StackOptions {
  /** A queue that is shared with other stacks and stays open; without it, `redisUrl`, or one in memory. */
  readonly backend?: QueueBackend
  readonly redisUrl?: string | null
  /** False: nothing works until `startWork`. */
  readonly works?: boolean
  /** The accounts, or what makes them when it knows the sandbox's address. */
  readonly accounts?: readonly Json[] | ((sandboxUrl: string) => readonly Json[])
  /** Several businesses instead of one; the first has the number that the sandbox delivers to. */
  readonly businesses?: (sandboxUrl: string) => readonly Json[]
  /** True: an SMS sender beside the WhatsApp number. */
  readonly sms?: boolean
  readonly apiKey?: string
  readonly pace?: Pace
  readonly logLevel?: 'debug' | 'info' | 'silent'
  readonly environment?: Readonly<Record<string, string>>
}

const toNoon = (): number => {
  const now = Date.now()
  return (1.5 * day - (now % day)) % day
}

/** The system's clock, a little or a lot ahead. */
export interface MovableClock extends Clock {
  move(byMs: number): void
}

/** Begins at the next noon: at night the law lets no advertising out, and tests may run at any hour. */
export const movableClock = (): MovableClock => {
  let ahead = toNoon()
  return {
    now: () => Date.now() + ahead,
    move: (byMs) => {
      ahead += byMs
    },
  }
}

export const appSecret = 'the-app-secret-of-the-tests'
export const accessToken = 'the-access-token-of-the-tests'
export const phoneNumberId = '106540352242922'

/** The account that the tests use unless they bring their own. */
export const testAccount: Json = {
  id: 'main',
  provider: 'sandbox',
  phoneNumberId,
  displayPhoneNumber: '15550783881',
  accessToken,
  appSecrets: [appSecret],
  verifyToken: 'the-verify-token-of-the-tests',
}

/** The SMS sender of `sms: true`, but for its addresses. */
export const smsAccount = {
  id: 'texts',
  provider: 'twilio',
  accountSid: 'AC00000000000000000000000000000001',
  authTokens: ['the-auth-token-of-the-tests'],
  from: '+15550100002',
} as const

const quickPace: Pace = { sentMs: 5, deliveredMs: 15, readMs: 30 }

export interface Stack {
  readonly url: string
  readonly config: Config
  readonly services: Services
  readonly backend: QueueBackend
  readonly api: Api
  readonly sandbox: SandboxHand
  readonly clock: MovableClock
  /** The log, one JSON line each. */
  readonly lines: readonly string[]
  readonly stackDir: string
  startWork(): Promise<void>
  stopWork(): Promise<void>
  sweep(): Promise<Swept | null>
  /** Asks the platform how the numbers stand whose turn it is; so many were asked. */
  poll(): Promise<number | null>
  endWaiting(requestId: string): Promise<'silent' | 'not_delivered' | null>
  /** Reads the database past the store, on a connection of its own. */
  rows(sql: string): unknown[]
  /** Waits until nothing is under way any more, between the two and inside. */
  quiet(): Promise<void>
  /** Waits until everything that came in is read and heard, whatever still wants to go out. */
  inboxEmpty(): Promise<void>
  /** Cuts every connection to the platform: what has left stays without an answer. */
  cutOff(): void
  close(): Promise<void>
}

const opened = new Map<string, Words>()

/** Compiling the lexicons takes a second or two, so the stacks of a file share them where their texts are the same. */
const wordsFor = ({ businesses }: Config): { readonly words?: Words } => {
  const [business, ...others] = businesses
  if (!business || others.length > 0) return {}
  const key = JSON.stringify([business.name, business.templatesDir])
  const words = opened.get(key) ?? openWords(business)
  opened.set(key, words)
  return { words }
}

const underway = `select 1 from deliveries where state = 'unread'
  union all select 1 from events where state = 'pending'
  union all select 1 from messages where state = 'claimed' or (state = 'queued' and due_at <= `

/** A whole Assent on a folder and ports of its own, with its platform: everything real but the clock. */
export const buildStack = async (options: StackOptions = {}): Promise<Stack> => {
  const stackDir = mkdtempSync(join(tmpdir(), 'assent-test-'))
  try {
    return await buildIn(stackDir, options)
  } catch (error) {
    rmSync(stackDir, { recursive: true, force: true })
    throw error
  }
}

const buildIn = async (stackDir: string, options: StackOptions): Promise<Stack> => {
  const clock = movableClock()
  const lines: string[] = []
  const log = openLogger(options.logLevel ?? 'info', { write: (line: string) => void lines.push(line) })
  let url = ''
  // The platform must know our address before we have one, so it looks when it needs it.
  const number: SandboxNumber = {
    provider: 'meta',
    phoneNumberId,
    displayPhoneNumber: '15550783881',
    wabaId: '102290129340398',
    token: accessToken,
    appSecret,
    secretHeader: null,
    get webhookUrl() {
      return `${url}/webhooks/main`
    },
  }
  // Twilio signs over the address, so there it must be known before.
  const port = options.sms ? await freePort() : 0
  const publicUrl = `http://127.0.0.1:${port}`
  const { id: smsId, accountSid, authTokens, from } = smsAccount
  const smsSender = {
    accountSid,
    authToken: authTokens[0],
    from,
    webhookUrl: `${publicUrl}/webhooks/${smsId}`,
  }
  const platform = buildSandbox({
    file: ':memory:',
    numbers: [number],
    smsSenders: options.sms ? [smsSender] : [],
    clock,
    newId: () => ulid(),
    random: Math.random,
    pace: options.pace ?? quickPace,
  })
  const sandboxUrl = await platform.listen({ host: '127.0.0.1', port: 0 })
  const own = [
    { ...testAccount, apiUrl: sandboxUrl },
    ...(options.sms ? [{ ...smsAccount, publicUrl, apiUrl: sandboxUrl, sandbox: true }] : []),
  ]
  const accounts =
    typeof options.accounts === 'function' ? options.accounts(sandboxUrl) : (options.accounts ?? own)
  const config = readConfig({
    ASSENT_DATA_DIR: stackDir,
    ...(options.businesses
      ? { ASSENT_BUSINESSES: JSON.stringify(options.businesses(sandboxUrl)) }
      : { ASSENT_ACCOUNTS: JSON.stringify(accounts) }),
    ASSENT_QUEUE_PREFIX: `test-${randomBytes(6).toString('hex')}`,
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
    ...(options.apiKey ? { ASSENT_API_KEY: options.apiKey } : {}),
    ...options.environment,
  })
  await prepareDatabase(config, true)()
  const assent = await buildAssent(config, log, {
    clock,
    ...wordsFor(config),
    random: () => 0.5,
    ...(options.backend ? { backend: options.backend } : {}),
  })
  const { services, backend } = assent
  const app = buildApp(assent, backend, config)
  url = await app.listen({ host: '127.0.0.1', port })
  await teachTemplates(sandboxUrl, services.texts)
  const sandbox = sandboxClient(sandboxUrl)
  const api = apiClient(url, config.apiKey)
  const reader = new Database(config.databaseFile, { readonly: true })

  let workers: RunningWorker | null = null
  const startWork = async (): Promise<void> => {
    workers ??= await startWorkers(assent, backend, queueNames)
  }
  const stopWork = async (): Promise<void> => {
    await workers?.close()
    workers = null
  }
  if (options.works !== false) await startWork()

  const isIdle = async (): Promise<boolean> =>
    (await sandbox.pending()) === 0 && reader.prepare(`${underway}${clock.now()})`).all().length === 0

  return {
    url,
    config,
    services,
    backend,
    api,
    sandbox,
    clock,
    lines,
    stackDir,
    startWork,
    stopWork,
    sweep: () => sweep(assent.shared),
    poll: () => pollAccounts(assent),
    endWaiting: (requestId) => endWaiting(services, requestId),
    rows: (sql) => reader.prepare(sql).all(),
    quiet: () =>
      eventually(async () => {
        // Twice, since what leaves the one may just be arriving at the other.
        if (!((await isIdle()) && (await isIdle()))) throw new Error('something is still under way')
      }, 90_000),
    inboxEmpty: () =>
      eventually(async () => {
        const { unreadDeliveries, pendingEvents } = await assent.shared.shared.counts()
        if (unreadDeliveries + pendingEvents > 0) throw new Error('the inbox is not empty')
      }, 20_000),
    cutOff: () => platform.server.closeAllConnections(),
    close: async () => {
      await platform.close()
      await app.close()
      await stopWork()
      await assent.close()
      reader.close()
      rmSync(stackDir, { recursive: true, force: true })
    },
  }
}
