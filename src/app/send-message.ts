import { second } from '../domain/clock.ts'
import { cohortOf } from '../domain/cohort.ts'
import {
  decideGate,
  gateVersion,
  isInWindow,
  type Moment,
  mayRepeat,
  takesPlace,
  type Verdict,
} from '../domain/gate.ts'
import { attemptName, claimExpiry, type Message } from '../domain/message.ts'
import { policyVersion } from '../domain/policy-rules.ts'
import { settingsAt } from '../domain/settings.ts'
import { withBeside } from './beside.ts'
import { changeContact, type Decision } from './change-contact.ts'
import { concludeContact, historyOf } from './conclude-contact.ts'
import { momentOf } from './moment.ts'
import type { Change, Dossier, Outgoing, Services } from './ports.ts'
import { recordSent } from './record-sent.ts'
import { requestContent } from './request-consent.ts'

/** How long after a claim the platform's statuses may still tell what became of it. */
const statusGrace = 60 * second
/** When something the person said lies unread, look again soon: it is being read right now. */
const hearFirst = 1 * second

type Claim =
  | {
      readonly step: 'send'
      readonly message: Message
      readonly outgoing: Outgoing
      readonly askedBefore: number | null
      readonly verdict: Verdict
    }
  /** Nothing is to be sent; the verdict when the gate was asked. */
  | { readonly step: 'nothing'; readonly verdict: Verdict | null }

const nothing: Decision<Claim> = { change: null, result: { step: 'nothing', verdict: null } }

const addressOf = (dossier: Dossier): Outgoing['to'] => {
  const newest = (kind: string) =>
    dossier.identities.filter((identity) => identity.kind === kind).at(-1)?.value
  const waId = newest('wa_id')
  return { phone: waId ? `+${waId}` : (newest('phone') ?? null), bsuid: newest('bsuid') ?? null }
}

const withMessage = (services: Services, dossier: Dossier, message: Message) => {
  const before = historyOf(services, dossier)
  const messages = before.messages.map((one) => (one.id === message.id ? message : one))
  return concludeContact(services, dossier, { ...before, messages }).change
}

/** A request that waited until the service window was over goes out as a template after all (FACTS §6.3). */
const contentNow = (services: Services, dossier: Dossier, message: Message): Message['content'] => {
  const request = dossier.requests.find(({ id }) => id === message.requestId)
  const lastInboundAt = dossier.contact.windows[message.accountId] ?? null
  const isOpen = isInWindow({ now: services.clock.now(), lastInboundAt })
  if (message.kind !== 'request' || message.content.type !== 'buttons' || isOpen || !request)
    return message.content
  const { id: requestId, categories, channel } = request
  const { language } = dossier.contact
  return requestContent(services, { requestId, language, categories, channel, isInWindow: false })
}

const gateFact = (
  services: Services,
  dossier: Dossier,
  message: Message,
  moment: Moment,
  verdict: Verdict,
) => ({
  id: services.newId('led'),
  businessId: dossier.contact.businessId,
  contactId: dossier.contact.id,
  kind: verdict.decision === 'allow' ? 'message.allowed' : 'message.refused',
  at: services.clock.now(),
  data: {
    message: message.id,
    kind: message.kind,
    reason: verdict.reason,
    record: 'record' in verdict ? verdict.record : null,
    category: message.category,
    channel: message.channel,
    ...(message.campaignId === null ? {} : { campaign: message.campaignId }),
    // Enough to ask again what was asked then.
    moment: {
      window: moment.lastInboundAt,
      timeZone: moment.timeZone,
      country: moment.country,
      template: moment.template,
      ...(moment.campaign === undefined ? {} : { campaign: moment.campaign }),
      ...(moment.quality ? { quality: moment.quality } : {}),
    },
    gate: gateVersion,
    policy: policyVersion,
    settings: settingsAt(dossier.settings, services.clock.now()).version,
  },
})

/** Nobody knows what became of it: wait for the platform's word, then decide by the kind of message (D7, D8, I6). */
const settleUnknown = (services: Services, dossier: Dossier, message: Message): Decision<Claim> => {
  const now = services.clock.now()
  const since = now - (message.claimedAt ?? message.createdAt)
  const reason = 'nobody knows whether it was sent'
  if (message.state === 'claimed') {
    if (since < claimExpiry) return nothing
    const unknown: Message = { ...message, state: 'unknown', reason }
    return { change: withMessage(services, dossier, unknown), result: nothing.result }
  }
  if (message.wamid !== null) {
    const taken: Message = {
      ...message,
      state: 'accepted',
      acceptedAt: message.acceptedAt ?? now,
      reason: null,
    }
    return { change: withMessage(services, dossier, taken), result: nothing.result }
  }
  if (since < statusGrace) return nothing
  const again = mayRepeat[message.kind] && message.attempts < 2
  const settled: Message = again
    ? {
        ...message,
        state: 'queued',
        dueAt: now,
        reason: 'sent again: the platform never spoke of the first attempt',
      }
    : { ...message, state: 'failed', reason: 'the platform never said whether it took it' }
  return { change: withMessage(services, dossier, settled), result: nothing.result }
}

