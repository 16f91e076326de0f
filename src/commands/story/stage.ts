import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { z } from 'zod'
import { handle } from '../../../workers/start-workers.ts'
import type { Services } from '../../app/ports.ts'
import { sweep } from '../../app/sweep.ts'
import { readConfig } from '../../config/config.ts'
import { type Clock, second } from '../../domain/clock.ts'
import { buildApp } from '../../http/build-app.ts'
import { openLogger } from '../../logger.ts'
import { buildAssent, openDatabase, type Words } from '../../services.ts'
import { openSandbox, teachTemplates } from '../sandbox.ts'
import { storyQueue } from './story-queue.ts'

export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** A whole Assent and its platform for one story, with a clock that only the story moves. */
export interface Stage {
  readonly clock: Clock
  readonly services: Services
  readonly sandboxNumber: string
  api(method: Method, path: string, body?: unknown): Promise<Answer>
  /** Posts something but JSON: what comes back is JSON or words. */
  post(path: string, contentType: string, content: string): Promise<Answer>
  sandbox(method: Method, path: string, body?: unknown): Promise<Answer>
  /** The platform delivers a body of its own, signed. */
  deliver(body: object): Promise<void>
  /** Lets everything happen that can happen at the present moment. */
  settle(): Promise<void>
  /** Lets time pass: whatever falls due on the way happens at its own moment. */
  pass(ms: number): Promise<void>
  close(): Promise<void>
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface StageSettings {
  readonly begins: number
  readonly business: { readonly name: string; readonly language: string; readonly sms: boolean }
  readonly words: Words
}

/** Real milliseconds: the network of the stage is a real one. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const patienceMs = 30_000

/** So short a delay is part of doing a thing, not of waiting for it: the clock goes over it. */
const moment = second

const pendingSchema = z.object({ webhooks: z.number() })
const listening = z.object({ port: z.number() })

const accountsFor = (appSecret: string, sms: boolean, sandboxUrl: string, publicUrl: string): object[] => [
  {
    id: 'whatsapp',
    provider: 'sandbox',
    phoneNumberId: '100000000000001',
    displayPhoneNumber: '15550100001',
    accessToken: randomBytes(16).toString('hex'),
    appSecrets: [appSecret],
    verifyToken: randomBytes(16).toString('hex'),
    apiUrl: sandboxUrl,
  },
  ...(sms
    ? [
        {
          id: 'sms',
          provider: 'twilio',
          accountSid: `AC${randomBytes(16).toString('hex')}`,
          authTokens: [randomBytes(16).toString('hex')],
          from: '+15550100002',
          publicUrl,
          apiUrl: sandboxUrl,
          sandbox: true,
        },
      ]
    : []),
]

/** Two free ports, one for each server of the stage: each must know the other's before it is built. */
const freePorts = async (): Promise<readonly [number, number]> => {
  const { createServer } = await import('node:net')
  const servers = [createServer(), createServer()]
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => resolve(listening.parse(server.address()).port))
        }),
    ),
  )
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return [ports[0] ?? 0, ports[1] ?? 0]
}

let migrated: Buffer | null = null

/** A database with all its tables and nothing in them: laid once, copied for every story. */
const emptyDatabase = (): Buffer => {
  if (migrated) return migrated
  const folder = mkdtempSync(join(tmpdir(), 'assent-story-'))
  const databaseFile = join(folder, 'empty.sqlite')
  const { sqlite, migrate } = openDatabase({ databaseFile }, { lasts: false })
  migrate()
  sqlite.close()
  migrated = readFileSync(databaseFile)
  rmSync(folder, { recursive: true, force: true })
  return migrated
}

