import { z } from 'zod'
import { hour } from './clock.ts'

/**
 * The business's own rules, dated: a moment is judged by the rules of that moment, also when it is replayed later.
 */
export const policySchema = z.strictObject({
  /** Holds from this day on (UTC). */
  from: z.iso.date(),
  clarification: z.strictObject({
    /** How long an answer to "should we stop?" is waited for. */
    hours: z.number().int().min(1).max(168),
    /** What silence means then: the safer reading is to stop what was in doubt. */
    silence: z.enum(['stop_all', 'stop_marketing', 'keep']),
  }),
})
export type Policy = z.infer<typeof policySchema>

/** What holds where the business has set nothing of its own. */
export const defaultPolicies: readonly Policy[] = [
  { from: '2026-01-01', clarification: { hours: 24, silence: 'stop_marketing' } },
]

/** The policy of an instant: the latest that had begun; before all of them, the first. */
export const policyAt = (policies: readonly Policy[], instant: number): Policy => {
  const sorted = [...policies].sort((a, b) => (a.from < b.from ? -1 : 1))
  const begun = sorted.filter(({ from }) => Date.parse(from) <= instant).at(-1)
  const found = begun ?? sorted[0] ?? defaultPolicies[0]
  if (!found) throw new Error('there is no policy')
  return found
}

export const clarificationWait = (policy: Policy): number => policy.clarification.hours * hour
