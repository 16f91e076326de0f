import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { bodyOf, bytesOf, textFrom } from '../support/webhook-body.ts'
import { buildProgram, runAssent } from './assent.ts'

beforeAll(buildProgram)

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'webhooks')

const lineSchema = z.strictObject({
  file: z.string(),
  accepted: z.boolean(),
  status: z.number(),
  events: z.array(
    z.strictObject({ kind: z.string(), contact: z.string().nullable(), effect: z.string().nullable() }),
  ),
  error: z.string().nullable(),
})
const summarySchema = z.looseObject({ files: z.number(), accepted: z.number(), failed: z.number() })

const replay = async (folder: string) => {
  const redisUrl = inject('redisUrl')
  const { code, said, output } = await runAssent(
    ['replay', folder],
    redisUrl === null ? {} : { REDIS_URL: redisUrl },
  )
  // A newcomer reads both: no warning of a library may stand between.
  expect(said).toBe(output)
  const rows = output.trim().split('\n')
  const summary = summarySchema.parse(JSON.parse(rows.pop() ?? ''))
  return { code, summary, lines: rows.map((row) => lineSchema.parse(JSON.parse(row))) }
}

const folderOf = (files: Readonly<Record<string, Buffer>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-replay-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
  return folder
}

test('every payload of the platform is replayed with one line a file and the summary last', async () => {
  const files = readdirSync(fixtures).filter((file) => file.endsWith('.json'))
  const { code, summary, lines } = await replay(fixtures)
  expect(lines.map(({ file }) => file)).toEqual(files.sort())
  for (const line of lines) {
    expect(line, line.file).toMatchObject({ accepted: true, status: 200, error: null })
    expect(line.events.length, line.file).toBeGreaterThan(0)
  }
  expect(summary).toMatchObject({ files: files.length, accepted: files.length, failed: 0 })
  expect(code).toBe(0)
}, 120_000)

test('odd deliveries are told for what they are, and one that is too large makes the exit 1', async () => {
  const at = Math.floor(Date.now() / 1_000)
  const hidden = { from_user_id: 'US.13491208655302741918', id: 'wamid.1', timestamp: `${at}`, type: 'text' }
  const folder = folderOf({
    'a-stop.json': bytesOf(bodyOf([textFrom('14155558001', 'STOP', 'wamid.1', at)])),
    'b-hidden.json': bytesOf(bodyOf([{ messages: [{ ...hidden, text: { body: 'stop' } }] }])),
    'c-not-json.json': Buffer.from('{"entry": ['),
    'd-too-large.json': Buffer.alloc(3 * 1024 * 1024 + 1, ' '),
    'e-unknown.json': bytesOf({
      object: 'x',
      entry: [{ changes: [{ field: 'brand_new', value: { a: 1 } }] }],
    }),
    'ignored.txt': Buffer.from('not a delivery'),
  })
  const { code, summary, lines } = await replay(folder)
  expect(code).toBe(1)
  expect(summary).toMatchObject({ files: 5, accepted: 4, failed: 1 })
  expect(lines.map(({ file, accepted, events }) => [file, accepted, events[0]?.kind ?? null])).toEqual([
    ['a-stop.json', true, 'message'],
    ['b-hidden.json', true, 'message'],
    ['c-not-json.json', true, 'malformed'],
    ['d-too-large.json', false, null],
    ['e-unknown.json', true, 'account'],
  ])
  expect(lines[0]?.events[0]).toMatchObject({
    contact: '+14155558001',
    effect: expect.stringMatching(/^opted_out/),
  })
  expect(lines[1]?.events[0]).toMatchObject({ contact: 'US.13491208655302741918' })
  expect(lines[3]).toMatchObject({ status: 413, error: expect.stringContaining('413') })
}, 60_000)

test('an empty folder is no failure', async () => {
  const { code, summary, lines } = await replay(folderOf({}))
  expect({ code, lines, files: summary.files }).toEqual({ code: 0, lines: [], files: 0 })
}, 60_000)
