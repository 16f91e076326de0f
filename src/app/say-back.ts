import type { Channel } from '../domain/channel.ts'
import type { Saying } from '../domain/conclude.ts'
import type { Folded } from '../domain/consent.ts'
import { payloadOf } from '../domain/hear.ts'
import type { Content } from '../domain/message.ts'
import { chooseTemplate, fill, listCategories, titleOf } from '../domain/templates.ts'
import type { Services } from './ports.ts'

type Words = Pick<Services, 'texts' | 'business' | 'categories'>

/** The platform counts UTF-16 units, people see signs: cut between signs. */
const cut = (text: string, units: number): string => {
  const signs = [...text]
  while (signs.join('').length > units) signs.pop()
  return signs.join('')
}

/** Which categories a text speaks of. */
const subjects = (words: Words, channel: Channel, saying: Saying, folded: Folded): string[] => {
  const { statement, purpose } = saying
  const here = folded.consents.filter((consent) => consent.channel === channel)
  switch (purpose) {
    case 'opted-in':
      // Only what still holds is confirmed: a later word may have overtaken a part of it.
      return here
        .filter(({ by, state }) => by === statement.id && state === 'opted_in')
        .map(({ category }) => category)
    case 'opted-out': {
      // The notice says that a yes brings these back, so it names exactly what a yes would bring back.
      const ended = here.filter(({ by }) => by === statement.id).map(({ category }) => category)
      const offered = folded.outcomes.get(statement.id)?.offered.filter((key) => ended.includes(key)) ?? []
      return offered.length > 0 ? offered : ended
    }
    case 'switched-off-in-whatsapp':
      return [...saying.categories]
    case 'kept':
      return here.filter(({ state }) => state === 'opted_in').map(({ category }) => category)
    case 'clarify':
    case 'help':
    case 'preferences':
      return words.categories.map(({ key }) => key)
  }
}

/**
 * The words that answer a statement: a confirmation of what was understood, help, the list of preferences, or the
 * one question what an unclear message meant. `askingId` names that question's row.
 */
export const sayBack = (
  words: Words,
  language: string,
  channel: Channel,
  saying: Saying,
  folded: Folded,
  askingId: string | null,
): Content => {
  const { texts, business, categories } = words
  const keys = subjects(words, channel, saying, folded)
  const template = chooseTemplate(texts, saying.purpose, language, { categories: keys, channel })
  const listed = keys.length > 0 ? keys : categories.map(({ key }) => key)
  const rendered = fill(template, {
    business: business.name,
    categories: listCategories(texts, listed, template.language),
  })
  // A text without buttons, as for SMS, says itself what to answer.
  if (saying.purpose === 'clarify' && askingId && template.buttons.length > 0) {
    const buttons = template.buttons.map(({ label, reply }) => ({
      label,
      payload: payloadOf({ requestId: askingId, reply }),
    }))
    return { type: 'buttons', rendered, buttons }
  }
  const { list } = template
  if (saying.purpose === 'preferences' && list) {
    // WhatsApp shows ten rows at the most.
    const rows = categories.slice(0, 10).map(({ key }) => {
      const isOn = folded.consents.some(
        (consent) => consent.category === key && consent.channel === channel && consent.state === 'opted_in',
      )
      return {
        payload: payloadOf({ category: key, to: isOn ? 'off' : 'on' }),
        title: cut(titleOf(texts, key, template.language), 24),
        description: isOn ? list.on : list.off,
      }
    })
    return { type: 'list', rendered, open: list.open, rows }
  }
  return { type: 'text', rendered }
}
