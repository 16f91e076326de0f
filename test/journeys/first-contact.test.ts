import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Stack } from '../support/build-stack.ts'
import { meet } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'
import { bytesOf, deliver } from '../support/webhook-body.ts'
import type { Json } from '../support/wire.ts'

const linkShape = z.object({ id: z.string(), code: z.string(), text: z.string(), url: z.string() })
const makeLink = async (stack: Stack, campaign: string) =>
  linkShape.parse(
    (await stack.api.call('POST', '/v1/links', { campaign, text: 'Hello! I saw your poster' })).json,
  )

const sentTypes = async (stack: Stack): Promise<string[]> =>
  (await stack.sandbox.accepted()).map(({ type }) => type)

const secondsNow = (stack: Stack): number => Math.floor(stack.clock.now() / 1_000)

describe('a question asked inside the service window', () => {
  test('goes as buttons, which no template has to be approved for, and the tap on yes is the consent', async () => {
    const stack = await startStack()
    const ana = await meet(stack)
    await ana.says('Do you have rye bread today?')
    await stack.quiet()
    expect(await ana.states()).toMatchObject({ marketing: 'none' })
    await ana.isAsked(['marketing'])
    expect(await sentTypes(stack)).toEqual(['interactive'])
    expect(await ana.sees(1)).toContain('Sunrise Bakery')
    await ana.says({ button: 0 })
    await ana.holds({ marketing: 'opted_in', utility: 'none' })
  })

  test('a tap on no is a no, and typing counts as tapping does', async () => {
    const stack = await startStack()
    const [ana, ben] = [await meet(stack), await meet(stack, 'Ben')]
    for (const one of [ana, ben]) {
      await one.says('Hello')
      await stack.quiet()
      await one.isAsked(['marketing'])
    }
    await ana.says({ button: 1 })
    await ben.says('yes')
    await ana.holds({ marketing: 'opted_out' })
    await ben.holds({ marketing: 'opted_in' })
  })

  test('a day after the person wrote it goes as the template again', async () => {
    const stack = await startStack()
    const ana = await meet(stack)
    await ana.says('Hello')
    await stack.quiet()
    stack.clock.move(24 * 3_600_000 + 1_000)
    await ana.isAsked(['marketing'])
    expect(await sentTypes(stack)).toEqual(['template'])
  })
})

describe('where people come from is kept, and is no consent', () => {
  test('by the link of a campaign, whose code stands in their text', async () => {
    const stack = await startStack()
    const ana = await meet(stack)
    const poster = await makeLink(stack, 'poster')
    await makeLink(stack, 'flyer')
    expect(poster.url).toBe(`https://wa.me/15550783881?text=${encodeURIComponent(poster.text)}`)
    await ana.says(poster.text)
    await stack.quiet()
    expect(await ana.happened('contact.source')).toMatchObject([
      { data: { via: 'link', link: poster.id, campaign: 'poster' } },
    ])
    expect(await ana.states()).toMatchObject({ marketing: 'none' })
  })

  test('also when the person is new, and has written more around it', async () => {
    const stack = await startStack()
    const { code } = await makeLink(stack, 'poster')
    await stack.sandbox.say('14155559871', { text: `hi, the poster (${code}) says you deliver?` })
    await stack.quiet()
    const [contact] = await stack.api.contacts()
    const facts = (await stack.api.events(contact?.id ?? '')).filter(({ kind }) => kind === 'contact.source')
    expect(facts).toMatchObject([{ data: { campaign: 'poster' } }])
  })

  test('a code that is none of ours tells nothing', async () => {
    const stack = await startStack()
    const ana = await meet(stack)
    await ana.says('Hello (ABC123)')
    await stack.quiet()
    expect(await ana.happened('contact.source')).toEqual([])
  })

  test('by an advertisement, as the platform tells it', async () => {
    const stack = await startStack()
    const ana = await meet(stack)
    const referral = {
      source_url: 'https://fb.me/3cr4Wqqkv',
      source_id: '120226305854810726',
      source_type: 'ad',
      headline: 'Chat with us',
      body: 'Yes! Send me your offers',
      ctwa_clid: 'Aff-n8ZTODiE79d22KtAwQKj9e',
    }
    await ana.says({ raw: { type: 'text', text: { body: 'Can I get more info about this?' }, referral } })
    await stack.quiet()
    expect(await ana.happened('contact.source')).toMatchObject([
      {
        data: {
          via: 'referral',
          referral: {
            type: 'ad',
            id: '120226305854810726',
            url: 'https://fb.me/3cr4Wqqkv',
            headline: 'Chat with us',
            clickId: 'Aff-n8ZTODiE79d22KtAwQKj9e',
          },
        },
      },
    ])
    expect(await ana.states()).toMatchObject({ marketing: 'none' })
    await ana.isAsked(['marketing'])
    expect(await sentTypes(stack)).toEqual(['interactive'])
  })
})

