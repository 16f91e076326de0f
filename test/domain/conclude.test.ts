import { describe, expect, it } from 'vitest'
import { day } from '../../src/domain/clock.ts'
import { conclude } from '../../src/domain/conclude.ts'
import { foldConsent, type History } from '../../src/domain/consent.ts'
import type { Statement } from '../../src/domain/statement.ts'
import {
  asking,
  historyOf,
  messageOf,
  ms,
  requestOf,
  said,
  sentMessage,
  start,
  stopOnly,
  suspended,
  switched,
  words,
} from './support.ts'

const now = ms(start + 1_000)

/** Concludes from new statements upon a history. */
const concludeFrom = (before: History, ...heard: readonly Statement[]) =>
  conclude(
    { consents: foldConsent(before).consents, history: before },
    { ...before, statements: [...before.statements, ...heard] },
    heard,
    now,
  )
const spoken = ({ sayings }: ReturnType<typeof concludeFrom>) =>
  sayings.map(({ purpose, statement }) => `${purpose} ${statement.id}`)

describe('what is said back', () => {
  const yes = said('yes', start + 5, words.yes)
  const stop = said('stop', start + 6, words.stop)

  it('confirms a yes and a stop', () => {
    expect(spoken(concludeFrom(asking(['marketing']), yes))).toEqual(['opted-in stm_yes'])
    expect(spoken(concludeFrom(asking(['marketing'], yes), stop))).toEqual(['opted-out stm_stop'])
  })

  it('once: what was heard before is not confirmed again', () => {
    expect(spoken(concludeFrom(asking(['marketing'], yes)))).toEqual([])
  })

  it('only for what is in force: a yes and a stop in one breath get one answer', () => {
    expect(spoken(concludeFrom(asking(['marketing']), yes, stop))).toEqual(['opted-out stm_stop'])
    expect(spoken(concludeFrom(asking(['marketing']), stop, yes))).toEqual(['opted-out stm_stop'])
  })

  it('not for a yes that arrives after the stop which overtook it', () => {
    expect(spoken(concludeFrom(asking(['marketing'], stop), yes))).toEqual([])
  })

  it('for what still holds in part', () => {
    const part = said('part', start + 7, stopOnly('newsletter'))
    const all = said('all', start + 5, words.start)
    expect(spoken(concludeFrom(historyOf({}), all, part))).toEqual(['opted-in stm_all', 'opted-out stm_part'])
  })

  it('not for a second stop that changes nothing', () => {
    expect(
      spoken(concludeFrom(historyOf({ statements: [stop] }), said('again', start + 9, words.stop))),
    ).toEqual([])
  })

  it('for an answer even when it changes nothing', () => {
    const before = asking(['marketing'], said('early', start - 5, words.stop))
    expect(spoken(concludeFrom(before, said('no', start + 5, words.no)))).toEqual(['opted-out stm_no'])
  })

  it('for a call for help', () => {
    expect(spoken(concludeFrom(historyOf({}), said('help', start, words.help)))).toEqual(['help stm_help'])
  })

  it('nothing to an ordinary message, to the switch of the platform, or to a change of identity', () => {
    const heard = [
      said('hello', start, words.ordinary),
      switched('off', start, 'stop'),
      suspended('moved', start, 'number'),
    ]
    expect(spoken(concludeFrom(historyOf({}), ...heard))).toEqual([])
  })
})

describe('what is written down', () => {
  it('is each consent that changed, with the statement, the rule and its time', () => {
    const { findings } = concludeFrom(asking(['marketing']), said('yes', start + 5, words.yes))
    expect(findings).toContainEqual({
      kind: 'consent.changed',
      at: ms(start + 5),
      data: {
        channel: 'whatsapp',
        category: 'marketing',
        from: 'pending',
        to: 'opted_in',
        own: 'opted_in',
        held: false,
        stoppedOnPlatform: false,
        by: 'stm_yes',
        rule: 'test.opt_in',
        words: [],
        because: 'the test says so',
        parser: 'test',
      },
    })
  })

  it('is nothing, when nothing changed', () => {
    expect(concludeFrom(historyOf({}), said('hello', start, words.ordinary)).findings).toEqual([])
  })

  it('is what the person says to the business while the platform has stopped all of it', () => {
    const before = historyOf({
      statements: [said('in', start, words.start), switched('off', start + 1, 'stop')],
    })
    const { findings } = concludeFrom(before, said('part', start + 2, stopOnly('marketing')))
    expect(findings).toMatchObject([
      {
        kind: 'consent.changed',
        at: ms(start + 2),
        data: { category: 'marketing', from: 'opted_out', to: 'opted_out', own: 'opted_out', by: 'stm_part' },
      },
    ])
  })

  it("is the platform's switch at its own time, off and on", () => {
    const off = switched('off', start + 1, 'stop')
    const stopped = historyOf({ statements: [said('in', start, words.start), off] })
    const { findings } = concludeFrom(historyOf({ statements: [said('in', start, words.start)] }), off)
    expect(findings[0]).toMatchObject({ at: ms(start + 1), data: { by: 'stm_off', stoppedOnPlatform: true } })
    const resumed = concludeFrom(stopped, switched('on', start + 500, 'resume'))
    expect(resumed.findings[0]).toMatchObject({
      at: ms(start + 500),
      data: { by: 'stm_on', to: 'opted_in', stoppedOnPlatform: false },
    })
  })

  it('is a hold', () => {
    const { findings } = concludeFrom(historyOf({}), said('hm', start, words.unclear))
    expect(findings.map(({ data }) => [data.category, data.held, data.by])).toEqual([
      ['marketing', true, 'stm_hm'],
      ['newsletter', true, 'stm_hm'],
    ])
  })

  it('is the new state of a request, at the time of its answer', () => {
    const { findings, requests } = concludeFrom(asking(['marketing']), said('no', start + 5, words.no))
    expect(findings).toContainEqual({
      kind: 'request.answered',
      at: ms(start + 5),
      data: { request: 'req_ask', channel: 'whatsapp', categories: ['marketing'], reply: 'no', reason: null },
    })
    expect(requests).toMatchObject([
      { id: 'req_ask', answer: { statementId: 'stm_no', reply: 'no', at: ms(start + 5) }, dueAt: null },
    ])
  })
})

describe('the deadline of a request', () => {
  const conclusionOf = (message: ReturnType<typeof messageOf>) => {
    const before = historyOf({ requests: [requestOf('ask')], messages: [messageOf('ask')] })
    const history = { ...before, messages: [message] }
    return conclude({ consents: foldConsent(before).consents, history: before }, history, [], now)
  }

  it('is set when it is delivered, and that is written down', () => {
    const { requests, findings } = conclusionOf(sentMessage('ask', start, { deliveredAt: ms(start + 3) }))
    expect(requests[0]?.dueAt).toBe(ms(start + 3) + day)
    expect(findings.map(({ kind }) => kind)).toEqual(['consent.changed', 'request.delivered'])
  })

  it('is none for a request that failed: not delivered, with the reason, and the consent is not pending', () => {
    const { requests, findings, consents } = conclusionOf(
      sentMessage('ask', start, { state: 'failed', reason: 'the platform chose not to deliver it' }),
    )
    expect(requests[0]?.dueAt).toBeNull()
    expect(findings).toMatchObject([
      { kind: 'request.not_delivered', data: { reason: 'the platform chose not to deliver it' } },
    ])
    expect(consents[0]?.state).toBe('none')
  })
})
