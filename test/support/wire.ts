import { createHmac } from 'node:crypto'
import { z } from 'zod'

export const objectSchema = z.record(z.string(), z.unknown())
export type Json = z.infer<typeof objectSchema>

export interface Answer {
  readonly status: number
  readonly text: string
  /** What the body holds, when it is JSON. */
  readonly json: unknown
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** One HTTP call with a JSON body; never throws for a status. */
export const call = async (
  method: string,
  url: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, text, json: parsed(text) }
}

/** Posts bytes as they are. */
export const postBytes = async (
  url: string,
  bytes: Buffer,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> => {
  const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes) })
  const text = await response.text()
  return { status: response.status, text, json: parsed(text) }
}

export const signatureOf = (bytes: Buffer, secret: string, form: 'hex' | 'base64' = 'hex'): string =>
  `sha256=${createHmac('sha256', secret).update(bytes).digest(form)}`
