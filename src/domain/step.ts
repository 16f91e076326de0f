import type { Channel } from './channel.ts'
import { day, second } from './clock.ts'
import {
  type FoldState,
  type Heard,
  openClarification,
  openRequest,
  ownState,
  type Situation,
  wordOn,
} from './fold-state.ts'
import type { Effect, History } from './history.ts'
import type { Message } from './message.ts'
import {
  type Reading,
  type Recorded,
  readingUnder,
  type Spoken,
  type Statement,
  type Tap,
} from './statement.ts'

/** What one statement means at its place: the fold's next step. */
export interface Step {
  readonly statement: Statement
  /** Where its answer counts. */
  readonly channel: Channel
  readonly effect: Effect
  readonly categories: readonly string[]
  /** The asking of ours that it answers. */
  readonly answers: string | null
  readonly reading: Reading | null
  readonly situation: Situation | null
  /** A wish to stop ends the messages on every channel; a no to a question answers it where it was asked. */
  readonly everywhere: boolean
}

type Meaning = Pick<Step, 'effect' | 'categories' | 'answers'>

/** What a statement finds: the open request, the open question, the state, the last promise. */
const situationAt = (state: FoldState, channel: Channel, heard: Heard): Situation => {
  const open = openRequest(state, channel, heard)
  const own = ownState(state, channel)
  const { promised } = state.on[channel]
  // Of what was asked and what was promised, the later counts: an "ok" to a notice does not reach past it.
  const asked = open && open.at > (promised?.at ?? -1) ? open : null
  return {
    circumstance: asked ? `asked/${own}` : own,
    asked,
    open,
    promised: asked ? [] : (promised?.categories ?? []),
    clarifying: openClarification(state, heard),
  }
}

/** A reply may point at what it answers, or replace an earlier one: then it is read as standing there. */
const situationOf = (state: FoldState, statement: Spoken, now: Situation): Situation => {
  const original = statement.edits ? state.situations.get(statement.edits) : undefined
  if (original) return original
  if (statement.quotes === null || state.noticeWamids.has(statement.quotes)) return now
  const { channel } = statement
  const quoted = state.on[channel].asked.find(({ wamid }) => wamid === statement.quotes)
  if (quoted?.kind === 'clarification') return { ...now, clarifying: quoted }
  if (quoted) {
    const circumstance = `asked/${ownState(state, channel)}` as const
    return { ...now, asked: quoted, open: quoted, circumstance, clarifying: null }
  }
  // It answers some other message: words of its own count, a bare yes or no does not.
  return { circumstance: 'none', asked: null, open: null, promised: [], clarifying: null }
}

/** After a partial opt-out other categories may be on, yet the notice promised that a yes re-opens it. */
const readingAt = (statement: Spoken, situation: Situation): Reading => {
  const reading = readingUnder(statement.readings, situation.circumstance)
  if (reading.intent !== 'none' || situation.asked || situation.promised.length === 0) return reading
  const reopening = readingUnder(statement.readings, 'opted_out')
  return reopening.intent === 'opt_in' && reopening.basis === 'answer' ? reopening : reading
}

const keysOf = (history: History): string[] => history.categories.map(({ key }) => key)

const marketingOf = (history: History): string[] =>
  history.categories.filter(({ platform }) => platform === 'marketing').map(({ key }) => key)

/** What a choice about stopping comes to, made by the person or by the policy for silence. */
const stopping = (
  history: History,
  choice: 'stop_all' | 'stop_marketing' | 'keep',
  answers: string,
): Meaning => {
  if (choice === 'keep') return { effect: 'kept', categories: [], answers }
  return {
    effect: 'opted_out',
    categories: choice === 'stop_all' ? keysOf(history) : marketingOf(history),
    answers,
  }
}

