import type { Channel } from './channel.ts'
import type { Message } from './message.ts'
import type { OptInRequest } from './request.ts'
import type { Reading, Statement } from './statement.ts'

export type ConsentState = 'none' | 'pending' | 'opted_in' | 'opted_out'
export type OwnState = 'none' | 'opted_in' | 'opted_out'

/** The consent for one category on one channel. `since` in Unix seconds; `by` is the statement that decided. */
export interface Consent {
  readonly channel: Channel
  readonly category: string
  /** What holds, all sources considered (`precedence.ts`). */
  readonly state: ConsentState
  /** What holds between the person and the business, whatever the platform's switch says. */
  readonly own: OwnState
  /** What the person said in the thread, and what was recorded from elsewhere: facts of their own. */
  readonly said: OwnState
  readonly recorded: OwnState
  readonly by: string | null
  readonly since: number | null
  /** The platform's switch, for categories that count as marketing there. */
  readonly stoppedOnPlatformBy: string | null
  /** An unclear revocation that waits for an answer: marketing is held meanwhile (POLICY §1). */
  readonly heldBy: string | null
}

/** A kind of message that people can say yes or no to. */
export interface Category {
  readonly key: string
  /** What the platform counts it as. */
  readonly platform: 'marketing' | 'utility' | 'authentication'
  /** `opt_in`: only with consent. `opt_out`: until the person objects, where the law allows it. `opt_in` when left out. */
  readonly basis?: 'opt_in' | 'opt_out' | undefined
  /** At most so many of this kind to one person in so many days. */
  readonly frequency?: { readonly atMost: number; readonly days: number } | undefined
}

/** Everything that is known about a contact's consent: the input of every decision. */
export interface History {
  /** The channels on which the business can write. */
  readonly channels: readonly Channel[]
  readonly categories: readonly Category[]
  readonly requests: readonly OptInRequest[]
  readonly messages: readonly Message[]
  readonly statements: readonly Statement[]
}

export type Effect =
  | 'opted_in'
  | 'opted_out'
  | 'unclear'
  | 'kept'
  | 'help'
  | 'preferences'
  | 'suspended'
  | 'platform_stopped'
  | 'platform_resumed'
  /** A yes to what was never taken back, while the platform's switch is off: only the person can turn it on, there. */
  | 'still_switched_off'
  /** Recorded as a ground for asking: it grants nothing by itself. */
  | 'ground'
  | 'none'

/** What one statement did at its place in the history. */
export interface Outcome {
  readonly statementId: string
  readonly effect: Effect
  /** The channel on which it was said, or the first of those it was recorded for. */
  readonly channel: Channel
  /** The categories it speaks of. */
  readonly categories: readonly string[]
  /** Those among them whose own state it changed. */
  readonly changed: readonly string[]
  /** For an opt-out: what its notice may promise that a yes brings back. */
  readonly offered: readonly string[]
  /** The request it answers, if any. */
  readonly answers: string | null
  readonly reading: Reading | null
}

/** The statement that answered a request first, at Unix seconds. */
export interface Answer {
  readonly statementId: string
  readonly reply: 'yes' | 'no'
  readonly at: number
}

export interface Folded {
  readonly consents: readonly Consent[]
  /** By statement id. */
  readonly outcomes: ReadonlyMap<string, Outcome>
  /** By request id. */
  readonly answers: ReadonlyMap<string, Answer>
}
