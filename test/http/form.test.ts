import { describe, expect, it } from 'vitest'
import type { Stack } from '../support/build-stack.ts'
import { startStack } from '../support/start-stack.ts'

type Fields = Record<string, string | readonly string[]>

const formOf = (fields: Fields): URLSearchParams =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) =>
      (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
    ),
  )

interface Page {
  readonly status: number
  readonly html: string
  readonly headers: Headers
}

const post = async (
  stack: Stack,
  body: string | URLSearchParams | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  path = '/forms/biz_main?lang=en',
): Promise<Page> => {
  const answer = await fetch(`${stack.url}${path}`, { method: 'POST', body, headers })
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}
const send = (stack: Stack, fields: Fields, headers?: Record<string, string>): Promise<Page> =>
  post(stack, formOf(fields), headers)
const get = async (stack: Stack, path: string, headers: Record<string, string> = {}): Promise<Page> => {
  const answer = await fetch(`${stack.url}${path}`, { headers })
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}

const good = { phone: '+1 415 555 2671', category: 'marketing' }

const statementsOf = async (stack: Stack, phone: string) => {
  const id = await stack.services.store.findContact('phone', phone)
  const dossier = id ? await stack.services.store.dossier(id) : null
  return (dossier?.statements ?? []).flatMap((one) => (one.source === 'recorded' ? [one] : []))
}

