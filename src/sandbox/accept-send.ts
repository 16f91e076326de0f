import { day, second, secondOf } from '../domain/clock.ts'
import { isWhatsAppCode } from './behaviour.ts'
import type { SendFault } from './faults.ts'
import type { JsonObject } from './json.ts'
import type { DeliveryStatus } from './messages.ts'
import type { SandboxNumber } from './options.ts'
import { type Phone, phoneDigits } from './phones.ts'
import { laneOf, newWamid, type Platform } from './platform.ts'
import { heldForPhone } from './platform-store.ts'
import { renderChoices, renderText, stateFault, templateFault } from './render-message.ts'
import { parseSend, type Send } from './send-schema.ts'
import type { Template } from './templates.ts'
import { pricingOf, statusUpdate } from './webhook-bodies.ts'

export type SendOutcome =
  | { readonly kind: 'accepted'; readonly response: JsonObject }
  | { readonly kind: 'refused'; readonly fault: SendFault }
  /** No answer will ever come; what was to be done has been done. */
  | { readonly kind: 'hung' }

interface Recipient {
  /** Null: nobody here has this id. */
  readonly phone: Phone | null
  readonly userId: string | null
  /** A BSUID put into `to`: accepted, and never heard of again (FACTS §5.3). */
  readonly isSwallowed: boolean
  readonly contact: JsonObject
}

const bsuidPattern = /^[A-Z]{2}\.[A-Za-z0-9.]{1,132}$/
const refused = (code: number, details?: string): SendOutcome => ({
  kind: 'refused',
  fault: details === undefined ? { code } : { code, details },
})

/** Takes a message as the platform does: checks it, then keeps it and all it will lead to in one transaction. */
export function acceptSend(platform: Platform, number: SandboxNumber, body: unknown): SendOutcome {
  const parsed = parseSend(body)
  if ('fault' in parsed) return { kind: 'refused', fault: parsed.fault }
  const { send } = parsed
  const outcome = platform.store.transaction(() => decide(platform, number, send, body))
  platform.wake()
  return outcome
}

function decide(platform: Platform, number: SandboxNumber, send: Send, body: unknown): SendOutcome {
  if (send.to !== undefined && phoneDigits(send.to) === phoneDigits(number.displayPhoneNumber))
    return refused(131021)
  const recipient = recipientOf(platform, send)
  if (!recipient) {
    return refused(
      100,
      send.to === undefined ? 'Param recipient: not a valid user id' : 'Param to: not a valid phone number',
    )
  }
  const customer = recipient.phone?.phone ?? null
  const known =
    send.type === 'template' ? platform.templates.find(send.template.name, send.template.language.code) : null
  const fault = send.type === 'template' ? (stateFault(known) ?? templateFault(send.template, known)) : null
  if (fault) return { kind: 'refused', fault }

  const sendError = platform.behaviour.take('sendError', customer, isWhatsAppCode)
  if (sendError) {
    const { code, httpStatus } = sendError
    return { kind: 'refused', fault: httpStatus === undefined ? { code } : { code, httpStatus } }
  }
  const hang = platform.behaviour.take('hang', customer)
  if (hang && !hang.accept) return { kind: 'hung' }
  const wamid = keepSend(platform, number, send, body, recipient, known)
  if (hang) return { kind: 'hung' }
  const messages = [{ id: wamid, message_status: 'accepted' }]
  return {
    kind: 'accepted',
    response: { messaging_product: 'whatsapp', contacts: [recipient.contact], messages },
  }
}

/** Whom a send is for; `to` wins over `recipient`. Null when it can be nobody. */
function recipientOf({ phones }: Platform, { to, recipient }: Send): Recipient | null {
  if (to !== undefined) {
    if (bsuidPattern.test(to)) return { phone: null, userId: to, isSwallowed: true, contact: { input: to } }
    const digits = phoneDigits(to)
    if (digits === null) return null
    const phone = phones.ensure(digits)
    return { phone, userId: null, isSwallowed: false, contact: { input: to, wa_id: phone.waId } }
  }
  if (recipient === undefined || !bsuidPattern.test(recipient)) return null
  const contact = { input: recipient, user_id: recipient }
  return { phone: phones.findByBsuid(recipient), userId: recipient, isSwallowed: false, contact }
}

