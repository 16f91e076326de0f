import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { AppError } from '../domain/errors.ts'
import * as schema from './schema.ts'

export type Db = BetterSQLite3Database<typeof schema>
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]

export interface Sqlite {
  readonly db: Db
  /** For the few statements that the query builder cannot say. */
  readonly connection: Database.Database
  readonly file: string
  /** Runs `work` in one IMMEDIATE transaction: a deferred one fails when it must upgrade under load. */
  write<T>(work: (tx: Tx) => T): T
  close(): void
}

/** Short enough for a webhook to be answered in time when another process holds the database (F15). */
const busyMs = 800

const cannotWrite = /^SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN)/

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/**
 * Opens the database file: write-ahead log, every commit on the disk before it counts. Not so where the file is thrown
 * away anyway (`lasts: false`): waiting for the disk is most of the time that a story takes.
 */
export const openSqlite = (file: string, { lasts = true } = {}): Sqlite => {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  const connection = new Database(file)
  connection.pragma('journal_mode = WAL')
  connection.pragma(`synchronous = ${lasts ? 'FULL' : 'OFF'}`)
  connection.pragma(`busy_timeout = ${busyMs}`)
  const db = drizzle({ client: connection, schema })
  return {
    db,
    connection,
    file,
    write: (work) => {
      try {
        return db.transaction(work, { behavior: 'immediate' })
      } catch (error) {
        if (cannotWrite.test(codeOf(error))) {
          throw new AppError('store.busy', `the database cannot be written now (${codeOf(error)})`)
        }
        throw error
      }
    },
    close: () => connection.close(),
  }
}

/** So long a process waits for another one that migrates the same file. */
const migrationPatienceMs = 60_000

/**
 * Brings the tables up to this version. Safe to run twice and from several processes at once: the migrator looks at
 * what is there before it begins its transaction, so one process at a time may look. The lock is the operating
 * system's, on a file beside the database, and ends with the process, however that ends (F26).
 */
export const migrateSqlite = ({ db, file }: Sqlite, migrationsFolder: string): void => {
  // Nobody else can see a database in memory.
  const lock = new Database(file === ':memory:' ? file : `${file}.migrating`, {
    timeout: migrationPatienceMs,
  })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    migrate(db, { migrationsFolder })
  } finally {
    lock.close()
  }
}

/** True when the newest migration of this version has been applied. */
export const isMigrated = ({ db }: Sqlite, migrationsFolder: string): boolean => {
  const newest = readMigrationFiles({ migrationsFolder }).at(-1)
  const isThere = db.get<{ found: number }>(
    "SELECT count(*) AS found FROM sqlite_master WHERE name = '__drizzle_migrations'",
  ).found
  if (!newest || isThere === 0) return false
  const applied = db.get<{ at: number | null }>('SELECT max(created_at) AS at FROM __drizzle_migrations').at
  return applied !== null && applied >= newest.folderMillis
}
