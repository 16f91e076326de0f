import {
  type Campaign,
  type CampaignAct,
  decideAct,
  isOpen,
  missingVariables,
  type Progress,
  possibleActs,
  progressOf,
  type Variables,
} from '../domain/campaign.ts'
import type { Channel } from '../domain/channel.ts'
import { AppError } from '../domain/errors.ts'
import type { Content } from '../domain/message.ts'
import { settingsAt } from '../domain/settings.ts'
import { findByPhone } from './add-contact.ts'
import { businessFact } from './business-fact.ts'
import { chooseAccount } from './choose-account.ts'
import type { ConsentedBatch, Services } from './ports.ts'
import { checkCategories } from './request-consent.ts'

export interface NewCampaign {
  readonly name: string
  readonly category: string
  readonly channel?: Channel | undefined
  readonly accountId?: string | undefined
  readonly content: Content
}

/** Makes a campaign, for nobody yet and standing still. Throws `category.unknown`, `account.not_found`. */
export const makeCampaign = async (services: Services, input: NewCampaign, by: string): Promise<Campaign> => {
  const { store, newId, clock } = services
  const { name, category, content } = input
  checkCategories(services, [category], 'category')
  const { id: accountId, channel } = chooseAccount(services, input.accountId, input.channel)
  const now = clock.now()
  const campaign: Campaign = {
    id: newId('cmp'),
    name,
    accountId,
    channel,
    category,
    content,
    state: 'paused',
    createdAt: now,
    startedAt: null,
    endedAt: null,
    nextAt: now,
    freeAt: 0,
  }
  const about = { name, category, channel, account: accountId, by }
  await store.saveCampaign(
    campaign,
    businessFact(services, 'campaign.created', { campaign: campaign.id, ...about }),
  )
  return campaign
}

/** A campaign of the business. Throws `campaign.not_found`. */
export const loadCampaign = async ({ store }: Pick<Services, 'store'>, id: string): Promise<Campaign> => {
  const campaign = await store.campaign(id)
  if (!campaign) throw new AppError('campaign.not_found', `there is no campaign ${id}`, { field: 'id' })
  return campaign
}

/** As a campaign stands, something cannot be done with it: why, and what can be. */
const asItStands = (campaign: Campaign, why: string): AppError =>
  new AppError('campaign.state', `id: ${why}`, {
    field: 'id',
    state: campaign.state,
    possible: possibleActs(campaign),
  })

const cannot = (campaign: Campaign, what: string): AppError => {
  const possible = possibleActs(campaign)
  const now =
    possible.length === 0 ? 'that is final; make another one' : `possible now: ${possible.join(', ')}`
  return asItStands(campaign, `the campaign is ${campaign.state} and cannot be ${what}; ${now}`)
}

const told: Record<CampaignAct, { readonly kind: string; readonly what: string }> = {
  start: { kind: 'campaign.started', what: 'started' },
  pause: { kind: 'campaign.paused', what: 'paused' },
  resume: { kind: 'campaign.resumed', what: 'resumed' },
  cancel: { kind: 'campaign.cancelled', what: 'cancelled' },
}

/** Somebody else may have moved it between our look and our step. */
const maxTries = 10

/**
 * Starts, pauses, resumes or cancels a campaign; what is so already stays so. What has left is not called back; what is
 * queued is held or withdrawn. Throws `campaign.not_found`, `campaign.state`.
 */
export const moveCampaign = async (
  services: Services,
  id: string,
  act: CampaignAct,
  by: string,
): Promise<Campaign> => {
  const { store, clock, bell, business } = services
  for (let tries = 0; tries < maxTries; tries += 1) {
    const campaign = await loadCampaign(services, id)
    const state = decideAct(campaign, act)
    if (state === 'already') return campaign
    if (state === 'impossible') throw cannot(campaign, told[act].what)
    if (act === 'start' && (await store.nextMemberAt(id)) === null) {
      throw asItStands(campaign, 'the campaign is for nobody yet; add its audience first')
    }
    const now = clock.now()
    const change = {
      state,
      ...(act === 'start' ? { startedAt: now } : {}),
      ...(state === 'cancelled' ? { endedAt: now } : {}),
      ...(state === 'running' ? { nextAt: now } : {}),
    }
    const fact = businessFact(services, told[act].kind, { campaign: id, by })
    if (!(await store.changeCampaign(id, campaign.state, change, fact))) continue
    await bell.ring('run-campaign', { businessId: business.id, campaignId: id })
    return { ...campaign, ...change }
  }
  throw new Error('the campaign kept changing')
}

