import { z } from 'zod'
import {
  type AskedOfAccount,
  decideAccount,
  portfolioFreeAt,
  type ToldQuality,
  toldQualitySchema,
} from './account-gate.ts'
import { type CampaignState, campaignStates } from './campaign.ts'
import { day, hour, second } from './clock.ts'
import { cohortOf } from './cohort.ts'
import { type Category, type Consent, type Folded, foldConsent, type History } from './consent.ts'
import { countrySchema } from './jurisdiction.ts'
import { isStartedByBusiness, type Message, type MessageKind } from './message.ts'
import { platformClasses, type TemplateFact, templateFactSchema } from './platform-template.ts'
import { type Policy, policyAt } from './policy.ts'
import { quietUntil } from './quiet-hours.ts'
import { type OptInRequest, requestState } from './request.ts'
import type { Settings } from './settings.ts'

/**
 * The gate: may this message go out, at this moment? Asked when a message is accepted and again, inside the
 * transaction that claims it, at the last moment. No answer is a no: whoever calls treats an exception as `deny`.
 */
export type Verdict =
  | { readonly decision: 'allow'; readonly reason: AllowReason; readonly record: string | null }
  | {
      readonly decision: 'deny'
      readonly reason: GateReason
      readonly record: string | null
      /** When it may be tried again, where time alone helps. */
      readonly allowedAt?: number
    }
  | { readonly decision: 'hold'; readonly reason: GateReason; readonly until: number }

/** Named in every decision; a change of a rule below changes it. */
export const gateVersion = '2026-11-26.3'

/** Why not, in words that agents are shown. */
export const gateReasons = {
  opted_out: 'this person has opted out; they can opt in again themselves by replying YES',
  platform_stopped:
    "this person has switched marketing off in WhatsApp's own settings; only they can switch it on again, there",
  in_doubt: 'this person may have asked to stop; what they meant is being asked',
  not_opted_in: 'there is no consent for this yet; ask for it first',
  unknown_category: 'there is no such category',
  already_opted_in: 'this person has already opted in to all of these categories',
  request_open: 'a request is already on its way or waits for an answer',
  asked_too_recently: 'this person was asked too short a time ago',
  asked_too_often: 'this person has been asked as often as the settings allow, and never answered',
  request_answered: 'the request has its answer',
  superseded: 'something said later has overtaken it',
  window_closed:
    'free text is possible only in the 24 hours after this person wrote; outside of them use a template',
  account_paused: 'the account is paused',
  quiet_hours: 'these are quiet hours where this person is',
  whatsapp_disabled: 'WhatsApp messaging is switched off for this business (settings: whatsappEnabled)',
  account_off: 'nothing is begun on this account (settings: accountsOff)',
  too_frequent: 'this person has had as many of this kind as the category allows for now',
  confirmation_too_late: "the law of this person's country allows a confirmation only shortly after the stop",
  pair_limit: 'the platform allows one message in six seconds to one person',
  template_unknown: 'the platform has no template of this name in this language',
  template_not_approved: 'the platform has not approved this template yet',
  template_rejected: 'the platform has rejected this template',
  template_paused: 'the platform has paused this template, mostly because people blocked or reported it',
  template_disabled: 'the platform has disabled or removed this template',
  template_category:
    'the platform counts this template as a heavier kind than the consent is for, so the consent does not carry it',
  no_address: 'this person has no address on this channel',
  campaign_paused: 'the campaign is paused',
  campaign_cancelled: 'the campaign was cancelled',
  campaign_twice: 'this person has been sent this campaign already',
  account_disabled: 'the platform has disabled the WhatsApp account',
  account_gone: 'the WhatsApp account was deleted or taken off the platform',
  restricted_business: 'the platform lets this account begin no conversations for now',
  restricted_replies: 'the platform lets this account send nothing for now, not even answers',
  restricted_utility: 'the platform lets this account send no utility templates for now',
  portfolio_limit: 'the portfolio has reached as many people in 24 hours as the platform allows',
  quality_requests_paused:
    "the number's quality has fallen: requests to people whose numbers were obtained like this one pause",
  quality_marketing_paused: "the number's quality has fallen: requests and marketing pause",
  quality_all_paused: "the number's quality has fallen: everything but answers pauses",
} as const
export type GateReason = keyof typeof gateReasons

/** Why it may go out, in words. */
export const allowReasons = {
  opted_in: 'the person has opted in to this category',
  not_objected: 'this category needs no consent beforehand, and the person has not objected',
  answers_person: 'it answers what the person wrote, inside the service window',
  may_be_asked: 'nothing speaks against asking',
} as const
export type AllowReason = keyof typeof allowReasons

