import axios, { type AxiosInstance, isAxiosError } from 'axios'
import { z } from 'zod'
import type { Outgoing, Provider, Sent } from '../app/ports.ts'
import { second } from '../domain/clock.ts'
import type { Content } from '../domain/message.ts'
import { readLook } from './read-look.ts'
import { templatesClient } from './templates-client.ts'

/** Where and how to reach the platform: Meta's Cloud API, 360dialog and the sandbox differ in nothing else. */
export interface CloudAddress {
  /** Base URL; messages go to `messagesPath` below it. */
  readonly baseUrl: string
  readonly messagesPath: string
  /** A GET that works only with good credentials. */
  readonly checkPath: string
  /** A GET that tells how the number stands. */
  readonly lookPath: string
  /** Where the templates are; null where nobody has named the account that has them. */
  readonly templatesPath?: string | null
  readonly headers: Readonly<Record<string, string>>
}

const acceptedSchema = z.object({
  contacts: z.array(z.object({ wa_id: z.string().optional(), user_id: z.string().optional() })).optional(),
  messages: z.array(z.object({ id: z.string().min(1) })).min(1),
})

const refusedSchema = z.object({
  error: z.object({
    code: z.number().int(),
    message: z.string().optional(),
    error_data: z.object({ details: z.string().optional() }).optional(),
  }),
})

/** The request cannot have reached the platform: it is safe to try again. */
const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'])

const deadline = 10 * second

const bodyOf = (content: Content): object => {
  switch (content.type) {
    case 'text':
      return { type: 'text', text: { body: content.rendered, preview_url: false } }
    case 'buttons':
      return {
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: content.rendered },
          action: {
            buttons: content.buttons.map(({ payload, label }) => ({
              type: 'reply',
              reply: { id: payload, title: label },
            })),
          },
        },
      }
    case 'list':
      return {
        type: 'interactive',
        interactive: {
          type: 'list',
          body: { text: content.rendered },
          action: {
            button: content.open,
            sections: [
              {
                rows: content.rows.map(({ payload, title, description }) => ({
                  id: payload,
                  title,
                  ...(description === '' ? {} : { description }),
                })),
              },
            ],
          },
        },
      }
    case 'template':
      return {
        type: 'template',
        template: {
          name: content.name,
          language: { code: content.language },
          components: [
            {
              type: 'body',
              parameters: content.variables.map(({ name, value }) => ({
                type: 'text',
                parameter_name: name,
                text: value,
              })),
            },
            ...content.payloads.map((payload, index) => ({
              type: 'button',
              sub_type: 'quick_reply',
              index: `${index}`,
              parameters: [{ type: 'payload', payload }],
            })),
          ],
        },
      }
  }
}

/** A phone goes into `to`, with its plus; a business-scoped id into `recipient`, or it is lost silently (FACTS §5.3, §6.1). */
const addressOf = ({ phone, bsuid }: Outgoing['to']): object => (phone ? { to: phone } : { recipient: bsuid })

const codeOfStatus = (status: number): number => {
  if (status === 401 || status === 403) return 190
  return status === 429 ? 80007 : -status
}

const readFailure = (error: unknown): Sent => {
  if (!isAxiosError(error)) throw error
  const { response } = error
  if (!response) {
    const why = error.code ?? 'no answer'
    return neverLeft.has(why) ? { outcome: 'not_sent', why } : { outcome: 'unknown', why }
  }
  // The answer began well and broke off: the platform may well have taken the message.
  if (response.status < 300) return { outcome: 'unknown', why: `HTTP ${response.status}, cut off` }
  const refused = refusedSchema.safeParse(response.data)
  const after = Number(response.headers['retry-after'])
  const retryAfterMs = Number.isFinite(after) && after > 0 ? after * second : null
  if (refused.success) {
    const { code, message, error_data } = refused.data.error
    return { outcome: 'refused', code, details: error_data?.details ?? message ?? '', retryAfterMs }
  }
  // A gateway's page, not the platform's word: the message may have got through behind it.
  if (response.status >= 500) return { outcome: 'unknown', why: `HTTP ${response.status}` }
  const details = `HTTP ${response.status} without an error code`
  return { outcome: 'refused', code: codeOfStatus(response.status), details, retryAfterMs }
}

/** The platform's `/messages`, for every provider that speaks it. */
export const cloudClient = (address: CloudAddress): Provider => {
  const http: AxiosInstance = axios.create({
    baseURL: address.baseUrl,
    headers: { ...address.headers },
    maxRedirects: 0,
    maxContentLength: 1_000_000,
    proxy: false,
  })
  return {
    templates: address.templatesPath ? templatesClient(http, address.templatesPath) : null,

    send: async (outgoing) => {
      const body = {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        ...addressOf(outgoing.to),
        biz_opaque_callback_data: outgoing.attempt,
        ...bodyOf(outgoing.content),
      }
      try {
        // The signal bounds the whole exchange; axios's own timeout does not bound a dripping body.
        const response = await http.post(address.messagesPath, body, {
          signal: AbortSignal.timeout(deadline),
        })
        const accepted = acceptedSchema.safeParse(response.data)
        const wamid = accepted.data?.messages[0]?.id
        if (!wamid) return { outcome: 'unknown', why: 'accepted without a message id' }
        const [contact] = accepted.data?.contacts ?? []
        return { outcome: 'accepted', wamid, waId: contact?.wa_id ?? null, bsuid: contact?.user_id ?? null }
      } catch (error) {
        return readFailure(error)
      }
    },

    check: async () => {
      try {
        await http.get(address.checkPath, { signal: AbortSignal.timeout(deadline) })
        return null
      } catch (error) {
        const failure = readFailure(error)
        if (failure.outcome === 'refused') return `refused with code ${failure.code}: ${failure.details}`
        return failure.outcome === 'accepted' ? null : `not reachable (${failure.why})`
      }
    },

    look: async () => {
      try {
        const { data } = await http.get(address.lookPath, { signal: AbortSignal.timeout(deadline) })
        return readLook(data)
      } catch (error) {
        const failure = readFailure(error)
        const why =
          failure.outcome === 'refused'
            ? `refused with code ${failure.code}`
            : 'why' in failure
              ? failure.why
              : 'no answer'
        return { outcome: 'failed', why }
      }
    },
  }
}
