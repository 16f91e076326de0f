import type { FastifyServerOptions } from 'fastify'
import type { Clock } from '../domain/clock.ts'

/** A business number that the sandbox plays the platform for. */
export interface SandboxNumber {
  readonly provider: 'meta' | '360dialog'
  readonly phoneNumberId: string
  readonly displayPhoneNumber: string
  readonly wabaId: string
  /** Bearer token or D360-API-KEY. */
  readonly token: string
  /** Signs X-Hub-Signature-256; null sends no signature. */
  readonly appSecret: string | null
  readonly secretHeader: { readonly name: string; readonly value: string } | null
  readonly webhookUrl: string
}

/** A text-message sender that the sandbox plays Twilio for. */
export interface SmsSender {
  readonly accountSid: string
  readonly authToken: string
  readonly from: string
  /** Where texts to it are delivered; the signature covers this address. */
  readonly webhookUrl: string
}

/** How long after the 200 a message is sent, delivered and read. */
export interface Pace {
  readonly sentMs: number
  readonly deliveredMs: number
  readonly readMs: number
}

export interface SandboxOptions {
  /** SQLite path or ':memory:'. With a path, everything survives a kill -9 and a restart. */
  readonly file: string
  readonly numbers: readonly SandboxNumber[]
  readonly smsSenders?: readonly SmsSender[]
  /** The platform's time: timestamps in webhooks and the 24-hour window. */
  readonly clock: Clock
  /**
   * The network's time: when a webhook is due and tried again. The system's clock unless given, because a
   * story may stop or move the platform's time and the network must go on.
   */
  readonly networkClock?: Clock
  /** The unique part of message ids and trace ids; must not repeat after a restart. */
  readonly newId: () => string
  readonly random: () => number
  readonly pace?: Pace
  readonly logger?: FastifyServerOptions['logger']
}

export const defaultPace: Pace = { sentMs: 20, deliveredMs: 60, readMs: 300 }
