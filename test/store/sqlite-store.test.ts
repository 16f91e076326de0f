import { describe, expect, test } from 'vitest'
import {
  confirmationTo,
  contactOf,
  dossierOf,
  found,
  keepDelivery,
  messageFrom,
  newId,
  now,
  openTestStore,
  ownFile,
  person,
  statusOf,
} from '../support/open-store.ts'

describe('a commit', () => {
  test('with a stale version is a conflict and changes nothing', async () => {
    const store = await openTestStore()
    const { contact } = await contactOf(store)
    const change = { contactId: contact.id, expectedVersion: contact.version }
    expect(await store.commit({ ...change, contact: { name: 'Bea' } }, now)).toBe('done')
    const late = { ...change, contact: { name: 'Cleo' }, messages: [confirmationTo(contact.id, 'late')] }
    expect(await store.commit(late, now)).toBe('conflict')
    const after = await dossierOf(store, contact.id)
    expect(after.contact).toMatchObject({ name: 'Bea', version: 2 })
    expect(after.messages).toEqual([])
  })

  test('of two processes at once is done by one of them', async () => {
    const file = ownFile()
    const [one, two] = [await openTestStore(file), await openTestStore(file)]
    const { contact } = await contactOf(one)
    const change = { contactId: contact.id, expectedVersion: contact.version }
    const outcomes = await Promise.all([one.commit(change, now), two.commit(change, now)])
    expect(outcomes.sort()).toEqual(['conflict', 'done'])
  })

  test('for an unknown contact is a conflict', async () => {
    const store = await openTestStore()
    expect(await store.commit({ contactId: 'ctc_nobody', expectedVersion: 1 }, now)).toBe('conflict')
  })

  test('is all or nothing: a broken ledger fact takes the rest back', async () => {
    const store = await openTestStore()
    const { contact } = await contactOf(store)
    const loop: Record<string, unknown> = {}
    loop.self = loop
    const fact = {
      id: newId('led'),
      businessId: 'biz_1',
      contactId: contact.id,
      kind: 'x',
      at: now,
      data: loop,
    }
    const message = confirmationTo(contact.id, 'one')
    const change = { contactId: contact.id, expectedVersion: 1, messages: [message], facts: [fact] }
    await expect(store.commit(change, now)).rejects.toThrow()
    const after = await dossierOf(store, contact.id)
    expect(after.messages).toEqual([])
    expect(after.contact.version).toBe(1)
  })

  test('drops a new message whose key is taken', async () => {
    const store = await openTestStore()
    const { contact } = await contactOf(store)
    const first = confirmationTo(contact.id, 'opted-out:stm_1')
    const again = confirmationTo(contact.id, 'opted-out:stm_1')
    await store.commit({ contactId: contact.id, expectedVersion: 1, messages: [first] }, now)
    await store.commit({ contactId: contact.id, expectedVersion: 2, messages: [again] }, now)
    expect((await dossierOf(store, contact.id)).messages.map(({ id }) => id)).toEqual([first.id])
  })
})

describe('a commit that must have heard everything', () => {
  const heard = (contactId: string) => ({ contactId, expectedVersion: 1, onlyWhenHeard: true })

  test('waits while a delivery from the person is unread, by phone as by business-scoped id', async () => {
    for (const [identity, sender] of [
      [{ kind: 'phone', value: '+14155550101' }, '14155550101'],
      [{ kind: 'bsuid', value: 'US.1' }, 'US.1'],
    ] as const) {
      const store = await openTestStore()
      const { contact } = await contactOf(store, [identity])
      const delivery = await keepDelivery(store, [sender])
      expect(await store.commit(heard(contact.id), now)).toBe('unheard')
      await store.recordEvents(delivery, [], now)
      expect(await store.commit(heard(contact.id), now)).toBe('done')
    }
  })

  test('does not wait for somebody else', async () => {
    const store = await openTestStore()
    const { contact } = await contactOf(store, [{ kind: 'phone', value: '+14155550102' }])
    await keepDelivery(store, ['14155550199'])
    expect(await store.commit(heard(contact.id), now)).toBe('done')
  })

  test('waits while an event is recorded but not heard, and for ever when it cannot be heard', async () => {
    const store = await openTestStore()
    const { contact } = await contactOf(store, [{ kind: 'phone', value: '+14155550103' }])
    const event = found(messageFrom(person({ waId: '14155550103' }), 'message:1'))
    await store.recordEvents(await keepDelivery(store), [event], now)
    expect(await store.commit(heard(contact.id), now)).toBe('unheard')
    const fates = []
    for (let tries = 0; tries < 5; tries += 1)
      fates.push(await store.countFailure({ eventId: event.id }, 'it fails'))
    expect(fates).toEqual(['again', 'again', 'again', 'again', 'dead'])
    expect(await store.commit(heard(contact.id), now)).toBe('unheard')
    expect(await store.counts()).toMatchObject({ pendingEvents: 0, deadEvents: 1 })
  })

  test('does not wait for a status', async () => {
    const store = await openTestStore()
    const { contact } = await contactOf(store)
    const message = { ...confirmationTo(contact.id, 'one'), wamid: 'wamid.1' }
    await store.commit({ contactId: contact.id, expectedVersion: 1, messages: [message] }, now)
    await store.recordEvents(await keepDelivery(store), [found(statusOf('wamid.1', 'sent'))], now)
    expect((await dossierOf(store, contact.id)).pending).toHaveLength(1)
    expect(await store.commit({ ...heard(contact.id), expectedVersion: 2 }, now)).toBe('done')
  })
})

