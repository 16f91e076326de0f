import { z } from 'zod'
import type { Cast } from './cast.ts'
import { durationMs, type Step, type StoryPerson } from './schema.ts'
import type { Answer, Stage } from './stage.ts'

export interface Scene {
  readonly stage: Stage
  readonly cast: Cast
  readonly people: Readonly<Record<string, StoryPerson>>
}

const saidSchema = z.object({ wamid: z.string().nullable() })
const noticesSchema = z.object({
  items: z.array(
    z.object({ id: z.string(), offers: z.array(z.string()), answeredAt: z.string().nullable() }),
  ),
})
const sandboxError = z.object({ error: z.object({ message: z.string() }) })

/** The moment of something that was done a while ago, in Unix seconds. */
const secondsAgo = ({ stage }: Scene, ago: string | undefined): number =>
  Math.floor((stage.clock.now() - (ago === undefined ? 0 : durationMs(ago))) / 1_000)

const demand = (answer: Answer, what: string): Answer => {
  if (answer.status < 400) return answer
  const said = sandboxError.safeParse(answer.body)
  throw new Error(`${what}: ${said.success ? said.data.error.message : JSON.stringify(answer.body)}`)
}

/** Adds a person to the address book, as an agent does. */
export const addPerson = ({ stage, people }: Scene, name: string): Promise<Answer> => {
  const person = people[name]
  if (!person) throw new Error(`there is no "${name}" among the people`)
  const { phone, language, timeZone, country } = person
  return stage.api('POST', '/v1/contacts', { name, phone, language, timeZone, country })
}

/** Gives the pretend phones the traits that the story tells. */
export const preparePhone = async ({ stage, people }: Scene, name: string): Promise<void> => {
  const person = people[name]
  if (!person) return
  const { phone, username, hidesPhone, onWhatsApp, readReceipts, waId, off } = person
  demand(
    await stage.sandbox('PUT', `/phones/${phone.slice(1)}`, {
      name,
      username,
      hidesPhone,
      waId,
      reachable: onWhatsApp,
      reads: readReceipts,
      off,
    }),
    `the phone of ${name}`,
  )
}

const say = async (scene: Scene, said: NonNullable<Step['say']>): Promise<void> => {
  const { stage, cast } = scene
  const actor = cast.actor(said.as)
  const phone = cast.phoneOf(said.as)
  const at = secondsAgo(scene, said.ago)
  const speak = async (saying: Record<string, unknown>): Promise<void> => {
    const answer = demand(await stage.sandbox('POST', `/phones/${phone}/say`, saying), `${said.as} says`)
    const { wamid } = saidSchema.parse(answer.body)
    if (wamid !== null) actor.last = { wamid, saying: { ...saying, wamid } }
  }
  if (said.again) {
    if (!actor.last) throw new Error(`${said.as} has not said anything that could come again`)
    return speak(actor.last.saying)
  }
  if (said.edit !== undefined) {
    if (!actor.last) throw new Error(`${said.as} has not said anything that could be edited`)
    const message = { type: 'text', text: { body: said.edit } }
    const edit = { original_message_id: actor.last.wamid, message }
    return speak({ raw: { type: 'edit', edit }, at })
  }
  if (said.group) {
    return speak({ raw: { type: 'text', text: { body: said.text ?? '' }, group_id: 'a-group' }, at })
  }
  if (said.takeBack) {
    if (!actor.last) throw new Error(`${said.as} has not said anything that could be taken back`)
    return speak({ raw: { type: 'revoke', revoke: { original_message_id: actor.last.wamid } }, at })
  }
  const quoting = said.quoting === undefined ? undefined : await quotedBy(scene, said, said.quoting)
  const { text, sms, button, list, reaction, caption, raw, forwarded, via } = said
  // Nothing to read is a message too.
  if (text === '') return speak({ raw: { type: 'text', text: { body: '' } }, at })
  return speak({
    text,
    sms,
    button,
    list: list === undefined ? undefined : await rowOf(scene, said.as, list),
    reaction,
    caption,
    raw,
    forwarded,
    via,
    quoting,
    at,
  })
}

const rowsSchema = z.array(
  z.object({
    body: z.looseObject({
      interactive: z
        .looseObject({
          action: z.looseObject({
            sections: z
              .array(z.object({ rows: z.array(z.object({ id: z.string(), title: z.string() })) }))
              .optional(),
          }),
        })
        .optional(),
    }),
  }),
)

