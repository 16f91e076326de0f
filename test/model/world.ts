import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JobsOptions } from 'bullmq'
import type { Installation, Outgoing, Sent, Services } from '../../src/app/ports.ts'
import { readConfig } from '../../src/config/config.ts'
import type { Clock } from '../../src/domain/clock.ts'
import { messageOfAttempt } from '../../src/domain/message.ts'
import { openLogger } from '../../src/logger.ts'
import type { QueueBackend } from '../../src/queue/backend.ts'
import { buildAssent, openDatabase, openWords, shippedTemplates, type Words } from '../../src/services.ts'
import { handle } from '../../workers/start-workers.ts'
import { Platform } from './platform.ts'

export const phoneNumberId = '106540352242922'
export const businessAccountId = '102290129340398'
/** A noon in UTC, so that no law's night is in the way from the start. */
const begin = Date.parse('2026-11-26T12:00:00Z')

interface Job {
  readonly name: string
  readonly payload: object
  readonly dueAt: number
}

/** What the platform was handed, in the order in which it was. */
export interface Handed {
  readonly messageId: string
  readonly at: number
  readonly outgoing: Outgoing
}

/** A whole Assent but for HTTP: the database, the verbs and the workers are real; time, queue and platform are the test's. */
export interface World {
  readonly clock: Clock
  readonly services: Services
  readonly platform: Platform
  readonly jobs: Job[]
  readonly handed: Handed[]
  /** What the platform answers next, first in first out; `accepted` when there is none. */
  readonly answers: ((messageId: string) => Sent)[]
  /** Called with each message at the moment at which the platform is handed it. */
  onHanded: ((messageId: string) => Promise<void>) | null
  /** Done once while the platform holds a message in its hands. */
  meanwhile: (() => Promise<void>) | null
  move(ms: number): void
  /** Does the job at this place among those that are due; false when there is none. */
  work(place: number): Promise<boolean>
  close(): Promise<void>
}

let words: Words | null = null

export const openWorld = async (): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-model-'))
  const config = readConfig({
    ASSENT_DATA_DIR: folder,
    ASSENT_ACCOUNTS: JSON.stringify([
      {
        id: 'main',
        provider: 'sandbox',
        phoneNumberId,
        businessAccountId,
        accessToken: 'token-of-the-model',
        appSecrets: ['secret-of-the-model'],
        verifyToken: 'word-of-the-model',
      },
    ]),
  })
  const [business] = config.businesses
  if (!business) throw new Error('the configuration has no business')
  words ??= openWords({ ...business, templatesDir: shippedTemplates })
  const { sqlite, migrate } = openDatabase(config, { lasts: false })
  migrate()
  sqlite.close()

  let now = begin
  const clock: Clock = { now: () => now }
  const jobs: Job[] = []
  const backend: QueueBackend = {
    kind: 'embedded',
    add: async (_queue, name, payload, { delay = 0 }: JobsOptions) => {
      jobs.push({ name, payload, dueAt: now + delay })
    },
    work: async () => ({ close: async () => undefined }),
    depths: async () => {
      throw new Error('nobody asks')
    },
    close: async () => undefined,
  }
  const assent = await buildAssent(config, openLogger('silent'), {
    clock,
    backend,
    words,
    random: () => 0.5,
    lasts: false,
  })
  const handed: Handed[] = []
  const answers: ((messageId: string) => Sent)[] = []
  let sent = 0

  const send = async (outgoing: Outgoing): Promise<Sent> => {
    const messageId = messageOfAttempt(outgoing.attempt) ?? ''
    handed.push({ messageId, at: now, outgoing })
    await world.onHanded?.(messageId)
    const then = world.meanwhile
    world.meanwhile = null
    await then?.()
    sent += 1
    const wamid = `wamid.model.${sent}`
    return answers.shift()?.(messageId) ?? { outcome: 'accepted', wamid, waId: null, bsuid: null }
  }
  const services: Services = {
    ...assent.services,
    provider: () => ({ ...assent.services.provider('main'), send }),
  }
  const installation: Installation = {
    ...assent,
    services,
    businesses: new Map([[services.business.id, services]]),
  }
  const world: World = {
    clock,
    services,
    platform: new Platform(),
    jobs,
    handed,
    answers,
    onHanded: null,
    meanwhile: null,
    move: (ms) => {
      now += ms
    },
    work: async (place) => {
      // Two things never happen in the very same millisecond here: which was first would be anybody's guess.
      now += 1
      const due = jobs.filter(({ dueAt }) => dueAt <= now)
      const job = due[place % Math.max(1, due.length)]
      if (!job) return false
      jobs.splice(jobs.indexOf(job), 1)
      await handle(installation, job.name, job.payload)
      return true
    },
    close: async () => {
      await assent.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return world
}
