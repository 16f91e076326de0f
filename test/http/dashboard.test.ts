import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { meet } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'

const target = z.object({ refId: z.string(), expr: z.string().min(1) })
const panel = z.object({
  id: z.number(),
  type: z.enum(['row', 'timeseries', 'stat']),
  title: z.string().min(1),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  targets: z.array(target).default([]),
})
const dashboard = z.object({
  __inputs: z.array(z.object({ name: z.literal('DS_PROMETHEUS'), type: z.literal('datasource') })).length(1),
  schemaVersion: z.number().min(36),
  uid: z.string(),
  id: z.null(),
  panels: z.array(panel),
  templating: z.object({ list: z.array(z.object({ name: z.string(), definition: z.string() })) }),
})

const text = readFileSync(join(import.meta.dirname, '..', '..', 'grafana', 'assent.json'), 'utf8')
const { panels, templating } = dashboard.parse(JSON.parse(text))

/** A histogram is asked for by its buckets. */
const metricsIn = (expression: string): string[] =>
  [...expression.matchAll(/\bassent_[a-z0-9_]+/g)].map(([name]) => name.replace(/_bucket$/, ''))

test('the dashboard is whole: every panel has its own id and place, and asks something', () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  for (const { type, title, targets } of panels)
    if (type !== 'row') expect(targets.length, title).toBeGreaterThan(0)
  const places = panels.map(({ gridPos }) => gridPos)
  for (const a of places)
    for (const b of places) {
      if (a === b) continue
      const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y
      expect(apart, `${JSON.stringify(a)} lies over ${JSON.stringify(b)}`).toBe(true)
    }
  expect(places.every(({ x, w }) => x + w <= 24)).toBe(true)
})

test('it shows every metric that /metrics exposes, and names no other', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  await stack.poll()
  await ana.isAsked(['marketing'])
  await ana.says('stop')
  await ana.sees(2)
  await stack.sandbox.behave({ sendError: { code: 131026, httpStatus: 400, times: 1 } })
  await (await meet(stack, 'Ben')).isAsked(['marketing'], 'not_delivered')
  await stack.quiet()
  const scraped = (await stack.api.call('GET', '/metrics')).text
  const exposed = [...scraped.matchAll(/^# TYPE (assent_[a-z0-9_]+) /gm)].map(([, name]) => name)
  const named = new Set([
    ...panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => metricsIn(expr))),
    ...templating.list.flatMap(({ definition }) => metricsIn(definition)),
  ])
  expect([...named].sort()).toEqual([...new Set(exposed)].sort())
  for (const name of named) expect(scraped, name).toMatch(new RegExp(`^${name}(_count)?[ {]`, 'm'))
})

test('the numbers are told by their account, and how they stand', async () => {
  const stack = await startStack()
  await stack.sandbox.behave({ number: { quality: 'RED', limit: 'TIER_250' } })
  await stack.poll()
  const { text: scraped } = await stack.api.call('GET', '/metrics')
  expect(scraped).toContain('assent_account_quality{account="main"} 1')
  expect(scraped).toContain('assent_account_limit_people{account="main"} 250')
  expect(scraped).toContain('assent_account_controls_level{account="main"} 2')
  expect(scraped).toMatch(/assent_account_poll_age_seconds\{account="main"\} \d/)
})