/** The place in the portfolio's 24 hours that a message takes (FACTS §4.3); null when it takes none. */
const placeOf = ({ beside }: Dossier, message: Message, moment: Moment): Change['reach'] | null => {
  if (!beside || !takesPlace(message, moment)) return null
  const { portfolio, limit } = beside.quality
  return { portfolio, limit: typeof limit === 'number' ? limit : null, at: moment.now }
}

const claim = (
  services: Services,
  dossier: Dossier,
  messageId: string,
  pausedUntil: number | null,
): Decision<Claim> => {
  const now = services.clock.now()
  const message = dossier.messages.find(({ id }) => id === messageId)
  if (!message) return nothing
  if (message.state === 'claimed' || message.state === 'unknown')
    return settleUnknown(services, dossier, message)
  if (message.state !== 'queued' || message.dueAt > now) return nothing
  const moment = momentOf(services, dossier, message.accountId, pausedUntil)
  const verdict = decideGate(historyOf(services, dossier), message, moment)
  if (verdict.decision === 'hold') {
    const held: Message = { ...message, dueAt: verdict.until, reason: verdict.reason }
    return { change: withMessage(services, dossier, held), result: { step: 'nothing', verdict } }
  }
  const fact = gateFact(services, dossier, message, moment, verdict)
  if (verdict.decision === 'deny') {
    const change = withMessage(services, dossier, { ...message, state: 'cancelled', reason: verdict.reason })
    return {
      change: { ...change, facts: [...change.facts, fact], onlyWhenHeard: true },
      result: { step: 'nothing', verdict },
    }
  }
  const claimed: Message = {
    ...message,
    content: contentNow(services, dossier, message),
    state: 'claimed',
    reason: null,
    attempts: message.attempts + 1,
    claimedAt: now,
    claimedBy: services.instance,
    // From here on a platform id means that the platform took this attempt, not one before.
    wamid: null,
    firstClaimedAt: message.firstClaimedAt ?? now,
    cohort: cohortOf(
      historyOf(services, dossier),
      { channel: message.channel, hasWritten: moment.lastInboundAt !== null },
      verdict.record,
    ),
  }
  const change = withMessage(services, dossier, claimed)
  const { campaignId } = message
  const campaign = dossier.beside?.campaign
  const reach = placeOf(dossier, claimed, moment)
  return {
    change: {
      ...change,
      facts: [...change.facts, fact],
      // The claim stands only if nothing from this person lies unread: a stop that we have acknowledged wins (I4, I5).
      onlyWhenHeard: true,
      // So does a pause or a cancellation of the campaign, from its commit on.
      ...(campaignId && campaign ? { onlyWhile: { campaignId, state: campaign } } : {}),
      // The place in the portfolio's 24 hours is taken by the same commit: two claims cannot both get the last one.
      ...(reach ? { reach } : {}),
    },
    result: {
      step: 'send',
      message: claimed,
      outgoing: { to: addressOf(dossier), content: claimed.content, attempt: attemptName(claimed) },
      askedBefore: message.firstClaimedAt,
      verdict,
    },
  }
}

/**
 * Sends one message of the outbox: asks the gate, claims, sends, records. The only caller of `Provider.send`.
 * Ringing twice, late or for a message that is done does no harm.
 */
export const sendMessage = async (services: Services, messageId: string): Promise<void> => {
  const { store, bell, log } = services
  const first = await store.dossierOfMessage(messageId)
  const queued = first?.messages.find(({ id }) => id === messageId)
  if (!queued) return
  const { accountId, campaignId } = queued
  const pausedUntil = await store.accountPausedUntil(accountId)
  const sending = {
    accountId,
    campaignId,
    contentFor: (dossier: Dossier) => {
      const message = dossier.messages.find(({ id }) => id === messageId)
      return message ? contentNow(services, dossier, message) : null
    },
  }
  const load = async () => withBeside(services, await store.dossierOfMessage(messageId), sending)
  const claimed = await changeContact(services, load, (dossier) =>
    claim(services, dossier, messageId, pausedUntil),
  )
  if (claimed === 'unheard') {
    await bell.ring(
      'send-message',
      { businessId: services.business.id, messageId },
      { delayMs: hearFirst, fresh: true },
    )
    return
  }
  if (claimed?.verdict) services.meter.gate(claimed.verdict.decision, claimed.verdict.reason)
  if (claimed?.verdict?.reason === 'restricted_replies')
    log.error({ messageId, accountId }, 'an answer waits: the platform lets nothing out')
  if (!claimed || claimed.step === 'nothing') return
  const { message, outgoing } = claimed
  const { correlationId, attempts } = message
  log.info({ correlationId, messageId, attempts, kind: message.kind }, 'message claimed')
  const sent = await services.provider(message.accountId).send(outgoing)
  log.info(
    { correlationId, messageId, outcome: sent.outcome, code: 'code' in sent ? sent.code : null },
    'message sent',
  )
  if (sent.outcome === 'refused') services.meter.providerError(sent.code)
  await recordSent(services, messageId, sent, claimed.askedBefore)
}
