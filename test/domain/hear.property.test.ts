import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { conclude } from '../../src/domain/conclude.ts'
import { foldConsent, type History } from '../../src/domain/consent.ts'
import type { Event } from '../../src/domain/event.ts'
import { type HearingAids, hear, payloadOf, type Unheard } from '../../src/domain/hear.ts'
import { nobody } from '../../src/domain/identity.ts'
import type { Statement } from '../../src/domain/statement.ts'
import { asked, happenings, readingsFor, second, silences, type Timed } from './scenarios.ts'
import { historyOf, messageEvent, ms, start, statusEvent } from './support.ts'

const eventOf = ({ at, what }: Timed, index: number): Event => {
  const name = `s${index}`
  switch (what.kind) {
    case 'said': {
      const edits = what.edits === null || what.edits === index ? null : `wamid.s${what.edits}`
      return messageEvent(name, at, what.text, { edits, quotes: what.quotes })
    }
    case 'tapped':
      return messageEvent(name, at, what.label, { type: 'interactive', payload: payloadOf(what.tap) })
    case 'switched':
      return {
        kind: 'preference',
        key: name,
        at,
        person: nobody,
        category: 'marketing_messages',
        value: what.value,
        signupId: null,
      }
    case 'suspended':
      return {
        kind: 'identity',
        key: name,
        at,
        person: nobody,
        change: what.change === 'person' ? 'key' : 'number',
        next: nobody,
      }
  }
}

/** What the platform tells of our requests: every status at most once, final failures only. */
const statuses = fc
  .uniqueArray(
    fc.record({
      request: fc.nat({ max: 2 }),
      status: fc.constantFrom('sent', 'delivered', 'read', 'failed'),
      at: second,
      code: fc.constantFrom(131026, 131049, 131050),
    }),
    { selector: ({ request, status }) => `${request} ${status}`, maxLength: 5 },
  )
  .map((list) =>
    list.map(({ request, status, at, code }) =>
      statusEvent(status, {
        at,
        wamid: `wamid.out.r${request}`,
        callback: `msg_r${request}.1`,
        errors: status === 'failed' ? [{ code, details: '' }] : [],
      }),
    ),
  )

const aids = (): HearingAids => {
  let last = 0
  return {
    now: ms(start + 100),
    random: () => 0.5,
    channelOf: () => 'whatsapp',
    bareStopAt: () => 'everything',
    signups: [],
    newStatementId: () => `stm_new${++last}`,
    read: readingsFor,
  }
}

/** Hears a batch and draws the conclusions; statements are called by their events, so that ids are stable. */
const take = (before: History, batch: readonly Unheard[]) => {
  const heard = hear(before, batch, aids())
  const rename = (statement: Statement): Statement => ({
    ...statement,
    id: statement.id.startsWith('stm_new') ? `stm_of_${statement.eventId}` : statement.id,
  })
  const history = { ...heard.history, statements: heard.history.statements.map(rename) }
  const old = { consents: foldConsent(before).consents, history: before }
  const conclusion = conclude(old, history, heard.statements.map(rename), ms(start + 100))
  return { history, ...conclusion }
}

const events: fc.Arbitrary<Unheard[]> = fc.tuple(happenings, statuses).map(([list, told]) =>
  [...list.map(eventOf), ...told].map((event, index) => ({
    id: `evt_${index}`,
    accountId: 'main',
    receivedAt: ms(start + 50 + index),
    event,
  })),
)

interface Story {
  readonly before: History
  readonly inOrder: readonly Unheard[]
  readonly batches: readonly (readonly Unheard[])[]
}
const stories: fc.Arbitrary<Story> = fc.tuple(asked, silences, events).chain(([parts, policy, list]) =>
  fc
    .tuple(
      fc.shuffledSubarray(list, { minLength: list.length }),
      fc.array(fc.nat({ max: 4 }), { minLength: list.length, maxLength: list.length }),
    )
    .map(([mixed, batchOf]) => ({
      before: historyOf({ ...parts, statements: policy }),
      inOrder: [...list].sort((a, b) => (a.event.at ?? 0) - (b.event.at ?? 0)),
      batches: [0, 1, 2, 3, 4].map((number) => mixed.filter((_, index) => batchOf[index] === number)),
    })),
)

const holds = (predicate: (story: Story) => boolean): void =>
  fc.assert(fc.property(stories, predicate), { numRuns: 500 })

describe('hearing the same events in random batches and order', () => {
  it('ends in the same consents and answers as hearing them all at once in order', () => {
    holds(({ before, inOrder, batches }) => {
      const atOnce = take(before, inOrder)
      let history = before
      for (const batch of batches) history = take(history, batch).history
      const last = take(history, [])
      return (
        isDeepStrictEqual(last.consents, atOnce.consents) &&
        isDeepStrictEqual([...last.folded.answers].sort(), [...atOnce.folded.answers].sort()) &&
        isDeepStrictEqual(
          last.requests.map(({ id, answer, dueAt }) => [id, answer, dueAt]),
          atOnce.requests.map(({ id, answer, dueAt }) => [id, answer, dueAt]),
        )
      )
    })
  })

  it('says each thing back at most once for each statement', () => {
    holds(({ before, batches }) => {
      const spoken: string[] = []
      let history = before
      for (const batch of batches) {
        const taken = take(history, batch)
        history = taken.history
        spoken.push(...taken.sayings.map(({ purpose, statement }) => `${purpose}:${statement.id}`))
      }
      return new Set(spoken).size === spoken.length
    })
  })

  it('confirms only what is still in force when it is said', () => {
    holds(({ before, batches }) => {
      let history = before
      return batches.every((batch) => {
        const { sayings, consents, history: next } = take(history, batch)
        history = next
        return sayings.every(
          ({ purpose, statement }) =>
            (purpose !== 'opted-in' && purpose !== 'opted-out') ||
            consents.some(({ by }) => by === statement.id),
        )
      })
    })
  })

  it('accounts for every event: each has a statement or a reason', () => {
    holds(({ before, inOrder }) => {
      const { effects, statements } = hear(before, inOrder, aids())
      const ids = new Set(statements.map(({ id }) => id))
      return inOrder.every(({ id }) => {
        const effect = effects.get(id)
        if (effect === undefined) return false
        return typeof effect === 'string' ? effect.length > 0 : ids.has(effect.statementId)
      })
    })
  })
})
