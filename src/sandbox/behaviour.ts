import { z } from 'zod'
import { phoneDigits } from './phones.ts'
import type { PlatformDatabase } from './platform-store.ts'

const phoneSchema = z.string().transform((written, context) => {
  const digits = phoneDigits(written)
  if (digits !== null) return digits
  context.addIssue({ code: 'custom', message: 'expected a phone number with 7 to 15 digits' })
  return z.NEVER
})

/** Whom it concerns and how often; without them, everyone and always. */
const aimed = { phone: phoneSchema.optional(), times: z.int().min(1).optional() }

export const behaviourSchema = z.strictObject({
  /** Every webhook comes so many times. */
  duplicate: z.int().min(1).max(20).optional(),
  /** Webhooks are held for a moment and sent in shuffled order. */
  reorder: z.boolean().optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
  /** Up to so many updates of one number share a POST body. */
  batch: z.int().min(1).max(1000).optional(),
  /** The send is refused at once. */
  sendError: z
    .strictObject({ code: z.int(), httpStatus: z.int().min(400).max(599).optional(), ...aimed })
    .optional(),
  /** The send is accepted and then fails. */
  failLater: z.strictObject({ code: z.int(), ...aimed }).optional(),
  /** The send is never answered; it was accepted or is lost. */
  hang: z.strictObject({ accept: z.boolean(), ...aimed }).optional(),
  /** What the platform answers when it is asked how the numbers stand (FACTS §4.2). */
  number: z
    .strictObject({
      quality: z.enum(['GREEN', 'YELLOW', 'RED', 'NA', 'UNKNOWN']).optional(),
      limit: z
        .string()
        .regex(/^TIER_[A-Z0-9_]+$/, 'expected a tier such as "TIER_250"')
        .optional(),
      status: z.string().min(1).max(40).optional(),
      health: z.enum(['AVAILABLE', 'LIMITED', 'BLOCKED']).optional(),
      /** It refuses to say. */
      error: z.int().optional(),
    })
    .optional(),
  /** What the review of a new template ends in; approved at once without it. */
  templateReview: z.enum(['approve', 'reject', 'wait']).optional(),
  /** These statuses are never told. */
  dropStatuses: z.array(z.enum(['sent', 'delivered', 'read', 'failed'])).optional(),
})
export type Behaviour = z.infer<typeof behaviourSchema>
type AimedKey = 'sendError' | 'failLater' | 'hang'

export interface BehaviourStore {
  read(): Behaviour
  write(behaviour: Behaviour): void
  /** The misbehaviour that this send meets, if any; one that is limited in number is used up by it. */
  take<Key extends AimedKey>(
    key: Key,
    phone: string | null,
    isMine?: (code: number) => boolean,
  ): Behaviour[Key]
}

/** Twilio's codes go from 10000 to 79999, WhatsApp's lie around them: an error is met where it belongs. */
export const isSmsCode = (code: number): boolean => code >= 10_000 && code < 80_000
export const isWhatsAppCode = (code: number): boolean => !isSmsCode(code)

/** How the platform misbehaves at present; kept, so that a restart does not change it. */
export function buildBehaviour(db: PlatformDatabase): BehaviourStore {
  const select = db.prepare<[], { content: string }>('select content from behaviour where id = 1')
  const upsert = db.prepare('insert or replace into behaviour (id, content) values (1, ?)')
  const read = (): Behaviour => {
    const row = select.get()
    return row ? behaviourSchema.parse(JSON.parse(row.content)) : {}
  }
  const write = (behaviour: Behaviour): void => {
    upsert.run(JSON.stringify(behaviour))
  }
  return {
    read,
    write,
    take: (key, phone, isMine = () => true) => {
      const behaviour = read()
      const met = behaviour[key]
      if (met && 'code' in met && !isMine(met.code)) return undefined
      if (!met || (met.phone !== undefined && met.phone !== phone)) return undefined
      if (met.times !== undefined) {
        const left = met.times - 1
        write({ ...behaviour, [key]: left > 0 ? { ...met, times: left } : undefined })
      }
      return met
    },
  }
}

/** The present misbehaviour in plain words, one line each. */
export function describeBehaviour(behaviour: Behaviour): string[] {
  const { duplicate, reorder, delayMs, batch, sendError, failLater, hang, dropStatuses, number } = behaviour
  const whom = (aim: { phone?: string | undefined; times?: number | undefined }): string =>
    (aim.phone === undefined ? '' : ` for +${aim.phone}`) +
    (aim.times === undefined ? '' : `, ${aim.times} more ${aim.times === 1 ? 'time' : 'times'}`)
  return [
    ...(duplicate !== undefined && duplicate > 1 ? [`Every webhook comes ${duplicate} times`] : []),
    ...(reorder ? ['Webhooks come in shuffled order'] : []),
    ...(delayMs ? [`Webhooks come ${delayMs} ms late`] : []),
    ...(batch !== undefined && batch > 1 ? [`Up to ${batch} updates come in one webhook`] : []),
    ...(sendError ? [`Sends are refused with error ${sendError.code}${whom(sendError)}`] : []),
    ...(failLater ? [`Messages fail later with error ${failLater.code}${whom(failLater)}`] : []),
    ...(hang ? [`Sends get no answer and are ${hang.accept ? 'accepted' : 'lost'}${whom(hang)}`] : []),
    ...Object.entries(number ?? {}).map(([name, value]) => `The number's ${name} is ${value}`),
    ...(dropStatuses && dropStatuses.length > 0
      ? [`These statuses never come: ${dropStatuses.join(', ')}`]
      : []),
  ]
}
