import * as z from 'zod'
import { parseReply, type Reading } from './parse-reply.ts'
import type { Vocabulary } from './vocabulary.ts'

const intents = ['opt_in', 'opt_out', 'help', 'none', 'ambiguous'] as const
type CaseIntent = (typeof intents)[number]

export const replyCaseSchema = z.object({
  id: z.string(),
  text: z.string(),
  lang: z.string(),
  pending: z.boolean(),
  state: z.enum(['none', 'opted_in', 'opted_out']),
  expect: z.object({ intent: z.enum([...intents, 'preferences']), categories: z.array(z.string()) }),
  why: z.string().optional(),
  tier: z.enum(['must', 'should', 'hard']),
})
export type ReplyCase = z.infer<typeof replyCaseSchema>

export interface Tally {
  readonly cases: number
  readonly correct: number
  readonly share: number
}

export interface EvaluationSummary {
  readonly cases: number
  readonly correct: number
  readonly byTier: Readonly<Record<string, Tally>>
  readonly byLang: Readonly<Record<string, Tally>>
  readonly byIntent: Readonly<
    Record<string, { readonly precision: number; readonly recall: number; readonly cases: number }>
  >
  /** Of ordinary messages, the share taken for an opt-out. */
  readonly falseOptOutRate: number
  /** Of messages that grant nothing, the share taken for an opt-in. */
  readonly falseOptInRate: number
  /** Of clear opt-outs (must and should), the share read as none or opt_in. */
  readonly missedOptOutRate: number
}

export interface Miss {
  readonly case: ReplyCase
  readonly reading: Reading
}

/** `preferences` is one kind of help as far as the cases go (POLICY §1). */
function asCaseIntent(intent: Reading['intent']): CaseIntent {
  return intent === 'preferences' ? 'help' : intent
}

function scopeKey(categories: readonly string[], keyCount: number): string {
  const keys = [...new Set(categories)].sort()
  return keys.includes('*') || keys.length === keyCount ? '*' : keys.join(',')
}

function isCorrect(replyCase: ReplyCase, reading: Reading): boolean {
  const expected = asCaseIntent(replyCase.expect.intent)
  if (asCaseIntent(reading.intent) !== expected) return false
  if (expected !== 'opt_in' && expected !== 'opt_out') return true
  return scopeKey(replyCase.expect.categories, 5) === scopeKey(reading.categories, 5)
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 100_000) / 100_000
}

function tallyBy(results: readonly Result[], key: (result: Result) => string): Record<string, Tally> {
  const groups = new Map<string, { cases: number; correct: number }>()
  for (const result of results) {
    const group = groups.get(key(result)) ?? { cases: 0, correct: 0 }
    group.cases += 1
    if (result.correct) group.correct += 1
    groups.set(key(result), group)
  }
  const sorted = [...groups].sort(([left], [right]) => left.localeCompare(right))
  return Object.fromEntries(
    sorted.map(([name, group]) => [name, { ...group, share: share(group.correct, group.cases) }]),
  )
}

interface Result extends Miss {
  readonly correct: boolean
}

/** Reads every case and compares (POLICY §1, §7). */
export function evaluate(
  cases: readonly ReplyCase[],
  vocabulary?: Vocabulary,
): { readonly summary: EvaluationSummary; readonly misses: readonly Miss[] } {
  const results = cases.map((replyCase): Result => {
    const { pending, state } = replyCase
    const reading = parseReply(replyCase.text, { pending, state }, vocabulary)
    return { case: replyCase, reading, correct: isCorrect(replyCase, reading) }
  })
  return { summary: summarise(results), misses: results.filter((result) => !result.correct) }
}

function summarise(results: readonly Result[]): EvaluationSummary {
  const expected = (result: Result): CaseIntent => asCaseIntent(result.case.expect.intent)
  const actual = (result: Result): CaseIntent => asCaseIntent(result.reading.intent)
  const rate = (of: readonly Result[], hit: (result: Result) => boolean): number =>
    share(of.filter(hit).length, of.length)
  const clearOptOuts = results.filter(
    (result) => expected(result) === 'opt_out' && result.case.tier !== 'hard',
  )
  const byIntent = intents.map((intent) => {
    const relevant = results.filter((result) => expected(result) === intent)
    const found = results.filter((result) => actual(result) === intent)
    const precision = rate(found, (result) => result.correct)
    return [
      intent,
      { precision, recall: rate(relevant, (result) => result.correct), cases: relevant.length },
    ] as const
  })
  return {
    cases: results.length,
    correct: results.filter((result) => result.correct).length,
    byTier: tallyBy(results, (result) => result.case.tier),
    byLang: tallyBy(results, (result) => result.case.lang),
    byIntent: Object.fromEntries(byIntent),
    falseOptOutRate: rate(
      results.filter((r) => expected(r) === 'none'),
      (r) => actual(r) === 'opt_out',
    ),
    falseOptInRate: rate(
      results.filter((r) => expected(r) !== 'opt_in'),
      (r) => actual(r) === 'opt_in',
    ),
    missedOptOutRate: rate(clearOptOuts, (r) => actual(r) === 'none' || actual(r) === 'opt_in'),
  }
}
