import type {
  Campaign,
  CampaignCounts,
  CampaignState,
  Member,
  MemberOutcome,
  MemberView,
  ShownState,
} from '../domain/campaign.ts'
import type { Channel } from '../domain/channel.ts'
import type { Clock } from '../domain/clock.ts'
import type { Category, Consent, History } from '../domain/consent.ts'
import type { Count } from '../domain/counts.ts'
import type { Event } from '../domain/event.ts'
import type { Identity, IdentityKind } from '../domain/identity.ts'
import type { LedgerEntry, LedgerFact } from '../domain/ledger.ts'
import type { Link } from '../domain/link.ts'
import type { Content, Message } from '../domain/message.ts'
import type { Notice, Offer } from '../domain/notice.ts'
import type { OwnWords } from '../domain/own-words.ts'
import type { PlatformTemplate, TemplateFact, TemplateNews } from '../domain/platform-template.ts'
import type { AccountQuality, AccountState, News } from '../domain/quality.ts'
import type { OptInRequest } from '../domain/request.ts'
import type { DatedSettings } from '../domain/settings.ts'
import type { Readings, Statement } from '../domain/statement.ts'
import type { Texts } from '../domain/templates.ts'
import type { JobName, JobPayload } from '../jobs.ts'

/** Makes a new id, unique and rising with time: `newId('msg')` → `msg_01J…`. */
export type NewId = (
  prefix:
    | 'dlv'
    | 'evt'
    | 'ctc'
    | 'stm'
    | 'req'
    | 'msg'
    | 'led'
    | 'job'
    | 'ntc'
    | 'key'
    | 'att'
    | 'lnk'
    | 'hok'
    | 'snt'
    | 'cmp',
) => string

export interface Business {
  readonly id: string
  /** The name that people are shown. */
  readonly name: string
  readonly language: string
}

/** A WhatsApp number or SMS sender of the business. Its secrets live in the configuration, never in the database. */
export interface Account {
  readonly id: string
  readonly channel: Channel
  readonly provider: 'meta' | '360dialog' | 'sandbox' | 'twilio'
  /** It stands for a provider and reaches nobody: there a day may be shortened. */
  readonly isPretend: boolean
  /** The provider's id of the number; for SMS the number or the messaging service. */
  readonly phoneNumberId: string
  readonly displayPhoneNumber: string
  /** Accounts of one portfolio share the platform's limit of people a day (FACTS §4.3). */
  readonly portfolio: string
  /** The account at the platform (WABA) that the number belongs to, whose templates are kept in step; null: not named. */
  readonly businessAccountId: string | null
}

// — the inbox —

export interface Delivery {
  readonly id: string
  readonly businessId: string
  readonly accountId: string
  readonly receivedAt: number
  readonly raw: Buffer
  /** How its authenticity was shown: which check, never the secret. */
  readonly proof: string
  /** Identities that the body names as senders: nothing is sent to them before it is read. */
  readonly senders: readonly string[]
}

/** An event ready for the store: `contact` says by which identities to find its contact, if it has one. */
export interface FoundEvent {
  readonly id: string
  readonly accountId: string
  readonly event: Event
  readonly identities: readonly Identity[]
  /** Create a contact when nobody has these identities: for people who write in. */
  readonly create: boolean
  /** Set when the event needs no further work: the reason for which it is only kept. */
  readonly effect: string | null
  /** What the platform says of our accounts: taken up with the event, and once. */
  readonly told?: {
    readonly accountIds: readonly string[]
    readonly news: readonly News[]
    readonly at: number
  }
}

export interface PendingEvent {
  readonly id: string
  readonly deliveryId: string
  readonly accountId: string
  readonly receivedAt: number
  readonly event: Event
}

// — a contact —

