import type { Channel } from './channel.ts'
import { minute, second } from './clock.ts'
import type { Content } from './message.ts'

/** `paused` from the beginning until it is started; `cancelled` and `done` are final. */
export const campaignStates = ['paused', 'running', 'cancelled', 'done'] as const
export type CampaignState = (typeof campaignStates)[number]

/** One message to many people. Times in Unix ms. */
export interface Campaign {
  readonly id: string
  readonly name: string
  readonly accountId: string
  readonly channel: Channel
  readonly category: string
  /** The message; `{{name}}` stands for what is each person's own. */
  readonly content: Content
  readonly state: CampaignState
  readonly createdAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
  /** When it wants to be looked at. */
  readonly nextAt: number
  /** Until then its last turn takes up the pace of the account. */
  readonly freeAt: number
}

// — what can be done with it —

export const campaignActs = ['start', 'pause', 'resume', 'cancel'] as const
export type CampaignAct = (typeof campaignActs)[number]

const goals: Record<CampaignAct, CampaignState> = {
  start: 'running',
  pause: 'paused',
  resume: 'running',
  cancel: 'cancelled',
}

/** What can be done with a campaign now. */
export const possibleActs = ({ state, startedAt }: Pick<Campaign, 'state' | 'startedAt'>): CampaignAct[] => {
  if (state === 'running') return ['pause', 'cancel']
  if (state === 'paused') return [startedAt === null ? 'start' : 'resume', 'cancel']
  return []
}

/** Where an act leads; `already` when it is so, `impossible` when it cannot be. */
export const decideAct = (
  campaign: Pick<Campaign, 'state' | 'startedAt'>,
  act: CampaignAct,
): CampaignState | 'already' | 'impossible' => {
  const goal = goals[act]
  if (campaign.state === goal) return 'already'
  return possibleActs(campaign).includes(act) ? goal : 'impossible'
}

/** True while people can be added to it. */
export const isOpen = ({ state }: Pick<Campaign, 'state'>): boolean =>
  state === 'paused' || state === 'running'

// — its message —

const placeholder = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g

export type Variables = Readonly<Record<string, string>>

const namesIn = ({ rendered }: Content): string[] => [
  ...new Set([...rendered.matchAll(placeholder)].map(([, name = '']) => name)),
]

const valuesFor = (content: Content, own: Variables | null): Map<string, string> =>
  new Map([
    ...(content.type === 'template'
      ? content.variables.map(({ name, value }) => [name, value] as const)
      : []),
    ...Object.entries(own ?? {}),
  ])

/** Variables that stand in the text and that neither the campaign nor the person has a value for. */
export const missingVariables = (content: Content, own: Variables | null): string[] => {
  const values = valuesFor(content, own)
  return namesIn(content).filter((name) => !values.has(name))
}

/** The message as one person gets it: their own values go over the campaign's. */
export const contentFor = (content: Content, own: Variables | null): Content => {
  const values = valuesFor(content, own)
  const rendered = content.rendered.replace(placeholder, (whole, name: string) => values.get(name) ?? whole)
  if (content.type !== 'template') return { ...content, rendered }
  return { ...content, rendered, variables: [...values].map(([name, value]) => ({ name, value })) }
}

// — its pace —

/** So many messages may be queued and not have left, so that a pause or a stop finds little to hold up. */
export const mostUnderWay = (perSecond: number): number => Math.min(500, Math.max(10, 2 * perSecond))

/** So many members are looked at in one turn. */
export const turnSize = 200
/** No turn takes longer; a turn that is older was cut off. */
export const longestTurn = 20 * second
/** When there is no room, or nothing to do but to wait for what is under way. */
export const lookAgain = { noRoom: second, underWay: 5 * second, off: minute } as const

/** How long the account is taken up by so many messages, in ms. */
export const paceOf = (messages: number, perSecond: number): number =>
  Math.ceil((messages * second) / perSecond)

// — whom it is for —

/** `queued` members have a message, whose own state says the rest. */
export const memberStates = ['waiting', 'queued', 'refused'] as const
export type MemberState = (typeof memberStates)[number]

/** What may be said of somebody before the gate is asked, in words. */
export const memberReasons = {
  unknown_contact: 'nobody in the address book has this id or number',
  missing_variables: 'the text has {{variables}} for which neither the campaign nor the line has a value',
  trouble: 'something went wrong on our side; it is tried again in a minute',
} as const

