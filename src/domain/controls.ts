import { z } from 'zod'
import { hour } from './clock.ts'
import type { QualitySettings } from './settings.ts'

/**
 * What the service does by itself when quality falls (FACTS §4.2, §4.5). Level 1: requests to people of the worst cohorts
 * pause; 2: all requests and all marketing; 3: everything but answers inside the service window.
 *
 * YELLOW is 1, RED is 2; one more while there is trouble besides: a restriction, a flag, a fresh violation, or too many
 * opt-outs or failures. Down again when it has been better for the settings' hours on end, or by a person.
 */
export const controlsSchema = z.object({
  level: z.number().int().min(0).max(3),
  /** In words; empty at level 0. */
  because: z.array(z.string()),
  /** Since when it is at this level, Unix ms; null at the beginning. */
  since: z.number().nullable(),
  /** The signals ask for less than the level since then; `highest`: the most that they have asked for meanwhile. */
  calm: z.object({ since: z.number(), highest: z.number().int() }).nullable(),
  /** The cohorts whose requests pause at level 1. */
  worst: z.array(z.string()),
  /** A person has let go of it: what the signals asked for then does not act again until it has been better. */
  released: z
    .object({ level: z.number().int(), by: z.string(), reason: z.string(), at: z.number() })
    .nullable(),
})
export type Controls = z.infer<typeof controlsSchema>

export const initialControls: Controls = {
  level: 0,
  because: [],
  since: null,
  calm: null,
  worst: [],
  released: null,
}

/** What became of messages of the last days. */
export interface Sums {
  /** Tried at the platform, taken by it, and lost. */
  readonly tried: number
  readonly sent: number
  readonly failed: number
  /** Opt-outs and stops by the platform's switch that followed. */
  readonly stopped: number
}
export const noSums: Sums = { tried: 0, sent: 0, failed: 0, stopped: 0 }

export interface Signals {
  /** The platform's word; null when nobody has heard it. */
  readonly quality: string | null
  readonly troubles: readonly string[]
  /** The platform's word is of now; an old one is no reason to let go. */
  readonly isCurrent: boolean
  /** Of the business's messages of a category. */
  readonly messages: Sums
  /** Of the requests, by cohort. */
  readonly requests: ReadonlyMap<string, Sums>
}

/** So many must have been counted before a rate says anything: one unlucky customer does not stop a business. */
const fewestCases = 5

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole)

const isMuch = (part: number, whole: number, limit: number, settings: QualitySettings): boolean =>
  whole >= settings.minimumSample && part >= fewestCases && percent(part, whole) > limit

const ratesOf = ({ messages }: Signals, settings: QualitySettings): string[] => [
  ...(isMuch(messages.stopped, messages.sent, settings.optOutPercent, settings)
    ? [`${percent(messages.stopped, messages.sent).toFixed(1)} % opt out after a message`]
    : []),
  ...(isMuch(messages.failed, messages.tried, settings.failurePercent, settings)
    ? [`${percent(messages.failed, messages.tried).toFixed(1)} % of the messages fail`]
    : []),
]

/** What the signals ask for, and why. More trouble never asks for less. */
export const askedLevel = (
  signals: Signals,
  settings: QualitySettings,
): { readonly level: number; readonly because: readonly string[] } => {
  const base = signals.quality === 'RED' ? 2 : signals.quality === 'YELLOW' ? 1 : 0
  const troubles = [...signals.troubles, ...ratesOf(signals, settings)]
  const because = [...(base > 0 ? [`the number's quality is ${signals.quality}`] : []), ...troubles]
  return { level: settings.act ? base + (troubles.length > 0 ? 1 : 0) : 0, because }
}

/** Where nobody can tell which cohort is the worst: a bare flag from elsewhere, and numbers without any ground. */
const weakestGrounds = ['import:C', 'none']
/** A fifth of the sample is enough to compare cohorts with one another. */
const worstOf = ({ requests }: Signals, { minimumSample }: QualitySettings): string[] => {
  const rate = ({ stopped, failed, tried }: Sums): number => percent(stopped + failed, tried)
  const [worst] = [...requests]
    .filter(
      ([, sums]) => sums.tried >= Math.max(fewestCases, minimumSample / 5) && sums.stopped + sums.failed > 0,
    )
    .sort(([a, left], [b, right]) => rate(right) - rate(left) || (a < b ? -1 : 1))
  return worst ? [worst[0]] : []
}

/** The controls after looking again. Goes up at once, and down by what held for all of the settings' hours. */
export const nextControls = (
  before: Controls,
  signals: Signals,
  settings: QualitySettings,
  now: number,
): Controls => {
  const { level: asked, because } = askedLevel(signals, settings)
  const { released } = before
  // A release holds for what was asked for then; it wears off as soon as less is asked for, or more.
  const stillReleased = released !== null && asked <= released.level && asked > 0
  const level = stillReleased ? 0 : asked
  const next = {
    ...before,
    released: stillReleased ? { ...released, level: Math.min(released.level, asked) } : null,
  }
  const measured = worstOf(signals, settings)
  const worst = measured.length > 0 ? measured : before.worst.length > 0 ? before.worst : weakestGrounds
  if (level > before.level) return { ...next, level, because: [...because], since: now, calm: null, worst }
  if (level === before.level)
    return { ...next, because: level === 0 ? [] : [...because], calm: null, worst: level === 0 ? [] : worst }
  if (!signals.isCurrent) return { ...next, calm: null }
  const calm = {
    since: before.calm?.since ?? now,
    highest: Math.max(before.calm?.highest ?? 0, level),
  }
  if (now - calm.since < settings.greenHours * hour) return { ...next, calm }
  const lower = calm.highest
  return {
    ...next,
    level: lower,
    since: now,
    because: lower === 0 ? [] : [...because],
    worst: lower === 0 ? [] : worst,
    calm: level < lower ? { since: now, highest: level } : null,
  }
}

/** When they are lifted by themselves at the earliest, if all stays well; null at level 0. */
export const liftsAt = (
  { level, calm }: Controls,
  { greenHours }: QualitySettings,
  now: number,
): number | null => (level === 0 ? null : (calm?.since ?? now) + greenHours * hour)

/** A person lets go of them. What the signals ask for at this moment does not act again until it has been better. */
export const releasedBy = (
  asked: number,
  released: { readonly by: string; readonly reason: string; readonly at: number },
): Controls => ({
  ...initialControls,
  since: released.at,
  released: { ...released, level: asked },
})
