import type { z } from 'zod'
import type { Category, Consent, ConsentState, History } from '../../src/domain/consent.ts'
import { foldConsent } from '../../src/domain/consent.ts'
import type { MessageEvent, StatusEvent } from '../../src/domain/event.ts'
import { nobody } from '../../src/domain/identity.ts'
import { type Message, newMessage } from '../../src/domain/message.ts'
import type { OptInRequest } from '../../src/domain/request.ts'
import {
  type Circumstance,
  circumstances,
  type Reading,
  type Readings,
  type Recorded,
  readingsSchema,
  type Spoken,
  type Statement,
  type silenceSchema,
  type Tap,
} from '../../src/domain/statement.ts'

type Silence = z.infer<typeof silenceSchema>

/** The second at which the stories of these tests begin, and the same in milliseconds. */
export const start = 1_750_000_000
export const ms = (second: number): number => second * 1_000

export const categories: readonly Category[] = [
  { key: 'marketing', platform: 'marketing' },
  { key: 'newsletter', platform: 'marketing' },
  { key: 'utility', platform: 'utility' },
]
export const keys = categories.map(({ key }) => key)

const reading = (
  intent: Reading['intent'],
  basis: Reading['basis'],
  said: readonly string[] = [],
): Reading => ({
  intent,
  categories: said,
  basis,
  confidence: 1,
  rule: `test.${intent}`,
  words: [],
  language: 'en',
  because: 'the test says so',
})

const ordinary = reading('none', 'wish')

/** Readings made by hand: what a reply means under each circumstance. */
export const readingsOf = (meaning: (circumstance: Circumstance) => Reading): Readings => {
  const distinct = circumstances.map(meaning)
  const under = Object.fromEntries(circumstances.map((circumstance, index) => [circumstance, index]))
  return { parser: 'test', distinct, under: readingsSchema.shape.under.parse(under) }
}

const always = (meaning: Reading): Readings => readingsOf(() => meaning)
const isAsked = (circumstance: Circumstance): boolean => circumstance.startsWith('asked/')

/** The rows of POLICY §4, and the wishes of §3 and §5, as readings. */
export const words = {
  yes: readingsOf((circumstance) =>
    isAsked(circumstance) || circumstance === 'opted_out' ? reading('opt_in', 'answer', ['*']) : ordinary,
  ),
  ok: readingsOf((circumstance) => (isAsked(circumstance) ? reading('opt_in', 'answer', ['*']) : ordinary)),
  no: readingsOf((circumstance) => (isAsked(circumstance) ? reading('opt_out', 'answer', ['*']) : ordinary)),
  stop: always(reading('opt_out', 'wish', ['*'])),
  start: always(reading('opt_in', 'wish', ['*'])),
  help: always(reading('help', 'wish')),
  preferences: always(reading('preferences', 'wish')),
  unclear: always(reading('ambiguous', 'wish')),
  ordinary: always(ordinary),
} as const
export type Word = keyof typeof words
export const stopOnly = (...only: readonly string[]): Readings => always(reading('opt_out', 'wish', only))
export const startOnly = (...only: readonly string[]): Readings => always(reading('opt_in', 'wish', only))

/** A statement by the person; its id, wamid and event share the name. */
export const said = (
  name: string,
  at: number,
  readings: Readings,
  more: Partial<Pick<Spoken, 'answers' | 'quotes' | 'edits' | 'wamid' | 'channel' | 'bareStop'>> = {},
): Statement => ({
  id: `stm_${name}`,
  at,
  receivedAt: ms(at),
  eventId: `evt_${name}`,
  source: 'person',
  channel: 'whatsapp',
  wamid: `wamid.${name}`,
  readings,
  answers: null,
  quotes: null,
  edits: null,
  bareStop: 'everything',
  ...more,
})

/** A tap on a button or row of ours; its label is an ordinary word unless told. */
export const tapped = (
  name: string,
  at: number,
  answers: Tap,
  readings: Readings = words.ordinary,
): Statement => said(name, at, readings, { answers })

export const switched = (name: string, at: number, value: 'stop' | 'resume'): Statement => ({
  id: `stm_${name}`,
  at,
  receivedAt: ms(at),
  eventId: `evt_${name}`,
  source: 'platform',
  value,
})

