import { describe, expect, it } from 'vitest'
import { day } from '../../src/domain/clock.ts'
import type { Message } from '../../src/domain/message.ts'
import { deadlineOf, type OptInRequest, requestState, timeToLive } from '../../src/domain/request.ts'
import { messageOf, ms, requestOf, sentMessage, start } from './support.ts'

const at = ms(start)
const sent = (more: Partial<Message> = {}): Message => sentMessage('ask', start, more)
const request = (more: Partial<OptInRequest> = {}): OptInRequest => requestOf('ask', ['marketing'], more)
const answer = { statementId: 'stm_1', reply: 'yes', at } as const

describe('the state of a request', () => {
  const rows: [string, OptInRequest, Message, ReturnType<typeof requestState>][] = [
    ['it waits in the outbox', request(), messageOf('ask'), 'created'],
    ['it is claimed', request(), messageOf('ask', { state: 'claimed' }), 'created'],
    ['its fate is unknown', request(), messageOf('ask', { state: 'unknown' }), 'created'],
    ['the platform has accepted it', request(), sent(), 'sent'],
    ['it is sent', request(), sent({ sentAt: at }), 'sent'],
    ['it is delivered', request(), sent({ sentAt: at, deliveredAt: at }), 'delivered'],
    ['it is read, with no word of a delivery', request(), sent({ readAt: at }), 'delivered'],
    ['it has failed', request(), sent({ state: 'failed' }), 'not_delivered'],
    ['it has failed after it was sent', request(), sent({ state: 'failed', sentAt: at }), 'not_delivered'],
    [
      'it has failed after it was delivered',
      request(),
      sent({ state: 'failed', deliveredAt: at }),
      'delivered',
    ],
    ['it was cancelled', request(), messageOf('ask', { state: 'cancelled' }), 'cancelled'],
    ['nobody answered', request({ silentAt: at }), sent({ deliveredAt: at }), 'silent'],
    [
      'nobody answered, and then it failed',
      request({ silentAt: at }),
      sent({ state: 'failed' }),
      'not_delivered',
    ],
    ['it was given up as not delivered', request({ undeliveredAt: at }), sent(), 'not_delivered'],
    ['it came after it was given up', request({ undeliveredAt: at }), sent({ deliveredAt: at }), 'delivered'],
    ['it is answered', request({ answer }), sent(), 'answered'],
    ['it is answered after it was called silent', request({ answer, silentAt: at }), sent(), 'answered'],
    ['it is answered though it failed', request({ answer }), sent({ state: 'failed' }), 'answered'],
  ]
  it.each(rows)('when %s', (_when, asked, message, state) => {
    expect(requestState(asked, message)).toBe(state)
  })
})

describe('the 24 hours', () => {
  it('run from delivered', () => {
    const message = sent({ sentAt: at, deliveredAt: at + 5_000 })
    expect(deadlineOf(request(), message)).toEqual({ at: at + 5_000 + day, outcome: 'silent' })
  })

  it('run from read where that is known first, or alone', () => {
    expect(deadlineOf(request(), sent({ readAt: at + 9_000 }))?.at).toBe(at + 9_000 + day)
    expect(deadlineOf(request(), sent({ readAt: at + 2_000, deliveredAt: at + 9_000 }))?.at).toBe(
      at + 2_000 + day,
    )
  })

  it.each([
    ['by SMS', request({ channel: 'sms' })],
    ['for a question to somebody who has just written', request({ kind: 'clarification' })],
  ])('fall back on sent where no delivery was told, %s', (_where, asked) => {
    expect(deadlineOf(asked, sent({ sentAt: at + 1_000 }))).toEqual({
      at: at + 1_000 + day,
      outcome: 'silent',
    })
  })

  it('do not run on WhatsApp for what was only sent: the phone may be off for days', () => {
    expect(deadlineOf(request(), sent({ sentAt: at + 1_000 }))).toEqual({
      at: at + 1_000 + timeToLive,
      outcome: 'not_delivered',
    })
  })

  it('begin anew from a delivery that is told before they end', () => {
    const late = sent({ sentAt: at, deliveredAt: at + day - 1 })
    expect(deadlineOf(request(), late)?.at).toBe(at + 2 * day - 1)
  })

  it('do not run for a request that was only accepted: it ends as not delivered, after the time to live', () => {
    expect(deadlineOf(request(), sent())).toEqual({ at: at + timeToLive, outcome: 'not_delivered' })
  })

  it('are as long as the request says', () => {
    const short = request({ waitMs: 30_000 })
    expect(deadlineOf(short, sent({ deliveredAt: at }))?.at).toBe(at + 30_000)
  })

  const none: [string, OptInRequest, Message][] = [
    ['that waits in the outbox', request(), messageOf('ask')],
    ['whose fate is unknown', request(), messageOf('ask', { state: 'unknown', firstClaimedAt: at })],
    ['that failed', request(), sent({ state: 'failed', sentAt: at })],
    ['that was cancelled', request(), messageOf('ask', { state: 'cancelled' })],
    ['that is answered', request({ answer }), sent({ deliveredAt: at })],
    ['that was called silent', request({ silentAt: at }), sent({ deliveredAt: at })],
    ['that was given up', request({ undeliveredAt: at }), sent()],
  ]
  it.each(none)('never run for a request %s', (_which, asked, message) => {
    expect(deadlineOf(asked, message)).toBeNull()
  })

  it('run again for a request that was given up and then arrived after all', () => {
    const found = deadlineOf(request({ undeliveredAt: at }), sent({ deliveredAt: at + timeToLive }))
    expect(found).toEqual({ at: at + timeToLive + day, outcome: 'silent' })
  })
})
