import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyStatus } from '../../src/domain/apply-status.ts'
import type { StatusEvent } from '../../src/domain/event.ts'
import type { Message } from '../../src/domain/message.ts'
import { maxAttempts } from '../../src/domain/provider-errors.ts'
import { messageOf, ms, sentMessage, start, statusEvent } from './support.ts'

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

  it('of a paused template parks the message (132015)', () => {
    const parked = apply(accepted, failure(132015))
    expect(parked.state).toBe('queued')
    expect(parked.dueAt - now).toBeGreaterThanOrEqual(3_600_000)
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
