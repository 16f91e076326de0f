import { describe, expect, it } from 'vitest'
import { hour, minute } from '../../src/domain/clock.ts'
import {
  accountPause,
  type ErrorAction,
  type ErrorMeaning,
  errorRule,
  maxAttempts,
  retryAfter,
} from '../../src/domain/provider-errors.ts'

const unknown = errorRule(999_999)

describe('the table of FACTS §7 and of Twilio’s codes', () => {
  const table: [codes: number[], action: ErrorAction, meaning?: ErrorMeaning][] = [
    [[0, 190], 'stop_account'],
    [[3, 10, 200, 250, 299, 131005], 'stop_account'],
    [[4, 80007], 'back_off'],
    [[130429], 'back_off'],
    [[131056], 'pair'],
    [[131048], 'stop_account', 'not_delivered'],
    [[131064], 'park'],
    [[368, 131031], 'stop_account'],
    [[130497], 'final'],
    [[130403], 'final'],
    [[1, 2, 131000, 131016, 133004], 'retry'],
    [[33, 100, 131008, 131009, 135000], 'final', 'request_wrong'],
    [[130472], 'final', 'not_delivered'],
    [[131021], 'final', 'request_wrong'],
    [[131026], 'final', 'unreachable'],
    [[131037], 'stop_account'],
    [[131042], 'stop_account'],
    [[131045, 133010], 'stop_account'],
    [[131047], 'final', 'window_closed'],
    [[131049], 'final', 'not_delivered'],
    [[131050], 'final', 'platform_stopped'],
    [[131051], 'final', 'request_wrong'],
    [[131052, 131053], 'final'],
    [[131055], 'final'],
    [[131057], 'stop_account'],
    [[131062], 'final', 'request_wrong'],
    [[131063], 'final'],
    [[132000, 132012, 132018], 'final', 'request_wrong'],
    [[132001], 'final', 'request_wrong'],
    [[132005, 132007], 'final', 'request_wrong'],
    [[132015], 'park', 'not_delivered'],
    [[132016], 'final', 'request_wrong'],
    [[132068], 'final'],
    [[132069], 'park'],
    [[133000, 133005, 133006, 133008, 133009, 133015, 133016], 'stop_account'],
    [[134011, 139200], 'final'],
    // Twilio's.
    [[20003], 'stop_account'],
    [[20429], 'back_off'],
    [[21211, 21612, 21614, 21635, 30005, 30006], 'final', 'unreachable'],
    [[21408, 21608], 'final'],
    [[21602, 21617], 'final', 'request_wrong'],
    [[21606, 30002], 'stop_account'],
    [[21610], 'final', 'carrier_stopped'],
    [[30001], 'retry'],
    [[30003, 30004, 30007, 30008], 'final', 'not_delivered'],
  ]
  const rows = table.flatMap(([codes, action, meaning]) =>
    codes.map((code) => [code, action, meaning] as const),
  )

  it.each(rows)('%i: %s', (code, action, meaning) => {
    const rule = errorRule(code)
    expect(rule).not.toEqual(unknown)
    expect(rule.action).toBe(action)
    if (meaning) expect(rule.meaning).toBe(meaning)
    expect(rule.says).toMatch(/^[a-zA-Z0-9 ,:'-]+$/)
  })

  it('leaves codes that nobody knows as they are: final', () => {
    for (const code of [999_999, 2_388_001, -404, 300, 133_017]) expect(errorRule(code).action).toBe('final')
  })
})

describe('the pause before the next attempt', () => {
  it('grows, with a little chance in it', () => {
    const waits = [1, 2, 3, 4].map((attempt) => retryAfter('retry', attempt, null, 0.5))
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000])
    expect(retryAfter('retry', 1, null, 0)).toBe(1_500)
    expect(retryAfter('retry', 1, null, 0.999)).toBeLessThan(2_500)
  })

  it('is what the platform asked for, where it did', () => {
    expect(retryAfter('back_off', 1, 45_000, 0)).toBe(45_000)
  })

  it('is 4^n seconds for a pair limit', () => {
    expect([1, 2, 3].map((attempt) => retryAfter('pair', attempt, null, 0.5))).toEqual([
      4_000, 16_000, 64_000,
    ])
  })

  it('ends when the attempts are spent', () => {
    for (const action of ['retry', 'back_off', 'pair', 'park'] as const) {
      expect(retryAfter(action, maxAttempts, null, 0.5)).toBeNull()
    }
  })

  it('is long for a parked message, and never comes for a final one', () => {
    expect(retryAfter('park', 1, null, 0.5)).toBe(3 * hour)
    expect(retryAfter('final', 1, 1_000, 0.5)).toBeNull()
  })
})

describe('the pause of a whole account', () => {
  it('follows a rate limit, longer each time, and a stop of the account', () => {
    expect([1, 2, 3].map((attempt) => accountPause('back_off', attempt))).toEqual([2_000, 4_000, 8_000])
    expect(accountPause('back_off', 50)).toBe(64_000)
    expect(accountPause('stop_account', 1)).toBe(10 * minute)
  })

  it('does not follow what concerns one person or one message', () => {
    for (const action of ['retry', 'pair', 'park', 'final'] as const)
      expect(accountPause(action, 1)).toBeNull()
  })
})
