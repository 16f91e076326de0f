import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { z } from 'zod'
import { eventually } from './eventually.ts'

export const hasRedisServer = (): boolean => spawnSync('redis-server', ['--version']).status === 0

/** The queue that the tests run on: what ASSENT_TEST_QUEUE says, else Redis when there is one. */
export const queueKind = (): 'redis' | 'embedded' => {
  const wanted = z.enum(['redis', 'embedded']).optional().parse(process.env.ASSENT_TEST_QUEUE)
  return wanted ?? (hasRedisServer() ? 'redis' : 'embedded')
}

/** A port that nobody listens on at this moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = z.object({ port: z.number() }).parse(server.address())
      server.close(() => resolve(address.port))
    })
  })

export interface RedisServer {
  readonly url: string
  start(): Promise<void>
  /** Ends it at once, as a power cut does. */
  kill(): Promise<void>
  /** Stops the process without ending it: connections stay open and nothing answers. */
  freeze(): void
  thaw(): void
  /** One command of one's own, such as FLUSHALL. */
  command(name: string, ...rest: string[]): Promise<unknown>
  close(): Promise<void>
}

/** A private redis-server on a port of its own; not started yet. */
export const privateRedis = async (): Promise<RedisServer> => {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  const directory = mkdtempSync(join(tmpdir(), 'assent-redis-'))
  let running: ChildProcess | null = null

  const command = async (name: string, ...rest: string[]): Promise<unknown> => {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return await client.call(name, ...rest)
    } finally {
      client.disconnect()
    }
  }
  const kill = async (): Promise<void> => {
    const child = running
    running = null
    if (!child || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
  return {
    url,
    command,
    kill,
    start: async () => {
      const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
      const policy = ['--maxmemory-policy', 'noeviction', '--dir', directory]
      running = spawn('redis-server', [...settings, ...policy], { stdio: 'ignore' })
      await eventually(() => command('PING'))
    },
    freeze: () => void running?.kill('SIGSTOP'),
    thaw: () => void running?.kill('SIGCONT'),
    close: async () => {
      await kill()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
