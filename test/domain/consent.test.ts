import { describe, expect, it } from 'vitest'
import { foldConsent, type History } from '../../src/domain/consent.ts'
import type { Statement } from '../../src/domain/statement.ts'
import {
  asking,
  consentOf,
  historyOf,
  messageOf,
  ms,
  requestOf,
  said,
  sentMessage,
  start,
  startOnly,
  statesOf,
  stopOnly,
  suspended,
  switched,
  type Word,
  words,
} from './support.ts'

const say = (word: Word, seconds: number, name: string = word): Statement =>
  said(name, start + seconds, words[word])
const told = (...statements: readonly Statement[]): History => historyOf({ statements })
const allOf = (state: string) => ({ marketing: state, newsletter: state, utility: state })

describe('a reply, by what it finds (POLICY §4)', () => {
  const pending = (...before: readonly Statement[]): History =>
    asking(['marketing', 'newsletter', 'utility'], ...before)
  const situations = {
    pending: pending(),
    'pending, opted in before': pending(said('before', start - 5, words.start)),
    'pending, opted out before': pending(said('before', start - 5, words.stop)),
    'opted out': told(say('stop', -5, 'before')),
    'opted in': told(say('start', -5, 'before')),
    none: told(),
  } as const
  type Situation = keyof typeof situations
  const rows: [Word, Situation, string][] = [
    ['yes', 'pending', 'opted_in'],
    ['yes', 'pending, opted out before', 'opted_in'],
    ['yes', 'opted out', 'opted_in'],
    ['yes', 'opted in', 'opted_in'],
    ['yes', 'none', 'none'],
    ['ok', 'pending', 'opted_in'],
    ['ok', 'opted out', 'opted_out'],
    ['ok', 'opted in', 'opted_in'],
    ['ok', 'none', 'none'],
    ['no', 'pending', 'opted_out'],
    ['no', 'pending, opted in before', 'opted_out'],
    ['no', 'opted out', 'opted_out'],
    ['no', 'opted in', 'opted_in'],
    ['no', 'none', 'none'],
    ['stop', 'pending', 'opted_out'],
    ['stop', 'pending, opted in before', 'opted_out'],
    ['stop', 'opted out', 'opted_out'],
    ['stop', 'opted in', 'opted_out'],
    ['stop', 'none', 'opted_out'],
    ['start', 'pending', 'opted_in'],
    ['start', 'opted out', 'opted_in'],
    ['start', 'none', 'opted_in'],
    ['ordinary', 'pending', 'pending'],
    ['ordinary', 'opted in', 'opted_in'],
    ['help', 'pending', 'pending'],
    ['help', 'opted out', 'opted_out'],
    ['unclear', 'pending', 'pending'],
    ['unclear', 'opted in', 'opted_in'],
    ['unclear', 'none', 'none'],
  ]
  it.each(rows)('"%s" when %s: %s', (word, situation, state) => {
    const history = situations[situation]
    expect(statesOf({ ...history, statements: [...history.statements, say(word, 5)] })).toEqual(allOf(state))
  })

  it('"unclear" holds marketing, and nothing else, until the person says what they mean', () => {
    const history = told(say('start', 0), say('unclear', 1))
    expect(consentOf(history, 'marketing').heldBy).toBe('stm_unclear')
    expect(consentOf(history, 'newsletter').heldBy).toBe('stm_unclear')
    expect(consentOf(history, 'utility').heldBy).toBeNull()
    const answered = told(...history.statements, say('stop', 2))
    expect(consentOf(answered, 'marketing')).toMatchObject({ state: 'opted_out', heldBy: null })
  })

  it('an ordinary message does not settle what is unclear', () => {
    const history = told(say('start', 0), say('unclear', 1), say('ordinary', 2), say('help', 3))
    expect(consentOf(history, 'marketing').heldBy).toBe('stm_unclear')
  })
})

