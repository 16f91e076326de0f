import { z } from 'zod'
import type { ToldQuality } from './account-gate.ts'
import { day, hour } from './clock.ts'
import { controlsSchema, initialControls, liftsAt } from './controls.ts'
import type { QualitySettings } from './settings.ts'

/**
 * What the platform says of a number, its account and its portfolio (FACTS §4), as marks: one a facet, each with the time
 * at which it was so. Values are kept as they came, also those that nobody knows yet; only the functions below read them.
 */
export const newsSchema = z.object({
  /** What it is about: `quality`, `status`, `limit`, `health`, `ban`, `restriction:<type>`, … */
  facet: z.string(),
  value: z.string(),
  /** Until when it holds, Unix ms; null: until something else is said. */
  until: z.number().nullable(),
  note: z.string().nullable(),
})
export type News = z.infer<typeof newsSchema>

/** A piece of news. Halves of characters are mended: the ledger hashes no text that has them. */
export const news = (
  facet: string,
  value: string,
  { until = null, note = null }: Partial<News> = {},
): News => ({
  facet: facet.toWellFormed(),
  value: value.toWellFormed(),
  until,
  note: note?.toWellFormed() ?? null,
})

export const markSources = ['webhook', 'poll', 'person'] as const

export const markSchema = newsSchema.extend({
  /** The last time at which it was so, and the first one without a break, Unix ms. */
  at: z.number(),
  since: z.number(),
  source: z.enum(markSources),
})
export type Mark = z.infer<typeof markSchema>

/** Everything that is known about one account. */
export const accountStateSchema = z.object({
  marks: z.record(z.string(), markSchema).default({}),
  controls: controlsSchema.default(initialControls),
  /** When the platform was asked last, when it last answered, what went wrong, and when to ask again; Unix ms. */
  poll: z
    .object({
      triedAt: z.number(),
      answeredAt: z.number().nullable(),
      error: z.string().nullable(),
      nextAt: z.number(),
    })
    .nullable()
    .default(null),
})
export type AccountState = z.infer<typeof accountStateSchema>

export const unknownAccount: AccountState = accountStateSchema.parse({})

const isSame = (a: News, b: News): boolean => a.value === b.value && a.until === b.until

/**
 * The state with news put in, each facet by its own time: what is older than what is known changes nothing, in whatever
 * order it arrives. Of two in the same instant the one that arrives last holds. `changed`: what is different now.
 */
export const withNews = (
  state: AccountState,
  list: readonly News[],
  { at, source }: Pick<Mark, 'at' | 'source'>,
): { readonly state: AccountState; readonly changed: readonly Mark[] } => {
  const marks = { ...state.marks }
  const changed: Mark[] = []
  for (const one of list) {
    const known = marks[one.facet]
    if (known && known.at > at) continue
    const stays = known !== undefined && isSame(known, one)
    const mark: Mark = { ...one, at, since: stays ? known.since : at, source }
    marks[one.facet] = mark
    if (!stays) changed.push(mark)
  }
  return { state: { ...state, marks }, changed }
}

const saidOf = ({ marks }: AccountState, facet: string): string | null => marks[facet]?.value ?? null

export type Limit = number | 'unlimited' | null

/** How many people a day: a number, -1, or a tier such as TIER_2K (FACTS §4.1, §4.3); null when nobody can tell. */
export const limitIn = (value: string): Limit => {
  if (value === '-1' || value === 'TIER_UNLIMITED') return 'unlimited'
  const [, digits, unit] = /^(?:TIER_)?(\d{1,9})([KM])?$/.exec(value) ?? []
  if (digits === undefined) return null
  return Number(digits) * (unit === 'K' ? 1_000 : unit === 'M' ? 1_000_000 : 1)
}

/** The limit of a portfolio: what was said last to any of its accounts and can be understood. */
export const limitOf = (accounts: readonly AccountState[]): Limit => {
  const said = accounts
    .flatMap(({ marks }) => (marks.limit && limitIn(marks.limit.value) !== null ? [marks.limit] : []))
    .sort((a, b) => a.at - b.at)
    .at(-1)
  return said ? limitIn(said.value) : null
}

/** What the ledger is told of a change (`account.changed`). */
export const toldOfMark = (
  account: string,
  before: AccountState,
  { facet, value, until, note, source }: Mark,
): Readonly<Record<string, unknown>> => ({
  account,
  facet,
  from: before.marks[facet]?.value ?? null,
  value,
  until,
  note,
  source,
})

