import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { testAccount } from '../support/build-stack.ts'
import { startStack } from '../support/start-stack.ts'
import { deliver } from '../support/webhook-body.ts'

const folder = join(import.meta.dirname, '..', 'fixtures', 'webhooks')
const files = readdirSync(folder).filter((file) => file.endsWith('.json'))

/** Every number that the file names is ours, or nothing in it would be read. */
const accountsFor = (bytes: Buffer) => {
  const named = [...bytes.toString('utf8').matchAll(/"phone_number_id"\s*:\s*"?(\d+)/g)].map(([, id]) => id)
  const numbers = [...new Set(named.length > 0 ? named : ['1'])]
  return numbers.map((phoneNumberId, index) => ({
    ...testAccount,
    id: index === 0 ? 'main' : `number-${index}`,
    phoneNumberId,
    apiUrl: 'http://127.0.0.1:9',
  }))
}

const eventsSchema = z.array(z.object({ kind: z.string(), state: z.string(), effect: z.string().nullable() }))

test.each(files)('%s goes through ingress and worker, and nothing of it is lost', async (file) => {
  const bytes = readFileSync(join(folder, file))
  const stack = await startStack({ accounts: accountsFor(bytes) })
  expect((await deliver(stack, bytes)).status).toBe(200)
  await stack.inboxEmpty()
  const events = eventsSchema.parse(stack.rows('select kind, state, effect from events'))
  expect(events.length).toBeGreaterThan(0)
  for (const event of events) {
    expect(['done', 'kept', 'unmatched']).toContain(event.state)
    expect(event.effect).toEqual(expect.any(String))
  }
  expect((await stack.api.ready()).database).toMatchObject({ deadDeliveries: 0, deadEvents: 0 })
})
