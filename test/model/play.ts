import { addContact } from '../../src/app/add-contact.ts'
import { makeCampaign, moveCampaign, openAudience } from '../../src/app/campaigns.ts'
import { explainMessage } from '../../src/app/explain-message.ts'
import type { Sent } from '../../src/app/ports.ts'
import { queueMessage } from '../../src/app/queue-message.ts'
import { readDelivery } from '../../src/app/read-delivery.ts'
import { recordStatement } from '../../src/app/record-statement.ts'
import { requestConsent } from '../../src/app/request-consent.ts'
import { sweep } from '../../src/app/sweep.ts'
import { hour, second, secondOf } from '../../src/domain/clock.ts'
import { AppError } from '../../src/domain/errors.ts'
import { gateReasons } from '../../src/domain/gate.ts'
import type { Content, Message } from '../../src/domain/message.ts'
import { bytesOf, textFrom } from '../support/webhook-body.ts'
import type { Arrival, answers, Command, Word } from './commands.ts'
import { words } from './commands.ts'
import { type Fact, type Kind, kinds, Person } from './person.ts'
import { type PlatformWord, templateName, webhookOf } from './platform.ts'
import { businessAccountId, phoneNumberId, type World } from './world.ts'

const envelope = (field: string, value: object, time: number) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: businessAccountId,
      time,
      changes: [
        {
          field,
          value: {
            ...value,
            ...(aboutPeople.includes(field)
              ? { messaging_product: 'whatsapp', metadata: { phone_number_id: phoneNumberId } }
              : {}),
          },
        },
      ],
    },
  ],
})
const aboutPeople = ['messages', 'user_preferences']

const template: Content = {
  type: 'template',
  name: templateName,
  language: 'en',
  variables: [],
  payloads: [],
  rendered: 'An offer',
}
const text: Content = { type: 'text', rendered: 'A word' }

/** What came of one run: what was seen to be wrong, and what happened at all, so that an idle model is noticed. */
export interface Played {
  readonly wrong: readonly string[]
  readonly left: number
  readonly reasons: ReadonlySet<string>
}

let met = 0

