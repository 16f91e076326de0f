import axios, { type AxiosRequestConfig } from 'axios'
import { z } from 'zod'

/** The two servers the demo speaks to, each as its users would. Patient: a server that is being restarted is waited for. */
const patienceMs = 120_000
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const foundSchema = z.object({ items: z.array(z.object({ id: z.string() })) })
const contactSchema = z.object({
  id: z.string(),
  lastWroteAt: z.string().nullable(),
  consents: z.array(z.object({ channel: z.string(), category: z.string(), state: z.string() })),
})
const requestSchema = z.object({ id: z.string(), state: z.string(), reason: z.string().nullable() })
const noticeSchema = z.object({
  id: z.string(),
  purpose: z.string(),
  text: z.string(),
  request: z.string().nullable(),
  offers: z.array(z.string()),
  answer: z.string().nullable(),
})
const noticesSchema = z.object({ items: z.array(noticeSchema) })
const answeredSchema = z.object({ request: z.string().nullable() })
const problemSchema = z.object({
  detail: z.string(),
  contactId: z.string().optional(),
  record: z.string().nullish(),
})
const threadSchema = z.array(
  z.object({
    direction: z.enum(['in', 'out']),
    wamid: z.string().nullable(),
    type: z.string(),
    status: z.string().nullable(),
    text: z.string().nullable(),
    buttons: z.array(z.object({ label: z.string() })),
  }),
)

export type Thread = z.infer<typeof threadSchema>
export type DemoNotice = z.infer<typeof noticeSchema>
export type Clients = ReturnType<typeof openClients>

/** What a customer does: writes, taps, or sends a text message. */
export type Words = { text: string } | { button: string } | { sms: string }

const call = async (config: AxiosRequestConfig): Promise<{ status: number; data: unknown }> => {
  const until = Date.now() + patienceMs
  for (let waited = false; ; ) {
    try {
      return await axios.request({
        ...config,
        validateStatus: (status) => status < 500,
        proxy: false,
        timeout: 10_000,
      })
    } catch (error) {
      if (Date.now() > until) throw error
      if (!waited) process.stdout.write('  (Assent does not answer; waiting for it to come back…)\n')
      waited = true
      await pause(500)
    }
  }
}

/** Waits until `look` finds what the story needs; says what it waited for when it does not come. */
export const eventually = async <T>(
  what: string,
  look: () => Promise<T | null>,
  ms = patienceMs,
): Promise<T> => {
  const until = Date.now() + ms
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (Date.now() > until)
      throw new Error(`the demo waited ${ms / 1_000} seconds for this and did not see it: ${what}`)
    await pause(100)
  }
}

export const openClients = (api: string, sandbox: string, apiKey: string | null) => {
  const headers = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }
  const problemOf = (data: unknown) => problemSchema.parse(data)
  const requestById = async (id: string) =>
    requestSchema.parse((await call({ url: `${api}/v1/requests/${id}`, headers })).data)
  return {
    isUp: async (url: string): Promise<boolean> =>
      axios.get(url, { proxy: false, timeout: 2_000 }).then(
        () => true,
        () => false,
      ),

    /** Adding twice finds the first: a restart may have swallowed the answer. */
    addContact: async (name: string, phone: string): Promise<string> => {
      const { status, data } = await call({
        method: 'post',
        url: `${api}/v1/contacts`,
        headers,
        data: { name, phone },
      })
      if (status === 201) return contactSchema.parse(data).id
      const { contactId, detail } = problemOf(data)
      if (status === 409 && contactId) return contactId
      throw new Error(detail)
    },

    /** Whoever writes in is known by their number from then on. */
    find: async (phone: string): Promise<string | null> => {
      const { data } = await call({ url: `${api}/v1/contacts`, headers, params: { phone } })
      return foundSchema.parse(data).items[0]?.id ?? null
    },

    /** The pretend phone bears the customer's name, so that the two windows tell one story. */
    setPhone: async (phone: string, traits: { name: string; reachable?: boolean }): Promise<void> => {
      await call({ method: 'put', url: `${sandbox}/sandbox/phones/${phone}`, data: traits })
    },

    contact: async (id: string) =>
      contactSchema.parse((await call({ url: `${api}/v1/contacts/${id}`, headers })).data),

    ask: async (contact: string, categories: readonly string[], waitSeconds?: number) => {
      const body = { categories, ...(waitSeconds === undefined ? {} : { waitSeconds }) }
      const url = `${api}/v1/contacts/${contact}/requests`
      const { status, data } = await call({ method: 'post', url, headers, data: body })
      if (status === 202) return requestSchema.parse(data)
      const { record, detail } = problemOf(data)
      if (status === 409 && record?.startsWith('req_')) return requestById(record)
      throw new Error(detail)
    },

    /** The refusal that asking meets, in its own words. */
    refusal: async (contact: string, categories: readonly string[]): Promise<string> => {
      const url = `${api}/v1/contacts/${contact}/requests`
      const { status, data } = await call({ method: 'post', url, headers, data: { categories } })
      if (status === 202) throw new Error('the request was not refused')
      return problemOf(data).detail
    },

    request: requestById,

    /** What agents are shown about a contact. */
    notices: async (contact: string) =>
      noticesSchema.parse(
        (await call({ url: `${api}/v1/notices`, headers, params: { contact, limit: 200 } })).data,
      ).items,

    /** Does what a notice offers; answering it a second time, after a restart, finds it answered. */
    answerNotice: async (notice: string, choice: string): Promise<string | null> => {
      const url = `${api}/v1/notices/${notice}/answer`
      const { status, data } = await call({ method: 'post', url, headers, data: { choice } })
      if (status === 200) return answeredSchema.parse(data).request
      const { record } = problemOf(data)
      return record?.startsWith('req_') ? record : null
    },

    /** Any other call that changes something: done once, however often a restart has us ask. */
    change: async (path: string, data: unknown, key: string, type?: string): Promise<unknown> => {
      const { status, data: answer } = await call({
        method: 'post',
        url: `${api}${path}`,
        headers: {
          ...headers,
          'idempotency-key': key,
          ...(type === undefined ? {} : { 'content-type': type }),
        },
        data,
      })
      if (status < 400) return answer
      throw new Error(`${path}: ${problemOf(answer).detail}`)
    },

    thread: async (phone: string): Promise<Thread> =>
      threadSchema.parse((await call({ url: `${sandbox}/sandbox/phones/${phone}/thread` })).data),

    /** The customer writes or taps. The id makes it one message, however often a restart has us say it. */
    say: async (phone: string, what: Words, wamid: string): Promise<void> => {
      const url = `${sandbox}/sandbox/phones/${phone}/say`
      const { status, data } = await call({ method: 'post', url, data: { ...what, wamid } })
      if (status >= 400) throw new Error(`the sandbox did not accept it: ${JSON.stringify(data)}`)
    },
  }
}
