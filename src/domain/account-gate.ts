import { z } from 'zod'
import type { Channel } from './channel.ts'
import { minute } from './clock.ts'
import type { GateReason, Moment, Verdict } from './gate.ts'
import type { Category } from './history.ts'
import type { MessageKind } from './message.ts'

/**
 * What stands against sending on an account whoever it is for: the platform's restrictions, the controls, the portfolio's
 * limit. Kept beside every decision in the ledger, so that it can be asked again.
 */
export const toldQualitySchema = z.object({
  closed: z.enum(['account_disabled', 'account_gone']).nullable(),
  /** In force at that moment; `until` in Unix ms, null without an end. */
  restrictions: z.array(z.object({ type: z.string(), until: z.number().nullable() })),
  controls: z
    .object({ level: z.number(), liftsAt: z.number().nullable(), worst: z.array(z.string()) })
    .nullable(),
  /** Null where the limit is not known or there is none. */
  portfolio: z
    .object({
      limit: z.number(),
      /** People reached outside a service window in the last 24 hours. */
      reached: z.number(),
      /** This person is one of them, and does not count again. */
      isCounted: z.boolean(),
      /** When the first of them falls out of the 24 hours. */
      freeAt: z.number(),
    })
    .nullable(),
})
export type ToldQuality = z.infer<typeof toldQualitySchema>

/** What is to be sent, as far as an account minds. */
export interface AskedOfAccount {
  readonly kind: MessageKind
  readonly channel: Channel
  /** What the platform counts its category as; null for what has none. */
  readonly platform: Category['platform'] | null
  readonly isTemplate: boolean
  /** Of a request: the cohort of the person. */
  readonly cohort: string | null
}

/** Where nothing says when it ends by itself, it is looked at again after so long; a person's release wakes it at once. */
const lookAgain = 24 * 60 * minute

const until = (reason: GateReason, ends: readonly { readonly until: number | null }[]): Verdict | null => {
  if (ends.length === 0) return null
  const times = ends.map((one) => one.until)
  // Of several the last one counts, and one without an end has none.
  const last = times.reduce<number | null>(
    (latest, end) => (latest === null || end === null ? null : Math.max(latest, end)),
    0,
  )
  return last === null
    ? { decision: 'deny', reason, record: null }
    : { decision: 'hold', reason, until: last }
}

/**
 * Of what the business begins: everything, or a category that counts as marketing and a request, which outside the window is
 * a marketing template (FACTS §9.4).
 */
const pausedBy = (level: number, asked: AskedOfAccount, worst: readonly string[]): GateReason | null => {
  const isRequest = asked.kind === 'request'
  if (level >= 3) return 'quality_all_paused'
  if (level >= 2 && (isRequest || asked.platform === 'marketing')) return 'quality_marketing_paused'
  const isWorst = asked.cohort !== null && worst.includes(asked.cohort)
  return level >= 1 && isRequest && isWorst ? 'quality_requests_paused' : null
}

/**
 * The account's own word on a message: `deny` where it is closed or restricted without an end, `hold` while a restriction
 * or a control lasts, null when nothing stands against it (FACTS §4.1, §4.5).
 */
export const decideAccount = (
  asked: AskedOfAccount,
  { now, quality }: Pick<Moment, 'now' | 'quality'>,
): Verdict | null => {
  if (!quality || asked.channel !== 'whatsapp') return null
  if (quality.closed !== null) return { decision: 'deny', reason: quality.closed, record: null }
  const of = (type: string) =>
    quality.restrictions.filter((one) => one.type === type && (one.until === null || one.until > now))
  const replies = until('restricted_replies', of('RESTRICTED_CUSTOMER_INITIATED_MESSAGING'))
  if (replies) return replies
  const isStarted = asked.kind === 'request' || (asked.kind === 'business' && asked.platform !== null)
  if (!isStarted) return null
  const business = until('restricted_business', of('RESTRICTED_BIZ_INITIATED_MESSAGING'))
  if (business) return business
  const utility =
    asked.platform === 'utility' && asked.isTemplate
      ? until('restricted_utility', of('RESTRICTED_UTILITY_TEMPLATES'))
      : null
  if (utility) return utility
  const { controls } = quality
  const reason = controls ? pausedBy(controls.level, asked, controls.worst) : null
  if (!reason) return null
  const lifts = controls?.liftsAt ?? null
  return {
    decision: 'hold',
    reason,
    until: lifts === null || lifts <= now ? now + lookAgain : lifts,
  }
}

/** All that waits for room looks again together, so not more often than this: one place free wakes thousands. */
const crowdPause = 5 * minute

/** When there is room for one more person in the portfolio's 24 hours; null when there is now. */
export const portfolioFreeAt = ({ now, quality }: Pick<Moment, 'now' | 'quality'>): number | null => {
  const portfolio = quality?.portfolio
  if (!portfolio || portfolio.isCounted || portfolio.reached < portfolio.limit) return null
  return Math.max(portfolio.freeAt, now + crowdPause)
}