function keepSend(
  platform: Platform,
  number: SandboxNumber,
  send: Send,
  body: unknown,
  recipient: Recipient,
  known: Template | null,
): string {
  const { clock, networkClock } = platform
  const wamid = newWamid(platform)
  const { phone } = recipient
  platform.messages.keep({
    direction: 'out',
    wamid,
    phoneNumberId: number.phoneNumberId,
    phone: phone?.phone ?? null,
    to: send.to ?? null,
    recipient: send.recipient ?? null,
    type: send.type,
    text: renderText(send, known),
    choices: renderChoices(send, known),
    body,
    callbackData: send.biz_opaque_callback_data ?? null,
    at: secondOf(clock.now()),
    receivedAt: networkClock.now(),
  })
  if (recipient.isSwallowed) return wamid
  const code = failureOf(platform, number, send, phone, known)
  // The person does not see what failed, so it is no part of the thread's future beyond that one status.
  if (code !== null) tell(platform, number, send, { wamid, recipient, known, status: 'failed', code })
  else
    for (const status of futureOf(phone))
      tell(platform, number, send, { wamid, recipient, known, status, code })
  return wamid
}

const futureOf = (phone: Phone | null): DeliveryStatus[] =>
  phone?.reads ? ['sent', 'delivered', 'read'] : ['sent', 'delivered']

const isWindowOpen = ({ messages, clock }: Platform, number: SandboxNumber, phone: Phone): boolean => {
  const writtenAt = messages.lastWrittenAt(phone.phone, number.phoneNumberId)
  return writtenAt !== null && clock.now() - writtenAt * second < day
}

/** The error a message will fail with, or null. Told by status, since the platform has answered 200 by then. */
function failureOf(
  platform: Platform,
  number: SandboxNumber,
  send: Send,
  phone: Phone | null,
  known: Template | null,
): number | null {
  if (!phone?.reachable) return 131026
  const failLater = platform.behaviour.take('failLater', phone.phone, isWhatsAppCode)
  if (failLater) return failLater.code
  if (send.type !== 'template') return isWindowOpen(platform, number, phone) ? null : 131047
  const isMarketing = (known?.category ?? 'MARKETING') === 'MARKETING'
  return isMarketing && phone.marketingStoppedFor.includes(number.wabaId) ? 131050 : null
}

interface Telling {
  readonly wamid: string
  readonly recipient: Recipient
  readonly known: Template | null
  readonly status: DeliveryStatus
  readonly code: number | null
}

function tell(platform: Platform, number: SandboxNumber, send: Send, telling: Telling): void {
  const { clock, networkClock, pace } = platform
  const { wamid, status, code } = telling
  const { phone, userId } = telling.recipient
  const after = { sent: pace.sentMs, failed: pace.sentMs, delivered: pace.deliveredMs, read: pace.readMs }[
    status
  ]
  const waits = phone?.off && (status === 'delivered' || status === 'read')
  const dueAt = waits ? heldForPhone : networkClock.now() + after
  platform.messages.keepStatus(wamid, status, code, dueAt)
  if (platform.behaviour.read().dropStatuses?.includes(status)) return
  const category =
    send.type === 'template' ? (telling.known?.category ?? 'MARKETING').toLowerCase() : 'service'
  const update = statusUpdate({
    wamid,
    status,
    at: secondOf(clock.now() + after),
    phone,
    sentToUserId: userId,
    callbackData: send.biz_opaque_callback_data ?? null,
    pricing: pricingOf(category, phone !== null && isWindowOpen(platform, number, phone)),
    errorCode: code,
  })
  platform.queue.add({
    phoneNumberId: number.phoneNumberId,
    lane: laneOf(number, phone?.phone ?? wamid),
    update,
    dueAt,
  })
}
