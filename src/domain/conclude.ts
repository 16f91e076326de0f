import { type Consent, type Folded, foldConsent, type History } from './consent.ts'
import { isInForce } from './gate.ts'
import type { LedgerFact } from './ledger.ts'
import type { Message } from './message.ts'
import { deadlineOf, type OptInRequest, type RequestState, requestState, withAnswer } from './request.ts'
import type { Statement } from './statement.ts'

/** A fact before the store gives it its place: which contact it is about is known where it is written. */
export type Finding = Pick<LedgerFact, 'kind' | 'at' | 'data'>

const switchedOff = 'switched-off-in-whatsapp'

/** What a statement calls for saying to the person. */
export interface Saying {
  readonly purpose:
    | 'opted-in'
    | 'opted-out'
    | 'clarify'
    | 'kept'
    | 'help'
    | 'preferences'
    | typeof switchedOff
  readonly statement: Statement
  readonly categories: readonly string[]
}

/** An opt-in request that has come into another state. */
export interface Turn {
  readonly request: OptInRequest
  readonly state: RequestState
  readonly errorCode: number | null
  readonly reason: string | null
}

export interface Conclusion {
  readonly folded: Folded
  readonly consents: readonly Consent[]
  readonly requests: readonly (OptInRequest & { readonly dueAt: number | null })[]
  readonly findings: readonly Finding[]
  readonly turns: readonly Turn[]
  readonly sayings: readonly Saying[]
}

const messageOf = (messages: readonly Message[], request: OptInRequest): Message | undefined =>
  messages.find((message) => message.id === request.messageId)

/** True while a question what was meant is on its way or waits for its answer. */
const isAsking = (history: History, folded: Folded): boolean =>
  history.requests.some((request) => {
    if (request.kind !== 'clarification' || folded.answers.has(request.id) || request.silentAt !== null)
      return false
    const state = messageOf(history.messages, request)?.state
    return state !== undefined && state !== 'failed' && state !== 'cancelled'
  })

/** Of several doubts heard at once, the one that came first is asked about. */
const oneQuestion = (sayings: readonly Saying[]): Saying[] => {
  const questions = sayings.filter(({ purpose }) => purpose === 'clarify')
  const [first] = questions.sort((a, b) => a.statement.at - b.statement.at)
  return sayings.filter((saying) => saying.purpose !== 'clarify' || saying === first)
}

/** What is to be said back: once for each statement that changed something or answered, and that still holds. */
const sayingsOf = (history: History, folded: Folded, statements: readonly Statement[]): Saying[] =>
  statements.flatMap((statement): Saying[] => {
    const outcome = folded.outcomes.get(statement.id)
    if (!outcome || statement.source !== 'person') return []
    const { effect, categories } = outcome
    if (effect === 'help' || effect === 'preferences') return [{ purpose: effect, statement, categories }]
    if (effect === 'kept') return [{ purpose: 'kept', statement, categories }]
    // One question at once: not while one is on its way or waits for its answer.
    if (effect === 'unclear') {
      const isHeld = folded.consents.some(({ heldBy }) => heldBy !== null)
      return isHeld && !isAsking(history, folded) ? [{ purpose: 'clarify', statement, categories }] : []
    }
    if (effect === 'still_switched_off') return [{ purpose: switchedOff, statement, categories }]
    if (effect !== 'opted_in' && effect !== 'opted_out') return []
    if (!isInForce(folded, statement.id)) return []
    const matters = outcome.changed.length > 0 || outcome.answers !== null
    if (effect === 'opted_out') return matters ? [{ purpose: 'opted-out', statement, categories }] : []
    // Under the platform's stop nothing comes of a yes, so nothing is promised: the person is told where the switch is.
    const granted = folded.consents.filter(
      ({ by, own, channel }) => by === statement.id && own === 'opted_in' && channel === statement.channel,
    )
    const off = granted.flatMap(({ category, stoppedOnPlatformBy }) =>
      stoppedOnPlatformBy ? [category] : [],
    )
    const sayings: Saying[] = []
    if (matters && off.length < granted.length) sayings.push({ purpose: 'opted-in', statement, categories })
    if (off.length > 0) sayings.push({ purpose: switchedOff, statement, categories: off })
    return sayings
  })