/** The message that somebody answers to: the last, or the newest that holds the words. What is tapped on has buttons. */
const quotedBy = async (
  { cast }: Scene,
  { as: name, button, list }: NonNullable<Step['say']>,
  words: string,
): Promise<string> => {
  const isTap = button !== undefined || list !== undefined
  const received = (await cast.received(name)).filter(({ buttons }) => !isTap || buttons.length > 0)
  const found = words === 'last' ? received.at(-1) : received.findLast(({ text }) => text.includes(words))
  if (found?.wamid) return found.wamid
  const got = received.map(({ text }) => `"${text}"`).join(', ')
  throw new Error(`${name} has nothing to quote with "${words}"; they got: ${got || 'nothing'}`)
}

/** The sandbox knows people by their phones. */
const behaviourOf = (cast: Cast, platform: NonNullable<Step['platform']>): Record<string, unknown> => {
  const aim = (fault: { readonly of?: string | undefined } | undefined) => {
    if (!fault) return undefined
    const { of: name, ...rest } = fault
    return name === undefined ? rest : { ...rest, phone: cast.phoneOf(name) }
  }
  const { sendError, failLater, hang, ...moods } = platform
  return { ...moods, sendError: aim(sendError), failLater: aim(failLater), hang: aim(hang) }
}

/** So long, or until then; the clock never goes back. */
const waitMs = ({ clock }: Stage, wait: string): number => {
  if (!/^\d{4}-/.test(wait)) return durationMs(wait)
  const left = Date.parse(wait) - clock.now()
  if (left >= 0) return left
  throw new Error(`it is ${new Date(clock.now()).toISOString()} already: nobody can wait for ${wait}`)
}

/** A row by its title, its category, or its id. */
const rowOf = async ({ stage }: Scene, _who: string, wanted: string): Promise<string> => {
  const sends = rowsSchema.parse((await stage.sandbox('GET', '/accepted')).body)
  const rows = sends.flatMap(({ body }) =>
    (body.interactive?.action.sections ?? []).flatMap((section) => section.rows),
  )
  return rows.findLast(({ title, id }) => [title, id, id.split(':')[2]].includes(wanted))?.id ?? wanted
}

const changeNumber = async (
  scene: Scene,
  { as: name, to, newUserId = true }: NonNullable<Step['changeNumber']>,
): Promise<void> => {
  const { stage, cast } = scene
  const digits = to.replace(/\D/g, '')
  const before = await cast.bsuidOf(cast.phoneOf(name))
  const after = await cast.bsuidOf(digits)
  const ids = newUserId ? { user_id: after, previous_user_id: before } : {}
  const system = {
    type: 'user_changed_number',
    body: `User changed from ${cast.phoneOf(name)} to ${digits}`,
    wa_id: digits,
    ...ids,
  }
  const saying = { raw: { type: 'system', system }, at: secondsAgo(scene, undefined) }
  demand(await stage.sandbox('POST', `/phones/${cast.phoneOf(name)}/say`, saying), 'the number changes')
  cast.actor(name).phones.unshift(digits)
}

const answerNotice = async (
  { stage, cast }: Scene,
  { about, choice }: NonNullable<Step['answerNotice']>,
): Promise<Answer> => {
  const contact = await cast.knownContact(about)
  const all = await stage.api('GET', `/v1/notices?contact=${contact}&limit=200`)
  const { items } = noticesSchema.parse(all.body)
  const offering = items.filter(({ offers }) => offers.some((offer) => offer === choice))
  const notice = offering.findLast(({ answeredAt }) => answeredAt === null) ?? offering.at(-1) ?? items.at(-1)
  return stage.api('POST', `/v1/notices/${notice?.id ?? 'ntc_none'}/answer`, { choice })
}

/** Puts contact ids in the place of names: `/v1/contacts/{ana}`. */
const fillNames = async ({ cast }: Scene, path: string): Promise<string> => {
  let filled = path
  for (const [whole, name] of path.matchAll(/\{([A-Za-z][\w-]*)\}/g)) {
    if (name) filled = filled.replace(whole, await cast.knownContact(name))
  }
  return filled
}

const fillBody = async (scene: Scene, value: unknown): Promise<unknown> => {
  if (typeof value === 'string') return fillNames(scene, value)
  if (Array.isArray(value)) return Promise.all(value.map((inner) => fillBody(scene, inner)))
  const object = z.record(z.string(), z.unknown()).safeParse(value)
  if (!object.success) return value
  const filled: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(object.data)) filled[key] = await fillBody(scene, inner)
  return filled
}

