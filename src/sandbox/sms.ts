import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { secondOf } from '../domain/clock.ts'
import { isSmsCode } from './behaviour.ts'
import type { DeliveryStatus } from './messages.ts'
import type { SmsSender } from './options.ts'
import type { Phone } from './phones.ts'
import { phoneDigits } from './phones.ts'
import type { Platform } from './platform.ts'
import { heldForPhone } from './platform-store.ts'
import { SandboxError } from './sandbox-error.ts'
import type { Update } from './webhook-bodies.ts'

/** The SMS side of the sandbox: Twilio's Messages resource, its inbound webhook and its status callback. */

const newSid = ({ newId }: Platform): string =>
  `SM${createHmac('md5', 'sandbox').update(newId()).digest('hex')}`

const formUpdate = (fields: Record<string, string>, url: string): Update => ({
  field: 'sms',
  kind: 'sms',
  contact: null,
  item: { fields, url },
})

/** Twilio's signature: HMAC-SHA1 over the address and the sorted fields. */
export const smsSignature = (url: string, fields: URLSearchParams, authToken: string): string => {
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const signed = url + sorted.map(([name, value]) => name + value).join('')
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64')
}

/** A customer texts the business. */
export function saySms(platform: Platform, phone: Phone, text: string, at: number): { wamid: string } {
  const [sender] = platform.smsSenders
  if (!sender) throw new SandboxError(404, 'sandbox.no_sms', 'the sandbox has no SMS sender')
  const sid = newSid(platform)
  const fields = {
    MessageSid: sid,
    SmsSid: sid,
    AccountSid: sender.accountSid,
    From: `+${phone.phone}`,
    To: sender.from,
    Body: text,
    NumMedia: '0',
  }
  platform.messages.keep({
    direction: 'in',
    wamid: sid,
    phoneNumberId: sender.from,
    phone: phone.phone,
    to: null,
    recipient: null,
    type: 'sms',
    text,
    choices: [],
    body: fields,
    callbackData: null,
    at,
    receivedAt: platform.networkClock.now(),
  })
  platform.queue.add({
    phoneNumberId: sender.from,
    lane: `${sender.from}/${phone.phone}`,
    update: formUpdate(fields, sender.webhookUrl),
    dueAt: platform.networkClock.now(),
  })
  return { wamid: sid }
}

const refusal = (reply: FastifyReply, status: number, code: number, message: string): FastifyReply =>
  reply.code(status).send({
    code,
    message,
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status,
  })

const isSame = (given: string, expected: string): boolean => {
  const [a, b] = [given, expected].map((value) => createHmac('sha256', 'compare').update(value).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

/** The sender whose account and token the call names. */
const senderOf = ({ smsSenders }: Platform, sid: string, request: FastifyRequest): SmsSender | null => {
  const basic = /^Basic +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const given = Buffer.from(basic, 'base64').toString('utf8')
  return (
    smsSenders.find(
      ({ accountSid, authToken }) => accountSid === sid && isSame(given, `${accountSid}:${authToken}`),
    ) ?? null
  )
}

interface AccountRoute {
  Params: { sid: string }
}

const smsFuture: readonly DeliveryStatus[] = ['sent', 'delivered']

/** Takes a text message, tells what becomes of it, and refuses and fails as the platform's behaviour says. */
export function smsRoutes(app: FastifyInstance, platform: Platform): void {
  const { phones, messages, queue, behaviour, clock, networkClock, pace } = platform

  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  )

  const tell = (
    sender: SmsSender,
    phone: Phone,
    sid: string,
    callback: string | null,
    status: DeliveryStatus,
    code: number | null,
  ): void => {
    const after = status === 'delivered' ? pace.deliveredMs : pace.sentMs
    const dueAt = phone.off && status === 'delivered' ? heldForPhone : networkClock.now() + after
    messages.keepStatus(sid, status, code, dueAt)
    if (callback === null || behaviour.read().dropStatuses?.includes(status)) return
    const fields = {
      MessageSid: sid,
      SmsSid: sid,
      AccountSid: sender.accountSid,
      From: sender.from,
      To: `+${phone.phone}`,
      MessageStatus: status === 'failed' ? 'undelivered' : status,
      ...(code === null ? {} : { ErrorCode: String(code) }),
    }
    queue.add({
      phoneNumberId: sender.from,
      lane: `${sender.from}/${phone.phone}`,
      update: formUpdate(fields, callback),
      dueAt,
    })
  }

  app.get<AccountRoute>('/2010-04-01/Accounts/:sid.json', (request, reply) => {
    const sender = senderOf(platform, request.params.sid, request)
    return sender
      ? reply.send({ sid: sender.accountSid, status: 'active' })
      : refusal(reply, 401, 20003, 'Authenticate')
  })

  app.post<AccountRoute>('/2010-04-01/Accounts/:sid/Messages.json', (request, reply) => {
    const sender = senderOf(platform, request.params.sid, request)
    if (!sender) return refusal(reply, 401, 20003, 'Authenticate')
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    const to = phoneDigits(form.get('To') ?? '')
    if (to === null) return refusal(reply, 400, 21211, "Invalid 'To' Phone Number")
    const text = form.get('Body') ?? ''
    if (text === '') return refusal(reply, 400, 21602, 'Message body is required.')
    if (text.length > 1600)
      return refusal(reply, 400, 21617, 'The message body exceeds the 1600 character limit.')
    const sendError = behaviour.take('sendError', to, isSmsCode)
    if (sendError) return refusal(reply, sendError.httpStatus ?? 400, sendError.code, 'refused as told')
    const hang = behaviour.take('hang', to)
    if (hang && !hang.accept) return reply.hijack()
    const sid = newSid(platform)
    platform.store.transaction(() => {
      const phone = phones.ensure(to)
      messages.keep({
        direction: 'out',
        wamid: sid,
        phoneNumberId: sender.from,
        phone: phone.phone,
        to: form.get('To'),
        recipient: null,
        type: 'sms',
        text,
        choices: [],
        body: Object.fromEntries(form),
        callbackData: null,
        at: secondOf(clock.now()),
        receivedAt: networkClock.now(),
      })
      const failLater = behaviour.take('failLater', to, isSmsCode)
      const callback = form.get('StatusCallback')
      if (failLater) tell(sender, phone, sid, callback, 'failed', failLater.code)
      else for (const status of smsFuture) tell(sender, phone, sid, callback, status, null)
    })
    platform.wake()
    if (hang) return reply.hijack()
    return reply.code(201).send({
      sid,
      account_sid: sender.accountSid,
      from: sender.from,
      to: form.get('To'),
      body: text,
      status: 'queued',
      error_code: null,
      error_message: null,
    })
  })
}
