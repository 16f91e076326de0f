import { z } from 'zod'
import { contactShape, entryShape, messageShape, requestShape } from '../../src/http/present.ts'
import { type Answer, call, type Json } from './wire.ts'

const problemShape = z.looseObject({
  type: z.string(),
  status: z.number(),
  detail: z.string(),
  reason: z.string().optional(),
  record: z.string().nullish(),
})
export type Problem = z.infer<typeof problemShape>
export type Contact = z.infer<typeof contactShape>
export type Request = z.infer<typeof requestShape>
export type Entry = z.infer<typeof entryShape>

const readyShape = z.object({
  status: z.literal('ready'),
  database: z.object({
    unreadDeliveries: z.number(),
    deadDeliveries: z.number(),
    pendingEvents: z.number(),
    deadEvents: z.number(),
    queuedMessages: z.number(),
    unknownMessages: z.number(),
  }),
  queue: z.object({ kind: z.string(), answers: z.boolean(), depths: z.unknown() }),
})

const expecting = (answer: Answer, status: number): unknown => {
  if (answer.status !== status)
    throw new Error(`expected ${status}, came ${answer.status}: ${answer.text.slice(0, 500)}`)
  return answer.json
}

/** What an agent's program sees of Assent. */
export const apiClient = (url: string, apiKey: string | null = null) => {
  const headers: Record<string, string> = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }
  const to = (method: string, path: string, body?: unknown) => call(method, `${url}${path}`, body, headers)
  const get = async (path: string): Promise<unknown> => expecting(await to('GET', path), 200)
  return {
    /** Who calls. */
    headers,
    call: to,
    addContact: async (body: Json): Promise<Contact> =>
      contactShape.parse(expecting(await to('POST', '/v1/contacts', body), 201)),
    contact: async (id: string): Promise<Contact> => contactShape.parse(await get(`/v1/contacts/${id}`)),
    contacts: async (): Promise<Contact[]> =>
      z.object({ items: z.array(contactShape) }).parse(await get('/v1/contacts?limit=200')).items,
    ask: async (id: string, body: Json): Promise<Request> =>
      requestShape.parse(expecting(await to('POST', `/v1/contacts/${id}/requests`, body), 202)),
    /** The refusal that asking meets. */
    refusal: async (id: string, body: Json): Promise<Problem> =>
      problemShape.parse(expecting(await to('POST', `/v1/contacts/${id}/requests`, body), 409)),
    send: async (body: Json) => messageShape.parse(expecting(await to('POST', '/v1/messages', body), 202)),
    message: async (id: string) => messageShape.parse(await get(`/v1/messages/${id}`)),
    request: async (id: string): Promise<Request> => requestShape.parse(await get(`/v1/requests/${id}`)),
    thread: async (id: string) =>
      z.object({ items: z.array(messageShape) }).parse(await get(`/v1/contacts/${id}/messages`)).items,
    events: async (contact: string): Promise<Entry[]> =>
      z.object({ items: z.array(entryShape) }).parse(await get(`/v1/events?limit=200&contact=${contact}`))
        .items,
    ready: async () => readyShape.parse(await get('/ready')),
  }
}
export type Api = ReturnType<typeof apiClient>

const threadShape = z.array(
  z.object({
    direction: z.enum(['in', 'out']),
    wamid: z.string().nullable(),
    type: z.string(),
    text: z.string(),
    status: z.string().nullable(),
  }),
)
const acceptedShape = z.array(
  z.object({
    wamid: z.string().nullable(),
    to: z.string().nullable(),
    recipient: z.string().nullable(),
    type: z.string(),
    biz_opaque_callback_data: z.string().nullable(),
    receivedAt: z.number(),
  }),
)
export type Accepted = z.infer<typeof acceptedShape>

/** The hand on the pretend platform. */
export const sandboxClient = (url: string) => {
  const to = async (method: string, path: string, body?: unknown): Promise<unknown> =>
    expecting(await call(method, `${url}/sandbox${path}`, body), 200)
  return {
    url,
    say: async (phone: string, saying: Json) =>
      z.object({ wamid: z.string().nullable() }).parse(await to('POST', `/phones/${phone}/say`, saying))
        .wamid,
    change: (phone: string, change: Json) => to('PUT', `/phones/${phone}`, change),
    bsuid: async (phone: string): Promise<string> =>
      z.object({ bsuid: z.string() }).parse(await to('PUT', `/phones/${phone}`, {})).bsuid,
    behaviour: () => to('GET', '/behaviour'),
    behave: (behaviour: Json) => to('PUT', '/behaviour', behaviour),
    /** What the phone shows of the business's messages, oldest first. */
    shown: async (phone: string) =>
      threadShape.parse(await to('GET', `/phones/${phone}/thread`)).filter((one) => one.direction === 'out'),
    /** Every send that the platform took, whatever became of it: the independent witness. */
    accepted: async (): Promise<Accepted> => acceptedShape.parse(await to('GET', '/accepted')),
    pending: async (): Promise<number> =>
      z.object({ webhooks: z.number() }).parse(await to('GET', '/pending')).webhooks,
    unlearn: (name: string) => to('DELETE', `/templates/${name}`),
    /** What the platform makes of a template from now on. */
    judge: (name: string, change: Json) => to('PUT', `/templates/${name}/state`, change),
    learn: (name: string, template: Json) => to('PUT', `/templates/${name}`, template),
  }
}
export type SandboxHand = ReturnType<typeof sandboxClient>
