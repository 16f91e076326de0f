import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyStatus } from '../../src/domain/apply-status.ts'
import type { StatusEvent } from '../../src/domain/event.ts'
import type { Message } from '../../src/domain/message.ts'
import { maxAttempts } from '../../src/domain/provider-errors.ts'
import { deadlineOf, requestState } from '../../src/domain/request.ts'
import { shuffledWithCopies } from './scenarios.ts'
import {
  historyOf,
  messageOf,
  ms,
  requestOf,
  said,
  sentMessage,
  start,
  statesOf,
  statusEvent,
  words,
} from './support.ts'

const now = ms(start + 1_000)
const apply = (message: Message, ...events: readonly StatusEvent[]): Message =>
  events.reduce((before, event) => applyStatus(before, event, now, 0.5), message)
const failure = (code: number, more: Partial<StatusEvent> = {}): StatusEvent =>
  statusEvent('failed', { errors: [{ code, details: '' }], ...more })
const accepted = sentMessage('ask', start)
const told = {
  sent: statusEvent('sent', { at: start + 1 }),
  delivered: statusEvent('delivered', { at: start + 2 }),
}
const read = statusEvent('read', { at: start + 3 })

describe('statuses of a message that was taken', () => {
  it('are each kept with their own time', () => {
    expect(apply(accepted, told.sent, told.delivered, read)).toMatchObject({
      state: 'accepted',
      sentAt: ms(start + 1),
      deliveredAt: ms(start + 2),
      readAt: ms(start + 3),
    })
  })

  it('may come in any order and repeatedly', () => {
    const events = [told.sent, told.delivered, read, failure(131026, { at: start + 4 })]
    const expected = apply(accepted, told.sent, told.delivered, read)
    const orders = fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })
    fc.assert(
      fc.property(orders, (order) => {
        const { state, sentAt, deliveredAt, readAt } = apply(accepted, ...order)
        expect({ state, sentAt, deliveredAt, readAt }).toEqual({
          state: expected.state,
          sentAt: expected.sentAt,
          deliveredAt: expected.deliveredAt,
          readAt: expected.readAt,
        })
      }),
    )
  })

  it('keep the earliest time of each', () => {
    const events = [7, 5, 9].map((offset) => statusEvent('delivered', { at: start + offset }))
    expect(apply(accepted, ...events).deliveredAt).toBe(ms(start + 5))
  })

  it('without a time happened now', () => {
    expect(apply(accepted, statusEvent('delivered', { at: null })).deliveredAt).toBe(now)
  })

  it('that nobody knows change nothing', () => {
    expect(apply(accepted, statusEvent('warped'))).toEqual(accepted)
  })

  it('"played" is a kind of read', () => {
    expect(apply(accepted, statusEvent('played')).readAt).toBe(ms(start))
  })
})

