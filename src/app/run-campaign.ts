import { decideAccount } from '../domain/account-gate.ts'
import {
  type Campaign,
  contentFor,
  longestTurn,
  lookAgain,
  type Member,
  type MemberOutcome,
  mostUnderWay,
  paceOf,
  turnSize,
} from '../domain/campaign.ts'
import { minute } from '../domain/clock.ts'
import { AppError } from '../domain/errors.ts'
import { decideGate, decideTemplate, whyOff } from '../domain/gate.ts'
import { newMessage } from '../domain/message.ts'
import { toldQuality } from '../domain/quality.ts'
import { type Settings, settingsAt } from '../domain/settings.ts'
import { templateFactFor, withBeside } from './beside.ts'
import { businessFact } from './business-fact.ts'
import { changeContact, type Decision } from './change-contact.ts'
import { openAudienceCheck } from './check-audience.ts'
import { concludeContact, historyOf } from './conclude-contact.ts'
import { momentOf } from './moment.ts'
import type { Dossier, Services } from './ports.ts'
import { hasAddress } from './request-consent.ts'
import { ringForHooks } from './ring-for.ts'

const waits = (member: Member, reason: string, dueAt: number): MemberOutcome => {
  const { campaignId, position } = member
  return { campaignId, position, state: 'waiting', reason, messageId: null, dueAt }
}

const refused = ({ campaignId, position }: Member, reason: string): MemberOutcome => ({
  campaignId,
  position,
  state: 'refused',
  reason,
  messageId: null,
  dueAt: 0,
})

type Queued = 'queued' | 'stopped' | MemberOutcome

/**
 * Puts one member's message into the outbox, in the commit that marks the member: a crash leaves both or neither. The
 * gate is asked with everything that is known about the person at that moment; nobody gets a campaign twice, also not
 * under two contacts that have become one.
 */
const queueMember = async (services: Services, campaign: Campaign, member: Member): Promise<Queued> => {
  const { store, newId, clock } = services
  const { id: campaignId, accountId, channel, category } = campaign
  const sending = { accountId, contentFor: () => campaign.content, campaignId }
  const load = async () => withBeside(services, await store.dossier(member.contactId), sending)
  const decide = (dossier: Dossier): Decision<Queued> => {
    const state = dossier.beside?.campaign
    if (state !== 'running') return { change: null, result: 'stopped' }
    const before = historyOf(services, dossier)
    if (before.messages.some((one) => one.campaignId === campaignId))
      return { change: null, result: refused(member, 'campaign_twice') }
    if (!hasAddress(dossier, channel)) return { change: null, result: refused(member, 'no_address') }
    const id = newId('msg')
    const message = newMessage({
      id,
      contactId: dossier.contact.id,
      accountId,
      channel,
      kind: 'business',
      key: `campaign:${campaignId}:${dossier.contact.id}`,
      requestId: null,
      statementId: null,
      category,
      campaignId,
      correlationId: campaignId,
      content: contentFor(campaign.content, member.variables),
      createdAt: clock.now(),
    })
    const verdict = decideGate(before, message, momentOf(services, dossier, accountId, null))
    if (verdict.decision === 'hold')
      return { change: null, result: waits(member, verdict.reason, verdict.until) }
    if (verdict.decision === 'deny') return { change: null, result: refused(member, verdict.reason) }
    const history = { ...before, messages: [...before.messages, message] }
    const queued: MemberOutcome = { ...refused(member, ''), state: 'queued', reason: null, messageId: id }
    const { change } = concludeContact(services, dossier, history)
    return {
      change: { ...change, members: [queued], onlyWhile: { campaignId, state } },
      result: 'queued',
    }
  }
  const result = await changeContact(services, load, decide)
  return result === null || result === 'unheard' ? refused(member, 'unknown_contact') : result
}

/** One person who cannot be worked out does not hold up the others. */
const queueOrPutOff = async (services: Services, campaign: Campaign, member: Member): Promise<Queued> => {
  try {
    return await queueMember(services, campaign, member)
  } catch (error) {
    // A database that is busy is busy for everybody.
    if (error instanceof AppError) throw error
    const { contactId } = member
    services.log.error({ campaignId: campaign.id, contactId, err: error }, 'campaign member put off')
    return waits(member, 'trouble', services.clock.now() + minute)
  }
}

interface Turn {
  /** How many messages it has put into the outbox. */
  readonly queued: number
  /** Nobody more can be tried before, Unix ms; null when more can be at once. */
  readonly nextAt: number | null
}

/** Takes the next members before the gate: who may get it is queued as far as there is room, the others are told why not. */
const takeMembers = async (services: Services, campaign: Campaign, room: number): Promise<Turn> => {
  const { store, clock } = services
  const now = clock.now()
  const members = await store.dueMembers(campaign.id, now, turnSize)
  if (members.length === 0) {
    const next = await store.nextMemberAt(campaign.id)
    return { queued: 0, nextAt: next ?? now + lookAgain.underWay }
  }
  const { category, channel, accountId, content } = campaign
  const isTemplate = content.type === 'template'
  const check = await openAudienceCheck(services, { category, channel, accountId, isTemplate })
  const answers = await check.answer(members.map(({ contactId }) => contactId))
  const settled: MemberOutcome[] = []
  let queued = 0
  for (const [index, member] of members.entries()) {
    const answer = answers[index]
    if (answer?.decision === 'deny') settled.push(refused(member, answer.reason))
    else if (answer?.decision === 'hold' && answer.allowedAt !== null)
      settled.push(waits(member, answer.reason, answer.allowedAt))
    else if (queued < room) {
      const result = await queueOrPutOff(services, campaign, member)
      if (result === 'stopped') break
      if (result === 'queued') queued += 1
      else settled.push(result)
    }
  }
  await store.settleMembers(settled)
  return { queued, nextAt: null }
}

