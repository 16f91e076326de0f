import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { sealFact } from '../../src/domain/ledger.ts'
import { migrationsFolder } from '../../src/services.ts'
import { isMigrated, migrateSqlite, openSqlite } from '../../src/store/open-sqlite.ts'
import { buildProgram, ownPlace, runAssent } from '../commands/assent.ts'
import { contactOf, openTestStore, ownFile } from '../support/open-store.ts'

test('every commit is on the disk before it counts, and readers never wait', async () => {
  const sqlite = openSqlite(ownFile())
  const pragma = (name: string): unknown => Object.values(sqlite.db.get<object>(`PRAGMA ${name}`))[0]
  expect(pragma('journal_mode')).toBe('wal')
  expect(pragma('synchronous')).toBe(2)
  expect(pragma('busy_timeout')).toBe(800)
  sqlite.close()
})

test('the ledger refuses to be changed or shortened, by whatever connection', async () => {
  const file = ownFile()
  const store = await openTestStore(file)
  await contactOf(store)
  const db = new Database(file)
  expect(() => db.exec("update ledger set kind = 'consent.granted'")).toThrow('the ledger is append-only')
  expect(() => db.exec('delete from ledger')).toThrow('the ledger is append-only')
  db.close()
  expect(await store.ledger(0, 10, null)).toHaveLength(1)
})

test('the ledger is one chain, each entry sealed over the one before', async () => {
  const store = await openTestStore()
  for (let index = 0; index < 5; index += 1) await contactOf(store)
  const entries = await store.ledger(0, 100, null)
  let previous = '0'.repeat(64)
  for (const { seq, recordedAt, hash, previous: named, ...fact } of entries) {
    expect(named).toBe(previous)
    expect(sealFact(fact, seq, recordedAt, previous).hash).toBe(hash)
    previous = hash
  }
  expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
})

test('two connections that write by turns never meet a deferred upgrade', async () => {
  const file = ownFile()
  const stores = [await openTestStore(file), await openTestStore(file), await openTestStore(file)]
  const rounds = Array.from({ length: 60 }, (_, index) => stores[index % stores.length] ?? stores[0])
  await Promise.all(rounds.map(async (store) => store && contactOf(store)))
  expect(await stores[0]?.contacts(null, 200)).toHaveLength(60)
})

test('a database that nobody has migrated says so', () => {
  const sqlite = openSqlite(ownFile())
  expect(isMigrated(sqlite, migrationsFolder)).toBe(false)
  migrateSqlite(sqlite, migrationsFolder)
  migrateSqlite(sqlite, migrationsFolder)
  expect(isMigrated(sqlite, migrationsFolder)).toBe(true)
  sqlite.close()
})

test('four processes that migrate the same file at the same time all find it up to date', async () => {
  buildProgram()
  const place = await ownPlace()
  const runs = await Promise.all([1, 2, 3, 4].map(() => runAssent(['migrate'], place)))
  expect(runs.map(({ code, said }) => [code, code === 0 ? '' : said])).toEqual(Array(4).fill([0, '']))
}, 60_000)