export const suspended = (name: string, at: number, change: 'number' | 'person'): Statement => ({
  id: `stm_${name}`,
  at,
  receivedAt: ms(at),
  eventId: `evt_${name}`,
  source: 'identity',
  change,
})

/** Something recorded from elsewhere. */
export const recorded = (name: string, at: number, more: Partial<Recorded> = {}): Statement => ({
  id: `stm_${name}`,
  at,
  receivedAt: ms(at),
  eventId: null,
  source: 'recorded',
  method: 'paper',
  decision: 'opt_in',
  categories: ['*'],
  channels: ['whatsapp'],
  counts: 'grant',
  grade: null,
  actor: 'a test',
  evidence: {},
  ...more,
})

/** Nobody answered the clarification of this name, and the policy says what that means. */
export const silence = (
  name: string,
  at: number,
  request: string,
  means: Silence['means'] = 'stop_marketing',
): Statement => ({
  id: `stm_${name}`,
  at,
  receivedAt: ms(at),
  eventId: null,
  source: 'policy',
  requestId: `req_${request}`,
  means,
})

export const messageOf = (name: string, more: Partial<Message> = {}): Message => ({
  ...newMessage({
    id: `msg_${name}`,
    contactId: 'ctc_1',
    accountId: 'main',
    channel: 'whatsapp',
    kind: 'request',
    key: `request:req_${name}`,
    requestId: `req_${name}`,
    statementId: null,
    correlationId: `req_${name}`,
    content: { type: 'text', rendered: 'May we write to you?' },
    createdAt: ms(start),
  }),
  ...more,
})

/** A message that left at a second and was taken by the platform. */
export const sentMessage = (name: string, at: number, more: Partial<Message> = {}): Message =>
  messageOf(name, {
    state: 'accepted',
    attempts: 1,
    createdAt: ms(at),
    claimedAt: ms(at),
    firstClaimedAt: ms(at),
    acceptedAt: ms(at),
    wamid: `wamid.out.${name}`,
    ...more,
  })

export const requestOf = (
  name: string,
  asked: readonly string[] = ['marketing'],
  more: Partial<OptInRequest> = {},
): OptInRequest => ({
  id: `req_${name}`,
  kind: 'opt_in',
  contactId: 'ctc_1',
  accountId: 'main',
  channel: 'whatsapp',
  categories: asked,
  messageId: `msg_${name}`,
  createdAt: ms(start),
  waitMs: 86_400_000,
  answer: null,
  silentAt: null,
  undeliveredAt: null,
  expiredAt: null,
  ...more,
})

/** The question what an unclear message meant, about everything that the business sends. */
export const clarificationOf = (name: string, more: Partial<OptInRequest> = {}): OptInRequest =>
  requestOf(name, keys, { kind: 'clarification', ...more })

export const historyOf = (parts: Partial<History>): History => ({
  channels: ['whatsapp'],
  categories,
  requests: [],
  messages: [],
  statements: [],
  ...parts,
})

/** A history in which one request (`req_ask`) for the given categories was seen at `start`. */
export const asking = (asked: readonly string[], ...statements: readonly Statement[]): History =>
  historyOf({
    requests: [requestOf('ask', asked)],
    messages: [sentMessage('ask', start, { deliveredAt: ms(start) })],
    statements,
  })

export const consentOf = (history: History, category: string): Consent => {
  const found = foldConsent(history).consents.find((consent) => consent.category === category)
  if (!found) throw new Error(`there is no consent for ${category}`)
  return found
}

/** The state of every category, by key. */
export const statesOf = (history: History): Record<string, ConsentState> =>
  Object.fromEntries(foldConsent(history).consents.map(({ category, state }) => [category, state]))

export const statusEvent = (status: string, more: Partial<StatusEvent> = {}): StatusEvent => ({
  kind: 'status',
  key: `status:${status}`,
  at: start,
  person: nobody,
  wamid: 'wamid.out.ask',
  status,
  callback: null,
  errors: [],
  ...more,
})

export const messageEvent = (
  name: string,
  at: number,
  text: string,
  more: Partial<MessageEvent> = {},
): MessageEvent => ({
  kind: 'message',
  key: `message:wamid.${name}`,
  at,
  person: nobody,
  wamid: `wamid.${name}`,
  type: 'text',
  texts: [text],
  payload: null,
  quotes: null,
  edits: null,
  forwarded: false,
  group: false,
  referral: null,
  via: 'messages',
  ...more,
})
