import type { OwnWords } from '../own-words.ts'
import type { Readings } from '../statement.ts'
import type { CategoryTexts } from '../templates.ts'

/** What the linter can find, with what each means; `docs/businesses.md` has the same table. */
export const findingCodes = {
  invalid_json: 'it is not readable JSON',
  invalid_field: 'a field is missing, unknown or not what it must be',
  not_an_opt_in: 'it does not say that one agrees to receive messages',
  business_not_named: 'the business is not named, or by a variable that has no value',
  no_way_to_stop: 'it does not say how to stop',
  dark_pattern: 'it presses for a yes: yes and no must weigh the same',
  promise_not_understood: 'a reply word is read as something else than it promises',
  promise_undeclared: 'the body shouts a word that "promises" does not list',
  variable_without_example: 'a variable has no example',
  variable_unknown: 'a variable that nothing will fill in',
  variable_unused: 'a variable that the text does not use',
  variables_not_in_order: 'numbered variables have a gap or do not begin at 1',
  variables_mixed: 'named and numbered variables stand in one template',
  variable_misplaced: 'a variable begins or ends the text, or touches another',
  too_long: 'longer than the platform takes',
  too_many_buttons: 'more buttons than the platform takes',
  duplicate_button: 'two buttons say the same',
  wrong_category: 'it is declared as a category that it is not',
  wrong_language: 'it is written in another language than it says',
  language_missing: 'a language of the business has no such text',
  duplicate_template: 'the same template stands here twice',
} as const
export type FindingCode = keyof typeof findingCodes

export interface Finding {
  readonly code: FindingCode
  /** From 1. */
  readonly line: number
  /** The field in dots, such as `buttons.0.label`; empty for the whole. */
  readonly field: string
  /** What is wrong, and what to do. */
  readonly message: string
}

/** What the linter must know beside the text itself. */
export interface LintContext {
  /** The name that people must be shown. */
  readonly businessName: string
  readonly categories: readonly CategoryTexts[]
  readonly readReply: (text: string, languages: readonly string[], words: OwnWords) => Readings
  /** What a template in the platform's own format is for; without it, that is judged by what it says. */
  readonly purpose?: 'opt-in-request' | 'message' | undefined
  /** The one category that it asks for or belongs to, where it is one. */
  readonly category?: string | undefined
}

/** Tells of a fault at a place in dots; the line is looked up there. */
export type Report = (code: FindingCode, field: string, message: string) => void
