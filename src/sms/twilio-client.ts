import axios, { isAxiosError } from 'axios'
import { z } from 'zod'
import type { Outgoing, Provider, Sent } from '../app/ports.ts'
import { second } from '../domain/clock.ts'
import type { Content } from '../domain/message.ts'

const acceptedSchema = z.object({ sid: z.string().min(1) })
const refusedSchema = z.object({ code: z.coerce.number().int(), message: z.string().optional() })

const deadline = 10 * second
const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'])

/** SMS has no buttons: what could be tapped is listed, and typed back it is read as what it says. */
const textOf = (content: Content): string => {
  switch (content.type) {
    case 'text':
    case 'template':
      return content.rendered
    case 'buttons':
      return [content.rendered, ...content.buttons.map(({ label }) => `· ${label}`)].join('\n')
    case 'list':
      return [
        content.rendered,
        ...content.rows.map(({ title, description }) => `· ${title}: ${description}`),
      ].join('\n')
  }
}

const readFailure = (error: unknown): Sent => {
  if (!isAxiosError(error)) throw error
  const { response } = error
  if (!response) {
    const why = error.code ?? 'no answer'
    return neverLeft.has(why) ? { outcome: 'not_sent', why } : { outcome: 'unknown', why }
  }
  if (response.status < 300 || response.status >= 500)
    return { outcome: 'unknown', why: `HTTP ${response.status}` }
  const refused = refusedSchema.safeParse(response.data)
  const after = Number(response.headers['retry-after'])
  return {
    outcome: 'refused',
    code: refused.data?.code ?? (response.status === 401 ? 20003 : 20000 + response.status),
    details: refused.data?.message ?? `HTTP ${response.status}`,
    retryAfterMs: Number.isFinite(after) && after > 0 ? after * second : null,
  }
}

/** How to reach Twilio, or whoever speaks its API, for one sender. */
export interface TwilioAddress {
  readonly id: string
  readonly apiUrl: string
  readonly accountSid: string
  readonly authTokens: readonly string[]
  /** The number with its plus, or the id of a messaging service. */
  readonly from: string
  readonly publicUrl: string
}

/** Sends by Twilio's Messages resource, or whatever else speaks its shape. */
export const twilioClient = (account: TwilioAddress): Provider => {
  const http = axios.create({
    auth: { username: account.accountSid, password: account.authTokens[0] ?? '' },
    maxRedirects: 0,
    maxContentLength: 1_000_000,
    proxy: false,
  })
  const resource = `${account.apiUrl}/2010-04-01/Accounts/${account.accountSid}`
  const sender = account.from.startsWith('MG')
    ? { MessagingServiceSid: account.from }
    : { From: account.from }
  return {
    templates: null,

    send: async ({ to, content, attempt }: Outgoing) => {
      // Our name for the attempt comes back with every status.
      const callback = `${account.publicUrl}/webhooks/${account.id}?attempt=${encodeURIComponent(attempt)}`
      const form = new URLSearchParams({
        To: to.phone ?? '',
        ...sender,
        Body: textOf(content),
        StatusCallback: callback,
      })
      try {
        const { data } = await http.post(`${resource}/Messages.json`, form, {
          signal: AbortSignal.timeout(deadline),
        })
        const accepted = acceptedSchema.safeParse(data)
        if (!accepted.success) return { outcome: 'unknown', why: 'accepted without a message id' }
        return { outcome: 'accepted', wamid: accepted.data.sid, waId: null, bsuid: null }
      } catch (error) {
        return readFailure(error)
      }
    },

    check: async () => {
      try {
        await http.get(`${resource}.json`, { signal: AbortSignal.timeout(deadline) })
        return null
      } catch (error) {
        const failure = readFailure(error)
        if (failure.outcome === 'refused') return `refused with code ${failure.code}: ${failure.details}`
        return failure.outcome === 'accepted' ? null : `not reachable (${failure.why})`
      }
    },
  }
}
