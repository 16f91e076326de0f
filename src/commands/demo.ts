import { randomInt } from 'node:crypto'
import type { Config } from '../config/config.ts'
import { AppError } from '../domain/errors.ts'
import { loadTexts } from '../load-texts.ts'
import { shippedTemplates } from '../services.ts'
import { type Clients, openClients } from './demo-clients.ts'
import { type Demo, heading, meet, say } from './demo-customer.ts'
import { tellMethods } from './demo-methods.ts'

/** A day in this demo, for the one who never answers. */
const daySeconds = 10

/** How long a server that starts at the same time is waited for. */
const startSeconds = 15

const waitForServers = async (clients: Clients, api: string, sandbox: string): Promise<void> => {
  const isThere = async () =>
    (await clients.isUp(`${api}/health`)) && (await clients.isUp(`${sandbox}/sandbox/phones`))
  if (await isThere()) return
  // It may just be starting, or starting again.
  say(`  (nothing answers at ${api} yet; waiting ${startSeconds} seconds. To start it, elsewhere: npm start)`)
  const until = Date.now() + startSeconds * 1_000
  while (Date.now() < until && !(await isThere())) await new Promise((resolve) => setTimeout(resolve, 250))
  if (!(await isThere())) {
    throw new AppError(
      'config.invalid',
      `nothing runs at ${api}; start it in another terminal first: npm start`,
    )
  }
}

const tellOutcomes = async (demo: Demo): Promise<string> => {
  heading('1. Ana is asked and says yes')
  const ana = await meet(demo, 'Ana', 2)
  await ana.asks(['marketing', 'utility'])
  await ana.answers({ button: 'Yes, please' })
  await ana.arrives()
  await ana.isTold('accepted')
  await ana.holds({ marketing: 'opted_in', utility: 'opted_in' })

  say()
  heading('2. Ben says no, is told that a yes re-opens it, and later writes yes')
  const ben = await meet(demo, 'Ben', 3)
  await ben.asks(['marketing'])
  await ben.answers({ text: 'No' })
  await ben.arrives()
  await ben.isTold('rejected')
  await ben.holds({ marketing: 'opted_out' })
  const refusal = await demo.clients.refusal(ben.contactId(), ['marketing'])
  say(`  agent       asks again and is refused: ${refusal}`)
  await ben.answers({ text: 'yes' })
  await ben.arrives()
  await ben.holds({ marketing: 'opted_in' })

  say()
  heading('3. Chloe says yes, and later stops one kind of message only')
  const chloe = await meet(demo, 'Chloe', 4)
  await chloe.asks(['marketing', 'utility'])
  await chloe.answers({ text: 'Yes' })
  await chloe.arrives()
  await chloe.answers({ text: 'stop offers' })
  await chloe.arrives()
  await chloe.holds({ marketing: 'opted_out', utility: 'opted_in' })

  say()
  heading('4. Dan never answers')
  const dan = await meet(demo, 'Dan', 5)
  say(`  (the clock: for Dan, the 24 hours are shortened to ${daySeconds} seconds)`)
  const first = await dan.asks(['marketing'], daySeconds)
  say('  …           nothing comes back')
  await dan.isTold('no-response', first)
  await dan.asks(['marketing'], daySeconds)
  say('  agent       …has sent the request again, as the notice offers, once in 24 hours')

  say()
  heading('5. Eva is not on WhatsApp, so she is asked by SMS')
  const eva = await meet(demo, 'Eva', 6, { onWhatsApp: false })
  const lost = await eva.asks(['marketing'])
  const offer = await eva.isTold('not-on-whatsapp', lost)
  say('  agent       chooses [sms]: WhatsApp consent is none for SMS, so the request goes first')
  await demo.clients.answerNotice(offer.id, 'sms')
  await eva.arrives()
  await eva.answers({ sms: 'Yes' })
  await eva.arrives()
  await eva.holds({ marketing: 'none', 'sms marketing': 'opted_in' })
  return ana.contactId()
}

/**
 * `assent demo`: the four outcomes of asking, and every road to consent once, on the system that is running; through its
 * API and the sandbox only.
 */
export const runDemo = async (config: Config): Promise<void> => {
  const api = `http://${config.host}:${config.port}`
  const sandbox = `http://127.0.0.1:${config.sandboxPort}`
  const clients = openClients(api, sandbox, config.apiKey)
  await waitForServers(clients, api, sandbox)
  const [business] = config.businesses
  const texts = loadTexts(business?.templatesDir ?? shippedTemplates)
  const demo: Demo = {
    clients,
    run: `${randomInt(10_000_000, 99_999_999)}`,
    titleOf: (key) => texts.categories.find((one) => one.key === key)?.texts.en?.title ?? key,
  }
  const ana = await tellOutcomes(demo)
  await tellMethods(demo, business?.name ?? '', api)

  say()
  say('That is the main job. Look around:')
  say(`  ${sandbox}   the pretend phones: write as any of them`)
  say(`  ${api}/docs   the API, described`)
  say(`  ${api}/v1/events?contact=${ana}   what the ledger holds about Ana`)
}