describe('recording events', () => {
  test('counts each once, in one delivery as in several, and reads a delivery once', async () => {
    const store = await openTestStore()
    const from = person({ waId: '14155550104' })
    const event = () => found(messageFrom(from, 'message:same'))
    const first = await keepDelivery(store)
    const contacts = await store.recordEvents(first, [event(), event()], now)
    expect(contacts).toHaveLength(1)
    expect(await store.recordEvents(first, [event()], now)).toBeNull()
    expect(await store.recordEvents(await keepDelivery(store), [event()], now)).toEqual([])
    expect(await store.allEvents()).toHaveLength(1)
    expect(await store.unreadDelivery(first)).toBeNull()
  })

  test('finds one person by phone, by wa_id and by business-scoped id', async () => {
    const store = await openTestStore()
    const { contact } = await contactOf(store, [{ kind: 'phone', value: '+14155550105' }])
    const say = async (from: Parameters<typeof person>[0], key: string) =>
      store.recordEvents(await keepDelivery(store), [found(messageFrom(person(from), key))], now)
    expect(await say({ waId: '14155550105', bsuid: 'US.5' }, 'message:1')).toEqual([contact.id])
    expect(await say({ bsuid: 'US.5' }, 'message:2')).toEqual([contact.id])
    expect(await say({ waId: '14155550105' }, 'message:3')).toEqual([contact.id])
    expect((await dossierOf(store, contact.id)).identities.map(({ kind }) => kind).sort()).toEqual([
      'bsuid',
      'phone',
      'wa_id',
    ])
  })

  test('merges two contacts that an event shows to be one, with everything they have', async () => {
    const store = await openTestStore()
    const { contact: byPhone } = await contactOf(store, [{ kind: 'phone', value: '+14155550106' }])
    const { contact: byId } = await contactOf(store, [{ kind: 'bsuid', value: 'US.6' }])
    const message = confirmationTo(byId.id, 'theirs')
    await store.commit({ contactId: byId.id, expectedVersion: 1, messages: [message] }, now)
    const both = person({ waId: '14155550106', bsuid: 'US.6' })
    const event = found(messageFrom(both, 'message:both'))
    expect(await store.recordEvents(await keepDelivery(store), [event], now)).toEqual([byPhone.id])
    const merged = await dossierOf(store, byId.id)
    expect(merged.contact.id).toBe(byPhone.id)
    expect(merged.messages.map(({ id }) => id)).toEqual([message.id])
    expect(merged.pending).toHaveLength(1)
    expect((await store.contacts(null, 10)).map(({ id }) => id)).toEqual([byPhone.id])
    const kinds = (await store.ledger(0, 100, byPhone.id)).map(({ kind }) => kind)
    expect(kinds).toContain('contact.merged')
    expect(await store.commit({ contactId: byId.id, expectedVersion: 3 }, now)).toBe('conflict')
  })

  test('notes that a known number has come with another id: perhaps another person has it now', async () => {
    const store = await openTestStore()
    const identities = [
      { kind: 'phone', value: '+14155550107' },
      { kind: 'bsuid', value: 'US.7' },
    ] as const
    const { contact } = await contactOf(store, identities)
    const event = found(messageFrom(person({ waId: '14155550107', bsuid: 'US.77' }), 'message:recycled'))
    await store.recordEvents(await keepDelivery(store), [event], now)
    const { pending } = await dossierOf(store, contact.id)
    expect(pending.map(({ event: { kind } }) => kind).sort()).toEqual(['identity', 'message'])
  })

  test('parks a status that is faster than its message, and hands it over when the message is known', async () => {
    const store = await openTestStore()
    const { contact } = await contactOf(store)
    const early = [found(statusOf('wamid.9', 'sent')), found(statusOf('wamid.9', 'delivered'))]
    expect(await store.recordEvents(await keepDelivery(store), early, now)).toEqual([])
    expect((await dossierOf(store, contact.id)).pending).toEqual([])
    expect(await store.adoptStatuses('wamid.9', contact.id)).toBe(2)
    expect(await store.adoptStatuses('wamid.9', contact.id)).toBe(0)
    expect((await dossierOf(store, contact.id)).pending).toHaveLength(2)
  })

  test("knows a status by the attempt's own name before it knows the platform's id", async () => {
    const store = await openTestStore()
    const { contact } = await contactOf(store)
    const message = confirmationTo(contact.id, 'one')
    await store.commit({ contactId: contact.id, expectedVersion: 1, messages: [message] }, now)
    const status = found(statusOf('wamid.10', 'sent', `${message.id}.1`))
    expect(await store.recordEvents(await keepDelivery(store), [status], now)).toEqual([contact.id])
  })
})

