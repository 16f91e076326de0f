import { type Channel, channels } from './channel.ts'
import { secondOf } from './clock.ts'
import type { Answer, Effect, History, Outcome, OwnState } from './history.ts'
import { type Mark, ownWord, unmarked } from './precedence.ts'
import type { Circumstance, Statement } from './statement.ts'

/** A request that the person can have seen. `at` in Unix seconds, by the earliest that our clock or the platform's says. */
export interface Asked {
  readonly id: string
  readonly categories: readonly string[]
  readonly at: number
  /** By our own clock, Unix ms: what had come in before cannot answer it, also within the same second. */
  readonly leftAt: number
  readonly wamid: string | null
  readonly kind: 'opt_in' | 'clarification'
  /** Not given up as never delivered; an answer counts all the same, if one comes. */
  readonly waits: boolean
}

/** What the last opt-out notice said that a "yes" brings back. `at` in Unix seconds. */
export interface Promised {
  readonly categories: readonly string[]
  readonly at: number
}

/** What a reply finds when it comes: the question it may answer, and what was promised to a "yes". */
export interface Situation {
  readonly circumstance: Circumstance
  /** What a bare answer counts for: the open request, unless something was promised after it. */
  readonly asked: Asked | null
  /** The request that waits for an answer, promised or not. */
  readonly open: Asked | null
  readonly promised: readonly string[]
  /** Our question what an unclear message meant, while it waits for its answer. */
  readonly clarifying: Asked | null
}

/** What one source has said about each category. */
export type Marks = Map<string, Mark>

/** What the fold knows about one channel: an answer counts only where the question was asked. */
export interface ChannelState {
  readonly said: Marks
  readonly recorded: Marks
  readonly asked: readonly Asked[]
  promised: Promised | null
}

/** What the fold knows after the statements so far. Lives inside one fold; nothing outside sees it change. */
export interface FoldState {
  readonly on: Readonly<Record<Channel, ChannelState>>
  /** Our own confirmations, which say that a yes re-opens. */
  readonly noticeWamids: ReadonlySet<string>
  readonly answers: Map<string, Answer>
  readonly outcomes: Map<string, Outcome>
  /** By the platform's id of the message: where it stood and what it did, for edits of it. */
  readonly situations: Map<string, Situation & { readonly effect: Effect }>
  platformStop: string | null
  /** A doubt holds marketing on every channel. */
  heldBy: string | null
  /** From this second on another person may be writing: what was asked before is not theirs to answer. */
  strangerSince: number | null
  readonly marketing: ReadonlySet<string>
}

/** Requests that left, unless the platform said that they never arrived (FACTS §7, last line). */
const askedIn = ({ requests, messages }: History, channel: Channel): Asked[] =>
  requests.flatMap(({ id, kind, categories, messageId, undeliveredAt, channel: where }) => {
    const message = messages.find((candidate) => candidate.id === messageId)
    if (where !== channel || !message || message.firstClaimedAt === null) return []
    const arrived = message.deliveredAt !== null || message.readAt !== null
    if (message.state === 'failed' && !arrived) return []
    // Our clock and the platform's may differ: the earliest of what both say, or a quick answer comes too early.
    const { firstClaimedAt, sentAt, deliveredAt, readAt } = message
    const at = Math.min(
      ...[firstClaimedAt, sentAt, deliveredAt, readAt].filter((instant) => instant !== null),
    )
    const waits = arrived || undeliveredAt === null
    return [{ id, kind, categories, at: secondOf(at), leftAt: firstClaimedAt, wamid: message.wamid, waits }]
  })

const openChannel = (history: History, channel: Channel): ChannelState => ({
  said: new Map(),
  recorded: new Map(),
  asked: askedIn(history, channel),
  promised: null,
})

export const openFold = (history: History): FoldState => ({
  on: { whatsapp: openChannel(history, 'whatsapp'), sms: openChannel(history, 'sms') },
  noticeWamids: new Set(
    history.messages.flatMap(({ kind, wamid }) => (kind === 'confirmation' && wamid ? [wamid] : [])),
  ),
  answers: new Map(),
  outcomes: new Map(),
  situations: new Map(),
  platformStop: null,
  heldBy: null,
  strangerSince: null,
  marketing: new Set(
    history.categories.filter(({ platform }) => platform === 'marketing').map(({ key }) => key),
  ),
})

/** When something was said (Unix seconds), and when it came in (Unix ms). */
export type Heard = Pick<Statement, 'at' | 'receivedAt'>

/** The request that a bare answer counts for: the one asked last, unless it has its answer. Older ones are passed over. */
export const openRequest = (
  state: FoldState,
  channel: Channel,
  { at, receivedAt }: Heard,
  kind: Asked['kind'] = 'opt_in',
): Asked | null => {
  const last = state.on[channel].asked
    .filter(
      (request) =>
        request.kind === kind &&
        request.at <= at &&
        request.leftAt <= receivedAt &&
        request.at > (state.strangerSince ?? -1),
    )
    .reduce<Asked | null>((latest, request) => (latest && latest.at > request.at ? latest : request), null)
  return last && !state.answers.has(last.id) ? last : null
}

/** Our question what was meant, on whatever channel it was put, as long as there is a doubt. */
export const openClarification = (state: FoldState, heard: Heard): Asked | null => {
  if (state.heldBy === null) return null
  const open = channels.map((channel) => openRequest(state, channel, heard, 'clarification'))
  return open.find((request) => request !== null) ?? null
}

/** What holds for a category on a channel between the person and the business. */
export const wordOn = ({ said, recorded }: ChannelState, category: string): Mark =>
  ownWord({ said: said.get(category) ?? unmarked, recorded: recorded.get(category) ?? unmarked })

/** What holds on a channel, all categories taken together: one yes among them is a yes. */
export const ownState = (state: FoldState, channel: Channel): OwnState => {
  const where = state.on[channel]
  const states = [...new Set([...where.said.keys(), ...where.recorded.keys()])].map(
    (category) => wordOn(where, category).state,
  )
  if (states.includes('opted_in')) return 'opted_in'
  return states.includes('opted_out') ? 'opted_out' : 'none'
}
