import { type AskedOfAccount, decideAccount } from '../domain/account-gate.ts'
import type { Channel } from '../domain/channel.ts'
import { day } from '../domain/clock.ts'
import { cohortOf } from '../domain/cohort.ts'
import { foldConsent } from '../domain/consent.ts'
import { AppError } from '../domain/errors.ts'
import { decideRequest, gateReasons, type Moment, serviceWindow, type Verdict } from '../domain/gate.ts'
import { payloadOf } from '../domain/hear.ts'
import { type Content, newMessage } from '../domain/message.ts'
import { newRequest, type OptInRequest } from '../domain/request.ts'
import { requestWait } from '../domain/settings.ts'
import { chooseTemplate, fill, listCategories, variablesOf } from '../domain/templates.ts'
import { withBeside } from './beside.ts'
import { changeContact } from './change-contact.ts'
import { chooseAccount } from './choose-account.ts'
import { concludeContact, historyOf } from './conclude-contact.ts'
import { noContact } from './load-contact.ts'
import { momentOf } from './moment.ts'
import type { Account, Dossier, Services } from './ports.ts'

export interface NewRequest {
  readonly contactId: string
  readonly categories: readonly string[]
  readonly channel?: Channel | undefined
  readonly accountId?: string | undefined
  /** How long to wait for an answer, in ms. Shorter than the settings say only in the sandbox, to see it happen. */
  readonly waitMs?: number | undefined
}

interface Asking {
  readonly requestId: string
  readonly language: string
  readonly categories: readonly string[]
  readonly channel: Channel
  /** The person has written to this account within the day: then the question needs no template (FACTS §9.5). */
  readonly isInWindow: boolean
}

/** The words of a request, in the shape that the moment calls for. */
export const requestContent = (
  { texts, business }: Pick<Services, 'texts' | 'business'>,
  asking: Asking,
): Content => {
  const { requestId, language, categories, channel, isInWindow } = asking
  const template = chooseTemplate(texts, 'opt-in-request', language, { categories, channel })
  const values: Record<string, string> = {
    business: business.name,
    categories: listCategories(texts, categories, template.language),
  }
  const rendered = fill(template, values)
  if (channel === 'sms') return { type: 'text', rendered }
  const payload = (reply: (typeof template.buttons)[number]['reply']): string =>
    payloadOf({ requestId, reply })
  const fits = template.buttons.every(({ label }) => [...label].length <= 20)
  if (isInWindow && template.buttons.length > 0 && fits) {
    const buttons = template.buttons.map(({ label, reply }) => ({ label, payload: payload(reply) }))
    return { type: 'buttons', rendered, buttons }
  }
  if (!template.platform) throw new Error(`the template ${template.purpose} has no platform name`)
  return {
    type: 'template',
    name: template.platform.name,
    language: template.language,
    variables: variablesOf(template).map((name) => ({ name, value: values[name] ?? '' })),
    payloads: template.buttons.map(({ reply }) => payload(reply)),
    rendered,
  }
}

/** Throws `category.unknown` for a key that the business does not have. */
export const checkCategories = (
  { categories }: Pick<Services, 'categories'>,
  keys: readonly string[],
  field = 'categories',
): void => {
  for (const key of keys) {
    if (categories.some((category) => category.key === key)) continue
    const known = categories.map((category) => category.key).join(', ')
    throw new AppError('category.unknown', `${field}: there is no category "${key}"; known: ${known}`, {
      field,
    })
  }
}

const checkWait = (waitMs: number | undefined, account: Account): void => {
  if (waitMs === undefined || waitMs >= day || account.isPretend) return
  throw new AppError('wait.too_short', 'waitSeconds: at least 86400 (24 hours) outside the sandbox', {
    field: 'waitSeconds',
  })
}

/**
 * A refusal of the gate as an error: the reason, the record that decides, when it may be tried again, and what the
 * caller may do instead.
 */
export const refusedBy = (
  verdict: Exclude<Verdict, { decision: 'allow' }>,
  offers: readonly 'request'[] = [],
): AppError =>
  new AppError('gate.refused', gateReasons[verdict.reason], {
    reason: verdict.reason,
    record: verdict.decision === 'deny' ? verdict.record : null,
    ...(offers.length > 0 ? { offers } : {}),
    ...allowedAgain(verdict),
  })

