import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Scope } from '../app/ports.ts'
import { campaignStates, memberStates } from '../domain/campaign.ts'
import type { Event } from '../domain/event.ts'
import type { Content, Message } from '../domain/message.ts'
import { noticePurposes, type Offer, offers } from '../domain/notice.ts'
import type { PlatformTemplate } from '../domain/platform-template.ts'
import type { AccountState } from '../domain/quality.ts'
import type { Settings } from '../domain/settings.ts'
import type { Statement } from '../domain/statement.ts'

/** Instants are Unix milliseconds (UTC) unless the name says seconds. JSON columns are checked by zod when read. */

export const businesses = sqliteTable('businesses', {
  id: text().primaryKey(),
  name: text().notNull(),
  language: text().notNull(),
})

export const accounts = sqliteTable('accounts', {
  id: text().primaryKey(),
  businessId: text('business_id').notNull(),
  provider: text({ enum: ['meta', '360dialog', 'sandbox', 'twilio'] }).notNull(),
  phoneNumberId: text('phone_number_id').notNull(),
  displayPhoneNumber: text('display_phone_number').notNull(),
  pausedUntil: integer('paused_until'),
  pauseReason: text('pause_reason'),
  /** Accounts of one portfolio share the platform's limit of people a day. */
  portfolio: text().notNull().default('main'),
})

/** What is known of each account: what the platform says of it, and which controls act. */
export const accountStates = sqliteTable('account_states', {
  accountId: text('account_id').primaryKey(),
  businessId: text('business_id').notNull(),
  data: text({ mode: 'json' }).$type<AccountState>().notNull(),
})

/** Whom a portfolio has reached outside a service window, and when last: those of the last 24 hours. */
export const reachedPeople = sqliteTable(
  'reached_people',
  {
    businessId: text('business_id').notNull(),
    portfolio: text().notNull(),
    contactId: text('contact_id').notNull(),
    at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.businessId, table.portfolio, table.contactId] }),
    index('reached_people_by_time').on(table.businessId, table.portfolio, table.at),
  ],
)

/** How many rows of `reached_people` each portfolio has: counting a hundred thousand takes too long at every claim. */
export const portfolios = sqliteTable(
  'portfolios',
  {
    businessId: text('business_id').notNull(),
    portfolio: text().notNull(),
    reached: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.businessId, table.portfolio] })],
)

/** The sum of what every message adds (`counts.ts`), written in the commit that changes the message. */
export const messageCounts = sqliteTable(
  'message_counts',
  {
    businessId: text('business_id').notNull(),
    hour: integer().notNull(),
    accountId: text('account_id').notNull(),
    kind: text({ enum: ['request', 'business', 'reply'] }).notNull(),
    template: text().notNull(),
    category: text().notNull(),
    method: text().notNull(),
    what: text().notNull(),
    n: integer().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.businessId,
        table.hour,
        table.accountId,
        table.kind,
        table.template,
        table.category,
        table.method,
        table.what,
      ],
    }),
  ],
)

/** The inbox: webhook bodies as they came. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: text().primaryKey(),
    businessId: text('business_id').notNull().default('biz_main'),
    accountId: text('account_id').notNull(),
    receivedAt: integer('received_at').notNull(),
    raw: blob({ mode: 'buffer' }).notNull(),
    proof: text().notNull(),
    state: text({ enum: ['unread', 'read', 'dead'] }).notNull(),
    failures: integer().notNull().default(0),
    error: text(),
  },
  (table) => [index('deliveries_by_state').on(table.state, table.receivedAt)],
)

/** Who an unread delivery is from: nothing is sent to them until it is read. */
export const unreadSenders = sqliteTable(
  'unread_senders',
  { deliveryId: text('delivery_id').notNull(), sender: text().notNull() },
  (table) => [
    primaryKey({ columns: [table.sender, table.deliveryId] }),
    index('unread_senders_by_delivery').on(table.deliveryId),
  ],
)

export const events = sqliteTable(
  'events',
  {
    id: text().primaryKey(),
    businessId: text('business_id').notNull(),
    accountId: text('account_id').notNull(),
    deliveryId: text('delivery_id').notNull(),
    contactId: text('contact_id'),
    /** The platform's own name for the thing: unique, so that it happens once (FACTS §1.4). */
    key: text().notNull(),
    kind: text().notNull(),
    /** For statuses that wait for their message. */
    wamid: text(),
    receivedAt: integer('received_at').notNull(),
    data: text({ mode: 'json' }).$type<Event>().notNull(),
    state: text({ enum: ['pending', 'done', 'kept', 'unmatched', 'dead'] }).notNull(),
    effect: text(),
    failures: integer().notNull().default(0),
  },
  (table) => [
    uniqueIndex('events_once').on(table.businessId, table.key),
    index('events_of_contact').on(table.contactId, table.state, table.receivedAt),
    index('events_of_delivery').on(table.deliveryId),
    index('events_by_state').on(table.state, table.receivedAt),
    index('events_by_wamid').on(table.wamid),
  ],
)

