import { day, minute } from './clock.ts'

/** From one time of the day to another, over midnight where the second is the earlier. */
export interface Hours {
  readonly from: string
  readonly to: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The time of day, as minutes after midnight, that the clock on the wall shows in a time zone. */
const timeOfDay = (instant: number, timeZone: string): number => {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  formats.set(timeZone, format)
  return minutesOf(format.format(instant))
}

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

const isIn = (hours: Hours, at: number): boolean => {
  const from = minutesOf(hours.from)
  const to = minutesOf(hours.to)
  return from <= to ? at >= from && at < to : at >= from || at < to
}

/**
 * When it is quiet no more, in Unix ms; null when none of these hours hold at the instant. Walks along the wall clock
 * minute by minute, so that a change to summer time is what it is to the person. Quiet hours that never end end
 * after a day.
 */
export const quietUntil = (quiet: readonly Hours[], timeZone: string, instant: number): number | null => {
  if (quiet.length === 0) return null
  const isQuiet = (moment: number): boolean => {
    const at = timeOfDay(moment, timeZone)
    return quiet.some((hours) => isIn(hours, at))
  }
  if (!isQuiet(instant)) return null
  const first = instant - (instant % minute) + minute
  for (let at = first; at < instant + day; at += minute) {
    if (!isQuiet(at)) return at
  }
  return first + day
}
