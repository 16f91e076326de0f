import type { Channel } from './channel.ts'
import { day, minute } from './clock.ts'
import { type Jurisdiction, jurisdictionsOf, type Law } from './jurisdiction.ts'
import { type PolicyRule, policyRules } from './policy-rules.ts'
import type { Hours } from './quiet-hours.ts'

/** What the rules of a moment come to for one person on one channel: where several say something, the strictest. */
export interface Policy {
  readonly bareStop: 'everything' | 'what_it_answers'
  /** In ms; null: no rule sets a time. */
  readonly confirmWithin: number | null
  readonly quietHours: readonly Hours[]
  /** In days; null: no rule gives a number. */
  readonly keepDays: number | null
  /** The rules that hold, for whoever wants to read them. */
  readonly rules: readonly PolicyRule[]
}

/** Unix ms at which a rule begins to hold: the day's start, UTC. */
export const beginOf = ({ from }: PolicyRule): number => Date.parse(`${from}T00:00:00Z`)

/** Of each jurisdiction and topic the rule that had begun last. */
const inForce = (rules: readonly PolicyRule[], at: number): PolicyRule[] => {
  const latest = new Map<string, PolicyRule>()
  for (const rule of rules) {
    const topic = `${rule.of} ${rule.topic}`
    const earlier = latest.get(topic)
    if (beginOf(rule) > at || (earlier && beginOf(earlier) > beginOf(rule))) continue
    latest.set(topic, rule)
  }
  return [...latest.values()]
}

const strictest = (rules: readonly PolicyRule[]): Omit<Policy, 'rules'> => {
  const stops = rules.flatMap(({ holds }) => holds.bareStop ?? [])
  const minutes = rules.flatMap(({ holds }) => holds.confirmWithinMinutes ?? [])
  const kept = rules.flatMap(({ holds }) => holds.keepDays ?? [])
  // Only where the rules say that less is enough: what none speaks of is everything.
  const isNarrow = stops.length > 0 && stops.every((reach) => reach === 'what_it_answers')
  return {
    bareStop: isNarrow ? 'what_it_answers' : 'everything',
    confirmWithin: minutes.length === 0 ? null : Math.min(...minutes) * minute,
    quietHours: rules.flatMap(({ holds }) => holds.quietHours ?? []),
    keepDays: kept.length === 0 ? null : Math.max(...kept),
  }
}

const rulesFor = (
  of: readonly Jurisdiction[],
  channel: Channel,
  without: readonly string[],
): readonly PolicyRule[] =>
  policyRules.filter(
    (rule) => of.includes(rule.of) && rule.channels.includes(channel) && !without.includes(rule.id),
  )

/** An audience asks this for a million people of a few countries under the same settings: each is worked out once. */
const known = new WeakMap<Law, Map<string, Policy>>()

/**
 * The rules that hold at an instant (Unix ms) for a person in this country, on this channel: of each jurisdiction those
 * of that day, the strictest among them. `bareStop` is what the rules allow; the business may be stricter and is by default.
 */
export const policyAt = (country: string | null, channel: Channel, law: Law, instant: number): Policy => {
  const today = instant - (instant % day)
  const ofLaw = known.get(law) ?? new Map<string, Policy>()
  known.set(law, ofLaw)
  const name = `${country} ${channel} ${today}`
  const policy = ofLaw.get(name) ?? workOut(country, channel, law, today)
  ofLaw.set(name, policy)
  return policy
}

const workOut = (country: string | null, channel: Channel, law: Law, today: number): Policy => {
  const rules = inForce(rulesFor(jurisdictionsOf(country, channel, law), channel, law.without), today)
  const found = strictest(rules)
  const bareStop = law.bareStop === 'everything' ? 'everything' : found.bareStop
  return { ...found, bareStop, rules }
}
