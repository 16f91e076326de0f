import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  categorySchema,
  chooseTemplate,
  fill,
  listCategories,
  type Template,
  type Texts,
  templateSchema,
  variablesOf,
} from '../../src/domain/templates.ts'

const file = (more: z.input<typeof templateSchema> | object = {}) => ({
  purpose: 'opted-in',
  language: 'en',
  shownAs: 'session',
  body: 'You will get {{categories}} from {{business}}.',
  variables: { business: { example: 'Sunrise Bakery' }, categories: { example: 'offers' } },
  ...more,
})
const template = (more: object = {}): Template => templateSchema.parse(file(more))
const plain = (body: string, more: object = {}): Template => template({ body, variables: {}, ...more })

describe('filling a template', () => {
  it('puts every variable in', () => {
    expect(fill(template(), { business: 'Sunrise Bakery', categories: 'offers' })).toBe(
      'You will get offers from Sunrise Bakery.',
    )
  })

  it.each([{}, { business: 'Sunrise Bakery' }, { business: '', categories: 'offers' }])(
    'refuses when one has no value: %o',
    (values) => {
      expect(() => fill(template(), values)).toThrow(
        /opted-in\.en has no value for \{\{(business|categories)\}\}/,
      )
    },
  )

  it('does not fill what came in with a value, and knows no special signs in it', () => {
    expect(fill(template(), { business: '{{categories}}', categories: "$& $1 $' {{x}}" })).toBe(
      "You will get $& $1 $' {{x}} from {{categories}}.",
    )
  })

  it('numbers the variables in the order of the body, each once', () => {
    const body = '{{business}}: {{categories}}, yours {{business}}'
    expect(variablesOf(template({ body }))).toEqual(['business', 'categories'])
  })
})

describe('choosing a text', () => {
  const texts: Texts = {
    words: { optOut: [], optIn: [], categories: [] },
    forms: [],
    voices: [],
    categories: [],
    templates: [
      plain('fr', { language: 'fr' }),
      plain('en', { language: 'en' }),
      plain('pt', { language: 'pt' }),
      plain('pt_BR', { language: 'pt_BR' }),
      plain('en offers', { language: 'en', category: 'marketing' }),
      plain('fr offers', { language: 'fr', category: 'marketing' }),
      plain('help', { purpose: 'help' }),
    ],
  }
  const rows: [language: string, categories: string[], body: string][] = [
    ['en', [], 'en'],
    ['fr', ['utility'], 'fr'],
    ['pt_BR', [], 'pt_BR'],
    ['pt_PT', [], 'pt'],
    ['en_GB', [], 'en'],
    ['ja', [], 'en'],
    ['en', ['marketing'], 'en offers'],
    ['fr', ['marketing'], 'fr offers'],
    ['ja', ['marketing'], 'en offers'],
    ['pt', ['marketing'], 'pt'],
    ['en', ['marketing', 'utility'], 'en'],
  ]
  it.each(rows)('in %s about %o: "%s"', (language, categories, body) => {
    expect(chooseTemplate(texts, 'opted-in', language, { categories }).body).toBe(body)
  })

  it('takes any language rather than none', () => {
    const only = {
      categories: [],
      words: { optOut: [], optIn: [], categories: [] },
      forms: [],
      voices: [],
      templates: [plain('fr', { language: 'fr' })],
    }
    expect(chooseTemplate(only, 'opted-in', 'ja', { categories: [] }).body).toBe('fr')
  })

  it('refuses when there is no text for the purpose, or only one for another category', () => {
    expect(() => chooseTemplate(texts, 'opted-out', 'en', { categories: [] })).toThrow(
      'templates/ has no opted-out that fits',
    )
    const only = {
      categories: [],
      words: { optOut: [], optIn: [], categories: [] },
      forms: [],
      voices: [],
      templates: [plain('offers', { category: 'marketing' })],
    }
    expect(() => chooseTemplate(only, 'opted-in', 'en', { categories: ['utility'] })).toThrow(
      'has no opted-in',
    )
  })
})