export const contacts = sqliteTable(
  'contacts',
  {
    id: text().primaryKey(),
    businessId: text('business_id').notNull(),
    version: integer().notNull(),
    name: text(),
    language: text().notNull(),
    createdAt: integer('created_at').notNull(),
    timeZone: text('time_zone'),
    country: text(),
    /** Account id → when the person last wrote to it. */
    windows: text({ mode: 'json' }).$type<Record<string, number>>().notNull().default({}),
    mergedInto: text('merged_into'),
  },
  (table) => [index('contacts_of_business').on(table.businessId, table.id)],
)

export const identities = sqliteTable(
  'identities',
  {
    businessId: text('business_id').notNull(),
    kind: text({ enum: ['phone', 'wa_id', 'bsuid', 'parent_bsuid'] }).notNull(),
    value: text().notNull(),
    contactId: text('contact_id').notNull(),
    since: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.businessId, table.kind, table.value] }),
    index('identities_of_contact').on(table.contactId),
  ],
)

export const statements = sqliteTable(
  'statements',
  {
    id: text().primaryKey(),
    contactId: text('contact_id').notNull(),
    atSeconds: integer('at_seconds').notNull(),
    data: text({ mode: 'json' }).$type<Statement>().notNull(),
  },
  (table) => [index('statements_of_contact').on(table.contactId)],
)

/** What the fold of the statements says now: a cache, rebuilt with every change of the contact. */
export const consents = sqliteTable(
  'consents',
  {
    contactId: text('contact_id').notNull(),
    channel: text({ enum: ['whatsapp', 'sms'] })
      .notNull()
      .default('whatsapp'),
    category: text().notNull(),
    state: text({ enum: ['none', 'pending', 'opted_in', 'opted_out'] }).notNull(),
    own: text({ enum: ['none', 'opted_in', 'opted_out'] }).notNull(),
    said: text({ enum: ['none', 'opted_in', 'opted_out'] })
      .notNull()
      .default('none'),
    recorded: text({ enum: ['none', 'opted_in', 'opted_out'] })
      .notNull()
      .default('none'),
    by: text(),
    since: integer(),
    stoppedOnPlatformBy: text('stopped_on_platform_by'),
    heldBy: text('held_by'),
  },
  (table) => [primaryKey({ columns: [table.contactId, table.channel, table.category] })],
)

export const requests = sqliteTable(
  'requests',
  {
    id: text().primaryKey(),
    kind: text({ enum: ['opt_in', 'clarification'] })
      .notNull()
      .default('opt_in'),
    contactId: text('contact_id').notNull(),
    accountId: text('account_id').notNull(),
    channel: text({ enum: ['whatsapp', 'sms'] })
      .notNull()
      .default('whatsapp'),
    categories: text({ mode: 'json' }).$type<string[]>().notNull(),
    messageId: text('message_id').notNull(),
    createdAt: integer('created_at').notNull(),
    waitMs: integer('wait_ms').notNull(),
    answer: text({ mode: 'json' }).$type<{ statementId: string; reply: 'yes' | 'no'; at: number }>(),
    silentAt: integer('silent_at'),
    undeliveredAt: integer('undelivered_at'),
    expiredAt: integer('expired_at'),
    /** When the waiting ends: what the sweep looks for. */
    dueAt: integer('due_at'),
  },
  (table) => [index('requests_of_contact').on(table.contactId), index('requests_due').on(table.dueAt)],
)