/** The service window: free text is allowed for 24 hours after the person last wrote (FACTS §6.3). */
export const serviceWindow = day

export interface Moment {
  readonly now: number
  /** Unix ms of the person's last message to this account; null when they never wrote to it. */
  readonly lastInboundAt: number | null
  /** The account sends nothing before this instant; null when it is free. */
  readonly accountPausedUntil: number | null
  /** The business's settings of this moment. */
  readonly settings: Settings
  /** Where the person is; the business's own time zone when nobody knows. */
  readonly timeZone: string
  /** The country whose law is theirs; null when nobody knows. */
  readonly country: string | null
  /** The state of the campaign that the message belongs to; left out for a message to one person. */
  readonly campaign?: CampaignState | undefined
  /** What stands against sending on the account itself; nothing when left out. */
  readonly quality?: ToldQuality | undefined
  /** The template that would be sent, as the platform has it; null: none would be, or nothing is known of it. */
  readonly template: TemplateFact | null
}

/** What the gate was told beside the history, as the ledger keeps it: enough to ask again. */
export const toldMomentSchema = z.object({
  window: z.number().nullable(),
  timeZone: z.string(),
  country: countrySchema.nullable().default(null),
  campaign: z.enum(campaignStates).optional(),
  quality: toldQualitySchema.optional(),
  template: templateFactSchema.nullable().default(null),
})

/** The rules of the platform and of the law that hold for a message at this moment. */
const policyOf = (
  { channel }: Pick<Message, 'channel'>,
  { country, settings, now }: Pick<Moment, 'country' | 'settings' | 'now'>,
): Policy => policyAt(country, channel, settings.law, now)

/**
 * When the quiet hours end that hold now, Unix ms; null when none do. The business's own hold for all that it begins,
 * the law's for what advertises.
 */
const quietEnd = (
  message: Pick<Message, 'channel'>,
  isAdvertising: boolean,
  moment: Moment,
): number | null => {
  const { quietHours } = moment.settings
  const own = quietHours === null ? [] : [quietHours]
  const lawful = isAdvertising ? policyOf(message, moment).quietHours : []
  return quietUntil([...own, ...lawful], moment.timeZone, moment.now)
}

const allow = (reason: AllowReason, record: string | null = null): Verdict => ({
  decision: 'allow',
  reason,
  record,
})
const deny = (reason: GateReason, record: string | null = null, allowedAt?: number): Verdict => ({
  decision: 'deny',
  reason,
  record,
  ...(allowedAt === undefined ? {} : { allowedAt }),
})

const gone = ['DISABLED', 'DELETED', 'PENDING_DELETION', 'ARCHIVED', 'LOCKED']

/** A class that we do not know counts as the heaviest. */
const weightOf = (platformClass: string): number =>
  Math.max(0, platformClasses.indexOf(platformClass.toUpperCase()))

/**
 * May this template be sent at all, and does a consent of this class carry it? Judged by what the platform says of it now
 * (FACTS §9.3), never by what the caller says. Null when nothing speaks against it. A pause with an end is over at its end.
 */
export const decideTemplate = (
  template: TemplateFact | null,
  platformClass: Category['platform'] | null,
  now: number,
): Verdict | null => {
  if (template === null) return null
  const { status, category, pausedUntil } = template
  if (status === 'UNKNOWN') return deny('template_unknown')
  if (status === 'REJECTED') return deny('template_rejected')
  if (gone.includes(status)) return deny('template_disabled')
  if (status === 'PAUSED') {
    // It comes back: by itself after hours, or when somebody has seen to it (FACTS §4.4).
    const until = pausedUntil ?? now + hour
    if (until > now) return { decision: 'hold', reason: 'template_paused', until }
  } else if (status !== 'APPROVED') return deny('template_not_approved')
  if (platformClass === null || category === null) return null
  return weightOf(category) < weightOf(platformClass) ? deny('template_category') : null
}

const messageOf = (history: History, request: OptInRequest): Message | undefined =>
  history.messages.find((message) => message.id === request.messageId)

/** What stands against a consent that is not there: the platform's switch, a doubt, a no, or nothing at all. */
const refusalOf = (
  consent: Pick<Consent, 'state' | 'by' | 'heldBy' | 'stoppedOnPlatformBy'>,
): Verdict | null => {
  if (consent.stoppedOnPlatformBy !== null) return deny('platform_stopped', consent.stoppedOnPlatformBy)
  if (consent.state === 'opted_out') return deny('opted_out', consent.by)
  return consent.heldBy === null ? null : deny('in_doubt', consent.heldBy)
}