/** Plays commands over two people nobody has met before, and looks at everything that leaves. */
export const play = async (world: World, commands: readonly Command[]): Promise<Played> => {
  const { services, clock, handed } = world
  const wrong: string[] = []
  const reasons = new Set<string>()
  const first = handed.length
  let uttered = 0
  let campaign: string | null = null

  const meet = async (): Promise<Person> => {
    met += 1
    const phone = `+49151${String(10_000_000 + met)}`
    const { id } = await addContact(services, { phone })
    return new Person(id, phone)
  }
  const people = [await meet(), await meet()] as const
  const personOf = ({ who }: { readonly who: number }): Person => (who === 0 ? people[0] : people[1])

  const deliver = async (field: string, value: object, senders: readonly string[]): Promise<string> => {
    const id = services.newId('dlv')
    await services.shared.saveDeliveries([
      {
        id,
        businessId: services.business.id,
        accountId: 'main',
        receivedAt: clock.now(),
        raw: bytesOf(envelope(field, value, secondOf(clock.now()))),
        proof: 'the model',
        senders,
      },
    ])
    return id
  }
  const post = async (person: Person, field: string, value: object): Promise<void> => {
    const deliveryId = await deliver(field, value, [person.phone.slice(1)])
    await services.bell.ring('read-delivery', { businessId: services.business.id, deliveryId })
  }

  /** What the platform says of the account counts once it is read: it is about nobody whose messages could wait for it. */
  const hearPlatform = async (word: PlatformWord): Promise<void> => {
    world.move(2 * second)
    const { field, value } = webhookOf(word, clock.now())
    await readDelivery(services, await deliver(field, value, []))
    world.platform.says(word, clock.now())
  }

  /** Every fact has a second of its own: of two in one second the stop wins, which the tables of others test. */
  const ownSecond = (ago: number): number => {
    world.move(2 * second)
    return secondOf(clock.now()) - 2 * ago - (ago > 0 ? 1 : 0)
  }

  /** What lets out counts from its beginning, what stops from when it is safely kept: nobody can go by it before. */
  const learning = async (person: Person, fact: Fact, isGrant: boolean, work: () => Promise<unknown>) => {
    if (isGrant) person.learn(fact, clock.now())
    await work()
    if (!isGrant) person.learn(fact, clock.now())
  }

  const say = async (person: Person, text: Word, ago: number): Promise<void> => {
    uttered += 1
    const id = `wamid.model.in.${met}.${uttered}`
    const seconds = ownSecond(ago)
    const at = seconds * second
    const word = words[text]
    person.lastWroteAt = Math.max(person.lastWroteAt, at)
    const work = () => post(person, 'messages', textFrom(person.phone.slice(1), text, id, seconds))
    if (word === 'nothing') return work()
    if (word === 'grumble') return learning(person, { what: 'grumbled', at }, false, work)
    return learning(person, { what: 'said', at, ...word }, word.yes, work)
  }

  const arrive = async (what: Arrival): Promise<void> => {
    const person = personOf(what)
    if (what.do === 'say') return say(person, what.word, what.ago)
    const seconds = ownSecond(0)
    const at = seconds * second
    if (what.do === 'switch') {
      const preference = {
        wa_id: person.phone.slice(1),
        category: 'marketing_messages',
        value: what.on ? 'resume' : 'stop',
        timestamp: seconds,
      }
      const work = () => post(person, 'user_preferences', { user_preferences: [preference] })
      return learning(person, { what: 'switched', at, on: what.on }, what.on, work)
    }
    const { of, yes } = what
    const statement = {
      contactId: person.contactId,
      method: 'agent',
      decision: yes ? 'opt_in' : 'opt_out',
      categories: of,
      at,
      grade: null,
      actor: 'the model',
      evidence: {
        wording: `May ${services.business.name} write to you?`,
        language: 'en',
        version: '1',
      },
    } as const
    return learning(person, { what: 'recorded', at, of, yes }, yes, () =>
      recordStatement(services, statement),
    )
  }

  /** A refusal must carry one of the known reasons; anything else is a fault. */
  const orRefused = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'gate.refused') throw error
      const { reason } = error.details
      if (typeof reason !== 'string' || !Object.hasOwn(gateReasons, reason))
        wrong.push(`a refusal without a reason: ${error.message}`)
      else reasons.add(reason)
    }
  }

  /** What cannot be done with a campaign now is said so. */
  const orImpossible = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'campaign.state') throw error
    }
  }

  const messagesOf = async (person: Person): Promise<readonly Message[]> =>
    (await services.store.dossier(person.contactId))?.messages ?? []

  /** Looks at a message at the moment at which the platform is handed it. */
  const inspect = async (messageId: string): Promise<void> => {
    const dossier = await services.store.dossierOfMessage(messageId)
    const message = dossier?.messages.find(({ id }) => id === messageId)
    const person = people.find(({ contactId }) => contactId === message?.contactId)
    if (!dossier || !message || !person) {
      // Of an earlier run, whose people are not looked at any more.
      return
    }
    // It leaves when it is claimed: what is said between that and the platform's hands comes too late for it.
    const claimedAt = message.claimedAt ?? clock.now()
    const of = (key: string): Kind[] => kinds.filter((one) => one === key)
    const tell = (what: string): void => void wrong.push(`${message.kind} ${message.category ?? ''}: ${what}`)
    if (message.kind === 'business' && message.category !== null) {
      for (const one of of(message.category)) {
        const why = person.whyNot(one, claimedAt)
        if (why !== null) tell(`left although ${why}`)
        else if (!person.hasAgreed(one, claimedAt)) tell('left although nobody agreed to it')
      }
    }
    const isStarted = message.kind === 'request' || (message.kind === 'business' && message.category !== null)
    const isTemplate = message.content.type === 'template'
    if (isStarted) {
      const [one = null] = message.category === null ? [] : of(message.category)
      // The request's own template is another one, of which the platform has said nothing.
      const why = world.platform.whyNot(one, isTemplate && message.kind === 'business', clock.now())
      if (why !== null) tell(`left although ${why}`)
      if (!person.isInWindow(clock.now()) && world.platform.reaches(person.contactId, clock.now()))
        tell('left although the day was full')
    }
    if (message.kind === 'request') {
      const request = dossier.requests.find(({ id }) => id === message.requestId)
      for (const one of request?.categories.flatMap(of) ?? []) {
        const why = person.whyNot(one, claimedAt)
        if (why !== null) tell(`left although ${why}`)
      }
    }
    if (message.content.type !== 'template' && !person.isInWindow(clock.now()))
      tell('free text left outside of the service window')
  }

  const answered: Record<(typeof answers)[number], (messageId: string) => Sent> = {
    accepted: (messageId) => ({ outcome: 'accepted', wamid: `wamid.${messageId}`, waId: null, bsuid: null }),
    cut_off: () => ({ outcome: 'unknown', why: 'cut off' }),
    not_connected: () => ({ outcome: 'not_sent', why: 'no connection' }),
    busy: () => ({ outcome: 'refused', code: 131056, details: '', retryAfterMs: null }),
    capped: () => ({ outcome: 'refused', code: 131049, details: '', retryAfterMs: null }),
    unreachable: () => ({ outcome: 'refused', code: 131026, details: '', retryAfterMs: null }),
  }

  const status = async (place: number, what: string, code: number): Promise<void> => {
    const sent = handed.slice(first).at(-1 - place)
    if (!sent) return
    const dossier = await services.store.dossierOfMessage(sent.messageId)
    const message = dossier?.messages.find(({ id }) => id === sent.messageId)
    const person = people.find(({ contactId }) => contactId === message?.contactId)
    if (!message || !person) return
    const errors = what === 'failed' ? { errors: [{ code, title: 'Failed' }] } : {}
    await post(person, 'messages', {
      statuses: [
        {
          id: message.wamid ?? `wamid.${message.id}`,
          status: what,
          timestamp: String(secondOf(clock.now())),
          recipient_id: person.phone.slice(1),
          biz_opaque_callback_data: sent.outgoing.attempt,
          ...errors,
        },
      ],
    })
  }

  const run = async (command: Command): Promise<void> => {
    switch (command.do) {
      case 'say':
      case 'switch':
      case 'record':
        return arrive(command)
      case 'write': {
        const { contactId } = personOf(command)
        const content = command.isText ? text : template
        return orRefused(queueMessage(services, { contactId, category: command.kind, content }))
      }
      case 'answer':
        return orRefused(
          queueMessage(services, { contactId: personOf(command).contactId, category: null, content: text }),
        )
      case 'ask':
        return orRefused(
          requestConsent(services, { contactId: personOf(command).contactId, categories: command.of }),
        )
      case 'says':
        return hearPlatform(command.word)
      case 'campaign': {
        const { id } = await makeCampaign(
          services,
          {
            name: 'Spring',
            category: command.kind,
            channel: 'whatsapp',
            accountId: 'main',
            content: template,
          },
          'the model',
        )
        const audience = await openAudience(services, id)
        await audience.add(people.map(({ contactId }) => ({ who: contactId, variables: null })))
        campaign = id
        return
      }
      case 'move':
        if (campaign !== null) await orImpossible(moveCampaign(services, campaign, command.act, 'the model'))
        return
      case 'work':
        for (let turn = 0; turn < command.times; turn += 1) await world.work(command.place + turn)
        return
      case 'race':
        await Promise.all(Array.from({ length: command.jobs }, (_, turn) => world.work(command.place + turn)))
        return
      case 'wait':
        world.move(command.ms)
        return
      case 'sweep':
        if (command.loses) world.jobs.length = 0
        world.move(second * 30)
        await sweep(services)
        return
      case 'platform':
        world.answers.push(answered[command.answers])
        return
      case 'status':
        return status(command.of, command.status, command.code)
      case 'meanwhile':
        world.meanwhile = () => arrive(command.then)
        return
    }
  }

  world.jobs.length = 0
  // A day on, everything is well with the account again, whatever an earlier story left it in.
  world.move(25 * hour)
  for (const word of ['reinstates', 'unflags', 'unlimits', 'approves', 'calls_it_utility'] as const)
    await hearPlatform(word)
  world.onHanded = inspect
  for (const command of commands) {
    world.move(1)
    await run(command)
  }
  // Whatever is still under way comes to its end.
  for (let turn = 0; turn < 200; turn += 1) if (!(await world.work(0))) break
  world.onHanded = null
  world.meanwhile = null
  world.answers.length = 0

  const sent = handed.slice(first)
  for (const [index, { messageId, at }] of sent.entries()) {
    const { message, told } = await explainMessage(services, messageId)
    if (!people.some(({ contactId }) => contactId === message.contactId)) continue
    // Every time that it was handed over needs an allowance of its own.
    const nth = sent.slice(0, index + 1).filter((one) => one.messageId === messageId).length
    const allowances = told.filter(({ decision }) => decision.kind === 'message.allowed' && decision.at <= at)
    const allowed = allowances[nth - 1]
    if (!allowed) wrong.push(`${message.kind}: left, and nothing in the ledger allowed it`)
    else if (message.kind === 'business' && message.category !== null && allowed.record === null)
      wrong.push(`${message.kind}: left without a record that allowed it`)
    for (const { agrees, replayed } of told) {
      if (!agrees)
        wrong.push(`${message.kind}: asked again, the gate says ${replayed.decision} ${replayed.reason}`)
    }
  }
  for (const person of people) {
    for (const { id, kind, state, reason } of await messagesOf(person)) {
      if (state !== 'cancelled') continue
      if (reason === null || !Object.hasOwn(gateReasons, reason))
        wrong.push(`${kind} ${id}: cancelled for no known reason`)
      else reasons.add(reason)
    }
  }
  return { wrong, left: handed.length - first, reasons }
}
