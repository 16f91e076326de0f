import { createHmac } from 'node:crypto'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import { type Stack, smsAccount } from '../support/build-stack.ts'
import type { Request } from '../support/clients.ts'
import { eventually } from '../support/eventually.ts'
import { meet, type Person } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'

const start = () => startStack({ sms: true })

/** `whatsapp marketing`, `sms marketing`: the consents by channel and category. */
const consentOf = async (stack: Stack, person: Person, what: string): Promise<string | undefined> => {
  const { consents } = await stack.api.contact(person.id)
  return consents.find(({ channel, category }) => `${channel} ${category}` === what)?.state
}

const holds = (stack: Stack, person: Person, expected: Record<string, string>): Promise<void> =>
  eventually(async () => {
    const found: Record<string, string | undefined> = {}
    for (const what of Object.keys(expected)) found[what] = await consentOf(stack, person, what)
    expect(found).toEqual(expected)
  })

const texts = async (stack: Stack, person: Person): Promise<string[]> =>
  (await stack.sandbox.shown(person.phone)).filter(({ type }) => type === 'sms').map(({ text }) => text)

/** Asks by SMS and waits until the request has come so far. */
const isAsked = async (
  stack: Stack,
  person: Person,
  until: Request['state'] = 'delivered',
): Promise<Request> => {
  const { id } = await stack.api.ask(person.id, { categories: ['marketing'], channel: 'sms' })
  return eventually(async () => {
    const request = await stack.api.request(id)
    expect([request.state, request.reason]).toEqual([until, request.reason])
    return request
  })
}

const agrees = async (stack: Stack, person: Person, on: 'sms' | 'whatsapp'): Promise<void> => {
  if (on === 'sms') await isAsked(stack, person)
  else await person.isAsked(['marketing'])
  await person.says(on === 'sms' ? { sms: 'Yes' } : { text: 'Yes' })
  await holds(stack, person, { [`${on} marketing`]: 'opted_in' })
  await stack.quiet()
  // Nobody is asked twice in a day, on whatever channel.
  stack.clock.move(25 * 3_600_000)
}

/** A call of Twilio's, signed over the address with its query. */
const twilioCalls = async (
  stack: Stack,
  fields: Record<string, string>,
  {
    query = '',
    signedQuery = null,
    token = smsAccount.authTokens[0],
  }: { query?: string; signedQuery?: string | null; token?: string } = {},
): Promise<number> => {
  const url = `${stack.url}/webhooks/${smsAccount.id}`
  const body = new URLSearchParams(fields)
  const sorted = [...body].sort(([a], [b]) => (a < b ? -1 : 1)).flat()
  const signature = createHmac('sha1', token)
    .update(url + (signedQuery ?? query) + sorted.join(''))
    .digest('base64')
  const headers = { 'x-twilio-signature': signature }
  return (await fetch(url + query, { method: 'POST', body, headers })).status
}

const inbound = (person: Person, text: string, sid: string): Record<string, string> => ({
  MessageSid: sid,
  SmsSid: sid,
  AccountSid: smsAccount.accountSid,
  From: `+${person.phone}`,
  To: smsAccount.from,
  Body: text,
  NumMedia: '0',
})

const status = (person: Person, sid: string, MessageStatus: string, more = {}): Record<string, string> => ({
  MessageSid: sid,
  AccountSid: smsAccount.accountSid,
  From: smsAccount.from,
  To: `+${person.phone}`,
  MessageStatus,
  ...more,
})

/** The last message to the person, as the outbox has it. */
const lastMessage = (stack: Stack) =>
  z
    .array(
      z.object({ id: z.string(), attempts: z.number(), state: z.string(), wamid: z.string().nullable() }),
    )
    .parse(stack.rows('select id, attempts, state, wamid from messages order by id desc limit 1'))[0]

