import { describe, expect, it } from 'vitest'
import { day, secondOf } from '../../src/domain/clock.ts'
import { conclude } from '../../src/domain/conclude.ts'
import { foldConsent, type History } from '../../src/domain/consent.ts'
import { defaultSettings } from '../../src/domain/settings.ts'
import type { Statement } from '../../src/domain/statement.ts'
import {
  clarificationOf,
  consentOf,
  historyOf,
  ms,
  requestOf,
  said,
  sentMessage,
  silence,
  start,
  startOnly,
  statesOf,
  stopOnly,
  suspended,
  switched,
  tapped,
  type Word,
  words,
} from './support.ts'

const say = (word: Word, seconds: number, name: string = word): Statement =>
  said(name, start + seconds, words[word])
const allOf = (state: string) => ({ marketing: state, newsletter: state, utility: state })
const noMarketing = { marketing: 'opted_out', newsletter: 'opted_out', utility: 'opted_in' }

/** Everything is on; an unclear message (`stm_hm`) comes at `start`, and 2 seconds later our question (`req_what`). */
const doubting = (...statements: readonly Statement[]): History =>
  historyOf({
    requests: [clarificationOf('what')],
    messages: [
      sentMessage('what', start + 2, {
        kind: 'question',
        statementId: 'stm_hm',
        deliveredAt: ms(start + 3),
      }),
    ],
    statements: [say('start', -5), say('unclear', 0, 'hm'), ...statements],
  })
const holderIn = (history: History): string | null => consentOf(history, 'marketing').heldBy
const answerIn = (history: History) => foldConsent(history).answers.get('req_what')
const tapOn = (reply: 'stop_all' | 'stop_marketing' | 'keep', seconds = 9): Statement =>
  tapped(reply, start + seconds, { requestId: 'req_what', reply })

/** What is said back to statements that come upon a history. */
const spoken = (before: History, ...heard: readonly Statement[]): string[] => {
  const after = { ...before, statements: [...before.statements, ...heard] }
  const old = { consents: foldConsent(before).consents, history: before }
  return conclude(old, after, heard, ms(start + 100)).sayings.map(
    ({ purpose, statement }) => `${purpose} ${statement.id}`,
  )
}

describe('an unclear message', () => {
  const on = historyOf({ statements: [say('start', -5)] })

  it('holds marketing, and changes no state', () => {
    expect(holderIn(doubting())).toBe('stm_hm')
    expect(consentOf(doubting(), 'newsletter').heldBy).toBe('stm_hm')
    expect(consentOf(doubting(), 'utility').heldBy).toBeNull()
    expect(statesOf(doubting())).toEqual(allOf('opted_in'))
  })

  it('calls for one question', () => {
    expect(spoken(on, say('unclear', 0, 'hm'))).toEqual(['clarify stm_hm'])
  })

  it('asks nothing new when it is the second, at once or later', () => {
    const [first, second] = [say('unclear', 0, 'hm'), say('unclear', 1, 'again')]
    expect(spoken(on, first, second)).toEqual(['clarify stm_hm'])
    expect(spoken(on, second, first)).toEqual(['clarify stm_hm'])
    expect(spoken(doubting(), second)).toEqual([])
    expect(holderIn(doubting(second))).toBe('stm_hm')
  })

  it('asks again when the first doubt was cleared', () => {
    expect(spoken(doubting(tapOn('keep')), say('unclear', 20, 'again'))).toEqual(['clarify stm_again'])
  })

  it('asks nothing when a clear word of the same second speaks for itself', () => {
    expect(spoken(on, say('unclear', 0, 'hm'), say('stop', 0))).toEqual(['opted-out stm_stop'])
  })

  it('holds on, though a yes to everything stands in the same second', () => {
    expect(spoken(on, say('start', 0, 'again'), say('unclear', 0, 'hm'))).toEqual(['clarify stm_hm'])
  })
})

describe('a tap on the question', () => {
  const rows: ['stop_all' | 'stop_marketing' | 'keep', object, string, 'yes' | 'no'][] = [
    ['stop_all', allOf('opted_out'), 'opted-out', 'no'],
    ['stop_marketing', noMarketing, 'opted-out', 'no'],
    ['keep', allOf('opted_in'), 'kept', 'yes'],
  ]
  it.each(rows)('"%s" ends the doubt: %o', (reply, states, purpose, answer) => {
    const history = doubting(tapOn(reply))
    expect(statesOf(history)).toEqual(states)
    expect(holderIn(history)).toBeNull()
    expect(answerIn(history)).toEqual({ statementId: `stm_${reply}`, reply: answer, at: start + 9 })
    expect(spoken(doubting(), tapOn(reply))).toEqual([`${purpose} stm_${reply}`])
  })

  it('"keep" does not undo what was stopped before', () => {
    const history = doubting(said('part', start - 1, stopOnly('newsletter')), tapOn('keep'))
    expect(statesOf(history)).toMatchObject({ marketing: 'opted_in', newsletter: 'opted_out' })
  })

  it('may change its mind', () => {
    expect(statesOf(doubting(tapOn('keep', 8), tapOn('stop_all', 9)))).toEqual(allOf('opted_out'))
    expect(statesOf(doubting(tapOn('stop_all', 8), tapOn('keep', 9)))).toEqual(allOf('opted_out'))
  })

  it('in the same second as another one: the stop wins', () => {
    expect(statesOf(doubting(tapOn('keep'), tapOn('stop_all')))).toEqual(allOf('opted_out'))
  })
})

