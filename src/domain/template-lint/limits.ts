import type { Button, Draft } from './draft.ts'
import type { Report } from './finding.ts'
import { fold } from './vocabulary.ts'

const nameOfOurs = 'platform.name'

const lengthOf = (text: string): number => [...text].length

/** The text as long as the examples make it: what goes out is longer than what is written. */
export const withExamples = (text: string, draft: Draft): string =>
  text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => draft.variables.get(name)?.example ?? whole)

/** So many of a kind are taken on one template. */
const mostOfKind: Readonly<Record<string, number>> = { url: 2, phone_number: 1, copy_code: 1 }

/** Quick replies stand together, before or after all other buttons, and of some kinds there are only so many. */
const checkKinds = (buttons: readonly Button[], report: Report): void => {
  for (const [kind, most] of Object.entries(mostOfKind)) {
    const of = buttons.filter(({ type }) => type === kind)
    if (of.length > most)
      report(
        'too_many_buttons',
        of[most]?.field ?? 'buttons',
        `there are ${of.length} buttons of the kind ${kind.toUpperCase()}; at most ${most} ${most === 1 ? 'is' : 'are'} taken`,
      )
  }
  const isQuick = ({ type }: Button): boolean => type === 'quick_reply'
  const changes = buttons.filter((button, index) => {
    const before = buttons[index - 1]
    return before !== undefined && isQuick(before) !== isQuick(button)
  })
  const [, second] = changes
  if (second)
    report(
      'invalid_field',
      second.field,
      'quick replies and other buttons stand mixed: the platform takes them in two groups, so put the quick replies together',
    )
}

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
  if (draft.format === 'platform') checkKinds(buttons, report)
  const seen = new Set<string>()
  for (const { label, field, type } of buttons) {
    const folded = fold(label).replace(/\s+/g, ' ').trim()
    // The platform labels the button of a code itself.
    if (folded === '' && type === 'otp') continue
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