describe('asking and answering by SMS', () => {
  test('the question names the business and says how to answer; the yes counts for SMS alone', async () => {
    const stack = await start()
    const ana = await meet(stack)
    await isAsked(stack, ana)
    const [question = ''] = await texts(stack, ana)
    expect(question).toContain('Sunrise Bakery')
    expect(question).toMatch(/YES/)
    await ana.says({ sms: 'yes' })
    await holds(stack, ana, { 'sms marketing': 'opted_in', 'whatsapp marketing': 'none' })
    await stack.quiet()
    const [, confirmation = ''] = await texts(stack, ana)
    expect(confirmation).toMatch(/STOP/)
    expect(await ana.isShown('accepted')).toHaveLength(1)
  })

  test('a no by SMS is a no to SMS alone, and a yes re-opens it', async () => {
    const stack = await start()
    const ana = await meet(stack)
    await agrees(stack, ana, 'whatsapp')
    await isAsked(stack, ana)
    await ana.says({ sms: 'No' })
    await holds(stack, ana, { 'sms marketing': 'opted_out', 'whatsapp marketing': 'opted_in' })
    await stack.quiet()
    await ana.says({ sms: 'yes' })
    await holds(stack, ana, { 'sms marketing': 'opted_in', 'whatsapp marketing': 'opted_in' })
  })

  test('STOP by SMS ends WhatsApp too, and is said back once, by SMS', async () => {
    const stack = await start()
    const ana = await meet(stack)
    await agrees(stack, ana, 'whatsapp')
    await agrees(stack, ana, 'sms')
    const before = { whatsapp: (await ana.texts()).length, sms: (await texts(stack, ana)).length }
    await ana.says({ sms: 'STOP' })
    await holds(stack, ana, { 'sms marketing': 'opted_out', 'whatsapp marketing': 'opted_out' })
    await stack.quiet()
    expect((await texts(stack, ana)).length).toBe(before.sms + 1)
    expect((await ana.texts()).length).toBe(before.whatsapp + 1)
  })

  test('a stop on WhatsApp ends SMS', async () => {
    const stack = await start()
    const ana = await meet(stack)
    await agrees(stack, ana, 'sms')
    await ana.says({ text: 'stop' })
    await holds(stack, ana, { 'sms marketing': 'opted_out', 'whatsapp marketing': 'opted_out' })
  })
})

describe('what Twilio calls us with', () => {
  test('nothing counts without the signature over the public address and its query', async () => {
    const stack = await start()
    const ana = await meet(stack)
    const stop = inbound(ana, 'STOP', 'SM1')
    expect(await twilioCalls(stack, stop, { token: 'another-token' })).toBe(401)
    expect(await twilioCalls(stack, stop, { query: '?attempt=x', signedQuery: '' })).toBe(401)
    expect(await twilioCalls(stack, stop, { signedQuery: '?attempt=x' })).toBe(401)
    expect(stack.rows('select 1 from deliveries')).toEqual([])
    expect(await twilioCalls(stack, stop, { query: '?a=1&b=%20c' })).toBe(200)
    await holds(stack, ana, { 'sms marketing': 'opted_out' })
  })

  test('one MessageSid is one message, however often it comes', async () => {
    const stack = await start()
    const ana = await meet(stack)
    for (let times = 0; times < 3; times += 1)
      expect(await twilioCalls(stack, inbound(ana, 'STOP', 'SM1'))).toBe(200)
    await stack.quiet()
    expect((await ana.happened('consent.changed')).filter(({ data }) => data.channel === 'sms')).toHaveLength(
      stack.services.categories.length,
    )
    expect(await texts(stack, ana)).toHaveLength(1)
  })

  test('a stranger who texts is heard and becomes a contact', async () => {
    const stack = await start()
    await stack.sandbox.say('14155559876', { sms: 'STOP' })
    await stack.quiet()
    const [contact] = await stack.api.contacts()
    expect(contact?.consents.every(({ state }) => state === 'opted_out')).toBe(true)
  })

  test('statuses in any order and twice come to the same', async () => {
    const stack = await start()
    const ana = await meet(stack)
    await stack.sandbox.behave({ dropStatuses: ['sent', 'delivered'] })
    const { id } = await isAsked(stack, ana, 'sent')
    const sid = lastMessage(stack)?.wamid ?? ''
    for (const told of ['delivered', 'sent', 'delivered', 'queued', 'sending'])
      await twilioCalls(stack, status(ana, sid, told))
    await stack.quiet()
    expect(await stack.api.request(id)).toMatchObject({ state: 'delivered' })
    await twilioCalls(stack, status(ana, sid, 'undelivered', { ErrorCode: '30003' }))
    await stack.quiet()
    expect(await stack.api.request(id)).toMatchObject({ state: 'delivered' })
  })

  test.each([
    [30003, 'switched off or out of reach'],
    [30005, 'unknown or no longer in use'],
    [30006, 'landline'],
    [30007, 'took the text for spam'],
  ])(
    'an undelivered text (%i) is not delivered, with the reason in plain words and a resend',
    async (code, why) => {
      const stack = await start()
      const ana = await meet(stack)
      await stack.sandbox.behave({ failLater: { code, times: 1 } })
      const request = await isAsked(stack, ana, 'not_delivered')
      expect(request.reason).toContain(why)
      const [notice] = await ana.isShown('not-delivered')
      expect(notice?.data.reason).toContain(why)
      expect(notice?.data.mayResend).toBe(true)
      await isAsked(stack, ana)
    },
  )

  test('a number that cannot be texted is told at once', async () => {
    const stack = await start()
    const ana = await meet(stack)
    await stack.sandbox.behave({ sendError: { code: 21211, times: 1 } })
    expect((await isAsked(stack, ana, 'not_delivered')).reason).toContain(
      'not a phone number that can be texted',
    )
  })
})

