import { describe, expect, it } from 'vitest'
import { day, minute, second } from '../../src/domain/clock.ts'
import { decideGate } from '../../src/domain/gate.ts'
import { jurisdictionsOf, lawSchema } from '../../src/domain/jurisdiction.ts'
import { beginOf, policyAt } from '../../src/domain/policy.ts'
import { policyRules } from '../../src/domain/policy-rules.ts'
import { defaultSettings } from '../../src/domain/settings.ts'
import { readReply } from '../../src/domain/statement.ts'
import { historyOf, messageOf, said, sentMessage, start, statesOf, words } from './support.ts'

const law = lawSchema.parse({})
const narrow = lawSchema.parse({ bareStop: 'what_it_answers' })
const at = (instant: string): number => Date.parse(instant)

describe('whose rules hold', () => {
  it.each([
    ['US', ['whatsapp', 'us']],
    ['PR', ['whatsapp', 'us']],
    ['CA', ['whatsapp', 'ca']],
    ['DE', ['whatsapp', 'eu']],
    ['NO', ['whatsapp', 'eu']],
    ['RE', ['whatsapp', 'eu']],
    ['BR', ['whatsapp', 'br']],
    ['IN', ['whatsapp', 'in']],
    ['CH', ['whatsapp']],
    [null, ['whatsapp']],
  ])('for somebody in %s: %j', (country, expected) => {
    expect(jurisdictionsOf(country, 'whatsapp', law)).toEqual(expected)
  })

  it("the platform's own are no rules for SMS", () => {
    expect(jurisdictionsOf('US', 'sms', law)).toEqual(['us'])
  })

  it('the business may say otherwise, for a country and for everybody', () => {
    const own = lawSchema.parse({ also: ['eu'], countries: { CH: ['eu'], US: [] } })
    expect(jurisdictionsOf('CH', 'whatsapp', own)).toEqual(['whatsapp', 'eu'])
    expect(jurisdictionsOf('US', 'sms', own)).toEqual(['eu'])
    expect(jurisdictionsOf('IN', 'sms', own)).toEqual(['in', 'eu'])
  })
})

describe('which rules hold at a moment', () => {
  it('every rule begins to hold on its day, and is named once', () => {
    expect(policyRules.every((rule) => Number.isFinite(beginOf(rule)))).toBe(true)
    expect(new Set(policyRules.map(({ id }) => id)).size).toBe(policyRules.length)
  })

  it('a stop in the United States may be about one matter until 2027-01-31, and is about everything from then on', () => {
    const reach = (instant: string) => policyAt('US', 'whatsapp', narrow, at(instant)).bareStop
    expect(reach('2026-11-26T12:00:00Z')).toBe('what_it_answers')
    expect(reach('2027-01-30T23:59:59Z')).toBe('what_it_answers')
    expect(reach('2027-01-31T00:00:00Z')).toBe('everything')
    expect(reach('2030-06-01T00:00:00Z')).toBe('everything')
  })

  it('is about everything where the business has not chosen otherwise, and where no rule allows less', () => {
    const today = at('2026-11-26T12:00:00Z')
    expect(policyAt('US', 'whatsapp', law, today).bareStop).toBe('everything')
    for (const country of ['DE', 'CA', 'BR', 'IN', 'CH', null])
      expect(policyAt(country, 'whatsapp', narrow, today).bareStop).toBe('everything')
    const both = lawSchema.parse({ ...narrow, also: ['eu'] })
    expect(policyAt('US', 'whatsapp', both, today).bareStop).toBe('everything')
  })

  it('a rule that counsel has struck out does not hold', () => {
    const without = lawSchema.parse({ without: ['us-quiet-hours'] })
    expect(policyAt('US', 'sms', law, at('2026-11-26T12:00:00Z')).quietHours).toHaveLength(1)
    expect(policyAt('US', 'sms', without, at('2026-11-26T12:00:00Z')).quietHours).toEqual([])
  })

  it('before its day a rule does not hold', () => {
    expect(policyAt('US', 'sms', law, at('2024-04-03T12:00:00Z')).confirmWithin).toBeNull()
    expect(policyAt('US', 'sms', law, at('2024-04-04T00:00:00Z')).confirmWithin).toBe(5 * minute)
  })
})

