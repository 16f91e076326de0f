import { describe, expect, it } from 'vitest'
import { sayBack } from '../../src/app/say-back.ts'
import { conclude } from '../../src/domain/conclude.ts'
import { foldConsent, type History } from '../../src/domain/consent.ts'
import { decideGate } from '../../src/domain/gate.ts'
import type { MessageState } from '../../src/domain/message.ts'
import { defaultSettings } from '../../src/domain/settings.ts'
import type { Statement } from '../../src/domain/statement.ts'
import { business, template, textsOf } from '../app/support.ts'
import {
  categories,
  clarificationOf,
  consentOf,
  historyOf,
  messageOf,
  ms,
  said,
  sentMessage,
  silence,
  start,
  startOnly,
  statesOf,
  switched,
  tapped,
  words,
} from './support.ts'

const doubting = (...statements: readonly Statement[]): History =>
  historyOf({
    requests: [clarificationOf('what')],
    messages: [
      sentMessage('what', start + 2, { kind: 'question', statementId: 'stm_hm', deliveredAt: ms(start + 3) }),
    ],
    statements: [said('start', start - 5, words.start), said('hm', start, words.unclear), ...statements],
  })
const failed: MessageState = 'failed'
const concludeFrom = (before: History, ...heard: readonly Statement[]) =>
  conclude(
    { consents: foldConsent(before).consents, history: before },
    { ...before, statements: [...before.statements, ...heard] },
    heard,
    ms(start + 100),
  )

it('the confirmation of a "keep" may leave inside the service window', () => {
  const history = doubting(tapped('keep', start + 9, { requestId: 'req_what', reply: 'keep' }))
  const message = messageOf('said', { kind: 'confirmation', requestId: null, statementId: 'stm_keep' })
  const moment = {
    now: ms(start + 10),
    lastInboundAt: ms(start + 9),
    accountPausedUntil: null,
    settings: defaultSettings,
    timeZone: 'UTC',
    country: null,
    template: null,
  }
  expect(decideGate(history, message, moment)).toMatchObject({ decision: 'allow' })
})

describe('a grant of another kind does not answer the question', () => {
  const other = said('other', start + 9, startOnly('utility'))
  it('which stays open', () => {
    expect(consentOf(doubting(other), 'marketing').heldBy).toBe('stm_hm')
    expect(foldConsent(doubting(other)).answers.get('req_what')).toBeUndefined()
  })
  it('and can be answered with a typed yes', () => {
    expect(statesOf(doubting(other, said('yes', start + 20, words.yes))).marketing).toBe('opted_out')
  })
  it('and is ended by silence', () => {
    expect(statesOf(doubting(other, silence('z', start + 90_000, 'what'))).marketing).toBe('opted_out')
  })
})

it('a bare yes after a silence brings nothing back: no notice promised it', () => {
  const history = doubting(silence('z', start + 86_403, 'what'), said('yes', start + 90_000, words.yes))
  expect(statesOf(history).marketing).toBe('opted_out')
})

it('the notice of a tapped stop that changes nothing keeps its word too', () => {
  const off = said('off', start - 4, words.stop)
  const on = said('on', start - 3, startOnly('utility'))
  const tap = tapped('tap', start + 9, { requestId: 'req_what', reply: 'stop_marketing' })
  expect(concludeFrom(doubting(off, on), tap).sayings.map(({ purpose }) => purpose)).toEqual(['opted-out'])
  expect(statesOf(doubting(off, on, tap, said('yes', start + 20, words.yes))).marketing).toBe('opted_in')
})

it('an older doubt that comes late asks no second question', () => {
  const second = said('second', start + 1, words.unclear)
  const before = historyOf({
    requests: [clarificationOf('what')],
    messages: [sentMessage('what', start + 2, { kind: 'question', statementId: 'stm_second' })],
    statements: [second],
  })
  expect(concludeFrom(before, said('first', start, words.unclear)).sayings).toEqual([])
})

it('a doubt whose question failed is asked about again', () => {
  const history = doubting()
  const messages = history.messages.map((one) => ({ ...one, state: failed, deliveredAt: null }))
  const again = said('again', start + 60, words.unclear)
  expect(concludeFrom({ ...history, messages }, again).sayings.map(({ purpose }) => purpose)).toEqual([
    'clarify',
  ])
})

it('a yes under the platform stop is not confirmed with "you will get": the person is told where the switch is', () => {
  const before = historyOf({ statements: [switched('off', start, 'stop')] })
  const { sayings, folded } = concludeFrom(before, said('in', start + 1, startOnly('marketing')))
  const own = [
    template('You will get {{categories}}.', { purpose: 'opted-in' }),
    template('Switch {{categories}} on there.', { purpose: 'switched-off-in-whatsapp' }),
  ]
  const texts = textsOf(own, { marketing: 'offers' })
  const rendered = sayings.map(
    (saying) => sayBack({ texts, business, categories }, 'en', 'whatsapp', saying, folded, null).rendered,
  )
  expect(rendered).toEqual(['Switch offers on there.'])
})

it('a title is not cut through the middle of a sign', () => {
  const list = { open: 'Choose', on: 'On.', off: 'Off.' }
  const texts = textsOf([template('Choose.', { purpose: 'preferences', list })], {
    marketing: `${'x'.repeat(23)}🎁`,
  })
  const { sayings, folded } = concludeFrom(historyOf({}), said('p', start, words.preferences))
  const content = sayings.map((saying) =>
    sayBack({ texts, business, categories }, 'en', 'whatsapp', saying, folded, null),
  )[0]
  const titles = content?.type === 'list' ? content.rows.map(({ title }) => title) : []
  expect(titles.every((title) => title.isWellFormed())).toBe(true)
})
