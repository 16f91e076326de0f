import type { Message } from './message.ts'
import type { OptInRequest } from './request.ts'
import { type Circumstance, type Reading, readingUnder, type Spoken, type Statement } from './statement.ts'

/**
 * Consent is a fold over a contact's statements in the order of their own times. The order of arrival does
 * not matter, nor does a statement that arrives twice: the same set ends in the same consent (invariant I3).
 *
 * Rules, in short:
 * - statements of the same second see the same circumstances, and an opt-out among them wins;
 * - a bare answer counts only for what was asked last, or for what the last opt-out notice promised to re-open;
 * - the platform's own switch is a fact beside what the person said to the business: deny wins between them, and
 *   neither undoes the other (FACTS §0.6);
 * - a suspension (new number, perhaps another person) ends grants and leaves opt-outs standing (FACTS §2.1).
 */

export type ConsentState = 'none' | 'pending' | 'opted_in' | 'opted_out'

/** The consent for one category. `since` in Unix seconds; `by` is the statement that decided. */
export interface Consent {
  readonly category: string
  /** What holds, all sources considered. */
  readonly state: ConsentState
  /** What the person said to the business. */
  readonly own: 'none' | 'opted_in' | 'opted_out'
  readonly by: string | null
  readonly since: number | null
  /** The platform's switch, for categories that count as marketing there. */
  readonly stoppedOnPlatformBy: string | null
  /** An unclear revocation that waits for an answer: marketing is held meanwhile (POLICY §1). */
  readonly heldBy: string | null
}

/** A kind of message that people can say yes or no to. */
export interface Category {
  readonly key: string
  /** What the platform counts it as. */
  readonly platform: 'marketing' | 'utility' | 'authentication'
}

export interface History {
  readonly categories: readonly Category[]
  readonly requests: readonly OptInRequest[]
  readonly messages: readonly Message[]
  readonly statements: readonly Statement[]
}

export type Effect =
  | 'opted_in'
  | 'opted_out'
  | 'unclear'
  | 'help'
  | 'suspended'
  | 'platform_stopped'
  | 'platform_resumed'
  | 'none'

/** What one statement did at its place in the history. */
export interface Outcome {
  readonly statementId: string
  readonly effect: Effect
  /** The categories it speaks of. */
  readonly categories: readonly string[]
  /** Those among them whose own state it changed. */
  readonly changed: readonly string[]
  /** The request it answers, if any. */
  readonly answers: string | null
  readonly reading: Reading | null
}

export interface Folded {
  readonly consents: readonly Consent[]
  /** By statement id. */
  readonly outcomes: ReadonlyMap<string, Outcome>
  /** By request id: the statement that answered it first. */
  readonly answers: ReadonlyMap<string, { statementId: string; reply: 'yes' | 'no'; at: number }>
}

interface Mark {
  own: 'none' | 'opted_in' | 'opted_out'
  by: string | null
  since: number | null
}

interface Asked {
  readonly id: string
  readonly categories: readonly string[]
  /** Unix seconds. */
  readonly at: number
  readonly wamid: string | null
}

interface Step {
  readonly statement: Statement
  readonly effect: Effect
  readonly categories: readonly string[]
  readonly answers: string | null
  readonly reading: Reading | null
  readonly circumstance: Situation | null
}

/** What a reply finds when it comes: the question it may answer, and what was promised to a "yes". */
interface Situation {
  readonly circumstance: Circumstance
  readonly asked: Asked | null
  readonly promised: readonly string[]
}

/** Requests that a person can have seen: they left, and the platform did not say that they never arrived. */
const seenRequests = (history: History): Asked[] =>
  history.requests.flatMap((request) => {
    const message = history.messages.find((candidate) => candidate.id === request.messageId)
    if (!message || message.firstClaimedAt === null) return []
    const arrived = message.deliveredAt !== null || message.readAt !== null
    if (message.state === 'failed' && !arrived) return []
    const at = Math.floor(message.firstClaimedAt / 1_000)
    return [{ id: request.id, categories: request.categories, at, wamid: message.wamid }]
  })

