import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLogger } from '../../src/logger.ts'
import { embeddedBackend } from '../../src/queue/embedded-backend.ts'
import { eventually } from '../support/eventually.ts'

const ownFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-queue-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('the embedded queue keeps its jobs, also delayed ones, over a close and a new start', async () => {
  const directory = join(ownFolder(), 'queue')
  const log = openLogger('silent')
  const first = await embeddedBackend(directory, 'test', log)
  await first.add('timers', 'end-waiting', { requestId: 'req_1' }, { delay: 500 })
  await first.add('inbound', 'hear-contact', { contactId: 'ctc_1' }, {})
  await first.close()

  const second = await embeddedBackend(directory, 'test', log)
  const done: string[] = []
  const workers = await Promise.all(
    (['timers', 'inbound'] as const).map((queue) =>
      second.work(queue, async (name, payload) => void done.push(`${name} ${JSON.stringify(payload)}`), 1),
    ),
  )
  await eventually(() => expect(done).toHaveLength(2), 15_000)
  expect(done.sort()).toEqual(['end-waiting {"requestId":"req_1"}', 'hear-contact {"contactId":"ctc_1"}'])
  for (const worker of workers) await worker.close()
  await second.close()
}, 60_000)

test('an embedded queue that is damaged is put aside and made anew', async () => {
  const folder = ownFolder()
  const directory = join(folder, 'queue')
  mkdirSync(directory)
  writeFileSync(join(directory, 'PG_VERSION'), 'no such version')
  writeFileSync(join(directory, 'postgresql.conf'), 'garbage = garbage')
  const lines: string[] = []
  const log = openLogger('warn', { write: (line: string) => void lines.push(line) })
  const backend = await embeddedBackend(directory, 'test', log)
  await backend.add('inbound', 'hear-contact', { contactId: 'ctc_1' }, {})
  expect(await backend.depths()).toMatchObject({ inbound: 1 })
  await backend.close()
  expect(readdirSync(folder).filter((name) => name.startsWith('queue.damaged-'))).toHaveLength(1)
  expect(lines.join('')).toContain('put aside')
}, 60_000)
