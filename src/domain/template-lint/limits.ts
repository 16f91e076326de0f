import type { Draft } from './draft.ts'
import type { Report } from './finding.ts'
import { fold } from './vocabulary.ts'

const nameOfOurs = 'platform.name'

const lengthOf = (text: string): number => [...text].length

/** The text as long as the examples make it: what goes out is longer than what is written. */
export const withExamples = (text: string, draft: Draft): string =>
  text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => draft.variables.get(name)?.example ?? whole)

/** Lengths and buttons as the platform takes them (FACTS §6.2). */
export const checkLimits = (draft: Draft, report: Report): void => {
  const { header, body, footer, buttons, name, isTemplate, isSms } = draft
  const measure = (text: string, field: string, most: number, what: string): void => {
    const length = lengthOf(text)
    if (length > most)
      report('too_long', field, `${what} has ${length} characters; at most ${most} are taken: shorten it`)
  }
  if (name !== null) measure(name, draft.format === 'own' ? nameOfOurs : 'name', 512, 'the name')
  if (header) measure(withExamples(header.text, draft), header.field, 60, 'the header')
  if (body) {
    const length = Math.max(lengthOf(body.text), lengthOf(withExamples(body.text, draft)))
    if (length > 1024)
      report(
        'too_long',
        body.field,
        `the body has ${length} characters with its examples; at most 1024 are taken: shorten it`,
      )
  }
  if (footer) measure(footer.text, footer.field, 60, 'the footer')
  for (const { label, field } of buttons) measure(label, field, isTemplate ? 25 : 20, `the button "${label}"`)
  for (const { text, field, most } of draft.rows) measure(text, field, most, 'this line of the list')
  const most = isSms ? 0 : isTemplate ? 10 : 3
  if (buttons.length > most)
    report(
      'too_many_buttons',
      buttons[most]?.field ?? 'buttons',
      isSms
        ? 'a text message has no buttons: say which words to write'
        : `there are ${buttons.length} buttons; at most ${most} are taken`,
    )
  const isReply = buttons.map(({ type }) => type === 'quick_reply')
  const turns = isReply.filter((is, index) => index > 0 && is !== isReply[index - 1]).length
  if (isTemplate && turns > 1)
    report(
      'invalid_field',
      buttons[isReply.lastIndexOf(isReply[0] ?? false)]?.field ?? 'buttons',
      'quick replies stand together, before or after the other buttons: the platform refuses them mixed',
    )
  const seen = new Set<string>()
  for (const { label, field } of buttons) {
    const folded = fold(label).replace(/\s+/g, ' ').trim()
    if (folded === '') report('invalid_field', field, 'a button needs a label')
    else if (seen.has(folded))
      report(
        'duplicate_button',
        field,
        `another button says "${label}" too: the platform refuses that, and people cannot tell them apart`,
      )
    seen.add(folded)
  }
}
