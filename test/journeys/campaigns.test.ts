import { expect, test } from 'vitest'
import { z } from 'zod'
import { explainMessage } from '../../src/app/explain-message.ts'
import { runCampaign } from '../../src/app/run-campaign.ts'
import { sendMessage } from '../../src/app/send-message.ts'
import { day, hour, minute, second } from '../../src/domain/clock.ts'
import { messageOfAttempt } from '../../src/domain/message.ts'
import type { Stack } from '../support/build-stack.ts'
import { type Campaign, campaignsOf, settled, sumOf } from '../support/campaign.ts'
import { eventually } from '../support/eventually.ts'
import { meet } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'

const queued = (stack: Stack): string[] =>
  z
    .array(z.object({ id: z.string() }))
    .parse(
      stack.rows("select id from messages where campaign_id is not null and state = 'queued' order by id"),
    )
    .map(({ id }) => id)

/** Phones to which the platform took a campaign's message, each as often as it did. */
const reached = async (stack: Stack): Promise<string[]> => {
  const ours = z
    .array(z.object({ id: z.string() }))
    .parse(stack.rows('select id from messages where campaign_id is not null'))
    .map(({ id }) => id)
  const sends = await stack.sandbox.accepted()
  return sends
    .filter((sent) => ours.includes(messageOfAttempt(sent.biz_opaque_callback_data ?? '') ?? ''))
    .map(({ to }) => to ?? '')
}

const consenting = async (stack: Stack, name: string) => {
  const person = await meet(stack, name)
  await person.isAsked(['marketing'])
  await person.says('yes')
  await person.sees(2)
  await stack.quiet()
  return person
}

test('an audience of every kind of person: each gets it once or is told why not, and the numbers add up', async () => {
  const stack = await startStack()
  const campaigns = campaignsOf(stack)
  await stack.api.call('PATCH', '/v1/settings', { settings: { campaigns: { perSecond: 8 } } })
  const yes = await campaigns.people(280, 0)
  const no = await campaigns.people(10, 400, 'opt_out')
  const strangers = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => (await meet(stack, `Stranger ${index}`)).id),
  )
  const ana = await consenting(stack, 'Ana')
  await stack.sandbox.behave({ sendError: { code: 131026, httpStatus: 400, times: 1 } })
  const { id } = await campaigns.make({ name: 'Everybody' })
  const lines = [
    ...yes.map((contact) => contact),
    ...no.map((contact) => ({ contact })),
    ...strangers,
    { phone: `+${ana.phone}` },
    ana.id,
    { phone: '+49 (151) 1560-0000' },
    { phone: '+14150000000' },
    null,
  ]
  const answer = await campaigns.add(id, lines)
  expect(answer.slice(0, -1).map(({ line, problem }) => [line, problem])).toEqual([
    [303, 'unreadable'],
    [302, 'unknown'],
  ])
  expect(answer.at(-1)?.summary).toEqual({
    lines: 303,
    added: 299,
    already: 2,
    unknown: 1,
    missing_variables: 0,
    unreadable: 1,
  })
  expect((await campaigns.add(id, lines)).at(-1)?.summary).toMatchObject({ added: 0, already: 301 })
  await campaigns.act(id, 'start')
  const seen: Campaign[] = []
  for (let turn = 0; turn < 60 && seen.at(-1)?.state !== 'done'; turn += 1) {
    await runCampaign(stack.services, id)
    await settled(stack)
    seen.push(await campaigns.get(id))
    stack.clock.move(3 * second)
  }
  for (const campaign of seen) expect(sumOf(campaign)).toBe(299)
  expect(seen.map(({ progress }) => progress.percent)).toEqual(
    seen.map(({ progress }) => progress.percent).sort((a, b) => a - b),
  )
  const { progress, state, endedAt } = await campaigns.get(id)
  expect([state, progress.percent, progress.sent, progress.failed]).toEqual(['done', 100, 280, 1])
  expect(endedAt).not.toBeNull()
  expect(progress.refusals.map(({ reason, count }) => [reason, count])).toEqual([
    ['opted_out', 10],
    ['not_opted_in', 8],
  ])
  expect(progress.refusals[0]?.says).toContain('opted out')
  const sent = await reached(stack)
  expect(new Set(sent).size).toBe(sent.length)
  expect(progress.delivered).toBe(280)
  const refused = await campaigns.members(id, '&state=refused&reason=not_opted_in')
  expect(refused.map(({ contact }) => contact).sort()).toEqual([...strangers].sort())
  const [failed] = await campaigns.members(id, '&state=failed')
  expect(failed?.reason).toContain('not reachable')
  const member = (await campaigns.members(id)).find(({ message }) => message !== null)
  expect((await stack.api.message(member?.message ?? '')).campaign).toBe(id)
  const events = stack.rows("select kind from ledger where kind like 'campaign.%' order by seq")
  expect(events).toEqual([
    { kind: 'campaign.created' },
    { kind: 'campaign.started' },
    { kind: 'campaign.done' },
  ])
}, 120_000)

