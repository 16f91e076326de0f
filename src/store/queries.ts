import { and, asc, count, eq, gt, inArray, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import type { Account, Business, Contact, Counts, DatedRequest, Overdue, StoredEvent } from '../app/ports.ts'
import { second } from '../domain/clock.ts'
import { eventSchema } from '../domain/event.ts'
import type { IdentityKind } from '../domain/identity.ts'
import type { LedgerEntry } from '../domain/ledger.ts'
import { claimExpiry } from '../domain/message.ts'
import type { Sqlite } from './open-sqlite.ts'
import {
  accounts,
  businesses,
  contacts,
  deliveries,
  events,
  identities,
  leases,
  ledger,
  messages,
  requests,
} from './schema.ts'

/** The bell should have been heard by then. */
const patience = 10 * second

type EventRow = typeof events.$inferSelect

const storedEvent = ({ id, receivedAt, contactId, data, state, effect }: EventRow): StoredEvent => ({
  id,
  receivedAt,
  contactId,
  event: eventSchema.parse(data),
  state,
  effect,
})

/** What is read without changing anything, and the sweep's own needs. */
export const openQueries = (sqlite: Sqlite) => {
  const { db } = sqlite
  return {
    saveBusiness: async (business: Business, list: readonly Account[]): Promise<void> =>
      sqlite.write((tx) => {
        tx.insert(businesses)
          .values(business)
          .onConflictDoUpdate({ target: businesses.id, set: business })
          .run()
        for (const account of list) {
          const row = { ...account, businessId: business.id, pausedUntil: null, pauseReason: null }
          tx.insert(accounts).values(row).onConflictDoUpdate({ target: accounts.id, set: row }).run()
        }
      }),

    business: async (): Promise<Business> => {
      const row = db.select().from(businesses).limit(1).get()
      if (!row) throw new Error('the database has no business yet')
      return row
    },

    accountPausedUntil: async (accountId: string): Promise<number | null> =>
      db.select({ until: accounts.pausedUntil }).from(accounts).where(eq(accounts.id, accountId)).get()
        ?.until ?? null,

    overdue: async (now: number, limit: number): Promise<Overdue> => {
      const late = now - patience
      const ids = <T extends { id: string | null }>(rows: T[]): string[] =>
        rows.flatMap(({ id }) => (id === null ? [] : [id]))
      return {
        deliveries: ids(
          db
            .select({ id: deliveries.id })
            .from(deliveries)
            .where(and(eq(deliveries.state, 'unread'), lt(deliveries.receivedAt, late)))
            .orderBy(asc(deliveries.receivedAt))
            .limit(limit)
            .all(),
        ),
        contacts: ids(
          db
            .selectDistinct({ id: events.contactId })
            .from(events)
            .where(and(eq(events.state, 'pending'), lt(events.receivedAt, late)))
            .limit(limit)
            .all(),
        ),
        messages: ids(
          db
            .select({ id: messages.id })
            .from(messages)
            .where(
              or(
                and(eq(messages.state, 'queued'), lte(messages.dueAt, now)),
                and(
                  inArray(messages.state, ['claimed', 'unknown']),
                  lt(messages.claimedAt, now - claimExpiry),
                ),
              ),
            )
            .orderBy(asc(messages.dueAt))
            .limit(limit)
            .all(),
        ),
        requests: ids(
          db
            .select({ id: requests.id })
            .from(requests)
            .where(lte(requests.dueAt, now))
            .orderBy(asc(requests.dueAt))
            .limit(limit)
            .all(),
        ),
      }
    },

    takeOver: async (instance: string): Promise<void> =>
      sqlite.write((tx) => {
        tx.update(messages)
          .set({ state: 'unknown', reason: 'the process ended while it was being sent' })
          .where(and(eq(messages.state, 'claimed'), ne(messages.claimedBy, instance)))
          .run()
        tx.delete(leases).where(ne(leases.owner, instance)).run()
      }),

    takeLease: async (name: string, owner: string, until: number, now: number): Promise<boolean> =>
      sqlite.write(
        (tx) =>
          tx
            .insert(leases)
            .values({ name, owner, until })
            .onConflictDoUpdate({
              target: leases.name,
              set: { owner, until },
              setWhere: sql`${leases.owner} = ${owner} or ${leases.until} <= ${now}`,
            })
            .run().changes > 0,
      ),

    contacts: async (after: string | null, limit: number): Promise<Contact[]> =>
      db
        .select()
        .from(contacts)
        .where(and(isNull(contacts.mergedInto), after ? gt(contacts.id, after) : undefined))
        .orderBy(asc(contacts.id))
        .limit(limit)
        .all(),

    findContact: async (kind: IdentityKind, value: string): Promise<string | null> =>
      db
        .select({ id: identities.contactId })
        .from(identities)
        .where(and(eq(identities.kind, kind), eq(identities.value, value)))
        .get()?.id ?? null,

    request: async (id: string): Promise<DatedRequest | null> =>
      db.select().from(requests).where(eq(requests.id, id)).get() ?? null,

    allEvents: async (): Promise<StoredEvent[]> =>
      db.select().from(events).orderBy(asc(events.id)).all().map(storedEvent),

    thread: async (contactId: string): Promise<StoredEvent[]> =>
      db
        .select()
        .from(events)
        .where(and(eq(events.contactId, contactId), eq(events.kind, 'message')))
        .orderBy(asc(events.receivedAt), asc(events.id))
        .all()
        .map(storedEvent),

    ledger: async (after: number, limit: number, contactId: string | null): Promise<LedgerEntry[]> =>
      db
        .select()
        .from(ledger)
        .where(and(gt(ledger.seq, after), contactId ? eq(ledger.contactId, contactId) : undefined))
        .orderBy(asc(ledger.seq))
        .limit(limit)
        .all(),

    counts: async (): Promise<Counts> => {
      const of = (rows: { n: number }[]): number => rows[0]?.n ?? 0
      const n = { n: count() }
      return {
        unreadDeliveries: of(db.select(n).from(deliveries).where(eq(deliveries.state, 'unread')).all()),
        deadDeliveries: of(db.select(n).from(deliveries).where(eq(deliveries.state, 'dead')).all()),
        pendingEvents: of(db.select(n).from(events).where(eq(events.state, 'pending')).all()),
        deadEvents: of(db.select(n).from(events).where(eq(events.state, 'dead')).all()),
        queuedMessages: of(db.select(n).from(messages).where(eq(messages.state, 'queued')).all()),
        unknownMessages: of(db.select(n).from(messages).where(eq(messages.state, 'unknown')).all()),
      }
    },
  }
}
