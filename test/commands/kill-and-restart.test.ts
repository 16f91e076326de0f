import { beforeAll, expect, inject, test } from 'vitest'
import { sandboxClient } from '../support/clients.ts'
import { assent, buildProgram, hasSaid, ownPlace, type Running } from './assent.ts'

beforeAll(buildProgram)

/** What the demo has just said when the process is killed. */
const moments = [
  'taps [Yes, please]',
  'writes “stop offers”',
  'nothing comes back',
  'texts “Yes”',
  'signs at',
]

test('killed five times in the middle of the demo and started again, the story ends the same', async () => {
  const place = await ownPlace(inject('redisUrl'))
  const start = async (): Promise<Running> => {
    const running = assent(['start'], place)
    await hasSaid(running, 'Stop with Ctrl+C')
    return running
  }
  let server = await start()
  const demo = assent(['demo'], place)
  for (const moment of moments) {
    await hasSaid(demo, moment)
    server.process.kill('SIGKILL')
    expect(await server.ended).toBeNull()
    server = await start()
  }
  expect(await demo.ended, demo.said()).toBe(0)
  for (const ending of [
    'offers: opted in · order updates: opted in',
    'offers: opted out · order updates: opted in',
    "→ agent     Dan hasn't responded for more than 10 seconds.",
    'offers: none · offers by SMS: opted in',
    'offers: opted out · newsletters: opted out',
    'That is the main job.',
  ]) {
    expect(demo.said()).toContain(ending)
  }
  const sends = await sandboxClient(`http://127.0.0.1:${place.ASSENT_SANDBOX_PORT}`).accepted()
  const requests = sends
    .filter(({ type }) => type === 'template')
    .map((send) => send.biz_opaque_callback_data)
  // Ana, Ben, Chloe, Dan twice, Eva, Fay; Gus is asked inside his own conversation, without a template.
  expect(requests).toHaveLength(7)
  expect(new Set(requests.map((attempt) => attempt?.split('.')[0])).size).toBe(7)
}, 240_000)
