import { createHash } from 'node:crypto'
import type { Account, WebhookEvent } from '../app/ports.ts'
import type { Event } from '../domain/event.ts'
import { nobody, type Person } from '../domain/identity.ts'

/** Twilio's words for what became of a message, in ours; what is missing here says nothing new. */
const statuses: Readonly<Record<string, string>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  undelivered: 'failed',
}

const personOf = (number: string | null): Person =>
  number !== null && /^\+\d{7,15}$/.test(number) ? { ...nobody, phone: number } : nobody

const note = (raw: Buffer, what: string): Event => ({
  kind: 'unknown',
  key: `sms:${createHash('sha256').update(raw).digest('hex')}`,
  at: null,
  person: null,
  what,
})

const statusOf = (form: URLSearchParams, sid: string, told: string): Event => {
  const code = Number(form.get('ErrorCode'))
  return {
    kind: 'status',
    key: `sms:${sid}:${told}`,
    at: null,
    person: personOf(form.get('To')),
    wamid: sid,
    status: statuses[told] ?? told,
    callback: form.get('attempt'),
    errors: Number.isInteger(code) && code > 0 ? [{ code, details: form.get('ErrorMessage') ?? '' }] : [],
  }
}

/** Takes one call of Twilio's apart: a text that somebody sent, or what became of one of ours. Never throws. */
export const readTwilio = (account: Account, raw: Buffer): WebhookEvent[] => {
  const form = new URLSearchParams(raw.toString('utf8'))
  const event = readForm(form, raw)
  return [{ phoneNumberId: account.phoneNumberId, event }]
}

const readForm = (form: URLSearchParams, raw: Buffer): Event => {
  const sid = form.get('MessageSid') ?? form.get('SmsSid')
  if (!sid) return note(raw, 'a call without a MessageSid')
  const told = form.get('MessageStatus')
  if (told) return statusOf(form, sid, told)
  const body = form.get('Body')
  if (body === null) return note(raw, 'a call without a Body')
  return {
    kind: 'message',
    key: `sms:${sid}`,
    at: null,
    person: personOf(form.get('From')),
    wamid: sid,
    type: 'text',
    texts: body.trim() === '' ? [] : [body],
    payload: null,
    quotes: null,
    edits: null,
    forwarded: false,
    group: false,
    referral: null,
    via: 'messages',
  }
}
