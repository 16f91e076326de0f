import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { onTestFinished } from 'vitest'
import type { Contact, Dossier, FoundEvent, NewId, SharedStore, Store } from '../../src/app/ports.ts'
import type { Event } from '../../src/domain/event.ts'
import { type Identity, identitiesOf, nobody, type Person } from '../../src/domain/identity.ts'
import { type Message, newMessage } from '../../src/domain/message.ts'
import { migrationsFolder } from '../../src/services.ts'
import { migrateSqlite, openSqlite } from '../../src/store/open-sqlite.ts'
import { sharedStore } from '../../src/store/shared.ts'
import { sqliteStore } from '../../src/store/sqlite-store.ts'

export const newId: NewId = (prefix) => `${prefix}_${ulid()}`
const business = { id: 'biz_1', name: 'Sunrise Bakery', language: 'en' }
const account = {
  id: 'main',
  channel: 'whatsapp',
  provider: 'sandbox',
  isPretend: true,
  portfolio: 'main',
  businessAccountId: null,
  phoneNumberId: '1',
  displayPhoneNumber: '1',
} as const
export const now = 1_750_000_000_000

/** A file for a database, gone after the test. */
export const ownFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'assent.sqlite')
}

/** A store on a real file; several on one file are several processes as far as SQLite is concerned. */
export const openTestStore = async (file = ownFile()): Promise<Store & SharedStore> => {
  const sqlite = openSqlite(file)
  migrateSqlite(sqlite, migrationsFolder)
  const store = { ...sharedStore(sqlite), ...sqliteStore(sqlite, newId, business) }
  onTestFinished(() => store.close())
  await store.saveBusiness(business, [account])
  return store
}

export const contactOf = async (
  store: Store,
  identities: readonly Identity[] = [{ kind: 'phone', value: `+1415${ulid().slice(-7)}` }],
): Promise<Dossier> => {
  const contact: Contact = {
    id: newId('ctc'),
    businessId: business.id,
    version: 1,
    name: 'Ana',
    language: 'en',
    createdAt: now,
    timeZone: null,
    country: null,
    windows: {},
    mergedInto: null,
  }
  const fact = { id: newId('led'), businessId: business.id, contactId: contact.id, kind: 'contact.added' }
  await store.addContact(contact, identities, { ...fact, at: now, data: {} })
  return dossierOf(store, contact.id)
}

export const dossierOf = async (store: Store, id: string): Promise<Dossier> => {
  const dossier = await store.dossier(id)
  if (!dossier) throw new Error('the contact is not there')
  return dossier
}

export const confirmationTo = (contactId: string, key: string): Message =>
  newMessage({
    id: newId('msg'),
    contactId,
    accountId: 'main',
    channel: 'whatsapp',
    kind: 'confirmation',
    key,
    requestId: null,
    statementId: null,
    correlationId: 'dlv_1',
    content: { type: 'text', rendered: 'Done.' },
    createdAt: now,
  })

/** Keeps an unread delivery from these senders. */
export const keepDelivery = async (store: SharedStore, senders: readonly string[] = []): Promise<string> => {
  const id = newId('dlv')
  const raw = Buffer.from('{}')
  await store.saveDeliveries([
    { id, businessId: business.id, accountId: 'main', receivedAt: now, raw, proof: 'a test', senders },
  ])
  return id
}

export const person = (known: Partial<Person>): Person => ({ ...nobody, ...known })

export const messageFrom = (from: Person, key: string): Event => ({
  kind: 'message',
  key,
  at: now / 1_000,
  person: from,
  wamid: key,
  type: 'text',
  texts: ['stop'],
  payload: null,
  quotes: null,
  edits: null,
  forwarded: false,
  group: false,
  referral: null,
  via: 'messages',
})

export const statusOf = (wamid: string, status: string, callback: string | null = null): Event => ({
  kind: 'status',
  key: `status:${wamid}:${status}`,
  at: now / 1_000,
  wamid,
  status,
  callback,
  person: nobody,
  errors: [],
})

export const found = (event: Event): FoundEvent => ({
  id: newId('evt'),
  accountId: 'main',
  event,
  identities: identitiesOf(event.person ?? nobody),
  create: event.kind === 'message',
  effect: null,
})