describe('the sweep', () => {
  test('is taken by one process at a time, kept by who has it, and given on when it is over', async () => {
    const file = ownFile()
    const [one, two] = [await openTestStore(file), await openTestStore(file)]
    expect(await one.takeLease('sweep', 'run_1', now + 20_000, now)).toBe(true)
    expect(await two.takeLease('sweep', 'run_2', now + 20_000, now)).toBe(false)
    expect(await one.takeLease('sweep', 'run_1', now + 30_000, now + 10_000)).toBe(true)
    expect(await two.takeLease('sweep', 'run_2', now + 45_000, now + 25_000)).toBe(false)
    expect(await two.takeLease('sweep', 'run_2', now + 50_000, now + 30_000)).toBe(true)
  })

  test('finds what should have been done by now, and nothing that still has time', async () => {
    const store = await openTestStore()
    const delivery = await keepDelivery(store)
    const { contact } = await contactOf(store)
    const due = confirmationTo(contact.id, 'due')
    const later = { ...confirmationTo(contact.id, 'later'), dueAt: now + 60_000 }
    const stuck = { ...confirmationTo(contact.id, 'stuck'), state: 'claimed', claimedAt: now } as const
    await store.commit({ contactId: contact.id, expectedVersion: 1, messages: [due, later, stuck] }, now)
    expect(await store.overdue(now, 10)).toMatchObject({
      deliveries: [],
      messages: [{ businessId: 'biz_1', id: due.id }],
    })
    const after = await store.overdue(now + 31_000, 10)
    expect(after.deliveries).toEqual([{ businessId: 'biz_1', id: delivery }])
    expect(after.messages.map(({ id }) => id).sort()).toEqual([due.id, stuck.id].sort())
    expect((await store.overdue(now + 31_000, 1)).messages).toHaveLength(1)
  })

  test('after a crash, claims of the process that is gone are unknown, those of this one stay', async () => {
    const store = await openTestStore()
    const { contact } = await contactOf(store)
    const claimedBy = (key: string, owner: string) =>
      ({ ...confirmationTo(contact.id, key), state: 'claimed', claimedAt: now, claimedBy: owner }) as const
    const [gone, own] = [claimedBy('gone', 'run_old'), claimedBy('own', 'run_new')]
    await store.commit({ contactId: contact.id, expectedVersion: 1, messages: [gone, own] }, now)
    await store.takeLease('sweep', 'run_old', now + 20_000, now)
    await store.takeOver('run_new')
    const states = (await dossierOf(store, contact.id)).messages.map(({ key, state }) => [key, state])
    expect(Object.fromEntries(states)).toEqual({ gone: 'unknown', own: 'claimed' })
    expect(await store.takeLease('sweep', 'run_new', now + 20_000, now)).toBe(true)
  })
})

test('an identity belongs to one contact: a second one is refused', async () => {
  const store = await openTestStore()
  const { contact } = await contactOf(store, [{ kind: 'phone', value: '+14155550108' }])
  const twin = { ...contact, id: newId('ctc') }
  const fact = {
    id: newId('led'),
    businessId: 'biz_1',
    contactId: twin.id,
    kind: 'contact.added',
    at: now,
    data: {},
  }
  expect(await store.addContact(twin, [{ kind: 'phone', value: '+14155550108' }], fact)).toBe('taken')
  expect(await store.contacts(null, 10)).toHaveLength(1)
  expect(await store.findContact('phone', '+14155550108')).toBe(contact.id)
})