/** A status that the platform tells apart from those that the sandbox tells by itself. */
const tellStatus = async (
  scene: Scene,
  { of: name, is: status, code, ago }: NonNullable<Step['status']>,
): Promise<void> => {
  const { stage, cast } = scene
  const id = (await cast.sent(name)).findLast(({ wamid }) => wamid !== null)?.wamid
  if (!id) throw new Error(`nothing has been sent to ${name} on WhatsApp`)
  const errors = code === undefined ? {} : { errors: [{ code, title: 'as the story tells' }] }
  const told = { id, status, timestamp: String(secondsAgo(scene, ago)), recipient_id: cast.phoneOf(name) }
  const metadata = { display_phone_number: '15550100001', phone_number_id: stage.sandboxNumber }
  const value = { messaging_product: 'whatsapp', metadata, statuses: [{ ...told, ...errors }] }
  const entry = [{ id: 'the-account', changes: [{ field: 'messages', value }] }]
  await stage.deliver({ object: 'whatsapp_business_account', entry })
}

const savedSchema = z.object({ id: z.string() })

/** Uploads the scan of a record, if it has one; its evidence names it. */
const uploadScan = async ({ stage }: Scene, scan: string | undefined): Promise<object> => {
  if (scan === undefined) return {}
  const answer = demand(await stage.post('/v1/attachments', 'text/plain', scan), 'the scan')
  return { attachments: [savedSchema.parse(answer.body).id] }
}

const fillForm = (
  { stage, cast }: Scene,
  { as: name, categories, language }: NonNullable<Step['form']>,
): Promise<Answer> => {
  const fields = new URLSearchParams()
  for (const key of categories) fields.append('category', key)
  fields.set('phone', `+${cast.phoneOf(name)}`)
  const query = language === undefined ? '' : `?lang=${language}`
  const path = `/forms/${stage.services.business.id}${query}`
  return stage.post(path, 'application/x-www-form-urlencoded', fields.toString())
}

const send = async ({ stage, cast }: Scene, sent: NonNullable<Step['send']>): Promise<Answer> =>
  stage.api('POST', '/v1/messages', {
    contact: await cast.idOf(sent.to),
    category: sent.category,
    channel: sent.channel,
    account: sent.account,
    text: sent.text,
    template:
      sent.template === undefined
        ? undefined
        : { name: sent.template, language: stage.services.business.language, variables: sent.variables },
  })

/** Does what a step says. Returns the API's answer when the step was a call of it; throws what cannot be done. */
export const act = async (scene: Scene, step: Step): Promise<Answer | null> => {
  const { stage, cast } = scene
  const { ask, record } = step
  if (step.add !== undefined) return addPerson(scene, step.add)
  if (ask) {
    const { of: name, ...asked } = ask
    return stage.api('POST', `/v1/contacts/${await cast.idOf(name)}/requests`, asked)
  }
  if (record) {
    const { of: name, ago, scan, ...statement } = record
    const evidence = { ...statement.evidence, ...(await uploadScan(scene, scan)) }
    const at = new Date(secondsAgo(scene, ago) * 1_000).toISOString()
    return stage.api('POST', `/v1/contacts/${await cast.idOf(name)}/statements`, {
      ...statement,
      evidence,
      at,
    })
  }
  if (step.send) return send(scene, step.send)
  if (step.form) return fillForm(scene, step.form)
  if (step.answerNotice) return answerNotice(scene, step.answerNotice)
  if (step.settings) return stage.api('PATCH', '/v1/settings', { settings: step.settings })
  if (step.request) {
    const { method, path, body } = step.request
    return stage.api(method, await fillNames(scene, path), await fillBody(scene, body))
  }
  if (step.say) await say(scene, step.say)
  if (step.switch) {
    const { as: name, marketing, ago } = step.switch
    const saying = { preference: marketing === 'off' ? 'stop' : 'resume', at: secondsAgo(scene, ago) }
    demand(await stage.sandbox('POST', `/phones/${cast.phoneOf(name)}/say`, saying), `${name} switches`)
  }
  if (step.changeNumber) await changeNumber(scene, step.changeNumber)
  if (step.platform) {
    demand(await stage.sandbox('PUT', '/behaviour', behaviourOf(cast, step.platform)), 'the platform')
  }
  if (step.phone) {
    const { of: name, onWhatsApp: reachable, readReceipts: reads, userId: bsuid, ...rest } = step.phone
    const change = { reachable, reads, bsuid, ...rest }
    demand(await stage.sandbox('PUT', `/phones/${cast.phoneOf(name)}`, change), `the phone of ${name}`)
  }
  if (step.status) await tellStatus(scene, step.status)
  if (step.webhook) await stage.deliver(step.webhook)
  if (step.wait !== undefined) await stage.pass(waitMs(stage, step.wait))
  return null
}