describe('what a bare answer speaks of', () => {
  it('is the categories that were asked for, and no others', () => {
    expect(statesOf(asking(['marketing'], say('yes', 5)))).toEqual({
      marketing: 'opted_in',
      newsletter: 'none',
      utility: 'none',
    })
    expect(statesOf(asking(['newsletter'], say('no', 5)))).toEqual({
      marketing: 'none',
      newsletter: 'opted_out',
      utility: 'none',
    })
  })

  it('is the request asked last, when there are two', () => {
    const history = historyOf({
      requests: [requestOf('first', ['utility']), requestOf('last', ['marketing'])],
      messages: [sentMessage('first', start), sentMessage('last', start + 10)],
    })
    const early = statesOf({ ...history, statements: [say('yes', 5)] })
    const late = statesOf({ ...history, statements: [say('yes', 15)] })
    expect(early).toMatchObject({ utility: 'opted_in', marketing: 'pending' })
    expect(late).toMatchObject({ utility: 'none', marketing: 'opted_in' })
  })

  it('is not a request that left after the answer had come in, within the same second or not', () => {
    const history = historyOf({
      requests: [requestOf('first', ['utility']), requestOf('last', ['marketing'])],
      messages: [
        sentMessage('first', start),
        sentMessage('last', start + 10, { firstClaimedAt: ms(start + 10) + 17 }),
      ],
      statements: [{ ...say('yes', 10), receivedAt: ms(start + 10) + 12 }],
    })
    expect(statesOf(history)).toMatchObject({ utility: 'opted_in', marketing: 'pending' })
  })

  it.each(['no', 'stop'] as const)(
    'after a resend and a "%s", an "ok" does not opt in by the first request',
    (word) => {
      const history = historyOf({
        requests: [requestOf('first'), requestOf('again')],
        messages: [sentMessage('first', start), sentMessage('again', start + 90_000)],
        statements: [say(word, 90_010), say('ok', 90_020)],
      })
      expect(statesOf(history).marketing).toBe('opted_out')
    },
  )

  it('after a resend and a "yes", a "no" to something else does not refuse by the first request', () => {
    const history = historyOf({
      requests: [requestOf('first'), requestOf('again')],
      messages: [sentMessage('first', start), sentMessage('again', start + 90_000)],
      statements: [say('yes', 90_010), say('no', 90_020)],
    })
    expect(statesOf(history).marketing).toBe('opted_in')
  })

  it("counts though our clock is ahead of the platform's: the request was delivered before it", () => {
    const message = sentMessage('ask', start + 60, {
      sentAt: start * 1_000,
      deliveredAt: (start + 1) * 1_000,
    })
    const history = historyOf({
      requests: [requestOf('ask')],
      messages: [message],
      statements: [{ ...say('yes', 20), receivedAt: ms(start + 80) }],
    })
    expect(statesOf(history).marketing).toBe('opted_in')
  })

  it('is nothing while the request has not left, or is known not to have arrived', () => {
    const requests = [requestOf('ask')]
    const statements = [say('yes', 5)]
    const unsent = historyOf({ requests, statements, messages: [messageOf('ask')] })
    const lost = historyOf({
      requests,
      statements,
      messages: [sentMessage('ask', start, { state: 'failed' })],
    })
    expect(statesOf(unsent).marketing).toBe('none')
    expect(statesOf(lost).marketing).toBe('none')
  })

  it('counts for a request that failed after it had been delivered', () => {
    const arrived = sentMessage('ask', start, { state: 'failed', deliveredAt: start * 1_000 })
    const history = historyOf({
      requests: [requestOf('ask')],
      messages: [arrived],
      statements: [say('yes', 5)],
    })
    expect(statesOf(history).marketing).toBe('opted_in')
  })

  it('is nothing when it came before the question', () => {
    expect(statesOf(asking(['marketing'], say('yes', -1))).marketing).toBe('pending')
  })

  it('still counts days after the request was called silent', () => {
    const request = requestOf('ask', ['marketing'], { silentAt: (start + 86_400) * 1_000 })
    const history = historyOf({
      requests: [request],
      messages: [sentMessage('ask', start)],
      statements: [say('yes', 3 * 86_400)],
    })
    expect(statesOf(history).marketing).toBe('opted_in')
    expect(foldConsent(history).answers.get('req_ask')).toEqual({
      statementId: 'stm_yes',
      reply: 'yes',
      at: start + 3 * 86_400,
    })
  })

  it('is said once: an "ok" to the confirmation of a refusal changes nothing', () => {
    expect(statesOf(asking(['marketing'], say('no', 5), say('ok', 6))).marketing).toBe('opted_out')
  })
})