describe('what the form says', () => {
  it('names the business and its categories, ticks nothing, tells what is agreed to and how it ends', async () => {
    const stack = await startStack()
    const { status, html, headers } = await get(stack, '/forms/biz_main?lang=en')
    expect(status).toBe(200)
    expect(html).toContain('<h1>Messages from Sunrise Bakery on WhatsApp</h1>')
    expect(html).toContain('you agree to receive the messages you chose from Sunrise Bakery on WhatsApp')
    expect(html).toMatch(/stop them at any time: reply STOP/)
    expect(html).toContain('Send me a message to confirm')
    for (const { texts } of stack.services.texts.categories) expect(html).toContain(`>${texts.en?.title}<`)
    expect(html).not.toContain(' checked')
    expect(html).not.toContain('<script')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('has every text in each of its languages, in the language of the page', async () => {
    const stack = await startStack()
    for (const { language } of stack.services.texts.forms) {
      const { html } = await get(stack, `/forms/biz_main?lang=${language}`)
      expect(html).toContain(`<html lang="${language.replace('_', '-')}"`)
      expect(html).toContain('Sunrise Bakery')
      expect(html).not.toContain('{{')
    }
  })

  it('says that there is no such form', async () => {
    const stack = await startStack()
    for (const path of ['/forms/nobody', '/forms/%3Cscript%3E', '/forms/biz_main%00']) {
      const { status, html, headers } = await get(stack, path)
      expect(status).toBe(404)
      expect(headers.get('content-type')).toContain('text/html')
      expect(html).toContain('There is no such form')
      expect(html).not.toContain('<script>')
    }
  })
})

describe('what the form leaves', () => {
  it('is the same for a number that begins as people dial it abroad', async () => {
    const stack = await startStack({ works: false })
    expect((await send(stack, { ...good, phone: '00 1 (415) 555-2671' })).status).toBe(200)
    expect(await statementsOf(stack, '+14155552671')).toHaveLength(1)
  })

  it('is a ground for asking with its evidence, no consent, and one request on WhatsApp', async () => {
    const stack = await startStack()
    const page = await send(
      stack,
      { ...good, category: ['marketing', 'utility'] },
      { 'user-agent': 'A browser/1.0' },
    )
    expect(page.status).toBe(200)
    await stack.quiet()
    const [statement, ...more] = await statementsOf(stack, '+14155552671')
    expect(more).toEqual([])
    expect(statement).toMatchObject({
      method: 'web_form',
      decision: 'opt_in',
      counts: 'ask',
      categories: ['marketing', 'utility'],
      channels: ['whatsapp'],
      actor: 'form',
      evidence: {
        language: 'en',
        ip: '127.0.0.1',
        userAgent: 'A browser/1.0',
        page: `${stack.config.publicUrl}/forms/biz_main?lang=en`,
        version: expect.stringMatching(/^[0-9a-f]{12}$/),
      },
    })
    const lines = statement?.evidence.wording?.split('\n') ?? []
    expect(lines).toContain('☒ offers: Offers and promotions.')
    expect(lines).toContain('☐ security codes: One-time codes to sign in or confirm.')
    expect(lines).toHaveLength(6 + stack.services.texts.categories.length)
    expect(await stack.sandbox.shown('14155552671')).toHaveLength(1)
    const facts = (await stack.api.events((await stack.api.contacts())[0]?.id ?? '')).map(({ kind }) => kind)
    expect(facts).toContain('statement.recorded')
    expect(facts).toContain('request.created')
  })

  it('has one edition, whatever was chosen', async () => {
    const stack = await startStack()
    await send(stack, good)
    await send(stack, { phone: '+14155552672', category: ['utility', 'newsletter'] })
    const [[one], [two]] = [
      await statementsOf(stack, '+14155552671'),
      await statementsOf(stack, '+14155552672'),
    ]
    expect(one?.evidence.version).toBe(two?.evidence.version)
    expect(one?.evidence.wording).not.toBe(two?.evidence.wording)
  })

  it('is nothing when the words have changed since the page was opened: it is shown again, with nothing ticked', async () => {
    const stack = await startStack()
    const page = await send(stack, { ...good, edition: 'an-older-one' })
    expect(page.status).toBe(409)
    expect(page.html).toContain('value="+1 415 555 2671"')
    expect(page.html).not.toContain(' checked')
    expect(await stack.api.contacts()).toEqual([])
    const edition = /name="edition" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
    expect((await send(stack, { ...good, edition })).status).toBe(200)
  })
})

describe('nobody learns from it, and nobody is pestered by it', () => {
  it('the page after sending is the same for a stranger, a customer, one who has stopped and one just asked', async () => {
    const stack = await startStack()
    const { id: stopped } = await stack.api.addContact({ phone: '+14155552673' })
    const { id: agreed } = await stack.api.addContact({ phone: '+14155552674' })
    await stack.api.call('POST', `/v1/contacts/${stopped}/statements`, {
      method: 'email',
      decision: 'opt_out',
      categories: ['*'],
    })
    await stack.api.ask(agreed, { categories: ['marketing'] })
    await stack.quiet()
    stack.clock.move(2_000)
    await stack.sandbox.say('14155552674', { text: 'yes' })
    await stack.quiet()
    const pages = []
    for (const phone of ['+14155552671', '+14155552671', '+14155552673', '+14155552674'])
      pages.push(await send(stack, { phone, category: 'marketing' }))
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(new Set(pages.map(({ html }) => html)).size).toBe(1)
    await stack.quiet()
    expect(await stack.sandbox.shown('14155552671')).toHaveLength(1)
    expect(await stack.sandbox.shown('14155552673')).toEqual([])
    const state = async (id: string) =>
      (await stack.api.contact(id)).consents.find(({ category }) => category === 'marketing')?.state
    expect([await state(stopped), await state(agreed)]).toEqual(['opted_out', 'opted_in'])
  })

  it('however often a number is entered, it is asked once in 24 hours and no more often than the settings allow', async () => {
    const stack = await startStack()
    for (let day = 0; day < 5; day += 1) {
      await send(stack, good)
      await send(stack, good)
      await stack.quiet()
      stack.clock.move(25 * 3_600_000)
      await stack.sweep()
      await stack.quiet()
    }
    expect(await stack.sandbox.shown('14155552671')).toHaveLength(3)
  })

  it('from one address comes a limited number, then a page that says so and keeps what was entered', async () => {
    const stack = await startStack()
    const phones = Array.from({ length: 20 }, (_, index) => `+14155552${700 + index}`)
    for (const phone of phones) expect((await send(stack, { phone, category: 'marketing' })).status).toBe(200)
    const page = await send(stack, good, { 'x-forwarded-for': '203.0.113.9' })
    expect(page.status).toBe(429)
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(page.html).toContain('try again in a few minutes')
    expect(page.html).toContain('value="+1 415 555 2671"')
    expect(page.html).toMatch(/value="marketing" checked/)
    expect(await statementsOf(stack, '+14155552671')).toEqual([])
    expect((await get(stack, '/forms/biz_main')).status).toBe(200)
  }, 60_000)

  it('mistakes are not counted', async () => {
    const stack = await startStack()
    for (let tries = 0; tries < 30; tries += 1)
      expect((await send(stack, { phone: '12', category: 'marketing' })).status).toBe(422)
    expect((await send(stack, good)).status).toBe(200)
  })

  it('behind a proxy that the settings name, the person’s own address is the evidence and is what is counted', async () => {
    const stack = await startStack({ environment: { ASSENT_TRUST_PROXY: '127.0.0.1' } })
    const from = (address: string) => send(stack, good, { 'x-forwarded-for': `198.51.100.1, ${address}` })
    for (let times = 0; times < 20; times += 1) await from('203.0.113.9')
    expect((await from('203.0.113.9')).status).toBe(429)
    expect((await from('203.0.113.10')).status).toBe(200)
    const ips = (await statementsOf(stack, '+14155552671')).map(({ evidence }) => evidence.ip)
    expect([...new Set(ips)]).toEqual(['203.0.113.9', '203.0.113.10'])
  }, 60_000)

  it('a forwarded address is not believed where no proxy is named', async () => {
    const stack = await startStack()
    await send(stack, good, { 'x-forwarded-for': '203.0.113.9' })
    expect((await statementsOf(stack, '+14155552671'))[0]?.evidence.ip).toBe('127.0.0.1')
  })
})

describe('hostile input is harmless', () => {
  const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`
  const rejected: [string, Fields][] = [
    ['markup as a number', { phone: evil, category: 'marketing' }],
    ['a number without end', { phone: `+1${'4'.repeat(5_000)}`, category: 'marketing' }],
    ['no fields', {}],
    ['a category that is not there', { ...good, category: evil }],
    ['the name of a field of every object', { ...good, category: ['__proto__', 'constructor'] }],
    ['several numbers of which the first is none', { phone: ['x', '+14155552671'], category: 'marketing' }],
    ['a number that is too short', { phone: '+1415', category: 'marketing' }],
    ['a number without its country code', { phone: '415 555 2671', category: 'marketing' }],
  ]
  it.each(rejected)('%s comes back as a mistake', async (_what, fields) => {
    const stack = await startStack({ works: false })
    const page = await send(stack, { name: evil, ...fields })
    expect(page.status).toBe(422)
    expect(page.html).not.toContain('<script>alert')
    expect(page.html).not.toContain('<img')
    expect(await stack.api.contacts()).toEqual([])
  })

  it('what is too much, repeated or not to be seen is cut off, and the rest is taken', async () => {
    const stack = await startStack({ works: false })
    const name = `A\u0000n\u202ea${'x'.repeat(1_000)}`
    const page = await send(
      stack,
      {
        phone: '\u202a+1 415 555 2671\u202c',
        name: [name, 'second'],
        category: [...Array.from({ length: 300 }, () => 'marketing'), 'nothing-of-ours'],
      },
      { 'user-agent': 'x'.repeat(5_000) },
    )
    expect(page.status).toBe(200)
    const [contact] = await stack.api.contacts()
    expect(contact?.name).toBe(`A n a${'x'.repeat(195)}`)
    const [statement] = await statementsOf(stack, '+14155552671')
    expect(statement?.categories).toEqual(['marketing'])
    expect(statement?.evidence.userAgent).toHaveLength(500)
  })

  const bodies: [string, string | Uint8Array<ArrayBuffer>, Record<string, string>, number][] = [
    ['JSON that is a list', '[1,2]', { 'content-type': 'application/json' }, 422],
    ['JSON that is nothing', 'null', { 'content-type': 'application/json' }, 422],
    ['JSON that is broken', '{"phone":', { 'content-type': 'application/json' }, 400],
    ['another format', '<xml/>', { 'content-type': 'application/xml' }, 415],
    [
      'far too much',
      'phone='.padEnd(100_000, '1'),
      { 'content-type': 'application/x-www-form-urlencoded' },
      413,
    ],
    [
      'bytes that are no text',
      new Uint8Array([0xff, 0xfe, 0x00]),
      { 'content-type': 'application/x-www-form-urlencoded' },
      422,
    ],
  ]
  it.each(bodies)('%s gets a page and no fault of ours', async (_what, body, headers, status) => {
    const stack = await startStack({ works: false })
    const page = await post(stack, body, headers)
    expect(page.status).toBe(status)
    expect(page.headers.get('content-type')).toContain('text/html')
  })

  it('languages that nobody speaks fall back, however they are written', async () => {
    const stack = await startStack({ works: false })
    for (const query of [
      'lang=%00',
      'lang=xx',
      `lang=${'a'.repeat(3_000)}`,
      'lang=en&lang=de',
      'lang[]=x',
      'lang=',
    ])
      expect((await get(stack, `/forms/biz_main?${query}`)).status).toBe(200)
    const odd = await get(stack, '/forms/biz_main', { 'accept-language': ';;;q=x,*,-,en-' })
    expect(odd.status).toBe(200)
    expect(odd.html).toContain('<html lang="en"')
  })
})
