import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Folded, foldConsent, type History, type Outcome } from '../../src/domain/consent.ts'
import type { Statement } from '../../src/domain/statement.ts'
import { canGrant, histories, second, shuffledWithCopies } from './scenarios.ts'
import {
  categories,
  historyOf,
  said,
  silence,
  start,
  stopOnly,
  suspended,
  switched,
  words,
} from './support.ts'

const numRuns = 1_000
const holds = <T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => boolean): void =>
  fc.assert(fc.property(arbitrary, predicate), { numRuns })

const ownOf = ({ consents }: Folded): string[] => consents.map(({ category, own }) => `${category}: ${own}`)
const verdictOf = ({ consents, answers }: Folded) => ({ consents, answers: [...answers].sort() })
const isMarketing = (key: string): boolean =>
  categories.some((category) => category.key === key && category.platform === 'marketing')
const plus = (history: History, ...more: readonly Statement[]): History => ({
  ...history,
  statements: [...history.statements, ...more],
})
const without = (history: History, drop: (statement: Statement) => boolean): History => ({
  ...history,
  statements: history.statements.filter((statement) => !drop(statement)),
})
const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) freeze(part)
  }
  return value
}

describe('any history of requests, questions, words, taps, switches, suspensions and silences', () => {
  it('ends the same in whatever order, and however often, its statements come', () => {
    const both = histories.chain((history) =>
      fc.tuple(fc.constant(history), shuffledWithCopies(history.statements)),
    )
    holds(both, ([history, statements]) =>
      isDeepStrictEqual(verdictOf(foldConsent(history)), verdictOf(foldConsent({ ...history, statements }))),
    )
  })

  it('does not depend on the order in which messages are listed', () => {
    holds(histories, (history) =>
      isDeepStrictEqual(
        verdictOf(foldConsent(history)),
        verdictOf(foldConsent({ ...history, messages: [...history.messages].reverse() })),
      ),
    )
  })

  it('leaves nobody opted in after a clear stop, unless a strictly later word can grant', () => {
    holds(fc.tuple(histories, second), ([history, at]) => {
      const earlier = without(history, (statement) => statement.at > at && canGrant(statement))
      const { consents } = foldConsent(plus(earlier, said('theStop', at, words.stop)))
      return consents.every(({ own, state }) => own === 'opted_out' && state === 'opted_out')
    })
  })

  it('lets a stop beat every yes of its second, whatever their ids', () => {
    const rival = fc.constantFrom('aaa', 'zzz')
    holds(fc.tuple(histories, rival, rival), ([history, stop, yes]) => {
      const at = start + 100
      const { consents } = foldConsent(
        plus(history, said(`${stop}Stop`, at, words.stop), said(`${yes}Yes`, at, words.start)),
      )
      return consents.every(({ own, state }) => own === 'opted_out' && state === 'opted_out')
    })
  })

  it("keeps the platform's switch and the person's own word apart", () => {
    holds(fc.tuple(histories, second, fc.constantFrom('stop', 'resume')), ([history, at, value]) =>
      isDeepStrictEqual(
        ownOf(foldConsent(history)),
        ownOf(foldConsent(plus(history, switched('theSwitch', at, value)))),
      ),
    )
  })

  it('keeps marketing stopped after a platform stop that no later resume has lifted, whatever is said', () => {
    holds(fc.tuple(histories, second), ([history, at]) => {
      const noResume = without(
        history,
        (statement) => statement.source === 'platform' && statement.value === 'resume' && statement.at > at,
      )
      const { consents } = foldConsent(plus(noResume, switched('theStop', at, 'stop')))
      return consents
        .filter(({ category }) => isMarketing(category))
        .every(({ state, stoppedOnPlatformBy }) => state === 'opted_out' && stoppedOnPlatformBy !== null)
    })
  })

  it('never makes anything but opted_out of an opted_out by a suspension, and grants nothing by it', () => {
    const change = fc.constantFrom('number' as const, 'person' as const)
    holds(fc.tuple(histories, change), ([history, kind]) => {
      const before = foldConsent(history).consents
      const after = foldConsent(plus(history, suspended('theChange', start + 100, kind))).consents
      return after.every((consent, index) => {
        const old = before[index]
        const ends = kind === 'person' || isMarketing(consent.category)
        if (old?.state === 'opted_out') return consent.state === 'opted_out'
        return ends ? consent.own === 'none' : consent.own === old?.own
      })
    })
  })

  it('is not made freer by a silence, and not touched by one where nothing is in doubt', () => {
    const last = fc.record({
      request: fc.nat({ max: 3 }),
      means: fc.constantFrom('stop_all' as const, 'stop_marketing' as const, 'keep' as const),
    })
    holds(fc.tuple(histories, last), ([history, { request, means }]) => {
      const before = foldConsent(history).consents
      const after = foldConsent(
        plus(history, silence('theSilence', start + 100, `r${request}`, means)),
      ).consents
      if (before.every(({ heldBy }) => heldBy === null)) return isDeepStrictEqual(before, after)
      return after.every(({ own }, index) => own === before[index]?.own || own === 'opted_out')
    })
  })

  it('is folded the same each time, and is not touched by it', () => {
    holds(histories, (history) => {
      freeze(history)
      return isDeepStrictEqual(foldConsent(history), foldConsent(history))
    })
  })
})