export interface Contact {
  readonly id: string
  readonly businessId: string
  /** Rises with every change: the guard of every commit. */
  readonly version: number
  readonly name: string | null
  readonly language: string
  readonly createdAt: number
  /** Where the person is, for quiet hours; null when nobody knows. */
  readonly timeZone: string | null
  /** Where the person lives (ISO 3166-1), when it is not where their number is from; null: as the number tells. */
  readonly country: string | null
  /** Account id → Unix ms of the person's last message to it, which opens the service window there (FACTS §6.3). */
  readonly windows: Readonly<Record<string, number>>
  /** Set when this contact turned out to be another one. */
  readonly mergedInto: string | null
}

/** A request with the moment at which its waiting ends, as the sweep looks for it. */
export type DatedRequest = OptInRequest & { readonly dueAt: number | null }

/** Everything a decision about a contact needs, read at one moment. */
export interface Dossier extends Omit<History, 'categories' | 'requests' | 'channels'> {
  readonly requests: readonly DatedRequest[]
  readonly contact: Contact
  readonly identities: readonly Identity[]
  readonly consents: readonly Consent[]
  readonly pending: readonly PendingEvent[]
  /** All settings of the business, each with the moment from which it holds. */
  readonly settings: readonly DatedSettings[]
  /** Where something is about to be sent. */
  readonly beside?: Beside
}

/** What stands beside a person when something is about to be sent to them (`beside.ts`). */
export interface Beside {
  readonly quality: AccountQuality
  /** Null: no template would be sent, or nothing is known of it. */
  readonly template: TemplateFact | null
  /** Undefined for a message to one person, and for a campaign that is not there. */
  readonly campaign: CampaignState | undefined
}

/** What one decision changes. All of it is committed, or none; guarded by the contact's version. */
export interface Change {
  readonly contactId: string
  readonly expectedVersion: number
  readonly contact?: Partial<Pick<Contact, 'name' | 'language' | 'timeZone' | 'country' | 'windows'>>
  readonly identities?: readonly Identity[]
  /** Identities that the contact has no longer. */
  readonly lostIdentities?: readonly Identity[]
  /** Events that this change takes care of, each with what became of it. */
  readonly events?: readonly { readonly id: string; readonly effect: string }[]
  readonly statements?: readonly Statement[]
  readonly consents?: readonly Consent[]
  readonly requests?: readonly DatedRequest[]
  /** New and changed messages; a new one whose key is taken is dropped. */
  readonly messages?: readonly Message[]
  readonly facts?: readonly LedgerFact[]
  readonly notices?: readonly Notice[]
  /** Members of campaigns to whom this change happens. */
  readonly members?: readonly MemberOutcome[]
  /** Only while the campaign is in this state: a pause and a cancellation count from their commit on. */
  readonly onlyWhile?: { readonly campaignId: string; readonly state: CampaignState }
  /** Only while nothing from this person lies unread: a stop that is already acknowledged must be heard first. */
  readonly onlyWhenHeard?: boolean
  /**
   * The person is reached outside a service window: they count for the portfolio's 24 hours, together with the change.
   * Where there is no room for one more, that is a conflict: look and decide again.
   */
  readonly reach?: { readonly portfolio: string; readonly limit: number | null; readonly at: number }
  /** Pauses an account together with the change. */
  readonly pause?: { readonly accountId: string; readonly until: number; readonly reason: string }
}

export type Committed = 'done' | 'conflict' | 'unheard'

/** A row of some business, by its id. */
export interface Place {
  readonly businessId: string
  readonly id: string
}

export interface Overdue {
  readonly deliveries: readonly Place[]
  readonly contacts: readonly Place[]
  readonly messages: readonly (Place & { readonly isBulk: boolean })[]
  readonly requests: readonly Place[]
  /** Campaigns that run and should have been looked at by now. */
  readonly campaigns: readonly Place[]
  /** Businesses that have something to be told of, and hooks for which something is on its way. */
  readonly untold: readonly string[]
  readonly hooks: readonly Place[]
}

/** How often work may fail before it is laid out as dead for a person to look at. */
export const maxFailures = 5

