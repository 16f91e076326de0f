import { and, asc, eq, isNull } from 'drizzle-orm'
import type { ApiKey, Store } from '../app/ports.ts'
import { day, minute } from '../domain/clock.ts'
import { appendFacts } from './ledger.ts'
import type { Sqlite } from './open-sqlite.ts'
import { apiKeys, calls } from './schema.ts'

type Access = Pick<Store, 'keys' | 'saveKey' | 'revokeKey' | 'beginCall' | 'endCall' | 'forgetCall'>

type KeyRow = typeof apiKeys.$inferSelect
export const keyOf = ({ hash: _hash, ...key }: KeyRow): ApiKey => key

/** So long a call is remembered, and so long one may take before its process counts as gone. */
const remembered = day
const longest = minute

/** Who may call, and calls that must not happen twice. */
export const openAccess = ({ db, write }: Sqlite, businessId: string): Access => {
  const call = (key: string) => and(eq(calls.businessId, businessId), eq(calls.key, key))
  return {
    keys: async () =>
      db
        .select()
        .from(apiKeys)
        .where(eq(apiKeys.businessId, businessId))
        .orderBy(asc(apiKeys.id))
        .all()
        .map(keyOf),

    saveKey: async (key, fact) =>
      write((tx) => {
        tx.insert(apiKeys)
          .values({ ...key, businessId, scopes: [...key.scopes] })
          .run()
        appendFacts(tx, [fact], fact.at)
      }),

    revokeKey: async (id, now, fact) =>
      write((tx) => {
        const open = and(eq(apiKeys.id, id), eq(apiKeys.businessId, businessId), isNull(apiKeys.revokedAt))
        if (tx.update(apiKeys).set({ revokedAt: now }).where(open).run().changes === 0) return false
        appendFacts(tx, [fact], fact.at)
        return true
      }),

    beginCall: async (key, fingerprint, now) =>
      write((tx) => {
        const known = tx.select().from(calls).where(call(key)).get()
        const isGone = known && known.createdAt < now - (known.status === null ? longest : remembered)
        if (known && !isGone) {
          if (known.fingerprint !== fingerprint) return { was: 'different' }
          const { status, body } = known
          return status === null ? { was: 'running' } : { was: 'done', status, body: body ?? '' }
        }
        const row = { businessId, key, fingerprint, status: null, body: null, createdAt: now }
        tx.insert(calls)
          .values(row)
          .onConflictDoUpdate({ target: [calls.businessId, calls.key], set: row })
          .run()
        return { was: 'new' }
      }),

    endCall: async (key, status, body) =>
      write((tx) => {
        tx.update(calls).set({ status, body }).where(call(key)).run()
      }),

    forgetCall: async (key) =>
      write((tx) => {
        tx.delete(calls).where(call(key)).run()
      }),
  }
}
