import type { Draft } from './draft.ts'
import type { Finding, LintContext } from './finding.ts'
import { lintPage, lintTemplate, pageOf } from './lint-template.ts'

export interface SourceFile {
  readonly file: string
  readonly text: string
}

export interface FileFinding extends Finding {
  readonly file: string
}

/** What must be there in every language of the business. */
const kindOf = ({ purpose, isSms, category, format, name }: Draft): string =>
  format === 'platform'
    ? `the template "${name}"`
    : `${[purpose, isSms ? 'sms' : null, category].filter(Boolean).join('.')}`

const languagesOf = (drafts: readonly Draft[]): string[] =>
  [...new Set(drafts.map(({ language }) => language))].sort()

interface Read {
  readonly file: string
  readonly draft: Draft
}

const missingLanguages = (read: readonly Read[], languages: readonly string[]): FileFinding[] => {
  const kinds = new Set(read.map(({ draft }) => kindOf(draft)))
  return [...kinds].flatMap((kind) => {
    const ones = read.filter(({ draft }) => kindOf(draft) === kind)
    const there = languagesOf(ones.map(({ draft }) => draft))
    const [first] = ones
    if (!first) return []
    return languages
      .filter((language) => !there.includes(language))
      .map((language) => ({
        file: first.file,
        line: 1,
        code: 'language_missing' as const,
        field: 'language',
        message: `${kind} is missing in "${language}", a language of this business: write it, or people get another language`,
      }))
  })
}

const duplicates = (read: readonly Read[]): FileFinding[] => {
  const seen = new Map<string, string>()
  return read.flatMap(({ file, draft }): FileFinding[] => {
    const key = `${kindOf(draft)} ${draft.language}`
    const before = seen.get(key)
    seen.set(key, before ?? file)
    if (before === undefined) return []
    return [
      {
        file,
        line: 1,
        code: 'duplicate_template',
        field: '',
        message: `${before} is ${kindOf(draft)} in "${draft.language}" already: one of them would never be used`,
      },
    ]
  })
}

/**
 * Lints several files together: each by itself, and whether every language of the business is there and nothing twice.
 * `languages` are those of the business; `theirs`: the ones that any of the files has, as in a business's own folder.
 */
export const lintFolder = (
  files: readonly SourceFile[],
  context: LintContext,
  languages: readonly string[] | 'theirs' = [],
): FileFinding[] => {
  const read: Read[] = []
  const single = files.flatMap(({ file, text }): FileFinding[] => {
    if (pageOf(file)) return lintPage(file, text, context).map((finding) => ({ file, ...finding }))
    const { draft, findings } = lintTemplate(text, context)
    if (draft) read.push({ file, draft })
    return findings.map((finding) => ({ file, ...finding }))
  })
  const wanted = languages === 'theirs' ? languagesOf(read.map(({ draft }) => draft)) : languages
  return [...single, ...missingLanguages(read, wanted), ...duplicates(read)]
}
