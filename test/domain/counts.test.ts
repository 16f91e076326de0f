import { describe, expect, it } from 'vitest'
import { cohortOf } from '../../src/domain/cohort.ts'
import { foldConsent, type History } from '../../src/domain/consent.ts'
import { contributionOf, countSignals, withConsequences } from '../../src/domain/counts.ts'
import type { Message } from '../../src/domain/message.ts'
import {
  historyOf,
  messageOf,
  ms,
  recorded,
  requestOf,
  said,
  sentMessage,
  start,
  switched,
  words,
} from './support.ts'

const dayInSeconds = 86_400
const business = (name: string, at: number, more: Partial<Message> = {}): Message =>
  sentMessage(name, at, { kind: 'business', category: 'marketing', requestId: null, ...more })

const ledTo = (history: History, days = 7): Record<string, string | null> =>
  Object.fromEntries(
    withConsequences(history, foldConsent(history), days).messages.map(({ id, ledTo }) => [id, ledTo]),
  )

const grant = recorded('form', start - dayInSeconds)

describe('what a stop is the consequence of', () => {
  it('is the last message that the business began before it', () => {
    const history = historyOf({
      messages: [
        business('first', start),
        business('last', start + 60),
        sentMessage('answer', start + 70, { kind: 'business', category: null, requestId: null }),
        business('after', start + 200),
      ],
      statements: [grant, said('stop', start + 100, words.stop)],
    })
    expect(ledTo(history)).toEqual({
      msg_first: null,
      msg_last: 'opted_out',
      msg_answer: null,
      msg_after: null,
    })
  })

  it('is nothing when the last message was too long ago, or by another channel', () => {
    const late = historyOf({
      messages: [business('old', start)],
      statements: [grant, said('stop', start + 8 * dayInSeconds, words.stop)],
    })
    expect(ledTo(late)).toEqual({ msg_old: null })
    expect(ledTo(late, 9)).toEqual({ msg_old: 'opted_out' })
    const elsewhere = historyOf({
      channels: ['whatsapp', 'sms'],
      messages: [business('text', start, { channel: 'sms' })],
      statements: [grant, said('stop', start + 60, words.stop)],
    })
    expect(ledTo(elsewhere)).toEqual({ msg_text: null })
  })

  it('is told of the platform’s switch too, and a second stop that changes nothing is none', () => {
    const messages = [business('first', start), business('second', start + 100)]
    expect(ledTo(historyOf({ messages, statements: [grant, switched('off', start + 50, 'stop')] }))).toEqual({
      msg_first: 'platform_stopped',
      msg_second: null,
    })
    const twice = [grant, said('stop', start + 50, words.stop), said('again', start + 150, words.stop)]
    expect(ledTo(historyOf({ messages, statements: twice }))).toEqual({
      msg_first: 'opted_out',
      msg_second: null,
    })
  })

  it('does not depend on the order in which things arrived', () => {
    const messages = [business('first', start), business('second', start + 100)]
    const stop = said('stop', start + 50, words.stop)
    const start2 = recorded('again', start + 60)
    const late = said('late', start + 150, words.stop)
    const expected = ledTo(historyOf({ messages, statements: [grant, stop, start2, late] }))
    expect(
      ledTo(historyOf({ messages: messages.toReversed(), statements: [late, start2, stop, grant] })),
    ).toEqual(expected)
  })
})

describe('what a message adds to the counts', () => {
  const whats = (message: Message): string[] => contributionOf(message).map(({ what }) => what)

  it.each([
    ['has not left', messageOf('m'), []],
    ['is just leaving', sentMessage('m', start, { state: 'claimed', acceptedAt: null }), []],
    ['waits for another try', sentMessage('m', start, { state: 'queued', firstClaimedAt: null }), []],
    ['was taken', sentMessage('m', start), ['tried', 'sent']],
    [
      'was read, and its delivery never told',
      sentMessage('m', start, { readAt: 1 }),
      ['tried', 'sent', 'delivered', 'read'],
    ],
    [
      'was refused',
      sentMessage('m', start, { state: 'failed', acceptedAt: null, errorCode: 131_026 }),
      ['tried', 'failed:131026'],
    ],
    [
      'was lost, and nobody said why',
      sentMessage('m', start, { state: 'failed' }),
      ['tried', 'sent', 'failed:unknown'],
    ],
    ['led to a stop', sentMessage('m', start, { ledTo: 'opted_out' }), ['tried', 'sent', 'opted_out']],
  ])('that %s', (_, message, expected) => {
    expect(whats(message)).toEqual(expected)
  })

  it('is told by the hour in which it left, its template, category and cohort', () => {
    const [first] = contributionOf(
      business('m', start, {
        content: {
          type: 'template',
          name: 'spring',
          language: 'en',
          variables: [],
          payloads: [],
          rendered: '',
        },
        cohort: 'import:B',
      }),
    )
    expect(first).toEqual({
      accountId: 'main',
      hour: Math.floor(ms(start) / 3_600_000) * 3_600_000,
      kind: 'business',
      template: 'spring/en',
      category: 'marketing',
      method: 'import:B',
      what: 'tried',
    })
  })

  it('goes into the sums that the controls look at: messages together, requests by cohort, answers nowhere', () => {
    const row = (kind: 'request' | 'business' | 'reply', method: string, what: string, n: number) => ({
      kind,
      method,
      what,
      n,
    })
    const { messages, requests } = countSignals([
      row('business', 'web_form', 'tried', 10),
      row('business', 'agent', 'sent', 8),
      row('business', 'agent', 'failed:131026', 1),
      row('business', 'agent', 'failed:131049', 1),
      row('business', 'agent', 'opted_out', 2),
      row('business', 'agent', 'platform_stopped', 1),
      row('request', 'none', 'sent', 3),
      row('reply', 'thread', 'sent', 99),
    ])
    expect(messages).toEqual({ tried: 10, sent: 8, failed: 2, stopped: 3 })
    expect(Object.fromEntries(requests)).toEqual({ none: { tried: 0, sent: 3, failed: 0, stopped: 0 } })
  })
})

describe('the cohort of a person', () => {
  const of = (history: History, record: string | null = null, hasWritten = false): string =>
    cohortOf(history, { channel: 'whatsapp', hasWritten }, record)

  it('is the road of the statement that decides', () => {
    const answer = { statementId: 'stm_yes', reply: 'yes', at: ms(start) } as const
    const history = historyOf({
      requests: [requestOf('ask', ['marketing'], { answer })],
      statements: [
        recorded('form', start, { method: 'web_form' }),
        recorded('list', start, { method: 'import', grade: 'B' }),
        said('yes', start, words.yes),
        said('begin', start, words.start),
        switched('on', start, 'resume'),
      ],
    })
    const roads = ['form', 'list', 'yes', 'begin', 'on'].map((name) => of(history, `stm_${name}`))
    expect(roads).toEqual(['web_form', 'import:B', 'request', 'thread', 'platform'])
  })

  it('is, before there is a consent, the ground on which the person may be asked', () => {
    const list = recorded('list', start, { method: 'import', grade: 'C', counts: 'ask' })
    expect(of(historyOf({}))).toBe('none')
    expect(of(historyOf({}), null, true)).toBe('thread')
    expect(of(historyOf({ statements: [list] }), null, true)).toBe('import:C')
    const form = recorded('form', start + 1, { method: 'web_form', counts: 'ask' })
    expect(of(historyOf({ statements: [form, list] }))).toBe('web_form')
    const bySms = recorded('sms', start + 2, { channels: ['sms'] })
    expect(of(historyOf({ statements: [bySms] }))).toBe('none')
  })
})
