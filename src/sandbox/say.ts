import { z } from 'zod'
import { secondOf } from '../domain/clock.ts'
import type { JsonObject } from './json.ts'
import type { SandboxNumber } from './options.ts'
import type { Phone } from './phones.ts'
import { laneOf, newWamid, type Platform } from './platform.ts'
import { SandboxError } from './sandbox-error.ts'
import { saySms } from './sms.ts'
import { tap, tapContent } from './tap.ts'
import { commonFields, contactOf, preferenceUpdate } from './webhook-bodies.ts'

const ways = ['text', 'sms', 'button', 'list', 'reaction', 'preference', 'caption', 'raw'] as const

export const saySchema = z
  .strictObject({
    text: z.string().min(1).max(4096).optional(),
    /** Label, payload or index of a button. */
    button: z.union([z.string().min(1), z.int().min(0)]).optional(),
    /** The id of a list row. */
    list: z.string().min(1).optional(),
    /** A text message to the business's SMS sender. */
    sms: z.string().min(1).max(1600).optional(),
    /** An empty string takes the reaction back. */
    reaction: z.string().max(16).optional(),
    preference: z.enum(['stop', 'resume']).optional(),
    caption: z.string().max(1024).optional(),
    raw: z.record(z.string(), z.unknown()).optional(),
    quoting: z.string().min(1).optional(),
    /** When the person did it, in Unix seconds. */
    at: z.int().min(0).optional(),
    /** The business number written to, by its phone_number_id. */
    to: z.string().min(1).optional(),
    via: z.enum(['messages', 'standby']).optional(),
    forwarded: z.boolean().optional(),
    /** The message's own id, to say the very same thing twice. */
    wamid: z.string().min(1).optional(),
  })
  .refine((saying) => ways.filter((way) => saying[way] !== undefined).length === 1, {
    message: `exactly one of ${ways.join(', ')} is needed`,
  })
export type Saying = z.infer<typeof saySchema>

interface Spoken {
  readonly type: string
  readonly text: string
  readonly content: JsonObject
  /** The message that the words answer to. */
  readonly answersTo: string | null
}

/** Lets a customer do something: keeps it and queues the webhook, in one transaction. */
export function say(platform: Platform, digits: string, saying: Saying): { wamid: string | null } {
  const said = platform.store.transaction(() => {
    const phone = platform.phones.ensure(digits)
    if (saying.sms !== undefined)
      return saySms(platform, phone, saying.sms, saying.at ?? secondOf(platform.clock.now()))
    const number = numberFor(platform, phone, saying)
    const at = saying.at ?? secondOf(platform.clock.now())
    return saying.preference === undefined
      ? sayMessage(platform, phone, number, saying, at)
      : setPreference(platform, phone, number, saying.preference, at)
  })
  platform.wake()
  return said
}

function numberFor(platform: Platform, phone: Phone, { to, quoting }: Saying): SandboxNumber {
  const quoted = platform.messages.tappable(phone.phone).find(({ wamid }) => wamid === quoting)
  const id = to ?? quoted?.phoneNumberId ?? platform.messages.newestNumber(phone.phone)
  const named = platform.numbers.find((each) => each.phoneNumberId === id)
  // What came last may have been a text message: then people write to the first number.
  const number = named ?? (to === undefined ? platform.numbers[0] : undefined)
  if (!number)
    throw new SandboxError(404, 'sandbox.no_such_number', 'the sandbox has no such business number')
  return number
}

function keepInbound(platform: Platform, phone: Phone, number: SandboxNumber, at: number, told: Told): void {
  platform.messages.keep({
    direction: 'in',
    phoneNumberId: number.phoneNumberId,
    phone: phone.phone,
    to: null,
    recipient: null,
    choices: [],
    callbackData: null,
    at,
    receivedAt: platform.networkClock.now(),
    ...told,
  })
}
interface Told {
  readonly wamid: string | null
  readonly type: string
  readonly text: string
  readonly body: JsonObject
}

function setPreference(
  platform: Platform,
  phone: Phone,
  number: SandboxNumber,
  value: 'stop' | 'resume',
  at: number,
): { wamid: null } {
  platform.phones.setMarketing(phone.phone, number.wabaId, value)
  const update = preferenceUpdate(phone, value, at)
  const text = value === 'stop' ? 'Stopped marketing messages' : 'Resumed marketing messages'
  keepInbound(platform, phone, number, at, { wamid: null, type: 'preference', text, body: update.item })
  const lane = laneOf(number, phone.phone)
  platform.queue.add({
    phoneNumberId: number.phoneNumberId,
    lane,
    update,
    dueAt: platform.networkClock.now(),
  })
  return { wamid: null }
}

function sayMessage(
  platform: Platform,
  phone: Phone,
  number: SandboxNumber,
  saying: Saying,
  at: number,
): { wamid: string } {
  const spoken = spokenOf(platform, phone, number, saying)
  const ownWamid = saying.wamid ?? (typeof saying.raw?.id === 'string' ? saying.raw.id : undefined)
  const wamid = ownWamid ?? newWamid(platform)
  const answersTo = saying.quoting ?? spoken.answersTo
  const context = {
    ...(answersTo === null || spoken.type === 'reaction'
      ? {}
      : { from: number.displayPhoneNumber.replace(/\D/g, ''), id: answersTo }),
    ...(saying.forwarded ? { forwarded: true } : {}),
  }
  const item = {
    ...commonFields(phone, wamid, at),
    ...(Object.keys(context).length > 0 ? { context } : {}),
    type: spoken.type,
    ...spoken.content,
  }
  keepInbound(platform, phone, number, at, { wamid, type: spoken.type, text: spoken.text, body: item })
  const field = saying.via ?? 'messages'
  const contact = contactOf(phone, { withUsername: true })
  platform.queue.add({
    phoneNumberId: number.phoneNumberId,
    lane: laneOf(number, phone.phone),
    update: { field, kind: 'messages', contact, item },
    dueAt: platform.networkClock.now(),
  })
  return { wamid }
}

function spokenOf(platform: Platform, phone: Phone, number: SandboxNumber, saying: Saying): Spoken {
  const { text, button, list, reaction, caption, raw } = saying
  const plain = (type: string, words: string, content: JsonObject): Spoken => ({
    type,
    text: words,
    content,
    answersTo: null,
  })
  if (text !== undefined) return plain('text', text, { text: { body: text } })
  if (caption !== undefined) {
    const image = { caption, mime_type: 'image/jpeg', sha256: 'c2FuZGJveA==', id: platform.newId() }
    return plain('image', caption, { image })
  }
  if (reaction !== undefined) {
    const id = saying.quoting ?? platform.messages.newestTo(phone.phone)
    if (id === null)
      throw new SandboxError(409, 'sandbox.nothing_to_react_to', 'no message has come to this phone yet')
    const words = reaction === '' ? 'took a reaction back' : reaction
    return plain('reaction', words, {
      reaction: { message_id: id, ...(reaction === '' ? {} : { emoji: reaction }) },
    })
  }
  if (raw !== undefined) {
    const type = typeof raw.type === 'string' ? raw.type : 'text'
    const body = z.object({ text: z.object({ body: z.string() }) }).safeParse(raw)
    return plain(type, body.data?.text.body ?? `[${type}]`, raw)
  }
  const { wamid, choice } = tap(platform, phone, number, { button, list, quoting: saying.quoting })
  return { ...tapContent(choice), text: choice.label, answersTo: wamid }
}
