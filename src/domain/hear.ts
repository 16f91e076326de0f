import { applyStatus } from './apply-status.ts'
import type { Channel } from './channel.ts'
import { secondOf } from './clock.ts'
import type { History } from './consent.ts'
import type { Event, MessageEvent, PreferenceEvent, Referral, StatusEvent } from './event.ts'
import { type Message, messageOfAttempt } from './message.ts'
import { hasStopped } from './provider-errors.ts'
import type { Settings } from './settings.ts'
import {
  isOrdinary,
  type Readings,
  readingUnder,
  type Spoken,
  type Statement,
  type Tap,
  tapSchema,
} from './statement.ts'
import { toldStop } from './told-stop.ts'

/** An event of this contact that waits to be heard. */
export interface Unheard {
  readonly id: string
  readonly accountId: string
  readonly receivedAt: number
  readonly event: Event
}

/** What hearing needs from outside: all of it passed in, so that the same events give the same answer. */
export interface HearingAids {
  readonly now: number
  readonly random: () => number
  readonly newStatementId: () => string
  readonly read: (text: string) => Readings
  readonly channelOf: (accountId: string) => Channel
  /** How far a bare "stop" reaches that was said at this instant (Unix ms) on this channel. */
  readonly bareStopAt: (channel: Channel, instant: number) => Spoken['bareStop']
  /** The In-App Signups whose wording the business has registered. */
  readonly signups: Settings['signups']
}

export interface Heard {
  readonly history: History
  readonly statements: readonly Statement[]
  /** Statement id → the account on which it came. */
  readonly accounts: ReadonlyMap<string, string>
  /** By event id; a statement's own effect is told by the fold. */
  readonly effects: ReadonlyMap<string, { readonly statementId: string } | string>
  /** Unix ms from which the person has another number: what was written before opens no window there (FACTS §6.3). */
  readonly movedAt: number | null
  /** Account id → Unix ms of the newest message to it. */
  readonly windows: Readonly<Record<string, number>>
  /** Where people came from, with the event that tells it. */
  readonly sources: readonly {
    readonly eventId: string
    readonly at: number
    readonly text: string
    readonly referral: Referral | null
  }[]
  /** Platform ids of our messages that we learnt from statuses. */
  readonly learnt: readonly string[]
}

/** How the payloads of our own buttons and rows begin: they decide consent, so nobody else's may. */
export const ourPayloads = 'assent:'

/** The payload that our buttons and rows carry: what a tap on them stands for. */
export const payloadOf = (tap: Tap): string =>
  'category' in tap
    ? `${ourPayloads}category:${tap.category}:${tap.to}`
    : `${ourPayloads}${tap.requestId}:${tap.reply}`

const tapOf = (payload: string | null): Tap | null => {
  const [, category, to] = /^assent:category:([\w-]+):(\w+)$/.exec(payload ?? '') ?? []
  const [, requestId, reply] = /^assent:(req_[0-9A-Za-z]+):(\w+)$/.exec(payload ?? '') ?? []
  const tap = tapSchema.safeParse(category ? { category, to } : { requestId, reply })
  return tap.success ? tap.data : null
}

/** A time from the future would outlive every later word; so much, in seconds, clocks may differ. */
const clockSlack = 300

const revokes = (readings: Readings): boolean => readingUnder(readings, 'opted_in').intent === 'opt_out'

/** Why a message is kept and nothing else; null when its words are to be read. */
const whyNotRead = (event: MessageEvent): string | null => {
  if (event.group) return 'kept: written in a group'
  if (event.forwarded) return "kept: forwarded, not the sender's own words"
  if (event.type === 'unsupported') return 'kept: the platform could not pass its content on'
  if (event.type === 'revoke') return 'kept for review: the person deleted a message'
  return event.texts.length === 0 ? `kept: nothing to read in a message of type ${event.type}` : null
}

/** A form may hold many words; only a clear wish to stop among them is taken as said. */
const readWords = (event: MessageEvent, read: HearingAids['read']): Readings | null => {
  if (event.texts.length === 1 && event.texts[0] !== undefined) return read(event.texts[0])
  return event.texts.map(read).find(revokes) ?? null
}

