/** Markup that is safe to send: everything put into it was escaped, or was markup made here. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }
}

type Fragment = string | number | Html | null | readonly Html[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Makes a text harmless in content and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)

function markupOf(fragment: Fragment): string {
  if (fragment === null) return ''
  if (fragment instanceof Html) return fragment.markup
  if (typeof fragment === 'object') return fragment.map(({ markup }) => markup).join('')
  return escapeHtml(String(fragment))
}

/** A template tag: what is filled in is escaped unless it is Html itself. */
export const html = (strings: TemplateStringsArray, ...fragments: readonly Fragment[]): Html =>
  new Html(strings.map((text, index) => text + markupOf(fragments[index] ?? null)).join(''))
