import { describe, expect, it } from 'vitest'
import type { MessageEvent } from '../../src/domain/event.ts'
import { type HearingAids, hear, payloadOf } from '../../src/domain/hear.ts'
import type { Tap } from '../../src/domain/statement.ts'
import { readingsFor } from './scenarios.ts'
import { historyOf, messageEvent, ms, start } from './support.ts'

const aids: HearingAids = {
  now: ms(start + 10),
  random: () => 0.5,
  channelOf: () => 'whatsapp',
  bareStopAt: () => 'everything',
  signups: [],
  newStatementId: () => 'stm_heard',
  read: readingsFor,
}
const hearOne = (text: string, more: Partial<MessageEvent>) =>
  hear(
    historyOf({}),
    [
      {
        id: 'evt_1',
        accountId: 'main',
        receivedAt: ms(start),
        event: messageEvent('a', start, text, { type: 'interactive', ...more }),
      },
    ],
    aids,
  )

describe('the payload of a tap', () => {
  const taps: Tap[] = [
    { requestId: 'req_01J8Z', reply: 'yes' },
    { requestId: 'req_01J8Z', reply: 'no' },
    { requestId: 'req_01J8Z', reply: 'stop_all' },
    { requestId: 'req_01J8Z', reply: 'stop_marketing' },
    { requestId: 'req_01J8Z', reply: 'keep' },
    { category: 'marketing', to: 'off' },
    { category: 'order-updates_2', to: 'on' },
  ]
  it.each(taps)('is read back as what it stands for: %o', (tap) => {
    expect(hearOne('whatever the label says', { payload: payloadOf(tap) }).statements).toMatchObject([
      { source: 'person', answers: tap },
    ])
  })

  it.each([
    'assent:req_1:maybe',
    'assent:category:marketing:maybe',
    'assent:category::on',
    'assent:ctc_1:yes',
    'Unsubscribe',
    '',
  ])('that is not ours stands for nothing, and its label is read: %s', (payload) => {
    expect(hearOne('stop', { payload }).statements).toMatchObject([{ answers: null }])
    expect(hearOne('hello', { payload }).statements).toEqual([])
  })

  it('of a forwarded message is not read', () => {
    const payload = payloadOf({ requestId: 'req_1', reply: 'yes' })
    expect(hearOne('Yes', { payload, forwarded: true }).statements).toEqual([])
  })
})