export interface Member {
  readonly campaignId: string
  readonly position: number
  readonly contactId: string
  readonly variables: Variables | null
}

/** What became of a member who was waiting; `waiting` with a reason: to be tried again at `dueAt`. */
export interface MemberOutcome {
  readonly campaignId: string
  readonly position: number
  readonly state: MemberState
  readonly reason: string | null
  readonly messageId: string | null
  readonly dueAt: number
}

/** A member as shown: their own state and their message's in one. */
export const shownStates = [
  'waiting',
  'queued',
  'sent',
  'delivered',
  'read',
  'failed',
  'refused',
  'cancelled',
] as const
export type ShownState = (typeof shownStates)[number]

export interface MemberView {
  readonly position: number
  readonly contactId: string
  readonly state: ShownState
  readonly reason: string | null
  readonly messageId: string | null
  /** When a waiting member is tried again, Unix ms; null when at once. */
  readonly dueAt: number | null
}

// — how far it is —

/** What the store counts: members by their own state, messages by theirs. */
export interface CampaignCounts {
  readonly waiting: number
  /** Of those who wait: who waits for a moment, by reason. */
  readonly held: readonly { readonly reason: string; readonly count: number }[]
  readonly refused: readonly { readonly reason: string; readonly count: number }[]
  readonly underWay: number
  readonly sent: number
  readonly delivered: number
  readonly read: number
  readonly failed: number
  /** Messages that were taken back or refused before they left, by reason. */
  readonly withdrawn: readonly { readonly reason: string; readonly count: number }[]
  /** When the last of those who wait may be tried, Unix ms; null when nobody waits. */
  readonly lastDueAt: number | null
}

export interface Progress {
  readonly total: number
  readonly waiting: number
  readonly queued: number
  /** The platform took it; `delivered` and `read` are among these. */
  readonly sent: number
  readonly delivered: number
  readonly read: number
  readonly failed: number
  readonly refused: number
  readonly cancelled: number
  readonly refusals: readonly { readonly reason: string; readonly count: number }[]
  readonly held: readonly { readonly reason: string; readonly count: number }[]
  /** Whole per cent of the people with whom it is over. */
  readonly percent: number
  /** Unix ms; null unless it runs. */
  readonly estimatedEnd: number | null
}

const sum = (list: readonly { readonly count: number }[]): number =>
  list.reduce((total, { count }) => total + count, 0)

const byCount = (
  lists: readonly (readonly { readonly reason: string; readonly count: number }[])[],
): Progress['refusals'] => {
  const counts = new Map<string, number>()
  for (const { reason, count } of lists.flat()) counts.set(reason, (counts.get(reason) ?? 0) + count)
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count)
}

/**
 * How far a campaign is. Every member is counted in exactly one of `waiting`, `queued`, `sent`, `failed`, `refused` and
 * `cancelled`.
 */
export const progressOf = (
  { state }: Pick<Campaign, 'state'>,
  counts: CampaignCounts,
  now: number,
  perSecond: number,
): Progress => {
  const isCancelled = state === 'cancelled'
  const taken = counts.withdrawn.filter(({ reason }) => reason === 'campaign_cancelled')
  const refusals = byCount([
    counts.refused,
    counts.withdrawn.filter(({ reason }) => reason !== 'campaign_cancelled'),
  ])
  const waiting = isCancelled ? 0 : counts.waiting
  const cancelled = sum(taken) + (isCancelled ? counts.waiting : 0)
  const { underWay: queued, sent, failed } = counts
  const refused = sum(refusals)
  const total = waiting + queued + sent + failed + refused + cancelled
  const open = waiting + queued
  const soonest = now + paceOf(open, perSecond)
  return {
    total,
    waiting,
    queued,
    sent,
    delivered: counts.delivered,
    read: counts.read,
    failed,
    refused,
    cancelled,
    refusals,
    held: isCancelled ? [] : counts.held,
    percent: total === 0 ? 0 : Math.floor((100 * (total - open)) / total),
    estimatedEnd: state === 'running' ? Math.max(soonest, counts.lastDueAt ?? 0) : null,
  }
}
