import { fillableIn } from '../templates.ts'
import type { Draft, Part } from './draft.ts'
import type { Report } from './finding.ts'

const anyBraces = /\{\{([^{}]*)\}\}/g
const shown = (name: string): string => `{{${name}}}`

const namesIn = (text: string): string[] => [...text.matchAll(anyBraces)].map(([, name = '']) => name)

const checkPlaces = ({ text, field }: Part, report: Report): void => {
  const bare = text.trim()
  const ends = [
    [/^\{\{[^{}]*\}\}/, 'begins'],
    [/\{\{[^{}]*\}\}[\p{P}\p{S}\s]*$/u, 'ends'],
  ] as const
  for (const [pattern, how] of ends) {
    if (pattern.test(bare))
      report(
        'variable_misplaced',
        field,
        `the text ${how} with a variable: the platform refuses that; put words around it`,
      )
  }
  if (/\}\}\s*\{\{/.test(text))
    report(
      'variable_misplaced',
      field,
      'two variables stand side by side: the platform refuses that; put words between them',
    )
}

const checkNumbers = (names: readonly string[], part: Part, report: Report): void => {
  const numbers = [...new Set(names.filter((name) => /^\d+$/.test(name)).map(Number))]
  if (numbers.length === 0) return
  const missing = numbers.map((_, index) => index + 1).find((number) => !numbers.includes(number))
  if (missing !== undefined)
    report(
      'variables_not_in_order',
      part.field,
      `numbered variables go from {{1}} without a gap; ${shown(`${missing}`)} is missing`,
    )
  else if (numbers.some((number, index) => number !== index + 1))
    report(
      'variables_not_in_order',
      part.field,
      `the variables stand as ${numbers.map((number) => shown(`${number}`)).join(', ')}: number them in the order in which they stand`,
    )
}

/** Variables: each known, used, described by an example, and placed where the platform takes one. */
export const checkVariables = (draft: Draft, report: Report): void => {
  const { header, body, footer, variables, format } = draft
  const used = new Set<string>()
  const fillable = format === 'own' && draft.purpose !== 'message' ? fillableIn(draft.purpose) : null
  for (const [part, prefix, isHeader] of [
    [header, 'header ', true],
    [body, '', false],
  ] as const) {
    if (!part) continue
    const names = namesIn(part.text)
    const strange = part.text
      .replace(anyBraces, '')
      .match(
        /\{\{?\s*[\w-]+\s*\}?\}|\{\{|\}\}|%\d?\$?s\b|\$\{\w+\}|\[(?:business|company|name|brand)[^\]]*\]/i,
      )?.[0]
    if (strange !== undefined)
      report(
        'variable_unknown',
        part.field,
        `"${strange}" is no variable, so people would read it as it stands; write {{name}}`,
      )
    for (const name of new Set(names)) {
      used.add(`${prefix}${name}`)
      if (!/^\w+$/.test(name) || (format === 'platform' && !/^(?:\d+|[a-z][a-z0-9_]*)$/.test(name))) {
        report(
          'variable_unknown',
          part.field,
          `${shown(name)} is no name for a variable; expected lower-case letters, digits and underscores`,
        )
        continue
      }
      if (fillable && !fillable.includes(name)) {
        report(
          'variable_unknown',
          part.field,
          `${shown(name)} has no value here: only ${fillable.map(shown).join(', ')} have`,
        )
        continue
      }
      const described = variables.get(`${prefix}${name}`)
      if (described?.example == null)
        report(
          'variable_without_example',
          described?.field ?? part.field,
          `${shown(name)} has no example: give one that people might really see`,
        )
    }
    if (isHeader && names.length > 1) report('variable_unknown', part.field, 'a header takes one variable')
    checkNumbers(names, part, report)
    if (draft.isTemplate) checkPlaces(part, report)
    const kinds = new Set(names.map((name) => (/^\d+$/.test(name) ? 'numbered' : 'named')))
    const declared = draft.isNamed === null ? null : draft.isNamed ? 'named' : 'numbered'
    if (kinds.size > 1)
      report('variables_mixed', part.field, 'named and numbered variables stand together: use one kind')
    else if (declared !== null && kinds.size === 1 && !kinds.has(declared))
      report(
        'variables_mixed',
        part.field,
        `parameter_format says ${declared}, and the text has the other kind`,
      )
  }
  for (const part of [footer, ...draft.buttons.map(({ label, field }) => ({ text: label, field }))]) {
    if (part && /\{\{/.test(part.text))
      report('variable_unknown', part.field, 'neither a footer nor a label takes a variable: write it out')
  }
  for (const [name, { field }] of variables) {
    if (!used.has(name))
      report(
        'variable_unused',
        field,
        `${shown(name.replace('header ', ''))} is described, and the text does not use it: take one or the other away`,
      )
  }
}
