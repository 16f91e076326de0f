import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hour, minute } from '../../src/domain/clock.ts'
import {
  askedLevel,
  initialControls,
  nextControls,
  noSums,
  releasedBy,
  type Signals,
  type Sums,
} from '../../src/domain/controls.ts'
import { defaultSettings } from '../../src/domain/settings.ts'

const settings = defaultSettings.quality
const calm: Signals = {
  quality: 'GREEN',
  troubles: [],
  isCurrent: true,
  messages: noSums,
  requests: new Map(),
}

const sums = (sent: number, stopped: number, failed: number): Sums => ({
  tried: sent + failed,
  sent,
  stopped,
  failed,
})

const someSums = fc
  .tuple(fc.nat(2_000), fc.nat(300), fc.nat(600))
  .map(([sent, stopped, failed]) => sums(sent, Math.min(stopped, sent), failed))
const someSignals: fc.Arbitrary<Signals> = fc.record({
  quality: fc.constantFrom('GREEN', 'YELLOW', 'RED', 'NA', null),
  troubles: fc.subarray(['a restriction', 'a violation']),
  isCurrent: fc.boolean(),
  messages: someSums,
  requests: fc
    .dictionary(fc.constantFrom('import:C', 'web_form', 'thread'), someSums)
    .map((all) => new Map(Object.entries(all))),
})

const rank = (quality: string | null): number => (quality === 'RED' ? 2 : quality === 'YELLOW' ? 1 : 0)

describe('what the signals ask for', () => {
  it('never becomes less when things are worse', () => {
    fc.assert(
      fc.property(
        someSignals,
        fc.constantFrom('GREEN', 'YELLOW', 'RED'),
        fc.nat(50),
        (signals, quality, more) => {
          const worse: Signals = {
            ...signals,
            quality: rank(quality) > rank(signals.quality) ? quality : signals.quality,
            troubles: [...signals.troubles, 'one more'],
            messages: {
              ...signals.messages,
              stopped: signals.messages.stopped + more,
              failed: signals.messages.failed + more,
              tried: signals.messages.tried + more,
            },
          }
          expect(askedLevel(worse, settings).level).toBeGreaterThanOrEqual(
            askedLevel(signals, settings).level,
          )
        },
      ),
    )
  })

  it.each([
    ['GREEN', [], 0],
    ['YELLOW', [], 1],
    ['RED', [], 2],
    ['RED', ['a restriction'], 3],
    ['GREEN', ['a restriction'], 1],
    [null, [], 0],
    ['SOMETHING NEW', [], 0],
  ])('at %s with troubles %o is level %i', (quality, troubles, level) => {
    expect(askedLevel({ ...calm, quality, troubles }, settings).level).toBe(level)
  })

  it('is nothing for one unlucky customer, and something for many', () => {
    const level = (messages: Sums): number => askedLevel({ ...calm, messages }, settings).level
    expect(level(sums(1, 1, 0))).toBe(0)
    expect(level(sums(99, 50, 0))).toBe(0)
    expect(level(sums(100, 5, 0))).toBe(0)
    expect(level(sums(100, 6, 0))).toBe(1)
    expect(level(sums(80, 0, 20))).toBe(0)
    expect(level(sums(79, 0, 21))).toBe(1)
  })

  it('is nothing where the business has switched the controls off', () => {
    expect(askedLevel({ ...calm, quality: 'RED' }, { ...settings, act: false }).level).toBe(0)
  })
})

describe('the controls over time', () => {
  const steps = fc.array(fc.tuple(someSignals, fc.integer({ min: 1, max: 20 * 60 })), { maxLength: 60 })

  it('are never below what was asked for in the last 24 hours, nor above what was ever asked for', () => {
    fc.assert(
      fc.property(steps, (list) => {
        let controls = initialControls
        let now = 0
        const asked: { at: number; level: number }[] = []
        for (const [signals, minutes] of list) {
          now += minutes * minute
          controls = nextControls(controls, signals, settings, now)
          asked.push({ at: now, level: askedLevel(signals, settings).level })
          const recent = asked.filter(({ at }) => at > now - settings.greenHours * hour)
          expect(controls.level).toBeGreaterThanOrEqual(Math.max(...recent.map(({ level }) => level)))
          expect(controls.level).toBeLessThanOrEqual(Math.max(...asked.map(({ level }) => level)))
        }
      }),
    )
  })

  it('rest after two times 24 good hours, whatever was before', () => {
    fc.assert(
      fc.property(steps, (list) => {
        let controls = initialControls
        let now = 0
        for (const [signals, minutes] of list) {
          now += minutes * minute
          controls = nextControls(controls, signals, settings, now)
        }
        for (let good = 0; good <= 2 * settings.greenHours + 1; good += 1) {
          now += hour
          controls = nextControls(controls, calm, settings, now)
        }
        expect(controls).toMatchObject({ level: 0, calm: null, because: [], worst: [] })
      }),
    )
  })

  it('stay while the platform does not answer, however good its last word was', () => {
    const red = nextControls(initialControls, { ...calm, quality: 'RED' }, settings, 0)
    const silent: Signals = { ...calm, isCurrent: false }
    const later = [hour, 30 * hour, 90 * hour].reduce(
      (controls, at) => nextControls(controls, silent, settings, at),
      red,
    )
    expect(later).toMatchObject({ level: 2, calm: null })
  })

  it('do not act again on what a person has let go of, and do when it gets worse or comes back', () => {
    const red: Signals = { ...calm, quality: 'RED' }
    const yellow: Signals = { ...calm, quality: 'YELLOW' }
    const released = releasedBy(2, { by: 'key:1', reason: 'known', at: 1 })
    const levelAfter = (...list: readonly Signals[]): number =>
      list.reduce(
        (controls, signals, index) => nextControls(controls, signals, settings, 2 + index),
        released,
      ).level
    expect(levelAfter(red, red)).toBe(0)
    expect(levelAfter({ ...red, troubles: ['a restriction'] })).toBe(3)
    expect(levelAfter(red, yellow)).toBe(0)
    expect(levelAfter(red, yellow, red)).toBe(2)
    expect(levelAfter(red, calm, yellow)).toBe(1)
  })

  it('name the worst cohort of those that are large enough to tell, else the weakest grounds', () => {
    const requests = new Map([
      ['thread', sums(200, 2, 0)],
      ['web_form', sums(200, 30, 0)],
      ['import:C', sums(4, 4, 0)],
    ])
    const yellow: Signals = { ...calm, quality: 'YELLOW' }
    expect(nextControls(initialControls, { ...yellow, requests }, settings, 1).worst).toEqual(['web_form'])
    expect(nextControls(initialControls, yellow, settings, 1).worst).toEqual(['import:C', 'none'])
  })
})