/** Can anything reach the person on the channel? */
export const hasAddress = ({ identities }: Dossier, channel: Channel): boolean => {
  const kinds = identities.map(({ kind }) => kind)
  const hasPhone = kinds.includes('phone') || kinds.includes('wa_id')
  return hasPhone || (channel === 'whatsapp' && kinds.includes('bsuid'))
}

const allowedAgain = (verdict: Exclude<Verdict, { decision: 'allow' }>): { allowedAt?: string } => {
  const at = verdict.decision === 'hold' ? verdict.until : verdict.allowedAt
  return at === undefined ? {} : { allowedAt: new Date(at).toISOString() }
}

/**
 * What the account itself does not let out is refused when it is asked for, so that nothing piles up that would be old
 * when it leaves; what was queued before waits. Throws `gate.refused`.
 */
export const refuseOnAccount = (asked: AskedOfAccount, moment: Moment): void => {
  const barred = decideAccount(asked, moment)
  if (barred && barred.decision !== 'allow') throw refusedBy(barred)
}

/** Throws `gate.refused` when nothing can reach the person on the channel. */
export const checkAddress = (dossier: Dossier, channel: Channel): void => {
  if (hasAddress(dossier, channel)) return
  throw refusedBy({ decision: 'deny', reason: 'no_address', record: null })
}

/**
 * Asks a person for consent: a request, its message in the outbox, and its facts in the ledger, in one commit.
 * Throws `gate.refused` with the reason when the person may not be asked now.
 */
export const requestConsent = async (services: Services, input: NewRequest): Promise<OptInRequest> => {
  const { store, newId, clock } = services
  const account = chooseAccount(services, input.accountId, input.channel)
  checkCategories(services, input.categories)
  checkWait(input.waitMs, account)
  const { channel } = account
  const contentFor = (dossier: Dossier, requestId: string): Content => {
    const wroteAt = dossier.contact.windows[account.id]
    const isInWindow = wroteAt !== undefined && clock.now() - wroteAt < serviceWindow
    const { language } = dossier.contact
    return requestContent(services, {
      requestId,
      language,
      categories: input.categories,
      channel,
      isInWindow,
    })
  }
  const sending = { accountId: account.id, contentFor: (dossier: Dossier) => contentFor(dossier, '') }
  const load = async () => withBeside(services, await store.dossier(input.contactId), sending)
  const decide = (dossier: Dossier) => {
    const now = clock.now()
    const before = historyOf(services, dossier)
    const moment = momentOf(services, dossier, account.id, null)
    const wanted = { categories: input.categories, channel, accountId: account.id }
    const verdict = decideRequest(before, foldConsent(before), wanted, moment)
    if (verdict.decision !== 'allow') throw refusedBy(verdict)
    const cohort = cohortOf(before, { channel, hasWritten: moment.lastInboundAt !== null }, null)
    refuseOnAccount({ kind: 'request', channel, platform: null, isTemplate: false, cohort }, moment)
    checkAddress(dossier, channel)
    const requestId = newId('req')
    const { id: contactId } = dossier.contact
    const message = newMessage({
      id: newId('msg'),
      contactId,
      accountId: account.id,
      channel,
      kind: 'request',
      key: `request:${requestId}`,
      requestId,
      statementId: null,
      correlationId: requestId,
      content: contentFor(dossier, requestId),
      createdAt: now,
    })
    const request = newRequest({
      id: requestId,
      kind: 'opt_in',
      contactId,
      accountId: account.id,
      channel,
      categories: input.categories,
      messageId: message.id,
      createdAt: now,
      waitMs: input.waitMs ?? requestWait(moment.settings),
    })
    const history = {
      ...before,
      requests: [...before.requests, request],
      messages: [...before.messages, message],
    }
    return { change: concludeContact(services, dossier, history).change, result: request }
  }
  const request = await changeContact(services, load, decide)
  if (request === null || request === 'unheard') {
    throw noContact(input.contactId)
  }
  return request
}
