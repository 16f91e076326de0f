import { day } from '../domain/clock.ts'
import { foldConsent } from '../domain/consent.ts'
import { AppError } from '../domain/errors.ts'
import { decideRequest } from '../domain/gate.ts'
import { payloadOf } from '../domain/hear.ts'
import { type Content, newMessage } from '../domain/message.ts'
import type { OptInRequest } from '../domain/request.ts'
import { chooseTemplate, fill, listCategories, variablesOf } from '../domain/templates.ts'
import { changeContact } from './change-contact.ts'
import { concludeContact, historyOf } from './conclude-contact.ts'
import type { Account, Dossier, Services } from './ports.ts'

export interface NewRequest {
  readonly contactId: string
  readonly categories: readonly string[]
  readonly accountId?: string | undefined
  /** How long to wait for an answer, in ms. Shorter than a day only in the sandbox, to see it happen. */
  readonly waitMs?: number | undefined
}

const refusals: Readonly<Record<string, string>> = {
  opted_out: 'this person has opted out; they can opt in again themselves by replying YES',
  already_opted_in: 'this person has already opted in to all of these categories',
  request_open: 'a request is already on its way or waits for an answer',
  asked_too_recently: 'this person was asked less than 24 hours ago',
}

const requestContent = (
  { texts, business }: Services,
  requestId: string,
  language: string,
  categories: readonly string[],
): Content => {
  const template = chooseTemplate(texts, 'opt-in-request', language, categories)
  const values: Record<string, string> = {
    business: business.name,
    categories: listCategories(texts, categories, template.language),
  }
  if (!template.platform) throw new Error(`the template ${template.purpose} has no platform name`)
  return {
    type: 'template',
    name: template.platform.name,
    language: template.language,
    variables: variablesOf(template).map((name) => ({ name, value: values[name] ?? '' })),
    payloads: template.buttons.map(({ reply }) => payloadOf({ requestId, reply })),
    rendered: fill(template, values),
  }
}

const chooseAccount = ({ accounts }: Services, wanted: string | undefined): Account => {
  const account = wanted === undefined ? accounts[0] : accounts.find(({ id }) => id === wanted)
  if (!account) {
    const known = accounts.map(({ id }) => id).join(', ')
    throw new AppError('account.not_found', `account: there is no account "${wanted}"; known: ${known}`, {
      field: 'account',
    })
  }
  return account
}

const checkInput = (services: Services, input: NewRequest, account: Account): void => {
  for (const key of input.categories) {
    if (services.categories.some((category) => category.key === key)) continue
    const known = services.categories.map((category) => category.key).join(', ')
    throw new AppError('category.unknown', `categories: there is no category "${key}"; known: ${known}`, {
      field: 'categories',
    })
  }
  if (input.waitMs !== undefined && input.waitMs < day && account.provider !== 'sandbox') {
    throw new AppError('wait.too_short', 'waitSeconds: at least 86400 (24 hours) outside the sandbox', {
      field: 'waitSeconds',
    })
  }
}

/**
 * Asks a person for consent: a request, its message in the outbox, and its facts in the ledger, in one commit.
 * Throws `gate.refused` with the reason when the person may not be asked now.
 */
export const requestConsent = async (services: Services, input: NewRequest): Promise<OptInRequest> => {
  const { store, newId, clock } = services
  const account = chooseAccount(services, input.accountId)
  checkInput(services, input, account)
  const decide = (dossier: Dossier) => {
    const now = clock.now()
    const before = historyOf(services, dossier)
    const verdict = decideRequest(before, foldConsent(before), input.categories, now)
    if (verdict.decision !== 'allow') {
      const record = verdict.decision === 'deny' ? verdict.record : null
      throw new AppError('gate.refused', refusals[verdict.reason] ?? verdict.reason, {
        reason: verdict.reason,
        record,
      })
    }
    const requestId = newId('req')
    const message = newMessage({
      id: newId('msg'),
      contactId: dossier.contact.id,
      accountId: account.id,
      kind: 'request',
      key: `request:${requestId}`,
      requestId,
      statementId: null,
      correlationId: requestId,
      content: requestContent(services, requestId, dossier.contact.language, input.categories),
      createdAt: now,
    })
    const request: OptInRequest = {
      id: requestId,
      kind: 'opt_in',
      contactId: dossier.contact.id,
      accountId: account.id,
      categories: input.categories,
      messageId: message.id,
      createdAt: now,
      waitMs: input.waitMs ?? day,
      answer: null,
      silentAt: null,
      undeliveredAt: null,
    }
    const history = {
      ...before,
      requests: [...before.requests, request],
      messages: [...before.messages, message],
    }
    return { change: concludeContact(services, dossier, history).change, result: request }
  }
  const request = await changeContact(services, () => store.dossier(input.contactId), decide)
  if (request === null || request === 'unheard') {
    throw new AppError('contact.not_found', `there is no contact ${input.contactId}`, { field: 'contact' })
  }
  return request
}
