import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildProgram, runAssent } from './assent.ts'

beforeAll(buildProgram)

test('a line that is not a case is told with its number and every field at fault', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-eval-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const evalOf = (line: string) => {
    const file = join(folder, 'cases.jsonl')
    writeFileSync(file, line)
    return runAssent(['eval', file])
  }
  const lacking = await evalOf('{"id":"a","text":"stop","lang":"en","state":"opted_in","tier":"must"}')
  expect(lacking.code).not.toBe(0)
  expect(lacking.said).toContain(
    'line 1: it is not a case (pending: missing; expected boolean; expect: missing',
  )
  expect((await evalOf('nope')).said).toContain('line 1: it is not a case (not JSON)')
})
