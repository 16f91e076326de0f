import { z } from 'zod'
import { eventually } from './demo-clients.ts'
import { type Demo, heading, meet, say } from './demo-customer.ts'

/** The other roads to consent, each once: what is called, what comes of it, and what is not believed. */

const formSchema = z.object({ contact: z.string() })
const importSchema = z.object({
  items: z.array(z.object({ contact: z.string(), counts: z.string() })),
})
const attachmentSchema = z.object({ id: z.string(), sha256: z.string() })
const linkSchema = z.object({ url: z.string(), text: z.string() })

const agreement = (business: string, how: string): object => ({
  wording: `I agree to receive offers from ${business} on WhatsApp. I can stop at any time by replying STOP. (${how})`,
  language: 'en',
  version: '2026-11',
})

/** The pretend scan of a signed paper. */
const scan = 'Signed at the counter: I agree to receive offers from the bakery on WhatsApp.'

export const tellMethods = async (demo: Demo, business: string, api: string): Promise<void> => {
  const { clients, run } = demo
  const key = (what: string): string => `demo-${run}-${what}`

  say()
  heading('6. Fay fills in the form on the website, and confirms on WhatsApp')
  const fay = await meet(demo, 'Fay', 7, { isContact: false })
  const form = await clients.change(
    '/v1/forms',
    {
      phone: `+${fay.phone}`,
      name: 'Fay',
      categories: ['marketing'],
      evidence: { ...agreement(business, 'website'), page: 'https://bakery.example/news' },
    },
    key('form'),
  )
  fay.isNow(formSchema.parse(form).contact)
  say('  form        anybody can enter a number, so this is no consent yet: Fay is asked once')
  await fay.arrives()
  await fay.answers({ text: 'Yes' })
  await fay.arrives()
  await fay.holds({ marketing: 'opted_in' })
  say(`              (the hosted form, in 25 languages: ${api}/forms/biz_main)`)

  say()
  heading('7. Gus follows a link from a poster and writes first; he is asked inside the conversation')
  const gus = await meet(demo, 'Gus', 8, { isContact: false })
  const link = linkSchema.parse(
    await clients.change('/v1/links', { campaign: 'poster', text: 'Hello! I saw your poster' }, key('link')),
  )
  say(`  link        ${link.url}`)
  await gus.answers({ text: link.text })
  gus.isNow(await eventually('Gus to be among the contacts', () => clients.find(`+${gus.phone}`)))
  await gus.isHeard()
  await gus.asks(['marketing'])
  await gus.answers({ button: 'Yes, please' })
  await gus.arrives()
  await gus.holds({ marketing: 'opted_in' })

  say()
  heading('8. The other roads, each with the evidence that it leaves')
  const hal = await meet(demo, 'Hal', 9, { isContact: false })
  const called = await clients.change(
    '/v1/calls',
    {
      phone: `+${hal.phone}`,
      callId: `CA-${run}`,
      digits: '1',
      categories: ['marketing'],
      ...agreement(business, 'telephone menu, press 1'),
    },
    key('call'),
  )
  hal.isNow(formSchema.parse(called).contact)
  say('  telephone   Hal presses 1: the call, the key and the words that were played are kept')
  await hal.holds({ marketing: 'opted_in' })

  const ida = await meet(demo, 'Ida', 1)
  const kept = attachmentSchema.parse(
    await clients.change('/v1/attachments', scan, key('scan'), 'text/plain'),
  )
  const paper = {
    method: 'paper',
    decision: 'opt_in',
    categories: ['marketing'],
    evidence: {
      ...agreement(business, 'paper'),
      place: 'the shop in Mill Lane',
      date: '2026-03-02',
      attachments: [kept.id],
    },
  }
  await clients.change(`/v1/contacts/${ida.contactId()}/statements`, paper, key('paper'))
  say(`  paper       Ida signs at the counter; the scan is kept, sha-256 ${kept.sha256.slice(0, 12)}…`)
  await ida.holds({ marketing: 'opted_in' })
  const channel = {
    method: 'messaging_channel',
    decision: 'opt_in',
    categories: ['newsletter'],
    evidence: { ...agreement(business, 'web chat'), origin: 'web chat of 3 March' },
  }
  await clients.change(`/v1/contacts/${ida.contactId()}/statements`, channel, key('channel'))
  say('  other chat  Ida agreed to the newsletter in the web chat')
  await ida.holds({ marketing: 'opted_in', newsletter: 'opted_in' })
  const email = { method: 'email', decision: 'opt_out', categories: ['*'], evidence: { note: 'her e-mail' } }
  await clients.change(`/v1/contacts/${ida.contactId()}/statements`, email, key('email'))
  say('  e-mail      Ida asks to be left alone: it counts like a stop')
  await ida.holds({ marketing: 'opted_out', newsletter: 'opted_out' })

  const records = [
    {
      phone: `+1415${run.slice(0, 6)}1`,
      decision: 'opt_in',
      categories: ['marketing'],
      at: '2026-01-15T10:00:00Z',
      grade: 'B',
      evidence: { origin: 'the old newsletter system', date: '2026-01-15' },
    },
    {
      phone: `+1415${run.slice(0, 6)}2`,
      decision: 'opt_in',
      categories: ['marketing'],
      grade: 'C',
      evidence: { origin: 'a column called "optin"' },
    },
  ]
  const { items } = importSchema.parse(await clients.change('/v1/imports', { records }, key('import')))
  const [dated, bare] = items.map(({ counts }) => (counts === 'grant' ? 'counts' : 'may be asked, no more'))
  say(`  import      a dated source: ${dated}; a bare flag: ${bare}`)
}
