/** What a customer's message means for consent (POLICY §1). */
export type Intent = 'opt_in' | 'opt_out' | 'help' | 'preferences' | 'none' | 'ambiguous'

export interface ReplyContext {
  /** An opt-in request is outstanding. Decides before `state`. */
  readonly pending: boolean
  /** What holds for the contact when the reply is read. */
  readonly state: 'none' | 'opted_in' | 'opted_out'
  /** BCP 47 hint (contact's language, template's language); never a filter. */
  readonly languages?: readonly string[]
}

export interface Reading {
  readonly intent: Intent
  /** Category keys, `['*']` for all; empty unless opt_in / opt_out. Sorted. */
  readonly categories: readonly string[]
  /**
   * 'answer': a bare yes, no, ok or thumb, which counts only for what was asked or promised last.
   * 'wish': the text itself says what is wanted.
   */
  readonly basis: 'answer' | 'wish'
  /** 0..1 */
  readonly confidence: number
  /** Stable id of the rule that decided. */
  readonly rule: string
  /** The words that decided, normalised. */
  readonly words: readonly string[]
  readonly language: string | null
  /** One English sentence for an auditor. */
  readonly because: string
}
