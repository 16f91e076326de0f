import { z } from 'zod'
import type { SandboxNumber, SmsSender } from './options.ts'
import { smsSignature } from './sms.ts'
import { type Update, webhookBody, webhookBytes, webhookHeaders } from './webhook-bodies.ts'

/** One webhook POST, ready to leave. */
export interface OutgoingPost {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Buffer
}

const formSchema = z.object({ url: z.string(), fields: z.record(z.string(), z.string()) })

/** The POST for updates of one number or sender; null when it is configured no more. */
export function outgoingPost(
  numbers: readonly SandboxNumber[],
  smsSenders: readonly SmsSender[],
  id: string,
  updates: readonly Update[],
): OutgoingPost | null {
  const number = numbers.find(({ phoneNumberId }) => phoneNumberId === id)
  if (number) {
    const bytes = webhookBytes(webhookBody(number, updates))
    return { url: number.webhookUrl, headers: webhookHeaders(number, bytes), bytes }
  }
  const sender = smsSenders.find(({ from }) => from === id)
  const form = formSchema.safeParse(updates[0]?.item)
  if (!sender || !form.success) return null
  const fields = new URLSearchParams(form.data.fields)
  const { url } = form.data
  const signature = smsSignature(url, fields, sender.authToken)
  return {
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    bytes: Buffer.from(fields.toString()),
  }
}