/** The outbox. */
export const messages = sqliteTable(
  'messages',
  {
    id: text().primaryKey(),
    contactId: text('contact_id').notNull(),
    accountId: text('account_id').notNull(),
    channel: text({ enum: ['whatsapp', 'sms'] })
      .notNull()
      .default('whatsapp'),
    kind: text({ enum: ['request', 'question', 'confirmation', 'help', 'business'] }).notNull(),
    key: text().notNull(),
    requestId: text('request_id'),
    statementId: text('statement_id'),
    category: text(),
    campaignId: text('campaign_id'),
    correlationId: text('correlation_id').notNull(),
    content: text({ mode: 'json' }).$type<Content>().notNull(),
    state: text({ enum: ['queued', 'claimed', 'accepted', 'unknown', 'failed', 'cancelled'] }).notNull(),
    reason: text(),
    attempts: integer().notNull(),
    createdAt: integer('created_at').notNull(),
    dueAt: integer('due_at').notNull(),
    claimedAt: integer('claimed_at'),
    claimedBy: text('claimed_by'),
    firstClaimedAt: integer('first_claimed_at'),
    wamid: text(),
    acceptedAt: integer('accepted_at'),
    sentAt: integer('sent_at'),
    deliveredAt: integer('delivered_at'),
    readAt: integer('read_at'),
    errorCode: integer('error_code'),
    cohort: text(),
    ledTo: text('led_to', { enum: ['opted_out', 'platform_stopped'] }),
    past: text({ mode: 'json' }).$type<Message['past']>().notNull().default([]),
  },
  (table) => [
    uniqueIndex('messages_once').on(table.key),
    index('messages_of_contact').on(table.contactId),
    index('messages_by_wamid').on(table.wamid),
    index('messages_by_state').on(table.state, table.dueAt),
    // All that the progress of a campaign is counted from.
    index('messages_of_campaign')
      .on(table.campaignId, table.state, table.deliveredAt, table.readAt)
      .where(sql`campaign_id is not null`),
  ],
)

/** The entries of the ledger that tell of accounts; a query uses the index only when it says the same words. */
export const ofAccounts = sql.raw("kind in ('account.changed', 'controls.changed', 'controls.released')")

/** Append-only: triggers refuse every update and delete. */
export const ledger = sqliteTable(
  'ledger',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull(),
    businessId: text('business_id').notNull(),
    contactId: text('contact_id'),
    kind: text().notNull(),
    at: integer().notNull(),
    recordedAt: integer('recorded_at').notNull(),
    data: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    previous: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [
    index('ledger_of_contact').on(table.contactId, table.seq),
    // What became of accounts is rare among what became of people: the time series reads this index alone.
    index('ledger_of_accounts').on(table.businessId, table.at).where(ofAccounts),
  ],
)

export const leases = sqliteTable('leases', {
  name: text().primaryKey(),
  owner: text().notNull(),
  until: integer().notNull(),
})

/** What agents are shown. */
export const notices = sqliteTable(
  'notices',
  {
    id: text().primaryKey(),
    businessId: text('business_id').notNull(),
    contactId: text('contact_id').notNull(),
    requestId: text('request_id'),
    purpose: text({ enum: noticePurposes }).notNull(),
    text: text().notNull(),
    offers: text({ mode: 'json' }).$type<Offer[]>().notNull(),
    at: integer().notNull(),
    answer: text({ enum: offers }),
    answeredAt: integer('answered_at'),
  },
  (table) => [
    index('notices_of_business').on(table.businessId, table.id),
    index('notices_of_contact').on(table.contactId, table.id),
  ],
)

/** Every version of the settings, each with the moment from which it holds: never changed, only added to. */
export const settings = sqliteTable(
  'settings',
  {
    businessId: text('business_id').notNull(),
    version: integer().notNull(),
    from: integer('from_at').notNull(),
    data: text({ mode: 'json' }).$type<Settings>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.businessId, table.version] })],
)

/** Keys of the API, by their hashes. */
export const apiKeys = sqliteTable('api_keys', {
  id: text().primaryKey(),
  businessId: text('business_id').notNull(),
  hash: text().notNull().unique(),
  name: text().notNull(),
  scopes: text({ mode: 'json' }).$type<Scope[]>().notNull(),
  createdAt: integer('created_at').notNull(),
  revokedAt: integer('revoked_at'),
})

/** Calls with an idempotency key, and what they were answered. */
export const calls = sqliteTable(
  'calls',
  {
    businessId: text('business_id').notNull(),
    key: text().notNull(),
    fingerprint: text().notNull(),
    status: integer(),
    body: text(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.businessId, table.key] })],
)