/** Why nothing is begun on the account at all, whoever it is for; null when something may be. */
export const whyOff = (
  { channel, accountId }: Pick<Message, 'channel' | 'accountId'>,
  { whatsappEnabled, accountsOff }: Settings,
): GateReason | null => {
  if (channel === 'whatsapp' && !whatsappEnabled) return 'whatsapp_disabled'
  return accountsOff.includes(accountId) ? 'account_off' : null
}

/** Requests that were seen and never answered, since the person last answered one: so often was asked in vain. */
const unanswered = (history: History, except: string | null): number => {
  const lastAnswer = Math.max(0, ...history.requests.map(({ answer }) => answer?.at ?? 0))
  return history.requests.filter((request) => {
    if (request.id === except || request.kind !== 'opt_in' || request.createdAt < lastAnswer) return false
    const message = messageOf(history, request)
    const state = message && requestState(request, message)
    return state === 'silent' || state === 'expired' || state === 'sent' || state === 'delivered'
  }).length
}

/** True when this request is the last that the settings allow without an answer. */
export const isLastRequest = (history: History, requestId: string, settings: Settings): boolean =>
  unanswered(history, requestId) + 1 >= settings.requests.atMost

/** May an opt-in request for these categories be made on this channel? `except` is the request itself when it is about to leave. */
export const decideRequest = (
  history: History,
  folded: Folded,
  wanted: Pick<OptInRequest, 'categories' | 'channel' | 'accountId'>,
  moment: Pick<Moment, 'now' | 'settings' | 'lastInboundAt' | 'template'>,
  except: string | null = null,
): Verdict => {
  const { categories, channel } = wanted
  const { now, settings } = moment
  const off = whyOff(wanted, settings)
  if (off) return deny(off)
  const asked = folded.consents.filter(
    (consent) => consent.channel === channel && categories.includes(consent.category),
  )
  if (categories.length === 0 || asked.length !== categories.length) return deny('unknown_category')
  for (const consent of asked) {
    const refusal = refusalOf(consent)
    if (refusal) return refusal
  }
  // Outside the window asking takes a template, which WhatsApp counts as marketing whatever it asks for (FACTS §9.4).
  const switchedOff = channel === 'whatsapp' && !isInWindow(moment) ? platformStopOf(folded) : null
  if (switchedOff) return deny('platform_stopped', switchedOff)
  if (asked.every((consent) => consent.state === 'opted_in')) {
    return deny('already_opted_in', asked[0]?.by ?? null)
  }
  for (const request of history.requests) {
    // Each channel is asked for itself: who got a text message may still be tried on WhatsApp.
    if (request.id === except || request.kind !== 'opt_in' || request.channel !== channel) continue
    const message = messageOf(history, request)
    if (!message) continue
    const state = requestState(request, message)
    if (state === 'created' || state === 'sent' || state === 'delivered')
      return deny('request_open', request.id)
    // Once in every waiting time, counted from when it was seen; what never arrived does not count (FACTS §7),
    // but for the platform's own cap, which asks for a day's rest whatever happened (131049).
    const seen = message.deliveredAt ?? message.readAt ?? (state === 'not_delivered' ? null : message.sentAt)
    const capped = message.errorCode === 131049 ? (message.acceptedAt ?? message.createdAt) : null
    const last = seen ?? capped
    const wait = Math.max(request.waitMs, capped === null ? 0 : day)
    if (last !== null && now - last < wait) return deny('asked_too_recently', request.id, last + wait)
  }
  if (unanswered(history, except) >= settings.requests.atMost) return deny('asked_too_often')
  return decideTemplate(moment.template, null, now) ?? allow('may_be_asked')
}

/** Where a person stands towards one category on one channel: all that the gate asks of them. */
export interface Standing {
  readonly category: Category
  readonly consent: Pick<Consent, 'state' | 'by' | 'heldBy' | 'stoppedOnPlatformBy'>
  /** When messages of this category left for them, Unix ms, oldest first; those of the category's days suffice. */
  readonly left: readonly number[]
}

/** When it is free again, where a category may come only so often; null when it is free now. */
const freeAgainAt = ({ category, left }: Standing, now: number): number | null => {
  const { frequency } = category
  if (!frequency) return null
  const recent = left.filter((at) => at > now - frequency.days * day)
  const [oldest] = recent.slice(-frequency.atMost)
  return recent.length < frequency.atMost || oldest === undefined ? null : oldest + frequency.days * day
}

