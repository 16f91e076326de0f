import type { Folded } from '../domain/consent.ts'
import { type Heard, type HearingAids, hear } from '../domain/hear.ts'
import type { LedgerFact } from '../domain/ledger.ts'
import { codesIn, type Link } from '../domain/link.ts'
import { policyAt } from '../domain/policy.ts'
import { settingsAt } from '../domain/settings.ts'
import { changeContact } from './change-contact.ts'
import { concludeContact, historyOf, settingsNow } from './conclude-contact.ts'
import { countryOf } from './country.ts'
import type { Dossier, PendingEvent, Services } from './ports.ts'

/** Where the person came from: the advertisement, or the campaign's link whose code stands in their text. */
const sourcesOf = (
  { newId }: Services,
  { contact }: Dossier,
  sources: Heard['sources'],
  links: ReadonlyMap<string, Link>,
): LedgerFact[] =>
  sources.flatMap(({ eventId, at, text, referral }): LedgerFact[] => {
    const link = codesIn(text)
      .map((code) => links.get(code))
      .find((found) => found !== undefined)
    const from = referral
      ? { via: 'referral', referral }
      : link
        ? { via: 'link', link: link.id, campaign: link.campaign }
        : null
    if (!from) return []
    const { id: contactId, businessId } = contact
    const data = { event: eventId, ...from }
    return [{ id: newId('led'), businessId, contactId, kind: 'contact.source', at, data }]
  })

/** When the stops among these statements came in, Unix ms. */
const stopsIn = (statements: Heard['statements'], folded: Folded): number[] =>
  statements
    .filter(({ id }) => folded.outcomes.get(id)?.effect === 'opted_out')
    .map(({ receivedAt }) => receivedAt)

const decide = (
  services: Services,
  dossier: Dossier,
  pending: readonly PendingEvent[],
  links: ReadonlyMap<string, Link>,
) => {
  const { clock, random, newId } = services
  const { words, signups } = settingsNow(services, dossier)
  const aids: HearingAids = {
    now: clock.now(),
    random,
    newStatementId: () => newId('stm'),
    read: (text) => services.readReply(text, [dossier.contact.language], words),
    channelOf: (accountId) => services.accounts.find(({ id }) => id === accountId)?.channel ?? 'whatsapp',
    signups,
    bareStopAt: (channel, instant) =>
      policyAt(countryOf(dossier), channel, settingsAt(dossier.settings, instant).settings.law, instant)
        .bareStop,
  }
  const heard = hear(historyOf(services, dossier), pending, aids)
  const deliveryOf = new Map(pending.map(({ id, deliveryId }) => [id, deliveryId]))
  const correlations = new Map(
    heard.statements.map(({ id, eventId }) => [id, (eventId && deliveryOf.get(eventId)) ?? id]),
  )
  const { change, folded } = concludeContact(services, dossier, heard.history, { ...heard, correlations })
  const events = pending.map(({ id }) => {
    const effect = heard.effects.get(id) ?? 'kept'
    if (typeof effect === 'string') return { id, effect }
    const outcome = folded.outcomes.get(effect.statementId)
    const categories = outcome && outcome.categories.length > 0 ? `: ${outcome.categories.join(', ')}` : ''
    return { id, effect: `${outcome?.effect ?? 'none'}${categories}` }
  })
  const { windows } = dossier.contact
  const { movedAt } = heard
  const newer = Object.entries(heard.windows).filter(([account, at]) => at > (windows[account] ?? 0))
  const open = Object.entries({ ...windows, ...Object.fromEntries(newer) }).filter(
    ([, at]) => movedAt === null || at >= movedAt,
  )
  const contact =
    newer.length > 0 || movedAt !== null ? { contact: { windows: Object.fromEntries(open) } } : {}
  const came = sourcesOf(services, dossier, heard.sources, links)
  return {
    change: { ...change, ...contact, events, facts: [...change.facts, ...came] },
    result: {
      learnt: heard.learnt,
      effects: events,
      stops: stopsIn(heard.statements, folded),
      codes: pending.flatMap(({ event }) =>
        event.kind === 'status' ? event.errors.map(({ code }) => code) : [],
      ),
    },
  }
}

/** The campaigns' links whose codes stand in what is to be heard. */
const linksIn = async (
  { store }: Services,
  pending: readonly PendingEvent[],
): Promise<ReadonlyMap<string, Link>> => {
  const codes = pending.flatMap(({ event }) =>
    event.kind === 'message' ? codesIn(event.texts.join(' ')) : [],
  )
  const found = new Map<string, Link>()
  for (const code of new Set(codes)) {
    const link = await store.linkByCode(code)
    if (link) found.set(code, link)
  }
  return found
}

const hearThese = async (
  services: Services,
  contactId: string,
  choose: (all: readonly PendingEvent[]) => readonly PendingEvent[],
) => {
  const { store, log, bell } = services
  const first = await store.dossier(contactId)
  const links = await linksIn(services, choose(first?.pending ?? []))
  const result = await changeContact(
    services,
    () => store.dossier(contactId),
    (dossier) => decide(services, dossier, choose(dossier.pending), links),
  )
  if (!result || result === 'unheard') return
  for (const receivedAt of result.stops) services.meter.stopped(services.clock.now() - receivedAt)
  for (const code of result.codes) services.meter.providerError(code)
  for (const { id, effect } of result.effects) {
    log.info({ contactId, eventId: id, effect: effect.split(':')[0] }, 'event heard')
  }
  for (const wamid of result.learnt) {
    if ((await store.adoptStatuses(wamid, contactId)) > 0)
      await bell.ring('hear-contact', { businessId: services.business.id, contactId })
  }
}

/**
 * Hears everything that waits for a contact, in one commit. Should that fail, each event is tried alone, so that
 * one that cannot be heard does not silence the others; it is counted, and in the end laid out as dead (F38).
 */
export const hearContact = async (services: Services, contactId: string): Promise<void> => {
  try {
    await hearThese(services, contactId, (pending) => pending)
  } catch (error) {
    const dossier = await services.store.dossier(contactId)
    if (!dossier || dossier.pending.length === 0) throw error
    for (const { id } of dossier.pending) {
      try {
        await hearThese(services, contactId, (pending) => pending.filter((event) => event.id === id))
      } catch (failure) {
        const why = failure instanceof Error ? failure.message : 'unknown failure'
        const fate = await services.store.countFailure({ eventId: id }, why)
        services.log.error({ contactId, eventId: id, fate, err: failure }, 'event could not be heard')
      }
    }
  }
}
