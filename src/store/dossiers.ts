import { and, asc, eq, sql } from 'drizzle-orm'
import type { Change, Committed, Contact, Dossier } from '../app/ports.ts'
import { eventSchema } from '../domain/event.ts'
import { type Identity, senderNames } from '../domain/identity.ts'
import type { LedgerFact } from '../domain/ledger.ts'
import { contentSchema, type Message } from '../domain/message.ts'
import { statementSchema } from '../domain/statement.ts'
import { reach } from './accounts.ts'
import { isInState, settleMember } from './campaigns.ts'
import { recount } from './counts.ts'
import { appendFacts } from './ledger.ts'
import type { Sqlite, Tx } from './open-sqlite.ts'
import {
  accounts,
  consents,
  contacts,
  events,
  identities,
  messages,
  notices,
  requests,
  statements,
} from './schema.ts'
import { readSettings } from './settings.ts'

/** Drizzle wants what it may change; what comes from the domain is read only. */
const contactRow = ({ windows, ...rest }: NonNullable<Change['contact']> = {}) =>
  windows ? { ...rest, windows: { ...windows } } : rest

const messageOf = (row: typeof messages.$inferSelect): Message => ({
  ...row,
  content: contentSchema.parse(row.content),
})

const identityOf = ({ kind, value }: Identity): Identity => ({ kind, value })

