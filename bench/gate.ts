import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { openAudienceCheck } from '../src/app/check-audience.ts'
import { noQueue } from '../src/commands/no-queue.ts'
import { prepareDatabase } from '../src/commands/roles.ts'
import { readConfig } from '../src/config/config.ts'
import { buildApp } from '../src/http/build-app.ts'
import { openLogger } from '../src/logger.ts'
import { buildAssent } from '../src/services.ts'

/** One check in process, and a whole audience by the stream, over a database of a million people. Run: npx tsx bench/gate.ts [people] */

const people = Number(process.argv[2] ?? 1_000_000)
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const folder = mkdtempSync(join(tmpdir(), 'assent-bench-'))
const config = readConfig({ ASSENT_DATA_DIR: folder })
await prepareDatabase(config, true)()

const contactId = (index: number): string => `ctc_${String(index).padStart(26, '0')}`

const fill = (): void => {
  const db = new Database(config.databaseFile)
  db.pragma('synchronous = OFF')
  const contact = db.prepare(
    "insert into contacts (id, business_id, version, language, created_at, windows) values (?, 'biz_main', 1, 'en', 0, '{}')",
  )
  const identity = db.prepare(
    "insert into identities (business_id, kind, value, contact_id, since) values ('biz_main', 'phone', ?, ?, 0)",
  )
  const consent = db.prepare(
    "insert into consents (contact_id, channel, category, state, own, said, recorded, by, since) values (?, 'whatsapp', 'marketing', ?, ?, 'none', 'none', ?, 1)",
  )
  const batch = db.transaction((from: number, to: number) => {
    for (let index = from; index < to; index += 1) {
      const id = contactId(index)
      contact.run(id)
      identity.run(`+1${4_000_000_000 + index}`, id)
      const state = ['opted_in', 'opted_out', 'none'][index % 3] ?? 'none'
      consent.run(id, state, state, state === 'none' ? null : `stm_${index}`)
    }
  })
  for (let from = 0; from < people; from += 10_000) batch(from, Math.min(people, from + 10_000))
  db.close()
}

const ended = Date.now()
fill()
say(`${people} people written in ${Date.now() - ended} ms`)

const assent = await buildAssent(config, openLogger('silent'), { backend: noQueue })
const { services } = assent
const question = { category: 'marketing', isTemplate: true }

const times: number[] = []
for (let round = 0; round < 5_000; round += 1) {
  const who = contactId(Math.floor(Math.random() * people))
  const begun = process.hrtime.bigint()
  const check = await openAudienceCheck(services, question)
  await check.answer([who])
  times.push(Number(process.hrtime.bigint() - begun) / 1e6)
}
times.sort((a, b) => a - b)
const share = (part: number): string => (times[Math.floor(times.length * part)] ?? 0).toFixed(3)
say(`one check: p50 ${share(0.5)} ms, p99 ${share(0.99)} ms`)

const app = buildApp(assent, noQueue, config)
await app.listen({ host: '127.0.0.1', port: 0 })
const { port } = z.object({ port: z.number() }).parse(app.server.address())
const before = process.memoryUsage().rss
let most = before
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss)
}, 100)
const begun = Date.now()
const summary = await new Promise<string>((resolve, reject) => {
  const call = request(
    {
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/v1/gate/stream?category=marketing',
      headers: { 'content-type': 'application/x-ndjson' },
    },
    (answer) => {
      let tail = ''
      answer.on('data', (chunk: Buffer) => {
        tail = (tail + chunk.toString('utf8')).slice(-500)
      })
      answer.on('end', () => resolve(tail.trim().split('\n').at(-1) ?? ''))
    },
  )
  call.on('error', reject)
  const write = (from: number): void => {
    for (let index = from; index < people; index += 1) {
      if (call.write(`"${contactId(index)}"\n`)) continue
      call.once('drain', () => write(index + 1))
      return
    }
    call.end()
  }
  write(0)
})
clearInterval(watch)
say(
  `the stream: ${people} people in ${((Date.now() - begun) / 1000).toFixed(1)} s, memory from ${(before / 1e6).toFixed(0)} to at most ${(most / 1e6).toFixed(0)} MB`,
)
say(summary)
await app.close()
await assent.close()
rmSync(folder, { recursive: true, force: true })
