import { and, asc, eq, gt, gte, inArray, lt, lte, min, type Placeholder, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { AccountChange, Change, NewId, Store } from '../app/ports.ts'
import { day } from '../domain/clock.ts'
import {
  type AccountState,
  accountStateSchema,
  limitOf,
  type News,
  toldOfMark,
  unknownAccount,
  withNews,
} from '../domain/quality.ts'
import { appendFacts } from './ledger.ts'
import type { Db, Sqlite, Tx } from './open-sqlite.ts'
import { accountStates, accounts, ledger, messages, ofAccounts, portfolios, reachedPeople } from './schema.ts'

type Accounts = Pick<Store, 'accountQuality' | 'reachedAmong' | 'changeAccount' | 'accountEntries'>

type Reach = NonNullable<Change['reach']>

const readState = (db: Db | Tx, businessId: string, accountId: string): AccountState => {
  const own = and(eq(accountStates.accountId, accountId), eq(accountStates.businessId, businessId))
  const row = db.select().from(accountStates).where(own).get()
  return row ? accountStateSchema.parse(row.data) : unknownAccount
}

/** The rows of a portfolio; those up to an instant, or all of them. */
const ofPortfolio = (businessId: string, portfolio: string | Placeholder) =>
  and(eq(reachedPeople.businessId, businessId), eq(reachedPeople.portfolio, portfolio))

/** How many people a portfolio has reached since 24 hours: all that are kept, but for those whose time is over. */
export const countReached = (db: Db) => {
  const of = { businessId: sql.placeholder('businessId'), portfolio: sql.placeholder('portfolio') }
  const kept = db
    .select({ n: portfolios.reached })
    .from(portfolios)
    .where(and(eq(portfolios.businessId, of.businessId), eq(portfolios.portfolio, of.portfolio)))
    .prepare()
  const over = db
    .select({ n: sql<number>`count(*)` })
    .from(reachedPeople)
    .where(
      and(
        eq(reachedPeople.businessId, of.businessId),
        eq(reachedPeople.portfolio, of.portfolio),
        lte(reachedPeople.at, sql.placeholder('before')),
      ),
    )
    .prepare()
  return (businessId: string, portfolio: string, now: number): number =>
    (kept.get({ businessId, portfolio })?.n ?? 0) -
    (over.get({ businessId, portfolio, before: now - day })?.n ?? 0)
}

/**
 * Counts a person as reached, inside the transaction that claims their message; false when the portfolio has no room for
 * one more. Transactions that write come one after the other, so no two claims can take the same place.
 */
export const reach = (
  tx: Tx,
  businessId: string,
  contactId: string,
  { portfolio, limit, at }: Reach,
): boolean => {
  const mine = ofPortfolio(businessId, portfolio)
  const gone = tx
    .delete(reachedPeople)
    .where(and(mine, lte(reachedPeople.at, at - day)))
    .run().changes
  const known = tx
    .update(reachedPeople)
    .set({ at: sql`max(${reachedPeople.at}, ${at})` })
    .where(and(mine, eq(reachedPeople.contactId, contactId)))
    .run().changes
  const key = and(eq(portfolios.businessId, businessId), eq(portfolios.portfolio, portfolio))
  const before = tx.select().from(portfolios).where(key).get()
  const reached = (before?.reached ?? 0) - gone
  const isFull = known === 0 && limit !== null && reached >= limit
  if (known === 0 && !isFull) tx.insert(reachedPeople).values({ businessId, portfolio, contactId, at }).run()
  const row = { businessId, portfolio, reached: reached + (known === 0 && !isFull ? 1 : 0) }
  tx.insert(portfolios)
    .values(row)
    .onConflictDoUpdate({ target: [portfolios.businessId, portfolios.portfolio], set: row })
    .run()
  return !isFull
}

/** What is known of the accounts, and whom they have reached. */
export const openAccounts = (sqlite: Sqlite, newId: NewId, businessId: string) => {
  const { db } = sqlite
  // The gate asks these for every message and every check, so they are prepared once.
  const id = sql.placeholder('id')
  const peers = alias(accounts, 'peers')
  const ask = {
    /** Of every account of a portfolio what is known; the portfolio is that of one of them. */
    states: db
      .select({ id: peers.id, portfolio: peers.portfolio, data: accountStates.data })
      .from(accounts)
      .innerJoin(
        peers,
        and(eq(peers.businessId, accounts.businessId), eq(peers.portfolio, accounts.portfolio)),
      )
      .leftJoin(
        accountStates,
        and(eq(accountStates.accountId, peers.id), eq(accountStates.businessId, peers.businessId)),
      )
      .where(and(eq(accounts.id, id), eq(accounts.businessId, businessId)))
      .prepare(),
    oldest: db
      .select({ at: min(reachedPeople.at) })
      .from(reachedPeople)
      .where(
        and(
          ofPortfolio(businessId, sql.placeholder('portfolio')),
          gt(reachedPeople.at, sql.placeholder('since')),
        ),
      )
      .prepare(),
    // By the key alone: with the time as well, SQLite would look through everybody of the day.
    own: db
      .select({ at: reachedPeople.at })
      .from(reachedPeople)
      .where(and(ofPortfolio(businessId, sql.placeholder('portfolio')), eq(reachedPeople.contactId, id)))
      .prepare(),
    reached: countReached(db),
  }

  const change = (
    tx: Tx,
    accountId: string,
    decide: (before: AccountState) => AccountChange,
    now: number,
  ): AccountState => {
    const before = readState(tx, businessId, accountId)
    const { state, facts, wakes = [] } = decide(before)
    if (state !== before) {
      const row = { accountId, businessId, data: state }
      tx.insert(accountStates)
        .values(row)
        .onConflictDoUpdate({ target: accountStates.accountId, set: row })
        .run()
    }
    appendFacts(tx, facts, now)
    if (wakes.length > 0) {
      const waits = and(eq(messages.state, 'queued'), eq(messages.accountId, accountId))
      tx.update(messages)
        .set({ dueAt: now })
        .where(and(waits, inArray(messages.reason, [...wakes])))
        .run()
    }
    return state
  }

  /** Takes up what the platform says; each change becomes an entry of the ledger. */
  const takeNews = (tx: Tx, accountId: string, list: readonly News[], at: number, now: number): void => {
    change(
      tx,
      accountId,
      (before) => {
        const { state, changed } = withNews(before, list, { at, source: 'webhook' })
        const facts = changed.map((mark) => ({
          id: newId('led'),
          businessId,
          contactId: null,
          kind: 'account.changed',
          at,
          data: toldOfMark(accountId, before, mark),
        }))
        return { state, facts }
      },
      now,
    )
  }

  const store: Accounts = {
    accountQuality: async (accountId, contactId, now) =>
      db.transaction(() => {
        const rows = ask.states.all({ id: accountId })
        const states = new Map(
          rows.map(({ id, data }) => [id, data ? accountStateSchema.parse(data) : unknownAccount]),
        )
        const portfolio = rows[0]?.portfolio ?? 'main'
        const since = now - day
        const own = contactId === null ? undefined : ask.own.get({ portfolio, id: contactId })
        return {
          state: states.get(accountId) ?? unknownAccount,
          portfolio,
          limit: limitOf([...states.values()]),
          reached: ask.reached(businessId, portfolio, now),
          oldestAt: ask.oldest.get({ portfolio, since })?.at ?? null,
          isCounted: own !== undefined && own.at > since,
        }
      }),

    reachedAmong: async (portfolio, contactIds, now) =>
      new Set(
        db
          .select({ id: reachedPeople.contactId })
          .from(reachedPeople)
          .where(
            and(
              ofPortfolio(businessId, portfolio),
              inArray(reachedPeople.contactId, [...contactIds]),
              gt(reachedPeople.at, now - day),
            ),
          )
          .all()
          .map(({ id }) => id),
      ),

    changeAccount: async (accountId, decide, now) => sqlite.write((tx) => change(tx, accountId, decide, now)),

    accountEntries: async (from, to, limit) =>
      db
        .select()
        .from(ledger)
        .where(and(eq(ledger.businessId, businessId), ofAccounts, gte(ledger.at, from), lt(ledger.at, to)))
        .orderBy(asc(ledger.at), asc(ledger.seq))
        .limit(limit)
        .all(),
  }
  return { ...store, takeNews }
}