test('a stop in the middle, by webhook, takes the person out of it, and the history says why', async () => {
  const stack = await startStack()
  const campaigns = campaignsOf(stack)
  const ana = await consenting(stack, 'Ana')
  const ben = await consenting(stack, 'Ben')
  const cleo = await consenting(stack, 'Cleo')
  await stack.stopWork()
  stack.clock.move(minute)
  const id = await campaigns.begin([ana.id, ben.id])
  await runCampaign(stack.services, id)
  expect(queued(stack)).toHaveLength(2)
  // Ana's message is queued, Cleo's turn has not come, when both stop.
  await campaigns.add(id, [cleo.id])
  await ana.says('STOP')
  await cleo.says('STOP')
  // Both have come in before anybody works: a stop that is still on its way stops nothing.
  await eventually(async () => expect(await stack.sandbox.pending()).toBe(0))
  await stack.startWork()
  await ana.holds({ marketing: 'opted_out' })
  await cleo.holds({ marketing: 'opted_out' })
  stack.clock.move(5 * second)
  const { progress } = await campaigns.run(id)
  expect(progress).toMatchObject({ sent: 1, refused: 2, refusals: [{ reason: 'opted_out', count: 2 }] })
  expect(await ana.texts()).toHaveLength(3)
  expect(await cleo.texts()).toHaveLength(3)
  expect((await ben.texts()).at(-1)).toContain('spring')
  const [cancelled] = await ana.happened('message.cancelled')
  expect(cancelled?.data).toMatchObject({ reason: 'opted_out', campaign: id })
  const messages = (await campaigns.members(id)).flatMap(({ message }) => message ?? [])
  for (const message of messages)
    expect(await explainMessage(stack.services, message)).toMatchObject({ agrees: true })
})

test('paused, nothing of it leaves; resumed, it goes on; cancelled, it is over, and each says what is possible', async () => {
  const stack = await startStack({ works: false })
  const campaigns = campaignsOf(stack)
  const people = await campaigns.people(120, 0)
  const { id } = await campaigns.make()
  const empty = await stack.api.call('POST', `/v1/campaigns/${id}/start`)
  expect(empty).toMatchObject({ status: 409, json: { possible: ['start', 'cancel'] } })
  await campaigns.add(id, people)
  expect(await stack.api.call('POST', `/v1/campaigns/${id}/resume`)).toMatchObject({
    status: 409,
    json: { state: 'paused', possible: ['start', 'cancel'], field: 'id' },
  })
  await campaigns.act(id, 'start')
  expect((await campaigns.act(id, 'start')).state).toBe('running')
  await runCampaign(stack.services, id)
  // No more than two seconds' worth waits at once.
  expect((await campaigns.get(id)).progress).toMatchObject({ waiting: 80, queued: 40 })
  await runCampaign(stack.services, id)
  expect((await campaigns.get(id)).progress).toMatchObject({ waiting: 80, queued: 40 })

  await campaigns.act(id, 'pause')
  await campaigns.act(id, 'pause')
  for (const message of queued(stack)) await sendMessage(stack.services, message)
  await runCampaign(stack.services, id)
  expect(await stack.sandbox.accepted()).toEqual([])
  expect((await campaigns.members(id, '&state=queued&reason=campaign_paused')).length).toBe(40)

  await campaigns.act(id, 'resume')
  stack.clock.move(3 * second)
  await runCampaign(stack.services, id)
  const [first = '', second_ = ''] = queued(stack)
  await sendMessage(stack.services, first)
  await sendMessage(stack.services, second_)
  expect(await reached(stack)).toHaveLength(2)

  const cancelled = await campaigns.act(id, 'cancel')
  expect(cancelled).toMatchObject({ state: 'cancelled', possible: [] })
  for (const message of queued(stack)) await sendMessage(stack.services, message)
  expect(await reached(stack)).toHaveLength(2)
  await campaigns.act(id, 'cancel')
  const over = await stack.api.call('POST', `/v1/campaigns/${id}/resume`)
  expect(over).toMatchObject({ status: 409, json: { state: 'cancelled', possible: [] } })
  const { progress } = await campaigns.get(id)
  expect(progress).toMatchObject({ total: 120, waiting: 0, queued: 0, sent: 2, cancelled: 118, percent: 100 })
  const one = (await campaigns.members(id, '&state=cancelled')).find(({ message }) => message !== null)
  expect(await explainMessage(stack.services, one?.message ?? '')).toMatchObject({
    agrees: true,
    told: [{ decision: { kind: 'message.refused', data: { reason: 'campaign_cancelled', campaign: id } } }],
  })
  await expect(campaigns.add(id, people)).rejects.toThrow('409')
})