/** A tap on a button or row of ours says itself what it stands for, so nothing has to be guessed. */
const tapMeaning = (history: History, tap: Tap): Meaning | null => {
  if ('category' in tap) {
    if (!keysOf(history).includes(tap.category)) return null
    return { effect: tap.to === 'on' ? 'opted_in' : 'opted_out', categories: [tap.category], answers: null }
  }
  const request = history.requests.find(({ id }) => id === tap.requestId)
  if (!request) return null
  if (tap.reply !== 'yes' && tap.reply !== 'no') return stopping(history, tap.reply, request.id)
  const effect = tap.reply === 'yes' ? 'opted_in' : 'opted_out'
  const all = keysOf(history)
  return { effect, categories: request.categories.filter((key) => all.includes(key)), answers: request.id }
}

/**
 * A bare yes of somebody who never took their own word back, while WhatsApp's switch is off: it can only mean that the
 * messages shall come again. It changes nothing, and the person is told where the switch is (FACTS §0.6).
 */
const switchedOffMeaning = (
  history: History,
  state: FoldState,
  { channel, edits, readings }: Spoken,
  { circumstance, asked }: Situation,
  reading: Reading,
): Meaning | null => {
  if (state.platformStop === null || channel !== 'whatsapp' || edits || asked || circumstance !== 'opted_in')
    return null
  const reopening = readingUnder(readings, 'opted_out')
  if (reading.intent !== 'none' || reopening.intent !== 'opt_in' || reopening.basis !== 'answer') return null
  const categories = marketingOf(history).filter((key) => wordOn(state.on.whatsapp, key).state === 'opted_in')
  return categories.length > 0 ? { effect: 'still_switched_off', categories, answers: null } : null
}

/** "Should we stop?": a bare yes stops, a bare no keeps; whatever says more than that speaks for itself. */
const clarifyingMeaning = (history: History, statement: Spoken, situation: Situation): Meaning | null => {
  const { clarifying } = situation
  if (!clarifying) return null
  const reading = readingUnder(statement.readings, 'asked/none')
  if (reading.basis !== 'answer') return null
  if (reading.intent === 'opt_in') return stopping(history, 'stop_all', clarifying.id)
  return reading.intent === 'opt_out' ? stopping(history, 'keep', clarifying.id) : null
}

/** "STOP", and no word of how much: not "stop all", whose words say so themselves. */
const isBareStop = ({ rule, words, categories }: Reading): boolean =>
  rule === 'opt-out-keyword' &&
  categories.includes('*') &&
  words.every((word) => !/\s/.test(word) && !word.endsWith('all'))

/**
 * The kind of message that a bare stop answers: of the message that it points at, else of the last one that left within
 * the day before it. Null when it answers none, or where its reach is everything.
 */
const answeredKind = (history: History, statement: Spoken, reading: Reading): string | null => {
  if (statement.bareStop === 'everything' || !isBareStop(reading)) return null
  const said = (statement.at + 1) * second
  const kinds = history.messages.filter(({ kind, category, channel, wamid, firstClaimedAt }) => {
    if (kind !== 'business' || category === null || channel !== statement.channel) return false
    if (statement.quotes !== null) return wamid === statement.quotes
    if (firstClaimedAt === null || firstClaimedAt > statement.receivedAt) return false
    return firstClaimedAt <= said && firstClaimedAt > said - day
  })
  const last = kinds.reduce<Message | null>(
    (found, one) => (found && (found.firstClaimedAt ?? 0) > (one.firstClaimedAt ?? 0) ? found : one),
    null,
  )
  return last?.category ?? null
}

