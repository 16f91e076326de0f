import type { Channel } from './channel.ts'
import type { Jurisdiction } from './jurisdiction.ts'
import type { Hours } from './quiet-hours.ts'

/** Named in every decision; a rule added or changed below changes it. */
export const policyVersion = '2026-11-26'

/** What a rule may lay down. What it does not name it leaves open. */
export interface Provisions {
  /** How far a bare "stop" reaches: to everything, or at the least to the kind of message that it answers. */
  readonly bareStop?: 'everything' | 'what_it_answers'
  /** One confirmation of a stop may be sent within so many minutes; null: whenever the platform lets it through. */
  readonly confirmWithinMinutes?: number | null
  /** Nothing that advertises goes out between these times of the person's day. */
  readonly quietHours?: Hours
  /** So many days the record of a consent is to be kept after it has ended. */
  readonly keepDays?: number
}

/** One rule of a jurisdiction. It holds from its day on (UTC), until a later one of the same topic takes its place. */
export interface PolicyRule {
  readonly id: string
  readonly of: Jurisdiction
  /** Rules of one topic replace each other. */
  readonly topic: keyof Provisions
  readonly from: string
  readonly source: string
  /** In words that a business can read. */
  readonly says: string
  /** False: the text of the law was not at hand, or whether it binds WhatsApp messages is not settled. */
  readonly isSettled: boolean
  readonly channels: readonly Channel[]
  readonly holds: Provisions
}

const everywhere: readonly Channel[] = ['whatsapp', 'sms']
const year = 365

/**
 * The rules, each from its day on. A rule that ends is not deleted: a later one takes its place, so that a past moment is
 * judged by what held then. This is data to be read by counsel, and no legal advice.
 */
export const policyRules: readonly PolicyRule[] = [
  {
    id: 'whatsapp-opt-out',
    of: 'whatsapp',
    topic: 'confirmWithinMinutes',
    from: '2024-11-01',
    source:
      'WhatsApp Business Messaging Policy; template guidelines, utility use "opt-in management" (FACTS §9.2, §9.3)',
    says: 'Every request to stop is respected, wherever it is made. It may be confirmed once, inside the service window.',
    isSettled: true,
    channels: ['whatsapp'],
    holds: { confirmWithinMinutes: null },
  },
  {
    id: 'us-confirmation',
    of: 'us',
    topic: 'confirmWithinMinutes',
    from: '2024-04-04',
    source: '47 CFR 64.1200(a)(12)',
    says: 'One confirmation of a stop, without advertising, within five minutes.',
    isSettled: true,
    channels: ['sms'],
    holds: { confirmWithinMinutes: 5 },
  },
  {
    id: 'us-stop-same-matter',
    of: 'us',
    topic: 'bareStop',
    from: '2025-04-11',
    source: '47 CFR 64.1200(a)(10), with the waivers of 2025-04-07 and 2026-01-06',
    says: 'A stop ends at the least the kind of message that it answers.',
    isSettled: true,
    channels: everywhere,
    holds: { bareStop: 'what_it_answers' },
  },
  {
    id: 'us-stop-all',
    of: 'us',
    topic: 'bareStop',
    from: '2027-01-31',
    source: '47 CFR 64.1200(a)(10); the waiver of 2026-01-06 ends; under revision',
    says: 'A stop in answer to one kind of message ends all of them.',
    isSettled: false,
    channels: everywhere,
    holds: { bareStop: 'everything' },
  },
  {
    id: 'us-quiet-hours',
    of: 'us',
    topic: 'quietHours',
    from: '2003-10-01',
    source: '47 CFR 64.1200(c)(1)',
    says: 'No advertising before 8 in the morning or after 9 in the evening, by the clock of the person.',
    isSettled: false,
    channels: everywhere,
    holds: { quietHours: { from: '21:00', to: '08:00' } },
  },
  {
    id: 'us-records',
    of: 'us',
    topic: 'keepDays',
    from: '2024-10-15',
    source:
      '16 CFR 310.5 (five years); a request not to be called is honoured for five years, 47 CFR 64.1200(d)(6)',
    says: 'Records of consent and of stops are kept for five years.',
    isSettled: false,
    channels: everywhere,
    holds: { keepDays: 5 * year },
  },
  {
    id: 'ca-stop',
    of: 'ca',
    topic: 'bareStop',
    from: '2014-07-01',
    source: "Canada's anti-spam law, SC 2010 c. 23, s. 11",
    says: 'Who unsubscribes may choose a kind of message or all of them; a bare stop names no kind, so it is all.',
    isSettled: false,
    channels: everywhere,
    holds: { bareStop: 'everything' },
  },
  {
    id: 'ca-records',
    of: 'ca',
    topic: 'keepDays',
    from: '2014-07-01',
    source:
      "Canada's anti-spam law, SC 2010 c. 23, s. 13 (the sender proves consent); three years is the time to sue (s. 47)",
    says: 'Records of consent are kept for three years after it has ended.',
    isSettled: false,
    channels: everywhere,
    holds: { keepDays: 3 * year },
  },
  {
    id: 'eu-withdrawal',
    of: 'eu',
    topic: 'bareStop',
    from: '2018-05-25',
    source: 'GDPR Art. 7(3), Art. 21(2) and (3)',
    says: 'Withdrawing is as easy as giving, so nobody has to name kinds of messages: a bare stop is all of them.',
    isSettled: true,
    channels: everywhere,
    holds: { bareStop: 'everything' },
  },
  {
    id: 'br-withdrawal',
    of: 'br',
    topic: 'bareStop',
    from: '2020-09-18',
    source: 'LGPD (Lei 13.709/2018) Art. 8 §5',
    says: 'Consent is revoked at any time by a plain statement: a bare stop is all of them.',
    isSettled: true,
    channels: everywhere,
    holds: { bareStop: 'everything' },
  },
  {
    id: 'in-quiet-hours',
    of: 'in',
    topic: 'quietHours',
    from: '2018-07-19',
    source: 'Telecom Commercial Communications Customer Preference Regulations, 2018',
    says: 'No advertising by text message between 9 in the evening and 10 in the morning.',
    isSettled: false,
    channels: ['sms'],
    holds: { quietHours: { from: '21:00', to: '10:00' } },
  },
  {
    id: 'in-withdrawal',
    of: 'in',
    topic: 'bareStop',
    from: '2027-05-14',
    source: 'Digital Personal Data Protection Act, 2023, s. 6(4); Rules of 2025-11-14',
    says: 'Withdrawing is as easy as giving: a bare stop is all of them.',
    isSettled: true,
    channels: everywhere,
    holds: { bareStop: 'everything' },
  },
]
