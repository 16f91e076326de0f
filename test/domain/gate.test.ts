import { describe, expect, it } from 'vitest'
import { day, minute } from '../../src/domain/clock.ts'
import { foldConsent, type History } from '../../src/domain/consent.ts'
import {
  decideGate,
  decideRequest,
  decideStanding,
  isInForce,
  type Moment,
  mayRepeat,
  serviceWindow,
} from '../../src/domain/gate.ts'
import type { Message } from '../../src/domain/message.ts'
import { defaultSettings } from '../../src/domain/settings.ts'
import type { Statement } from '../../src/domain/statement.ts'
import {
  clarificationOf,
  historyOf,
  messageOf,
  ms,
  requestOf,
  said,
  sentMessage,
  start,
  startOnly,
  stopOnly,
  switched,
  words,
} from './support.ts'

const now = ms(start + 60)
const moment = (more: Partial<Moment> = {}): Moment => ({
  now,
  lastInboundAt: now - minute,
  accountPausedUntil: null,
  settings: defaultSettings,
  timeZone: 'UTC',
  country: null,
  template: null,
  ...more,
})
const ask = (history: History, categories = ['marketing'], at = now, except: string | null = null) =>
  decideRequest(
    history,
    foldConsent(history),
    { categories, channel: 'whatsapp', accountId: 'main' },
    { now: at, settings: defaultSettings, lastInboundAt: null, template: null },
    except,
  )
const old = (more: Partial<Message>, silentAt: number | null = null): History =>
  historyOf({
    requests: [requestOf('ask', ['marketing'], { silentAt })],
    messages: [sentMessage('ask', start, more)],
  })

describe('may this person be asked?', () => {
  it('yes, when nothing speaks against it', () => {
    expect(ask(historyOf({}))).toMatchObject({ decision: 'allow' })
  })

  it.each([[['horoscopes']], [['marketing', 'horoscopes']], [[]]])(
    'not about %o: there is no such kind',
    (about) => {
      expect(ask(historyOf({}), about)).toEqual({
        decision: 'deny',
        reason: 'unknown_category',
        record: null,
      })
    },
  )

  it('yes, though a clarification is on its way: it is no request', () => {
    const history = historyOf({
      requests: [clarificationOf('ask')],
      messages: [sentMessage('ask', start, { kind: 'question', deliveredAt: ms(start) })],
    })
    expect(ask(history).decision).toBe('allow')
  })

  it('no, after they have opted out of one of the categories', () => {
    const history = historyOf({ statements: [said('no', start, stopOnly('marketing'))] })
    expect(ask(history, ['utility', 'marketing'])).toEqual({
      decision: 'deny',
      reason: 'opted_out',
      record: 'stm_no',
    })
    expect(ask(history, ['utility']).decision).toBe('allow')
  })

  it("no, while the platform's switch is off, and the switch is named", () => {
    const history = historyOf({ statements: [switched('off', start, 'stop')] })
    expect(ask(history)).toEqual({ decision: 'deny', reason: 'platform_stopped', record: 'stm_off' })
    const wanted = { categories: ['utility'], accountId: 'main' }
    const isOpen = moment()
    expect(
      decideRequest(history, foldConsent(history), { ...wanted, channel: 'whatsapp' }, isOpen).decision,
    ).toBe('allow')
    // Outside the window it would be a template, which counts as marketing itself.
    expect(ask(history, ['utility'])).toMatchObject({ reason: 'platform_stopped' })
  })

  it('no, while an unclear revocation waits for an answer', () => {
    const history = historyOf({ statements: [said('hm', start, words.unclear)] })
    expect(ask(history)).toEqual({ decision: 'deny', reason: 'in_doubt', record: 'stm_hm' })
  })

  it('no, when they have opted in to all of it; yes, when only to some of it', () => {
    const history = historyOf({ statements: [said('in', start, words.start)] })
    const part = historyOf({ statements: [said('in', start, startOnly('newsletter'))] })
    expect(ask(history)).toEqual({ decision: 'deny', reason: 'already_opted_in', record: 'stm_in' })
    expect(ask(part, ['newsletter', 'utility']).decision).toBe('allow')
  })

  it('yes, about another kind, though an older request has its answer, when a day has passed', () => {
    const answer = { statementId: 'stm_in', reply: 'yes', at: ms(start) } as const
    const history = historyOf({
      requests: [requestOf('ask', ['newsletter'], { answer })],
      messages: [sentMessage('ask', start, { deliveredAt: ms(start) })],
    })
    expect(ask(history, ['utility'], ms(start) + day).decision).toBe('allow')
  })

  const open: [string, History][] = [
    ['waits to leave', historyOf({ requests: [requestOf('ask')], messages: [messageOf('ask')] })],
    ['has an unknown fate', old({ state: 'unknown' })],
    ['was accepted', old({})],
    ['was sent', old({ sentAt: ms(start) })],
    ['was delivered', old({ deliveredAt: ms(start) })],
  ]
  it.each(open)('no, while a request %s', (_which, history) => {
    expect(ask(history)).toEqual({ decision: 'deny', reason: 'request_open', record: 'req_ask' })
  })

  it('not again within the waiting time of the last, counted from when it was seen', () => {
    const delivered = ms(start)
    const history = old({ deliveredAt: delivered }, delivered + day)
    expect(ask(history, ['marketing'], delivered + day - 1)).toMatchObject({ reason: 'asked_too_recently' })
    expect(ask(history, ['marketing'], delivered + day).decision).toBe('allow')
  })

  it('again at once, when the last one never arrived', () => {
    expect(ask(old({ state: 'failed', errorCode: 131026, sentAt: ms(start) })).decision).toBe('allow')
  })

  it("not for a day after the platform's own cap, though it never arrived (131049)", () => {
    const history = old({ state: 'failed', errorCode: 131049 })
    expect(ask(history)).toMatchObject({ decision: 'deny', reason: 'asked_too_recently' })
    expect(ask(history, ['marketing'], ms(start) + day).decision).toBe('allow')
  })

  it('not to be refused on account of itself', () => {
    const history = historyOf({ requests: [requestOf('ask')], messages: [messageOf('ask')] })
    expect(ask(history, ['marketing'], now, 'req_ask').decision).toBe('allow')
  })
})

