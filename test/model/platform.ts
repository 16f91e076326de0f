import { day, hour, secondOf } from '../../src/domain/clock.ts'
import type { Kind } from './person.ts'

/** What the platform may say of the account, and of the template that everything but free text is sent with. */
export const words = [
  'restricts',
  'bans',
  'reinstates',
  'flags',
  'unflags',
  'limits',
  'unlimits',
  'approves',
  'pauses',
  'rejects',
  'calls_it_marketing',
  'calls_it_utility',
] as const
export type PlatformWord = (typeof words)[number]

export const templateName = 'offer'
const unlimited = -1
/** So many people in a day, while the platform limits it. */
const limited = 1

const status = (event: string): object => ({
  event,
  message_template_id: 1,
  message_template_name: templateName,
  message_template_language: 'en',
  reason: 'NONE',
})
const category = (previous: string, next: string): object => ({
  message_template_id: 1,
  message_template_name: templateName,
  message_template_language: 'en',
  previous_category: previous,
  new_category: next,
})
const ban = (state: string): object => ({
  event: 'DISABLED_UPDATE',
  ban_info: { waba_ban_state: state, waba_ban_date: 'November 26, 2026' },
})

/** The webhook that says it: its field and its value. */
export const webhookOf = (word: PlatformWord, now: number): { field: string; value: object } => {
  switch (word) {
    case 'restricts':
      return {
        field: 'account_update',
        value: {
          event: 'ACCOUNT_RESTRICTION',
          restriction_info: [
            { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: secondOf(now + hour) },
          ],
        },
      }
    case 'bans':
      return { field: 'account_update', value: ban('DISABLE') }
    case 'reinstates':
      return { field: 'account_update', value: ban('REINSTATE') }
    case 'flags':
      return {
        field: 'phone_number_quality_update',
        value: { display_phone_number: '15550783881', event: 'FLAGGED' },
      }
    case 'unflags':
      return {
        field: 'phone_number_quality_update',
        value: { display_phone_number: '15550783881', event: 'UNFLAGGED' },
      }
    case 'limits':
      return { field: 'business_capability_update', value: { max_daily_conversations_per_business: limited } }
    case 'unlimits':
      return {
        field: 'business_capability_update',
        value: { max_daily_conversations_per_business: unlimited },
      }
    case 'approves':
      return { field: 'message_template_status_update', value: status('APPROVED') }
    case 'pauses':
      return { field: 'message_template_status_update', value: status('PAUSED') }
    case 'rejects':
      return { field: 'message_template_status_update', value: status('REJECTED') }
    case 'calls_it_marketing':
      return { field: 'template_category_update', value: category('UTILITY', 'MARKETING') }
    case 'calls_it_utility':
      return { field: 'template_category_update', value: category('MARKETING', 'UTILITY') }
  }
}

/** The account at the platform as what it says reads, and whom the business has reached there. */
export class Platform {
  #restrictedUntil = 0
  #isBanned = false
  #isApproved = true
  #isMarketing = false
  #limit = Number.POSITIVE_INFINITY
  readonly #reached: { readonly contactId: string; readonly at: number }[] = []

  says(word: PlatformWord, now: number): void {
    if (word === 'restricts') this.#restrictedUntil = now + hour
    if (word === 'bans' || word === 'reinstates') this.#isBanned = word === 'bans'
    if (word === 'limits') this.#limit = limited
    if (word === 'unlimits') this.#limit = Number.POSITIVE_INFINITY
    if (word === 'approves' || word === 'pauses' || word === 'rejects') this.#isApproved = word === 'approves'
    if (word === 'calls_it_marketing' || word === 'calls_it_utility')
      this.#isMarketing = word === 'calls_it_marketing'
  }

  /** Why nothing may leave that the business begins with this template; null when nothing speaks against it. */
  whyNot(kind: Kind | null, isTemplate: boolean, now: number): string | null {
    if (this.#isBanned) return 'the account is banned'
    if (now < this.#restrictedUntil) return 'the account is restricted'
    if (isTemplate && !this.#isApproved) return 'the template is not approved'
    return isTemplate && kind === 'utility' && this.#isMarketing
      ? 'the template counts as marketing now'
      : null
  }

  /** Somebody was reached outside of the service window; true when that was one too many for 24 hours. */
  reaches(contactId: string, now: number): boolean {
    const recent = this.#reached.filter(({ at }) => at > now - day)
    const others = new Set(recent.filter((one) => one.contactId !== contactId).map((one) => one.contactId))
    const isNew = recent.every((one) => one.contactId !== contactId)
    this.#reached.push({ contactId, at: now })
    return isNew && others.size >= this.#limit
  }
}