test('cancelled while it was paused, what is held goes at once and not when its hour is over', async () => {
  const stack = await startStack()
  const campaigns = campaignsOf(stack)
  const people = await campaigns.people(10, 0)
  await stack.stopWork()
  const id = await campaigns.begin(people)
  await runCampaign(stack.services, id)
  await campaigns.act(id, 'pause')
  for (const message of queued(stack)) await sendMessage(stack.services, message)
  await campaigns.act(id, 'cancel')
  await stack.startWork()
  await eventually(async () => expect((await campaigns.get(id)).progress.queued).toBe(0))
  expect((await campaigns.get(id)).progress).toMatchObject({ cancelled: 10, sent: 0 })
})

test('a crash in the middle of a turn loses nobody and sends nothing twice', async () => {
  const stack = await startStack()
  const campaigns = campaignsOf(stack)
  const people = await campaigns.people(60, 0)
  const no = await campaigns.people(5, 100, 'opt_out')
  const id = await campaigns.begin([...no, ...people])
  const { store, bell } = stack.services
  let rings = 0
  const crashing = [
    // Before the refusals are written down.
    { ...stack.services, store: { ...store, settleMembers: () => Promise.reject(new Error('crash')) } },
    // Between a member's commit and its bell.
    {
      ...stack.services,
      bell: {
        ring: (...args: Parameters<typeof bell.ring>) => {
          rings += 1
          return rings % 7 === 0 ? Promise.reject(new Error('crash')) : bell.ring(...args)
        },
      },
    },
    // Before the turn is given back.
    { ...stack.services, store: { ...store, endTurn: () => Promise.reject(new Error('crash')) } },
  ]
  for (const services of crashing) {
    await runCampaign(services, id).catch(() => undefined)
    stack.clock.move(31 * second)
    await stack.sweep()
    await stack.quiet()
  }
  stack.clock.move(2 * minute)
  const { progress } = await campaigns.run(id)
  expect(progress).toMatchObject({ total: 65, sent: 60, refused: 5 })
  const sent = await reached(stack)
  expect(sent).toHaveLength(60)
  expect(new Set(sent).size).toBe(60)
}, 60_000)

test('a queue that has lost everything costs one sweep', async () => {
  const stack = await startStack({ works: false })
  const campaigns = campaignsOf(stack)
  const lost = { ...stack.services, bell: { ring: async () => false } }
  const id = await campaigns.begin(await campaigns.people(3, 0))
  await runCampaign(lost, id)
  expect(queued(stack)).toHaveLength(3)
  stack.clock.move(15 * second)
  expect(await stack.sweep()).toMatchObject({ messages: 3, campaigns: 1 })
  await stack.startWork()
  await eventually(async () => expect((await campaigns.get(id)).progress.sent).toBe(3))
  stack.clock.move(20 * second)
  await stack.sweep()
  await eventually(async () => expect((await campaigns.get(id)).state).toBe('done'))
})

