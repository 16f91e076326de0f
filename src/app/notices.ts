import type { Conclusion, Finding, Turn } from '../domain/conclude.ts'
import type { Notice, NoticePurpose, Offer } from '../domain/notice.ts'
import { hasStopped } from '../domain/provider-errors.ts'
import { chooseTemplate, fill, listCategories, variablesOf } from '../domain/templates.ts'
import type { Dossier, Services } from './ports.ts'

type Parts = Pick<Services, 'clock' | 'newId' | 'texts' | 'business' | 'accounts'>

interface Telling {
  readonly purpose: NoticePurpose
  readonly requestId: string | null
  readonly categories: readonly string[]
  readonly offers: readonly Offer[]
  readonly waitMs: number
  /** Why it was not delivered, as the platform says it: for the record, never part of the text. */
  readonly reason: string | null
}

/** "24 hours", "30 seconds": a duration in the words of a language. */
const inWords = (ms: number, language: string): string => {
  const seconds = Math.round(ms / 1_000)
  const [value, unit] = seconds >= 3_600 ? [Math.round(seconds / 3_600), 'hour'] : [seconds, 'second']
  return new Intl.NumberFormat(language.replace('_', '-'), {
    style: 'unit',
    unit,
    unitDisplay: 'long',
  }).format(value)
}

/** Not on WhatsApp, or terms not accepted, or a client too old (FACTS §7). */
const notOnWhatsApp = 131026

/** SMS is offered where the business has a sender and the person a number. */
const maySms = ({ accounts }: Parts, dossier: Dossier): boolean =>
  accounts.some(({ channel }) => channel === 'sms') &&
  dossier.identities.some(({ kind }) => kind === 'phone' || kind === 'wa_id')

const tellingOf = (parts: Parts, dossier: Dossier, turn: Turn): Telling | null => {
  const { request, state, errorCode, reason } = turn
  const about = { requestId: request.id, categories: request.categories, waitMs: request.waitMs }
  const why = reason ?? 'the platform never said that it was delivered'
  switch (state) {
    case 'silent':
      return { ...about, purpose: 'no-response', offers: ['resend'], reason: null }
    case 'expired':
      return { ...about, purpose: 'expired', offers: [], reason: null }
    case 'not_delivered':
      return errorCode === notOnWhatsApp
        ? {
            ...about,
            purpose: 'not-on-whatsapp',
            offers: maySms(parts, dossier) ? ['sms', 'back'] : ['back'],
            reason: why,
          }
        : {
            ...about,
            purpose: 'not-delivered',
            offers: hasStopped(errorCode) ? [] : ['resend'],
            reason: why,
          }
    case 'created':
    case 'sent':
    case 'delivered':
    case 'answered':
    case 'cancelled':
      return null
  }
}

/** A person's yes or no is told to the agents once, also when nobody had asked. */
const tellingsOfWords = ({ sayings, folded }: Conclusion): Telling[] =>
  sayings.flatMap(({ purpose, statement, categories }): Telling[] => {
    if (purpose !== 'opted-in' && purpose !== 'opted-out') return []
    return [
      {
        purpose: purpose === 'opted-in' ? 'accepted' : 'rejected',
        requestId: folded.outcomes.get(statement.id)?.answers ?? null,
        categories,
        offers: [],
        waitMs: 0,
        reason: null,
      },
    ]
  })

/** What the agents are shown of a conclusion, and the facts of it for the ledger. */
export const noticesOf = (
  parts: Parts,
  dossier: Dossier,
  conclusion: Conclusion,
): { notices: Notice[]; findings: Finding[] } => {
  const { clock, newId, texts, business } = parts
  const tellings = [
    ...conclusion.turns.flatMap((turn) => tellingOf(parts, dossier, turn) ?? []),
    ...tellingsOfWords(conclusion),
  ]
  const told = tellings.map(({ purpose, requestId, categories, offers, waitMs, reason }) => {
    const template = chooseTemplate(texts, purpose, business.language, { categories })
    const values: Readonly<Record<string, string>> = {
      contact: dossier.contact.name ?? dossier.contact.id,
      categories: listCategories(texts, categories, template.language),
      wait: inWords(waitMs, template.language),
    }
    const used = Object.fromEntries(variablesOf(template).map((name) => [name, values[name] ?? '']))
    const notice: Notice = {
      id: newId('ntc'),
      contactId: dossier.contact.id,
      requestId,
      purpose,
      text: fill(template, used),
      offers,
      at: clock.now(),
      answer: null,
      answeredAt: null,
    }
    const { id, text, at } = notice
    const mayResend = offers.includes('resend')
    const data = { notice: id, purpose, request: requestId, text, offers, mayResend, reason }
    return { notice, finding: { kind: 'notice.shown', at, data } satisfies Finding }
  })
  return { notices: told.map(({ notice }) => notice), findings: told.map(({ finding }) => finding) }
}
