import { appSecret, phoneNumberId, type Stack } from './build-stack.ts'
import { type Answer, type Json, postBytes, signatureOf } from './wire.ts'

const changeValue = (content: Json, number: string): Json => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: '15550783881', phone_number_id: number },
  ...content,
})

/** A delivery with these contents of `value`, one change each. */
export const bodyOf = (contents: readonly Json[], number = phoneNumberId): Json => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '102290129340398',
      changes: contents.map((content) => ({ field: 'messages', value: changeValue(content, number) })),
    },
  ],
})

export const textFrom = (from: string, body: string, id: string, at: number): Json => ({
  contacts: [{ profile: { name: 'Ana' }, wa_id: from }],
  messages: [{ from, id, timestamp: `${at}`, type: 'text', text: { body } }],
})

export const bytesOf = (body: unknown): Buffer => Buffer.from(JSON.stringify(body), 'utf8')

/** Posts as the platform does, signed; other headers win over the usual ones. */
export const deliver = (
  stack: Pick<Stack, 'url'>,
  bytes: Buffer,
  headers: Readonly<Record<string, string>> = {},
  account = 'main',
): Promise<Answer> =>
  postBytes(`${stack.url}/webhooks/${account}`, bytes, {
    'content-type': 'application/json',
    'x-hub-signature-256': signatureOf(bytes, appSecret),
    ...headers,
  })