/** Sets the stage in a folder of its own, which is gone after the story. */
const setStage = async ({ begins, business, words }: StageSettings): Promise<Stage> => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-story-'))
  const appSecret = randomBytes(16).toString('hex')
  let now = begins
  const clock: Clock = { now: () => now }
  const queue = storyQueue(clock)
  const [port, sandboxPort] = await freePorts()
  const url = `http://127.0.0.1:${port}`
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
  const config = readConfig({
    ASSENT_BUSINESS_NAME: business.name,
    ASSENT_LANGUAGE: business.language,
    ASSENT_DATA_DIR: folder,
    ASSENT_PORT: String(port),
    ASSENT_SANDBOX_PORT: String(sandboxPort),
    ASSENT_ACCOUNTS: JSON.stringify(accountsFor(appSecret, business.sms, sandboxUrl, url)),
  })
  writeFileSync(config.databaseFile, emptyDatabase())
  const assent = await buildAssent(config, openLogger('silent'), {
    clock,
    backend: queue,
    random: () => 0.5,
    words,
    lasts: false,
  })
  const app = buildApp(assent, queue, config)
  const platform = openSandbox(config, url, ':memory:', {
    clock,
    pace: { sentMs: 0, deliveredMs: 1, readMs: 2 },
    newId: () => ulid(),
  })
  if (!platform) throw new Error('a story needs the sandbox')
  const close = async (): Promise<void> => {
    await platform.close()
    await app.close()
    await assent.close()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await platform.listen({ host: '127.0.0.1', port: sandboxPort })
    await app.listen({ host: '127.0.0.1', port })
  } catch (error) {
    await close()
    throw error
  }
  await teachTemplates(sandboxUrl, assent.services.texts)

  const inject = async (server: typeof app, method: Method, path: string, body: unknown): Promise<Answer> => {
    const answer = await server.inject({
      method,
      url: path,
      ...(body === undefined
        ? {}
        : { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    return { status: answer.statusCode, body: answer.body === '' ? null : JSON.parse(answer.body) }
  }
  const sandbox: Stage['sandbox'] = (method, path, body) => inject(platform, method, `/sandbox${path}`, body)

  const isQuiet = async (): Promise<boolean> => {
    const ran = await queue.runDue((name, payload) => handle(assent, name, payload))
    const { webhooks } = pendingSchema.parse((await sandbox('GET', '/pending')).body)
    const { unreadDeliveries, pendingEvents } = await assent.shared.shared.counts()
    if (ran > 0) return false
    if (webhooks + unreadDeliveries + pendingEvents === 0) return true
    await pause(2)
    return false
  }
  const settle = async (): Promise<void> => {
    const until = Date.now() + patienceMs
    // Twice, since what leaves the one may just be arriving at the other.
    for (let quiet = 0; quiet < 2; ) {
      quiet = (await isQuiet()) ? quiet + 1 : 0
      // What waits for a moment, until something has been heard, goes on by itself.
      const next = queue.nextDueAt()
      if (quiet === 2 && next !== null && next > now && next - now <= moment) {
        now = next
        quiet = 0
      }
      if (Date.now() > until) throw new Error('the stage does not come to rest')
      await pause(0)
    }
  }

  return {
    clock,
    services: assent.services,
    sandboxNumber: '100000000000001',
    api: (method, path, body) => inject(app, method, path, body),
    sandbox,
    post: async (path, contentType, content) => {
      const headers = { 'content-type': contentType }
      const answer = await app.inject({ method: 'POST', url: path, payload: content, headers })
      const isJson = answer.headers['content-type']?.toString().includes('json') === true
      return { status: answer.statusCode, body: isJson ? JSON.parse(answer.body) : answer.body }
    },
    deliver: async (body) => {
      const raw = Buffer.from(JSON.stringify(body))
      const signature = createHmac('sha256', appSecret).update(raw).digest('hex')
      const answer = await app.inject({
        method: 'POST',
        url: '/webhooks/whatsapp',
        payload: raw,
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
      })
      if (answer.statusCode !== 200) throw new Error(`the webhook was answered with ${answer.statusCode}`)
    },
    settle,
    pass: async (ms) => {
      const target = now + ms
      for (;;) {
        const next = queue.nextDueAt()
        if (next === null || next > target) break
        now = Math.max(now, next)
        await settle()
      }
      now = target
      await sweep(assent.shared)
      await settle()
    },
    close,
  }
}

const isPortTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

/** Sets the stage. A port that was free may be taken by somebody else before we listen on it: then on other ones. */
export const openStage = async (settings: StageSettings, tries = 5): Promise<Stage> => {
  try {
    return await setStage(settings)
  } catch (error) {
    if (tries > 1 && isPortTaken(error)) return openStage(settings, tries - 1)
    throw error
  }
}