describe('may this request leave?', () => {
  const waiting = (more: Partial<History> = {}): History =>
    historyOf({ requests: [requestOf('ask')], messages: [messageOf('ask')], ...more })

  it('yes, when nothing has happened since', () => {
    expect(decideGate(waiting(), messageOf('ask'), moment()).decision).toBe('allow')
  })

  it('yes, though the person never wrote: a template needs no window', () => {
    expect(decideGate(waiting(), messageOf('ask'), moment({ lastInboundAt: null })).decision).toBe('allow')
  })

  it('no, after a stop that came while it waited', () => {
    const history = waiting({ statements: [said('stop', start + 1, words.stop)] })
    expect(decideGate(history, messageOf('ask'), moment())).toEqual({
      decision: 'deny',
      reason: 'opted_out',
      record: 'stm_stop',
    })
  })

  it('no, when it has its answer or is gone', () => {
    const answer = { statementId: 'stm_1', reply: 'yes', at: now } as const
    const answered = waiting({ requests: [requestOf('ask', ['marketing'], { answer })] })
    expect(decideGate(answered, messageOf('ask'), moment())).toEqual({
      decision: 'deny',
      reason: 'request_answered',
      record: 'stm_1',
    })
    expect(decideGate(historyOf({}), messageOf('ask'), moment())).toMatchObject({
      reason: 'request_answered',
    })
  })

  it('later, while the account is paused', () => {
    const until = now + minute
    expect(decideGate(waiting(), messageOf('ask'), moment({ accountPausedUntil: until }))).toEqual({
      decision: 'hold',
      reason: 'account_paused',
      until,
    })
    expect(decideGate(waiting(), messageOf('ask'), moment({ accountPausedUntil: now })).decision).toBe(
      'allow',
    )
  })
})

describe('may this answer leave?', () => {
  const confirmation = messageOf('said', { kind: 'confirmation', requestId: null, statementId: 'stm_stop' })
  const stopped = historyOf({ statements: [said('stop', start, words.stop)] })

  it('yes, a confirmation inside the service window, and it names what it confirms', () => {
    expect(decideGate(stopped, confirmation, moment())).toMatchObject({
      decision: 'allow',
      record: 'stm_stop',
    })
  })

  it('no, a confirmation that a later word has overtaken', () => {
    const statements = [...stopped.statements, said('start', start + 1, words.start)]
    expect(decideGate({ ...stopped, statements }, confirmation, moment())).toEqual({
      decision: 'deny',
      reason: 'superseded',
      record: 'stm_stop',
    })
  })

  it('yes, a confirmation that still holds for a part', () => {
    const statements = [said('stop', start, words.start), said('part', start + 1, stopOnly('marketing'))]
    expect(decideGate(historyOf({ statements }), confirmation, moment()).decision).toBe('allow')
  })

  it('no, a confirmation of a statement that is not there', () => {
    expect(decideGate(historyOf({}), confirmation, moment())).toMatchObject({ reason: 'superseded' })
    const unsaid = { ...confirmation, statementId: null }
    expect(decideGate(stopped, unsaid, moment())).toMatchObject({ reason: 'superseded' })
  })

  it.each(['confirmation', 'help'] as const)('no %s outside the service window', (kind) => {
    const message = { ...confirmation, kind }
    const edge = moment({ lastInboundAt: now - serviceWindow })
    const never = moment({ lastInboundAt: null })
    expect(decideGate(stopped, message, edge)).toMatchObject({ decision: 'deny', reason: 'window_closed' })
    expect(decideGate(stopped, message, never)).toMatchObject({ decision: 'deny', reason: 'window_closed' })
    const inside = moment({ lastInboundAt: now - serviceWindow + 1 })
    expect(decideGate(stopped, message, inside).decision).toBe('allow')
  })
})

