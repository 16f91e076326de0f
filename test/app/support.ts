import type { Business } from '../../src/app/ports.ts'
import { type OwnWords, ownWordsSchema } from '../../src/domain/own-words.ts'
import { type Template, type Texts, templateSchema } from '../../src/domain/templates.ts'

export const noWords: OwnWords = ownWordsSchema.parse({})
export const business: Business = { id: 'biz_main', name: 'Sunrise Bakery', language: 'en' }

/** A text of the session, of which parts may be replaced; its variables are those that the body uses. */
export const template = (body: string, more: object = {}): Template => {
  const names = [...body.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '')
  const variables = Object.fromEntries(names.map((name) => [name, { example: 'an example' }]))
  return templateSchema.parse({
    purpose: 'help',
    language: 'en',
    shownAs: 'session',
    body,
    variables,
    ...more,
  })
}

export const textsOf = (
  templates: readonly Template[],
  titles: Readonly<Record<string, string>> = {},
): Texts => ({
  words: { optOut: [], optIn: [], categories: [] },
  templates,
  forms: [],
  voices: [],
  categories: Object.entries(titles).map(([key, title]) => ({
    key,
    platform: 'marketing',
    texts: { en: { title, description: title } },
  })),
})
