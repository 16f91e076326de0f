import { day } from '../domain/clock.ts'
import { liftsAt } from '../domain/controls.ts'
import { type AccountQuality, closedBy, type Restriction, restrictionsAt } from '../domain/quality.ts'
import { settingsAt } from '../domain/settings.ts'
import type { Account, CountRow, Services } from './ports.ts'
import { lookedAt } from './watch-account.ts'

/** What became of the messages of one name in one step of time. */
export interface Tally extends Pick<CountRow, 'from' | 'name' | 'kind'> {
  readonly tried: number
  readonly sent: number
  readonly delivered: number
  readonly read: number
  readonly optedOut: number
  readonly platformStopped: number
  /** By the platform's code. */
  readonly failed: Readonly<Record<string, number>>
}

/** Puts the rows of one step, name and kind together; they come in that order. */
export const talliesOf = (rows: readonly CountRow[]): Tally[] => {
  const found = new Map<string, { of: CountRow; counts: Map<string, number> }>()
  for (const row of rows) {
    const key = JSON.stringify([row.from, row.name, row.kind])
    const tally = found.get(key) ?? { of: row, counts: new Map<string, number>() }
    tally.counts.set(row.what, row.n)
    found.set(key, tally)
  }
  return [...found.values()].map(({ of, counts }) => {
    const n = (what: string): number => counts.get(what) ?? 0
    const failed = [...counts].flatMap(([what, count]) =>
      what.startsWith('failed:') ? [[what.slice('failed:'.length), count] as const] : [],
    )
    return {
      from: of.from,
      name: of.name,
      kind: of.kind,
      tried: n('tried'),
      sent: n('sent'),
      delivered: n('delivered'),
      read: n('read'),
      optedOut: n('opted_out'),
      platformStopped: n('platform_stopped'),
      failed: Object.fromEntries(failed),
    }
  })
}

export interface AccountReport extends AccountQuality {
  readonly account: Account
  readonly closed: ReturnType<typeof closedBy>
  readonly restrictions: readonly Restriction[]
  /** When the controls are lifted by themselves at the earliest, Unix ms. */
  readonly liftsAt: number | null
  /** The first of those who count falls out of the 24 hours, Unix ms. */
  readonly freeAt: number | null
  /** What became of the messages of the last seven days, by method. */
  readonly cohorts: readonly Tally[]
}

/** How every WhatsApp number of the business stands now, which controls act, and how its cohorts do. */
export const reportQuality = async (services: Services): Promise<AccountReport[]> => {
  const { store, clock, accounts } = services
  const now = clock.now()
  const { settings } = settingsAt(await store.settings(), now)
  const reports: AccountReport[] = []
  for (const account of accounts.filter(({ channel }) => channel === 'whatsapp')) {
    const quality = await store.accountQuality(account.id, null, now)
    // One step that is longer than the time asked for: everything together.
    const rows = await store.messageCounts(
      { accountId: account.id, from: now - lookedAt, to: now + day },
      'method',
      Number.MAX_SAFE_INTEGER,
    )
    reports.push({
      ...quality,
      account,
      closed: closedBy(quality.state),
      restrictions: restrictionsAt(quality.state, now),
      liftsAt: liftsAt(quality.state.controls, settings.quality, now),
      freeAt: quality.oldestAt === null ? null : quality.oldestAt + day,
      cohorts: talliesOf(rows),
    })
  }
  return reports
}