/** Takes a contact's unheard events into its history. Pure: the order of `unheard` does not matter for consent. */
export const hear = (before: History, unheard: readonly Unheard[], aids: HearingAids): Heard => {
  const statements: Statement[] = []
  const accounts = new Map<string, string>()
  const effects = new Map<string, { statementId: string } | string>()
  const messages = new Map(before.messages.map((message) => [message.id, message]))
  const learnt: string[] = []
  const windows: Record<string, number> = {}
  let movedAt: number | null = null
  const sources: Heard['sources'][number][] = []

  const say = (source: Unheard, statement: Statement): void => {
    statements.push(statement)
    accounts.set(statement.id, source.accountId)
    effects.set(source.id, { statementId: statement.id })
  }

  const common = (source: Unheard) => ({
    id: aids.newStatementId(),
    // Where the provider tells no time (SMS), the moment of its arrival is all there is.
    at: Math.min(source.event.at ?? secondOf(source.receivedAt), secondOf(source.receivedAt) + clockSlack),
    receivedAt: source.receivedAt,
    eventId: source.id,
  })

  const hearMessage = (source: Unheard, event: MessageEvent): void => {
    if (!event.group) {
      const at = event.at === null ? source.receivedAt : event.at * 1_000
      windows[source.accountId] = Math.max(windows[source.accountId] ?? 0, at)
      sources.push({ eventId: source.id, at, text: event.texts.join(' '), referral: event.referral })
    }
    const why = whyNotRead(event)
    if (why) {
      effects.set(source.id, why)
      return
    }
    const readings = readWords(event, aids.read)
    const answers = tapOf(event.payload)
    if (!readings || (isOrdinary(readings) && !answers && !event.edits)) {
      effects.set(source.id, 'none: an ordinary message')
      return
    }
    const { wamid, quotes, edits } = event
    const channel = aids.channelOf(source.accountId)
    const base = common(source)
    const bareStop = aids.bareStopAt(channel, base.at * 1_000)
    say(source, { ...base, source: 'person', channel, wamid, readings, answers, quotes, edits, bareStop })
  }

  const messageOf = (event: StatusEvent): Message | undefined => {
    const named = event.callback ? messageOfAttempt(event.callback) : null
    if (named) return messages.get(named)
    return [...messages.values()].find(({ wamid }) => wamid === event.wamid)
  }

  const hearStatus = (source: Unheard, event: StatusEvent): void => {
    const message = messageOf(event)
    if (message) {
      if (message.wamid === null) learnt.push(event.wamid)
      messages.set(message.id, applyStatus(message, event, aids.now, aids.random()))
    }
    // Whoever's message it was: the person has stopped this business.
    const stopped = event.errors.find(({ code }) => hasStopped(code))
    const stop = stopped ? toldStop(stopped.code, common(source)) : null
    if (!message && !stop) effects.set(source.id, 'kept: not about a message of ours')
    else if (stop) say(source, stop)
    else effects.set(source.id, `${event.status}: ${message?.kind ?? 'message'}`)
  }

  /** Meta's own consent sheet: it counts where the business has told what its people read there (FACTS §3.1). */
  const hearSignup = (source: Unheard, event: PreferenceEvent): void => {
    const signup = aids.signups.find(({ id }) => id === event.signupId)
    if (!signup) {
      effects.set(source.id, 'kept: a signup whose wording nobody has registered grants nothing')
      return
    }
    say(source, {
      ...common(source),
      source: 'recorded',
      method: 'in_app_signup',
      decision: 'opt_in',
      categories: before.categories.filter(({ platform }) => platform === 'marketing').map(({ key }) => key),
      channels: ['whatsapp'],
      counts: 'grant',
      grade: null,
      actor: 'whatsapp',
      evidence: {
        wording: signup.wording,
        language: signup.language,
        version: signup.version,
        origin: `In-App Signup ${signup.id}`,
      },
    })
  }

  for (const source of unheard) {
    const { event } = source
    switch (event.kind) {
      case 'message':
        hearMessage(source, event)
        break
      case 'status':
        hearStatus(source, event)
        break
      case 'preference':
        if (event.value === 'stop' || event.value === 'resume') {
          say(source, { ...common(source), source: 'platform', value: event.value })
        } else if (event.value === 'signup') {
          hearSignup(source, event)
        } else {
          effects.set(source.id, `kept: the platform's switch says "${event.value}", which grants nothing`)
        }
        break
      case 'identity':
        if (event.change !== 'key')
          movedAt = Math.max(movedAt ?? 0, event.at === null ? source.receivedAt : event.at * 1_000)
        say(source, {
          ...common(source),
          source: 'identity',
          change: event.change === 'key' ? 'person' : 'number',
        })
        break
      case 'echo':
      case 'error':
      case 'account':
      case 'action':
      case 'unknown':
      case 'malformed':
        effects.set(source.id, `kept: ${event.kind}`)
        break
    }
  }
  const history = {
    ...before,
    messages: [...messages.values()],
    statements: [...before.statements, ...statements],
  }
  return { history, statements, accounts, effects, windows, movedAt, sources, learnt }
}
