import type { ReplyCase } from './evaluate.ts'
import { parseReply } from './parse-reply.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface Speed {
  readonly perSecond: number
  readonly p99Micros: number
}

const second = 1_000_000
/** Warming up takes this long at least and at most, and in between until passes have got no faster for a while. */
const warmUp = { least: 2 * second, most: 8 * second, idle: second }
const measured = 1.5 * second

/**
 * How fast the parser reads these cases on one core once it is warm, as in a server that has been up for some
 * seconds: every case in turn, pass after pass, first until passes get no faster, then for a second and a half
 * that counts. `perSecond` is that of the median pass, so that another program's burst of work on the machine does
 * not tell; `p99Micros` is taken over every single reading of the measured passes. `now` returns microseconds.
 */
export function measureSpeed(cases: readonly ReplyCase[], now: () => number, vocabulary?: Vocabulary): Speed {
  if (cases.length === 0) return { perSecond: 0, p99Micros: 0 }
  const readings: number[] = []
  const pass = (): number => {
    const start = now()
    for (const { text, pending, state } of cases) {
      const before = now()
      parseReply(text, { pending, state }, vocabulary)
      readings.push(now() - before)
    }
    return now() - start
  }
  runUntilSteady(pass, now)
  readings.length = 0
  const passes: number[] = []
  for (const start = now(); passes.length === 0 || now() - start < measured; ) passes.push(pass())
  const median = quantile(passes, 0.5)
  return {
    perSecond: median === 0 ? 0 : Math.round((cases.length / median) * second),
    p99Micros: Math.round(quantile(readings, 0.99)),
  }
}

function runUntilSteady(pass: () => number, now: () => number): void {
  const start = now()
  let fastest = Number.POSITIVE_INFINITY
  let fastestAt = 0
  for (let elapsed = 0; elapsed < warmUp.most; elapsed = now() - start) {
    if (elapsed >= warmUp.least && elapsed - fastestAt >= warmUp.idle) return
    const time = pass()
    if (time >= fastest) continue
    fastest = time
    fastestAt = elapsed
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0
}
