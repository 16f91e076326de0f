import { Gauge, type Registry } from 'prom-client'
import type { SharedStore } from '../app/ports.ts'
import { day } from '../domain/clock.ts'
import { closedBy, limitOf, restrictionsAt } from '../domain/quality.ts'

/** Higher is better; what is not told, or not known here, is 0. */
const qualities: Readonly<Record<string, number>> = { GREEN: 3, YELLOW: 2, RED: 1 }

/** How the numbers stand, and what the controls do: asked of the database when somebody scrapes. */
export const openAccountGauges = (
  store: SharedStore,
  registers: Registry[],
): ((now: number) => Promise<void>) => {
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ name, help, labelNames, registers })
  const quality = gauge('assent_account_quality', 'of the number: 3 green, 2 yellow, 1 red, 0 not known', [
    'account',
  ])
  const limit = gauge(
    'assent_account_limit_people',
    'people a day that the platform allows; +Inf: no limit',
    ['account'],
  )
  const level = gauge('assent_account_controls_level', 'what pauses: 0 nothing … 3 everything but answers', [
    'account',
  ])
  const restrictions = gauge(
    'assent_account_restrictions',
    'restrictions of the platform that are in force',
    ['account'],
  )
  const closed = gauge('assent_account_closed', '1 when nothing leaves on the account any more', ['account'])
  const age = gauge('assent_account_poll_age_seconds', 'since the platform last told how the number stands', [
    'account',
  ])
  const reached = gauge('assent_portfolio_reached_people', 'people reached outside a window in 24 hours', [
    'business',
    'portfolio',
  ])
  const messages = gauge(
    'assent_messages_24h',
    'what became of the messages that left in the last 24 hours',
    ['account', 'kind', 'what'],
  )
  const all = [quality, limit, level, restrictions, closed, age, reached, messages]
  return async (now) => {
    for (const one of all) one.reset()
    for (const { accountId: account, state } of await store.accountStates()) {
      quality.set({ account }, qualities[state.marks.quality?.value ?? ''] ?? 0)
      const people = limitOf([state])
      if (people !== null) limit.set({ account }, people === 'unlimited' ? Number.POSITIVE_INFINITY : people)
      level.set({ account }, state.controls.level)
      restrictions.set({ account }, restrictionsAt(state, now).length)
      closed.set({ account }, closedBy(state) === null ? 0 : 1)
      const answeredAt = state.poll?.answeredAt ?? null
      if (answeredAt !== null) age.set({ account }, (now - answeredAt) / 1_000)
    }
    for (const { businessId: business, portfolio, reached: people } of await store.reachedPeople(now))
      reached.set({ business, portfolio }, people)
    for (const { accountId: account, kind, what, n } of await store.messageSums(now - day))
      messages.set({ account, kind, what }, n)
  }
}
