import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { hour, minute, second } from '../../src/domain/clock.ts'
import { openTell } from '../../src/outgoing/tell.ts'
import { buildStack, type Stack } from '../support/build-stack.ts'
import { eventually } from '../support/eventually.ts'
import { type Call, eventOf, openReceiver, type Receiver } from '../support/receiver.ts'
import { testQueue } from '../support/start-stack.ts'

let stack: Stack
let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
  stack = await buildStack({ ...(await testQueue()), environment: { ASSENT_HOOKS_TO_PRIVATE: 'yes' } })
})
afterAll(async () => {
  await stack.close()
  await receiver.close()
})
beforeEach(() => receiver.answers(200))

const made = z.looseObject({ id: z.string(), secret: z.string() })
const sendsPage = z.object({
  items: z.array(
    z.looseObject({
      id: z.string(),
      event: z.number(),
      kind: z.string(),
      state: z.enum(['waiting', 'delivered', 'given_up']),
      attempts: z.number(),
      status: z.number().nullable(),
      error: z.string().nullable(),
      nextAt: z.string().nullable(),
      endedAt: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})

let paths = 0
/** A hook with an address of its own, for links unless the test says otherwise. */
const newHook = async (kinds: string[] = ['link']) => {
  paths += 1
  const path = `/hook-${paths}`
  const answer = await stack.api.call('POST', '/v1/hooks', { url: `${receiver.url}${path}`, kinds })
  expect(answer.status, answer.text).toBe(201)
  const { id, secret } = made.parse(answer.json)
  const sends = async (query = '') =>
    sendsPage.parse((await stack.api.call('GET', `/v1/hooks/${id}/sends${query}`)).json)
  return { id, secret, path, sends, calls: () => receiver.to(path) }
}

const happen = async (campaign = 'window'): Promise<void> => {
  const answer = await stack.api.call('POST', '/v1/links', { campaign, text: 'Hello' })
  expect(answer.status).toBe(201)
}

const heard = (calls: () => Call[], count: number): Promise<void> =>
  eventually(() => {
    if (calls().length < count) throw new Error(`heard ${calls().length} of ${count}`)
  })

const only = <Item>(items: readonly Item[]): Item => {
  const [first, ...rest] = items
  if (first === undefined || rest.length > 0) throw new Error(`expected one, found ${items.length}`)
  return first
}

/** Checks as a receiver does, at the moment of the stack's clock. */
const verify = (secret: string, { headers, body }: Call): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: stack.clock.now() })
  try {
    new Webhook(secret).verify(body, headers)
  } finally {
    vi.useRealTimers()
  }
}

