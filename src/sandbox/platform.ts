import type { Clock } from '../domain/clock.ts'
import type { BehaviourStore } from './behaviour.ts'
import type { Messages } from './messages.ts'
import type { Pace, SandboxNumber, SmsSender } from './options.ts'
import type { Phones } from './phones.ts'
import type { PlatformStore } from './platform-store.ts'
import type { Templates } from './templates.ts'
import type { WebhookQueue } from './webhook-queue.ts'

/** What the doors of the sandbox work on. */
export interface Platform {
  readonly store: PlatformStore
  readonly phones: Phones
  readonly templates: Templates
  readonly messages: Messages
  readonly queue: WebhookQueue
  readonly behaviour: BehaviourStore
  readonly numbers: readonly SandboxNumber[]
  readonly smsSenders: readonly SmsSender[]
  readonly clock: Clock
  readonly networkClock: Clock
  readonly pace: Pace
  readonly newId: () => string
  /** Tells the webhook loop that there is something new. */
  readonly wake: () => void
}

/** A message id in the platform's form: a prefix and base64, which may hold +, / and =. */
export const newWamid = (platform: Platform): string =>
  `wamid.HBgL${Buffer.from(platform.newId(), 'utf8').toString('base64')}`

/** Webhooks about one customer of one number share a lane; see QueuedWebhook. */
export const laneOf = (number: SandboxNumber, customer: string): string =>
  `${number.phoneNumberId}/${customer}`
