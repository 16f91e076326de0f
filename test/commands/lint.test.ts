import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildProgram, runAssent } from './assent.ts'

beforeAll(buildProgram)

const fileWith = (name: string, text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-lint-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const request = `{
  "name": "casa_luna_opt_in",
  "language": "en",
  "category": "MARKETING",
  "components": [
    { "type": "BODY", "text": "Casa Luna: may we send you offers on WhatsApp? Reply STOP to end them." },
    { "type": "BUTTONS", "buttons": [
      { "type": "QUICK_REPLY", "text": "Yes" },
      { "type": "QUICK_REPLY", "text": "Maybe later" }
    ] }
  ]
}
`

test('a fault is told with file, line and code, and the exit code says so', async () => {
  const file = fileWith('request.json', request)
  const environment = { ASSENT_BUSINESS_NAME: 'Casa Luna' }
  const { code, output } = await runAssent(['lint', file], environment)
  expect(code).toBe(1)
  expect(output).toBe(
    `${file}:9: dark_pattern: "Maybe later" is no plain no: put a button that says no beside the yes\n` +
      '1 file, 1 finding in 1 of them.\n',
  )
  const asJson = await runAssent(['lint', '--json', file], environment)
  expect(JSON.parse(asJson.output)).toMatchObject({
    files: 1,
    findings: [{ file, line: 9, code: 'dark_pattern', field: 'components.1.buttons.1.text' }],
  })
})

test('what is sound passes, and whose name counts is configured', async () => {
  const file = fileWith('request.json', request.replace('Maybe later', 'No'))
  expect(await runAssent(['lint', file], { ASSENT_BUSINESS_NAME: 'Casa Luna' })).toMatchObject({
    code: 0,
    output: '1 file: nothing is wrong.\n',
  })
  const other = await runAssent(['lint', file], { ASSENT_BUSINESS_NAME: 'Casa Sol' })
  expect(other).toMatchObject({ code: 1 })
  expect(other.output).toContain('business_not_named')
})

test('the texts that come with Assent pass as a whole', async () => {
  const { code, output } = await runAssent(['lint'])
  expect(output).toMatch(/^\d+ files: nothing is wrong\.\n$/)
  expect(code).toBe(0)
})

test('a path that is none is told', async () => {
  const { code, said } = await runAssent(['lint', '/nowhere/at/all.json'])
  expect(code).toBe(1)
  expect(said).toContain('/nowhere/at/all.json: is no file or folder that can be read')
})
