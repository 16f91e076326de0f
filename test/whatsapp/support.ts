import type { WebhookEvent } from '../../src/app/ports.ts'
import type { Event } from '../../src/domain/event.ts'
import type { Person } from '../../src/domain/identity.ts'
import { readWebhook } from '../../src/whatsapp/read-webhook.ts'

export const customer = '16505551234'
export const bsuid = 'US.13491208655302741918'
export const parentBsuid = 'US.ENT.11815799212886844830'
export const phoneNumberId = '106540352242922'

type Json = Readonly<Record<string, unknown>>

/** A webhook body around one value of the `messages` field. */
export const bodyOf = (value: Json, field = 'messages'): Json => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '102290129340398',
      changes: [{ field, value: { metadata: { phone_number_id: phoneNumberId }, ...value } }],
    },
  ],
})
export const messageBody = (...messages: readonly unknown[]): Json => bodyOf({ messages })

/** An ordinary text message, of which parts may be replaced. */
export const textMessage = (more: Json = {}): Json => ({
  id: 'wamid.1',
  from: customer,
  timestamp: '1750000000',
  type: 'text',
  text: { body: 'stop' },
  ...more,
})

export const read = (body: unknown): WebhookEvent[] => readWebhook(Buffer.from(JSON.stringify(body)))
export const events = (body: unknown): Event[] => read(body).map(({ event }) => event)

const short = (id: string): string => (id.length > 20 && id.startsWith('wamid.') ? `…${id.slice(-9)}` : id)
const who = (person: Person | null): string => {
  const ids = [
    person?.waId,
    person?.bsuid && 'bsuid',
    person?.parentBsuid && 'parent',
    person?.username,
    person?.name,
  ]
  return `<${ids.filter(Boolean).join(' ')}>`
}
const labelled = (label: string, value: string | null): string[] =>
  value === null ? [] : [`${label} ${short(value)}`]

/** An event in one line: kind, time, person, and what matters of the rest. */
export const line = ({ phoneNumberId: number, event }: WebhookEvent): string => {
  const start = [event.kind, `@${event.at}`, ...(number === null ? [] : [`#${number}`]), who(event.person)]
  switch (event.kind) {
    case 'quality':
      return [
        ...start,
        event.what,
        event.scope,
        ...event.news.map(
          ({ facet, value, until }) => `${facet}=${value}${until === null ? '' : `<${until}`}`,
        ),
      ].join(' ')
    case 'message':
      return [
        ...start,
        event.type,
        ...event.texts.map((text) => JSON.stringify(text)),
        ...labelled('payload', event.payload),
        ...labelled('quotes', event.quotes),
        ...labelled('edits', event.edits),
        ...(event.forwarded ? ['forwarded'] : []),
        ...(event.group ? ['group'] : []),
        ...(event.via === 'standby' ? ['standby'] : []),
      ].join(' ')
    case 'status':
      return [
        ...start,
        event.status,
        short(event.wamid),
        ...labelled('callback', event.callback),
        ...event.errors.map(({ code }) => `error ${code}`),
      ].join(' ')
    case 'preference':
      return [...start, event.category, event.value].join(' ')
    case 'template':
      return [...start, event.name, event.language, JSON.stringify(event.news)].join(' ')
    case 'identity':
      return [...start, event.change, '→', who(event.next)].join(' ')
    default:
      return [...start, event.what].join(' ')
  }
}
export const lines = (body: unknown): string[] => read(body).map(line)