/** Lifted by hand, or told to be over. */
const lifted = 'LIFTED'
const restrictionFacet = 'restriction:'

export interface Restriction {
  /** Such as RESTRICTED_BIZ_INITIATED_MESSAGING. */
  readonly type: string
  /** Unix ms; null: without an end. */
  readonly until: number | null
}

/** The restrictions that are in force at an instant. */
export const restrictionsAt = ({ marks }: AccountState, now: number): Restriction[] =>
  Object.values(marks).flatMap(({ facet, value, until }) =>
    facet.startsWith(restrictionFacet) && value !== lifted && (until === null || until > now)
      ? [{ type: facet.slice(restrictionFacet.length), until }]
      : [],
  )

export const restriction = (type: string, until: number | null): News =>
  news(`${restrictionFacet}${type}`, 'ACTIVE', { until })

export type Closed = 'account_disabled' | 'account_gone'

/** Why nothing leaves on the account any more; null while it is open. */
export const closedBy = (state: AccountState): Closed | null => {
  const connection = saidOf(state, 'connection')
  if (connection === 'DELETED' || connection === 'OFFBOARDED') return 'account_gone'
  return saidOf(state, 'ban') === 'DISABLE' ? 'account_disabled' : null
}

/** What a person may lift when the platform has lifted it without saying so: there is no webhook for that. */
export const liftable = (state: AccountState, now: number): News[] => [
  ...restrictionsAt(state, now).map(({ type }) => news(`${restrictionFacet}${type}`, lifted)),
  ...(closedBy(state) === null ? [] : [news('ban', lifted), news('connection', lifted)]),
]

/** The states of a number in which the platform is about to act, or acts (FACTS §4.1, §4.5). */
const troubledStates = ['FLAGGED', 'RESTRICTED', 'RATE_LIMITED', 'BANNED']

/** Where the platform does not answer for so long, what it said before is old. */
const patience = hour

/** What the standing gives the controls to go by. `violationMs`: so long a violation counts. */
export const standingSignals = (state: AccountState, now: number, violationMs: number) => {
  const { marks } = state
  const troubles = [
    ...(troubledStates.includes(marks.status?.value ?? '') ? [`the number is ${marks.status?.value}`] : []),
    ...(marks.health?.value === 'BLOCKED' ? ['the platform reports it as BLOCKED'] : []),
    ...restrictionsAt(state, now)
      .filter(({ type }) => type.endsWith('_MESSAGING') || type.endsWith('_TEMPLATES'))
      .map(({ type }) => type),
    ...(marks.violation && marks.violation.at > now - violationMs
      ? [`a violation was found: ${marks.violation.value}`]
      : []),
    ...(marks.ban?.value === 'SCHEDULE_FOR_DISABLE' ? ['the account is to be disabled'] : []),
  ]
  const { poll } = state
  const isCurrent = poll === null || poll.error === null || now - (poll.answeredAt ?? 0) < patience
  return { quality: marks.quality?.value ?? null, troubles, isCurrent }
}

/** One account as it stands at an instant, with its portfolio's last 24 hours. */
export interface AccountQuality {
  readonly state: AccountState
  readonly portfolio: string
  /** Of the portfolio, as any of its accounts was told last. */
  readonly limit: Limit
  /** People whom the portfolio has reached outside a service window in the last 24 hours. */
  readonly reached: number
  /** When the first of them was, Unix ms; null when there is none. */
  readonly oldestAt: number | null
  /** The person at hand is one of them. */
  readonly isCounted: boolean
}

/** What the gate is told of it; undefined where nothing stands against anything, so that the ledger stays short. */
export const toldQuality = (
  { state, limit, reached, oldestAt, isCounted }: AccountQuality,
  settings: QualitySettings,
  now: number,
): ToldQuality | undefined => {
  const closed = closedBy(state)
  const restrictions = restrictionsAt(state, now)
  const { level, worst } = state.controls
  const controls = level === 0 ? null : { level, worst, liftsAt: liftsAt(state.controls, settings, now) }
  const portfolio =
    typeof limit === 'number' ? { limit, reached, isCounted, freeAt: (oldestAt ?? now) + day } : null
  const isClear = closed === null && restrictions.length === 0 && controls === null && portfolio === null
  return isClear ? undefined : { closed, restrictions, controls, portfolio }
}
