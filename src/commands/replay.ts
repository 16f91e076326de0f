import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axios from 'axios'
import { startWorkers } from '../../workers/start-workers.ts'
import type { StoredEvent } from '../app/ports.ts'
import { type Config, readConfig } from '../config/config.ts'
import { identitiesOf, labelOf } from '../domain/identity.ts'
import { buildApp } from '../http/build-app.ts'
import { openLogger } from '../logger.ts'
import type { QueueBackend } from '../queue/backend.ts'
import { openBackend } from '../queue/open-backend.ts'
import { type Assent, buildAssent, openWords, type Words } from '../services.ts'
import { prepareDatabase } from './roles.ts'

interface Line {
  readonly file: string
  readonly accepted: boolean
  readonly status: number
  readonly events: readonly {
    readonly kind: string
    readonly contact: string | null
    readonly effect: string | null
  }[]
  readonly error: string | null
}

/** Deliveries that were accepted and not fully handled within this time count as lost. */
const patienceMs = 20_000

/** Accounts for every number that the body names, so that nothing in it is foreign. */
const configFor = (raw: Buffer, dataDir: string, secret: string): Config => {
  const numbers = [...raw.toString('utf8').matchAll(/"phone_number_id"\s*:\s*"?(\d+)/g)].map(
    (match) => match[1] ?? '',
  )
  const accounts = [...new Set(numbers.length > 0 ? numbers : ['100000000000001'])].map(
    (phoneNumberId, index) => ({
      id: `replay-${index}`,
      provider: 'sandbox',
      phoneNumberId,
      accessToken: secret,
      appSecrets: [secret],
      verifyToken: secret,
    }),
  )
  return readConfig({ ASSENT_ACCOUNTS: JSON.stringify(accounts), ASSENT_DATA_DIR: dataDir })
}

const settled = async ({ shared }: Assent): Promise<string | null> => {
  const until = Date.now() + patienceMs
  for (;;) {
    const counts = await shared.shared.counts()
    if (counts.deadDeliveries + counts.deadEvents > 0) return 'dead-lettered'
    if (counts.unreadDeliveries + counts.pendingEvents === 0) return null
    if (Date.now() > until) return 'not handled in time'
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const contactOf = async ({ services }: Assent, { contactId, event }: StoredEvent): Promise<string | null> => {
  const person = 'person' in event ? event.person : null
  const own = person ? labelOf(identitiesOf(person)) : null
  if (own || contactId === null) return own
  return labelOf((await services.store.dossier(contactId))?.identities ?? [])
}

/** One file on a stack of its own: ingress over HTTP, queue, inbound worker, an empty database. */
const replayFile = async (
  folder: string,
  file: string,
  backend: QueueBackend,
  words: Words,
): Promise<Line> => {
  const raw = readFileSync(join(folder, file))
  const dataDir = mkdtempSync(join(tmpdir(), 'assent-replay-'))
  const secret = randomBytes(16).toString('hex')
  const config = configFor(raw, dataDir, secret)
  await prepareDatabase(config, true)()
  const assent = await buildAssent(config, openLogger('silent'), { backend, words })
  const app = buildApp(assent, backend, config)
  const workers = await startWorkers(assent, backend, ['inbound'])
  try {
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const signature = createHmac('sha256', secret).update(raw).digest('hex')
    const response = await axios.post(`${url}/webhooks/replay-0`, raw, {
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
      maxBodyLength: Number.POSITIVE_INFINITY,
      validateStatus: () => true,
      proxy: false,
    })
    const accepted = response.status === 200
    const error = accepted ? await settled(assent) : `answered with status ${response.status}`
    const stored = await assent.services.store.allEvents()
    const events = []
    for (const one of stored) {
      events.push({ kind: one.event.kind, contact: await contactOf(assent, one), effect: one.effect })
    }
    return { file, accepted, status: response.status, events, error }
  } finally {
    await app.close()
    await workers.close()
    await assent.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** `assent replay DIR`: what would become of these deliveries? Resolves false when one was refused, lost or dead. */
export const runReplay = async (folder: string): Promise<boolean> => {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
  const { redisUrl } = readConfig({ REDIS_URL: process.env.REDIS_URL })
  const prefix = `replay-${randomBytes(4).toString('hex')}`
  const backend = await openBackend({ redisUrl, directory: 'memory://', prefix }, openLogger('silent'))
  const words = openWords({ name: 'Sunrise Bakery', templatesDir: null })
  const lines: Line[] = []
  try {
    for (const file of files) {
      const line = await replayFile(folder, file, backend, words)
      lines.push(line)
      process.stdout.write(`${JSON.stringify(line)}\n`)
    }
  } finally {
    await backend.close()
  }
  const accepted = lines.filter((line) => line.accepted).length
  const failed = lines.filter((line) => line.error !== null).length
  const events = lines.reduce((sum, line) => sum + line.events.length, 0)
  process.stdout.write(`${JSON.stringify({ files: lines.length, accepted, events, failed })}\n`)
  return failed === 0 && accepted === lines.length
}
