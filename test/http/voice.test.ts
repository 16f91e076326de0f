import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Stack, smsAccount } from '../support/build-stack.ts'
import { startStack } from '../support/start-stack.ts'

const caller = '+14155552671'
const token = smsAccount.authTokens[0]

const signed = (url: string, fields: URLSearchParams, key: string = token): string => {
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : 1))
  return createHmac('sha1', key)
    .update(url + sorted.flat().join(''))
    .digest('base64')
}

/** Calls as Twilio does: a signed form. */
const call = async (
  stack: Stack,
  path: string,
  more: Record<string, string> = {},
  signature?: string | null,
) => {
  const url = path.startsWith('http') ? path : `${stack.url}${path}`
  const fields = new URLSearchParams({
    CallSid: 'CA1234567890ABCDE',
    AccountSid: smsAccount.accountSid,
    Direction: 'inbound',
    From: caller,
    To: smsAccount.from,
    ...more,
  })
  const proof = signature === undefined ? signed(url, fields) : signature
  const answer = await fetch(url, {
    method: 'POST',
    body: fields,
    headers: proof === null ? {} : { 'x-twilio-signature': proof },
  })
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

/** Where the menu sends the key that is pressed. */
const actionIn = (twiml: string): string =>
  (/ action="([^"]+)"/.exec(twiml)?.[1] ?? '').replaceAll('&amp;', '&')

const recordedFor = async (stack: Stack, phone = caller) => {
  const id = await stack.services.store.findContact('phone', phone)
  const dossier = id ? await stack.services.store.dossier(id) : null
  return (dossier?.statements ?? []).flatMap((one) => (one.source === 'recorded' ? [one] : []))
}
const statesOf = async (stack: Stack) => {
  const [contact] = await stack.api.contacts()
  return (contact?.consents ?? []).map(({ channel, category, state }) => `${channel} ${category} ${state}`)
}

const start = () => startStack({ sms: true, works: false })