/** What is in the way of the whole campaign, and until when (Unix ms); null when nothing is. */
const obstacleOf = async (
  services: Services,
  campaign: Campaign,
  settings: Settings,
  now: number,
): Promise<number | null> => {
  const { store, categories } = services
  const { accountId, channel, content } = campaign
  if (whyOff(campaign, settings)) return now + lookAgain.off
  const pausedUntil = await store.accountPausedUntil(accountId)
  if (pausedUntil !== null && pausedUntil > now) return pausedUntil
  // A template or an account that the platform bars is nobody's refusal: everybody waits until somebody has seen to it.
  const platform = categories.find(({ key }) => key === campaign.category)?.platform ?? null
  const quality = toldQuality(await store.accountQuality(accountId, null, now), settings.quality, now)
  const asked = { kind: 'business', channel, platform, isTemplate: content.type === 'template' } as const
  const barred =
    decideTemplate(await templateFactFor(services, accountId, content), platform, now) ??
    decideAccount({ ...asked, cohort: null }, { now, quality })
  if (barred === null) return null
  return barred.decision === 'hold' ? barred.until : now + lookAgain.off
}

/** One turn: when the account is free again, and when to look next. */
const takeTurn = async (
  services: Services,
  campaign: Campaign,
): Promise<{ freeAt: number; nextAt: number }> => {
  const { store, clock } = services
  const now = clock.now()
  const { settings } = settingsAt(await store.settings(), now)
  const obstacle = await obstacleOf(services, campaign, settings, now)
  if (obstacle !== null) return { freeAt: now, nextAt: obstacle }
  const { perSecond } = settings.campaigns
  const room = mostUnderWay(perSecond) - (await store.underWay(campaign.id))
  if (room <= 0) return { freeAt: now, nextAt: now + lookAgain.noRoom }
  const { queued, nextAt } = await takeMembers(services, campaign, room)
  const freeAt = now + paceOf(queued, perSecond)
  return { freeAt, nextAt: Math.max(freeAt, nextAt ?? now) }
}

/** Messages that wait for later are looked at now: the gate says what becomes of them. */
const wakeMessages = async (services: Services, campaignId: string, reason: string | null): Promise<void> => {
  const { store, clock } = services
  const now = clock.now()
  for (const messageId of await store.laterMessages(campaignId, now, reason, 500)) {
    await changeContact(
      services,
      () => store.dossierOfMessage(messageId),
      (dossier): Decision<null> => {
        const before = historyOf(services, dossier)
        const messages = before.messages.map((one) =>
          one.id === messageId && one.state === 'queued' ? { ...one, dueAt: now } : one,
        )
        return { change: concludeContact(services, dossier, { ...before, messages }).change, result: null }
      },
    )
  }
}

const endIfDone = async (services: Services, campaign: Campaign): Promise<boolean> => {
  const { store, clock, business } = services
  const { id } = campaign
  if ((await store.nextMemberAt(id)) !== null || (await store.underWay(id)) > 0) return false
  const { sent, failed, refused: members, withdrawn } = await store.campaignCounts(id)
  const refusedCount = [...members, ...withdrawn].reduce((all, { count }) => all + count, 0)
  const fact = businessFact(services, 'campaign.done', {
    campaign: id,
    sent,
    failed,
    refused: refusedCount,
  })
  if (!(await store.endCampaign(id, clock.now(), fact))) return false
  services.log.info({ campaignId: id, sent, failed, refused: refusedCount }, 'campaign done')
  await ringForHooks(services, business.id)
  return true
}

/**
 * Takes a campaign one turn further and rings for the next one. Ringing twice, late or for a campaign that stands still
 * does no harm: one turn at a time is taken on an account, and what it does is guarded member by member.
 */
export const runCampaign = async (services: Services, campaignId: string): Promise<void> => {
  const { store, clock, bell, business } = services
  const campaign = await store.campaign(campaignId)
  if (campaign?.state === 'cancelled') return wakeMessages(services, campaignId, null)
  if (campaign?.state !== 'running') return
  const ringAt = async (dueAt: number): Promise<void> => {
    const payload = { businessId: business.id, campaignId, dueAt }
    await bell.ring('run-campaign', payload, { delayMs: Math.max(0, dueAt - clock.now()) })
  }
  await wakeMessages(services, campaignId, 'campaign_paused')
  if (await endIfDone(services, campaign)) return
  const now = clock.now()
  const takenUntil = await store.takeTurn(campaignId, now, now + longestTurn)
  if (takenUntil !== null) return ringAt(takenUntil)
  const turn = await takeTurn(services, campaign)
  // Later than the bell that has just rung, so that the queue takes it for another one.
  const nextAt = Math.max(turn.nextAt, now + 1)
  await store.endTurn(campaignId, { ...turn, nextAt })
  await ringAt(nextAt)
}
