import { type Clients, type DemoNotice, eventually, type Words } from './demo-clients.ts'

/** One customer of the demo: a phone in the sandbox, perhaps a contact in Assent, and what is said between them. */

const bold = (text: string): string => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[0m` : text)
export const say = (line = ''): void => {
  process.stdout.write(`${line}\n`)
}
export const heading = (text: string): void => say(bold(text))
const indent = (text: string): string => text.replace(/(.{1,78})(\s+|$)/g, '\n              $1').trim()

export interface Demo {
  readonly clients: Clients
  /** Sets the run apart from others: part of phone numbers and of keys. */
  readonly run: string
  readonly titleOf: (category: string) => string
}

export interface Traits {
  readonly isContact?: boolean
  readonly onWhatsApp?: boolean
}

const wordsOf = (what: Words): string => {
  if ('button' in what) return `taps [${what.button}]`
  return 'sms' in what ? `texts “${what.sms}”` : `writes “${what.text}”`
}

/** States by category; "sms marketing" for the channel SMS. */
export type Expected = Readonly<Record<string, string>>

const channelOf = (key: string): readonly [string, string] =>
  key.startsWith('sms ') ? ['sms', key.slice(4)] : ['whatsapp', key]

/** Brings a customer into the story. */
export const meet = async (
  { clients, run, titleOf }: Demo,
  name: string,
  digit: number,
  traits: Traits = {},
) => {
  const { isContact = true, onWhatsApp = true } = traits
  const phone = `1415${digit}${run.slice(0, 6)}`
  let seen = 0
  let saidCount = 0
  let saidAt = 0
  await clients.setPhone(phone, { name, reachable: onWhatsApp })
  let id = ''
  if (isContact) {
    id = await clients.addContact(name, `+${phone}`)
    say(`  agent       adds ${name} to the contacts`)
  }

  const arrives = async (): Promise<void> => {
    const message = await eventually(`a message on ${name}'s phone`, async () => {
      const out = (await clients.thread(phone)).filter(
        ({ direction, status }) => direction === 'out' && status !== 'failed',
      )
      return out[seen] ?? null
    })
    seen += 1
    const buttons = message.buttons.map(({ label }) => `[${label}]`).join(' ')
    const by = message.type === 'sms' ? ' (SMS)' : ''
    say(
      `  → ${name.padEnd(10)}${indent(`${message.text ?? ''}${by}`)}${buttons ? `\n              ${buttons}` : ''}`,
    )
  }

  const isOut = async (requestId: string): Promise<string> =>
    (
      await eventually('the request to be on its way', async () => {
        const now = await clients.request(requestId)
        return now.state === 'created' || now.state === 'sent' ? null : now
      })
    ).state

  return {
    phone,
    name,
    contactId: () => id,
    /** Takes over the contact that came of something that the customer did. */
    isNow: (contactId: string): void => {
      id = contactId
    },
    arrives,

    asks: async (categories: readonly string[], waitSeconds?: number): Promise<string> => {
      say(`  agent       asks for consent: ${categories.map(titleOf).join(', ')}`)
      let request = await clients.ask(id, categories, waitSeconds)
      for (;;) {
        const state = await isOut(request.id)
        if (state !== 'not_delivered' || !onWhatsApp) break
        say(`  agent       sees that it did not go out, and asks again`)
        request = await clients.ask(id, categories, waitSeconds)
      }
      if (onWhatsApp) await arrives()
      return request.id
    },

    answers: async (what: Words): Promise<void> => {
      // The platform tells time in whole seconds, and in one second a stop outweighs a yes: nobody types that fast.
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, saidAt + 1_100 - Date.now())))
      saidAt = Date.now()
      saidCount += 1
      say(`  ${name.padEnd(10)}  ${wordsOf(what)}`)
      await clients.say(phone, what, `wamid.demo${run}${digit}${saidCount}`)
    },

    /** Waits until the business has heard what the customer wrote. */
    isHeard: async (): Promise<void> => {
      await eventually(`${name} to be heard`, async () => (await clients.contact(id)).lastWroteAt)
    },

    /** Waits for a notice to the agents, and shows it. */
    isTold: async (purpose: string, request?: string): Promise<DemoNotice> => {
      const notice = await eventually(`the agents to be told: ${purpose}`, async () => {
        const all = await clients.notices(id)
        const fits = all.filter(
          (one) => one.purpose === purpose && (request === undefined || one.request === request),
        )
        return fits.at(-1) ?? null
      })
      say(`  → agent     ${indent(notice.text)}`)
      if (notice.offers.length > 0)
        say(`              ${notice.offers.map((offer) => `[${offer}]`).join(' ')}`)
      return notice
    },

    holds: async (expected: Expected): Promise<void> => {
      await eventually(`${name}'s consent to be ${JSON.stringify(expected)}`, async () => {
        const { consents } = await clients.contact(id)
        const fits = Object.entries(expected).every(([key, state]) => {
          const [channel, category] = channelOf(key)
          return consents.some(
            (one) => one.channel === channel && one.category === category && one.state === state,
          )
        })
        return fits ? true : null
      })
      const line = Object.entries(expected)
        .map(([key, state]) => {
          const [channel, category] = channelOf(key)
          return `${titleOf(category)}${channel === 'sms' ? ' by SMS' : ''}: ${state.replace('_', ' ')}`
        })
        .join(' · ')
      say(`  ${bold('consent')}     ${line}`)
    },
  }
}