describe('a typed answer to the question', () => {
  const rows: [Word, object, string | null][] = [
    ['yes', allOf('opted_out'), null],
    ['ok', allOf('opted_out'), null],
    ['no', allOf('opted_in'), null],
    ['stop', allOf('opted_out'), null],
    ['start', allOf('opted_in'), null],
    ['unclear', allOf('opted_in'), 'stm_hm'],
    ['ordinary', allOf('opted_in'), 'stm_hm'],
    ['help', allOf('opted_in'), 'stm_hm'],
  ]
  it.each(rows)('"%s": %o, held by %s', (word, states, holder) => {
    const history = doubting(say(word, 9))
    expect(statesOf(history)).toEqual(states)
    expect(holderIn(history)).toBe(holder)
  })

  it('"no" keeps everything, and that is said back', () => {
    expect(spoken(doubting(), say('no', 9))).toEqual(['kept stm_no'])
    expect(answerIn(doubting(say('no', 9)))?.reply).toBe('yes')
  })

  it('that says more than yes or no speaks for itself', () => {
    const history = doubting(said('part', start + 9, stopOnly('newsletter')))
    expect(statesOf(history)).toMatchObject({ marketing: 'opted_in', newsletter: 'opted_out' })
    expect(holderIn(history)).toBeNull()
    expect(answerIn(history)).toMatchObject({ statementId: 'stm_part', reply: 'no' })
  })

  it('that came before the question answers nothing', () => {
    expect(statesOf(doubting(say('yes', 1)))).toEqual(allOf('opted_in'))
    expect(holderIn(doubting(say('yes', 1)))).toBe('stm_hm')
  })

  it('is for the question, though a request is open: a yes does not opt in', () => {
    const asked = doubting(say('yes', 9))
    const history: History = {
      ...asked,
      requests: [...asked.requests, requestOf('ask', ['newsletter'])],
      messages: [...asked.messages, sentMessage('ask', start - 3)],
    }
    expect(statesOf(history)).toEqual(allOf('opted_out'))
    expect(foldConsent(history).answers.get('req_ask')).toBeUndefined()
  })

  it('that quotes the request is for the request', () => {
    const asked = doubting(said('yes', start + 9, words.yes, { quotes: 'wamid.out.ask' }))
    const history: History = {
      ...asked,
      requests: [...asked.requests, requestOf('ask', ['newsletter'])],
      messages: [...asked.messages, sentMessage('ask', start - 3)],
    }
    expect(statesOf(history)).toEqual(allOf('opted_in'))
    expect(foldConsent(history).answers.get('req_ask')?.reply).toBe('yes')
  })

  it('that quotes the question is for the question, also when it is cleared already', () => {
    const quoting = said('yes', start + 20, words.yes, { quotes: 'wamid.out.what' })
    expect(statesOf(doubting(tapOn('keep'), quoting))).toEqual(allOf('opted_out'))
  })

  it('that quotes some other message is not for the question', () => {
    const quoting = said('yes', start + 9, words.yes, { quotes: 'wamid.order' })
    expect(holderIn(doubting(quoting))).toBe('stm_hm')
  })

  it('by another person is none', () => {
    const history = doubting(suspended('other', start + 5, 'person'), say('no', 9))
    expect(holderIn(history)).toBe('stm_hm')
  })

  it('is an ordinary word once the question is answered', () => {
    expect(statesOf(doubting(tapOn('keep'), say('yes', 20)))).toEqual(allOf('opted_in'))
  })
})

describe('the doubt', () => {
  const closing: [string, Statement][] = [
    ['a stop', say('stop', 9)],
    ['a stop of a part', said('part', start + 9, stopOnly('newsletter'))],
    ['a grant of everything', say('start', 9, 'again')],
    ['a grant of a marketing kind', said('some', start + 9, startOnly('newsletter'))],
    ['a marketing kind switched on', tapped('row', start + 9, { category: 'newsletter', to: 'on' })],
    ['a marketing kind switched off', tapped('row', start + 9, { category: 'newsletter', to: 'off' })],
  ]
  it.each(closing)('is closed by %s', (_what, statement) => {
    expect(holderIn(doubting(statement))).toBeNull()
  })

  it('that is closed leaves the question without a meaning, for a yes as for silence', () => {
    const on = tapped('row', start + 9, { category: 'newsletter', to: 'on' })
    for (const late of [say('yes', 20), silence('silence', start + 90_000, 'what', 'stop_all')]) {
      expect(statesOf(doubting(on, late))).toEqual(allOf('opted_in'))
    }
  })

  const others: [string, Statement][] = [
    ['a grant of another kind', said('some', start + 9, startOnly('utility'))],
    ['another kind switched on', tapped('row', start + 9, { category: 'utility', to: 'on' })],
    ["the platform's switch", switched('off', start + 9, 'stop')],
    ['a new number', suspended('moved', start + 9, 'number')],
  ]
  it.each(others)('is not closed by %s', (_what, statement) => {
    expect(holderIn(doubting(statement))).toBe('stm_hm')
  })
})

