import type { Saying } from '../domain/conclude.ts'
import type { Folded } from '../domain/consent.ts'
import type { Content } from '../domain/message.ts'
import { chooseTemplate, fill, listCategories } from '../domain/templates.ts'
import type { Services } from './ports.ts'

/** The words that answer a statement: a confirmation of what was understood, or help. */
export const sayBack = (
  { texts, business, categories }: Pick<Services, 'texts' | 'business' | 'categories'>,
  language: string,
  saying: Saying,
  folded: Folded,
): Content => {
  // Only what still holds is confirmed: a later word may have overtaken a part of it.
  const inForce = folded.consents
    .filter(({ by }) => by === saying.statement.id)
    .map(({ category }) => category)
  const keys = saying.purpose === 'help' ? categories.map(({ key }) => key) : inForce
  const template = chooseTemplate(texts, saying.purpose, language, keys)
  const rendered = fill(template, {
    business: business.name,
    categories: listCategories(texts, keys, template.language),
  })
  return { type: 'text', rendered }
}