/** Everything about one contact, read at one moment and changed by one guarded commit. */
export const openDossiers = (
  sqlite: Sqlite,
  businessId: string,
  isUnheard: (tx: Tx, contactId: string, senders: readonly string[]) => boolean,
) => {
  const { db } = sqlite

  // Read for every decision, so prepared once; they run inside of whatever transaction the connection is in.
  const id = sql.placeholder('id')
  const ask = {
    contact: db
      .select()
      .from(contacts)
      .where(and(eq(contacts.id, id), eq(contacts.businessId, businessId)))
      .prepare(),
    // The newest last: it is the one to write to.
    identities: db
      .select()
      .from(identities)
      .where(eq(identities.contactId, id))
      .orderBy(asc(identities.since))
      .prepare(),
    statements: db
      .select({ data: statements.data })
      .from(statements)
      .where(eq(statements.contactId, id))
      .prepare(),
    requests: db
      .select()
      .from(requests)
      .where(eq(requests.contactId, id))
      .orderBy(asc(requests.id))
      .prepare(),
    messages: db
      .select()
      .from(messages)
      .where(eq(messages.contactId, id))
      .orderBy(asc(messages.id))
      .prepare(),
    consents: db.select().from(consents).where(eq(consents.contactId, id)).prepare(),
    pending: db
      .select()
      .from(events)
      .where(and(eq(events.contactId, id), eq(events.state, 'pending')))
      .orderBy(asc(events.receivedAt), asc(events.id))
      .prepare(),
  }

  const read = (contactId: string): Dossier | null => {
    const who = { id: contactId }
    const contact = ask.contact.get(who)
    if (!contact) return null
    if (contact.mergedInto) return read(contact.mergedInto)
    return {
      contact,
      identities: ask.identities.all(who).map(identityOf),
      statements: ask.statements.all(who).map(({ data }) => statementSchema.parse(data)),
      requests: ask.requests.all(who),
      messages: ask.messages.all(who).map(messageOf),
      consents: ask.consents.all(who),
      pending: ask.pending.all(who).map((event) => ({ ...event, event: eventSchema.parse(event.data) })),
      settings: readSettings(db, businessId),
    }
  }

  const dossier = async (id: string): Promise<Dossier | null> => db.transaction(() => read(id))

  const addIdentities = (tx: Tx, contactId: string, list: readonly Identity[], now: number) => {
    for (const { kind, value } of list) {
      tx.insert(identities)
        .values({ businessId, kind, value, contactId, since: now })
        .onConflictDoNothing()
        .run()
    }
  }

  const write = (tx: Tx, change: Change, now: number): void => {
    const { contactId } = change
    for (const { kind, value } of change.lostIdentities ?? []) {
      tx.delete(identities)
        .where(
          and(
            eq(identities.businessId, businessId),
            eq(identities.contactId, contactId),
            eq(identities.kind, kind),
            eq(identities.value, value),
          ),
        )
        .run()
    }
    addIdentities(tx, contactId, change.identities ?? [], now)
    for (const { id, effect } of change.events ?? []) {
      tx.update(events).set({ state: 'done', effect }).where(eq(events.id, id)).run()
    }
    for (const statement of change.statements ?? []) {
      tx.insert(statements)
        .values({ id: statement.id, contactId, atSeconds: statement.at, data: statement })
        .onConflictDoNothing()
        .run()
    }
    for (const consent of change.consents ?? []) {
      tx.insert(consents)
        .values({ contactId, ...consent })
        .onConflictDoUpdate({
          target: [consents.contactId, consents.channel, consents.category],
          set: consent,
        })
        .run()
    }
    for (const request of change.requests ?? []) {
      const row = { ...request, categories: [...request.categories] }
      tx.insert(requests).values(row).onConflictDoUpdate({ target: requests.id, set: row }).run()
    }
    for (const message of change.messages ?? []) {
      const { id, ...row } = message
      const known = tx.select().from(messages).where(eq(messages.id, id)).get()
      const changed = known
        ? tx.update(messages).set(row).where(eq(messages.id, id)).run().changes
        : tx.insert(messages).values(message).onConflictDoNothing({ target: messages.key }).run().changes
      if (changed > 0) recount(tx, businessId, known ? messageOf(known) : null, message)
    }
    for (const notice of change.notices ?? []) {
      tx.insert(notices)
        .values({ ...notice, businessId, offers: [...notice.offers] })
        .run()
    }
    if (change.pause) {
      const { accountId, until, reason } = change.pause
      tx.update(accounts)
        .set({ pausedUntil: until, pauseReason: reason })
        .where(eq(accounts.id, accountId))
        .run()
    }
    for (const member of change.members ?? []) settleMember(tx, businessId, member)
    appendFacts(tx, change.facts ?? [], now)
  }

  return {
    dossier,

    dossierOfMessage: async (id: string): Promise<Dossier | null> => {
      const row = db.select({ contactId: messages.contactId }).from(messages).where(eq(messages.id, id)).get()
      return row ? dossier(row.contactId) : null
    },

    dossierOfRequest: async (id: string): Promise<Dossier | null> => {
      const row = db.select({ contactId: requests.contactId }).from(requests).where(eq(requests.id, id)).get()
      return row ? dossier(row.contactId) : null
    },

    addContact: async (
      contact: Contact,
      list: readonly Identity[],
      fact: LedgerFact,
    ): Promise<'done' | 'taken'> =>
      sqlite.write((tx) => {
        for (const { kind, value } of list) {
          const taken = tx
            .select()
            .from(identities)
            .where(
              and(
                eq(identities.businessId, businessId),
                eq(identities.kind, kind),
                eq(identities.value, value),
              ),
            )
            .get()
          if (taken) return 'taken'
        }
        tx.insert(contacts)
          .values({ ...contact, businessId, windows: { ...contact.windows } })
          .run()
        addIdentities(tx, contact.id, list, fact.at)
        appendFacts(tx, [fact], fact.at)
        return 'done'
      }),

    commit: async (change: Change, now: number): Promise<Committed> =>
      sqlite.write((tx) => {
        const guarded = and(
          eq(contacts.id, change.contactId),
          eq(contacts.businessId, businessId),
          eq(contacts.version, change.expectedVersion),
        )
        const contact = tx.select().from(contacts).where(guarded).get()
        if (!contact || contact.mergedInto) return 'conflict'
        if (change.onlyWhile && !isInState(tx, businessId, change.onlyWhile)) return 'conflict'
        if (change.onlyWhenHeard) {
          const known = tx.select().from(identities).where(eq(identities.contactId, contact.id)).all()
          if (isUnheard(tx, contact.id, senderNames(known))) return 'unheard'
        }
        if (change.reach && !reach(tx, businessId, contact.id, change.reach)) return 'conflict'
        tx.update(contacts)
          .set({ ...contactRow(change.contact), version: sql`${contacts.version} + 1` })
          .where(guarded)
          .run()
        write(tx, change, now)
        return 'done'
      }),
  }
}
