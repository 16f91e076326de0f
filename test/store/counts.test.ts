import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Store } from '../../src/app/ports.ts'
import { applyStatus } from '../../src/domain/apply-status.ts'
import { day, hour, secondOf } from '../../src/domain/clock.ts'
import { contributionOf } from '../../src/domain/counts.ts'
import { nobody } from '../../src/domain/identity.ts'
import type { Message } from '../../src/domain/message.ts'
import { confirmationTo, contactOf, dossierOf, newId, now, openTestStore } from '../support/open-store.ts'

const save = async (store: Store, message: Message): Promise<void> => {
  const { contact } = await dossierOf(store, message.contactId)
  const change = { contactId: contact.id, expectedVersion: contact.version, messages: [message] }
  expect(await store.commit(change, now)).toBe('done')
}

const statusOf = (status: string, code: number | null) => ({
  kind: 'status' as const,
  key: '',
  at: secondOf(now) + 5,
  person: nobody,
  wamid: 'wamid.1',
  status,
  callback: null,
  errors: code === null ? [] : [{ code, details: '' }],
})

const some = fc.constantFrom(
  statusOf('sent', null),
  statusOf('delivered', null),
  statusOf('read', null),
  statusOf('failed', 131_026),
  statusOf('failed', 131_049),
  statusOf('failed', 131_000),
)

it('whatever statuses come, and however often: the counts are the sum over the messages as they stand', async () => {
  const store = await openTestStore()
  const { contact } = await contactOf(store)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(some, fc.boolean()), { maxLength: 12 }), async (steps) => {
      let message: Message = {
        ...confirmationTo(contact.id, newId('msg')),
        kind: 'business',
        category: 'marketing',
        cohort: 'web_form',
        state: 'accepted',
        attempts: 1,
        claimedAt: now,
        firstClaimedAt: now,
        acceptedAt: now,
        wamid: 'wamid.1',
      }
      await save(store, message)
      for (const [status, isStop] of steps) {
        message = { ...applyStatus(message, status, now, 0.5), ledTo: isStop ? 'opted_out' : null }
        await save(store, message)
      }
    }),
    { numRuns: 30 },
  )
  const { messages } = await dossierOf(store, contact.id)
  const expected: Record<string, number> = {}
  for (const { what } of messages.flatMap(contributionOf)) expected[what] = (expected[what] ?? 0) + 1
  const rows = await store.messageCounts(
    { accountId: 'main', from: now - day, to: now + day },
    'method',
    Number.MAX_SAFE_INTEGER,
  )
  expect(Object.fromEntries(rows.map(({ what, n }) => [what, n]))).toEqual(expected)
  expect(new Set(rows.map(({ name, kind }) => `${kind} ${name}`))).toEqual(new Set(['business web_form']))
  const byHour = await store.messageCounts(
    { accountId: null, from: now - day, to: now + day },
    'account',
    hour,
  )
  expect(new Set(byHour.map(({ from }) => from))).toEqual(new Set([now - (now % hour)]))
}, 60_000)