/** What all businesses share: the inbox as it fills, what was lost, who is who. */
export interface SharedStore {
  saveBusiness(business: Business, accounts: readonly Account[]): Promise<void>
  /** Commits deliveries to the inbox. Throws `store.busy` when it cannot. */
  saveDeliveries(deliveries: readonly Delivery[]): Promise<void>
  /** Ends the claims and leases of processes that are gone: only where no other process can be at work. */
  takeOver(instance: string): Promise<void>
  /** Work that should have been done by now, oldest first, at most `limit` of each kind. */
  overdue(now: number, limit: number): Promise<Overdue>
  /** When the oldest timer that is due fell due, Unix ms; null when none is. */
  oldestDue(now: number): Promise<number | null>
  /** Takes the sweep for a while; false when another process has it. */
  takeLease(name: string, owner: string, until: number, now: number): Promise<boolean>
  /** The key with this hash, of whatever business, unless it was revoked. */
  keyByHash(hash: string): Promise<ApiKey | null>
  counts(): Promise<Counts>
  /** What is known of every account of every business, for the metrics. */
  accountStates(): Promise<
    readonly { readonly businessId: string; readonly accountId: string; readonly state: AccountState }[]
  >
  /** How many people each portfolio has reached in its 24 hours. */
  reachedPeople(
    now: number,
  ): Promise<readonly { readonly businessId: string; readonly portfolio: string; readonly reached: number }[]>
  /** Counts of the messages that left since, by account, kind and what became of them. */
  messageSums(since: number): Promise<readonly Pick<Count, 'accountId' | 'kind' | 'what' | 'n'>[]>
  close(): Promise<void>
}

/** What became of one line of an audience. */
export type Added = 'added' | 'already' | 'unknown'

export interface ConsentedBatch {
  readonly added: number
  readonly already: number
  /** Where the next batch begins; null when everybody has been added. */
  readonly next: string | null
}

/** Campaigns, and whom they are for. */
export interface CampaignStore {
  saveCampaign(campaign: Campaign, fact: LedgerFact): Promise<void>
  campaign(id: string): Promise<Campaign | null>
  campaigns(after: string | null, limit: number): Promise<Campaign[]>
  /** Moves a campaign on; false when it is in another state than `from` by now. */
  changeCampaign(
    id: string,
    from: CampaignState,
    change: Partial<Pick<Campaign, 'state' | 'startedAt' | 'endedAt' | 'nextAt'>>,
    fact: LedgerFact,
  ): Promise<boolean>
  /** Ends a running campaign that nobody waits in and of which nothing is under way; false when it is not so. */
  endCampaign(id: string, now: number, fact: LedgerFact): Promise<boolean>

  /** Adds people by contact id or phone, each once; null when the campaign is over. */
  addMembers(
    id: string,
    people: readonly { readonly who: string; readonly variables: Readonly<Record<string, string>> | null }[],
  ): Promise<Added[] | null>
  /** Adds the next `limit` people who have opted in; `next` is null when there are no more; null when it is over. */
  addConsented(id: string, after: string | null, limit: number): Promise<ConsentedBatch | null>

  /** Takes the account's next turn until then. Answers null, or when the account is free again (Unix ms). */
  takeTurn(id: string, now: number, until: number): Promise<number | null>
  endTurn(id: string, turn: { readonly freeAt: number; readonly nextAt: number }): Promise<void>
  /** Members who may be tried now, those that wait longest first. */
  dueMembers(id: string, now: number, limit: number): Promise<Member[]>
  /** When the next waiting member may be tried, Unix ms; null when nobody waits. */
  nextMemberAt(id: string): Promise<number | null>
  /** Writes down what became of members who were still waiting. */
  settleMembers(outcomes: readonly MemberOutcome[]): Promise<void>
  /** Messages of the campaign that are queued for later, at most `limit`. */
  laterMessages(id: string, now: number, reason: string | null, limit: number): Promise<string[]>
  /** How many messages of the campaign have been queued and have not left. */
  underWay(id: string): Promise<number>

  campaignCounts(id: string): Promise<CampaignCounts>
  /** Members after a position, in their order. A page may be short before the last one: `next` says where to go on. */
  members(
    id: string,
    filter: { readonly state: ShownState | null; readonly reason: string | null },
    after: number,
    limit: number,
  ): Promise<{ readonly items: MemberView[]; readonly next: number | null }>
}