/** Links of campaigns, by whose codes it is known where somebody comes from. */
export const links = sqliteTable(
  'links',
  {
    id: text().primaryKey(),
    businessId: text('business_id').notNull(),
    accountId: text('account_id').notNull(),
    campaign: text().notNull(),
    code: text().notNull(),
    text: text().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [uniqueIndex('links_by_code').on(table.businessId, table.code)],
)

/** Scans and other proofs, kept as they came. */
export const attachments = sqliteTable('attachments', {
  id: text().primaryKey(),
  businessId: text('business_id').notNull(),
  contentType: text('content_type').notNull(),
  sha256: text().notNull(),
  bytes: blob({ mode: 'buffer' }).notNull(),
  createdAt: integer('created_at').notNull(),
})

/** Where a business wants to be told what happens. Its secrets sign, so they must be kept readable. */
export const hooks = sqliteTable('hooks', {
  id: text().primaryKey(),
  businessId: text('business_id').notNull(),
  url: text().notNull(),
  secrets: text({ mode: 'json' }).$type<string[]>().notNull(),
  kinds: text({ mode: 'json' }).$type<string[]>().notNull(),
  /** The last entry of the ledger that was made ready for it. */
  cursor: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  removedAt: integer('removed_at'),
})

/** Every entry on its way to a hook, and the log of it afterwards. */
export const hookSends = sqliteTable(
  'hook_sends',
  {
    id: text().primaryKey(),
    businessId: text('business_id').notNull(),
    hookId: text('hook_id').notNull(),
    seq: integer().notNull(),
    kind: text().notNull(),
    state: text({ enum: ['waiting', 'delivered', 'given_up'] }).notNull(),
    attempts: integer().notNull(),
    dueAt: integer('due_at').notNull(),
    status: integer(),
    error: text(),
    createdAt: integer('created_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (table) => [
    uniqueIndex('hook_sends_once').on(table.hookId, table.seq),
    index('hook_sends_due').on(table.state, table.dueAt),
  ],
)

/** One message to many people. */
export const campaigns = sqliteTable(
  'campaigns',
  {
    id: text().primaryKey(),
    businessId: text('business_id').notNull(),
    name: text().notNull(),
    accountId: text('account_id').notNull(),
    channel: text({ enum: ['whatsapp', 'sms'] }).notNull(),
    category: text().notNull(),
    content: text({ mode: 'json' }).$type<Content>().notNull(),
    state: text({ enum: campaignStates }).notNull(),
    createdAt: integer('created_at').notNull(),
    startedAt: integer('started_at'),
    endedAt: integer('ended_at'),
    /** When it wants to be looked at: what the sweep looks for. */
    nextAt: integer('next_at').notNull(),
    /** Until then its last turn takes up the pace of the account. */
    freeAt: integer('free_at').notNull(),
  },
  (table) => [
    index('campaigns_of_business').on(table.businessId, table.id),
    index('campaigns_by_state').on(table.state, table.nextAt),
    index('campaigns_of_account').on(table.accountId, table.freeAt),
  ],
)

/** Whom a campaign is for, and how each stands in it. */
export const campaignMembers = sqliteTable(
  'campaign_members',
  {
    businessId: text('business_id').notNull(),
    campaignId: text('campaign_id').notNull(),
    /** Counts up from 1. */
    position: integer().notNull(),
    contactId: text('contact_id').notNull(),
    /** What is this person's own in the message. */
    variables: text({ mode: 'json' }).$type<Record<string, string>>(),
    state: text({ enum: memberStates }).notNull(),
    /** Why refused, or why still waiting. */
    reason: text(),
    messageId: text('message_id'),
    /** Not to be tried before. */
    dueAt: integer('due_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.campaignId, table.position] }),
    uniqueIndex('campaign_members_once').on(table.campaignId, table.contactId),
    // Who is next, and how many wait, from the index alone.
    index('campaign_members_due').on(
      table.businessId,
      table.campaignId,
      table.state,
      table.dueAt,
      table.position,
    ),
  ],
)

/** The templates as the platform has them, from its webhooks and its list. */
export const platformTemplates = sqliteTable(
  'platform_templates',
  {
    businessId: text('business_id').notNull(),
    /** The account at the platform (WABA). */
    wabaId: text('waba_id').notNull(),
    name: text().notNull(),
    language: text().notNull(),
    templateId: text('template_id'),
    status: text().notNull(),
    category: text(),
    quality: text(),
    reason: text(),
    pausedUntil: integer('paused_until'),
    /** The category that it is announced to get, and when. */
    coming: text({ mode: 'json' }).$type<PlatformTemplate['coming']>(),
    statusAt: integer('status_at').notNull(),
    categoryAt: integer('category_at').notNull(),
    qualityAt: integer('quality_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.businessId, table.wabaId, table.name, table.language] })],
)

/** When the platform's list of templates was last read whole. */
export const templateSyncs = sqliteTable(
  'template_syncs',
  {
    businessId: text('business_id').notNull(),
    wabaId: text('waba_id').notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.businessId, table.wabaId] })],
)