test('two workers at one campaign do no more than one', async () => {
  const stack = await startStack()
  const campaigns = campaignsOf(stack)
  await stack.api.call('PATCH', '/v1/settings', { settings: { campaigns: { perSecond: 5 } } })
  const id = await campaigns.begin(await campaigns.people(60, 0))
  for (let turn = 0; turn < 12; turn += 1) {
    await Promise.all(Array.from({ length: 4 }, () => runCampaign(stack.services, id)))
    expect((await campaigns.get(id)).progress.queued).toBeLessThanOrEqual(10)
    await settled(stack)
    stack.clock.move(3 * second)
  }
  const sent = await reached(stack)
  expect(sent).toHaveLength(60)
  expect(new Set(sent).size).toBe(60)
}, 60_000)

test('campaigns on one account share its pace', async () => {
  const stack = await startStack({ works: false })
  const campaigns = campaignsOf(stack)
  const changed = await stack.api.call('PATCH', '/v1/settings', {
    settings: { campaigns: { perSecond: 5 } },
  })
  expect(changed.status).toBe(200)
  const people = await campaigns.people(40, 0)
  const one = await campaigns.begin(people)
  const two = await campaigns.begin(people)
  await runCampaign(stack.services, one)
  await runCampaign(stack.services, two)
  expect(queued(stack)).toHaveLength(10)
  stack.clock.move(2 * second)
  await runCampaign(stack.services, two)
  await runCampaign(stack.services, one)
  expect(queued(stack)).toHaveLength(20)
})

test('in quiet hours everybody waits, and is tried again when they are over', async () => {
  const stack = await startStack()
  const campaigns = campaignsOf(stack)
  const now = new Date(stack.clock.now())
  const at = (ms: number): string => new Date(now.getTime() + ms).toISOString().slice(11, 16)
  await stack.api.call('PATCH', '/v1/settings', {
    settings: { quietHours: { from: at(-hour), to: at(hour) } },
  })
  const id = await campaigns.begin(await campaigns.people(12, 0))
  await runCampaign(stack.services, id)
  const { progress } = await campaigns.get(id)
  expect(progress).toMatchObject({ waiting: 12, held: [{ reason: 'quiet_hours', count: 12 }] })
  expect(Date.parse(progress.estimatedEnd ?? '')).toBeGreaterThan(now.getTime() + hour / 2)
  stack.clock.move(hour + minute)
  await stack.sweep()
  const { progress: after } = await campaigns.run(id)
  expect(after).toMatchObject({ sent: 12 })
})

test('where nothing is begun on the account, nobody is refused for it: the campaign waits', async () => {
  const stack = await startStack({ works: false })
  const campaigns = campaignsOf(stack)
  const id = await campaigns.begin(await campaigns.people(5, 0))
  await stack.api.call('PATCH', '/v1/settings', { settings: { whatsappEnabled: false } })
  await runCampaign(stack.services, id)
  expect((await campaigns.get(id)).progress).toMatchObject({ waiting: 5, refused: 0 })
  await stack.api.call('PATCH', '/v1/settings', { settings: { whatsappEnabled: true } })
  stack.clock.move(minute)
  await runCampaign(stack.services, id)
  expect((await campaigns.get(id)).progress).toMatchObject({ queued: 5 })
})

test('whoever has had as many as the category allows is refused, and told so', async () => {
  const stack = await startStack()
  const campaigns = campaignsOf(stack)
  const [person = ''] = await campaigns.people(1, 0)
  const limited = stack.services.categories.find(({ key }) => key === 'marketing')
  const services = {
    ...stack.services,
    categories: stack.services.categories.map((one) =>
      one === limited ? { ...one, frequency: { atMost: 1, days: 7 } } : one,
    ),
  }
  await stack.api.send({
    contact: person,
    category: 'marketing',
    template: { name: 'spring', language: 'en' },
  })
  await stack.quiet()
  stack.clock.move(day)
  await stack.stopWork()
  const id = await campaigns.begin([person])
  await runCampaign(services, id)
  expect((await campaigns.get(id)).progress.refusals).toMatchObject([{ reason: 'too_frequent', count: 1 }])
})