const readMeaning = (
  history: History,
  state: FoldState,
  statement: Spoken,
  situation: Situation,
  reading: Reading,
): Meaning => {
  const all = keysOf(history)
  // A bare answer is about what was asked, or else about what was promised; a wish names its own extent.
  const asked = situation.asked?.categories ?? situation.promised
  const every = reading.basis === 'answer' ? asked : all
  const kind = situation.asked ? null : answeredKind(history, statement, reading)
  const meant =
    kind !== null
      ? [kind]
      : reading.categories.includes('*')
        ? every
        : reading.categories.filter((key) => all.includes(key))
  const { open } = situation
  const touches = open?.categories.some((key) => meant.includes(key)) ? open.id : null
  // A yes to something else does not say whether advertising should stop.
  const isAboutMarketing = meant.some((key) => marketingOf(history).includes(key))
  const clears = reading.intent === 'opt_out' || isAboutMarketing ? situation.clarifying : null
  const answers = touches ?? clears?.id ?? null
  const nothing = { categories: [], answers: null }
  // It speaks of nothing that we send: then it changes nothing.
  const isEmpty = meant.length === 0 && (reading.intent === 'opt_in' || reading.intent === 'opt_out')
  if (isEmpty) return { effect: 'none', ...nothing }
  switch (reading.intent) {
    case 'opt_in':
      return { effect: 'opted_in', categories: meant, answers }
    case 'opt_out':
      return { effect: 'opted_out', categories: meant, answers }
    case 'ambiguous':
      return { effect: 'unclear', ...nothing }
    case 'help':
    case 'preferences':
      return { effect: reading.intent, ...nothing }
    case 'none':
      return { effect: retracts(state, statement) ? 'unclear' : 'none', ...nothing }
  }
}

/** An edit that takes the yes out of a message which had it: an unclear revocation, so ask (FACTS §2 `edit`). */
const retracts = (state: FoldState, statement: Spoken): boolean =>
  statement.edits !== null && state.situations.get(statement.edits)?.effect === 'opted_in'

/** The choices that speak of more than one question: stop everything, or all advertising. */
const isWideTap = (tap: Tap): boolean => 'reply' in tap && tap.reply !== 'yes' && tap.reply !== 'no'

const spokenStep = (history: History, state: FoldState, statement: Spoken, now: Situation): Step => {
  const { channel, answers } = statement
  const tapped = answers ? tapMeaning(history, answers) : null
  if (answers && tapped) {
    const reading = readingUnder(statement.readings, `asked/${ownState(state, channel)}`)
    return { statement, channel, reading, situation: now, everywhere: isWideTap(answers), ...tapped }
  }
  const situation = situationOf(state, statement, now)
  const reading = readingAt(statement, situation)
  const clarified = clarifyingMeaning(history, statement, situation)
  const meaning =
    clarified ??
    switchedOffMeaning(history, state, statement, situation, reading) ??
    readMeaning(history, state, statement, situation, reading)
  const everywhere = clarified !== null || reading.basis === 'wish'
  return { statement, channel, reading, situation, everywhere, ...meaning }
}

const recordedEffect = { grant: 'opted_in', deny: 'opted_out', ask: 'ground', nothing: 'none' } as const

const recordedStep = (history: History, statement: Recorded): Step => {
  const all = keysOf(history)
  return {
    statement,
    channel: statement.channels[0] ?? 'whatsapp',
    effect: recordedEffect[statement.counts],
    categories: statement.categories.includes('*')
      ? all
      : statement.categories.filter((key) => all.includes(key)),
    answers: null,
    reading: null,
    situation: null,
    everywhere: false,
  }
}

/** What a statement means where it stands. */
export const stepOf = (history: History, state: FoldState, statement: Statement): Step => {
  const channel: Channel = 'whatsapp'
  const step = { statement, channel, answers: null, reading: null, situation: null, everywhere: true }
  switch (statement.source) {
    case 'person':
      return spokenStep(history, state, statement, situationAt(state, statement.channel, statement))
    case 'recorded':
      return recordedStep(history, statement)
    case 'platform':
      return {
        ...step,
        effect: statement.value === 'stop' ? 'platform_stopped' : 'platform_resumed',
        categories: marketingOf(history),
      }
    case 'identity': {
      const categories = statement.change === 'person' ? keysOf(history) : marketingOf(history)
      return { ...step, effect: 'suspended', categories }
    }
    case 'policy': {
      // An answer that came late but was given in time has already cleared the doubt: then silence means nothing.
      const meaning = stopping(history, statement.means, statement.requestId)
      if (openClarification(state, statement)?.id !== statement.requestId)
        return { ...step, effect: 'none', categories: [] }
      return { ...step, ...meaning, answers: null }
    }
  }
}
