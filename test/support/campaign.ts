import { z } from 'zod'
import { runCampaign } from '../../src/app/run-campaign.ts'
import { second } from '../../src/domain/clock.ts'
import type { Stack } from './build-stack.ts'
import type { Json } from './wire.ts'

const reasonCounts = z.array(z.object({ reason: z.string(), says: z.string(), count: z.number() }))

const campaignShape = z.object({
  id: z.string(),
  state: z.enum(['paused', 'running', 'cancelled', 'done']),
  possible: z.array(z.string()),
  endedAt: z.string().nullable(),
  progress: z.object({
    total: z.number(),
    waiting: z.number(),
    queued: z.number(),
    sent: z.number(),
    delivered: z.number(),
    read: z.number(),
    failed: z.number(),
    refused: z.number(),
    cancelled: z.number(),
    refusals: reasonCounts,
    held: reasonCounts,
    percent: z.number(),
    estimatedEnd: z.string().nullable(),
  }),
})
export type Campaign = z.infer<typeof campaignShape>

const outLine = z.object({
  line: z.number().optional(),
  problem: z.string().optional(),
  says: z.string().optional(),
  summary: z.record(z.string(), z.number()).optional(),
})

const memberPage = z.object({
  items: z.array(
    z.object({
      contact: z.string(),
      state: z.string(),
      reason: z.string().nullable(),
      says: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
  next: z.number().nullable(),
})

const imported = z.object({ items: z.array(z.object({ contact: z.string() })) })

/** Every member is counted once. */
export const sumOf = ({ progress }: Campaign): number =>
  progress.waiting + progress.queued + progress.sent + progress.failed + progress.refused + progress.cancelled

/** Everything has left; on a busy machine a bell may come too late to be heard, so it is swept for as well. */
export const settled = async (stack: Stack): Promise<void> => {
  await stack.sweep()
  await stack.quiet()
}

/** Campaigns as a business's program handles them. */
export const campaignsOf = (stack: Stack) => {
  const post = async (path: string, body?: unknown) => {
    const answer = await stack.api.call('POST', path, body)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`)
    return answer.json
  }
  const get = async (id: string): Promise<Campaign> =>
    campaignShape.parse((await stack.api.call('GET', `/v1/campaigns/${id}`)).json)
  const act = async (id: string, what: string): Promise<Campaign> =>
    campaignShape.parse(await post(`/v1/campaigns/${id}/${what}`))
  const add = async (id: string, lines: readonly unknown[]) => {
    const answer = await fetch(`${stack.url}/v1/campaigns/${id}/audience`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines.map((line) => (line === null ? 'not JSON' : JSON.stringify(line))).join('\n'),
    })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${answer.status} ${text}`)
    return text
      .trim()
      .split('\n')
      .map((line) => outLine.parse(JSON.parse(line)))
  }
  const make = async (more: Json = {}): Promise<Campaign> =>
    campaignShape.parse(
      await post('/v1/campaigns', {
        name: 'Spring bread',
        category: 'marketing',
        template: { name: 'spring', language: 'en' },
        ...more,
      }),
    )
  return {
    get,
    act,
    add,
    make,
    /** A campaign for these people, started. */
    begin: async (people: readonly unknown[], more: Json = {}): Promise<string> => {
      const { id } = await make(more)
      await add(id, people)
      await act(id, 'start')
      return id
    },
    members: async (id: string, query = '') =>
      memberPage.parse((await stack.api.call('GET', `/v1/campaigns/${id}/members?limit=200${query}`)).json)
        .items,
    /** So many people of whom an earlier consent, or an opt-out, is known: their contact ids. */
    people: async (count: number, first: number, decision: 'opt_in' | 'opt_out' = 'opt_in') => {
      const records = Array.from({ length: count }, (_, index) => ({
        phone: `+49151${String(15_600_000 + first + index)}`,
        decision,
        categories: ['marketing'],
        grade: 'B',
        evidence: {
          origin: 'the old list',
          date: '2026-01-01',
          wording: 'I agree that Sunrise Bakery sends me offers on WhatsApp. Reply STOP at any time.',
          language: 'en',
          version: '1',
        },
      }))
      return imported.parse(await post('/v1/imports', { records })).items.map(({ contact }) => contact)
    },
    /** Takes turns, a second apart, until it is over or so many have been taken. */
    run: async (id: string, turns = 200): Promise<Campaign> => {
      for (let turn = 0; turn < turns; turn += 1) {
        await runCampaign(stack.services, id)
        await settled(stack)
        const campaign = await get(id)
        if (campaign.state === 'done' || campaign.state === 'cancelled') return campaign
        stack.clock.move(6 * second)
      }
      return get(id)
    },
  }
}
