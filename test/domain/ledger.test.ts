import { describe, expect, it } from 'vitest'
import { firstHash, type LedgerEntry, type LedgerFact, sealFact } from '../../src/domain/ledger.ts'

const fact = (n: number): LedgerFact => ({
  id: `led_${n}`,
  businessId: 'biz_main',
  contactId: 'ctc_1',
  kind: 'consent.changed',
  at: 1_750_000_000_000 + n,
  data: { category: 'marketing', to: n % 2 === 0 ? 'opted_in' : 'opted_out', by: `stm_${n}` },
})

const chain = (length: number): LedgerEntry[] => {
  const entries: LedgerEntry[] = []
  for (let n = 1; n <= length; n += 1) {
    entries.push(sealFact(fact(n), n, 1_760_000_000_000 + n, entries.at(-1)?.hash ?? firstHash))
  }
  return entries
}

/** The place of the first entry that does not follow from the one before it; null when the chain holds. */
const firstBreak = (entries: readonly LedgerEntry[]): number | null => {
  const place = entries.findIndex((entry, index) => {
    const { seq, recordedAt, previous, hash, ...rest } = entry
    const before = entries[index - 1]
    const follows = previous === (before?.hash ?? firstHash) && seq === (before?.seq ?? 0) + 1
    return !follows || sealFact(rest, seq, recordedAt, previous).hash !== hash
  })
  return place < 0 ? null : place
}

describe('the chain of the ledger', () => {
  const entries = chain(5)
  const changed = (index: number, more: Partial<LedgerEntry>): LedgerEntry[] =>
    entries.map((entry, place) => (place === index ? { ...entry, ...more } : entry))

  it('holds when nobody touches it', () => {
    expect(firstBreak(entries)).toBeNull()
    expect(new Set(entries.map(({ hash }) => hash)).size).toBe(5)
  })

  const edits: [string, Partial<LedgerEntry>][] = [
    ['its data', { data: { ...fact(3).data, to: 'opted_in!' } }],
    ['a key added to its data', { data: { ...fact(3).data, note: '' } }],
    ['its kind', { kind: 'consent.removed' }],
    ['its time', { at: 1 }],
    ['the time of its record', { recordedAt: 1 }],
    ['its contact', { contactId: 'ctc_2' }],
    ['its contact, forgotten', { contactId: null }],
    ['its business', { businessId: 'biz_other' }],
    ['its id', { id: 'led_9' }],
    ['its hash', { hash: firstHash }],
  ]
  it.each(edits)('breaks when an entry is edited: %s', (_what, more) => {
    expect(firstBreak(changed(2, more))).toBe(2)
  })

  it('breaks after an entry that was edited and sealed anew', () => {
    const third = sealFact({ ...fact(3), kind: 'nothing' }, 3, 1_760_000_000_003, entries[1]?.hash ?? '')
    expect(firstBreak(changed(2, third))).toBe(3)
  })

  it('breaks when an entry is deleted', () => {
    expect(firstBreak(entries.filter((_, index) => index !== 2))).toBe(2)
    expect(firstBreak(entries.slice(1))).toBe(0)
  })

  it('breaks when an entry is inserted, or one is there twice', () => {
    const forged = sealFact(fact(9), 3, 1, entries[1]?.hash ?? '')
    expect(firstBreak([...entries.slice(0, 2), forged, ...entries.slice(2)])).toBe(3)
    expect(firstBreak([...entries.slice(0, 2), ...entries.slice(1)])).toBe(2)
  })

  it('breaks when two entries change places', () => {
    const [first, second, ...rest] = entries
    expect(firstBreak([second, first, ...rest].filter((entry) => entry !== undefined))).toBe(0)
  })
})

it('the hash does not depend on the order in which the fields were written', () => {
  const { id, businessId, contactId, kind, at } = fact(1)
  const data = { by: 'stm_1', to: 'opted_out', category: 'marketing' }
  const turned: LedgerFact = { data, at, kind, contactId, businessId, id }
  expect(sealFact(turned, 1, 5, firstHash).hash).toBe(sealFact(fact(1), 1, 5, firstHash).hash)
})
