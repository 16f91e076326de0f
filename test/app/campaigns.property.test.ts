import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { addContact } from '../../src/app/add-contact.ts'
import {
  campaignProgress,
  loadCampaign,
  makeCampaign,
  moveCampaign,
  openAudience,
} from '../../src/app/campaigns.ts'
import { reasonInWords } from '../../src/app/check-audience.ts'
import { explainMessage } from '../../src/app/explain-message.ts'
import { hearContact } from '../../src/app/hear-contact.ts'
import { mergeContacts } from '../../src/app/one-person.ts'
import type { Sent, Services, Shared } from '../../src/app/ports.ts'
import { readDelivery } from '../../src/app/read-delivery.ts'
import { recordStatement } from '../../src/app/record-statement.ts'
import { runCampaign } from '../../src/app/run-campaign.ts'
import { sendMessage } from '../../src/app/send-message.ts'
import { noQueue } from '../../src/commands/no-queue.ts'
import { prepareDatabase } from '../../src/commands/roles.ts'
import { readConfig } from '../../src/config/config.ts'
import { minute, second } from '../../src/domain/clock.ts'
import { messageOfAttempt } from '../../src/domain/message.ts'
import { openLogger } from '../../src/logger.ts'
import { type Assent, buildAssent } from '../../src/services.ts'
import { phoneNumberId, testAccount } from '../support/build-stack.ts'
import { bodyOf, bytesOf, textFrom } from '../support/webhook-body.ts'

/** Everything real but the clock, the queue and the platform; no server, so that thousands of steps take seconds. */
const folder = mkdtempSync(join(tmpdir(), 'assent-campaigns-'))
let now = Date.UTC(2026, 5, 1)
let assent: Assent
let reader: Database.Database
let phones = 0

beforeAll(async () => {
  const config = readConfig({ ASSENT_DATA_DIR: folder, ASSENT_ACCOUNTS: JSON.stringify([testAccount]) })
  await prepareDatabase(config, true)()
  assent = await buildAssent(config, openLogger('silent'), {
    clock: { now: () => now },
    backend: noQueue,
    random: () => 0.5,
    lasts: false,
  })
  reader = new Database(config.databaseFile, { readonly: true })
})
afterAll(async () => {
  reader.close()
  await assent.close()
  rmSync(folder, { recursive: true, force: true })
})

const ids = (sql: string, ...values: string[]): string[] =>
  z
    .array(z.object({ id: z.string() }))
    .parse(reader.prepare(sql).all(...values))
    .map(({ id }) => id)

const size = 5
const who = fc.nat({ max: size - 1 })
/** What may happen beside the campaign, also between another process's look and its commit. */
const beside = [
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('time' as const),
      ms: fc.constantFrom(1, 999, 6_000, 61_000, 3_700_000),
    }),
  },
  { weight: 2, arbitrary: fc.constantFrom({ do: 'pause' } as const, { do: 'resume' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'cancel' } as const) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('recordStop' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('saysStop' as const), who }) },
  { weight: 2, arbitrary: fc.constant({ do: 'read' } as const) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), who, other: who }) },
]
const step = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ do: 'turn' } as const) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('send' as const), which: fc.nat({ max: 9 }) }) },
  ...beside,
)
/** Who is just being worked on stops, by a record or in the thread; or nothing happens. */
const race = fc.oneof(
  ...beside,
  { weight: 3, arbitrary: fc.constant({ do: 'stopsNow' } as const) },
  { weight: 8, arbitrary: fc.constant({ do: 'nothing' } as const) },
)
type Race = typeof race extends fc.Arbitrary<infer One> ? One : never
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never
const outcomes = fc.array(
  fc.constantFrom<Sent['outcome'] | 'pair'>(
    'accepted',
    'accepted',
    'accepted',
    'pair',
    'not_sent',
    'unknown',
  ),
  { minLength: 1, maxLength: 12 },
)

interface Player {
  readonly contactId: string
  readonly phone: string
}