describe('an opt-out promises that a yes re-opens', () => {
  it('after a refused request: what was asked for', () => {
    expect(statesOf(asking(['marketing'], say('no', 5), say('yes', 60)))).toMatchObject({
      marketing: 'opted_in',
      newsletter: 'none',
    })
  })

  it('after a partial opt-out: that part, though other kinds are on', () => {
    const history = told(say('start', 0), said('part', start + 1, stopOnly('marketing')), say('yes', 2))
    expect(statesOf(history)).toEqual(allOf('opted_in'))
    expect(foldConsent(history).outcomes.get('stm_yes')).toMatchObject({
      effect: 'opted_in',
      categories: ['marketing'],
      changed: ['marketing'],
    })
  })

  it('once: after the re-opening another yes is an ordinary word', () => {
    const history = told(say('start', 0), say('stop', 1), say('yes', 2), say('yes', 3, 'again'))
    expect(foldConsent(history).outcomes.get('stm_again')?.effect).toBe('none')
  })

  it('not by an "ok" or a thumb to the confirmation', () => {
    expect(statesOf(told(say('start', 0), say('stop', 1), say('ok', 2)))).toEqual(allOf('opted_out'))
  })

  it('exactly what was on, and no kind that never was', () => {
    const history = told(said('one', start, startOnly('marketing')), say('stop', 1))
    expect(foldConsent(history).outcomes.get('stm_stop')?.offered).toEqual(['marketing'])
    expect(statesOf(told(...history.statements, say('yes', 2)))).toEqual({
      marketing: 'opted_in',
      newsletter: 'opted_out',
      utility: 'opted_out',
    })
  })

  it('rather than what was asked before it', () => {
    const part = said('part', start + 2, stopOnly('marketing'))
    const history = asking(['newsletter'], said('one', start + 1, startOnly('marketing')), part)
    expect(statesOf({ ...history, statements: [...history.statements, say('yes', 3)] })).toMatchObject({
      marketing: 'opted_in',
      newsletter: 'pending',
    })
  })

  it('and an "ok" to its notice does not reach past it to what was asked before', () => {
    const history = asking(['newsletter'], said('part', start + 2, stopOnly('marketing')), say('ok', 3))
    expect(statesOf(history)).toMatchObject({ marketing: 'opted_out', newsletter: 'pending' })
  })

  it('for two stops of one second together, whatever their ids', () => {
    const stops = (one: string, other: string) => [
      said(one, start + 1, stopOnly('marketing')),
      said(other, start + 1, stopOnly('newsletter')),
    ]
    for (const both of [stops('a', 'b'), stops('b', 'a')]) {
      expect(statesOf(told(say('start', 0), ...both, say('yes', 3)))).toEqual(allOf('opted_in'))
    }
  })

  it('and a second stop does not take the promise away', () => {
    const history = told(
      said('one', start, startOnly('marketing')),
      say('stop', 1),
      say('stop', 2, 'again'),
      say('yes', 3),
    )
    expect(statesOf(history).marketing).toBe('opted_in')
  })
})

describe('a named category', () => {
  it('can be stopped alone', () => {
    expect(statesOf(told(say('start', 0), said('part', start + 1, stopOnly('marketing'))))).toEqual({
      marketing: 'opted_out',
      newsletter: 'opted_in',
      utility: 'opted_in',
    })
  })

  it('can be refused while another is asked for, and the question stays open', () => {
    const history = asking(['newsletter'], said('part', start + 5, stopOnly('marketing')))
    expect(statesOf(history)).toEqual({ marketing: 'opted_out', newsletter: 'pending', utility: 'none' })
    expect(foldConsent(history).answers.size).toBe(0)
  })

  it('that the business does not have opens nothing to a bare yes', () => {
    const part = said('part', start, stopOnly('marketing'))
    const other = said('other', start + 1, startOnly('horoscopes'))
    expect(statesOf(told(part, other, say('yes', 2)))).toEqual({
      marketing: 'opted_in',
      newsletter: 'none',
      utility: 'none',
    })
  })

  it('that the business does not have changes nothing', () => {
    expect(statesOf(told(say('start', 0), said('part', start + 1, stopOnly('horoscopes'))))).toEqual(
      allOf('opted_in'),
    )
  })
})

