import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

interface Import {
  /** The importing file, from the root of the project: `src/app/sweep.ts`. */
  readonly from: string
  /** A file of ours, from the root; or the name of a package. */
  readonly to: string
  readonly own: boolean
  readonly typeOnly: boolean
}

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name).split(sep).join('/'))
const files = [...filesIn('src'), ...filesIn('workers')]
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8')

const statementPattern =
  /^(?:import|export)\s(type\s)?[^'"`;]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm
const importsOf = (from: string): Import[] =>
  [...textOf(from).matchAll(statementPattern)].map(([, type, ...found]) => {
    const name = found.find((part) => part !== undefined) ?? ''
    const own = name.startsWith('.')
    const to = own
      ? relative(root, normalize(join(root, dirname(from), name)))
          .split(sep)
          .join('/')
      : name
    return { from, to, own, typeOnly: type !== undefined }
  })
const imports = files.flatMap(importsOf)

const inFolder = (file: string, ...folders: readonly string[]): boolean =>
  folders.some((folder) => file === folder || file.startsWith(`${folder}/`))
const violations = (of: readonly string[], isAllowed: (one: Import) => boolean): string[] =>
  imports
    .filter((one) => inFolder(one.from, ...of) && !isAllowed(one))
    .map(({ from, to }) => `${from} imports ${to}`)

/** Code without its comments and the insides of its strings, where words are only words. */
const codeOf = (file: string): string =>
  textOf(file).replace(
    /\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g,
    (part) => (part.startsWith('/') ? '' : "''"),
  )
const filesWith = (pattern: RegExp, among: readonly string[] = files): string[] =>
  among.filter((file) => pattern.test(codeOf(file)))

const adapters = [
  'src/store',
  'src/queue',
  'src/whatsapp',
  'src/sms',
  'src/outgoing',
  'src/metrics',
  'src/sandbox',
] as const

it('the imports of every file are found', () => {
  expect(imports.length).toBeGreaterThan(files.length)
  const missing = imports.filter(({ to, own }) => own && !files.includes(to))
  expect(missing).toEqual([])
})

describe('arrows point inward', () => {
  it('the domain knows itself and the reply parser', () => {
    const packages = ['zod', 'canonicalize', 'node:crypto']
    expect(
      violations(['src/domain'], ({ to, own }) =>
        own ? inFolder(to, 'src/domain', 'src/replies') : packages.includes(to),
      ),
    ).toEqual([])
  })

  it('the reply parser knows nothing of ours', () => {
    expect(violations(['src/replies'], ({ to, own }) => !own || inFolder(to, 'src/replies'))).toEqual([])
  })

  it('the verbs know the domain, the parser and the list of jobs', () => {
    const known = ['src/app', 'src/domain', 'src/replies', 'src/jobs.ts']
    expect(
      violations(['src/app'], ({ to, own }) =>
        own ? inFolder(to, ...known) : to.startsWith('libphonenumber-js'),
      ),
    ).toEqual([])
  })

  it.each(adapters)('%s knows the ports and the domain, no other adapter and no door', (adapter) => {
    const known = [adapter, 'src/domain', 'src/app/ports.ts', 'src/jobs.ts', 'src/html.ts']
    expect(violations([adapter], ({ to, own }) => !own || inFolder(to, ...known))).toEqual([])
  })

  it('the sandbox stands for the platform: of ours it knows the clock, how to write HTML, and nothing else', () => {
    expect(
      violations(
        ['src/sandbox'],
        ({ to, own }) => !own || inFolder(to, 'src/sandbox', 'src/domain/clock.ts', 'src/html.ts'),
      ),
    ).toEqual([])
  })

  it('only the composition and the commands know which adapter is in use', () => {
    const composers = ['src/services.ts', 'src/commands']
    // Pure functions over bytes and a secret; the doors must verify before anything else is built.
    const pure = ['src/whatsapp/signature.ts', 'src/sms/twilio-signature.ts']
    const elsewhere = files.filter((file) => !inFolder(file, ...composers, ...adapters))
    expect(
      violations(
        elsewhere,
        ({ to, typeOnly }) => typeOnly || !inFolder(to, ...adapters) || pure.includes(to),
      ),
    ).toEqual([])
  })

  it('of an adapter the doors and workers see the type of the queue alone', () => {
    const outside = files.filter((file) => !inFolder(file, 'src/services.ts', 'src/commands', ...adapters))
    const seen = imports.filter(
      ({ from, to, typeOnly }) => typeOnly && outside.includes(from) && inFolder(to, ...adapters),
    )
    expect(seen.filter(({ to }) => to !== 'src/queue/backend.ts')).toEqual([])
  })

  it('nobody imports an entry, and the commands are imported by it and by each other', () => {
    expect(imports.filter(({ to }) => to === 'src/cli.ts')).toEqual([])
    const callers = imports.filter(({ to }) => inFolder(to, 'src/commands')).map(({ from }) => from)
    expect(callers.filter((from) => !inFolder(from, 'src/cli.ts', 'src/commands'))).toEqual([])
  })

  it('only entries and commands import the composition', () => {
    const callers = imports.filter(({ to }) => to === 'src/services.ts').map(({ from }) => from)
    expect(callers.filter((from) => !inFolder(from, 'src/commands'))).toEqual([])
  })
})

describe('one place for each deed', () => {
  it('only send-message sends', () => {
    // In the doors and in the sandbox, `.send(` is Fastify's answer to a request.
    const senders = files.filter((file) => !inFolder(file, 'src/http', 'src/sandbox'))
    expect(filesWith(/\.send\(/, senders)).toEqual(['src/app/send-message.ts'])
    const doors = files.filter((file) => inFolder(file, 'src/http', 'src/sandbox'))
    expect(filesWith(/\bwhatsApp\b|\bcloudClient\b/, doors)).toEqual([])
  })

  it('only change-contact commits a change of a contact', () => {
    expect(filesWith(/\bstore\s*\.commit\(|\bcommit\s*\(\s*\{/)).toEqual(['src/app/change-contact.ts'])
  })

  it('only the entry reads the environment, for the configuration', () => {
    expect(filesWith(/\bprocess\.env\b/)).toEqual([
      // The entry hands the environment to the configuration.
      'src/cli.ts',
      // A throw-away stack is configured by itself and takes the address of Redis alone, through the same schema.
      'src/commands/replay.ts',
    ])
  })

  it('the domain, the parser and the verbs ask no clock and no chance of their own', () => {
    const pure = files.filter((file) => inFolder(file, 'src/domain', 'src/replies', 'src/app'))
    // The system clock itself is defined beside the port it implements.
    expect(
      filesWith(/\bDate\.now\(|\bnew Date\(\)|\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/, pure),
    ).toEqual(['src/domain/clock.ts'])
  })
})

describe('the types are not talked out of', () => {
  const statements = /^(?:import|export)\s[^'"`;]*?from\s+''/gm

  it('there is no `any`', () => {
    expect(filesWith(/(?<!\.)\bany\b/)).toEqual([])
  })

  it('there is no cast but in the helpers that say why', () => {
    const helpers = [
      // The rows of a driver whose types know nothing of the query (`asRows`).
      'src/queue/pglite-pool.ts',
    ]
    const cast = /\bas\s+(?!const\b)[A-Za-z{[(]/
    expect(files.filter((file) => cast.test(codeOf(file).replace(statements, '')))).toEqual(helpers)
  })

  it('nothing is silenced', () => {
    expect(
      files.filter((file) => /@ts-(?:ignore|expect-error|nocheck)|biome-ignore/.test(textOf(file))),
    ).toEqual([])
  })
})
