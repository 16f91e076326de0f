import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadTexts } from '../src/load-texts.ts'
import { shippedTemplates } from '../src/services.ts'

const ownTexts = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-texts-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(shippedTemplates, folder, { recursive: true })
  return folder
}

test('a folder that is not there is told with the variable that names it', () => {
  expect(() => loadTexts('/no/such/texts')).toThrow(
    /ASSENT_TEMPLATES_DIR.*: \/no\/such\/texts is no folder that can be read; expected a copy of templates/,
  )
})

test('a mistake in a text is told with its file and field', () => {
  const folder = ownTexts()
  const file = join(folder, 'opt-in-request.en.json')
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('replying STOP', 'replying BASTA'))
  expect(() => loadTexts(folder)).toThrow(
    'templates/opt-in-request.en.json has a mistake:\n  promises.0: the body does not say "STOP"',
  )
})

test('a mistyped field of a text is told with those that there are', () => {
  const folder = ownTexts()
  const file = join(folder, 'help.en.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"body"', '"boddy"'))
  expect(() => loadTexts(folder)).toThrow(/there is no field "boddy"; expected one of: .*body/)
})