describe('a tapped button', () => {
  const tap = (reply: 'yes' | 'no', seconds: number, name = 'tap'): Statement =>
    said(name, start + seconds, words[reply], { answers: { requestId: 'req_ask', reply } })

  it('answers its own request', () => {
    const history = asking(['newsletter'], tap('yes', 5))
    expect(statesOf(history)).toMatchObject({ newsletter: 'opted_in', marketing: 'none' })
    expect(foldConsent(history).answers.get('req_ask')?.reply).toBe('yes')
  })

  it('answers its own request, though a newer one is open', () => {
    const history = historyOf({
      requests: [requestOf('ask', ['newsletter']), requestOf('newer', ['marketing'])],
      messages: [sentMessage('ask', start), sentMessage('newer', start + 10)],
      statements: [tap('no', 20)],
    })
    expect(statesOf(history)).toMatchObject({ newsletter: 'opted_out', marketing: 'pending' })
  })

  it('counts even though the platform said that the request had failed', () => {
    const history = historyOf({
      requests: [requestOf('ask')],
      messages: [sentMessage('ask', start, { state: 'failed' })],
      statements: [tap('no', 5)],
    })
    expect(statesOf(history).marketing).toBe('opted_out')
  })

  it('changes its mind when the other button is tapped later; the first answer stays the answer', () => {
    const history = asking(['marketing'], tap('no', 5), tap('yes', 9, 'second'))
    expect(statesOf(history).marketing).toBe('opted_in')
    expect(foldConsent(history).answers.get('req_ask')).toMatchObject({ reply: 'no', statementId: 'stm_tap' })
  })

  it('opts in again when it is tapped again after a stop', () => {
    const history = asking(['marketing'], tap('yes', 5), say('stop', 6), tap('yes', 7, 'again'))
    expect(statesOf(history).marketing).toBe('opted_in')
  })

  it('of a request that is not known is read by its label', () => {
    const foreign = said('tap', start + 5, words.yes, { answers: { requestId: 'req_gone', reply: 'yes' } })
    expect(statesOf(told(foreign))).toEqual(allOf('none'))
    expect(statesOf(asking(['marketing'], foreign)).marketing).toBe('opted_in')
  })
})

describe('a reply that quotes', () => {
  const quoting = (word: Word, quotes: string): Statement => said('reply', start + 5, words[word], { quotes })

  it('the request answers it', () => {
    expect(statesOf(asking(['marketing'], quoting('yes', 'wamid.out.ask'))).marketing).toBe('opted_in')
  })

  it('some other message does not answer the request with a bare yes, no or ok', () => {
    for (const word of ['yes', 'no', 'ok'] as const) {
      expect(statesOf(asking(['marketing'], quoting(word, 'wamid.order'))).marketing).toBe('pending')
    }
  })

  it('some other message still stops with a stop', () => {
    expect(statesOf(asking(['marketing'], quoting('stop', 'wamid.order')))).toEqual(allOf('opted_out'))
  })

  it('an older request answers that one', () => {
    const history = historyOf({
      requests: [requestOf('old', ['newsletter']), requestOf('ask', ['marketing'])],
      messages: [sentMessage('old', start - 100), sentMessage('ask', start)],
      statements: [quoting('yes', 'wamid.out.old')],
    })
    expect(statesOf(history)).toMatchObject({ newsletter: 'opted_in', marketing: 'pending' })
  })

  it('our confirmation of an opt-out re-opens with a yes', () => {
    const history = historyOf({
      messages: [sentMessage('said', start + 1, { kind: 'confirmation', requestId: null })],
      statements: [say('start', -5), say('stop', 0), quoting('yes', 'wamid.out.said')],
    })
    expect(statesOf(history)).toEqual(allOf('opted_in'))
  })

  it('some other message after an opt-out re-opens nothing with a yes', () => {
    expect(statesOf(told(say('stop', 0), quoting('yes', 'wamid.order')))).toEqual(allOf('opted_out'))
  })
})

describe('an edit', () => {
  const edit = (word: Word, seconds: number): Statement =>
    said('edit', start + seconds, words[word], { edits: 'wamid.first' })

  it('of a yes into a no refuses what the yes had accepted', () => {
    expect(statesOf(asking(['marketing'], say('yes', 5, 'first'), edit('no', 9))).marketing).toBe('opted_out')
  })

  it('of a no into a yes accepts what the no had refused', () => {
    expect(statesOf(asking(['marketing'], say('no', 5, 'first'), edit('yes', 9))).marketing).toBe('opted_in')
  })

  it('of a yes into something else is an unclear revocation: marketing is held', () => {
    const history = asking(['marketing'], say('yes', 5, 'first'), edit('ordinary', 9))
    expect(consentOf(history, 'marketing')).toMatchObject({ state: 'opted_in', heldBy: 'stm_edit' })
  })

  it('of a no into something else leaves the no', () => {
    const history = asking(['marketing'], say('no', 5, 'first'), edit('ordinary', 9))
    expect(consentOf(history, 'marketing')).toMatchObject({ state: 'opted_out', heldBy: null })
  })

  it('of an ordinary message into a yes answers what is open when it is edited', () => {
    expect(statesOf(asking(['marketing'], edit('yes', 9))).marketing).toBe('opted_in')
  })

  it('corrects the answer to the request', () => {
    const history = asking(['marketing'], say('yes', 5, 'first'), edit('no', 9))
    expect(foldConsent(history).answers.get('req_ask')).toMatchObject({
      reply: 'no',
      statementId: 'stm_edit',
    })
  })

  it('of an edit is one too, though only the first message is named', () => {
    const again = said('again', start + 12, words.ordinary, { edits: 'wamid.first' })
    const history = asking(['marketing'], edit('yes', 9), again)
    expect(consentOf(history, 'marketing').heldBy).toBe('stm_again')
  })

  it('in the same second as its original is read after it', () => {
    for (const name of ['a', 'z']) {
      const changed = said(name, start + 5, words.ordinary, { edits: 'wamid.first' })
      expect(consentOf(asking(['marketing'], say('yes', 5, 'first'), changed), 'marketing').heldBy).toBe(
        `stm_${name}`,
      )
    }
  })

  it('that arrives before its original counts the same', () => {
    const [original, changed] = [say('yes', 5, 'first'), edit('no', 9)]
    expect(foldConsent(asking(['marketing'], changed, original)).consents).toEqual(
      foldConsent(asking(['marketing'], original, changed)).consents,
    )
  })
})

