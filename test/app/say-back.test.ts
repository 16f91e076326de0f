import { describe, expect, it } from 'vitest'
import { sayBack } from '../../src/app/say-back.ts'
import { conclude } from '../../src/domain/conclude.ts'
import { type Category, foldConsent, type History } from '../../src/domain/consent.ts'
import type { Content } from '../../src/domain/message.ts'
import type { Statement } from '../../src/domain/statement.ts'
import {
  categories,
  historyOf,
  said,
  start,
  startOnly,
  statesOf,
  stopOnly,
  switched,
  tapped,
  words,
} from '../domain/support.ts'
import { business, template, textsOf } from './support.ts'

const titles = { marketing: 'offers', newsletter: 'newsletter', utility: 'order updates' }
const list = { open: 'Choose', on: 'On. Tap to switch it off.', off: 'Off. Tap to switch it on.' }
const buttons = [
  { label: 'Stop everything', reply: 'stop_all' },
  { label: 'Stop advertising', reply: 'stop_marketing' },
  { label: 'Keep everything', reply: 'keep' },
]
const templates = [
  template('You will get {{categories}}.', { purpose: 'opted-in' }),
  template('{{business}} will not send you {{categories}}.', { purpose: 'opted-out' }),
  template('Sie bekommen kein(e) {{categories}}.', { purpose: 'opted-out', language: 'de' }),
  template('Should {{business}} stop?', { purpose: 'clarify', buttons }),
  template('Nothing changes.', { purpose: 'kept' }),
  template('This is {{business}}: {{categories}}.', { purpose: 'help' }),
  template('Choose: {{categories}}.', { purpose: 'preferences', list }),
]

interface Setting {
  readonly kinds?: readonly Category[]
  readonly named?: Readonly<Record<string, string>>
  readonly language?: string
}

/** What is said back to the last of these statements, as the app says it. */
const answerTo = (statements: readonly Statement[], setting: Setting = {}): Content | null => {
  const { kinds = categories, named = titles, language = 'en' } = setting
  const history: History = { ...historyOf({ statements }), categories: kinds }
  const before = { ...history, statements: statements.slice(0, -1) }
  const old = { consents: foldConsent(before).consents, history: before }
  const { sayings, folded } = conclude(old, history, statements.slice(-1), 0)
  const [saying] = sayings
  const askingId = saying?.purpose === 'clarify' ? 'req_1' : null
  const parts = { texts: textsOf(templates, named), business, categories: kinds }
  return saying ? sayBack(parts, language, 'whatsapp', saying, folded, askingId) : null
}

/** A call for the list of preferences. */
const preferences = (setting: Setting, ...before: readonly Statement[]): Content | null => {
  const help = said('list', start + 9, words.preferences)
  return answerTo([...before, help], setting)
}
const rowsOf = (content: Content | null) => (content?.type === 'list' ? content.rows : [])

describe('the notice of an opt-out', () => {
  const one = said('one', start, startOnly('marketing'))
  const stop = said('stop', start + 1, words.stop)

  it('names exactly what a yes brings back', () => {
    expect(answerTo([one, stop])).toEqual({
      type: 'text',
      rendered: 'Sunrise Bakery will not send you offers.',
    })
    const yes = said('yes', start + 2, words.yes)
    expect(statesOf(historyOf({ statements: [one, stop, yes] }))).toEqual({
      marketing: 'opted_in',
      newsletter: 'opted_out',
      utility: 'opted_out',
    })
  })

  it('names everything when nothing was on', () => {
    expect(answerTo([stop])?.rendered).toBe(
      'Sunrise Bakery will not send you offers, newsletter, and order updates.',
    )
  })

  it('names the part that was stopped', () => {
    const all = said('all', start, words.start)
    expect(answerTo([all, said('part', start + 1, stopOnly('utility'))])?.rendered).toBe(
      'Sunrise Bakery will not send you order updates.',
    )
  })

  it("is in the person's language where there is one", () => {
    expect(answerTo([one, stop], { language: 'de_AT' })?.rendered).toBe('Sie bekommen kein(e) offers.')
    expect(answerTo([one, stop], { language: 'ja' })?.rendered).toContain('will not send you')
  })
})

it('a grant is confirmed for what it granted', () => {
  expect(answerTo([said('in', start, startOnly('marketing', 'utility'))])?.rendered).toBe(
    'You will get offers and order updates.',
  )
  expect(answerTo([tapped('row', start, { category: 'newsletter', to: 'on' })])?.rendered).toBe(
    'You will get newsletter.',
  )
})

it('help names the business and all that it sends', () => {
  expect(answerTo([said('help', start, words.help)])).toEqual({
    type: 'text',
    rendered: 'This is Sunrise Bakery: offers, newsletter, and order updates.',
  })
})

it('the question what was meant has buttons, each with the payload of its answer', () => {
  expect(answerTo([said('hm', start, words.unclear)])).toEqual({
    type: 'buttons',
    rendered: 'Should Sunrise Bakery stop?',
    buttons: [
      { label: 'Stop everything', payload: 'assent:req_1:stop_all' },
      { label: 'Stop advertising', payload: 'assent:req_1:stop_marketing' },
      { label: 'Keep everything', payload: 'assent:req_1:keep' },
    ],
  })
})

describe('the list of preferences', () => {
  it('has a row a kind, which offers to turn its present state round', () => {
    expect(preferences({}, said('in', start, startOnly('newsletter')))).toEqual({
      type: 'list',
      rendered: 'Choose: offers, newsletter, and order updates.',
      open: 'Choose',
      rows: [
        { payload: 'assent:category:marketing:on', title: 'offers', description: list.off },
        { payload: 'assent:category:newsletter:off', title: 'newsletter', description: list.on },
        { payload: 'assent:category:utility:on', title: 'order updates', description: list.off },
      ],
    })
  })

  it("shows as off what is stopped in the platform's own settings", () => {
    const rows = rowsOf(preferences({}, said('in', start, words.start), switched('off', start + 1, 'stop')))
    expect(rows.map(({ description }) => description)).toEqual([list.off, list.off, list.on])
  })

  it('has ten rows at the most', () => {
    const keys = Array.from({ length: 12 }, (_, index) => `kind${index}`)
    const kinds = keys.map((key): Category => ({ key, platform: 'marketing' }))
    const rows = rowsOf(preferences({ kinds, named: Object.fromEntries(keys.map((key) => [key, key])) }))
    expect(rows.map(({ title }) => title)).toEqual(keys.slice(0, 10))
  })

  it('has titles of 24 characters at the most', () => {
    const named = { ...titles, utility: 'x'.repeat(25), newsletter: 'y'.repeat(24) }
    expect(rowsOf(preferences({ named })).map(({ title }) => title.length)).toEqual([6, 24, 24])
  })
})
