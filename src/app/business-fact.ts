import type { LedgerFact } from '../domain/ledger.ts'
import type { Services } from './ports.ts'

/** A fact about the business as such, for the ledger: about nobody. `at` in Unix ms; now when left out. */
export const businessFact = (
  { newId, clock, business }: Pick<Services, 'newId' | 'clock' | 'business'>,
  kind: string,
  data: Readonly<Record<string, unknown>>,
  at = clock.now(),
): LedgerFact => ({ id: newId('led'), businessId: business.id, contactId: null, kind, at, data })
