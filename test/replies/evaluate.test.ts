import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { evaluate, replyCaseSchema } from '../../src/replies/evaluate.ts'
import { measureSpeed } from '../../src/replies/measure-speed.ts'
import { asTable, tableIn, withTable } from '../../src/replies/table.ts'

const lines = readFileSync(new URL('../corpus/sample.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
const sample = lines.map((line) => replyCaseSchema.parse(JSON.parse(line)))

test('the worked sample of the policy is read as labelled, but for a few hard cases', () => {
  const { summary, misses } = evaluate(sample)
  expect(summary.byTier.must).toMatchObject({ share: 1 })
  expect(summary.correct).toBeGreaterThanOrEqual(231)
  expect(misses).toHaveLength(summary.cases - summary.correct)
  expect(summary.falseOptInRate).toBe(0)
})

test('a wrong reading is counted in every figure that it spoils', () => {
  const cases = [
    {
      id: 'a',
      text: 'stop',
      lang: 'en',
      pending: false,
      state: 'opted_in',
      tier: 'must',
      expect: { intent: 'none', categories: [] },
    },
    {
      id: 'b',
      text: 'hello',
      lang: 'en',
      pending: false,
      state: 'opted_in',
      tier: 'must',
      expect: { intent: 'opt_out', categories: ['*'] },
    },
    {
      id: 'c',
      text: 'start',
      lang: 'en',
      pending: false,
      state: 'none',
      tier: 'hard',
      expect: { intent: 'none', categories: [] },
    },
    {
      id: 'd',
      text: 'preferences',
      lang: 'fr',
      pending: false,
      state: 'none',
      tier: 'must',
      expect: { intent: 'help', categories: [] },
    },
  ].map((one) => replyCaseSchema.parse(one))
  const { summary, misses } = evaluate(cases)
  expect(misses.map((miss) => miss.case.id)).toEqual(['a', 'b', 'c'])
  expect(summary).toMatchObject({
    cases: 4,
    correct: 1,
    byTier: { must: { cases: 3, correct: 1 }, hard: { cases: 1, correct: 0 } },
    byLang: { en: { cases: 3, correct: 0 }, fr: { cases: 1, correct: 1 } },
    falseOptOutRate: 0.5,
    missedOptOutRate: 1,
  })
  expect(asTable(summary)).toContain('| fr | 1 | 1 | 100.0 % |')
})

/** The columns that only change with the sample: language and cases. */
const languagesIn = (table: string): string[] =>
  table.split('\n').map((line) => line.split('|').slice(1, 3).join('|'))

test('the table in the README is that of the sample as it is', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  expect(languagesIn(tableIn(readme) ?? '')).toEqual(languagesIn(asTable(evaluate(sample).summary)))
})

test('a table is written between its markers, and nowhere else', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const renewed = withTable(readme, 'TABLE') ?? ''
  expect(tableIn(renewed)).toBe('TABLE')
  expect(withTable(renewed, tableIn(readme) ?? '')).toBe(readme)
  expect(withTable('no markers', 'TABLE')).toBeNull()
})

test('speed is that of the median pass, and the time of single readings, once passes get no faster', () => {
  let clock = 0
  // Every look at the clock takes a millisecond: two for a reading, two more for the pass around them.
  const now = (): number => {
    clock += 1_000
    return clock
  }
  const some = sample.slice(0, 9)
  expect(measureSpeed(some, now)).toEqual({ perSecond: Math.round(9_000 / 19), p99Micros: 1_000 })
  expect(clock).toBeGreaterThan(2_000_000)
  expect(clock).toBeLessThan(4_000_000)
  expect(measureSpeed([], now)).toEqual({ perSecond: 0, p99Micros: 0 })
})

test('naming all five categories is naming all', () => {
  const all = ['authentication', 'marketing', 'newsletter', 'surveys', 'utility']
  const one = {
    id: 'a',
    text: 'stop',
    lang: 'en',
    pending: false,
    state: 'opted_in',
    tier: 'must',
    expect: { intent: 'opt_out', categories: all },
  }
  expect(evaluate([replyCaseSchema.parse(one)]).summary.correct).toBe(1)
})
