import type { Effect, History } from './consent.ts'
import { type FoldState, openRequest, ownState, type Situation } from './fold-state.ts'
import { type Reading, readingUnder, type Spoken, type Statement } from './statement.ts'

/** What one statement means at its place: the fold's next step. */
export interface Step {
  readonly statement: Statement
  readonly effect: Effect
  readonly categories: readonly string[]
  readonly answers: string | null
  readonly reading: Reading | null
  readonly situation: Situation | null
}

/** What a statement of this second finds: the open request, the state, the last promise. */
export const situationAt = (state: FoldState, at: number): Situation => {
  const open = openRequest(state, at)
  const own = ownState(state)
  return { circumstance: open ? `asked/${own}` : own, asked: open, promised: state.promised }
}

/** A reply may point at what it answers, or replace an earlier one: then it is read as standing there. */
const situationOf = (state: FoldState, statement: Spoken, now: Situation): Situation => {
  const original = statement.edits ? state.situations.get(statement.edits) : undefined
  if (original) return original
  if (statement.quotes === null || state.noticeWamids.has(statement.quotes)) return now
  const quoted = state.asked.find(({ wamid }) => wamid === statement.quotes)
  if (quoted) return { ...now, asked: quoted, circumstance: `asked/${ownState(state)}` }
  // It answers some other message: words of its own count, a bare yes or no does not.
  return { circumstance: 'none', asked: null, promised: [] }
}

/** After a partial opt-out other categories may be on, yet the notice promised that a yes re-opens it. */
const readingAt = (statement: Spoken, situation: Situation): Reading => {
  const reading = readingUnder(statement.readings, situation.circumstance)
  if (reading.intent !== 'none' || situation.asked || situation.promised.length === 0) return reading
  const reopening = readingUnder(statement.readings, 'opted_out')
  return reopening.intent === 'opt_in' && reopening.basis === 'answer' ? reopening : reading
}

/** An edit that takes the yes out of a message which had it: an unclear revocation, so ask (FACTS §2 `edit`). */
const retracts = (state: FoldState, statement: Spoken): boolean =>
  statement.edits !== null && state.situations.get(statement.edits)?.effect === 'opted_in'

/** A tap on a button of ours: it names its request, so nothing has to be guessed. */
const tapStep = (history: History, state: FoldState, statement: Spoken, now: Situation): Step | null => {
  const request = history.requests.find(({ id }) => id === statement.answers?.requestId)
  if (!request || !statement.answers) return null
  return {
    statement,
    effect: statement.answers.reply === 'yes' ? 'opted_in' : 'opted_out',
    categories: request.categories,
    answers: request.id,
    reading: readingUnder(statement.readings, `asked/${ownState(state)}`),
    situation: now,
  }
}

const spokenStep = (history: History, state: FoldState, statement: Spoken, now: Situation): Step => {
  const tapped = tapStep(history, state, statement, now)
  if (tapped) return tapped
  const situation = situationOf(state, statement, now)
  const reading = readingAt(statement, situation)
  const all = history.categories.map(({ key }) => key)
  // A bare answer is about what was asked, or else about what was promised; a wish names its own extent.
  const asked = situation.asked?.categories ?? (situation.promised.length > 0 ? situation.promised : all)
  const every = reading.basis === 'answer' ? asked : all
  const meant = reading.categories.includes('*')
    ? every
    : reading.categories.filter((key) => all.includes(key))
  const answers = situation.asked?.categories.some((key) => meant.includes(key)) ? situation.asked.id : null
  const step = { statement, categories: [], answers: null, reading, situation }
  switch (reading.intent) {
    case 'opt_in':
      return { ...step, effect: 'opted_in', categories: meant, answers }
    case 'opt_out':
      return { ...step, effect: 'opted_out', categories: meant, answers }
    case 'ambiguous':
      return { ...step, effect: 'unclear' }
    case 'help':
    case 'preferences':
      return { ...step, effect: 'help' }
    case 'none':
      return { ...step, effect: retracts(state, statement) ? 'unclear' : 'none' }
  }
}

/** What a statement means where it stands. `now` is what every statement of its second finds. */
export const stepOf = (history: History, state: FoldState, statement: Statement, now: Situation): Step => {
  const all = history.categories.map(({ key }) => key)
  const marketing = history.categories
    .filter(({ platform }) => platform === 'marketing')
    .map(({ key }) => key)
  const step = { statement, answers: null, reading: null, situation: null }
  switch (statement.source) {
    case 'person':
      return spokenStep(history, state, statement, now)
    case 'platform':
      return {
        ...step,
        effect: statement.value === 'stop' ? 'platform_stopped' : 'platform_resumed',
        categories: marketing,
      }
    case 'identity':
      return { ...step, effect: 'suspended', categories: statement.change === 'person' ? all : marketing }
  }
}
