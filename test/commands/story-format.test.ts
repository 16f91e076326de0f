import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { storyJsonSchema } from '../../src/commands/scenario.ts'
import { failureText, playStory, sharedWords } from '../../src/commands/story/play.ts'
import { readStory } from '../../src/commands/story/read-story.ts'
import { expectationSchema, stepSchema } from '../../src/commands/story/schema.ts'

const docs = join(import.meta.dirname, '..', '..', 'docs')
const page = readFileSync(join(docs, 'stories.md'), 'utf8')

const folder = mkdtempSync(join(tmpdir(), 'assent-format-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const written = (text: string): string => {
  const file = join(folder, 'a.yaml')
  writeFileSync(file, text)
  return file
}

const mistakesIn = (text: string): string[] => {
  try {
    readStory(written(text))
    return []
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return message.replaceAll(`${join(folder, 'a.yaml')}:`, '').split('\n')
  }
}

const wordsFor = sharedWords()

const ana = 'story: a story\npeople:\n  Ana: { phone: "+14155550101" }\nsteps:\n'

describe('the documents of the format', () => {
  it('hold the JSON Schema as the code makes it (npx assent scenario --schema > docs/story.schema.json)', () => {
    const kept: unknown = JSON.parse(readFileSync(join(docs, 'story.schema.json'), 'utf8'))
    expect(kept).toEqual(JSON.parse(storyJsonSchema()))
  })

  it.each([...Object.keys(stepSchema.shape), ...Object.keys(expectationSchema.shape)])(
    'explain %s',
    (field) => {
      expect(page).toContain(`\`${field}`)
    },
  )

  it('show a story that holds', async () => {
    const [, example = ''] = /```yaml\n(.*?)```/s.exec(page) ?? []
    const file = written(example)
    const failure = await playStory(readStory(file), wordsFor)
    expect(failure && failureText('docs/stories.md', failure)).toBeNull()
  })
})

describe('a mistake in a story is told with its line, its field and what was expected', () => {
  const rows: [string, string, RegExp][] = [
    [
      'a misspelt field',
      `${ana}  - say: { as: Ana, txt: hi }`,
      /^5: steps\.0\.say\.txt: there is no such field; .*text/,
    ],
    [
      'a person whom nobody knows',
      `${ana}  - ask: { of: Bob, categories: [a] }`,
      /^5: steps\.0\.ask\.of: .*"Bob".*Ana/,
    ],
    [
      'a person whom nobody knows, in an expectation',
      `${ana}  - wait: 1h\n    expect:\n      told:\n        Bob: hi`,
      /^8: steps\.0\.expect\.told\.Bob: there is no "Bob"/,
    ],
    [
      'a time that is none',
      `${ana}  - wait: 3 days`,
      /^5: steps\.0\.wait: expected a duration such as "24h"/,
    ],
    ['two things in one step', `${ana}  - wait: 1h\n    add: Ana`, /^5: steps\.0: a step does one thing/],
    ['words that are a number', `${ana}  - say: { as: Ana, text: 5 }`, /put it in quotes/],
    ['nothing said', `${ana}  - say: { as: Ana }`, /^5: steps\.0\.say: expected one of text, sms/],
    [
      'a setting that is none',
      `${ana}  - settings: { whatsapp: false }`,
      /settings\.whatsapp: .*whatsappEnabled/,
    ],
    [
      'a notice that is none',
      `${ana}  - wait: 1h\n    expect: { notices: { Ana: [silent] } }`,
      /expected one of accepted/,
    ],
    ['an empty file', '', /^1: the story: expected object/],
  ]
  it.each(rows)('%s', (_what, text, message) => {
    expect(mistakesIn(text).join('\n')).toMatch(message)
  })
})

describe('a story that goes otherwise', () => {
  const play = async (steps: string): Promise<string> => {
    const failure = await playStory(readStory(written(ana + steps)), wordsFor)
    return failure ? failureText('a.yaml', failure) : ''
  }

  it('says at which line, what was expected and what was found', async () => {
    const told = await play(
      '  - ask: { of: Ana, categories: [marketing] }\n    expect: { consent: { Ana: { marketing: none } } }',
    )
    expect(told).toBe(
      'a.yaml:5\n    consent of Ana: marketing\n      expected  none\n      found     pending',
    )
  })

  it('says what there is to tap', async () => {
    const told = await play(
      '  - ask: { of: Ana, categories: [marketing] }\n  - say: { as: Ana, button: Yes }',
    )
    expect(told).toMatch(/a\.yaml:6[\s\S]*no button Yes; there is to tap: "Yes, please", "No, thanks"/)
  })

  it('does not pass over a refusal that it does not speak of', async () => {
    const told = await play('  - send: { to: Ana, category: marketing, text: Hi }')
    expect(told).toMatch(/a\.yaml:5[\s\S]*not_opted_in/)
  })
})