/** One business's data, and nobody else's: an id of another business is an id of nothing here (I15). */
export interface Store extends CampaignStore {
  unreadDelivery(id: string): Promise<Delivery | null>
  /**
   * Puts a delivery's events beside it and marks it read, in one transaction: known events are dropped by their
   * keys, contacts are found by identity, created, or merged where an event proves that two are one.
   * Returns the contacts that have something to hear; null when the delivery was read before.
   */
  recordEvents(deliveryId: string, events: readonly FoundEvent[], now: number): Promise<string[] | null>
  /** Counts a failure of reading a delivery or of hearing an event; at `maxFailures` it is dead. */
  countFailure(what: { deliveryId: string } | { eventId: string }, error: string): Promise<'again' | 'dead'>

  addContact(contact: Contact, identities: readonly Identity[], fact: LedgerFact): Promise<'done' | 'taken'>
  dossier(contactId: string): Promise<Dossier | null>
  dossierOfMessage(messageId: string): Promise<Dossier | null>
  dossierOfRequest(requestId: string): Promise<Dossier | null>
  commit(change: Change, now: number): Promise<Committed>
  /** Statuses that came before we knew the message they speak of: hand them to the contact now. */
  adoptStatuses(wamid: string, contactId: string): Promise<number>
  /** One person under two contacts becomes one; false when one of the two is not there. */
  mergeContacts(from: string, into: string, by: string, now: number): Promise<boolean>
  /** Gives some of a contact's identities to a new contact; false when the contact is not there. */
  splitContact(
    contact: Contact,
    from: string,
    identities: readonly Identity[],
    facts: readonly LedgerFact[],
    now: number,
  ): Promise<boolean>
  accountPausedUntil(accountId: string): Promise<number | null>

  /** An account as it stands now; `contactId`: whether this person counts already. */
  accountQuality(accountId: string, contactId: string | null, now: number): Promise<AccountQuality>
  /** Those among these contacts who count in the portfolio's last 24 hours. */
  reachedAmong(portfolio: string, contactIds: readonly string[], now: number): Promise<ReadonlySet<string>>
  /** Reads an account's state, changes it and writes its facts, in one transaction. Returns what it is afterwards. */
  changeAccount(
    accountId: string,
    change: (before: AccountState) => AccountChange,
    now: number,
  ): Promise<AccountState>
  /** What happened to accounts, as the ledger has it, oldest first. */
  accountEntries(from: number, to: number, limit: number): Promise<LedgerEntry[]>
  /** Counts of messages that left from `from` on and before `to`, added up by what is named. */
  messageCounts(
    filter: { readonly accountId: string | null; readonly from: number; readonly to: number },
    by: CountsBy,
    stepMs: number,
  ): Promise<CountRow[]>

  contacts(after: string | null, limit: number): Promise<Contact[]>
  findContact(kind: IdentityKind, value: string): Promise<string | null>
  request(id: string): Promise<DatedRequest | null>
  requests(contactId: string | null, after: string | null, limit: number): Promise<DatedRequest[]>
  /** Where people stand towards one category on one channel, by contact id or phone; those not known are left out. */
  standings(
    who: readonly string[],
    category: string,
    channel: Channel,
    since: number,
  ): Promise<ReadonlyMap<string, AudienceRow>>
  allEvents(): Promise<StoredEvent[]>
  thread(contactId: string): Promise<StoredEvent[]>
  ledger(after: number, limit: number, contactId: string | null): Promise<LedgerEntry[]>

  settings(): Promise<DatedSettings[]>
  /** Adds a version of the settings; false when somebody else has just added one after `expectedVersion`. */
  saveSettings(dated: DatedSettings, expectedVersion: number, fact: LedgerFact): Promise<boolean>