describe("the platform's switch", () => {
  it('stops the marketing categories and leaves the others', () => {
    expect(statesOf(told(say('start', 0), switched('off', start + 1, 'stop')))).toEqual({
      marketing: 'opted_out',
      newsletter: 'opted_out',
      utility: 'opted_in',
    })
  })

  it('gives back on resume what the person had said, and no more', () => {
    const both = [switched('off', start + 1, 'stop'), switched('on', start + 2, 'resume')]
    expect(statesOf(told(say('start', 0), ...both))).toEqual(allOf('opted_in'))
    expect(statesOf(told(say('stop', 0), ...both))).toEqual(allOf('opted_out'))
    expect(statesOf(told(...both))).toEqual(allOf('none'))
  })

  it('is not lifted by a yes, which is remembered all the same', () => {
    const history = told(switched('off', start, 'stop'), say('start', 1))
    expect(consentOf(history, 'marketing')).toMatchObject({
      state: 'opted_out',
      own: 'opted_in',
      stoppedOnPlatformBy: 'stm_off',
    })
  })

  it('stays off when it is turned off and on within one second', () => {
    const history = told(
      say('start', 0),
      switched('z', start + 1, 'resume'),
      switched('a', start + 1, 'stop'),
    )
    expect(statesOf(history).marketing).toBe('opted_out')
  })
})

describe('a change of identity', () => {
  it('of the number ends marketing grants only', () => {
    expect(statesOf(told(say('start', 0), suspended('moved', start + 1, 'number')))).toEqual({
      marketing: 'none',
      newsletter: 'none',
      utility: 'opted_in',
    })
  })

  it('of the person ends every grant', () => {
    expect(statesOf(told(say('start', 0), suspended('other', start + 1, 'person')))).toEqual(allOf('none'))
  })

  it('leaves every opt-out standing', () => {
    expect(statesOf(told(say('stop', 0), suspended('other', start + 1, 'person')))).toEqual(
      allOf('opted_out'),
    )
  })

  it('of the number leaves nothing to a bare yes that was never on', () => {
    const history = told(
      said('part', start, stopOnly('newsletter')),
      said('one', start + 1, startOnly('marketing')),
      suspended('moved', start + 2, 'number'),
      say('yes', 3),
    )
    expect(statesOf(history)).toEqual({ marketing: 'none', newsletter: 'opted_out', utility: 'none' })
  })

  it('of the person takes the open request away: it was not asked of whoever writes now', () => {
    const history = asking(['marketing'], suspended('other', start + 1, 'person'), say('yes', 2))
    expect(statesOf(history).marketing).toBe('none')
  })

  it('of the person takes the promise of the last opt-out away', () => {
    const history = told(say('stop', 0), suspended('other', start + 1, 'person'), say('yes', 2))
    expect(statesOf(history)).toEqual(allOf('opted_out'))
  })

  it('of the person does not take away what is asked after it', () => {
    const history = asking(['marketing'], suspended('other', start - 1, 'person'), say('yes', 2))
    expect(statesOf(history).marketing).toBe('opted_in')
  })

  it('within the same second as a yes wins over it', () => {
    expect(statesOf(told(say('start', 0), suspended('other', start, 'person')))).toEqual(allOf('none'))
  })
})

describe('a consent', () => {
  it('names the statement that decided and its second', () => {
    expect(consentOf(told(say('start', 7)), 'utility')).toMatchObject({ by: 'stm_start', since: start + 7 })
  })

  it('is not changed by a statement that comes late but happened early', () => {
    const history = told(say('stop', 10), say('start', 5))
    expect(statesOf(history)).toEqual(allOf('opted_out'))
    expect(consentOf(history, 'marketing').by).toBe('stm_stop')
  })
})
