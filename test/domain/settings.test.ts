import { describe, expect, it } from 'vitest'
import { hour } from '../../src/domain/clock.ts'
import {
  clarificationWait,
  type DatedSettings,
  defaultSettings,
  initialSettings,
  settingsAt,
  settingsChangeSchema,
  settingsSchema,
  withChange,
} from '../../src/domain/settings.ts'

const dated = (version: number, from: string, given: object): DatedSettings => ({
  version,
  from: at(from),
  settings: settingsSchema.parse(given),
})
const at = (time: string): number => Date.parse(time)
const spring = dated(1, '2026-03-01T00:00:00Z', { clarification: { silence: 'keep' } })
const summer = dated(2, '2026-06-01T00:00:00Z', { clarification: { silence: 'stop_all', hours: 48 } })

describe('the settings of an instant', () => {
  const rows: [string, string, DatedSettings][] = [
    ['from the moment on which they begin', '2026-06-01T00:00:00Z', summer],
    ['until the last moment before the next', '2026-05-31T23:59:59.999Z', spring],
    ['long after', '2030-01-01T00:00:00Z', summer],
    ['before all of them: what Assent begins with', '2025-01-01T00:00:00Z', initialSettings],
  ]
  it.each(rows)('%s', (_when, time, expected) => {
    expect(settingsAt([spring, summer], at(time))).toEqual(expected)
    expect(settingsAt([summer, spring], at(time))).toEqual(expected)
  })

  it('the later version counts, of two that begin at the same moment', () => {
    const again = { ...spring, version: 3, settings: defaultSettings }
    expect(settingsAt([spring, again], spring.from).version).toBe(3)
    expect(settingsAt([again, spring], spring.from).version).toBe(3)
  })

  it('a version for later that is saved before an earlier one still waits for its day', () => {
    const early = dated(3, '2026-04-01T00:00:00Z', {})
    expect(settingsAt([spring, summer, early], at('2026-05-01T00:00:00Z')).version).toBe(3)
    expect(settingsAt([spring, summer, early], at('2026-07-01T00:00:00Z')).version).toBe(2)
  })

  it('where the business has set none: a day of waiting, and then marketing stops', () => {
    const { settings } = settingsAt([], at('2026-07-01'))
    expect(settings.clarification.silence).toBe('stop_marketing')
    expect(clarificationWait(settings)).toBe(24 * hour)
  })
})

it.each([
  ['no waiting at all', { clarification: { hours: 0 } }],
  ['a wait of more than a week', { clarification: { hours: 169 } }],
  ['asking more than once a day', { requests: { everyHours: 23 } }],
  ['a meaning that is none', { clarification: { silence: 'opt_in' } }],
  ['a time zone that is none', { timeZone: 'Moon/Base' }],
  ['a time of day that is none', { quietHours: { from: '25:00', to: '08:00' } }],
  ['a field that is none', { until: '2026-04-01' }],
])('%s is a mistake in the settings', (_what, wrong) => {
  expect(settingsSchema.safeParse(wrong).success).toBe(false)
})

describe('a change of the settings', () => {
  const own = settingsSchema.parse({
    requests: { everyHours: 48, atMost: 2 },
    clarification: { hours: 12, silence: 'keep' },
    proof: { C: 'nothing' },
    words: { optOut: [{ language: 'en', words: ['no more bread'] }] },
  })

  it('leaves everything as it is that it does not name', () => {
    const changed = withChange(own, settingsChangeSchema.parse({ timeZone: 'Europe/Berlin' }))
    expect(changed).toEqual({ ...own, timeZone: 'Europe/Berlin' })
  })

  it('leaves what it does not name inside of what it names', () => {
    const change = settingsChangeSchema.parse({
      requests: { atMost: 5 },
      clarification: { hours: 6 },
      proof: { A: 'ask' },
      words: { optIn: [{ language: 'en', words: ['count me in'] }] },
    })
    const changed = withChange(own, change)
    expect(changed.requests).toEqual({ everyHours: 48, atMost: 5 })
    expect(changed.clarification).toEqual({ hours: 6, silence: 'keep' })
    expect(changed.proof).toEqual({ A: 'ask', B: 'grant', C: 'nothing' })
    expect(changed.words).toEqual({ ...own.words, optIn: change.words?.optIn })
  })

  it('ends quiet hours by null', () => {
    const quiet = withChange(own, { quietHours: { from: '21:00', to: '08:00' } })
    expect(withChange(quiet, settingsChangeSchema.parse({ quietHours: null })).quietHours).toBeNull()
  })
})