  notices(
    filter: { readonly contactId: string | null; readonly open: boolean | null },
    after: string | null,
    limit: number,
  ): Promise<Notice[]>
  notice(id: string): Promise<Notice | null>
  /** Marks a notice as answered; false when it was before. */
  answerNotice(id: string, answer: Offer, now: number): Promise<boolean>

  /** The templates of the platform that are known, of every account there. */
  platformTemplates(): Promise<PlatformTemplate[]>
  /** What the gate is told of one; null while nothing is known: the list was never read, and no webhook came. */
  templateFact(wabaId: string, name: string, language: string, now: number): Promise<TemplateFact | null>
  /** Takes in the platform's whole list as it was at a moment; what is not in it any more is gone. Returns how many changed. */
  saveTemplates(wabaId: string, listed: readonly ListedTemplate[], at: number, now: number): Promise<number>
  /** Takes in what was said of one template, such as the answer to handing it in. */
  saveTemplateNews(
    named: Pick<PlatformTemplate, 'wabaId' | 'name' | 'language' | 'templateId'>,
    news: TemplateNews,
    at: number,
    now: number,
  ): Promise<void>
  /** When the list was last read whole, by WABA. */
  templateSyncs(): Promise<ReadonlyMap<string, number>>

  links(after: string | null, limit: number): Promise<Link[]>
  link(id: string): Promise<Link | null>
  linkByCode(code: string): Promise<Link | null>
  /** False when another link has the code. */
  saveLink(link: Link, fact: LedgerFact): Promise<boolean>
  attachment(id: string): Promise<Attachment | null>
  saveAttachment(attachment: Attachment, fact: LedgerFact): Promise<void>

  hooks(): Promise<Hook[]>
  hook(id: string): Promise<Hook | null>
  saveHook(hook: Omit<Hook, 'cursor'>, fact: LedgerFact): Promise<void>
  /** False when there is no such hook any more. */
  changeHook(
    id: string,
    change: { readonly secrets?: readonly string[]; readonly removedAt?: number },
    fact: LedgerFact,
  ): Promise<boolean>
  /**
   * Puts what is new in the ledger on its way to every hook that wants it. Returns the hooks that have something to be
   * told, and whether the ledger holds more than one turn's worth.
   */
  readyHookSends(
    newId: () => string,
    now: number,
  ): Promise<{ readonly hookIds: readonly string[]; readonly isMore: boolean }>
  /** The oldest entry that is due to be told to a hook. */
  nextHookSend(hookId: string, now: number): Promise<HookSend | null>
  hookSends(hookId: string, before: string | null, limit: number): Promise<HookSend[]>
  saveHookSend(send: HookSend): Promise<void>
  entry(seq: number): Promise<LedgerEntry | null>

  keys(): Promise<ApiKey[]>
  saveKey(key: ApiKey & { readonly hash: string }, fact: LedgerFact): Promise<void>
  revokeKey(id: string, now: number, fact: LedgerFact): Promise<boolean>

  /** Takes an idempotency key for a call; answers what is known of the same key from before. */
  beginCall(key: string, fingerprint: string, now: number): Promise<EarlierCall>
  endCall(key: string, status: number, body: string): Promise<void>
  /** Gives the key back: the call changed nothing, so it may be tried again under the same key. */
  forgetCall(key: string): Promise<void>
}

/** A change of an account's state. `wakes`: messages that wait for one of these reasons are looked at again at once. */
export interface AccountChange {
  readonly state: AccountState
  readonly facts: readonly LedgerFact[]
  readonly wakes?: readonly string[]
}

export const countsBy = ['account', 'template', 'category', 'method'] as const
export type CountsBy = (typeof countsBy)[number]

/** Counts of one account, template, category or method in one step of time. */
export interface CountRow extends Pick<Count, 'kind' | 'what' | 'n'> {
  /** Unix ms. */
  readonly from: number
  /** The account, template, category or method. */
  readonly name: string
}

/** A scan or another proof, kept as it came. */
export interface Attachment {
  readonly id: string
  readonly contentType: string
  readonly sha256: string
  readonly bytes: Buffer
  readonly createdAt: number
}

