import { describe, expect, it } from 'vitest'
import { hour } from '../../src/domain/clock.ts'
import {
  clarificationWait,
  defaultPolicies,
  type Policy,
  policyAt,
  policySchema,
} from '../../src/domain/policy.ts'

const policy = (from: string, silence: Policy['clarification']['silence'], hours = 24): Policy => ({
  from,
  clarification: { hours, silence },
})
const spring = policy('2026-03-01', 'keep')
const summer = policy('2026-06-01', 'stop_all', 48)
const at = (time: string): number => Date.parse(time)

describe('the policy of an instant', () => {
  const rows: [string, string, Policy][] = [
    ['of the day on which it begins', '2026-06-01T00:00:00Z', summer],
    ['until the last moment before the next', '2026-05-31T23:59:59.999Z', spring],
    ['long after', '2030-01-01T00:00:00Z', summer],
    ['before all of them: the first', '2025-01-01T00:00:00Z', spring],
  ]
  it.each(rows)('%s', (_when, time, expected) => {
    expect(policyAt([spring, summer], at(time))).toEqual(expected)
    expect(policyAt([summer, spring], at(time))).toEqual(expected)
  })

  it('where the business has set none: a day of waiting, and then marketing stops', () => {
    for (const policies of [[], defaultPolicies]) {
      const found = policyAt(policies, at('2026-07-01'))
      expect(found.clarification.silence).toBe('stop_marketing')
      expect(clarificationWait(found)).toBe(24 * hour)
    }
  })

  it('says how long an answer is waited for', () => {
    expect(clarificationWait(summer)).toBe(48 * hour)
  })
})

it.each([
  ['a day that does not exist', { ...spring, from: '2026-02-30' }],
  ['no waiting at all', policy('2026-03-01', 'keep', 0)],
  ['a wait of more than a week', policy('2026-03-01', 'keep', 169)],
  ['a meaning that is none', { ...spring, clarification: { hours: 24, silence: 'opt_in' } }],
  ['a field that is none', { ...spring, until: '2026-04-01' }],
])('%s is a mistake in a policy', (_what, wrong) => {
  expect(policySchema.safeParse(wrong).success).toBe(false)
})
