import { z } from 'zod'
import type { Stack } from '../support/build-stack.ts'
import type { Api } from '../support/clients.ts'
import { eventually } from '../support/eventually.ts'
import { bytesOf, deliver } from '../support/webhook-body.ts'
import type { Json } from '../support/wire.ts'

const withId = z.looseObject({ id: z.string() })
const page = z.looseObject({ items: z.array(withId) })

let met = 0
export const newPhone = (): string => {
  met += 1
  return `+1415555${String(2_000 + met)}`
}

export const wording = 'I agree that Sunrise Bakery sends me offers on WhatsApp. Reply STOP at any time.'
export const shown: Json = { wording, language: 'en', version: '2026-03' }

/**
 * Makes whatever an operation needs to be there, through the API alone. The hooks of `crm.example` wait for a name
 * that nobody resolves, for seconds on some machines; where others must be told meanwhile, give an address that answers.
 */
export const worldOf = (stack: Stack, api: Api = stack.api, hookUrl = 'https://crm.example/hooks') => {
  const make = async (path: string, body?: unknown): Promise<string> => {
    const answer = await api.call('POST', path, body)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`)
    return withId.parse(answer.json).id
  }
  const contact = (): Promise<string> => make('/v1/contacts', { name: 'Ana', phone: newPhone() })
  const consenting = async (): Promise<string> => {
    const id = await contact()
    const body = { method: 'agent', decision: 'opt_in', categories: ['marketing'], evidence: shown }
    const answer = await api.call('POST', `/v1/contacts/${id}/statements`, body)
    if (answer.status !== 201) throw new Error(answer.text)
    return id
  }
  const request = async (): Promise<string> =>
    make(`/v1/contacts/${await contact()}/requests`, { categories: ['marketing'] })
  /** A campaign for one person, not yet started. */
  const campaign = async (): Promise<string> => {
    const template = { name: 'spring', language: 'en' }
    const id = await make('/v1/campaigns', { name: 'Spring', category: 'marketing', template })
    const answer = await fetch(`${stack.url}/v1/campaigns/${id}/audience`, {
      method: 'POST',
      headers: { ...api.headers, 'content-type': 'application/x-ndjson' },
      body: JSON.stringify(await consenting()),
    })
    if (answer.status !== 200) throw new Error(await answer.text())
    return id
  }
  return {
    contact,
    /** A contact under two identities, of which one may go. */
    twoInOne: (): Promise<string> => {
      const phone = newPhone()
      return make('/v1/contacts', { phone, bsuid: `US.${phone.slice(1)}` })
    },
    /** A restriction that stands in the way of no message. */
    restriction: async (): Promise<void> => {
      const restriction_info = [{ restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION' }]
      const value = { event: 'ACCOUNT_RESTRICTION', restriction_info }
      const time = Math.floor(stack.clock.now() / 1_000) + 1
      const changes = [{ field: 'account_update', value }]
      await deliver(
        stack,
        bytesOf({ object: 'whatsapp_business_account', entry: [{ id: '1', time, changes }] }),
      )
      await stack.inboxEmpty()
    },
    bsuidOf: async (id: string): Promise<string> => (await api.contact(id)).bsuid ?? '',
    consenting,
    request,
    message: async (): Promise<string> =>
      make('/v1/messages', {
        contact: await consenting(),
        category: 'marketing',
        template: { name: 'spring', language: 'en' },
      }),
    /** A notice that somebody is not on WhatsApp, which can be closed with "back". */
    notice: async (): Promise<string> => {
      const id = await contact()
      await stack.sandbox.behave({ sendError: { code: 131026, httpStatus: 400, times: 1 } })
      await make(`/v1/contacts/${id}/requests`, { categories: ['marketing'] })
      return eventually(async () => {
        const answer = await api.call('GET', `/v1/notices?contact=${id}`)
        const [first] = page.parse(answer.json).items
        if (!first) throw new Error('no notice yet')
        return first.id
      })
    },
    /** The platform has none of our requests yet. */
    nothingHandedIn: () => stack.sandbox.unlearn('assent_opt_in_request'),
    key: (): Promise<string> => make('/v1/keys', { name: 'a key', scopes: ['read'] }),
    link: (): Promise<string> => make('/v1/links', { campaign: 'window', text: 'Hello' }),
    hook: (): Promise<string> => make('/v1/hooks', { url: hookUrl }),
    campaign,
    pausedCampaign: async (): Promise<string> => {
      const id = await campaign()
      await make(`/v1/campaigns/${id}/start`)
      await make(`/v1/campaigns/${id}/pause`)
      return id
    },
    attachment: async (): Promise<string> => {
      const response = await fetch(`${stack.url}/v1/attachments`, {
        method: 'POST',
        headers: { ...api.headers, 'content-type': 'image/png' },
        body: 'not really a picture',
      })
      return withId.parse(await response.json()).id
    },
  }
}
export type World = ReturnType<typeof worldOf>

type Making = (world: World) => Promise<string>

/** What stands at `{id}` of a path, by what comes before it. */
const byPath: readonly (readonly [string, Making])[] = [
  ['/v1/contacts/{id}/split', (world) => world.twoInOne()],
  ['/v1/contacts/', (world) => world.contact()],
  ['/v1/requests/', (world) => world.request()],
  ['/v1/messages/', (world) => world.message()],
  ['/v1/notices/', (world) => world.notice()],
  ['/v1/keys/', (world) => world.key()],
  ['/v1/links/', (world) => world.link()],
  ['/v1/hooks/', (world) => world.hook()],
  ['/v1/campaigns/{id}/resume', (world) => world.pausedCampaign()],
  ['/v1/campaigns/', (world) => world.campaign()],
  ['/v1/attachments/', (world) => world.attachment()],
]

/** The path with an id of something that is there. */
export const reachablePath = async (world: World, path: string): Promise<string> => {
  if (path.startsWith('/v1/templates/') && path.endsWith('/submit')) {
    await world.nothingHandedIn()
    return path.replace('{purpose}', 'opt-in-request').replace('{language}', 'en')
  }
  if (!path.includes('{id}')) return path
  const making = byPath.find(([prefix]) => path.startsWith(prefix))
  if (!making) throw new Error(`nobody knows what stands at ${path}`)
  return path.replace('{id}', await making[1](world))
}

const fixed: Readonly<Record<string, Json>> = {
  changeContact: { name: 'Ben', language: 'de', timeZone: 'Europe/Berlin' },
  askForConsent: {
    categories: ['marketing', 'utility'],
    channel: 'whatsapp',
    account: 'main',
    waitSeconds: 3_600,
  },
  answerNotice: { choice: 'back' },
  changeSettings: {
    settings: {
      requests: { everyHours: 24, atMost: 10 },
      clarification: { hours: 24, silence: 'keep' },
      proof: { A: 'grant', B: 'grant', C: 'ask' },
      accountsOff: [],
      quality: {
        act: true,
        minimumSample: 200,
        optOutPercent: 4,
        failurePercent: 25,
        greenHours: 48,
        attributionDays: 7,
      },
      quietHours: null,
      words: { optOut: [{ language: 'en', words: ['no more bread'] }] },
      campaigns: { perSecond: 20 },
      signups: [{ id: 's1', wording, language: 'en', version: '1' }],
    },
  },
  makeCampaign: {
    name: 'Spring bread',
    category: 'marketing',
    channel: 'whatsapp',
    account: 'main',
    template: { name: 'spring', language: 'en', variables: { discount: '10' }, shown: '{{discount}} % off' },
  },
  lintTemplate: { text: '{"purpose": "help"}', purpose: 'message', category: 'marketing' },
  previewTemplate: {
    purpose: 'opt-in-request',
    language: 'de',
    categories: ['marketing'],
    values: { business: 'Roses' },
  },
  submitTemplate: { account: 'linked' },
  makeKey: { name: 'the CRM', scopes: ['read', 'write'] },
  makeLink: { campaign: 'shop window', text: 'Hello, I have a question', account: 'main' },
  addHook: { url: 'https://crm.example/hooks', kinds: ['consent.changed', 'notice'] },
  recordStatement: {
    method: 'in_person',
    decision: 'opt_in',
    categories: ['marketing'],
    channels: ['whatsapp'],
    at: '2026-03-01T12:00:00+01:00',
    evidence: { ...shown, place: 'the shop', date: '2026-03-01', ip: '203.0.113.7', note: 'by the till' },
  },
}

/** A body that the operation takes. */
export const goodBody = async (world: World, operationId: string, path: string): Promise<Json> => {
  const phone = newPhone()
  switch (operationId) {
    case 'addContact':
      return { name: 'Ana', phone, language: 'pt_BR', timeZone: 'America/Sao_Paulo' }
    case 'mergeContacts':
      return { with: await world.contact() }
    case 'splitContact':
      return {
        identities: [{ kind: 'bsuid', value: await world.bsuidOf(path.split('/')[3] ?? '') }],
        name: 'Ben',
      }
    case 'changeNumber':
      return { phone }
    case 'sendMessage':
      return {
        contact: await world.consenting(),
        category: 'marketing',
        channel: 'whatsapp',
        account: 'main',
        template: { name: 'spring_offer', language: 'en', variables: { name: 'Ana' }, shown: 'Hello Ana' },
      }
    case 'checkGate':
      return { contact: await world.consenting(), category: 'marketing', kind: 'template' }
    case 'submitForm':
      return {
        phone,
        name: 'Ana',
        categories: ['marketing'],
        evidence: { ...shown, page: 'https://bakery.example' },
      }
    case 'recordCall':
      return {
        phone,
        callId: 'CA1',
        digits: '1',
        accepts: '1',
        refuses: '2',
        categories: ['marketing'],
        ...shown,
      }
    case 'importConsents':
      return {
        records: [
          {
            phone,
            decision: 'opt_in',
            categories: ['marketing'],
            grade: 'C',
            evidence: { origin: 'the old list' },
          },
          { phone: newPhone(), decision: 'opt_out', categories: ['*'] },
        ],
      }
    case 'releaseControls':
      await world.restriction()
      return { account: 'main', reason: 'the support says that it is over' }
    default: {
      const body = fixed[operationId]
      if (!body) throw new Error(`nobody knows a body for ${operationId}`)
      return body
    }
  }
}
