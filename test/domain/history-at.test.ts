import { expect, it } from 'vitest'
import { foldConsent } from '../../src/domain/consent.ts'
import { historyAt } from '../../src/domain/history-at.ts'
import { withPast } from '../../src/domain/message.ts'
import { requestState } from '../../src/domain/request.ts'
import { asking, historyOf, ms, said, sentMessage, start, words } from './support.ts'

const stateAt = (history: ReturnType<typeof historyOf>, second: number): string | undefined =>
  foldConsent(historyAt(history, ms(second))).consents.find(({ category }) => category === 'marketing')?.state

it('a past moment knows what had come in by then', () => {
  const history = historyOf({
    statements: [said('in', start, words.start), said('out', start + 10, words.stop)],
  })
  expect([start - 1, start, start + 9, start + 10].map((second) => stateAt(history, second))).toEqual([
    'none',
    'opted_in',
    'opted_in',
    'opted_out',
  ])
})

it('a word that came late was not known before it came', () => {
  const late = { ...said('out', start + 5, words.stop), receivedAt: ms(start + 60) }
  const history = historyOf({ statements: [said('in', start, words.start), late] })
  expect([stateAt(history, start + 30), stateAt(history, start + 60)]).toEqual(['opted_in', 'opted_out'])
})

it('a request that had not left was not seen, so a yes to it is none yet', () => {
  const history = asking(['marketing'])
  const [request] = historyAt(history, ms(start + 1)).requests
  expect(request?.answer).toBeNull()
  const later = historyOf({
    ...history,
    messages: [sentMessage('ask', start + 50, { createdAt: ms(start) })],
  })
  expect(historyAt(later, ms(start + 10)).messages[0]).toMatchObject({ state: 'queued', sentAt: null })
})

it('what was let out at this very moment was not answered yet, though a word of the same second may count as its answer', () => {
  const asked = asking(['marketing'], said('in', start, words.start))
  const answer = { statementId: 'stm_in', reply: 'yes', at: ms(start) } as const
  const history = historyOf(asked)
  expect(historyAt(history, ms(start), 'msg_ask').requests[0]?.answer).toBeNull()
  expect(historyAt(history, ms(start) + 1, 'msg_ask').requests[0]?.answer).toEqual(answer)
})

it('a request that the platform had refused was not on its way any more, though nobody can have seen it', () => {
  const refused = { state: 'failed', errorCode: 131026, firstClaimedAt: null, acceptedAt: null } as const
  const history = historyOf({
    ...asking(['marketing']),
    messages: [sentMessage('ask', start, { ...refused, createdAt: ms(start), claimedAt: ms(start + 1) })],
  })
  expect(historyAt(history, ms(start)).messages[0]?.state).toBe('queued')
  expect(historyAt(history, ms(start + 2)).messages[0]?.state).toBe('failed')
})

it('a message stood as it stood until the platform took that back', () => {
  const times = { createdAt: ms(start), claimedAt: ms(start + 1), firstClaimedAt: ms(start + 1) }
  const accepted = sentMessage('ask', start, { ...times, acceptedAt: ms(start + 2) })
  const failed = withPast(accepted, { ...accepted, state: 'failed', errorCode: 131049 }, ms(start + 20))
  const read = withPast(
    failed,
    { ...failed, state: 'accepted', errorCode: null, readAt: ms(start + 15) },
    ms(start + 30),
  )
  const history = historyOf({ ...asking(['marketing']), messages: [read] })
  const stateIn = (seconds: number) => {
    const { requests, messages } = historyAt(history, ms(start + seconds))
    const [request] = requests
    const [message] = messages
    if (!request || !message) throw new Error('the request is missing')
    return [message.state, requestState(request, message)]
  }
  expect(stateIn(0)).toEqual(['queued', 'created'])
  expect(stateIn(1)).toEqual(['claimed', 'created'])
  expect(stateIn(19)).toEqual(['accepted', 'sent'])
  expect(stateIn(25)).toEqual(['failed', 'not_delivered'])
  expect(stateIn(30)).toEqual(['accepted', 'delivered'])
})

it('what counted as having left counts so for its time, though it is to go out again', () => {
  const first = sentMessage('offer', start, { kind: 'business', category: 'marketing', requestId: null })
  const again = {
    ...first,
    state: 'queued',
    firstClaimedAt: null,
    acceptedAt: null,
    errorCode: 131000,
  } as const
  const history = historyOf({ messages: [withPast(first, again, ms(start + 9))] })
  const leftAt = (seconds: number) => historyAt(history, ms(start + seconds)).messages[0]?.firstClaimedAt
  expect([leftAt(8), leftAt(9)]).toEqual([ms(start), null])
})
