import { randomInt } from 'node:crypto'
import type { Config } from '../config/config.ts'
import { AppError } from '../domain/errors.ts'
import { loadTexts } from '../load-texts.ts'
import { shippedTemplates } from '../services.ts'
import { eventually, openClients } from './demo-clients.ts'

/** A day in this demo, for the one who never answers. */
const daySeconds = 10

/** How long a server that starts at the same time is waited for. */
const startSeconds = 15

const bold = (text: string): string => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[0m` : text)
const say = (line = ''): void => {
  process.stdout.write(`${line}\n`)
}
const indent = (text: string): string => text.replace(/(.{1,78})(\s+|$)/g, '\n              $1').trim()

/** `assent demo`: four customers, four stories, on the system that is running; through its API and the sandbox only. */
export const runDemo = async (config: Config): Promise<void> => {
  const api = `http://${config.host}:${config.port}`
  const sandbox = `http://127.0.0.1:${config.sandboxPort}`
  const clients = openClients(api, sandbox, config.apiKey)
  const isThere = async () =>
    (await clients.isUp(`${api}/health`)) && (await clients.isUp(`${sandbox}/sandbox/phones`))
  if (!(await isThere())) {
    // It may just be starting, or starting again.
    say(
      `  (nothing answers at ${api} yet; waiting ${startSeconds} seconds. To start it, elsewhere: npm start)`,
    )
    const until = Date.now() + startSeconds * 1_000
    while (Date.now() < until && !(await isThere())) await new Promise((resolve) => setTimeout(resolve, 250))
    if (!(await isThere())) {
      throw new AppError(
        'config.invalid',
        `nothing runs at ${api}; start it in another terminal first: npm start`,
      )
    }
  }
  const texts = loadTexts(config.businesses[0]?.templatesDir ?? shippedTemplates)
  const titleOf = (key: string): string =>
    texts.categories.find((one) => one.key === key)?.texts.en?.title ?? key
  const run = `${randomInt(10_000_000, 99_999_999)}`

  /** One customer: a phone in the sandbox, a contact in Assent. */
  const meet = async (name: string, digit: number) => {
    const phone = `1415${digit}${run.slice(0, 6)}`
    let seen = 0
    let said = 0
    let saidAt = 0
    const id = await clients.addContact(name, `+${phone}`)
    await clients.namePhone(phone, name)
    say(`  agent       adds ${name} to the contacts`)

    const arrives = async (): Promise<string> => {
      const message = await eventually(`a message on ${name}'s phone`, async () => {
        const out = (await clients.thread(phone)).filter(({ direction }) => direction === 'out')
        return out[seen] ?? null
      })
      seen += 1
      const buttons = message.buttons.map(({ label }) => `[${label}]`).join(' ')
      say(`  → ${name.padEnd(10)}${indent(message.text ?? '')}${buttons ? `\n              ${buttons}` : ''}`)
      return message.text ?? ''
    }

    const asks = async (categories: readonly string[], waitSeconds?: number): Promise<string> => {
      say(`  agent       asks for consent: ${categories.map(titleOf).join(', ')}`)
      let request = await clients.ask(id, categories, waitSeconds)
      for (;;) {
        request = await eventually('the request to be on its way', async () => {
          const now = await clients.request(request.id)
          return now.state === 'created' ? null : now
        })
        if (request.state !== 'not_delivered') break
        say(`  agent       sees that it did not go out (${request.reason}), and asks again`)
        request = await clients.ask(id, categories, waitSeconds)
      }
      await arrives()
      return request.id
    }

    const answers = async (what: { text: string } | { button: string }): Promise<void> => {
      // The platform tells time in whole seconds, and in one second a stop outweighs a yes: nobody types that fast.
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, saidAt + 1_100 - Date.now())))
      saidAt = Date.now()
      said += 1
      say(`  ${name.padEnd(10)}  ${'text' in what ? `writes “${what.text}”` : `taps [${what.button}]`}`)
      await clients.say(phone, what, `wamid.demo${run}${digit}${said}`)
    }

    const holds = async (expected: Readonly<Record<string, string>>): Promise<void> => {
      const states = await eventually(`${name}'s consent to be ${JSON.stringify(expected)}`, async () => {
        const { consents } = await clients.contact(id)
        const fits = Object.entries(expected).every(([key, state]) =>
          consents.some((one) => one.category === key && one.state === state),
        )
        return fits ? consents : null
      })
      const shown = states.filter(({ category }) => category in expected)
      const line = shown
        .map(({ category, state }) => `${titleOf(category)}: ${state.replace('_', ' ')}`)
        .join(' · ')
      say(`  ${bold('consent')}     ${line}`)
    }

    return { id, name, arrives, asks, answers, holds }
  }

  say(bold('1. Ana is asked and says yes'))
  const ana = await meet('Ana', 2)
  await ana.asks(['marketing', 'utility'])
  await ana.answers({ button: 'Yes, please' })
  await ana.arrives()
  await ana.holds({ marketing: 'opted_in', utility: 'opted_in' })

  say()
  say(bold('2. Ben says no, is told that a yes re-opens it, and later writes yes'))
  const ben = await meet('Ben', 3)
  await ben.asks(['marketing'])
  await ben.answers({ text: 'No' })
  await ben.arrives()
  await ben.holds({ marketing: 'opted_out' })
  say(`  agent       asks again and is refused: ${await clients.refusal(ben.id, ['marketing'])}`)
  await ben.answers({ text: 'yes' })
  await ben.arrives()
  await ben.holds({ marketing: 'opted_in' })

  say()
  say(bold('3. Chloe says yes, and later stops one kind of message only'))
  const chloe = await meet('Chloe', 4)
  await chloe.asks(['marketing', 'utility'])
  await chloe.answers({ text: 'Yes' })
  await chloe.arrives()
  await chloe.answers({ text: 'stop offers' })
  await chloe.arrives()
  await chloe.holds({ marketing: 'opted_out', utility: 'opted_in' })

  say()
  say(bold('4. Dan never answers'))
  const dan = await meet('Dan', 5)
  say(`  (the clock: for Dan, the 24 hours are shortened to ${daySeconds} seconds)`)
  const first = await dan.asks(['marketing'], daySeconds)
  say('  …           nothing comes back')
  const notice = await eventually('the notice that Dan has not answered', async () => {
    const events = await clients.events(dan.id)
    return events.find(({ kind, data }) => kind === 'notice.shown' && data.request === first) ?? null
  })
  say(`  → agent     ${String(notice.data.text)}`)
  await dan.asks(['marketing'], daySeconds)
  say('  agent       …has sent the request again, as the notice offers, once in 24 hours')

  say()
  say('That is the main job. Look around:')
  say(`  ${sandbox}   the pretend phones: write as Ana, Ben, Chloe or Dan`)
  say(`  ${api}/v1/events?contact=${ana.id}   what the ledger holds about Ana`)
}