describe('a failure', () => {
  it('after an arrival is not believed', () => {
    const arrived = apply(accepted, told.delivered)
    expect(apply(arrived, failure(131026))).toEqual(arrived)
  })

  it('before an arrival is taken back by it', () => {
    expect(apply(accepted, failure(131026), told.delivered)).toMatchObject({
      state: 'accepted',
      reason: null,
    })
  })

  it('that is final ends the message, with its code and plain words', () => {
    expect(apply(accepted, told.sent, failure(131049))).toMatchObject({
      state: 'failed',
      errorCode: 131049,
      reason: 'the platform chose not to deliver it',
    })
  })

  it('stays one when "sent" is told later', () => {
    expect(apply(accepted, failure(131026), told.sent)).toMatchObject({ state: 'failed', errorCode: 131026 })
  })

  it('that passes puts the message back, for later, as if it had never been seen', () => {
    const again = apply(accepted, failure(131016))
    expect(again).toMatchObject({ state: 'queued', errorCode: 131016, firstClaimedAt: null })
    expect(again.dueAt).toBeGreaterThan(now)
  })

  it('that passes is final when all attempts are spent', () => {
    expect(apply({ ...accepted, attempts: maxAttempts }, failure(131016)).state).toBe('failed')
  })

  it('that passes starts no clock: the "sent" before it is forgotten', () => {
    const again = apply(accepted, told.sent, failure(131016))
    expect(requestState(requestOf('ask'), again)).toBe('created')
    expect(deadlineOf(requestOf('ask'), again)).toBeNull()
  })

  it('of a paused template parks the message (132015)', () => {
    const parked = apply({ ...accepted, kind: 'business' }, failure(132015))
    expect(parked.state).toBe('queued')
    expect(parked.dueAt - now).toBeGreaterThanOrEqual(3_600_000)
  })

  it.each([131049, 130472, 132015, 131048])('with %i ends a request: nobody has seen it', (code) => {
    const failed = apply({ ...accepted, kind: 'request' }, failure(code))
    expect(failed).toMatchObject({ state: 'failed', errorCode: code })
    expect(requestState(requestOf('ask'), failed)).toBe('not_delivered')
  })

  it('of an attempt before leave the reason for which the next one was cancelled', () => {
    const cancelled = messageOf('ask', { state: 'cancelled', reason: 'opted_out', wamid: 'wamid.out.ask' })
    expect(apply(cancelled, read)).toMatchObject({
      state: 'cancelled',
      reason: 'opted_out',
      readAt: ms(start + 3),
    })
  })

  it('does not touch a message that was cancelled', () => {
    const cancelled = messageOf('ask', { state: 'cancelled', wamid: 'wamid.out.ask' })
    expect(apply(cancelled, failure(131016))).toEqual(cancelled)
  })
})

describe('a message put back after a failure', () => {
  const again = apply(accepted, failure(131016))

  it('is not called off by a late "sent" of the attempt that failed', () => {
    expect(apply(again, told.sent).state).toBe('queued')
  })

  it('is called off by an arrival of the attempt that failed: it can have been seen after all', () => {
    expect(apply(again, told.delivered)).toMatchObject({
      state: 'accepted',
      deliveredAt: ms(start + 2),
      firstClaimedAt: ms(start + 2),
      errorCode: null,
    })
  })

  it('has its answer counted, once it turns out to have arrived', () => {
    const history = historyOf({
      requests: [requestOf('ask')],
      messages: [apply(again, told.delivered)],
      statements: [said('yes', start + 9, words.yes)],
    })
    expect(statesOf(history).marketing).toBe('opted_in')
  })

  it('is called off by a word about an attempt that nobody knew of', () => {
    const other = statusEvent('delivered', { wamid: 'wamid.out.other' })
    expect(apply(again, other)).toMatchObject({ state: 'accepted', deliveredAt: ms(start) })
  })
})

describe('a message of unknown fate', () => {
  const unknown = messageOf('ask', { state: 'unknown', attempts: 1, reason: 'the connection broke' })

  it.each(['sent', 'delivered', 'read'])('is settled by "%s", which also tells its id', (status) => {
    expect(apply(unknown, statusEvent(status))).toMatchObject({
      state: 'accepted',
      wamid: 'wamid.out.ask',
      acceptedAt: ms(start),
      reason: null,
    })
  })

  it('is settled by a final failure', () => {
    expect(apply(unknown, failure(131026))).toMatchObject({ state: 'failed', wamid: 'wamid.out.ask' })
  })

  it('is put back by a passing failure: it certainly did not arrive', () => {
    expect(apply(unknown, failure(131016))).toMatchObject({ state: 'queued', firstClaimedAt: null })
  })

  it('and queued again is called off by a word of the first attempt', () => {
    expect(apply({ ...unknown, state: 'queued' }, told.sent).state).toBe('accepted')
  })
})

