import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { evaluate, replyCaseSchema } from '../../src/replies/evaluate.ts'

const lines = readFileSync(new URL('./fixtures/sample.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
const cases = lines.map((line) => replyCaseSchema.parse(JSON.parse(line)))

test('most of the worked sample is read as labelled', () => {
  const { summary } = evaluate(cases, () => 0)
  expect(summary.correct / summary.cases).toBeGreaterThan(0.5)
})