/** The statement that moved a consent: the platform's switch, a doubt, or the person's own word. */
const moverOf = (old: Consent | undefined, consent: Consent, folded: Folded): string | null => {
  if ((old?.stoppedOnPlatformBy ?? null) !== consent.stoppedOnPlatformBy) {
    const switches = [...folded.outcomes.values()].filter(({ effect }) => effect.startsWith('platform_'))
    return consent.stoppedOnPlatformBy ?? switches.at(-1)?.statementId ?? null
  }
  if ((old?.heldBy ?? null) !== consent.heldBy && consent.heldBy !== null) return consent.heldBy
  return consent.by
}

const consentFindings = (
  before: readonly Consent[],
  folded: Folded,
  history: History,
  now: number,
): Finding[] =>
  folded.consents.flatMap((consent): Finding[] => {
    const old = before.find(
      ({ category, channel }) => category === consent.category && channel === consent.channel,
    )
    const from = old?.state ?? 'none'
    const isSame =
      from === consent.state &&
      (old?.own ?? 'none') === consent.own &&
      (old?.heldBy ?? null) === consent.heldBy &&
      (old?.stoppedOnPlatformBy ?? null) === consent.stoppedOnPlatformBy
    if (isSame) return []
    const by = moverOf(old, consent, folded)
    const statement = history.statements.find(({ id }) => id === by)
    const reading = by ? folded.outcomes.get(by)?.reading : null
    const parser = statement?.source === 'person' ? statement.readings.parser : null
    const method = statement?.source === 'recorded' ? { method: statement.method } : {}
    const { channel, category, state, own, heldBy, stoppedOnPlatformBy } = consent
    const why = reading ? { rule: reading.rule, words: reading.words, because: reading.because, parser } : {}
    const at = statement ? statement.at * 1_000 : now
    const what = {
      channel,
      category,
      from,
      to: state,
      own,
      held: heldBy !== null,
      stoppedOnPlatform: stoppedOnPlatformBy !== null,
    }
    return [{ kind: 'consent.changed', at, data: { ...what, by, ...method, ...why } }]
  })

/**
 * Draws the conclusions from a contact's history as it now is: the consents, the state and the deadline of every
 * request, what changed against before, and what the new statements call for saying back. Pure.
 */
export const conclude = (
  before: { readonly consents: readonly Consent[]; readonly history: History },
  history: History,
  heard: readonly Statement[],
  now: number,
): Conclusion => {
  const folded = foldConsent(history)
  const findings = consentFindings(before.consents, folded, history, now)
  const turns: Turn[] = []
  const requests = history.requests.flatMap((request) => {
    const message = messageOf(history.messages, request)
    if (!message) return []
    const concluded = withAnswer(request, folded)
    const { answer } = concluded
    const state = requestState(concluded, message)
    const old = before.history.requests.find(({ id }) => id === request.id)
    const oldMessage = old && messageOf(before.history.messages, old)
    const from = old && oldMessage ? requestState(old, oldMessage) : null
    if (from !== state) {
      const data = {
        request: request.id,
        channel: request.channel,
        categories: request.categories,
        reply: answer?.reply ?? null,
      }
      findings.push({
        kind: `${request.kind === 'opt_in' ? 'request' : 'clarification'}.${state}`,
        at: answer?.at ?? now,
        data: { ...data, reason: message.reason },
      })
    }
    if (from !== state && request.kind === 'opt_in') {
      turns.push({ request: concluded, state, errorCode: message.errorCode, reason: message.reason })
    }
    return [{ ...concluded, dueAt: deadlineOf(concluded, message)?.at ?? null }]
  })
  return {
    folded,
    consents: folded.consents,
    requests,
    findings,
    turns,
    sayings: oneQuestion(sayingsOf(history, folded, heard)),
  }
}