/** Where a business wants to be told what happens. */
export interface Hook {
  readonly id: string
  readonly url: string
  /** The newest first; an older one signs beside it while the business changes over. */
  readonly secrets: readonly string[]
  /** Kinds of entries, or their first words ("consent"); empty for all. */
  readonly kinds: readonly string[]
  readonly cursor: number
  readonly createdAt: number
  readonly removedAt: number | null
}

/** One entry of the ledger on its way to a hook. */
export interface HookSend {
  readonly id: string
  readonly hookId: string
  readonly seq: number
  readonly kind: string
  readonly state: 'waiting' | 'delivered' | 'given_up'
  readonly attempts: number
  readonly dueAt: number
  readonly status: number | null
  readonly error: string | null
  readonly createdAt: number
  readonly endedAt: number | null
}

/** Posts to an address of the business's. `refused`: it must not be called at all. */
export type Posted =
  | { readonly outcome: 'answered'; readonly status: number }
  | { readonly outcome: 'failed' | 'refused'; readonly why: string }

export const scopes = ['read', 'write', 'send', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** A key of the API. Only its hash is kept. */
export interface ApiKey {
  readonly id: string
  readonly businessId: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly createdAt: number
  readonly revokedAt: number | null
}

/** What became of an earlier call under the same idempotency key. */
export type EarlierCall =
  | { readonly was: 'new' }
  | { readonly was: 'done'; readonly status: number; readonly body: string }
  /** It has not ended: another process is at it, or went down in the middle. */
  | { readonly was: 'running' }
  | { readonly was: 'different' }

/** What is kept of a person's consent for one category: the cache of the fold, for a whole audience. */
export interface AudienceRow {
  readonly contactId: string
  readonly consent: Pick<Consent, 'state' | 'by' | 'heldBy' | 'stoppedOnPlatformBy'>
  readonly left: readonly number[]
  readonly windows: Readonly<Record<string, number>>
  readonly timeZone: string | null
  readonly country: string | null
  /** Their number, in E.164. */
  readonly phone: string | null
}

export interface StoredEvent {
  readonly id: string
  readonly accountId: string
  readonly receivedAt: number
  readonly contactId: string | null
  readonly event: Event
  readonly state: 'pending' | 'done' | 'kept' | 'unmatched' | 'dead'
  readonly effect: string | null
}

export interface Counts {
  readonly unreadDeliveries: number
  readonly deadDeliveries: number
  readonly pendingEvents: number
  readonly deadEvents: number
  readonly queuedMessages: number
  readonly unknownMessages: number
}

// — the queue —

export interface Bell {
  /**
   * Rings for a job; never throws and never hangs (RELIABILITY D3). False when the bell was not heard: the
   * sweep will find the work in the database.
   */
  ring<Name extends JobName>(name: Name, payload: JobPayload<Name>, options?: RingOptions): Promise<boolean>
}

export interface RingOptions {
  readonly delayMs?: number
  /** From the sweep: a fresh id, free of whatever the queue may still hold under the usual one. */
  readonly fresh?: boolean
  /** It may wait for everything else on its queue: a campaign never keeps a person from an answer. */
  readonly isBulk?: boolean
}

// — the platform —

export interface Outgoing {
  readonly to: { readonly phone: string | null; readonly bsuid: string | null }
  readonly content: Content
  /** Our name for this attempt. */
  readonly attempt: string
}

export type Sent =
  | {
      readonly outcome: 'accepted'
      readonly wamid: string
      readonly waId: string | null
      readonly bsuid: string | null
    }
  | {
      readonly outcome: 'refused'
      readonly code: number
      readonly details: string
      readonly retryAfterMs: number | null
    }
  /** It certainly never left: no connection. */
  | { readonly outcome: 'not_sent'; readonly why: string }
  /** It left and no answer came: it may have been accepted. */
  | { readonly outcome: 'unknown'; readonly why: string }

/** An event with the number that it came in on; null for events about the account as such. */
export interface WebhookEvent {
  readonly phoneNumberId: string | null
  readonly event: Event
}

/** A template in the platform's list. */
export interface ListedTemplate {
  readonly templateId: string | null
  readonly name: string
  readonly language: string
  readonly news: TemplateNews
}

/** What became of a template that was handed in; `refused`: the platform's own words. */
export type Submitted =
  | {
      readonly outcome: 'taken'
      readonly templateId: string | null
      readonly status: string
      readonly category: string | null
    }
  | { readonly outcome: 'refused'; readonly code: number; readonly details: string }
  | { readonly outcome: 'unreachable'; readonly why: string }

/** The templates of an account at the platform. */
export interface PlatformTemplates {
  /** All of them, page by page. Throws `platform.unreachable`, `platform.refused`. */
  list(): Promise<ListedTemplate[]>
  /** Hands one in for review; `body` is in the platform's own format. */
  submit(body: object): Promise<Submitted>
}

/** A provider of messages, as one account reaches it. */
export interface Provider {
  /** Null where there are none: SMS, or an account without its `businessAccountId`. */
  readonly templates: PlatformTemplates | null
  send(outgoing: Outgoing): Promise<Sent>
  /** Asks the provider whether the credentials work; returns what is wrong, in plain words, or null. */
  check(): Promise<string | null>
  /** Asks the platform how the number stands (FACTS §4.2); left out where there is nobody to ask. */
  look?(): Promise<Looked>
}

/** What the platform says of a number when it is asked, or why it did not. */
export type Looked =
  | { readonly outcome: 'seen'; readonly news: readonly News[] }
  | { readonly outcome: 'failed'; readonly why: string }

// — everything a verb may use —

export interface Log {
  debug(data: object, message: string): void
  info(data: object, message: string): void
  warn(data: object, message: string): void
  error(data: object, message: string): void
}

/** What is counted while it happens; names of kinds and codes, never of people. Durations in ms. */
export interface Meter {
  gate(decision: 'allow' | 'deny' | 'hold', reason: string): void
  providerError(code: number): void
  /** A delivery was read so long after it was accepted. */
  read(afterMs: number): void
  /** A stop was committed so long after it had come in. */
  stopped(afterMs: number): void
}

export type Scrape = () => Promise<{ readonly contentType: string; readonly text: string }>

/** What all businesses share. */
export interface Shared {
  readonly clock: Clock
  readonly newId: NewId
  /** In [0, 1). */
  readonly random: () => number
  readonly shared: SharedStore
  readonly bell: Bell
  readonly log: Log
  /** Why an address may not be told at all, in plain words; null when it may, as far as its text shows. */
  readonly whyNotTell: (url: string) => string | null
  /**
   * Tells an address that a business has given, signed by the Standard Webhooks specification: never follows a redirect,
   * never a private address unless configured.
   */
  readonly tell: (
    hook: Pick<Hook, 'url' | 'secrets'>,
    event: { readonly id: string; readonly atSeconds: number; readonly body: string },
  ) => Promise<Posted>
  /** Takes a webhook body apart; never throws. */
  readonly readWebhook: (account: Account, raw: Buffer) => WebhookEvent[]
  readonly meter: Meter
  /** This process, in the claims it makes. */
  readonly instance: string
}

/** All businesses of this Assent. */
export interface Installation {
  /** What is measured, in the form that Prometheus reads. */
  readonly scrape: Scrape
  readonly shared: Shared
  /** By business id: everything that a verb may use for it. */
  readonly businesses: ReadonlyMap<string, Services>
  /** Those of the first business. */
  readonly services: Services
}

/** Everything that a verb may use, for one business. */
export interface Services extends Shared {
  readonly store: Store
  readonly texts: Texts
  readonly categories: readonly Category[]
  readonly business: Business
  readonly accounts: readonly Account[]
  readonly provider: (accountId: string) => Provider
  /** What a reply may mean, in every circumstance, with the business's own words among the others; never throws. */
  readonly readReply: (text: string, languages: readonly string[], words: OwnWords) => Readings
  /** Which of these own words mean something else already, and what. */
  readonly findCollisions: (words: OwnWords) => string[]
}
