import { and, asc, count, eq, gte, inArray, isNull, lt, lte, min, ne, or, sql } from 'drizzle-orm'
import type { Place, SharedStore } from '../app/ports.ts'
import { second } from '../domain/clock.ts'
import { claimExpiry } from '../domain/message.ts'
import { accountStateSchema } from '../domain/quality.ts'
import { keyOf } from './access.ts'
import { countReached } from './accounts.ts'
import type { Sqlite } from './open-sqlite.ts'
import {
  accountStates,
  accounts,
  apiKeys,
  businesses,
  calls,
  campaigns,
  contacts,
  deliveries,
  events,
  hookSends,
  hooks,
  leases,
  ledger,
  messageCounts,
  messages,
  portfolios,
  requests,
  unreadSenders,
} from './schema.ts'

/** The bell should have been heard by then. */
const patience = 10 * second

/** What all businesses share: the inbox as it fills, what the queue has lost, whose key it is. */
export const sharedStore = (sqlite: Sqlite): SharedStore => {
  const { db } = sqlite
  return {
    saveBusiness: async (business, list) =>
      sqlite.write((tx) => {
        tx.insert(businesses)
          .values(business)
          .onConflictDoUpdate({ target: businesses.id, set: business })
          .run()
        for (const { id, provider, phoneNumberId, displayPhoneNumber, portfolio } of list) {
          const row = {
            id,
            provider,
            phoneNumberId,
            displayPhoneNumber,
            portfolio,
            businessId: business.id,
            pausedUntil: null,
            pauseReason: null,
          }
          tx.insert(accounts).values(row).onConflictDoUpdate({ target: accounts.id, set: row }).run()
        }
      }),

    saveDeliveries: async (batch) => {
      sqlite.write((tx) => {
        for (const { senders, ...delivery } of batch) {
          tx.insert(deliveries)
            .values({ ...delivery, state: 'unread' })
            .run()
          for (const sender of senders)
            tx.insert(unreadSenders).values({ deliveryId: delivery.id, sender }).run()
        }
      })
    },

    takeOver: async (instance) =>
      sqlite.write((tx) => {
        tx.update(messages)
          .set({ state: 'unknown', reason: 'the process ended while it was being sent' })
          .where(and(eq(messages.state, 'claimed'), ne(messages.claimedBy, instance)))
          .run()
        tx.delete(leases).where(ne(leases.owner, instance)).run()
        // Calls that it was answering: whoever asks again under the same key is answered anew.
        tx.delete(calls).where(isNull(calls.status)).run()
      }),

    takeLease: async (name, owner, until, now) =>
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

    overdue: async (now, limit) => {
      const late = now - patience
      const isOverdue = or(
        and(eq(messages.state, 'queued'), lte(messages.dueAt, now)),
        and(inArray(messages.state, ['claimed', 'unknown']), lt(messages.claimedAt, now - claimExpiry)),
      )
      return {
        untold: db
          .selectDistinct({ id: hooks.businessId })
          .from(hooks)
          .where(
            and(
              isNull(hooks.removedAt),
              sql`${hooks.cursor} < (select max(${ledger.seq}) from ${ledger} where ${ledger.businessId} = ${hooks.businessId})`,
            ),
          )
          .all()
          .map(({ id }) => id),
        hooks: db
          .selectDistinct({ businessId: hookSends.businessId, id: hookSends.hookId })
          .from(hookSends)
          .where(and(eq(hookSends.state, 'waiting'), lte(hookSends.dueAt, now)))
          .limit(limit)
          .all(),
        deliveries: db
          .select({ businessId: deliveries.businessId, id: deliveries.id })
          .from(deliveries)
          .where(and(eq(deliveries.state, 'unread'), lt(deliveries.receivedAt, late)))
          .orderBy(asc(deliveries.receivedAt))
          .limit(limit)
          .all(),
        contacts: db
          .selectDistinct({ businessId: events.businessId, id: events.contactId })
          .from(events)
          .where(and(eq(events.state, 'pending'), lt(events.receivedAt, late)))
          .limit(limit)
          .all()
          .flatMap(({ businessId, id }): Place[] => (id === null ? [] : [{ businessId, id }])),
        messages: db
          .select({ businessId: contacts.businessId, id: messages.id, campaignId: messages.campaignId })
          .from(messages)
          .innerJoin(contacts, eq(contacts.id, messages.contactId))
          .where(isOverdue)
          .orderBy(asc(messages.dueAt))
          .limit(limit)
          .all()
          .map(({ businessId, id, campaignId }) => ({ businessId, id, isBulk: campaignId !== null })),
        campaigns: db
          .select({ businessId: campaigns.businessId, id: campaigns.id })
          .from(campaigns)
          .where(and(eq(campaigns.state, 'running'), lt(campaigns.nextAt, late)))
          .orderBy(asc(campaigns.nextAt))
          .limit(limit)
          .all(),
        requests: db
          .select({ businessId: contacts.businessId, id: requests.id })
          .from(requests)
          .innerJoin(contacts, eq(contacts.id, requests.contactId))
          .where(lte(requests.dueAt, now))
          .orderBy(asc(requests.dueAt))
          .limit(limit)
          .all(),
      }
    },

    oldestDue: async (now) =>
      db
        .select({ at: min(requests.dueAt) })
        .from(requests)
        .where(lte(requests.dueAt, now))
        .get()?.at ?? null,

    keyByHash: async (hash) => {
      const row = db
        .select()
        .from(apiKeys)
        .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)))
        .get()
      return row ? keyOf(row) : null
    },

    counts: async () => {
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

    accountStates: async () =>
      db
        .select()
        .from(accountStates)
        .all()
        .map(({ businessId, accountId, data }) => ({
          businessId,
          accountId,
          state: accountStateSchema.parse(data),
        })),

    reachedPeople: async (now) => {
      const reached = countReached(db)
      return db
        .select()
        .from(portfolios)
        .all()
        .map(({ businessId, portfolio }) => ({
          businessId,
          portfolio,
          reached: reached(businessId, portfolio, now),
        }))
    },

    messageSums: async (since) => {
      const { accountId, kind, what, n } = messageCounts
      return (
        db
          .select({ accountId, kind, what, n: sql<number>`sum(${n})` })
          .from(messageCounts)
          // By the business first, as the key begins.
          .where(
            and(
              inArray(messageCounts.businessId, db.select({ id: businesses.id }).from(businesses)),
              gte(messageCounts.hour, since),
            ),
          )
          .groupBy(accountId, kind, what)
          .all()
      )
    },

    close: async () => sqlite.close(),
  }
}
