import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { CountsBy, Store } from '../app/ports.ts'
import { type CountKey, contributionOf } from '../domain/counts.ts'
import type { Message } from '../domain/message.ts'
import type { Sqlite, Tx } from './open-sqlite.ts'
import { messageCounts } from './schema.ts'

const nameOf = (key: CountKey): string => JSON.stringify(key)

/** Takes off what a message added before and puts on what it adds now, inside the commit that changes it. */
export const recount = (tx: Tx, businessId: string, before: Message | null, after: Message): void => {
  const changes = new Map<string, { key: CountKey; n: number }>()
  const add = (message: Message | null, by: number): void => {
    for (const key of message ? contributionOf(message) : []) {
      const known = changes.get(nameOf(key))
      changes.set(nameOf(key), { key, n: (known?.n ?? 0) + by })
    }
  }
  add(before, -1)
  add(after, 1)
  for (const { key, n } of changes.values()) {
    if (n === 0) continue
    tx.insert(messageCounts)
      .values({ ...key, businessId, n })
      .onConflictDoUpdate({
        target: [
          messageCounts.businessId,
          messageCounts.hour,
          messageCounts.accountId,
          messageCounts.kind,
          messageCounts.template,
          messageCounts.category,
          messageCounts.method,
          messageCounts.what,
        ],
        set: { n: sql`${messageCounts.n} + ${n}` },
      })
      .run()
  }
}

const columns = {
  account: messageCounts.accountId,
  template: messageCounts.template,
  category: messageCounts.category,
  method: messageCounts.method,
} as const satisfies Record<CountsBy, SQL | object>

export const openCounts = ({ db }: Sqlite, businessId: string): Pick<Store, 'messageCounts'> => ({
  messageCounts: async ({ accountId, from, to }, by, stepMs) => {
    const step = sql<number>`${messageCounts.hour} - ${messageCounts.hour} % ${sql.raw(String(stepMs))}`
    const name = columns[by]
    const { kind, what } = messageCounts
    return db
      .select({ from: step, name, kind, what, n: sql<number>`sum(${messageCounts.n})` })
      .from(messageCounts)
      .where(
        and(
          eq(messageCounts.businessId, businessId),
          gte(messageCounts.hour, from),
          lt(messageCounts.hour, to),
          accountId === null ? undefined : eq(messageCounts.accountId, accountId),
        ),
      )
      .groupBy(step, name, kind, what)
      .having(sql`sum(${messageCounts.n}) <> 0`)
      .orderBy(step, name, kind, what)
      .all()
  },
})
