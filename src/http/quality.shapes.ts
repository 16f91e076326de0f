import { z } from 'zod'
import type { AccountReport, Tally } from '../app/quality-report.ts'
import { gateReasons } from '../domain/gate.ts'
import { markSources } from '../domain/quality.ts'
import { instant, toInstant, toInstantOrNull } from './shapes.ts'

const counts = {
  kind: z
    .enum(['request', 'business', 'reply'])
    .describe('requests for consent, messages of a category, or answers'),
  tried: z.number().int(),
  sent: z.number().int().describe('taken by the platform'),
  delivered: z.number().int(),
  read: z.number().int(),
  optedOut: z.number().int().describe('opt-outs that followed within the days of the settings'),
  platformStopped: z.number().int().describe("stops by WhatsApp's own switch that followed"),
  failed: z.record(z.string(), z.number().int()).describe("by the platform's code"),
}

export const tallyShape = z.object({
  from: instant.describe('the beginning of the step, by when the messages left'),
  name: z.string().describe('the account, template, category or method; empty where there is none'),
  ...counts,
})

const cohortShape = z.object({
  method: z
    .string()
    .describe('how consent or number was obtained: a method, `import:C`, `request`, `thread`, `none`'),
  ...counts,
})

const controlsShape = z.object({
  level: z
    .number()
    .int()
    .min(0)
    .max(3)
    .describe(
      '0: none; 1: requests of the worst cohorts pause; 2: requests and marketing; 3: all but answers',
    ),
  because: z.array(z.string()),
  since: instant.nullable(),
  worst: z.array(z.string()).describe('the cohorts whose requests pause at level 1'),
  liftsAt: instant.nullable().describe('when they are lifted by themselves at the earliest'),
  lifts: z.string().describe('what lifts them, in words'),
  released: z
    .object({ by: z.string(), reason: z.string(), at: instant })
    .nullable()
    .describe('a person has let go of them'),
})

export const accountShape = z
  .object({
    account: z.string(),
    portfolio: z.string(),
    quality: z
      .string()
      .nullable()
      .describe('GREEN, YELLOW, RED or what else the platform says; null: not told yet'),
    limit: z.object({
      people: z.number().int().nullable().describe('so many a day; null where it is not known or unlimited'),
      unlimited: z.boolean(),
      reached: z
        .number()
        .int()
        .describe('people whom the portfolio has reached outside a window in 24 hours'),
      freeAt: instant.nullable().describe('when the first of them falls out of the 24 hours'),
    }),
    closed: z.string().nullable().describe('why nothing leaves on it any more'),
    restrictions: z.array(z.object({ type: z.string(), until: instant.nullable() })),
    controls: controlsShape,
    cohorts: z.array(cohortShape).describe('what became of the messages of the last seven days'),
    marks: z
      .array(
        z.object({
          facet: z.string(),
          value: z.string(),
          until: instant.nullable(),
          note: z.string().nullable(),
          since: instant,
          at: instant.describe('when it was so, the last time that it was told'),
          source: z.enum(markSources),
        }),
      )
      .describe('everything that the platform has said, as it said it'),
    poll: z
      .object({
        triedAt: instant,
        answeredAt: instant.nullable(),
        error: z.string().nullable(),
        nextAt: instant,
      })
      .nullable()
      .describe('when the platform was asked; null: not yet'),
  })
  .meta({ id: 'AccountQuality', description: 'How a number stands, and what the controls do.' })

const liftsInWords = ({ state, liftsAt }: AccountReport): string => {
  const { level, calm, released } = state.controls
  if (level === 0) return released ? 'a person has let go of them' : 'there is nothing to lift'
  return calm && liftsAt !== null
    ? `it has been better since ${toInstant(calm.since)}; if it stays so, they are lifted at ${toInstant(liftsAt)}`
    : 'better quality that lasts as long as the settings say, or POST /v1/quality/controls/release'
}

export const presentAccount = (report: AccountReport): z.infer<typeof accountShape> => {
  const { state, account, limit } = report
  const { level, because, since, worst, released } = state.controls
  return {
    account: account.id,
    portfolio: report.portfolio,
    quality: state.marks.quality?.value ?? null,
    limit: {
      people: typeof limit === 'number' ? limit : null,
      unlimited: limit === 'unlimited',
      reached: report.reached,
      freeAt: toInstantOrNull(report.freeAt),
    },
    closed: report.closed && gateReasons[report.closed],
    restrictions: report.restrictions.map(({ type, until }) => ({ type, until: toInstantOrNull(until) })),
    controls: {
      level,
      because,
      worst,
      since: toInstantOrNull(since),
      liftsAt: toInstantOrNull(report.liftsAt),
      lifts: liftsInWords(report),
      released: released && { by: released.by, reason: released.reason, at: toInstant(released.at) },
    },
    cohorts: report.cohorts.map(({ name, from: _, ...tally }) => ({ method: name, ...tally })),
    marks: Object.values(state.marks).map((mark) => ({
      ...mark,
      until: toInstantOrNull(mark.until),
      since: toInstant(mark.since),
      at: toInstant(mark.at),
    })),
    poll: state.poll && {
      triedAt: toInstant(state.poll.triedAt),
      answeredAt: toInstantOrNull(state.poll.answeredAt),
      error: state.poll.error,
      nextAt: toInstant(state.poll.nextAt),
    },
  }
}

export const presentTally = (tally: Tally): z.infer<typeof tallyShape> => ({
  ...tally,
  from: toInstant(tally.from),
})
