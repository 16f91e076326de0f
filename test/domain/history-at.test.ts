import { expect, it } from 'vitest'
import { foldConsent } from '../../src/domain/consent.ts'
import { historyAt } from '../../src/domain/history-at.ts'
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

it('what left at this very moment was not answered yet, though a word of the same second may count as its answer', () => {
  const asked = asking(['marketing'], said('in', start, words.start))
  const answer = { statementId: 'stm_in', reply: 'yes', at: ms(start) } as const
  const history = historyOf({ ...asked, requests: asked.requests.map((one) => ({ ...one, answer })) })
  expect(historyAt(history, ms(start)).requests[0]?.answer).toBeNull()
  expect(historyAt(history, ms(start) + 1).requests[0]?.answer).toEqual(answer)
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
