import { second } from '../domain/clock.ts'
import type { Event, QualityEvent } from '../domain/event.ts'
import { identitiesOf, nobody } from '../domain/identity.ts'
import type { Account, FoundEvent, Services } from './ports.ts'
import { ringForHooks } from './ring-for.ts'
import { watchAccount } from './watch-account.ts'

/** A failed marketing message can be the only word of the person's switch (131050, FACTS §0.2). */
const tellsOfStop = (event: Event): boolean =>
  event.kind === 'status' && event.errors.some(({ code }) => code === 131050)

/** What is only kept, whoever it is from, and why. */
const whyKept = (event: Event): string | null => {
  switch (event.kind) {
    case 'message':
    case 'preference':
    case 'status':
    case 'identity':
      return null
    case 'quality':
      return `taken up: ${event.news.map(({ facet, value }) => `${facet} ${value}`).join(', ') || event.what}`
    case 'template':
      return `kept: told of the template ${event.name} (${event.language})`
    case 'echo':
      return 'kept: sent by the business from elsewhere, past the gate'
    case 'error':
      return `kept: the platform reports error ${event.what}`
    case 'account':
      return `kept: ${event.what}`
    case 'action':
      return `kept: an action of a person (${event.what})`
    case 'unknown':
      return `kept: not understood (${event.what})`
    case 'malformed':
      return `kept: ${event.what}`
  }
}

const accountOf = (services: Services, own: Account, phoneNumberId: string | null): Account | null => {
  if (phoneNumberId === null || phoneNumberId === own.phoneNumberId) return own
  return services.accounts.find((account) => account.phoneNumberId === phoneNumberId) ?? null
}

const digitsOf = (number: string): string => number.replace(/\D/g, '')

/**
 * Whom a word about quality concerns: the number that it names; else every number of the WhatsApp account or the
 * portfolio. Where it is not configured which number belongs to which WhatsApp account, all of the portfolio are meant:
 * rather too careful than not enough.
 */
const accountsOf = (services: Services, own: Account, event: QualityEvent): readonly Account[] => {
  const { scope, waba, number } = event
  const numbers = services.accounts.filter(({ channel }) => channel === 'whatsapp')
  if (scope === 'number') {
    const named = numbers.find(
      ({ displayPhoneNumber }) => number !== null && digitsOf(displayPhoneNumber) === digitsOf(number),
    )
    if (named) return [named]
    return number === null || own.displayPhoneNumber === '' ? [own] : []
  }
  return numbers.filter(
    ({ portfolio, businessAccountId: id }) =>
      portfolio === own.portfolio && (scope === 'portfolio' || id === null || id === waba),
  )
}

/** Takes one delivery apart and puts its events beside it, each under the contact it is about. */
export const readDelivery = async (services: Services, deliveryId: string): Promise<void> => {
  const { store, newId, clock, bell, log } = services
  const delivery = await store.unreadDelivery(deliveryId)
  if (!delivery) return
  const own = services.accounts.find(({ id }) => id === delivery.accountId)
  if (!own) throw new Error('the delivery came in on an account that is not configured any more')
  const found = services.readWebhook(own, delivery.raw).map(({ phoneNumberId, event }): FoundEvent => {
    const account = accountOf(services, own, phoneNumberId)
    const next = event.kind === 'identity' ? event.next : nobody
    const concerned = event.kind === 'quality' ? accountsOf(services, own, event) : []
    const told =
      event.kind === 'quality' && event.news.length > 0
        ? {
            accountIds: concerned.map(({ id }) => id),
            news: event.news,
            at: event.at === null ? delivery.receivedAt : event.at * second,
          }
        : null
    const isForeign = !account || (event.kind === 'quality' && concerned.length === 0)
    return {
      id: newId('evt'),
      accountId: account?.id ?? own.id,
      event,
      identities: [...identitiesOf(event.person ?? nobody), ...identitiesOf(next)],
      // People who write or use their switch are heard even when nobody has entered them as a contact.
      create: event.kind === 'message' || event.kind === 'preference' || tellsOfStop(event),
      effect: isForeign ? 'kept: for a number that is not ours' : whyKept(event),
      ...(told ? { told } : {}),
    }
  })
  const contacts = await store.recordEvents(deliveryId, found, clock.now())
  if (!contacts) return
  services.meter.read(clock.now() - delivery.receivedAt)
  log.info({ correlationId: deliveryId, events: found.length, contacts: contacts.length }, 'delivery read')
  for (const accountId of new Set(found.flatMap(({ told }) => told?.accountIds ?? [])))
    await watchAccount(services, accountId)
  if (found.some(({ told }) => told)) await ringForHooks(services, services.business.id)
  for (const contactId of contacts)
    await bell.ring('hear-contact', { businessId: services.business.id, contactId })
}
