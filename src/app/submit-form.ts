import { AppError } from '../domain/errors.ts'
import type { Evidence } from '../domain/evidence.ts'
import { waMeUrl } from '../domain/link.ts'
import { inLanguage, startWord } from '../domain/page-texts.ts'
import { addContact, findByPhone, readPhone } from './add-contact.ts'
import type { Services } from './ports.ts'
import {
  checkStatement,
  type NewStatement,
  type RecordedStatement,
  recordStatement,
} from './record-statement.ts'
import { requestConsent } from './request-consent.ts'

export interface FormInput {
  readonly phone: string
  readonly name?: string | undefined
  readonly language?: string | undefined
  readonly categories: readonly string[]
  readonly evidence: Evidence
  readonly actor: string
}

export interface Submitted {
  readonly contactId: string
  readonly statementId: string
  /** The request that asks them to confirm; null when they cannot be asked now. */
  readonly requestId: string | null
  /** Why they were not asked: the gate's reason. */
  readonly reason: string | null
}

/** The person of this number, who is added when nobody knows them yet. */
const findOrAdd = async (
  services: Services,
  { phone, name, language }: Pick<FormInput, 'phone' | 'name' | 'language'>,
): Promise<string> => {
  const known = await findByPhone(services, phone)
  if (known) return known
  try {
    return (await addContact(services, { phone, name, language })).id
  } catch (error) {
    // Somebody sent the same number at the same moment.
    const { contactId } = error instanceof AppError ? error.details : {}
    if (typeof contactId === 'string') return contactId
    throw error
  }
}

/** Records a statement of whoever has this number. What is wrong with it is told before anybody is added. */
export const recordFor = async (
  services: Services,
  who: Pick<FormInput, 'phone' | 'name' | 'language'>,
  statement: Omit<NewStatement, 'contactId'>,
): Promise<RecordedStatement & { readonly contactId: string }> => {
  readPhone(who.phone)
  await checkStatement(services, statement)
  const contactId = await findOrAdd(services, who)
  return { contactId, ...(await recordStatement(services, { ...statement, contactId })) }
}

/**
 * Takes what somebody entered on a form. Anybody can enter anybody's number, so the form is a ground for asking and no
 * consent: the person gets one request on WhatsApp, and their yes to that is the consent (double opt-in). Who has opted
 * out is not written to; they can write themselves.
 */
export const submitForm = async (services: Services, input: FormInput): Promise<Submitted> => {
  const { contactId, statement } = await recordFor(services, input, {
    method: 'web_form',
    decision: 'opt_in',
    categories: input.categories,
    channels: ['whatsapp'],
    at: null,
    grade: null,
    isUnconfirmed: true,
    evidence: input.evidence,
    actor: input.actor,
  })
  const statementId = statement.id
  try {
    const request = await requestConsent(services, {
      contactId,
      categories: input.categories,
      channel: 'whatsapp',
    })
    return { contactId, statementId, requestId: request.id, reason: null }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'gate.refused') throw error
    return { contactId, statementId, requestId: null, reason: String(error.details.reason) }
  }
}

/** Where people write who want to begin by themselves, with the word of their language; null when the business has told no number. */
export const startLink = ({ accounts, texts }: Services, language: string): string | null => {
  const account = accounts.find(
    ({ channel, displayPhoneNumber }) => channel === 'whatsapp' && displayPhoneNumber !== '',
  )
  return account ? waMeUrl(account.displayPhoneNumber, startWord(inLanguage(texts.forms, language))) : null
}
