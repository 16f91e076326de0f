import type { Log } from '../app/ports.ts'

/** A Redis that is away can fail thousands of times a second (measured): say it once a second and how often. */
export const complainer = (log: Log, everyMs = 1_000, now: () => number = Date.now) => {
  let said = 0
  let swallowed = 0
  return (source: string, error: Error): void => {
    if (now() - said < everyMs) {
      swallowed += 1
      return
    }
    said = now()
    log.warn({ source, err: error, swallowed }, 'the queue has trouble')
    swallowed = 0
  }
}