/** May a message of this category go to a person who stands so? The part of the gate that a whole audience goes through. */
export const decideStanding = (
  standing: Standing,
  message: Pick<Message, 'channel' | 'accountId'> & { readonly isTemplate: boolean },
  moment: Moment,
): Verdict => {
  const { category, consent } = standing
  const off = whyOff(message, moment.settings)
  if (off) return deny(off)
  const refusal = refusalOf(consent)
  if (refusal) return refusal
  if (consent.state !== 'opted_in' && category.basis !== 'opt_out') return deny('not_opted_in')
  if (message.channel === 'whatsapp' && !message.isTemplate && !isInWindow(moment))
    return deny('window_closed', consent.by)
  const stands = message.isTemplate ? decideTemplate(moment.template, category.platform, moment.now) : null
  if (stands) return stands
  const freeAt = freeAgainAt(standing, moment.now)
  if (freeAt !== null) return deny('too_frequent', consent.by, freeAt)
  return consent.state === 'opted_in' ? allow('opted_in', consent.by) : allow('not_objected')
}

const standingIn = (
  history: History,
  folded: Folded,
  { id, category: key, channel }: Pick<Message, 'id' | 'category' | 'channel'>,
): Standing | null => {
  const category = history.categories.find((one) => one.key === key)
  const consent = folded.consents.find((one) => one.channel === channel && one.category === key)
  if (!category || !consent) return null
  const left = history.messages.flatMap((one) =>
    one.kind === 'business' && one.category === key && one.id !== id && one.firstClaimedAt !== null
      ? [one.firstClaimedAt]
      : [],
  )
  return { category, consent, left: left.sort((a, b) => a - b) }
}

/** May the business say this, of a category or as an answer to what the person wrote? */
export const decideBusinessMessage = (
  history: History,
  folded: Folded,
  message: Pick<Message, 'id' | 'category' | 'channel' | 'accountId' | 'content'>,
  moment: Moment,
): Verdict => {
  const { channel, content } = message
  if (message.category !== null) {
    const standing = standingIn(history, folded, message)
    if (!standing) return deny('unknown_category')
    return decideStanding(standing, { ...message, isTemplate: content.type === 'template' }, moment)
  }
  const off = whyOff(message, moment.settings)
  if (off) return deny(off)
  // An agent answers: whoever wrote in is heard and may be answered, where the business allows it (never marketing).
  const here = folded.consents.filter((consent) => consent.channel === channel)
  const out = here.find(({ own }) => own === 'opted_out')
  const isOut = out !== undefined && here.every(({ own }) => own !== 'opted_in')
  if (isOut && !moment.settings.repliesAfterOptOut) return deny('opted_out', out.by)
  return isInWindow(moment) ? allow('answers_person') : deny('window_closed')
}

/** The platform takes one message in six seconds to the same person (FACTS §6.4). */
const pairPause = 6 * second

const pairFreeAt = (history: History, { id, channel }: Message): number =>
  channel === 'whatsapp'
    ? Math.max(
        0,
        ...history.messages.flatMap((one) =>
          one.id !== id && one.channel === channel && isStartedByBusiness(one) && one.claimedAt !== null
            ? [one.claimedAt + pairPause]
            : [],
        ),
      )
    : 0

/** A paused campaign is looked at again when it goes on; this long only should that be lost. */
const campaignPause = hour

/** What the campaign of a message says to it: it may be over or stand still, and nobody gets it twice. */
const campaignVerdict = (history: History, message: Message, { now, campaign }: Moment): Verdict | null => {
  const { id, campaignId } = message
  if (campaignId === null) return null
  // A campaign that nobody can find lets nothing out.
  if (campaign === undefined || campaign === 'cancelled') return deny('campaign_cancelled')
  const another = history.messages.find(
    (one) => one.campaignId === campaignId && one.id !== id && one.firstClaimedAt !== null,
  )
  if (another) return deny('campaign_twice')
  return campaign === 'paused'
    ? { decision: 'hold', reason: 'campaign_paused', until: now + campaignPause }
    : null
}

/** The verdict on one message of the outbox. */
export const decideGate = (history: History, message: Message, moment: Moment): Verdict => {
  const { now, accountPausedUntil } = moment
  const ofCampaign = campaignVerdict(history, message, moment)
  if (ofCampaign) return ofCampaign
  if (accountPausedUntil !== null && accountPausedUntil > now) {
    return { decision: 'hold', reason: 'account_paused', until: accountPausedUntil }
  }
  const verdict = verdictOn(history, message, moment)
  if (verdict.decision !== 'allow') return verdict
  const { kind, channel, category } = message
  const platform = history.categories.find(({ key }) => key === category)?.platform ?? null
  const cohort =
    kind === 'request'
      ? cohortOf(history, { channel, hasWritten: moment.lastInboundAt !== null }, null)
      : null
  const isTemplate = message.content.type === 'template'
  const asked = { kind, channel, category, platform, isTemplate, cohort }
  return heldBack(asked, moment, pairFreeAt(history, message)) ?? verdict
}

