import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** One fact in the append-only ledger. Names are in the past tense: `consent.changed`, `request.delivered`. */
export interface LedgerFact {
  readonly id: string
  readonly businessId: string
  readonly contactId: string | null
  readonly kind: string
  /** When it happened, Unix ms: the platform's time where there is one. */
  readonly at: number
  readonly data: Readonly<Record<string, unknown>>
}

export interface LedgerEntry extends LedgerFact {
  readonly seq: number
  readonly recordedAt: number
  readonly previous: string
  readonly hash: string
}

export const firstHash = '0'.repeat(64)

/**
 * Chains a fact to the entry before it: sha-256 over the canonical JSON (RFC 8785) of the fact, its sequence
 * number and the previous hash. Changing, removing, adding or moving any entry breaks the chain after it.
 */
export const sealFact = (
  fact: LedgerFact,
  seq: number,
  recordedAt: number,
  previous: string,
): LedgerEntry => {
  const sealed = { ...fact, seq, recordedAt, previous }
  const hash = createHash('sha256')
    .update(canonicalize(sealed) ?? '')
    .digest('hex')
  return { ...sealed, hash }
}
