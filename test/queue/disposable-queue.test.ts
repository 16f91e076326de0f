import { ulid } from 'ulid'
import { describe, expect, onTestFinished, test } from 'vitest'
import { buildStack, type Stack } from '../support/build-stack.ts'
import { eventually } from '../support/eventually.ts'
import { meet } from '../support/person.ts'
import { hasRedisServer, privateRedis, queueKind, type RedisServer } from '../support/redis-server.ts'
import { startStack } from '../support/start-stack.ts'
import { bodyOf, bytesOf, deliver, textFrom } from '../support/webhook-body.ts'
import { forRedis } from '../support/with-redis.ts'

const second = (): number => Math.floor(Date.now() / 1_000)

const stopOf = (from: string): Buffer =>
  bytesOf(bodyOf([textFrom(from, 'stop', `wamid.${ulid()}`, second())]))

describe.skipIf(!hasRedisServer() || queueKind() === 'embedded')(
  `the queue is disposable ${forRedis}`,
  () => {
    const startBoth = async (): Promise<{ redis: RedisServer; stack: Stack }> => {
      const redis = await privateRedis()
      await redis.start()
      const stack = await buildStack({ redisUrl: redis.url })
      onTestFinished(async () => {
        redis.thaw()
        await stack.close()
        await redis.close()
      })
      return { redis, stack }
    }
    const timedDelivery = async (stack: Stack, from: string): Promise<void> => {
      const started = performance.now()
      expect((await deliver(stack, stopOf(from))).status).toBe(200)
      expect(performance.now() - started).toBeLessThan(1_000)
    }
    const allStopped = (stack: Stack, count: number) =>
      eventually(async () => {
        await stack.sweep()
        const states = (await stack.api.contacts()).map(({ consents }) => consents[0]?.state)
        expect(states).toEqual(Array(count).fill('opted_out'))
      }, 20_000)

    test('wiped in the middle of everything, the sweep brings all of it back', async () => {
      const { redis, stack } = await startBoth()
      const ana = await meet(stack)
      const { id } = await ana.isAsked(['marketing'])
      await stack.quiet()
      await stack.stopWork()
      for (let index = 0; index < 5; index += 1) await deliver(stack, stopOf(`1415557000${index}`))
      await stack.api.ask((await meet(stack, 'Ben')).id, { categories: ['utility'] })
      await redis.command('FLUSHALL')
      await stack.startWork()
      stack.clock.move(11_000)
      expect(await stack.sweep()).toMatchObject({ deliveries: 5, messages: 1, requests: 0 })
      await stack.quiet()
      expect(
        stack.rows("select id from messages where kind = 'request' and state = 'accepted'"),
      ).toHaveLength(2)
      expect(
        stack.rows("select contact_id from consents where category = 'utility' and state = 'opted_out'"),
      ).toHaveLength(5)

      await redis.command('FLUSHALL')
      stack.clock.move(24 * 3_600_000)
      expect(await stack.sweep()).toMatchObject({ requests: 2 })
      await eventually(async () => expect(await stack.api.request(id)).toMatchObject({ state: 'silent' }))
    })

    test.each([
      ['frozen', (redis: RedisServer) => redis.freeze()],
      ['killed', (redis: RedisServer) => redis.kill()],
    ])('%s, webhooks are answered as before, and all is done when it is back', async (_how, harm) => {
      const { redis, stack } = await startBoth()
      await timedDelivery(stack, '14155571001')
      await harm(redis)
      for (let index = 2; index < 8; index += 1) await timedDelivery(stack, `1415557100${index}`)
      redis.thaw()
      if (_how === 'killed') await redis.start()
      stack.clock.move(11_000)
      await allStopped(stack, 7)
      await stack.quiet()
      expect(stack.rows("select id from events where kind = 'message'")).toHaveLength(7)
      const ready = await stack.api.ready()
      expect(ready.queue.answers).toBe(true)
    })

    test('a whole Assent starts while Redis is down, takes webhooks, and works when it comes', async () => {
      const redis = await privateRedis()
      const stack = await buildStack({ redisUrl: redis.url, works: false })
      onTestFinished(async () => {
        await stack.close()
        await redis.close()
      })
      await timedDelivery(stack, '14155572001')
      expect((await stack.api.ready()).queue.answers).toBe(false)
      await stack.startWork()
      await redis.start()
      stack.clock.move(11_000)
      await allStopped(stack, 1)
    })
  },
)

describe('whoever can write to the queue can only ring', () => {
  const forge = (stack: Stack, name: string, payload: object) =>
    stack.backend.add('inbound', name, payload, { attempts: 1, removeOnFail: true, removeOnComplete: true })

  test('forged jobs of unknown names, wrong payloads and unknown ids change nothing', async () => {
    const stack = await startStack()
    const ana = await meet(stack)
    await ana.isAsked(['marketing'])
    await stack.quiet()
    const before = stack.rows('select seq, hash from ledger')
    const forgeries: [string, object][] = [
      ['grant-consent', { contactId: ana.id, category: 'marketing' }],
      ['__proto__', {}],
      ['hear-contact', {}],
      ['hear-contact', { contactId: { $ne: null } }],
      ['hear-contact', { contactId: "' or 1 = 1 --" }],
      ['hear-contact', { contactId: ana.id, text: 'yes', answers: 'yes' }],
      ['read-delivery', { deliveryId: ['dlv_1'] }],
      ['read-delivery', { deliveryId: 'dlv_forged', raw: '{}' }],
      ['send-message', { messageId: 'msg_forged', to: '+14155550000', text: 'Buy!' }],
      ['end-waiting', { requestId: 'req_forged', dueAt: 0 }],
      ['end-waiting', { requestId: 5 }],
    ]
    for (const [name, payload] of forgeries) await forge(stack, name, payload)
    await eventually(async () => expect((await stack.backend.depths()).inbound).toBe(0))
    expect(stack.rows('select seq, hash from ledger')).toEqual(before)
    expect(await stack.sandbox.accepted()).toHaveLength(1)
    expect(stack.rows('select id from contacts')).toHaveLength(1)
  })

  test('a forged alarm does not end a waiting that is not over, nor a forged bell send anything twice', async () => {
    const stack = await startStack()
    const ana = await meet(stack)
    const { id } = await ana.isAsked(['marketing'])
    await stack.quiet()
    const [message] = stack.rows('select id from messages')
    await forge(stack, 'end-waiting', { requestId: id, dueAt: 0 })
    await forge(stack, 'send-message', { messageId: JSON.stringify(message).slice(7, -2) })
    await eventually(async () => expect((await stack.backend.depths()).inbound).toBe(0))
    expect(await stack.api.request(id)).toMatchObject({ state: 'delivered' })
    expect(await stack.sandbox.accepted()).toHaveLength(1)
  })
})
