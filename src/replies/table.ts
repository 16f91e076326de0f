import type { EvaluationSummary, Tally } from './evaluate.ts'

const opening = '<!-- replies:table, made by npm run replies:table -->'
const closing = '<!-- /replies:table -->'

function row(name: string, { cases, correct, share }: Tally): string {
  return `| ${name} | ${cases} | ${correct} | ${(share * 100).toFixed(1)} % |`
}

/** A Markdown table of the figures per language. */
export function asTable({ cases, correct, byLang }: EvaluationSummary): string {
  const all = { cases, correct, share: cases === 0 ? 0 : correct / cases }
  return [
    '| language | cases | correct | share |',
    '|---|---:|---:|---:|',
    ...Object.entries(byLang).map(([language, tally]) => row(language, tally)),
    row('**all**', all),
  ].join('\n')
}

/** The Markdown text with this table between its two markers; null when it does not have them. */
export function withTable(markdown: string, table: string): string | null {
  const start = markdown.indexOf(opening)
  const end = markdown.indexOf(closing)
  if (start < 0 || end < start) return null
  return `${markdown.slice(0, start + opening.length)}\n${table}\n${markdown.slice(end)}`
}

/** What stands between the markers. */
export function tableIn(markdown: string): string | null {
  const start = markdown.indexOf(opening)
  const end = markdown.indexOf(closing)
  return start < 0 || end < start ? null : markdown.slice(start + opening.length, end).trim()
}
