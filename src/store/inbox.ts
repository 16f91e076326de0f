import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { FoundEvent, NewId, Store } from '../app/ports.ts'
import { maxFailures } from '../app/ports.ts'
import type { Event, TemplateEvent } from '../domain/event.ts'
import { type Identity, lookups, type Match, newIdentities, settleIdentity } from '../domain/identity.ts'
import { messageOfAttempt } from '../domain/message.ts'
import type { News } from '../domain/quality.ts'
import { appendFacts } from './ledger.ts'
import type { Sqlite, Tx } from './open-sqlite.ts'
import { applyTemplateNews } from './platform-templates.ts'
import {
  consents,
  contacts,
  deliveries,
  events,
  identities,
  messages,
  notices,
  requests,
  statements,
  unreadSenders,
} from './schema.ts'

type Windows = Readonly<Record<string, number>>

/** For every account the later of two times. */
const laterOf = (a: Windows, b: Windows): Record<string, number> =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((account) => [
      account,
      Math.max(a[account] ?? 0, b[account] ?? 0),
    ]),
  )

type Inbox = Pick<
  Store,
  'unreadDelivery' | 'recordEvents' | 'countFailure' | 'adoptStatuses' | 'mergeContacts' | 'splitContact'
> & {
  readonly isUnheard: (tx: Tx, contactId: string, senders: readonly string[]) => boolean
}

