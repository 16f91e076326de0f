import { memberReasons } from '../domain/campaign.ts'
import type { Channel } from '../domain/channel.ts'
import { day } from '../domain/clock.ts'
import {
  allowReasons,
  decideStanding,
  gateReasons,
  heldBack,
  type Moment,
  type Verdict,
} from '../domain/gate.ts'
import { toldQuality } from '../domain/quality.ts'
import { settingsAt } from '../domain/settings.ts'
import { templateFactFor } from './beside.ts'
import { chooseAccount } from './choose-account.ts'
import { countryOfPhone } from './country.ts'
import type { Services } from './ports.ts'
import { checkCategories } from './request-consent.ts'

export interface AudienceQuestion {
  readonly category: string
  readonly channel?: Channel | undefined
  readonly accountId?: string | undefined
  readonly isTemplate: boolean
  /** The template that is meant: what the platform says of it counts. */
  readonly template?: { readonly name: string; readonly language: string } | undefined
}

/** The answer for one person of an audience. */
export interface AudienceAnswer {
  readonly who: string
  readonly contact: string | null
  readonly decision: Verdict['decision']
  readonly reason: string
  readonly record: string | null
  /** Unix ms. */
  readonly allowedAt: number | null
}

/** So many people are looked up at once; the memory that a check takes does not grow with its audience. */
const batchSize = 500

const unknown = (who: string): AudienceAnswer => ({
  who,
  contact: null,
  decision: 'deny',
  reason: 'unknown_contact',
  record: null,
  allowedAt: null,
})

/** In words that a CRM can show. */
export const reasonInWords = (reason: string): string => {
  const known = {
    ...allowReasons,
    ...gateReasons,
    ...memberReasons,
  }
  return Object.entries(known).find(([key]) => key === reason)?.[1] ?? reason
}

/**
 * May this category go to these people now? The same rules as at the moment of sending, asked of the kept consents, in
 * batches: give it names (contact ids or phone numbers) and it answers each in their order. Nothing is sent or written.
 * Throws `category.unknown`, `account.not_found`.
 */
export const openAudienceCheck = async (services: Services, question: AudienceQuestion) => {
  const { store, clock, categories } = services
  checkCategories(services, [question.category], 'category')
  const account = chooseAccount(services, question.accountId, question.channel)
  const category = categories.find(({ key }) => key === question.category)
  if (!category) throw new Error('the category was there a moment ago')
  const all = await store.settings()
  const pausedUntil = await store.accountPausedUntil(account.id)
  const message = { channel: account.channel, accountId: account.id, isTemplate: question.isTemplate }
  const { key, platform } = category
  const asked = { ...message, kind: 'business', category: key, platform, cohort: null } as const

  const answer = async (names: readonly string[]): Promise<AudienceAnswer[]> => {
    const now = clock.now()
    const template = question.template
      ? await templateFactFor(services, account.id, { type: 'template', ...question.template })
      : null
    const { settings } = settingsAt(all, now)
    const paused: Verdict | null =
      pausedUntil !== null && pausedUntil > now
        ? { decision: 'hold', reason: 'account_paused', until: pausedUntil }
        : null
    const since = category.frequency ? now - category.frequency.days * day : 0
    const rows = await store.standings(names, category.key, account.channel, since)
    const known = await store.accountQuality(account.id, null, now)
    const quality = toldQuality(known, settings.quality, now)
    // Who counts already is asked only where there is no room for others.
    const isFull = quality?.portfolio && quality.portfolio.reached >= quality.portfolio.limit
    const ids = [...rows.values()].map(({ contactId }) => contactId)
    const counted = isFull ? await store.reachedAmong(known.portfolio, ids, now) : new Set<string>()
    return names.map((who): AudienceAnswer => {
      const row = rows.get(who)
      if (!row) return unknown(who)
      const moment: Moment = {
        now,
        lastInboundAt: row.windows[account.id] ?? null,
        accountPausedUntil: pausedUntil,
        settings,
        timeZone: row.timeZone ?? settings.timeZone,
        country: row.country ?? (row.phone === null ? null : countryOfPhone(row.phone)),
        quality: quality && {
          ...quality,
          portfolio: quality.portfolio && {
            ...quality.portfolio,
            isCounted: counted.has(row.contactId),
          },
        },
        template,
      }
      const verdict = decideStanding({ category, consent: row.consent, left: row.left }, message, moment)
      const held = verdict.decision === 'allow' ? (paused ?? heldBack(asked, moment)) : null
      const said = held ?? verdict
      return {
        who,
        contact: row.contactId,
        decision: said.decision,
        reason: said.reason,
        record: 'record' in said ? said.record : null,
        allowedAt: said.decision === 'hold' ? said.until : ('allowedAt' in said && said.allowedAt) || null,
      }
    })
  }
  return { account, batchSize, answer, settings: all }
}