/** One line of an audience: whom it names, by contact id or phone, and what is theirs in the message. */
export interface AudienceLine {
  readonly who: string
  readonly variables: Variables | null
}

export type AddedLine = 'added' | 'already' | 'unknown' | 'missing_variables'

/** Whoever is added to a campaign that runs gets it too. */
const ringIfRunning = async ({ bell, business }: Services, { id, state }: Campaign): Promise<void> => {
  if (state === 'running') await bell.ring('run-campaign', { businessId: business.id, campaignId: id })
}

/** A number that is not written as we keep it, or as WhatsApp writes it. */
const findOtherwise = async (services: Services, who: string): Promise<string | null> => {
  if (!who.trim().startsWith('+')) return null
  try {
    return await findByPhone(services, who)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/**
 * Adds people to a campaign's audience, a batch at a time; the same person twice, under whatever name, is one member.
 * Throws `campaign.not_found`, and `campaign.state` when the campaign is over.
 */
export const openAudience = async (services: Services, id: string) => {
  const { store } = services
  const campaign = await loadCampaign(services, id)
  if (!isOpen(campaign)) throw cannot(campaign, 'given more people')
  const over = async (): Promise<never> => {
    throw cannot(await loadCampaign(services, id), 'given more people')
  }
  return {
    batchSize: 500,
    add: async (lines: readonly AudienceLine[]): Promise<AddedLine[]> => {
      const isWhole = ({ variables }: AudienceLine): boolean =>
        missingVariables(campaign.content, variables).length === 0
      const whole = lines.filter(isWhole)
      const added = (await store.addMembers(id, whole)) ?? (await over())
      for (const [index, line] of whole.entries()) {
        if (added[index] !== 'unknown') continue
        const contactId = await findOtherwise(services, line.who)
        if (contactId === null) continue
        const [again] = (await store.addMembers(id, [{ ...line, who: contactId }])) ?? (await over())
        added[index] = again ?? 'unknown'
      }
      await ringIfRunning(services, await loadCampaign(services, id))
      const results = added.values()
      return lines.map(
        (line): AddedLine => (isWhole(line) ? (results.next().value ?? 'unknown') : 'missing_variables'),
      )
    },
  }
}

/** So many people are added at once, so that others get on in between. */
const consentedBatch = 2_000

/**
 * Adds everybody who has opted in to the campaign's category on its channel, batch by batch, each as it is asked for.
 * Throws as `openAudience`.
 */
export const openConsented = async (
  services: Services,
  id: string,
): Promise<AsyncGenerator<{ readonly added: number; readonly already: number }>> => {
  const { store } = services
  const campaign = await loadCampaign(services, id)
  if (!isOpen(campaign)) throw cannot(campaign, 'given more people')
  const missing = missingVariables(campaign.content, null)
  if (missing.length > 0) {
    const names = missing.map((name) => `{{${name}}}`).join(', ')
    throw asItStands(
      campaign,
      `the campaign's text needs ${names}, which it has no value for; send the audience line by line, with variables`,
    )
  }
  return (async function* () {
    let after: string | null = null
    do {
      const batch: ConsentedBatch | null = await store.addConsented(id, after, consentedBatch)
      // It has ended meanwhile: nobody more can be added.
      if (batch === null) return
      yield batch
      after = batch.next
    } while (after !== null)
    await ringIfRunning(services, await loadCampaign(services, id))
  })()
}

/** How far a campaign is, counted from its members and their messages. */
export const campaignProgress = async (
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  campaign: Campaign,
): Promise<Progress> => {
  const now = clock.now()
  const { perSecond } = settingsAt(await store.settings(), now).settings.campaigns
  return progressOf(campaign, await store.campaignCounts(campaign.id), now, perSecond)
}
