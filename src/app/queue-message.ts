import type { Channel } from '../domain/channel.ts'
import { foldConsent } from '../domain/consent.ts'
import { decideBusinessMessage, decideRequest } from '../domain/gate.ts'
import { type Content, type Message, newMessage } from '../domain/message.ts'
import { withBeside } from './beside.ts'
import { changeContact } from './change-contact.ts'
import { chooseAccount } from './choose-account.ts'
import { concludeContact, historyOf } from './conclude-contact.ts'
import { noContact } from './load-contact.ts'
import { momentOf } from './moment.ts'
import type { Dossier, Services } from './ports.ts'
import { checkAddress, checkCategories, refusedBy, refuseOnAccount } from './request-consent.ts'

export interface NewMessageInput {
  readonly contactId: string
  readonly channel?: Channel | undefined
  readonly accountId?: string | undefined
  /** The kind of message it is; null for an agent's answer to what the person wrote. */
  readonly category: string | null
  readonly content: Content
}

/**
 * Puts a message of the business into the outbox, if the gate has nothing against it now; it is asked again when the
 * message leaves. Throws `gate.refused` with the reason and the record that decides; where consent is all that is
 * missing and the person may be asked for it, the refusal offers the request.
 */
export const queueMessage = async (services: Services, input: NewMessageInput): Promise<Message> => {
  const { store, newId, clock } = services
  const account = chooseAccount(services, input.accountId, input.channel)
  if (input.category !== null) checkCategories(services, [input.category], 'category')
  const sending = { accountId: account.id, contentFor: () => input.content }
  const load = async () => withBeside(services, await store.dossier(input.contactId), sending)
  const decide = (dossier: Dossier) => {
    const id = newId('msg')
    const message = newMessage({
      id,
      contactId: dossier.contact.id,
      accountId: account.id,
      channel: account.channel,
      kind: 'business',
      key: `business:${id}`,
      requestId: null,
      statementId: null,
      category: input.category,
      correlationId: id,
      content: input.content,
      createdAt: clock.now(),
    })
    const before = historyOf(services, dossier)
    const folded = foldConsent(before)
    const moment = momentOf(services, dossier, account.id, null)
    const verdict = decideBusinessMessage(before, folded, message, moment)
    if (verdict.decision !== 'allow') {
      const wanted = { ...message, categories: input.category === null ? [] : [input.category] }
      const mayAsk =
        verdict.reason === 'not_opted_in' &&
        decideRequest(before, folded, wanted, { ...moment, template: null }).decision === 'allow'
      throw refusedBy(verdict, mayAsk ? ['request'] : [])
    }
    const platform = services.categories.find(({ key }) => key === input.category)?.platform ?? null
    const isTemplate = input.content.type === 'template'
    refuseOnAccount(
      { kind: 'business', channel: account.channel, platform, isTemplate, cohort: null },
      moment,
    )
    checkAddress(dossier, account.channel)
    const history = { ...before, messages: [...before.messages, message] }
    return { change: concludeContact(services, dossier, history).change, result: message }
  }
  const message = await changeContact(services, load, decide)
  if (message === null || message === 'unheard') {
    throw noContact(input.contactId, 'contact')
  }
  return message
}