describe('a bare yes', () => {
  const bare = (statement: Statement): boolean =>
    statement.source === 'person' &&
    statement.answers === null &&
    (statement.readings === words.yes || statement.readings === words.ok)

  /** What a bare answer at a second may speak of: open requests that were seen, and what an opt-out left to re-open. */
  const speakable = (history: History, { outcomes, answers }: Folded, at: number): Set<string> => {
    const byId = new Map(history.statements.map((statement) => [statement.id, statement]))
    const done = (effect: Outcome['effect']) =>
      [...outcomes.values()].flatMap((outcome) => {
        const moment = byId.get(outcome.statementId)?.at
        return outcome.effect === effect && moment !== undefined ? [{ ...outcome, moment }] : []
      })
    const grants = done('opted_in')
    const promises = done('opted_out').filter(
      ({ moment }) => moment < at && !grants.some((grant) => grant.moment > moment && grant.moment < at),
    )
    const seen = history.requests.flatMap((request) => {
      const message = history.messages.find(({ id }) => id === request.messageId)
      const left = message?.firstClaimedAt ?? null
      const lost = message?.state === 'failed' && message.deliveredAt === null
      const isOther = request.kind !== 'opt_in'
      return isOther || left === null || lost || left > at * 1_000 ? [] : [{ ...request, left }]
    })
    const last = Math.max(...seen.map(({ left }) => left))
    const open = seen.filter(({ id, left }) => left === last && (answers.get(id)?.at ?? at) >= at)
    return new Set([...open, ...promises].flatMap((source) => source.categories))
  }

  it('never opts in a category that was neither asked by an open, seen request nor left to re-open', () => {
    holds(histories, (drawn) => {
      // Suspensions and corrections have rules of their own, and examples in consent.test.ts.
      const history = without(
        drawn,
        (one) => one.source === 'identity' || (one.source === 'person' && one.edits !== null),
      )
      const folded = foldConsent(history)
      return history.statements.filter(bare).every((statement) => {
        if (statement.source !== 'person') return true
        const outcome = folded.outcomes.get(statement.id)
        if (outcome?.effect !== 'opted_in') return true
        // A quoted request is asked by being quoted.
        const requests = history.requests.filter((request) => {
          const wamid = history.messages.find(({ id }) => id === request.messageId)?.wamid
          return wamid && statement.quotes === wamid
        })
        const allowed = new Set([
          ...speakable(history, folded, statement.at),
          ...requests.flatMap((request) => request.categories),
        ])
        return outcome.categories.every((key) => allowed.has(key))
      })
    })
  })

  it('brings back exactly what the notice of the stop before it offered', () => {
    const stop = fc.constantFrom(
      words.stop,
      stopOnly('marketing'),
      stopOnly('utility'),
      stopOnly('marketing', 'newsletter'),
    )
    holds(fc.tuple(histories, stop), ([drawn, readings]) => {
      // What a stop that answers an open request offers has examples in consent.test.ts.
      const history = plus({ ...drawn, requests: [] }, said('theStop', start + 100, readings))
      const offer = foldConsent(history).outcomes.get('stm_theStop')
      if (!offer || offer.changed.length === 0) return true
      const yes = foldConsent(plus(history, said('theYes', start + 101, words.yes))).outcomes.get(
        'stm_theYes',
      )
      // Where nothing is offered, a yes may still be told what the platform's switch keeps off; that brings nothing back.
      const broughtBack = yes?.effect === 'opted_in' ? yes.categories : []
      return isDeepStrictEqual([...broughtBack].sort(), [...offer.offered].sort())
    })
  })

  it('does nothing where nothing was asked and nothing promised', () => {
    for (const word of ['yes', 'ok', 'no'] as const) {
      const { consents } = foldConsent(historyOf({ statements: [said('word', start, words[word])] }))
      expect(consents.map(({ state }) => state)).toEqual(['none', 'none', 'none'])
    }
  })
})
