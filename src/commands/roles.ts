import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { FastifyInstance } from 'fastify'
import { startUpkeep } from '../../workers/start-upkeep.ts'
import { startWorkers } from '../../workers/start-workers.ts'
import type { Config } from '../config/config.ts'
import { AppError } from '../domain/errors.ts'
import { buildApp, buildWorkerApp } from '../http/build-app.ts'
import { type QueueName, queueNames } from '../jobs.ts'
import { openLogger } from '../logger.ts'
import { type Assent, buildAssent, openDatabase } from '../services.ts'

export type Closer = () => Promise<void>

/** Brings the database up to date, or says that somebody must. */
export const prepareDatabase = (config: Config, mayMigrate: boolean): Closer => {
  mkdirSync(config.dataDir, { recursive: true })
  const { shared, migrate, isMigrated } = openDatabase(config)
  if (mayMigrate) migrate()
  else if (!isMigrated()) {
    throw new AppError('config.invalid', 'the database is not up to date; run: npx assent migrate')
  }
  return () => shared.close()
}

/**
 * Makes sure that no other process works on the same directory: the embedded queue and the take-over of claims
 * both need that. The lock is the operating system's, so it ends with the process, however that ends.
 */
export const lockDataDir = (config: Config): Closer => {
  mkdirSync(config.dataDir, { recursive: true })
  const lock = new Database(join(config.dataDir, 'start.lock'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch {
    throw new AppError(
      'config.invalid',
      `another Assent is running on ${config.dataDir}; stop it, or set ASSENT_DATA_DIR to another folder`,
    )
  }
  return async () => {
    lock.close()
  }
}

/** Listens, and says in plain words when the port is taken. */
export const listen = async (
  app: FastifyInstance,
  host: string,
  port: number,
  variable: string,
): Promise<void> => {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code !== 'EADDRINUSE') throw error
    throw new AppError(
      'config.invalid',
      `port ${port} is taken by another program; set ${variable} to a free one`,
    )
  }
}

/** Stops on SIGTERM or SIGINT: no more work is taken, what is at work is finished; ten seconds at most. */
export const stopOnSignal = (closers: readonly Closer[], farewell: string): void => {
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), 10_000).unref()
    for (const close of [...closers].reverse()) await close()
    process.stdout.write(`${farewell}\n`)
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

const needRedis = (config: Config, role: string): void => {
  if (config.redisUrl !== null) return
  throw new AppError(
    'config.invalid',
    `REDIS_URL: is missing. "${role}" is one of several processes, and they meet in Redis; for example: redis://127.0.0.1:6379\n  For everything in one process, without Redis: npx assent start`,
  )
}

const openRole = async (config: Config, role: string): Promise<{ assent: Assent; closers: Closer[] }> => {
  needRedis(config, role)
  await prepareDatabase(config, false)()
  const assent = await buildAssent(config, openLogger(config.logLevel ?? 'info').child({ role }))
  return { assent, closers: [() => assent.close()] }
}

/** `assent ingress`: webhooks and API, no workers. */
export const runIngress = async (config: Config): Promise<void> => {
  const { assent, closers } = await openRole(config, 'ingress')
  const app = buildApp(assent, assent.backend, config)
  await listen(app, config.host, config.port, 'ASSENT_PORT')
  closers.push(() => app.close())
  process.stdout.write(`Assent ingress listens on http://${config.host}:${config.port}\n`)
  stopOnSignal(closers, 'Assent ingress has stopped.')
}

export const workerRoles = [...queueNames, 'upkeep'] as const
export type WorkerRole = (typeof workerRoles)[number]

/** `assent worker [role…]`: the workers of some queues, and the sweep. */
export const runWorker = async (config: Config, roles: readonly WorkerRole[]): Promise<void> => {
  const { assent, closers } = await openRole(config, 'worker')
  const queues = roles.filter((role): role is QueueName => role !== 'upkeep')
  const workers = await startWorkers(assent, assent.backend, queues)
  closers.push(() => workers.close())
  if (roles.includes('upkeep')) {
    const upkeep = startUpkeep(assent)
    closers.push(() => upkeep.close())
  }
  if (config.metricsPort !== null) {
    const app = buildWorkerApp(assent, assent.backend, config)
    await listen(app, config.host, config.metricsPort, 'ASSENT_METRICS_PORT')
    closers.push(() => app.close())
  }
  process.stdout.write(`Assent worker runs: ${roles.join(', ')}\n`)
  stopOnSignal(closers, 'Assent worker has stopped.')
}