describe('the gate under the rules', () => {
  const noon = at('2026-11-26T17:00:00Z')
  const night = at('2026-11-27T04:00:00Z')
  const history = historyOf({ statements: [said('in', start, words.start)] })
  const message = (category: string, now: number) =>
    messageOf('offer', {
      kind: 'business',
      key: 'business:offer',
      requestId: null,
      category,
      createdAt: now,
      content: {
        type: 'template',
        name: 'offer',
        language: 'en',
        variables: [],
        payloads: [],
        rendered: 'Hi',
      },
    })
  const decide = (country: string | null, category: string, now: number, settings = defaultSettings) =>
    decideGate(history, message(category, now), {
      now,
      lastInboundAt: null,
      accountPausedUntil: null,
      settings,
      timeZone: 'America/New_York',
      country,
      template: null,
    })

  it('advertising waits in the United States until eight in the morning of the person', () => {
    expect(decide('US', 'marketing', noon).decision).toBe('allow')
    expect(decide('US', 'marketing', night)).toEqual({
      decision: 'hold',
      reason: 'quiet_hours',
      until: at('2026-11-27T13:00:00Z'),
    })
  })

  it('what does not advertise does not wait, nor does anything where no rule says so', () => {
    expect(decide('US', 'utility', night).decision).toBe('allow')
    expect(decide('DE', 'marketing', night).decision).toBe('allow')
  })

  it("of the law's hours and the business's own the longer ones count", () => {
    const own = { ...defaultSettings, quietHours: { from: '20:00', to: '09:30' } }
    expect(decide('US', 'marketing', night, own)).toMatchObject({ until: at('2026-11-27T14:30:00Z') })
    expect(decide('US', 'utility', night, own)).toMatchObject({ until: at('2026-11-27T14:30:00Z') })
  })

  it('a stop by text message is confirmed within five minutes in the United States, or not at all', () => {
    const stopped = historyOf({
      channels: ['sms'],
      statements: [said('stop', start, words.stop, { channel: 'sms' })],
    })
    const confirmation = messageOf('bye', { kind: 'confirmation', channel: 'sms', statementId: 'stm_stop' })
    const confirmed = (ms: number, country: string) =>
      decideGate(stopped, confirmation, {
        now: start * second + ms,
        lastInboundAt: start * second,
        accountPausedUntil: null,
        settings: defaultSettings,
        timeZone: 'UTC',
        country,
        template: null,
      })
    expect(confirmed(5 * minute, 'US').decision).toBe('allow')
    expect(confirmed(5 * minute + 1, 'US')).toEqual({
      decision: 'deny',
      reason: 'confirmation_too_late',
      record: 'stm_stop',
    })
    expect(confirmed(5 * minute + 1, 'DE').decision).toBe('allow')
  })
})

describe('how far a bare stop reaches', () => {
  const offer = sentMessage('offer', start + 10, {
    kind: 'business',
    key: 'business:offer',
    category: 'newsletter',
    requestId: null,
  })
  const parcel = sentMessage('parcel', start + 20, {
    kind: 'business',
    key: 'business:parcel',
    category: 'utility',
    requestId: null,
  })
  const statesAfter = (
    text: string,
    more: { bareStop: 'everything' | 'what_it_answers'; quotes?: string | null },
    seconds = 30,
  ) => {
    const readings = readReply(text, 'test', ['en'])
    const { bareStop, quotes = null } = more
    return statesOf(
      historyOf({
        messages: [offer, parcel],
        statements: [
          said('in', start, words.start),
          said('stop', start + seconds, readings, { bareStop, quotes }),
        ],
      }),
    )
  }
  const all = { marketing: 'opted_out', newsletter: 'opted_out', utility: 'opted_out' }
  const only = (category: string) => ({
    marketing: 'opted_in',
    newsletter: 'opted_in',
    utility: 'opted_in',
    [category]: 'opted_out',
  })

  it('everywhere to everything, unless its statement says otherwise', () => {
    expect(statesAfter('STOP', { bareStop: 'everything' })).toEqual(all)
  })

  it('to the kind that came last, or to the one that it points at', () => {
    expect(statesAfter('STOP', { bareStop: 'what_it_answers' })).toEqual(only('utility'))
    expect(statesAfter('STOP', { bareStop: 'what_it_answers', quotes: offer.wamid })).toEqual(
      only('newsletter'),
    )
  })

  it('to everything when it says so, names no message of ours, or comes a day later', () => {
    for (const text of ['STOP ALL', 'stopall', 'stop everything', 'please stop texting me'])
      expect(statesAfter(text, { bareStop: 'what_it_answers' })).toEqual(all)
    expect(statesAfter('STOP', { bareStop: 'what_it_answers', quotes: 'wamid.else' })).toEqual(all)
    expect(statesAfter('STOP', { bareStop: 'what_it_answers' }, 30 + day / second)).toEqual(all)
  })
})
