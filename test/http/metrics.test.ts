import { expect, test } from 'vitest'
import { meet } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'

/** The samples of a scrape, by name and labels. */
const samplesOf = (text: string): Map<string, number> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const space = line.lastIndexOf(' ')
        return [line.slice(0, space), Number(line.slice(space + 1))]
      }),
  )

test('what was asked, refused, heard and stopped is counted, and nobody is named', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await ana.isAsked(['marketing'])
  await ana.says('yes')
  await ana.sees(2)
  await ana.says('stop')
  await ana.sees(3)
  await stack.sandbox.behave({ sendError: { code: 131026, httpStatus: 400, times: 1 } })
  const ben = await meet(stack, 'Ben')
  await ben.isAsked(['marketing'], 'not_delivered')
  const answer = await stack.api.call('GET', '/metrics')
  expect(answer.status).toBe(200)
  const samples = samplesOf(answer.text)
  const allowed = (reason: string) =>
    samples.get(`assent_gate_decisions_total{decision="allow",reason="${reason}"}`)
  expect([allowed('may_be_asked'), allowed('answers_person')]).toEqual([2, 2])
  expect(samples.get('assent_provider_errors_total{code="131026"}')).toBe(1)
  expect(samples.get('assent_stop_to_silence_seconds_count')).toBe(1)
  expect(samples.get('assent_webhook_lag_seconds_count')).toBeGreaterThan(3)
  expect(samples.get('assent_waiting{kind="deadDeliveries"}')).toBe(0)
  expect(samples.get('assent_queue_answers')).toBe(1)
  expect(answer.text).not.toContain(ana.phone)
  expect(answer.text).not.toContain(ana.id)
})

test('a timer that is late shows by how much', async () => {
  const stack = await startStack()
  const dan = await meet(stack, 'Dan')
  await dan.isAsked(['marketing'])
  await stack.quiet()
  await stack.stopWork()
  stack.clock.move(86_400_000 + 60_000)
  const { text } = await stack.api.call('GET', '/metrics')
  expect(samplesOf(text).get('assent_oldest_overdue_timer_seconds')).toBeGreaterThan(55)
})

test('where a key is set, that key alone opens it', async () => {
  const stack = await startStack({ apiKey: 'a-key-for-the-tests' })
  expect((await fetch(`${stack.url}/metrics`)).status).toBe(401)
  expect((await stack.api.call('GET', '/metrics')).status).toBe(200)
})