describe('a hook', () => {
  it('is told at once what happens, signed, with what GET /v1/events says of it', async () => {
    const hook = await newHook()
    await happen('shop window')
    await heard(hook.calls, 1)
    const call = only(hook.calls())
    verify(hook.secret, call)
    expect(() => verify(`whsec_${Buffer.alloc(32).toString('base64')}`, call)).toThrow()
    expect(() => verify(hook.secret, { ...call, body: `${call.body} ` })).toThrow()
    expect(call.headers['content-type']).toBe('application/json')
    expect(call.json).toMatchObject({ type: 'link.made', data: { campaign: 'shop window', contact: null } })
    const { seq } = eventOf(call)
    const events = await stack.api.call('GET', `/v1/events?after=${seq - 1}&limit=1`)
    expect(events.json).toMatchObject({ items: [{ seq, id: call.headers['webhook-id'], kind: 'link.made' }] })
    const log = await eventually(async () => {
      const found = only((await hook.sends()).items)
      expect(found.state).toBe('delivered')
      return found
    })
    expect(log).toMatchObject({
      event: seq,
      kind: 'link.made',
      attempts: 1,
      status: 200,
      error: null,
      nextAt: null,
    })
  })

  it('is signed with the old secret and the new while it changes over, and then with the new alone', async () => {
    const hook = await newHook()
    const rotate = async (): Promise<string> =>
      z
        .object({ secret: z.string() })
        .parse((await stack.api.call('POST', `/v1/hooks/${hook.id}/rotate`)).json).secret
    const second = await rotate()
    await happen()
    await heard(hook.calls, 1)
    verify(hook.secret, only(hook.calls()))
    verify(second, only(hook.calls()))
    const third = await rotate()
    await happen()
    await heard(hook.calls, 2)
    const [, last] = hook.calls()
    if (!last) throw new Error('nothing came')
    verify(second, last)
    verify(third, last)
    expect(() => verify(hook.secret, last)).toThrow()
  })

  it('hears only the kinds that it asked for, and everything when it named none', async () => {
    const consents = await newHook(['consent'])
    const exact = await newHook(['statement.recorded'])
    const all = await newHook([])
    const { id } = await stack.api.addContact({ phone: '+14155557001' })
    const stop = { method: 'email', decision: 'opt_out', categories: ['marketing'] }
    expect((await stack.api.call('POST', `/v1/contacts/${id}/statements`, stop)).status).toBe(201)
    await heard(consents.calls, 1)
    await heard(exact.calls, 1)
    await eventually(() => {
      const kinds = all.calls().map((call) => eventOf(call).type)
      expect(kinds).toEqual(
        expect.arrayContaining(['contact.added', 'statement.recorded', 'consent.changed']),
      )
    })
    expect(consents.calls().every((call) => eventOf(call).type.startsWith('consent.'))).toBe(true)
    expect(exact.calls().map((call) => eventOf(call).type)).toEqual(['statement.recorded'])
    for (const { id: hookId } of [consents, exact, all]) await stack.api.call('DELETE', `/v1/hooks/${hookId}`)
  })

  it('is tried again on the schedule of the specification, under one id, and given up after the last', async () => {
    receiver.answers(500)
    const hook = await newHook()
    await happen()
    const pauses = [
      5 * second,
      5 * minute,
      30 * minute,
      2 * hour,
      5 * hour,
      10 * hour,
      14 * hour,
      20 * hour,
      24 * hour,
    ]
    for (const [index, pause] of pauses.entries()) {
      const waiting = await eventually(async () => {
        const found = only((await hook.sends()).items)
        expect(found.attempts).toBe(index + 1)
        return found
      })
      expect(waiting).toMatchObject({ state: 'waiting', status: 500 })
      const until = Date.parse(waiting.nextAt ?? '') - stack.clock.now()
      expect(Math.abs(until - pause), `pause ${index}`).toBeLessThan(4 * second)
      if (pause > minute) {
        stack.clock.move(until - 10 * second)
        await stack.sweep()
        expect(only((await hook.sends()).items).attempts).toBe(index + 1)
        stack.clock.move(11 * second)
      } else stack.clock.move(Math.max(0, until) + second)
      await stack.sweep()
    }
    await eventually(async () => expect(only((await hook.sends()).items).state).toBe('given_up'))
    expect(only((await hook.sends()).items)).toMatchObject({ attempts: 10, nextAt: null, status: 500 })
    expect(hook.calls()).toHaveLength(10)
    expect(new Set(hook.calls().map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(hook.calls().map(({ body }) => body)).size).toBe(1)
    const last = hook.calls().at(-1)
    if (last) verify(hook.secret, last)
  }, 60_000)

  it('that answers 410 is not told this again, and no redirect is followed', async () => {
    const gone = await newHook()
    receiver.answers(410)
    await happen()
    await eventually(async () => expect(only((await gone.sends()).items).state).toBe('given_up'))
    expect(only((await gone.sends()).items)).toMatchObject({ attempts: 1, status: 410 })
    await stack.api.call('DELETE', `/v1/hooks/${gone.id}`)
    const moved = await newHook()
    receiver.answers(302, `${receiver.url}/elsewhere`)
    await happen()
    await eventually(async () =>
      expect(only((await moved.sends()).items)).toMatchObject({ attempts: 1, status: 302 }),
    )
    expect(receiver.to('/elsewhere')).toEqual([])
    await stack.api.call('DELETE', `/v1/hooks/${moved.id}`)
  })

  it('loses nothing over a restart of the work and of its own machine, and hears it in order', async () => {
    const hook = await newHook()
    await happen('first')
    await heard(hook.calls, 1)
    await stack.stopWork()
    for (let index = 0; index < 12; index += 1) await happen(`while away ${index}`)
    expect(hook.calls()).toHaveLength(1)
    await stack.startWork()
    await stack.sweep()
    await Promise.all(Array.from({ length: 12 }, (_, index) => happen(`at once ${index}`)))
    await heard(hook.calls, 25)
    const seqs = hook.calls().map((call) => eventOf(call).seq)
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
    const campaigns = hook
      .calls()
      .map(
        ({ json }) => z.object({ data: z.looseObject({ campaign: z.string() }) }).parse(json).data.campaign,
      )
    expect(new Set(campaigns).size).toBe(25)
    await eventually(async () => {
      const { items } = await hook.sends('?limit=200')
      expect(items.map(({ state }) => state)).toEqual(Array(25).fill('delivered'))
    })
  })

  it('that is removed falls silent, also with what was on its way, and keeps nobody from its log', async () => {
    receiver.answers(503)
    const hook = await newHook()
    await happen()
    await heard(hook.calls, 1)
    expect((await stack.api.call('DELETE', `/v1/hooks/${hook.id}`)).status).toBe(204)
    receiver.answers(200)
    await happen()
    stack.clock.move(hour)
    await stack.sweep()
    const [send] = await eventually(() => {
      const rows = stack.rows(`select state, error from hook_sends where hook_id = '${hook.id}'`)
      expect(rows).toEqual([{ state: 'given_up', error: 'the hook was removed' }])
      return rows
    })
    expect(send).toBeDefined()
    expect(hook.calls()).toHaveLength(1)
    expect((await stack.api.call('GET', `/v1/hooks/${hook.id}/sends`)).status).toBe(404)
    expect((await stack.api.call('DELETE', `/v1/hooks/${hook.id}`)).status).toBe(404)
    expect((await stack.api.call('POST', `/v1/hooks/${hook.id}/rotate`)).status).toBe(404)
  })

  it('tells of its sends the newest first, page by page', async () => {
    const hook = await newHook()
    for (let index = 0; index < 5; index += 1) await happen(String(index))
    await heard(hook.calls, 5)
    const seen: number[] = []
    for (let query = '?limit=2'; ; ) {
      const { items, next } = await hook.sends(query)
      seen.push(...items.map(({ event }) => event))
      if (next === null) break
      query = `?limit=2&after=${next}`
    }
    expect(seen).toHaveLength(5)
    expect(seen).toEqual([...seen].sort((a, b) => b - a))
  })

  it('that does not answer holds up nobody else', async () => {
    const dead = await stack.api.call('POST', '/v1/hooks', { url: 'http://127.0.0.1:9/', kinds: ['link'] })
    const { id } = made.parse(dead.json)
    const hook = await newHook()
    for (let index = 0; index < 4; index += 1) await happen(String(index))
    await heard(hook.calls, 4)
    await eventually(async () => {
      const { items } = sendsPage.parse((await stack.api.call('GET', `/v1/hooks/${id}/sends`)).json)
      expect(items.map(({ state, error }) => ({ state, error }))).toEqual(
        Array(4).fill({ state: 'waiting', error: 'ECONNREFUSED' }),
      )
    })
  })
})

describe('what is made at connect time', () => {
  const event = { id: 'led_1', atSeconds: 1_800_000_000, body: '{}' }
  const secrets = [`whsec_${Buffer.alloc(32, 7).toString('base64')}`]

  it('is refused where a name stands for a private address, and nothing arrives', async () => {
    const tell = openTell(false)
    for (const host of [
      'localhost',
      'LOCALHOST',
      'localhost.',
      '127.0.0.1',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
      '[::]',
      '2130706433',
      '0x7f.1',
      '017700000001',
    ]) {
      const posted = await tell({ url: `http://${host}:${receiver.port}/private`, secrets }, event)
      expect(posted, host).toMatchObject({ outcome: expect.stringMatching(/refused|failed/) })
    }
    expect(receiver.to('/private')).toEqual([])
  })

  it('is made where the operator has allowed it', async () => {
    const posted = await openTell(true)({ url: `${receiver.url}/allowed`, secrets }, event)
    expect(posted).toEqual({ outcome: 'answered', status: 200 })
  })
})
