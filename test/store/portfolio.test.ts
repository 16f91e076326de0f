import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Store } from '../../src/app/ports.ts'
import { day, hour } from '../../src/domain/clock.ts'
import { contactOf, dossierOf, now, openTestStore, ownFile } from '../support/open-store.ts'

const limit = 3

/** Counts a person, as a claim does; false when there is no room. */
const claim = async (store: Store, contactId: string, at: number): Promise<boolean> => {
  const { contact } = await dossierOf(store, contactId)
  const committed = await store.commit(
    { contactId, expectedVersion: contact.version, reach: { portfolio: 'main', limit, at } },
    at,
  )
  return committed === 'done'
}

it('no 24 hours ever have more people than the limit, and whoever counts already goes on', async () => {
  const store = await openTestStore()
  const people = await Promise.all(Array.from({ length: 6 }, async () => (await contactOf(store)).contact.id))
  let begin = now
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(people.length - 1), fc.integer({ min: 1, max: 12 * hour })), {
        maxLength: 40,
      }),
      async (steps) => {
        let at = begin
        const reached: { id: string; at: number }[] = []
        const since = (from: number) => new Set(reached.filter((one) => one.at > from).map(({ id }) => id))
        for (const [index, wait] of steps) {
          at += wait
          const id = people[index] ?? ''
          const counted = since(at - day)
          const { reached: told, isCounted, oldestAt } = await store.accountQuality('main', id, at)
          expect([told, isCounted]).toEqual([counted.size, counted.has(id)])
          const isTaken = await claim(store, id, at)
          expect(isTaken).toBe(counted.has(id) || counted.size < limit)
          if (isTaken) reached.push({ id, at })
          // Where there is no room, there is when the first of them falls out.
          else expect(oldestAt).toBeGreaterThan(at - day)
        }
        for (const { at: end } of reached) {
          const within = reached.filter((one) => one.at <= end && one.at > end - day)
          expect(new Set(within.map(({ id }) => id)).size).toBeLessThanOrEqual(limit)
        }
        begin = at + 2 * day
      },
    ),
    { numRuns: 40 },
  )
}, 60_000)

it('of claims in several processes at the same moment no more get through than there are places', async () => {
  const file = ownFile()
  const stores = await Promise.all([openTestStore(file), openTestStore(file), openTestStore(file)])
  const [first] = stores
  if (!first) throw new Error('there is no store')
  const people = await Promise.all(Array.from({ length: 9 }, async () => (await contactOf(first)).contact.id))
  const taken = await Promise.all(
    people.map((id, index) => claim(stores[index % stores.length] ?? first, id, now)),
  )
  expect(taken.filter(Boolean)).toHaveLength(limit)
  expect((await first.accountQuality('main', null, now)).reached).toBe(limit)
})

it('people of one business do not count for another, nor do those of another portfolio', async () => {
  const store = await openTestStore()
  const [ana, ben] = [(await contactOf(store)).contact, (await contactOf(store)).contact]
  for (const { id } of [ana, ben]) {
    const { contact } = await dossierOf(store, id)
    const reach = { portfolio: 'other', limit: null, at: now }
    await store.commit({ contactId: id, expectedVersion: contact.version, reach }, now)
  }
  expect((await store.accountQuality('main', null, now)).reached).toBe(0)
  expect(await store.reachedAmong('other', [ana.id], now)).toEqual(new Set([ana.id]))
  expect(await store.reachedAmong('other', [ana.id], now + day)).toEqual(new Set())
})
