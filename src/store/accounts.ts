import { and, asc, eq, gt, gte, inArray, lt, lte, min, sql } from 'drizzle-orm'
import type { AccountChange, Change, NewId, Store } from '../app/ports.ts'
import { day } from '../domain/clock.ts'
import {
  type AccountState,
  accountStateSchema,
  limitOf,
  type News,
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
const ofPortfolio = (businessId: string, portfolio: string) =>
  and(eq(reachedPeople.businessId, businessId), eq(reachedPeople.portfolio, portfolio))

/** How many people a portfolio has reached since 24 hours: all that are kept, but for those whose time is over. */
export const reachedOf = (db: Db | Tx, businessId: string, portfolio: string, now: number): number => {
  const kept = db
    .select({ n: portfolios.reached })
    .from(portfolios)
    .where(and(eq(portfolios.businessId, businessId), eq(portfolios.portfolio, portfolio)))
    .get()
  const over = db
    .select({ n: sql<number>`count(*)` })
    .from(reachedPeople)
    .where(and(ofPortfolio(businessId, portfolio), lte(reachedPeople.at, now - day)))
    .get()
  return (kept?.n ?? 0) - (over?.n ?? 0)
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

  const portfolioOf = (accountId: string): string =>
    db
      .select({ name: accounts.portfolio })
      .from(accounts)
      .where(and(eq(accounts.id, accountId), eq(accounts.businessId, businessId)))
      .get()?.name ?? 'main'

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
        const facts = changed.map(({ facet, value, until, note, source }) => ({
          id: newId('led'),
          businessId,
          contactId: null,
          kind: 'account.changed',
          at,
          data: {
            account: accountId,
            facet,
            from: before.marks[facet]?.value ?? null,
            value,
            until,
            note,
            source,
          },
        }))
        return { state, facts }
      },
      now,
    )
  }

  const store: Accounts = {
    accountQuality: async (accountId, contactId, now) =>
      db.transaction((tx) => {
        const portfolio = portfolioOf(accountId)
        const ours = tx
          .select({ id: accounts.id })
          .from(accounts)
          .where(and(eq(accounts.businessId, businessId), eq(accounts.portfolio, portfolio)))
          .all()
        const limit = limitOf(ours.map(({ id }) => readState(tx, businessId, id)))
        const mine = ofPortfolio(businessId, portfolio)
        const recent = and(mine, gt(reachedPeople.at, now - day))
        const oldest = tx
          .select({ at: min(reachedPeople.at) })
          .from(reachedPeople)
          .where(recent)
          .get()
        // By the key alone: with the time as well, SQLite would look through everybody of the day.
        const own =
          contactId === null
            ? undefined
            : tx
                .select({ at: reachedPeople.at })
                .from(reachedPeople)
                .where(and(mine, eq(reachedPeople.contactId, contactId)))
                .get()
        const isCounted = own !== undefined && own.at > now - day
        return {
          state: readState(tx, businessId, accountId),
          portfolio,
          limit,
          reached: reachedOf(tx, businessId, portfolio, now),
          oldestAt: oldest?.at ?? null,
          isCounted,
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