describe('may the question what was meant leave?', () => {
  const question = messageOf('ask', { kind: 'question', statementId: 'stm_hm' })
  const unclear = said('hm', start, words.unclear)
  const decide = (more: Partial<Moment>, ...later: readonly Statement[]) =>
    decideGate(historyOf({ statements: [unclear, ...later] }), question, moment(more))

  it('yes, while marketing is held by what it asks about', () => {
    expect(decide({})).toMatchObject({ decision: 'allow', record: 'stm_hm' })
    expect(decide({}, said('again', start + 1, words.unclear)).decision).toBe('allow')
  })

  it('no, when a clear word has come in the meantime', () => {
    const clear = said('stop', start + 1, words.stop)
    expect(decide({}, clear)).toEqual({ decision: 'deny', reason: 'superseded', record: 'stm_hm' })
    const newDoubt = said('again', start + 2, words.unclear)
    // The question is the same one, so it serves the new doubt as well.
    expect(decide({}, clear, newDoubt).decision).toBe('allow')
  })

  it('no, outside the service window', () => {
    expect(decide({ lastInboundAt: now - serviceWindow })).toMatchObject({ reason: 'window_closed' })
  })
})

it('only what answers a person may leave twice when its fate is unknown', () => {
  expect(mayRepeat).toEqual({
    request: false,
    question: false,
    confirmation: true,
    help: true,
    business: false,
  })
})

it('a statement is in force while it decides a category', () => {
  const folded = foldConsent(
    historyOf({ statements: [said('a', start, words.start), said('b', start + 1, words.stop)] }),
  )
  expect([isInForce(folded, 'stm_a'), isInForce(folded, 'stm_b')]).toEqual([false, true])
})

describe('how often a category may come', () => {
  const rare = { key: 'marketing', platform: 'marketing', frequency: { atMost: 2, days: 7 } } as const
  const consent = { state: 'opted_in', by: 'stm_in', heldBy: null, stoppedOnPlatformBy: null } as const
  const template = { channel: 'whatsapp', accountId: 'main', isTemplate: true } as const
  const decide = (left: readonly number[]) =>
    decideStanding({ category: rare, consent, left }, template, moment())

  it('allows what is under the number', () => {
    expect(decide([]).decision).toBe('allow')
    expect(decide([now - day]).decision).toBe('allow')
    expect(decide([now - 9 * day, now - 8 * day, now - day]).decision).toBe('allow')
  })

  it('refuses what is over it, and says when it is free again', () => {
    expect(decide([now - 3 * day, now - day])).toEqual({
      decision: 'deny',
      reason: 'too_frequent',
      record: 'stm_in',
      allowedAt: now + 4 * day,
    })
  })

  it('a category that needs no consent beforehand goes until the person objects', () => {
    const category = { key: 'utility', platform: 'utility', basis: 'opt_out' } as const
    const standing = (state: 'none' | 'opted_out') => ({ category, consent: { ...consent, state }, left: [] })
    expect(decideStanding(standing('none'), template, moment()).decision).toBe('allow')
    expect(decideStanding(standing('opted_out'), template, moment())).toMatchObject({ reason: 'opted_out' })
  })
})

describe('a message of a campaign', () => {
  const granted = { statements: [said('yes', start, startOnly('marketing'))] }
  const ofCampaign = (id: string, more: Partial<Message> = {}): Message => ({
    ...messageOf(id),
    kind: 'business',
    category: 'marketing',
    campaignId: 'cmp_1',
    content: { type: 'text', rendered: 'Bread' },
    ...more,
  })
  const decide = (more: Partial<Moment>, others: readonly Message[] = []) => {
    const message = ofCampaign('bread')
    return decideGate(historyOf({ ...granted, messages: [...others, message] }), message, moment(more))
  }

  it('leaves while the campaign runs, is held while it is paused, and is refused when it was cancelled', () => {
    expect(decide({ campaign: 'running' })).toMatchObject({ decision: 'allow', reason: 'opted_in' })
    expect(decide({ campaign: 'done' })).toMatchObject({ decision: 'allow' })
    expect(decide({ campaign: 'paused' })).toMatchObject({ decision: 'hold', reason: 'campaign_paused' })
    expect(decide({ campaign: 'cancelled' })).toMatchObject({
      decision: 'deny',
      reason: 'campaign_cancelled',
    })
  })

  it('does not leave when nobody knows the campaign', () => {
    expect(decide({})).toMatchObject({ decision: 'deny', reason: 'campaign_cancelled' })
  })

  it('does not leave when the person may have got another one of the same campaign, whoever they were then', () => {
    const earlier = ofCampaign('earlier', { firstClaimedAt: now - day, state: 'accepted' })
    expect(decide({ campaign: 'running' }, [earlier])).toMatchObject({ reason: 'campaign_twice' })
    const unsent = ofCampaign('unsent', { state: 'queued' })
    expect(decide({ campaign: 'running' }, [unsent])).toMatchObject({ decision: 'allow' })
    const other = ofCampaign('other', { campaignId: 'cmp_2', firstClaimedAt: now - day })
    expect(decide({ campaign: 'running' }, [other])).toMatchObject({ decision: 'allow' })
  })
})