describe('naming categories', () => {
  const texts: Texts = {
    words: { optOut: [], optIn: [], categories: [] },
    forms: [],
    voices: [],
    templates: [],
    categories: [
      { key: 'marketing', platform: 'marketing', texts: { en: { title: 'offers', description: 'Offers.' } } },
      {
        key: 'utility',
        platform: 'utility',
        texts: {
          en: { title: 'order updates', description: 'Orders.' },
          de: { title: 'Bestellungen', description: 'Bestellungen.' },
        },
      },
    ],
  }

  it('joins them as the language does, falling back on English and then on the key', () => {
    expect(listCategories(texts, ['marketing'], 'en')).toBe('offers')
    expect(listCategories(texts, ['marketing', 'utility'], 'en')).toBe('offers and order updates')
    expect(listCategories(texts, ['utility', 'marketing'], 'de_AT')).toBe('Bestellungen und offers')
    expect(listCategories(texts, ['gone'], 'en')).toBe('gone')
  })
})

describe('a mistake in a file names the field', () => {
  const mistakes: [string, object, string][] = [
    ['an unknown purpose', { purpose: 'greeting' }, 'purpose'],
    ['a language that is none', { language: 'English' }, 'language'],
    ['an empty body', { body: '' }, 'body'],
    ['a body that is too long', { body: 'x'.repeat(1_025) }, 'body'],
    [
      'a variable that nobody described',
      { body: 'Hi {{who}}, {{business}} {{categories}}' },
      'variables.who',
    ],
    [
      'a variable that only looks described, by its name',
      { body: 'Hi {{constructor}}, {{business}} {{categories}}' },
      'variables.constructor',
    ],
    ['a variable that the body does not use', { body: 'Hi {{business}}' }, 'variables.categories'],
    [
      'a variable without an example',
      { variables: { business: {}, categories: { example: 'x' } } },
      'variables.business.example',
    ],
    ['a template without a platform name', { shownAs: 'template' }, 'platform'],
    ['a platform name with a blank', { platform: { name: 'Opt in', category: 'UTILITY' } }, 'platform.name'],
    ['a platform category that is none', { platform: { name: 'a', category: 'NEWS' } }, 'platform.category'],
    ['a label that is too long', { buttons: [{ label: 'x'.repeat(26), reply: 'yes' }] }, 'buttons.0.label'],
    ['a button that means neither', { buttons: [{ label: 'Hm', reply: 'maybe' }] }, 'buttons.0.reply'],
    [
      'a label that is too long inside a session',
      { buttons: [{ label: 'x'.repeat(21), reply: 'keep' }] },
      'buttons.0.label',
    ],
    ['preferences without the words of their list', { purpose: 'preferences' }, 'list'],
    [
      'a list whose opener is too long',
      { purpose: 'preferences', list: { open: 'x'.repeat(21), on: 'On', off: 'Off' } },
      'list.open',
    ],
    [
      'a promise that the body does not make',
      { promises: [{ words: 'STOP', intent: 'opt_out' }] },
      'promises.0',
    ],
    ['too many buttons', { buttons: Array(4).fill({ label: 'Yes', reply: 'yes' }) }, 'buttons'],
  ]
  it.each(mistakes)('%s', (_what, more, field) => {
    const { error } = templateSchema.safeParse(file(more))
    expect(error?.issues.map(({ path }) => path.join('.'))).toContain(field)
  })

  it('and a field that does not exist is a mistake too', () => {
    const { error } = templateSchema.safeParse(file({ boddy: '' }))
    expect(error?.issues[0]?.message).toContain('boddy')
  })

  it('also in categories.json', () => {
    const wrong = categorySchema.safeParse({
      key: 'My Offers',
      platform: 'ads',
      texts: { en: { title: '' } },
    })
    const fields = wrong.error?.issues.map(({ path }) => path.join('.'))
    expect(fields).toEqual(
      expect.arrayContaining(['key', 'platform', 'texts.en.title', 'texts.en.description']),
    )
  })
})
