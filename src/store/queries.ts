import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import type { Store, StoredEvent } from '../app/ports.ts'
import { eventSchema } from '../domain/event.ts'
import type { Sqlite } from './open-sqlite.ts'
import { accounts, contacts, events, identities, ledger, requests } from './schema.ts'

type EventRow = typeof events.$inferSelect

const storedEvent = ({
  id,
  accountId,
  receivedAt,
  contactId,
  data,
  state,
  effect,
}: EventRow): StoredEvent => ({
  id,
  accountId,
  receivedAt,
  contactId,
  event: eventSchema.parse(data),
  state,
  effect,
})

type Queries = Pick<
  Store,
  | 'accountPausedUntil'
  | 'contacts'
  | 'findContact'
  | 'request'
  | 'requests'
  | 'allEvents'
  | 'thread'
  | 'ledger'
>

/** What is read of one business without changing anything. */
export const openQueries = ({ db }: Sqlite, businessId: string): Queries => {
  const requestRows = (where: ReturnType<typeof and>, limit: number) =>
    db
      .select({ request: requests })
      .from(requests)
      .innerJoin(contacts, eq(contacts.id, requests.contactId))
      .where(and(eq(contacts.businessId, businessId), where))
      .orderBy(asc(requests.id))
      .limit(limit)
      .all()
      .map(({ request }) => request)
  return {
    accountPausedUntil: async (accountId) =>
      db.select({ until: accounts.pausedUntil }).from(accounts).where(eq(accounts.id, accountId)).get()
        ?.until ?? null,

    contacts: async (after, limit) =>
      db
        .select()
        .from(contacts)
        .where(
          and(
            eq(contacts.businessId, businessId),
            isNull(contacts.mergedInto),
            after ? gt(contacts.id, after) : undefined,
          ),
        )
        .orderBy(asc(contacts.id))
        .limit(limit)
        .all(),

    findContact: async (kind, value) =>
      db
        .select({ id: identities.contactId })
        .from(identities)
        .where(
          and(eq(identities.businessId, businessId), eq(identities.kind, kind), eq(identities.value, value)),
        )
        .get()?.id ?? null,

    request: async (id) => requestRows(eq(requests.id, id), 1)[0] ?? null,

    requests: async (contactId, after, limit) =>
      requestRows(
        and(
          eq(requests.kind, 'opt_in'),
          contactId ? eq(requests.contactId, contactId) : undefined,
          after ? gt(requests.id, after) : undefined,
        ),
        limit,
      ),

    allEvents: async () =>
      db
        .select()
        .from(events)
        .where(eq(events.businessId, businessId))
        .orderBy(asc(events.id))
        .all()
        .map(storedEvent),

    thread: async (contactId) =>
      db
        .select()
        .from(events)
        .where(
          and(eq(events.businessId, businessId), eq(events.contactId, contactId), eq(events.kind, 'message')),
        )
        .orderBy(asc(events.receivedAt), asc(events.id))
        .all()
        .map(storedEvent),

    ledger: async (after, limit, contactId) =>
      db
        .select()
        .from(ledger)
        .where(
          and(
            eq(ledger.businessId, businessId),
            gt(ledger.seq, after),
            contactId ? eq(ledger.contactId, contactId) : undefined,
          ),
        )
        .orderBy(asc(ledger.seq))
        .limit(limit)
        .all(),
  }
}
