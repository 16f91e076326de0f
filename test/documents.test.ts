import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { scopes } from '../src/app/ports.ts'
import { workerRoles } from '../src/commands/roles.ts'
import { settings } from '../src/config/config.ts'
import { methods } from '../src/domain/evidence.ts'
import { gateReasons } from '../src/domain/gate.ts'
import { noticePurposes } from '../src/domain/notice.ts'
import { requestStates } from '../src/domain/request.ts'
import { defaultSettings, settingsChangeSchema, settingsSchema, withChange } from '../src/domain/settings.ts'
import { findingCodes } from '../src/domain/template-lint/finding.ts'
import { purposes } from '../src/domain/templates.ts'
import { collisionsOf } from '../src/reply-reader.ts'

/** What the documents say of the program is compared with the program. */
const root = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const documents = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter(
  (name) => name.endsWith('.md'),
)
const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(join(folder, name)))

/** What a document does not name, of the things that it must. */
const unnamedIn = (document: string, names: readonly string[]): string[] => {
  const text = read(document)
  return names.filter((name) => !text.includes(name))
}
const inTicks = (names: readonly string[]): string[] => names.map((name) => `\`${name}`)

describe('for operators', () => {
  it('every variable of the environment is there, and no other', () => {
    expect(unnamedIn('docs/operators.md', Object.keys(settings))).toEqual([])
    const named = [...documents, 'docker-compose.yml', '.env.example']
      .filter((file) => existsSync(join(root, file)))
      .flatMap((file) => read(file).match(/\bASSENT_[A-Z_]*[A-Z]\b/g) ?? [])
    // The secret of a hook is the receiver's own, in the example of one.
    const ours = [...Object.keys(settings), 'ASSENT_HOOK_SECRET']
    expect([...new Set(named)].filter((name) => !ours.includes(name))).toEqual([])
  })

  it('every kind of work is there', () => {
    expect(unnamedIn('docs/operators.md', inTicks(workerRoles))).toEqual([])
  })
})

describe('for businesses', () => {
  it('every finding of the linter is there', () => {
    expect(unnamedIn('docs/businesses.md', inTicks(Object.keys(findingCodes)))).toEqual([])
  })
})

describe('for integrators', () => {
  it('every reason of the gate and every scope is there', () => {
    expect(unnamedIn('docs/integrators.md', inTicks([...Object.keys(gateReasons), ...scopes]))).toEqual([])
  })

  it('every call is there, by its path or by the end of it', () => {
    const paths = sources('src/http').flatMap((code) => code.match(/(?<=^ {4}')\/v1\/[^']+(?=',$)/gm) ?? [])
    expect(paths.length).toBeGreaterThan(25)
    const text = read('docs/integrators.md')
    const unnamed = [...new Set(paths)].filter((path) => {
      const end = path.slice(path.lastIndexOf('/'))
      return !text.includes(path) && !text.includes(`\`${end}\``)
    })
    expect(unnamed).toEqual([])
  })

  it('every kind of event is there', () => {
    const code = [...sources('src/app'), ...sources('src/domain'), ...sources('src/store')].join('\n')
    const kinds = [...code.matchAll(/(?<!field)(?:kind: |services, |\? |: )'([a-z]+\.[a-z_]+)'/g)]
      .map(([, kind = '']) => kind)
      .filter((kind) => !kind.endsWith('.sqlite'))
    expect(kinds.length).toBeGreaterThan(12)
    const states = requestStates.map((state) => (state === 'created' ? `request.${state}` : `.${state}`))
    expect(unnamedIn('docs/integrators.md', inTicks([...new Set(kinds), ...states]))).toEqual([])
  })
})

describe('for businesses', () => {
  it('every setting, every text and every notice is there', () => {
    const names = [...Object.keys(settingsSchema.shape), ...purposes, ...noticePurposes]
    expect(unnamedIn('docs/businesses.md', inTicks(names))).toEqual([])
  })

  it('every example of a change of settings is taken', () => {
    const change = z.object({ from: z.string().optional(), settings: settingsChangeSchema })
    const blocks = [
      ...read('docs/businesses.md').matchAll(/^(\{ "settings".*?\})\n```|-d '(\{[^']*"settings"[^']*)'/gms),
    ]
    expect(blocks).toHaveLength(2)
    for (const [, plain, posted] of blocks) {
      const { settings: named } = change.parse(JSON.parse(plain ?? posted ?? ''))
      expect(collisionsOf(withChange(defaultSettings, named).words)).toEqual([])
    }
  })

  it('every method of opting in is in the rules', () => {
    expect(unnamedIn('docs/consent.md', inTicks(methods))).toEqual([])
  })
})

describe('for those who go on with it', () => {
  it('every command is in the README', () => {
    const commands = [...read('src/cli.ts').matchAll(/\.command\('([a-z]+)'\)/g)].map(
      ([, name]) => `npx assent ${name}`,
    )
    expect(commands.length).toBeGreaterThan(8)
    expect(unnamedIn('README.md', commands)).toEqual([])
  })

  it('every dependency has its reason', () => {
    const lists = z.object({
      dependencies: z.record(z.string(), z.string()),
      devDependencies: z.record(z.string(), z.string()),
    })
    const { dependencies, devDependencies } = lists.parse(JSON.parse(read('package.json')))
    const names = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !name.startsWith('@types/'),
    )
    const written: Readonly<Record<string, string>> = { '@biomejs/biome': 'biome' }
    expect(
      unnamedIn(
        'docs/design.md',
        names.map((name) => written[name] ?? name),
      ),
    ).toEqual([])
  })

  it('every file that the README points to is there', () => {
    const files = [...read('README.md').matchAll(/`((?:src|workers|test|templates|docs)\/[^`*]*)`/g)].map(
      ([, file = '']) => file,
    )
    expect(files.length).toBeGreaterThan(20)
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
  })
})

it('every link between the documents leads somewhere', () => {
  const anchorOf = (heading: string): string =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-')
  const broken = documents.flatMap((document) =>
    [...read(document).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].flatMap(
      ([link, path = '', anchor]) => {
        const file = path === '' ? document : join(dirname(document), path)
        if (!existsSync(join(root, file))) return [`${document}: ${link}`]
        const headings = [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading))
        return anchor === undefined || headings.includes(anchor) ? [] : [`${document}: ${link}`]
      },
    ),
  )
  expect(broken).toEqual([])
})