describe('attempts, told apart by their names', () => {
  const second = sentMessage('ask', start, { attempts: 2, wamid: 'wamid.second' })
  const first = { wamid: 'wamid.first', callback: 'msg_ask.1' }

  it('a late failure of the first says nothing of the second', () => {
    expect(apply(second, failure(131016, first))).toEqual(second)
  })

  it('the attempt that is settled brings its own id, whatever the one before had left', () => {
    const unknown = sentMessage('ask', start, { state: 'unknown', attempts: 2, wamid: 'wamid.first' })
    const arrival = statusEvent('delivered', { wamid: 'wamid.second', callback: 'msg_ask.2' })
    expect(apply(unknown, arrival)).toMatchObject({ state: 'accepted', wamid: 'wamid.second' })
  })

  it('an arrival of the first is still news', () => {
    expect(apply(second, statusEvent('delivered', first))).toMatchObject({
      state: 'accepted',
      deliveredAt: ms(start),
      wamid: 'wamid.second',
    })
  })
})

describe('whatever the platform tells, in whatever order', () => {
  const wamidOf = (attempt: number) => `wamid.${attempt}`
  const named = (attempt: number) => ({ wamid: wamidOf(attempt), callback: `msg_ask.${attempt}` })
  const times = fc.nat({ max: 9 }).map((offset) => start + offset)
  const codes = fc.constantFrom(1, 131016, 131026, 131049, 131056, 132015)
  const toldOf = (attempts: fc.Arbitrary<number>, kinds: readonly string[]): fc.Arbitrary<StatusEvent[]> =>
    fc.array(
      fc
        .record({ attempt: attempts, at: times, status: fc.constantFrom(...kinds), code: codes })
        .map(({ attempt, at, status, code }) =>
          statusEvent(status, {
            at,
            ...named(attempt),
            errors: status === 'failed' ? [{ code, details: '' }] : [],
          }),
        ),
      { maxLength: 8 },
    )
  const messages = fc
    .record({
      attempts: fc.integer({ min: 1, max: 3 }),
      state: fc.constantFrom('accepted', 'claimed', 'unknown', 'queued', 'failed', 'cancelled'),
      isNamed: fc.boolean(),
    })
    .map(({ attempts, state, isNamed }) =>
      sentMessage('ask', start, { attempts, state, wamid: isNamed ? wamidOf(attempts) : null }),
    )
  const facts = ({ state, reason, errorCode, wamid, sentAt, deliveredAt, readAt }: Message) => ({
    ...{ state, reason, errorCode, wamid, sentAt, deliveredAt, readAt },
  })
  const arrivals = ['delivered', 'read', 'played']
  const taken = ['sent', ...arrivals]

  it('the statuses of one attempt end in the same delivery facts', () => {
    const orders = messages.chain((message) =>
      toldOf(fc.constant(message.attempts), taken).chain((list) =>
        fc.tuple(fc.constant(message), fc.constant(list), shuffledWithCopies(list)),
      ),
    )
    fc.assert(
      fc.property(orders, ([message, list, mixed]) => {
        expect(facts(apply(message, ...mixed))).toEqual(facts(apply(message, ...list)))
      }),
      { numRuns: 500 },
    )
  })

  it('an arrival is never taken back', () => {
    const attempts = fc.integer({ min: 1, max: 3 })
    const all = fc.tuple(messages, toldOf(attempts, [...taken, 'failed']), attempts)
    const arrival = fc.constantFrom(...arrivals)
    fc.assert(
      fc.property(all, toldOf(attempts, [...taken, 'failed']), arrival, ([drawn, list, n], more, status) => {
        const arrived = apply(drawn, ...list, statusEvent(status, { ...named(Math.min(n, drawn.attempts)) }))
        const after = apply(arrived, ...more)
        expect(after.state).toBe(arrived.state)
        for (const key of ['deliveredAt', 'readAt'] as const) {
          if (arrived[key] !== null) expect(after[key]).toBeLessThanOrEqual(arrived[key])
        }
      }),
      { numRuns: 500 },
    )
  })

  it('of a past attempt nothing but an arrival counts', () => {
    const past = messages
      .filter(({ attempts }) => attempts > 1)
      .chain((message) =>
        fc.tuple(
          fc.constant(message),
          toldOf(fc.integer({ min: 1, max: message.attempts - 1 }), ['sent', 'failed', 'warped']),
        ),
      )
    fc.assert(
      fc.property(past, ([message, list]) => {
        expect(apply(message, ...list)).toEqual(message)
      }),
    )
  })
})