/** Takes a person into the portfolio's 24 hours: what the business begins on WhatsApp outside of a window (FACTS §4.3). */
export const takesPlace = (
  message: Pick<Message, 'kind' | 'category' | 'channel'>,
  moment: Pick<Moment, 'now' | 'lastInboundAt'>,
): boolean => message.channel === 'whatsapp' && isStartedByBusiness(message) && !isInWindow(moment)

/**
 * What stands against a message that the person has nothing against: the account's own word, quiet hours, the pair limit
 * (`pairFreeAt`, Unix ms), the portfolio's limit. Null when nothing does.
 */
export const heldBack = (
  asked: AskedOfAccount & Pick<Message, 'category'>,
  moment: Moment,
  pairFreeAt = 0,
): Verdict | null => {
  const barred = decideAccount(asked, moment)
  if (barred || !isStartedByBusiness(asked)) return barred
  const hold = (reason: GateReason, until: number): Verdict => ({ decision: 'hold', reason, until })
  const until = quietEnd(asked, asked.platform === 'marketing', moment)
  if (until !== null) return hold('quiet_hours', until)
  if (pairFreeAt > moment.now) return hold('pair_limit', pairFreeAt)
  const room = takesPlace(asked, moment) ? portfolioFreeAt(moment) : null
  return room === null ? null : hold('portfolio_limit', room)
}

const verdictOn = (history: History, message: Message, moment: Moment): Verdict => {
  const folded = foldConsent(history)
  switch (message.kind) {
    case 'request': {
      const request = history.requests.find((candidate) => candidate.id === message.requestId)
      if (!request || request.answer) return deny('request_answered', request?.answer?.statementId ?? null)
      return decideRequest(history, folded, request, moment, request.id)
    }
    case 'confirmation': {
      const outcome = message.statementId ? folded.outcomes.get(message.statementId) : undefined
      if (!outcome) return deny('superseded')
      // A "keep" decides no category; it holds while no new doubt has come up.
      const isKept = outcome.effect === 'kept' && !isHeld(folded)
      const inForce = isKept || isInForce(folded, outcome.statementId)
      if (!inForce) return deny('superseded', outcome.statementId)
      if (outcome.effect === 'opted_out' && isLate(history, message, moment))
        return deny('confirmation_too_late', outcome.statementId)
      return insideWindow(moment, outcome.statementId)
    }
    case 'question':
      return isHeld(folded) && !(message.requestId && folded.answers.has(message.requestId))
        ? insideWindow(moment, message.statementId)
        : deny('superseded', message.statementId)
    case 'help':
      return insideWindow(moment, message.statementId)
    case 'business':
      return decideBusinessMessage(history, folded, message, moment)
  }
}

/** Some laws allow the confirmation of a stop only shortly after it. */
const isLate = ({ statements }: History, message: Message, moment: Moment): boolean => {
  const { confirmWithin } = policyOf(message, moment)
  const said = statements.find(({ id }) => id === message.statementId)
  return confirmWithin !== null && said !== undefined && moment.now - said.receivedAt > confirmWithin
}

export const isInWindow = ({ now, lastInboundAt }: Pick<Moment, 'now' | 'lastInboundAt'>): boolean =>
  lastInboundAt !== null && now - lastInboundAt < serviceWindow

const insideWindow = (moment: Moment, record: string | null): Verdict =>
  isInWindow(moment) ? allow('answers_person', record) : deny('window_closed', record)

const platformStopOf = ({ consents }: Folded): string | null =>
  consents.find(({ stoppedOnPlatformBy }) => stoppedOnPlatformBy !== null)?.stoppedOnPlatformBy ?? null

/** True while a doubt waits for its answer. */
const isHeld = (folded: Folded): boolean => folded.consents.some(({ heldBy }) => heldBy !== null)

/** True while a statement still decides at least one category: a later one has not overtaken it everywhere. */
export const isInForce = (folded: Folded, statementId: string): boolean =>
  folded.consents.some((consent) => consent.by === statementId)

/** Which kinds may leave twice when their fate is unknown: saying back a stop again harms nobody (RELIABILITY D8). */
export const mayRepeat: Record<MessageKind, boolean> = {
  request: false,
  question: false,
  confirmation: true,
  help: true,
  business: false,
}
