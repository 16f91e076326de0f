import { desc } from 'drizzle-orm'
import { firstHash, type LedgerFact, sealFact } from '../domain/ledger.ts'
import type { Tx } from './open-sqlite.ts'
import { ledger } from './schema.ts'

/** Appends facts to the chain, inside the transaction that makes them true. */
export const appendFacts = (tx: Tx, facts: readonly LedgerFact[], recordedAt: number): void => {
  if (facts.length === 0) return
  const last = tx
    .select({ seq: ledger.seq, hash: ledger.hash })
    .from(ledger)
    .orderBy(desc(ledger.seq))
    .limit(1)
    .get()
  let seq = last?.seq ?? 0
  let previous = last?.hash ?? firstHash
  for (const fact of facts) {
    seq += 1
    const entry = sealFact(fact, seq, recordedAt, previous)
    previous = entry.hash
    tx.insert(ledger)
      .values({ ...entry, data: { ...entry.data } })
      .run()
  }
}