const compareSteps = (a: Statement, b: Statement): number => a.at - b.at || (a.id < b.id ? -1 : 1)

/** Derives the consent for every category from everything that is known about a contact. Pure. */
export const foldConsent = (history: History): Folded => {
  const keys = history.categories.map((category) => category.key)
  const marks = new Map<string, Mark>(keys.map((key) => [key, { own: 'none', by: null, since: null }]))
  const asked = seenRequests(history)
  const noticeWamids = new Set(
    history.messages.flatMap((message) =>
      message.kind === 'confirmation' && message.wamid ? [message.wamid] : [],
    ),
  )
  const answers = new Map<string, { statementId: string; reply: 'yes' | 'no'; at: number }>()
  const outcomes = new Map<string, Outcome>()
  const situations = new Map<string, Situation & { effect: Effect }>()
  let platformStop: string | null = null
  let heldBy: string | null = null
  let promised: readonly string[] = []

  const ownState = (): 'none' | 'opted_in' | 'opted_out' => {
    const states = [...marks.values()].map((mark) => mark.own)
    if (states.includes('opted_in')) return 'opted_in'
    return states.includes('opted_out') ? 'opted_out' : 'none'
  }

  const situationAt = (at: number): Situation => {
    const open = asked
      .filter((request) => request.at <= at && !answers.has(request.id))
      .reduce<Asked | null>((last, request) => (last && last.at > request.at ? last : request), null)
    const state = ownState()
    return { circumstance: open ? `asked/${state}` : state, asked: open, promised }
  }

  const situationOf = (statement: Spoken, now: Situation): Situation => {
    const original = statement.edits ? situations.get(statement.edits) : undefined
    if (original) return original
    if (statement.quotes === null || noticeWamids.has(statement.quotes)) return now
    const quoted = asked.find((request) => request.wamid === statement.quotes)
    if (quoted) return { ...now, asked: quoted, circumstance: `asked/${ownState()}` }
    // It answers some other message: words of its own count, a bare yes or no does not.
    return { circumstance: 'none', asked: null, promised: [] }
  }

  const widen = (categories: readonly string[], bare: readonly string[]): readonly string[] =>
    categories.includes('*') ? bare : categories.filter((key) => marks.has(key))

  const spokenStep = (statement: Spoken, now: Situation): Step => {
    if (statement.answers) {
      const request = history.requests.find((candidate) => candidate.id === statement.answers?.requestId)
      if (request) {
        const effect = statement.answers.reply === 'yes' ? 'opted_in' : 'opted_out'
        const reading = readingUnder(statement.readings, `asked/${ownState()}`)
        return {
          statement,
          effect,
          categories: request.categories,
          answers: request.id,
          reading,
          circumstance: now,
        }
      }
    }
    const situation = situationOf(statement, now)
    let reading = readingUnder(statement.readings, situation.circumstance)
    if (reading.intent === 'none' && !situation.asked && situation.promised.length > 0) {
      // After a partial opt-out other categories may be on, yet the notice promised that a yes re-opens it.
      const reopening = readingUnder(statement.readings, 'opted_out')
      if (reopening.intent === 'opt_in' && reopening.basis === 'answer') reading = reopening
    }
    const step = (
      effect: Effect,
      categories: readonly string[] = [],
      answers: string | null = null,
    ): Step => ({
      statement,
      effect,
      categories,
      answers,
      reading,
      circumstance: situation,
    })
    const bare = situation.asked?.categories ?? (situation.promised.length > 0 ? situation.promised : keys)
    const meant = widen(reading.categories, reading.basis === 'answer' ? bare : keys)
    const request = situation.asked
    const answered = request && meant.some((key) => request.categories.includes(key)) ? request.id : null
    switch (reading.intent) {
      case 'opt_in':
        return step('opted_in', meant, answered)
      case 'opt_out':
        return step('opted_out', meant, answered)
      case 'ambiguous':
        return step('unclear')
      case 'help':
      case 'preferences':
        return step('help')
      case 'none':
        return retracts(statement) ? step('unclear') : step('none')
    }
  }

  /** An edit that takes the yes out of a message which had it: an unclear revocation, so ask (FACTS §2 `edit`). */
  const retracts = (statement: Spoken): boolean =>
    statement.edits !== null && situations.get(statement.edits)?.effect === 'opted_in'

  const stepOf = (statement: Statement, now: Situation): Step => {
    const plain = (effect: Effect, categories: readonly string[]): Step => ({
      statement,
      effect,
      categories,
      answers: null,
      reading: null,
      circumstance: null,
    })
    const marketing = history.categories.filter((category) => category.platform === 'marketing')
    switch (statement.source) {
      case 'person':
        return spokenStep(statement, now)
      case 'platform':
        return plain(
          statement.value === 'stop' ? 'platform_stopped' : 'platform_resumed',
          marketing.map((category) => category.key),
        )
      case 'identity':
        return plain(
          'suspended',
          statement.change === 'person' ? keys : marketing.map((category) => category.key),
        )
    }
  }

  const apply = (step: Step): void => {
    const { statement, effect, categories } = step
    const changed: string[] = []
    const set = (key: string, own: Mark['own']): void => {
      const mark = marks.get(key)
      if (!mark) return
      if (mark.own !== own) changed.push(key)
      marks.set(key, { own, by: statement.id, since: statement.at })
    }
    switch (effect) {
      case 'opted_in':
        for (const key of categories) set(key, 'opted_in')
        promised = []
        heldBy = null
        break
      case 'opted_out': {
        const were = categories.filter((key) => marks.get(key)?.own === 'opted_in')
        const offered = step.answers ? categories : were
        for (const key of categories) set(key, 'opted_out')
        if (changed.length > 0) promised = offered.length > 0 ? offered : changed
        heldBy = null
        break
      }
      case 'suspended':
        for (const key of categories) if (marks.get(key)?.own === 'opted_in') set(key, 'none')
        break
      case 'platform_stopped':
        platformStop = statement.id
        break
      case 'platform_resumed':
        platformStop = null
        break
      case 'unclear':
        heldBy = statement.id
        break
      case 'help':
      case 'none':
        break
    }
    if (step.answers && (effect === 'opted_in' || effect === 'opted_out') && !answers.has(step.answers)) {
      const reply = effect === 'opted_in' ? 'yes' : 'no'
      answers.set(step.answers, { statementId: statement.id, reply, at: statement.at })
    }
    if (statement.source === 'person' && step.circumstance) {
      situations.set(statement.wamid, { ...step.circumstance, effect })
    }
    const { answers: request, reading } = step
    outcomes.set(statement.id, {
      statementId: statement.id,
      effect,
      categories,
      changed,
      answers: request,
      reading,
    })
  }

  /** Within one second: grants first, then doubts, then denials, so that the last word is the safest. */
  const severity = (step: Step): number => {
    if (step.effect === 'opted_in' || step.effect === 'platform_resumed') return 0
    return step.effect === 'unclear' ? 1 : 2
  }

  const ordered = [...history.statements].sort(compareSteps)
  for (let start = 0; start < ordered.length; ) {
    const at = ordered[start]?.at ?? 0
    let end = start
    while (ordered[end]?.at === at) end += 1
    const now = situationAt(at)
    const steps = ordered.slice(start, end).map((statement) => stepOf(statement, now))
    for (const step of steps.sort((a, b) => severity(a) - severity(b))) apply(step)
    start = end
  }

  const open = asked.filter((request) => !answers.has(request.id))
  const consents = history.categories.map((category): Consent => {
    const mark = marks.get(category.key) ?? { own: 'none', by: null, since: null }
    const isMarketing = category.platform === 'marketing'
    const stop = isMarketing ? platformStop : null
    const pending = mark.own === 'none' && open.some((request) => request.categories.includes(category.key))
    return {
      category: category.key,
      state: stop ? 'opted_out' : pending ? 'pending' : mark.own,
      own: mark.own,
      by: mark.by,
      since: mark.since,
      stoppedOnPlatformBy: stop,
      heldBy: isMarketing ? heldBy : null,
    }
  })
  return { consents, outcomes, answers }
}
