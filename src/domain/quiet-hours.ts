import { day, minute } from './clock.ts'
import type { Settings } from './settings.ts'

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

const isQuiet = (quiet: NonNullable<Settings['quietHours']>, at: number): boolean => {
  const from = minutesOf(quiet.from)
  const to = minutesOf(quiet.to)
  return from <= to ? at >= from && at < to : at >= from || at < to
}

/**
 * When the quiet hours that hold at an instant end, in Unix ms; null when it is none of them. Walks along the wall
 * clock minute by minute, so that a change to summer time is what it is to the person. Quiet hours that never
 * end end after a day.
 */
export const quietUntil = (
  quiet: Settings['quietHours'],
  timeZone: string,
  instant: number,
): number | null => {
  if (!quiet || !isQuiet(quiet, timeOfDay(instant, timeZone))) return null
  const first = instant - (instant % minute) + minute
  for (let at = first; at < instant + day; at += minute) {
    if (!isQuiet(quiet, timeOfDay(at, timeZone))) return at
  }
  return first + day
}