const addPerson = async (services: Services): Promise<Player> => {
  phones += 1
  const phone = `+49151${15_200_000 + phones}`
  const { id } = await addContact(services, { phone, name: 'Ana' })
  await recordStatement(services, {
    contactId: id,
    method: 'agent',
    decision: 'opt_in',
    categories: ['marketing'],
    at: null,
    grade: null,
    evidence: { wording: 'I agree to the offers of Sunrise Bakery.', language: 'en', version: '1' },
    actor: 'a test',
  })
  return { contactId: id, phone }
}

/** One campaign, and a plain reading of what may leave: kept beside the program and told of every step's commit. */
const play = async (
  steps: readonly Step[],
  races: readonly Race[],
  fates: readonly (Sent['outcome'] | 'pair')[],
) => {
  now += 10 * minute
  const plain: Services = { ...assent.services, bell: { ring: async () => true } }
  const shared: Shared['shared'] = assent.shared.shared
  const people = await Promise.all(Array.from({ length: size }, () => addPerson(plain)))
  const { id } = await makeCampaign(
    plain,
    {
      name: 'A test',
      category: 'marketing',
      content: {
        type: 'template',
        name: 'spring',
        language: 'en',
        variables: [],
        payloads: [],
        rendered: 'Bread',
      },
    },
    'a test',
  )
  const root = new Map(people.map(({ contactId }) => [contactId, contactId]))
  const rootOf = (contactId: string): string => {
    const next = root.get(contactId) ?? contactId
    return next === contactId ? contactId : rootOf(next)
  }
  const stopped = new Set<string>()
  const got = new Map<string, number>()
  let state: 'paused' | 'running' | 'cancelled' | 'done' = 'paused'
  const complaints: string[] = []
  let fate = 0
  let spoken = 0
  let isOver = false

  const send = async (attempt: string): Promise<Sent> => {
    const [contactId = ''] = ids(
      'select contact_id as id from messages where id = ?',
      messageOfAttempt(attempt) ?? '',
    )
    const person = rootOf(contactId)
    if (stopped.has(person)) complaints.push('somebody who had stopped was written to')
    if (state !== 'running') complaints.push(`a message left a campaign that was ${state}`)
    if ((got.get(person) ?? 0) > 0) complaints.push('somebody got it twice')
    const outcome = isOver ? 'accepted' : (fates[fate % fates.length] ?? 'accepted')
    fate += 1
    if (outcome === 'accepted' || outcome === 'unknown') got.set(person, (got.get(person) ?? 0) + 1)
    if (outcome === 'accepted') return { outcome, wamid: `wamid.${attempt}`, waId: null, bsuid: null }
    if (outcome === 'pair') return { outcome: 'refused', code: 131056, details: '', retryAfterMs: null }
    if (outcome === 'not_sent') return { outcome, why: 'no connection' }
    return { outcome: 'unknown', why: 'cut off' }
  }

  const move = async (act: 'pause' | 'resume' | 'cancel'): Promise<void> => {
    const moved = await moveCampaign(plain, id, act, 'a test').catch(() => null)
    if (moved) ({ state } = moved)
  }

  const readAll = async (): Promise<void> => {
    for (const deliveryId of ids("select id from deliveries where state = 'unread'"))
      await readDelivery(plain, deliveryId)
    for (const contactId of ids("select distinct contact_id as id from events where state = 'pending'"))
      await hearContact(plain, contactId)
  }

  const recordStop = async (contactId: string): Promise<void> => {
    now += 1
    await recordStatement(plain, {
      contactId,
      method: 'email',
      decision: 'opt_out',
      categories: ['*'],
      at: null,
      grade: null,
      evidence: {},
      actor: 'a test',
    })
    stopped.add(rootOf(contactId))
  }

  /** What happens beside the campaign, at any moment. */
  const happens = async (one: Step): Promise<void> => {
    // The ledger's grain is a millisecond: within one nobody could tell afterwards what came first.
    now += 1
    switch (one.do) {
      case 'pause':
      case 'resume':
      case 'cancel':
        return move(one.do)
      case 'time':
        now += one.ms
        return
      case 'recordStop':
        return recordStop(people[one.who]?.contactId ?? '')
      case 'saysStop': {
        const { contactId = '', phone = '' } = people[one.who] ?? {}
        spoken += 1
        const from = phone.slice(1)
        const text = textFrom(from, 'STOP', `wamid.${id}.${spoken}`, Math.floor(now / second))
        await shared.saveDeliveries([
          {
            id: plain.newId('dlv'),
            businessId: plain.business.id,
            accountId: 'main',
            receivedAt: now,
            raw: bytesOf(bodyOf([text], phoneNumberId)),
            proof: 'a test',
            senders: [from, phone],
          },
        ])
        stopped.add(rootOf(contactId))
        return
      }
      case 'read':
        return readAll()
      case 'merge': {
        const [a = '', b = ''] = [people[one.who]?.contactId, people[one.other]?.contactId]
        if (rootOf(a) === rootOf(b)) return
        await mergeContacts(plain, a, b, 'a test')
        const [into, from] = [rootOf(a), rootOf(b)]
        root.set(from, into)
        if (stopped.has(from)) stopped.add(into)
        got.set(into, (got.get(into) ?? 0) + (got.get(from) ?? 0))
        return
      }
      default:
        return
    }
  }

  const waiting = [...races]
  // Another process comes between a look and its commit, for as long as there are steps for it.
  const racing: Services = {
    ...plain,
    provider: () => ({ send: ({ attempt }) => send(attempt), check: async () => null, templates: null }),
    store: {
      ...plain.store,
      commit: async (change, at) => {
        const between = waiting.shift()
        if (between?.do === 'stopsNow') await recordStop(change.contactId)
        else if (between && between.do !== 'nothing') await happens(between)
        return plain.store.commit(change, at)
      },
    },
  }
  const queuedMessages = () =>
    ids("select id from messages where campaign_id = ? and state in ('queued', 'unknown') order by id", id)

  const audience = await openAudience(plain, id)
  await audience.add(people.map(({ contactId }) => ({ who: contactId, variables: null })))
  state = (await moveCampaign(plain, id, 'start', 'a test')).state
  for (const one of steps) {
    if (one.do === 'turn') await runCampaign(racing, id)
    else if (one.do === 'send') {
      const list = queuedMessages()
      const message = list[one.which % Math.max(1, list.length)]
      if (message) await sendMessage(racing, message)
    } else await happens(one)
  }
  // Then nothing disturbs it any more: it must come to an end by itself.
  waiting.length = 0
  isOver = true
  await readAll()
  await move('resume')
  for (let turn = 0; turn < 40; turn += 1) {
    await runCampaign(racing, id)
    for (const message of queuedMessages()) await sendMessage(racing, message)
    now += 2 * minute
    const { state: reached } = await loadCampaign(plain, id)
    if (reached !== 'running' && queuedMessages().length === 0) break
  }
  const campaign = await loadCampaign(plain, id)
  const progress = await campaignProgress(plain, campaign)
  return {
    campaign,
    progress,
    complaints,
    messages: ids('select id from messages where campaign_id = ?', id),
    plain,
  }
}

it('whatever happens in whatever order: nobody who has stopped is written to, nobody twice, and everybody is accounted for', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.array(race, { maxLength: 20 }),
      outcomes,
      async (steps, races, fates) => {
        const { campaign, progress, complaints, messages, plain } = await play(steps, races, fates)
        expect(complaints).toEqual([])
        expect(['done', 'cancelled']).toContain(campaign.state)
        expect(progress).toMatchObject({ total: size, waiting: 0, queued: 0, percent: 100 })
        expect(progress.sent + progress.failed + progress.refused + progress.cancelled).toBe(size)
        for (const { reason } of progress.refusals) expect(reasonInWords(reason)).not.toBe(reason)
        for (const message of messages)
          expect((await explainMessage(plain, message)).agrees, message).toBe(true)
      },
    ),
    { seed: 4711, numRuns: 100 },
  )
}, 240_000)
