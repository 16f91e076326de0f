import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { freePort } from '../support/redis-server.ts'

const root = join(import.meta.dirname, '..', '..')
export const cli = join(root, 'dist', 'src', 'cli.js')

export type Environment = Readonly<Record<string, string>>

const newestIn = (folder: string): number =>
  Math.max(
    ...readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => statSync(join(root, folder, name)).mtimeMs,
    ),
  )

/** Compiles the program, as `npm start` does, when it is older than its sources. */
export const buildProgram = (): void => {
  const built = existsSync(cli) ? statSync(cli).mtimeMs : 0
  if (built > Math.max(newestIn('src'), newestIn('workers'))) return
  compile()
}

const compile = (): void => {
  const built = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`the build failed:\n${built.stdout}${built.stderr}`)
}

export interface Running {
  readonly process: ChildProcess
  /** What it has said so far, standard output and error together. */
  said(): string
  /** Standard output alone. */
  output(): string
  /** Resolves with the exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>
}

/** The `assent` program, without the settings of whoever runs the tests. */
export const assent = (args: readonly string[], environment: Environment = {}): Running => {
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...environment }
  const child = spawn(process.execPath, [cli, ...args], { env, cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8')
    said += chunk.toString('utf8')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { process: child, said: () => said, output: () => output, ended }
}

/** Runs a command to its end. */
export const runAssent = async (
  args: readonly string[],
  environment: Environment = {},
): Promise<{ code: number | null; said: string; output: string }> => {
  const running = assent(args, environment)
  const code = await running.ended
  return { code, said: running.said(), output: running.output() }
}

/** A folder and ports of its own; `redisUrl` for the queue, null for the embedded one. */
export const ownPlace = async (redisUrl: string | null = null) => {
  const directory = mkdtempSync(join(tmpdir(), 'assent-command-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const queue: Environment =
    redisUrl === null ? {} : { REDIS_URL: redisUrl, ASSENT_QUEUE_PREFIX: `place-${Date.now()}` }
  return {
    ...queue,
    ASSENT_DATA_DIR: join(directory, 'data'),
    ASSENT_PORT: `${await freePort()}`,
    ASSENT_SANDBOX_PORT: `${await freePort()}`,
  }
}

/** Waits until the program has said something. */
export const hasSaid = async (
  running: Running,
  words: string | RegExp,
  timeoutMs = 60_000,
): Promise<void> => {
  const until = Date.now() + timeoutMs
  const isSaid = (): boolean =>
    typeof words === 'string' ? running.said().includes(words) : words.test(running.said())
  while (!isSaid()) {
    if (running.process.exitCode !== null || Date.now() > until)
      throw new Error(`it never said ${words}, but:\n${running.said()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