describe('In-App Signup, the platform’s own sheet', () => {
  const signupOf = (
    stack: Stack,
    phone: string,
    signup: string | null,
    value = 'signup',
    later = 0,
  ): Buffer =>
    bytesOf({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '102290129340398',
          changes: [
            {
              field: 'user_preferences',
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '15550783881', phone_number_id: '106540352242922' },
                contacts: [{ profile: { name: 'Ana' }, wa_id: phone }],
                user_preferences: [
                  {
                    wa_id: phone,
                    detail: 'User signed up via signup link',
                    category: 'marketing_messages',
                    value,
                    ...(signup === null ? {} : { signup_id: signup }),
                    timestamp: secondsNow(stack) + later,
                  },
                ],
              },
            },
          ],
        },
      ],
    })

  const registered = {
    id: '13176843987434774',
    wording: 'Sunrise Bakery: tap Agree to get our offers on WhatsApp. Reply STOP at any time.',
    language: 'en',
    version: '2026-11',
  }
  const register = (stack: Stack, signup: Json) =>
    stack.api.call('PATCH', '/v1/settings', { settings: { signups: [signup] } })

  test('counts for marketing where its wording is registered, and that wording is the evidence', async () => {
    const stack = await startStack()
    const ana = await meet(stack)
    expect((await register(stack, registered)).status).toBe(200)
    const body = signupOf(stack, ana.phone, registered.id)
    await deliver(stack, body)
    await deliver(stack, body)
    await ana.holds({ marketing: 'opted_in', utility: 'none', authentication: 'none' })
    const [statement, ...more] = (await stack.services.store.dossier(ana.id))?.statements ?? []
    expect(more).toEqual([])
    expect(statement).toMatchObject({
      source: 'recorded',
      method: 'in_app_signup',
      channels: ['whatsapp'],
      actor: 'whatsapp',
      evidence: {
        wording: registered.wording,
        language: 'en',
        version: '2026-11',
        origin: 'In-App Signup 13176843987434774',
      },
    })
  })

  test.each([
    ['nothing is registered', null, registered.id, 'signup'],
    ['another one is registered', { ...registered, id: '1' }, registered.id, 'signup'],
    ['it comes without an id', registered, null, 'signup'],
    ['the platform says something new', registered, registered.id, 'interested'],
  ])('grants nothing where %s', async (_what, signup, id, value) => {
    const stack = await startStack()
    const ana = await meet(stack)
    if (signup) await register(stack, signup)
    expect((await deliver(stack, signupOf(stack, ana.phone, id, value))).status).toBe(200)
    await stack.inboxEmpty()
    await stack.quiet()
    expect(await ana.states()).toMatchObject({ marketing: 'none' })
    const events = z
      .array(z.object({ effect: z.string().nullable() }))
      .parse(stack.rows('select effect from events'))
    expect(events).toEqual([{ effect: expect.stringMatching(/^kept: .* grants nothing$/) }])
  })

  test('does not lift a stop that the person said', async () => {
    const stack = await startStack()
    const ana = await meet(stack)
    await register(stack, registered)
    await ana.says('stop')
    await ana.holds({ marketing: 'opted_out' })
    stack.clock.move(60_000)
    await deliver(stack, signupOf(stack, ana.phone, registered.id))
    await stack.quiet()
    expect(await ana.states()).toMatchObject({ marketing: 'opted_out' })
  })

  test('cannot be registered with a wording that does not name the business', async () => {
    const stack = await startStack()
    const answer = await register(stack, { ...registered, wording: 'Tap Agree to get our offers.' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('signups')
    expect(answer.text).toContain('Sunrise Bakery')
    expect(stack.rows('select 1 from settings')).toEqual([])
  })
})