test('each person’s own words stand in the message, and a line without them is not taken', async () => {
  const stack = await startStack()
  const campaigns = campaignsOf(stack)
  const ana = await consenting(stack, 'Ana')
  const ben = await consenting(stack, 'Ben')
  const text = 'Hello {{name}}, bread at {{ hour }}.'
  const { id } = await campaigns.make({ template: undefined, text })
  const consented = await stack.api.call('POST', `/v1/campaigns/${id}/audience/consented`)
  expect(consented).toMatchObject({ status: 409 })
  const answer = await campaigns.add(id, [
    { contact: ana.id, variables: { name: 'Ana', hour: '8' } },
    { contact: ben.id, variables: { name: 'Ben' } },
  ])
  expect(answer).toMatchObject([
    { line: 2, problem: 'missing_variables' },
    { summary: { added: 1, missing_variables: 1 } },
  ])
  await campaigns.act(id, 'start')
  await campaigns.run(id)
  expect((await ana.texts()).at(-1)).toBe('Hello Ana, bread at 8.')
})

test('everybody who has opted in, without being named one by one', async () => {
  const stack = await startStack()
  const campaigns = campaignsOf(stack)
  const people = await campaigns.people(30, 0)
  await campaigns.people(5, 100, 'opt_out')
  await meet(stack)
  const { id } = await campaigns.make()
  const call = async () => {
    const answer = await fetch(`${stack.url}/v1/campaigns/${id}/audience/consented`, { method: 'POST' })
    return (await answer.text()).trim().split('\n').at(-1)
  }
  expect(await call()).toBe('{"summary":{"added":30,"already":0}}')
  expect(await call()).toBe('{"summary":{"added":0,"already":30}}')
  expect((await campaigns.members(id)).map(({ contact }) => contact).sort()).toEqual([...people].sort())
})

test('two contacts that turn out to be one person get it once', async () => {
  const stack = await startStack()
  const campaigns = campaignsOf(stack)
  const people = await campaigns.people(4, 0)
  const [first = '', second_ = '', third = '', fourth = ''] = people
  await stack.stopWork()
  const id = await campaigns.begin(people)
  const merge = async (into: string, other: string) => {
    const answer = await stack.api.call('POST', `/v1/contacts/${into}/merge`, { with: other })
    expect(answer.status).toBe(200)
  }
  // One pair before their turn, the other while both messages are queued.
  await merge(first, second_)
  await runCampaign(stack.services, id)
  await merge(third, fourth)
  await stack.startWork()
  stack.clock.move(3 * second)
  await stack.sweep()
  const { progress } = await campaigns.run(id)
  expect(progress).toMatchObject({ sent: 2, refused: 2, refusals: [{ reason: 'campaign_twice', count: 2 }] })
  expect(await reached(stack)).toHaveLength(2)
})

test('an answer to a person does not wait behind a campaign', async () => {
  const stack = await startStack()
  const campaigns = campaignsOf(stack)
  const ana = await consenting(stack, 'Ana')
  await stack.stopWork()
  const id = await campaigns.begin(await campaigns.people(40, 0))
  await runCampaign(stack.services, id)
  expect(queued(stack)).toHaveLength(40)
  const { id: answer } = await stack.api.send({ contact: ana.id, text: 'Fresh at eight.' })
  await stack.startWork()
  await stack.quiet()
  const order = z
    .array(z.object({ id: z.string() }))
    .parse(stack.rows('select id from messages where claimed_at is not null order by claimed_at, id'))
    .map((row) => row.id)
  // Beside it as many may be at work at once as there are hands.
  expect(order.indexOf(answer) - 2).toBeLessThan(10)
})

test('the ledger tells of a campaign from its making to its end', async () => {
  const stack = await startStack()
  const campaigns = campaignsOf(stack)
  const id = await campaigns.begin(await campaigns.people(2, 0))
  await campaigns.run(id)
  const answer = await stack.api.call('GET', '/v1/events?limit=200')
  const { items } = z
    .object({ items: z.array(z.object({ kind: z.string(), data: z.record(z.string(), z.unknown()) })) })
    .parse(answer.json)
  const told = items.filter(({ data }) => data.campaign === id).map(({ kind }) => kind)
  expect(told).toEqual([
    'campaign.created',
    'campaign.started',
    'message.allowed',
    'message.allowed',
    'campaign.done',
  ])
})
