import type { Stack } from './build-stack.ts'
import type { Request } from './clients.ts'
import { eventually } from './eventually.ts'
import type { Json } from './wire.ts'

export type States = Readonly<Record<string, string>>

let met = 0

/** A customer: a phone on the platform and a contact in Assent, spoken of together. */
export const meet = async (stack: Stack, name = 'Ana') => {
  met += 1
  // German: no law there keeps anything in at night, and tests move the clock.
  const phone = `4915155${String(501_000 + met)}`
  const { api, sandbox, clock } = stack
  const { id } = await api.addContact({ name, phone: `+${phone}` })

  const states = async (): Promise<States> =>
    Object.fromEntries((await api.contact(id)).consents.map(({ category, state }) => [category, state]))

  const texts = async (): Promise<string[]> => (await sandbox.shown(phone)).map(({ text }) => text)

  /** Waits until the phone shows so many messages, and gives the newest. */
  const sees = async (count: number): Promise<string> =>
    eventually(async () => {
      const shown = await texts()
      if (shown.length !== count)
        throw new Error(`${name} sees ${shown.length} messages instead of ${count}: ${shown.join(' | ')}`)
      return shown.at(-1) ?? ''
    })

  return {
    id,
    name,
    phone,
    states,
    texts,
    sees,
    /** Asks and waits until the request has come so far. */
    isAsked: async (categories: string[], until: Request['state'] = 'delivered'): Promise<Request> => {
      const { id: requestId } = await api.ask(id, { categories })
      return eventually(async () => {
        const request = await api.request(requestId)
        if (request.state !== until) throw new Error(`the request is ${request.state}: ${request.reason}`)
        return request
      })
    },
    /** Says something two seconds after whatever was before; nobody types two messages in one second. */
    says: (what: string | Json) => {
      clock.move(2_000)
      return sandbox.say(phone, typeof what === 'string' ? { text: what } : what)
    },
    /** Waits until these categories are in these states. */
    holds: (expected: States): Promise<void> =>
      eventually(async () => {
        const all = await states()
        const wrong = Object.entries(expected).filter(([key, state]) => all[key] !== state)
        if (wrong.length > 0)
          throw new Error(`expected ${JSON.stringify(expected)}, found ${JSON.stringify(all)}`)
      }),
    /** What the agents were shown about this person, of one purpose. */
    isShown: async (purpose: string) =>
      (await api.events(id)).filter(({ kind, data }) => kind === 'notice.shown' && data.purpose === purpose),
    happened: async (kind: string) => (await api.events(id)).filter((entry) => entry.kind === kind),
  }
}
export type Person = Awaited<ReturnType<typeof meet>>