describe('silence', () => {
  const over = 3 + secondOf(day)
  const silent = (means?: 'stop_all' | 'stop_marketing' | 'keep'): Statement =>
    silence('silence', start + over, 'what', means)

  it.each([
    ['stop_all', allOf('opted_out')],
    ['stop_marketing', noMarketing],
    ['keep', allOf('opted_in')],
  ] as const)('that means "%s" ends the doubt: %o', (means, states) => {
    const history = doubting(silent(means))
    expect(statesOf(history)).toEqual(states)
    expect(holderIn(history)).toBeNull()
  })

  it('means the safer reading, where the business has set nothing', () => {
    const means = defaultSettings.clarification.silence
    expect(statesOf(doubting(silent(means)))).toEqual(noMarketing)
  })

  it('is no answer by the person, and nothing is said back to it', () => {
    expect(answerIn(doubting(silent()))).toBeUndefined()
    expect(spoken(doubting(), silent())).toEqual([])
  })

  it('is written down as what decided', () => {
    const before = doubting()
    const after = doubting(silent())
    const old = { consents: foldConsent(before).consents, history: before }
    const { findings } = conclude(old, after, [silent()], ms(start + over))
    expect(findings.map(({ at, data }) => [at, data.category, data.to, data.held, data.by])).toEqual([
      [ms(start + over), 'marketing', 'opted_out', false, 'stm_silence'],
      [ms(start + over), 'newsletter', 'opted_out', false, 'stm_silence'],
    ])
  })

  const late: [string, Statement][] = [
    ['a tap', tapOn('keep')],
    ['a "no"', say('no', 9)],
    ['a wish', say('start', 9, 'again')],
  ]
  it.each(late)('means nothing when %s was given in time and came late', (_what, answer) => {
    const history = doubting(silent(), answer)
    expect(statesOf(history)).toEqual(allOf('opted_in'))
    expect(foldConsent(history).outcomes.get('stm_silence')?.effect).toBe('none')
  })

  it('yields to an answer that comes after it', () => {
    expect(statesOf(doubting(silent(), say('start', over + 9, 'again')))).toEqual(allOf('opted_in'))
    expect(statesOf(doubting(silent('keep'), tapOn('stop_all', over + 9)))).toEqual(allOf('opted_out'))
  })

  it('on a question about an older doubt says nothing of a newer one', () => {
    const asked = doubting(tapOn('keep'), say('unclear', 20, 'again'), silent())
    const history: History = {
      ...asked,
      requests: [...asked.requests, clarificationOf('newer')],
      messages: [...asked.messages, sentMessage('newer', start + 22, { kind: 'question' })],
    }
    expect(statesOf(history)).toEqual(allOf('opted_in'))
    expect(holderIn(history)).toBe('stm_again')
  })

  it('on a question that never arrived says nothing', () => {
    const [lost] = doubting().messages.map((message) => ({
      ...message,
      state: 'failed' as const,
      deliveredAt: null,
    }))
    expect(holderIn({ ...doubting(silent()), messages: lost ? [lost] : [] })).toBe('stm_hm')
  })
})

describe('a tap in the list of preferences', () => {
  const row = (category: string, to: 'on' | 'off', seconds = 1): Statement =>
    tapped('row', start + seconds, { category, to })
  const told = (...statements: readonly Statement[]): History => historyOf({ statements })

  it('switches one kind off', () => {
    const before = told(say('start', 0))
    expect(statesOf(told(say('start', 0), row('newsletter', 'off')))).toEqual({
      marketing: 'opted_in',
      newsletter: 'opted_out',
      utility: 'opted_in',
    })
    expect(spoken(before, row('newsletter', 'off'))).toEqual(['opted-out stm_row'])
  })

  it('switches one kind on', () => {
    const before = told(say('stop', 0))
    expect(statesOf(told(say('stop', 0), row('utility', 'on')))).toEqual({
      marketing: 'opted_out',
      newsletter: 'opted_out',
      utility: 'opted_in',
    })
    expect(spoken(before, row('utility', 'on'))).toEqual(['opted-in stm_row'])
  })

  it('that changes nothing is not said back', () => {
    expect(spoken(told(say('start', 0)), row('utility', 'on'))).toEqual([])
  })

  it('of a kind that is not there any more is read by its label', () => {
    const gone = { category: 'horoscopes', to: 'on' } as const
    expect(statesOf(told(tapped('row', start, gone)))).toEqual(allOf('none'))
    expect(statesOf(told(tapped('row', start, gone, words.stop)))).toEqual(allOf('opted_out'))
  })

  it("does not lift the platform's switch", () => {
    const history = told(switched('off', start, 'stop'), row('marketing', 'on'))
    expect(consentOf(history, 'marketing')).toMatchObject({ state: 'opted_out', own: 'opted_in' })
  })
})
