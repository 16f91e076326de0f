import { describe, expect, it } from 'vitest'
import {
  type Identity,
  identitiesOf,
  labelOf,
  type Match,
  nobody,
  readPerson,
  senderNames,
  settleIdentity,
} from '../../src/domain/identity.ts'

const bsuid = 'US.13491208655302741918'
const parent = 'US.ENT.11815799212886844830'

describe('the identifiers of a webhook', () => {
  it('go where they belong', () => {
    expect(
      readPerson({ waIds: ['16505551234'], userIds: [bsuid, parent], username: 'pablo', name: 'Pablo M.' }),
    ).toEqual({
      phone: null,
      waId: '16505551234',
      bsuid,
      parentBsuid: parent,
      username: 'pablo',
      name: 'Pablo M.',
    })
  })

  it('are sorted even when a business-scoped id stands where a phone should', () => {
    expect(readPerson({ waIds: [bsuid], userIds: [undefined] })).toEqual({ ...nobody, bsuid })
    expect(readPerson({ waIds: [parent] })).toEqual({ ...nobody, parentBsuid: parent })
  })

  it('that are empty are missing', () => {
    expect(readPerson({ waIds: ['', undefined], userIds: [''], username: '', name: '' })).toEqual(nobody)
    expect(readPerson({})).toEqual(nobody)
  })

  it.each([
    '123456',
    '1234567890123456',
    '+16505551234',
    '1650 555',
    'us.123',
    'US.',
    'US.12_3',
    'USA.1',
    'null',
  ])('that are none are dropped: %s', (value) => {
    expect(readPerson({ waIds: [value], userIds: [value] })).toEqual(nobody)
  })
})

describe('the identities to look somebody up by', () => {
  it('are the strongest first, and a wa_id also finds the phone', () => {
    const person = { ...nobody, waId: '5511987654321', bsuid, parentBsuid: parent }
    expect(identitiesOf(person)).toEqual([
      { kind: 'bsuid', value: bsuid },
      { kind: 'wa_id', value: '5511987654321' },
      { kind: 'phone', value: '+5511987654321' },
      { kind: 'parent_bsuid', value: parent },
    ])
  })

  it('are never a name or a username', () => {
    expect(identitiesOf({ ...nobody, username: 'pablo', name: 'Pablo' })).toEqual([])
  })

  it('have a label, the most familiar one', () => {
    expect(labelOf(identitiesOf({ ...nobody, waId: '16505551234', bsuid }))).toBe('+16505551234')
    expect(labelOf([{ kind: 'wa_id', value: '16505551234' }])).toBe('+16505551234')
    expect(labelOf(identitiesOf({ ...nobody, bsuid }))).toBe(bsuid)
    expect(labelOf([])).toBeNull()
  })

  it('are named in a delivery as bare digits or ids, each once', () => {
    expect(senderNames(identitiesOf({ ...nobody, waId: '16505551234', bsuid }))).toEqual([
      bsuid,
      '16505551234',
    ])
  })
})

describe('who an event is from', () => {
  const phone: Identity = { kind: 'phone', value: '+16505551234' }
  const user = (value: string): Identity => ({ kind: 'bsuid', value })
  const match = (contactId: string, by: Match['by'], ...identities: readonly Identity[]): Match => ({
    contactId,
    by,
    identities,
  })

  it('is nobody we know', () => {
    expect(settleIdentity([], [phone])).toEqual({
      contactId: null,
      merge: [],
      formerHolders: [],
      recycled: false,
    })
  })

  it('is the one contact that is known by an identity', () => {
    expect(settleIdentity([match('old', 'phone', phone)], [phone, user('US.1')])).toEqual({
      contactId: 'old',
      merge: [],
      formerHolders: [],
      recycled: false,
    })
  })

  it('is one person, when a phone and a business-scoped id point at two contacts: they are merged into the older', () => {
    const matches = [match('old', 'phone', phone), match('new', 'bsuid', user('US.1'))]
    expect(settleIdentity(matches, [user('US.1'), phone])).toEqual({
      contactId: 'old',
      merge: ['new'],
      formerHolders: [],
      recycled: false,
    })
  })

  it('may be another person, when a known number comes with a new business-scoped id', () => {
    const known = match('old', 'phone', phone, user('US.1'))
    expect(settleIdentity([known], [user('US.2'), phone])).toMatchObject({ contactId: 'old', recycled: true })
    expect(settleIdentity([known], [user('US.1'), phone])).toMatchObject({
      contactId: 'old',
      recycled: false,
    })
    expect(settleIdentity([known], [phone])).toMatchObject({ contactId: 'old', recycled: false })
  })

  it('is not one person, when the two contacts have business-scoped ids that differ: the number moves', () => {
    const old = match('old', 'phone', phone, user('US.1'))
    const now = match('new', 'bsuid', user('US.2'))
    expect(settleIdentity([old, now], [user('US.2'), phone])).toEqual({
      contactId: 'new',
      merge: [],
      formerHolders: ['old'],
      recycled: false,
    })
  })

  it('is one person with the contacts that do not contradict, while the former holder stays apart', () => {
    const former = match('former', 'phone', phone, user('US.1'))
    const entered = match('entered', 'wa_id', { kind: 'wa_id', value: '16505551234' })
    const now = match('new', 'bsuid', user('US.2'))
    expect(settleIdentity([former, entered, now], [user('US.2'), phone])).toEqual({
      contactId: 'entered',
      merge: ['new'],
      formerHolders: ['former'],
      recycled: false,
    })
  })

  it('is found by a parent id only when nothing stronger is known, and merges nobody by it', () => {
    const byParent = match('old', 'parent_bsuid', { kind: 'parent_bsuid', value: parent })
    const other = match('older', 'parent_bsuid', { kind: 'parent_bsuid', value: parent })
    const strong = match('new', 'bsuid', user('US.1'))
    expect(settleIdentity([byParent, strong], [user('US.1')])).toMatchObject({ contactId: 'new', merge: [] })
    expect(settleIdentity([other, byParent], [])).toMatchObject({ contactId: 'older', merge: [] })
  })
})
