import { minute, second } from '../domain/clock.ts'
import { type AccountState, toldOfMark, withNews } from '../domain/quality.ts'
import { businessFact } from './business-fact.ts'
import type { Account, AccountChange, Installation, Looked, Services } from './ports.ts'
import { ringForHooks } from './ring-for.ts'
import { watchAccount } from './watch-account.ts'

/** A number is asked six times an hour at most, of the 200 calls that the platform allows (FACTS §4.2). */
const interval = 10 * minute
/** Spread, so that the numbers of an installation are not all asked in the same moment. */
const spread = 2 * minute
const leaseTime = 2 * minute

/** The state after a poll: a failed one changes nothing but when it was tried. */
const polled = (before: AccountState, looked: Looked, now: number, random: number) => {
  const nextAt = now + interval + Math.round(random * spread)
  const answeredAt = looked.outcome === 'seen' ? now : (before.poll?.answeredAt ?? null)
  const error = looked.outcome === 'seen' ? null : looked.why
  const poll = { triedAt: now, answeredAt, error, nextAt }
  const { state, changed } = withNews(before, looked.outcome === 'seen' ? looked.news : [], {
    at: now,
    source: 'poll',
  })
  return { state: { ...state, poll }, changed }
}

const pollAccount = async (services: Services, { id }: Account): Promise<boolean> => {
  const { store, clock, random, log } = services
  const { look } = services.provider(id)
  if (!look) return false
  const known = await store.accountQuality(id, null, clock.now())
  if ((known.state.poll?.nextAt ?? 0) > clock.now()) return false
  const looked = await look()
  const now = clock.now()
  if (looked.outcome === 'failed')
    log.warn({ accountId: id, reason: looked.why }, 'the platform did not tell the quality')
  const chance = random()
  await store.changeAccount(
    id,
    (before) => {
      const { state, changed } = polled(before, looked, now, chance)
      const facts = changed.map((mark) =>
        businessFact(services, 'account.changed', toldOfMark(id, before, mark), now),
      )
      return { state, facts }
    },
    now,
  )
  return true
}

/** The platform has just refused an account as such: ask it why, out of turn (FACTS §7: 131048, 368, 131031). */
export const askSoon = async (
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  accountId: string,
): Promise<void> => {
  const now = clock.now()
  const change = (before: AccountState): AccountChange => ({
    state: before.poll
      ? { ...before, poll: { ...before.poll, nextAt: Math.min(before.poll.nextAt, now) } }
      : before,
    facts: [],
  })
  await store.changeAccount(accountId, change, now)
}

/**
 * Asks the platform how the numbers stand that have not been asked for ten minutes, and lets the controls act on it: of
 * all processes one at a time. Returns how many were asked; null when another process is at it.
 */
export const pollAccounts = async ({ shared, businesses }: Installation): Promise<number | null> => {
  const { clock, instance } = shared
  const now = clock.now()
  if (!(await shared.shared.takeLease('poll-accounts', instance, now + leaseTime, now))) return null
  let asked = 0
  for (const services of businesses.values()) {
    let isTold = false
    for (const account of services.accounts) {
      if (account.channel !== 'whatsapp' || !(await pollAccount(services, account))) continue
      asked += 1
      isTold = true
      await watchAccount(services, account.id)
    }
    if (isTold) await ringForHooks(services, services.business.id)
  }
  // Free for whoever comes next: a process that ends now must not keep the others waiting.
  await shared.shared.takeLease('poll-accounts', instance, clock.now() + second, clock.now())
  return asked
}