describe('the telephone menu', () => {
  it('says who it is, what is agreed to and which key to press', async () => {
    const stack = await start()
    const { status, type, text } = await call(stack, '/voice/texts')
    expect([status, type]).toEqual([200, 'text/xml; charset=utf-8'])
    expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><Response><Gather numDigits="1"/)
    expect(text).toContain('<Say language="en-US">This is Sunrise Bakery. Press 1 if you agree to receive')
    expect(text).toContain('replying STOP')
    expect(actionIn(text)).toMatch(
      new RegExp(`^${stack.url}/voice/texts/pressed\\?lang=en&categories=marketing,`),
    )
  })

  it('a 1 is consent for what was named, with the call, the key and the words that were played', async () => {
    const stack = await start()
    const menu = await call(stack, '/voice/texts?lang=en&categories=utility,marketing')
    const wording = /<Say[^>]*>([^<]+)<\/Say><\/Gather>/.exec(menu.text)?.[1]
    const pressed = await call(stack, actionIn(menu.text), { Digits: '1' })
    expect(pressed.text).toContain('Thank you. We will write to you on WhatsApp.')
    expect(await recordedFor(stack)).toMatchObject([
      {
        method: 'ivr',
        decision: 'opt_in',
        counts: 'grant',
        categories: ['marketing', 'utility'],
        channels: ['whatsapp'],
        actor: 'account:texts',
        evidence: { wording, language: 'en', callId: 'CA1234567890ABCDE', digits: '1' },
      },
    ])
    const states = await statesOf(stack)
    expect(states).toContain('whatsapp marketing opted_in')
    expect(states).toContain('whatsapp utility opted_in')
    expect(states).toContain('whatsapp newsletter none')
    expect(states).toContain('sms marketing none')
  })

  it('a 2 is a no', async () => {
    const stack = await start()
    const pressed = await call(
      stack,
      actionIn((await call(stack, '/voice/texts?categories=marketing')).text),
      {
        Digits: '2',
      },
    )
    expect(pressed.text).toContain('We will not write to you.')
    expect(await recordedFor(stack)).toMatchObject([
      { decision: 'opt_out', categories: ['marketing'], evidence: { digits: '2' } },
    ])
    expect(await statesOf(stack)).toContain('whatsapp marketing opted_out')
  })

  it.each([['7'], ['*'], [''], ['11'], ['١']])(
    'the key "%s" changes nothing, and that is said',
    async (Digits) => {
      const stack = await start()
      const { status, text } = await call(stack, '/voice/texts/pressed', { Digits })
      expect(status).toBe(200)
      expect(text).toContain('nothing changes')
      expect(await stack.api.contacts()).toEqual([])
    },
  )

  it.each([
    ['anonymous', 'in letters'],
    ['', 'not at all'],
    ['+266696687', 'ANONYMOUS by the keys'],
    ['+7378742833', 'RESTRICTED by the keys'],
    ['+2562533', 'BLOCKED by the keys'],
    ['+8656696', 'UNKNOWN by the keys'],
    ['+86282452253', 'UNAVAILABLE by the keys'],
    ['sip:ana@example.com', 'as an address of another kind'],
    ['+1415', 'too short'],
  ])('a number that is told as "%s" (%s) is nobody’s', async (From) => {
    const stack = await start()
    const { status, text } = await call(stack, '/voice/texts/pressed', { From, Digits: '1' })
    expect([status, text.includes('nothing changes')]).toEqual([200, true])
    expect(await stack.api.contacts()).toEqual([])
  })

  it('in a call that the business makes, the person is the one called', async () => {
    const stack = await start()
    const sides = { Direction: 'outbound-api', From: smsAccount.from, To: caller }
    await call(stack, '/voice/texts/pressed?categories=marketing', { ...sides, Digits: '1' })
    expect(await recordedFor(stack)).toHaveLength(1)
    expect(await recordedFor(stack, smsAccount.from)).toEqual([])
  })

  it('speaks the language of the query where there is one, and never stumbles over the query', async () => {
    const stack = await start()
    for (const { language, voice } of stack.services.texts.voices) {
      const { text } = await call(stack, `/voice/texts?lang=${language}`)
      expect(text).toContain(`<Say language="${voice}">`)
      expect(text).toContain('Sunrise Bakery')
    }
    for (const query of [
      'lang=xx',
      'lang=en&lang=de',
      'categories=nothing',
      'categories=&categories=x',
      'lang=%00',
    ]) {
      const { status, text } = await call(stack, `/voice/texts?${query}`)
      expect([query, status, text.includes('Press 1')]).toEqual([query, 200, true])
    }
  })

  it('a known contact keeps what was known, and the same call twice is one consent', async () => {
    const stack = await start()
    await stack.api.addContact({ phone: caller, name: 'Ana' })
    await call(stack, '/voice/texts/pressed?categories=marketing', { Digits: '1' })
    await call(stack, '/voice/texts/pressed?categories=marketing', { Digits: '1' })
    expect((await stack.api.contacts()).map(({ name }) => name)).toEqual(['Ana'])
    expect(await statesOf(stack)).toContain('whatsapp marketing opted_in')
  })
})

describe('who may call', () => {
  it.each([
    ['without a signature', null],
    ['with a signature of somebody else', signed('http://x', new URLSearchParams(), 'another-token')],
    ['with nonsense', 'x'],
  ])('nobody %s', async (_what, signature) => {
    const stack = await start()
    for (const path of ['/voice/texts', '/voice/texts/pressed']) {
      const { status, text } = await call(stack, path, { Digits: '1' }, signature)
      expect([status, text.includes('does not show that it is from the provider')]).toEqual([401, true])
    }
    expect(await stack.api.contacts()).toEqual([])
  })

  it('nobody with the signature of another query or other keys', async () => {
    const stack = await start()
    const fields = new URLSearchParams({ CallSid: 'CA1', From: caller, Digits: '2' })
    const path = `${stack.url}/voice/texts/pressed`
    const post = (url: string, body: URLSearchParams, signature: string) =>
      fetch(url, { method: 'POST', body, headers: { 'x-twilio-signature': signature } })
    expect((await post(`${path}?categories=marketing`, fields, signed(path, fields))).status).toBe(401)
    const other = new URLSearchParams({ CallSid: 'CA1', From: caller, Digits: '1' })
    expect((await post(path, other, signed(path, fields))).status).toBe(401)
  })

  it('there is no menu for an account that is not there or has no calls', async () => {
    const stack = await start()
    expect((await call(stack, '/voice/nothing')).status).toBe(404)
    expect((await call(stack, '/voice/main')).status).toBe(404)
  })
})