describe('a stop at the provider', () => {
  const ways: [string, object][] = [
    ['refused at once', { sendError: { code: 21610, times: 1 } }],
    ['told later', { failLater: { code: 21610, times: 1 } }],
  ]
  test.each(ways)(
    '%s is the person’s own opt-out from SMS, and from nothing else',
    async (_how, behaviour) => {
      const stack = await start()
      const ana = await meet(stack)
      await agrees(stack, ana, 'whatsapp')
      await stack.sandbox.behave({ ...behaviour })
      await isAsked(stack, ana, 'not_delivered')
      await holds(stack, ana, { 'sms marketing': 'opted_out', 'whatsapp marketing': 'opted_in' })
      const [notice] = await ana.isShown('not-delivered')
      expect(notice?.data.reason).toContain('has replied STOP to this sender')
      expect(notice?.data.mayResend).toBe(false)
      expect(await stack.api.refusal(ana.id, { categories: ['marketing'], channel: 'sms' })).toMatchObject({
        reason: 'opted_out',
      })
      await stack.quiet()
      expect(await texts(stack, ana)).toEqual(
        behaviour && 'failLater' in behaviour ? [expect.any(String)] : [],
      )
      // START at the provider lifts its block, and comes to us as their word.
      await ana.says({ sms: 'START' })
      await holds(stack, ana, { 'sms marketing': 'opted_in' })
    },
  )

  test('the confirmation of a stop that the provider does not let through changes nothing and is not repeated', async () => {
    const stack = await start()
    const ana = await meet(stack)
    await agrees(stack, ana, 'sms')
    const before = (await texts(stack, ana)).length
    await stack.sandbox.behave({ sendError: { code: 21610 } })
    await ana.says({ sms: 'STOP' })
    await holds(stack, ana, { 'sms marketing': 'opted_out', 'whatsapp marketing': 'opted_out' })
    await stack.quiet()
    stack.clock.move(120_000)
    await stack.sweep()
    await stack.quiet()
    expect((await texts(stack, ana)).length).toBe(before)
    expect(lastMessage(stack)).toMatchObject({ state: 'failed', attempts: 1 })
  })
})

describe('sends that go wrong', () => {
  test('one that nobody answered is settled by the status that carries its name, and is not sent again', async () => {
    const stack = await start()
    const ana = await meet(stack)
    const timeout = AbortSignal.timeout.bind(AbortSignal)
    const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(150))
    onTestFinished(() => spy.mockRestore())
    await stack.sandbox.behave({ hang: { accept: true, times: 1 } })
    const { state } = await isAsked(stack, ana)
    expect(state).toBe('delivered')
    expect(await texts(stack, ana)).toHaveLength(1)
    await eventually(() =>
      expect(lastMessage(stack)).toMatchObject({ attempts: 1, state: 'accepted', wamid: expect.any(String) }),
    )
    await ana.says({ sms: 'yes' })
    await holds(stack, ana, { 'sms marketing': 'opted_in' })
  })

  test('one whose fate nobody ever told is not delivered, and not repeated', async () => {
    const stack = await start()
    const ana = await meet(stack)
    await stack.sandbox.behave({ sendError: { code: 20500, httpStatus: 503, times: 1 } })
    const { id } = await stack.api.ask(ana.id, { categories: ['marketing'], channel: 'sms' })
    await eventually(() => expect(lastMessage(stack)?.state).toBe('unknown'))
    stack.clock.move(61_000)
    await stack.sweep()
    await eventually(async () =>
      expect(await stack.api.request(id)).toMatchObject({ state: 'not_delivered' }),
    )
    expect(await texts(stack, ana)).toEqual([])
  })

  test('a rate limit pauses the sender, and the text goes out after it, once', async () => {
    const stack = await start()
    const ana = await meet(stack)
    await stack.sandbox.behave({ sendError: { code: 20429, httpStatus: 429, times: 1 } })
    const { id } = await stack.api.ask(ana.id, { categories: ['marketing'], channel: 'sms' })
    await eventually(() => expect(stack.lines.some((line) => line.includes('account paused'))).toBe(true))
    for (let tries = 0; tries < 3; tries += 1) {
      stack.clock.move(30_000)
      await stack.sweep()
      await stack.quiet()
    }
    expect(await stack.api.request(id)).toMatchObject({ state: 'delivered' })
    expect(await texts(stack, ana)).toHaveLength(1)
  })
})
