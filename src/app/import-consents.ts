import type { Channel } from '../domain/channel.ts'
import { AppError } from '../domain/errors.ts'
import type { Evidence } from '../domain/evidence.ts'
import type { ProofGrade } from '../domain/settings.ts'
import type { Recorded } from '../domain/statement.ts'
import type { Services } from './ports.ts'
import { recordFor } from './submit-form.ts'

export interface ImportRecord {
  readonly phone: string
  readonly name?: string | undefined
  readonly language?: string | undefined
  readonly decision: Recorded['decision']
  readonly categories: readonly string[]
  readonly channels?: readonly Channel[] | undefined
  /** ISO 8601. */
  readonly at?: string | undefined
  readonly grade?: ProofGrade | undefined
  readonly evidence: Evidence
}

export interface Imported {
  readonly index: number
  readonly contact: string | null
  readonly statement: string | null
  readonly counts: Recorded['counts'] | null
  readonly changed: string[]
  /** Why the record was refused, in plain words; the others count all the same. */
  readonly problem: string | null
}

/** Records earlier consents and opt-outs one by one; a record that cannot be taken says why, and changes nothing. */
export const importConsents = async (
  services: Services,
  records: readonly ImportRecord[],
  actor: string,
): Promise<Imported[]> => {
  const done: Imported[] = []
  for (const [index, record] of records.entries()) {
    try {
      const { contactId, statement, outcome } = await recordFor(services, record, {
        method: 'import',
        decision: record.decision,
        categories: [...new Set(record.categories)],
        channels: record.channels,
        at: record.at === undefined ? null : Date.parse(record.at),
        grade: record.grade ?? null,
        evidence: record.evidence,
        actor,
      })
      const { id, counts } = statement
      done.push({
        index,
        contact: contactId,
        statement: id,
        counts,
        changed: [...outcome.changed],
        problem: null,
      })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const nothing = { contact: null, statement: null, counts: null, changed: [] }
      done.push({ index, ...nothing, problem: error.message })
    }
  }
  return done
}
