import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day, hour } from '../../src/domain/clock.ts'
import { decideTemplate } from '../../src/domain/gate.ts'
import {
  changesOf,
  factOf,
  newsOfStatus,
  type PlatformTemplate,
  type TemplateFact,
  type TemplateNews,
  withNews,
} from '../../src/domain/platform-template.ts'

const named = { wabaId: '1', name: 'spring', language: 'en', templateId: '7' }
const now = 1_750_000_000_000

const fact = (more: Partial<TemplateFact> = {}): TemplateFact => ({
  name: 'spring',
  language: 'en',
  status: 'APPROVED',
  category: 'MARKETING',
  pausedUntil: null,
  ...more,
})
const reasonOf = (
  known: TemplateFact | null,
  platform: 'marketing' | 'utility' | 'authentication' | null = 'marketing',
) => {
  const verdict = decideTemplate(known, platform, now)
  return verdict === null ? null : verdict.reason
}

describe('what the gate makes of a template', () => {
  it('nothing, where nothing is known of it', () => expect(reasonOf(null)).toBe(null))

  it.each([
    ['APPROVED', null],
    ['UNKNOWN', 'template_unknown'],
    ['REJECTED', 'template_rejected'],
    ['PAUSED', 'template_paused'],
    ['DISABLED', 'template_disabled'],
    ['DELETED', 'template_disabled'],
    ['PENDING_DELETION', 'template_disabled'],
    ['ARCHIVED', 'template_disabled'],
    ['PENDING', 'template_not_approved'],
    ['IN_APPEAL', 'template_not_approved'],
    ['LIMIT_EXCEEDED', 'template_not_approved'],
    ['SOMETHING_NEW', 'template_not_approved'],
  ])('%s: %s', (status, reason) => expect(reasonOf(fact({ status }))).toBe(reason))

  it('a pause with an end is over at its end', () => {
    expect(decideTemplate(fact({ status: 'PAUSED', pausedUntil: now + 1 }), 'marketing', now)).toMatchObject({
      decision: 'hold',
      reason: 'template_paused',
      until: now + 1,
    })
    expect(reasonOf(fact({ status: 'PAUSED', pausedUntil: now }))).toBe(null)
  })

  it.each([
    ['MARKETING', 'marketing', null],
    ['MARKETING', 'utility', 'template_category'],
    ['MARKETING', 'authentication', 'template_category'],
    ['UTILITY', 'marketing', null],
    ['UTILITY', 'utility', null],
    ['UTILITY', 'authentication', 'template_category'],
    ['AUTHENTICATION', 'authentication', null],
    ['NEW_CLASS', 'utility', 'template_category'],
    ['NEW_CLASS', 'marketing', null],
  ] as const)('a %s template under a consent of %s: %s', (category, platform, reason) => {
    expect(reasonOf(fact({ category }), platform)).toBe(reason)
  })

  it('a request is of no class: only the state counts', () => {
    expect(reasonOf(fact(), null)).toBe(null)
    expect(reasonOf(fact({ status: 'REJECTED' }), null)).toBe('template_rejected')
  })
})

describe('what the platform tells', () => {
  const told = (...all: readonly (readonly [TemplateNews, number])[]): PlatformTemplate | null =>
    all.reduce<PlatformTemplate | null>((known, [news, at]) => withNews(known, named, news, at), null)

  it('of pauses says when they end, the first two times', () => {
    const pause = (title: string) => newsOfStatus('PAUSED', { title, reason: null, at: now }).pausedUntil
    expect([pause('FIRST_PAUSE'), pause('SECOND_PAUSE'), pause('RATE_LIMITING_PAUSE')]).toEqual([
      now + 3 * hour,
      now + 6 * hour,
      null,
    ])
  })

  it.each([
    ['REINSTATED', null, 'APPROVED'],
    ['UNARCHIVED', null, 'APPROVED'],
    ['PAUSED', 'UNPAUSED', 'APPROVED'],
    ['PAUSED', 'DISABLED', 'DISABLED'],
    ['FLAGGED', null, undefined],
  ])('%s with %s makes it %s', (event, title, status) => {
    expect(newsOfStatus(event, { title, reason: null, at: now }).status).toBe(status)
  })

  it('an announced change of category holds from its own time', () => {
    const template = told(
      [{ status: 'APPROVED', category: 'UTILITY' }, now],
      [{ category: 'UTILITY', coming: { category: 'MARKETING', from: now + day } }, now + 1],
    )
    if (!template) throw new Error('there is none')
    expect(factOf(template, now + day - 1).category).toBe('UTILITY')
    expect(factOf(template, now + day).category).toBe('MARKETING')
  })

  it('in whatever order it arrives, and however often, the last word by its own time counts', () => {
    const anyNews = fc.oneof(
      fc.record({ status: fc.constantFrom('APPROVED', 'PAUSED', 'REJECTED', 'DISABLED') }),
      fc.record({ category: fc.constantFrom('MARKETING', 'UTILITY') }),
      fc.record({ quality: fc.constantFrom('GREEN', 'RED') }),
    )
    fc.assert(
      fc.property(
        fc
          .uniqueArray(fc.tuple(anyNews, fc.integer({ min: 1, max: 1_000 })), {
            selector: ([, at]) => at,
            minLength: 1,
            maxLength: 12,
          })
          .chain((all) =>
            fc.tuple(
              fc.constant(all),
              fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length, maxLength: 2 * all.length }),
            ),
          ),
        ([all, arrived]) => {
          const inOrder = told(...[...all].sort(([, a], [, b]) => a - b))
          expect(told(...arrived)).toEqual(inOrder)
        },
      ),
    )
  })

  it('the same once more changes nothing', () => {
    const once = told([{ status: 'PAUSED', pausedUntil: null }, now])
    if (!once) throw new Error('there is none')
    expect(changesOf(null, once)).toMatchObject({ status: { from: null, to: 'PAUSED' } })
    expect(changesOf(once, withNews(once, named, { status: 'PAUSED', pausedUntil: null }, now + 5))).toBe(
      null,
    )
  })
})
