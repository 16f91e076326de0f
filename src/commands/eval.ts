import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { evaluate, type Miss, type ReplyCase, replyCaseSchema } from '../replies/evaluate.ts'
import { measureSpeed } from '../replies/measure-speed.ts'
import { asTable, withTable } from '../replies/table.ts'
import { tellIssue } from '../tell-issue.ts'

const microseconds = (): number => performance.now() * 1_000

const readCase = (file: string, line: string, number: number): ReplyCase => {
  try {
    return replyCaseSchema.parse(JSON.parse(line))
  } catch (error) {
    const why =
      error instanceof z.ZodError
        ? error.issues.map((issue) => tellIssue(issue, 'the line')).join('; ')
        : 'not JSON'
    throw new AppError('request.invalid', `${file}, line ${number}: it is not a case (${why})`)
  }
}

const readCases = (file: string): ReplyCase[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [readCase(file, line, index + 1)]))

const missLine = ({ case: missed, reading }: Miss): string => {
  const { id, tier, text, pending, state, expect, why } = missed
  const { intent, categories, rule, words, because } = reading
  const expected = [expect.intent, ...expect.categories].join(' ')
  const found = [intent, ...categories].join(' ')
  return JSON.stringify({ id, tier, text, pending, state, expected, found, rule, words, because, why })
}

export interface EvalOptions {
  readonly misses?: boolean
  readonly table?: boolean
  /** A Markdown file whose table is to be made anew. */
  readonly write?: string
}

const writeTable = (file: string, table: string): void => {
  const renewed = withTable(readFileSync(file, 'utf8'), table)
  if (renewed === null) throw new AppError('request.invalid', `${file}: it has no place marked for the table`)
  writeFileSync(file, renewed)
}

/**
 * `assent eval`: how often the parser reads a corpus as its authors meant it, and how fast (see measureSpeed);
 * the JSON summary is the last line.
 */
export const runEval = (file: string, options: EvalOptions): void => {
  const cases = readCases(file)
  const { summary: figures, misses } = evaluate(cases)
  const summary = { ...figures, ...measureSpeed(cases, microseconds) }
  const lines = [
    ...(options.misses ? misses.map(missLine) : []),
    ...(options.table ? [asTable(summary)] : []),
    JSON.stringify(summary),
  ]
  if (options.write !== undefined) writeTable(options.write, asTable(summary))
  process.stdout.write(`${lines.join('\n')}\n`)
}
