import { type Draft, readOwn, readPlatform } from './draft.ts'

export interface Preview {
  readonly purpose: string
  readonly language: string
  readonly header: string | null
  readonly body: string
  readonly footer: string | null
  readonly buttons: readonly string[]
  /** What was filled in, by variable. */
  readonly values: Readonly<Record<string, string>>
  /** Variables for which there was neither a value nor an example: they stand as they are written. */
  readonly unset: readonly string[]
}

const variable = /\{\{\s*(\w+)\s*\}\}/g

/** A template of either format as people would see it, with values given or else the examples; null when it is none. */
export const previewTemplate = (value: unknown, given: Readonly<Record<string, string>>): Preview | null => {
  const isPlatforms = typeof value === 'object' && value !== null && 'components' in value
  const draft: Draft | null = isPlatforms ? readPlatform(value, () => false) : readOwn(value)
  if (!draft) return null
  const values: Record<string, string> = {}
  const unset = new Set<string>()
  const render = (text: string, prefix: string): string =>
    text.replace(variable, (whole, name: string) => {
      const found = given[name] ?? draft.variables.get(`${prefix}${name}`)?.example ?? null
      if (found === null) unset.add(name)
      else values[name] = found
      return found ?? whole
    })
  return {
    purpose: draft.purpose,
    language: draft.language,
    header: draft.header ? render(draft.header.text, 'header ') : null,
    body: draft.body ? render(draft.body.text, '') : '',
    footer: draft.footer?.text ?? null,
    buttons: draft.buttons.map(({ label }) => label),
    values,
    unset: [...unset],
  }
}