/** The inbox: what came in, who it is from, and that each thing in it counts once. */
export const openInbox = (
  sqlite: Sqlite,
  newId: NewId,
  business: { readonly id: string; readonly language: string },
  takeNews: (tx: Tx, accountId: string, list: readonly News[], at: number, now: number) => void,
): Inbox => {
  const { db } = sqlite

  const matchesOf = (tx: Tx, incoming: readonly Identity[]): Match[] => {
    const found = new Map<string, Identity>()
    for (const identity of lookups(incoming)) {
      const row = tx
        .select({ contactId: identities.contactId })
        .from(identities)
        .where(
          and(
            eq(identities.businessId, business.id),
            eq(identities.kind, identity.kind),
            eq(identities.value, identity.value),
          ),
        )
        .get()
      if (row && !found.has(row.contactId)) found.set(row.contactId, identity)
    }
    return [...found]
      .map(([contactId, identity]) => ({
        contactId,
        by: identity.kind,
        identities: tx.select().from(identities).where(eq(identities.contactId, contactId)).all(),
      }))
      .sort((a, b) => (a.contactId < b.contactId ? -1 : 1))
  }

  const isOurs = (tx: Tx, id: string): boolean =>
    tx
      .select({ id: contacts.id })
      .from(contacts)
      .where(and(eq(contacts.id, id), eq(contacts.businessId, business.id), isNull(contacts.mergedInto)))
      .get() !== undefined

  const merge = (tx: Tx, from: string, into: string, now: number, by = 'event'): void => {
    const contactId = into
    tx.update(identities).set({ contactId }).where(eq(identities.contactId, from)).run()
    tx.update(statements).set({ contactId }).where(eq(statements.contactId, from)).run()
    tx.update(requests).set({ contactId }).where(eq(requests.contactId, from)).run()
    tx.update(messages).set({ contactId }).where(eq(messages.contactId, from)).run()
    tx.update(events).set({ contactId }).where(eq(events.contactId, from)).run()
    tx.delete(consents).where(eq(consents.contactId, from)).run()
    const merged = tx.select().from(contacts).where(eq(contacts.id, from)).get()
    const survivor = tx.select().from(contacts).where(eq(contacts.id, into)).get()
    tx.update(notices).set({ contactId }).where(eq(notices.contactId, from)).run()
    tx.update(contacts)
      .set({ mergedInto: into, version: sql`${contacts.version} + 1` })
      .where(eq(contacts.id, from))
      .run()
    tx.update(contacts)
      .set({
        version: sql`${contacts.version} + 1`,
        name: sql`coalesce(${contacts.name}, ${merged?.name ?? null})`,
        timeZone: sql`coalesce(${contacts.timeZone}, ${merged?.timeZone ?? null})`,
        country: sql`coalesce(${contacts.country}, ${merged?.country ?? null})`,
        windows: laterOf(survivor?.windows ?? {}, merged?.windows ?? {}),
      })
      .where(eq(contacts.id, into))
      .run()
    const fact = { id: newId('led'), businessId: business.id, contactId: into, at: now }
    appendFacts(tx, [{ ...fact, kind: 'contact.merged', data: { merged: from, by } }], now)
  }

  const attach = (tx: Tx, contactId: string, incoming: readonly Identity[], now: number): void => {
    const known = tx.select().from(identities).where(eq(identities.contactId, contactId)).all()
    for (const { kind, value } of newIdentities(known, incoming)) {
      tx.insert(identities)
        .values({ businessId: business.id, kind, value, contactId, since: now })
        .onConflictDoNothing()
        .run()
    }
  }

  /** A number has changed hands: what is written to it reaches somebody else now, so its former holder loses it. */
  const takeNumbers = (tx: Tx, holders: readonly string[], incoming: readonly Identity[]): void => {
    for (const { kind, value } of incoming) {
      tx.delete(identities)
        .where(
          and(
            eq(identities.businessId, business.id),
            eq(identities.kind, kind),
            eq(identities.value, value),
            inArray(identities.contactId, [...holders]),
          ),
        )
        .run()
    }
  }

  const insertEvent = (
    tx: Tx,
    deliveryId: string,
    found: FoundEvent,
    contactId: string | null,
    now: number,
  ) => {
    const { event, effect } = found
    const waits = event.kind === 'status' && contactId === null
    return tx
      .insert(events)
      .values({
        id: found.id,
        businessId: business.id,
        accountId: found.accountId,
        deliveryId,
        contactId,
        key: event.key,
        kind: event.kind,
        wamid: event.kind === 'status' ? event.wamid : null,
        receivedAt: now,
        data: event,
        state: effect !== null ? 'kept' : waits ? 'unmatched' : contactId === null ? 'kept' : 'pending',
        effect: effect ?? (waits ? 'waits for its message' : contactId === null ? 'nobody we know' : null),
      })
      .onConflictDoNothing()
      .run().changes
  }

  /** A status belongs to the contact of its message, whatever identities it carries. */
  const contactOfStatus = (tx: Tx, event: Event): string | null => {
    if (event.kind !== 'status') return null
    const byWamid = tx
      .select({ id: messages.contactId })
      .from(messages)
      .innerJoin(contacts, eq(contacts.id, messages.contactId))
      .where(and(eq(messages.wamid, event.wamid), eq(contacts.businessId, business.id)))
      .get()
    if (byWamid) return byWamid.id
    const named = event.callback ? messageOfAttempt(event.callback) : null
    if (!named) return null
    return (
      tx
        .select({ id: messages.contactId })
        .from(messages)
        .innerJoin(contacts, eq(contacts.id, messages.contactId))
        .where(and(eq(messages.id, named), eq(contacts.businessId, business.id)))
        .get()?.id ?? null
    )
  }

  const hearTemplate = (tx: Tx, event: TemplateEvent, now: number): boolean =>
    applyTemplateNews(tx, {
      businessId: business.id,
      newId,
      named: event,
      news: event.news,
      at: event.at === null ? now : event.at * 1_000,
      now,
      by: 'webhook',
    })

  const settle = (tx: Tx, deliveryId: string, found: FoundEvent, now: number): string | null => {
    const ofMessage = contactOfStatus(tx, found.event)
    if (ofMessage || (found.event.kind === 'status' && !found.create)) return ofMessage
    if (found.identities.length === 0) return null
    const settlement = settleIdentity(matchesOf(tx, found.identities), found.identities)
    let { contactId } = settlement
    if (contactId === null) {
      if (!found.create) return null
      contactId = newId('ctc')
      const name = 'person' in found.event ? (found.event.person?.name ?? null) : null
      tx.insert(contacts)
        .values({
          id: contactId,
          businessId: business.id,
          version: 1,
          name,
          language: business.language,
          createdAt: now,
        })
        .run()
      const fact = { id: newId('led'), businessId: business.id, contactId, at: now, kind: 'contact.added' }
      appendFacts(tx, [{ ...fact, data: { by: found.event.kind } }], now)
    }
    for (const other of settlement.merge) merge(tx, other, contactId, now)
    if (settlement.formerHolders.length > 0) takeNumbers(tx, settlement.formerHolders, found.identities)
    attach(tx, contactId, found.identities, now)
    if (settlement.recycled && found.event.kind !== 'identity' && found.event.person) {
      const { person, at } = found.event
      const event: Event = {
        kind: 'identity',
        change: 'key',
        key: `recycled:${found.event.key}`,
        at,
        person,
        next: person,
      }
      insertEvent(tx, deliveryId, { ...found, id: newId('evt'), event, effect: null }, contactId, now)
    }
    return contactId
  }

  return {
    unreadDelivery: async (id) => {
      const row = db
        .select()
        .from(deliveries)
        .where(
          and(eq(deliveries.id, id), eq(deliveries.businessId, business.id), eq(deliveries.state, 'unread')),
        )
        .get()
      return row ? { ...row, senders: [] } : null
    },

    recordEvents: async (deliveryId, found, now) =>
      sqlite.write((tx) => {
        const read = tx
          .update(deliveries)
          .set({ state: 'read' })
          .where(
            and(
              eq(deliveries.id, deliveryId),
              eq(deliveries.businessId, business.id),
              eq(deliveries.state, 'unread'),
            ),
          )
          .run()
        if (read.changes === 0) return null
        tx.delete(unreadSenders).where(eq(unreadSenders.deliveryId, deliveryId)).run()
        const touched = new Set<string>()
        for (const one of found) {
          const known = tx
            .select({ id: events.id })
            .from(events)
            .where(and(eq(events.businessId, business.id), eq(events.key, one.event.key)))
            .get()
          if (known) continue
          const contactId = one.effect === null || one.create ? settle(tx, deliveryId, one, now) : null
          const isNew = insertEvent(tx, deliveryId, one, contactId, now) > 0
          for (const accountId of one.told?.accountIds ?? [])
            takeNews(tx, accountId, one.told?.news ?? [], one.told?.at ?? now, now)
          if (isNew && one.event.kind === 'template') hearTemplate(tx, one.event, now)
          if (contactId) touched.add(contactId)
        }
        return [...touched]
      }),

    countFailure: async (what, error) =>
      sqlite.write((tx) => {
        if ('deliveryId' in what) {
          const row = tx
            .update(deliveries)
            .set({ failures: sql`${deliveries.failures} + 1`, error })
            .where(eq(deliveries.id, what.deliveryId))
            .returning({ failures: deliveries.failures })
            .get()
          if (!row || row.failures < maxFailures) return 'again'
          tx.update(deliveries).set({ state: 'dead' }).where(eq(deliveries.id, what.deliveryId)).run()
          return 'dead'
        }
        const row = tx
          .update(events)
          .set({ failures: sql`${events.failures} + 1`, effect: error })
          .where(and(eq(events.id, what.eventId), eq(events.state, 'pending')))
          .returning({ failures: events.failures })
          .get()
        if (!row || row.failures < maxFailures) return 'again'
        tx.update(events).set({ state: 'dead' }).where(eq(events.id, what.eventId)).run()
        return 'dead'
      }),

    adoptStatuses: async (wamid, contactId) =>
      sqlite.write(
        (tx) =>
          tx
            .update(events)
            .set({ contactId, state: 'pending', effect: null })
            .where(
              and(
                eq(events.businessId, business.id),
                eq(events.wamid, wamid),
                eq(events.state, 'unmatched'),
                isNull(events.contactId),
              ),
            )
            .run().changes,
      ),

    mergeContacts: async (from, into, by, now) =>
      sqlite.write((tx) => {
        if (from === into || !isOurs(tx, from) || !isOurs(tx, into)) return false
        merge(tx, from, into, now, by)
        return true
      }),

    splitContact: async (contact, from, list, facts, now) =>
      sqlite.write((tx) => {
        if (!isOurs(tx, from)) return false
        for (const { kind, value } of list) {
          const moved = tx
            .update(identities)
            .set({ contactId: contact.id })
            .where(
              and(
                eq(identities.businessId, business.id),
                eq(identities.contactId, from),
                eq(identities.kind, kind),
                eq(identities.value, value),
              ),
            )
            .run().changes
          if (moved === 0) throw new Error('an identity was moved away while the contact was split')
        }
        tx.insert(contacts)
          .values({ ...contact, businessId: business.id, windows: { ...contact.windows } })
          .run()
        tx.update(contacts)
          .set({ version: sql`${contacts.version} + 1` })
          .where(eq(contacts.id, from))
          .run()
        appendFacts(tx, facts, now)
        return true
      }),

    /** True while something from this person is committed but not yet heard, or could not be heard: fail closed. */
    isUnheard: (tx: Tx, contactId: string, senders: readonly string[]): boolean => {
      const unread = senders.length
        ? tx
            .select()
            .from(unreadSenders)
            .innerJoin(deliveries, eq(deliveries.id, unreadSenders.deliveryId))
            .where(and(inArray(unreadSenders.sender, [...senders]), eq(deliveries.businessId, business.id)))
            .limit(1)
            .get()
        : undefined
      if (unread) return true
      const pending = tx
        .select({ id: events.id })
        .from(events)
        .where(
          and(
            eq(events.contactId, contactId),
            inArray(events.state, ['pending', 'dead']),
            ne(events.kind, 'status'),
          ),
        )
        .limit(1)
        .get()
      return pending !== undefined
    },
  }
}
