import type { LintContext } from '../../../src/domain/template-lint/finding.ts'
import { lintTemplate } from '../../../src/domain/template-lint/lint-template.ts'
import { loadTexts } from '../../../src/load-texts.ts'
import { replyReader } from '../../../src/reply-reader.ts'
import { shippedTemplates } from '../../../src/services.ts'

const texts = loadTexts(shippedTemplates)

/** What the linter knows of a business of this name. */
export const contextOf = (businessName: string): LintContext => ({
  businessName,
  categories: texts.categories,
  readReply: replyReader(texts, businessName),
})

export type Buttons = readonly Readonly<Record<string, unknown>>[]

export const quick = (...labels: readonly string[]): Buttons =>
  labels.map((text) => ({ type: 'QUICK_REPLY', text }))

export interface Wanted {
  readonly language: string
  readonly body: string
  readonly buttons: Buttons
  readonly category?: string
  /** A value for the body's one variable. */
  readonly example?: string
}

/** What is found in a template of the platform's format. */
export const codesIn = (context: LintContext, wanted: Wanted): string[] => {
  const { language, body, buttons, category = 'MARKETING', example } = wanted
  const examples = example === undefined ? {} : { example: { body_text: [[example]] } }
  const components = [
    { type: 'BODY', text: body, ...examples },
    ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons }] : []),
  ]
  const template = { name: 'ask', language, category, components }
  return lintTemplate(JSON.stringify(template), context).findings.map(({ code }) => code)
}
