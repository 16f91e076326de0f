import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { progressLine } from '../../src/commands/campaign.ts'
import {
  type CampaignCounts,
  campaignActs,
  contentFor,
  decideAct,
  missingVariables,
  mostUnderWay,
  paceOf,
  possibleActs,
  progressOf,
} from '../../src/domain/campaign.ts'
import type { Content } from '../../src/domain/message.ts'

const now = Date.UTC(2026, 5, 1)

describe('what can be done with a campaign', () => {
  it.each([
    ['paused', null, { start: 'running', pause: 'already', resume: 'impossible', cancel: 'cancelled' }],
    ['paused', now, { start: 'impossible', pause: 'already', resume: 'running', cancel: 'cancelled' }],
    ['running', now, { start: 'already', pause: 'paused', resume: 'already', cancel: 'cancelled' }],
    ['cancelled', now, { start: 'impossible', pause: 'impossible', resume: 'impossible', cancel: 'already' }],
    ['done', now, { start: 'impossible', pause: 'impossible', resume: 'impossible', cancel: 'impossible' }],
  ] as const)('%s, started at %s', (state, startedAt, expected) => {
    const found = campaignActs.map((act) => [act, decideAct({ state, startedAt }, act)])
    expect(Object.fromEntries(found)).toEqual(expected)
  })

  it('what is said to be possible is what leads somewhere', () => {
    for (const state of ['paused', 'running', 'cancelled', 'done'] as const)
      for (const startedAt of [null, now]) {
        const leads = campaignActs.filter(
          (act) => !['already', 'impossible'].includes(decideAct({ state, startedAt }, act)),
        )
        expect(possibleActs({ state, startedAt })).toEqual(leads)
      }
  })
})

describe('the message of one person', () => {
  const template: Content = {
    type: 'template',
    name: 'spring',
    language: 'en',
    variables: [
      { name: 'discount', value: '10 %' },
      { name: 'day', value: 'Monday' },
    ],
    payloads: [],
    rendered: 'Hello {{ name }}, {{discount}} off on {{day}}.',
  }

  it('has their own words over those of the campaign, and the template’s order stays', () => {
    const own = { name: 'Ana', discount: '20 %' }
    expect(contentFor(template, own)).toMatchObject({
      rendered: 'Hello Ana, 20 % off on Monday.',
      variables: [
        { name: 'discount', value: '20 %' },
        { name: 'day', value: 'Monday' },
        { name: 'name', value: 'Ana' },
      ],
    })
  })

  it('misses what neither has', () => {
    expect(missingVariables(template, null)).toEqual(['name'])
    expect(missingVariables(template, { name: 'Ana' })).toEqual([])
    expect(missingVariables({ type: 'text', rendered: '{{a}} {{b}} {{a}}' }, { b: '1' })).toEqual(['a'])
  })

  it('puts no words of one person into a place that another’s words open', () => {
    const text: Content = { type: 'text', rendered: 'Hello {{name}}' }
    expect(contentFor(text, { name: '{{secret}}', secret: 'x' }).rendered).toBe('Hello {{secret}}')
  })
})

const counts: fc.Arbitrary<CampaignCounts> = fc.record({
  waiting: fc.nat({ max: 50 }),
  held: fc.constant([]),
  refused: fc.array(
    fc.record({ reason: fc.constantFrom('opted_out', 'not_opted_in'), count: fc.nat({ max: 9 }) }),
  ),
  underWay: fc.nat({ max: 50 }),
  sent: fc.nat({ max: 50 }),
  delivered: fc.nat({ max: 50 }),
  read: fc.nat({ max: 50 }),
  failed: fc.nat({ max: 50 }),
  withdrawn: fc.array(
    fc.record({ reason: fc.constantFrom('opted_out', 'campaign_cancelled'), count: fc.nat({ max: 9 }) }),
  ),
  lastDueAt: fc.option(fc.integer({ min: now, max: now + 1e9 })),
})

describe('how far it is', () => {
  it('everybody is in one number, every refusal under its reason, and a hundred per cent means that it is over', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom('paused', 'running', 'cancelled', 'done'), (found, state) => {
        const progress = progressOf({ state }, found, now, 20)
        const { waiting, queued, sent, failed, refused, cancelled, total, percent } = progress
        expect(waiting + queued + sent + failed + refused + cancelled).toBe(total)
        expect(progress.refusals.reduce((all, { count }) => all + count, 0)).toBe(refused)
        expect(new Set(progress.refusals.map(({ reason }) => reason)).size).toBe(progress.refusals.length)
        expect(percent === 100).toBe(total > 0 && waiting + queued === 0)
        expect(progress.estimatedEnd === null).toBe(state !== 'running')
        if (state === 'cancelled') expect(waiting).toBe(0)
      }),
    )
  })

  it('the end is guessed from the pace, and from who waits longest', () => {
    const found = {
      waiting: 100,
      held: [],
      refused: [],
      underWay: 20,
      sent: 0,
      delivered: 0,
      read: 0,
      failed: 0,
    }
    const at = (lastDueAt: number | null) =>
      progressOf({ state: 'running' }, { ...found, withdrawn: [], lastDueAt }, now, 20).estimatedEnd
    expect(at(null)).toBe(now + 6_000)
    expect(at(now + 60_000)).toBe(now + 60_000)
  })

  it('is shown as a bar', () => {
    const found = {
      waiting: 25,
      held: [],
      refused: [],
      underWay: 25,
      sent: 50,
      delivered: 40,
      read: 9,
      failed: 0,
    }
    const progress = progressOf({ state: 'paused' }, { ...found, withdrawn: [], lastDueAt: null }, now, 20)
    expect(progressLine({ state: 'paused' }, progress)).toBe(
      `${'█'.repeat(15)}${'░'.repeat(15)}  50 %  of 100: 50 sent, 9 read, 0 refused, 50 to go  (paused)`,
    )
  })
})

it('what is under way is two seconds’ worth, within bounds, and the pace is kept over any number of turns', () => {
  expect([1, 20, 80, 1_000].map(mostUnderWay)).toEqual([10, 40, 160, 500])
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 200 })), fc.integer({ min: 1, max: 1_000 }), (turns, perSecond) => {
      const messages = turns.reduce((all, one) => all + one, 0)
      const took = turns.reduce((all, one) => all + paceOf(one, perSecond), 0)
      expect(took).toBeGreaterThanOrEqual((messages * 1_000) / perSecond - 1e-6)
    }),
  )
})
