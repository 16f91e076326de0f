/** Where the time comes from: passed in, so that tests and stories can move it. */
export interface Clock {
  /** The present instant in Unix milliseconds, UTC. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** The whole second in which an instant lies; the platform's own times have no finer grain (FACTS §1.4). */
export const secondOf = (instant: number): number => Math.floor(instant / second)
