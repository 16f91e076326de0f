import { describe, expect, it } from 'vitest'
import { checkPromises } from '../../src/app/check-promises.ts'
import type { Readings } from '../../src/domain/statement.ts'
import type { Template } from '../../src/domain/templates.ts'
import { stopOnly, words } from '../domain/support.ts'
import { noWords, template, textsOf } from './support.ts'

/** A reader made by hand: it knows these words and takes every other for an ordinary one. */
const known: Readonly<Record<string, Readings>> = {
  STOP: words.stop,
  YES: words.yes,
  START: words.start,
  HELP: words.help,
  'STOP OFFERS': stopOnly('marketing'),
  'Yes, please': words.yes,
  'No, thanks': words.no,
}
const read = (text: string): Readings => known[text] ?? words.ordinary
const faults = (...templates: readonly Template[]): string[] =>
  checkPromises(textsOf(templates), read, noWords)
const promise = (text: string, intent: string, more: object = {}) => ({
  promises: [{ words: text, intent, ...more }],
})
const request = (more: object) =>
  template('May we? Reply STOP to end it.', {
    purpose: 'opt-in-request',
    shownAs: 'template',
    platform: { name: 'ask', category: 'MARKETING' },
    ...promise('STOP', 'opt_out'),
    ...more,
  })
const yesNo = [
  { label: 'Yes, please', reply: 'yes' },
  { label: 'No, thanks', reply: 'no' },
]

describe('texts that keep what they promise', () => {
  const rows: [string, Template][] = [
    ['a word that is read as promised', template('Reply STOP.', promise('STOP', 'opt_out'))],
    [
      'a word for one category',
      template('Reply STOP OFFERS.', promise('STOP OFFERS', 'opt_out', { categories: ['marketing'] })),
    ],
    ['a call for help', template('Reply HELP.', promise('HELP', 'help'))],
    [
      'a yes to whoever is out',
      template('Reply YES.', { ...promise('YES', 'opt_in'), purpose: 'opted-out' }),
    ],
    [
      'a yes to whoever is asked',
      request({ body: 'May we? Reply YES.', ...promise('YES', 'opt_in'), buttons: yesNo }),
    ],
    ['buttons that read as what they stand for', request({ buttons: yesNo })],
    ['a short word in capitals', template('This is OK.')],
    ['a word that only agents see', template('Says STOP.', { shownAs: 'agent', purpose: 'no-response' })],
    [
      'buttons of the session, which carry their payload',
      template('Stop?', { purpose: 'clarify', buttons: [{ label: 'Keep everything', reply: 'keep' }] }),
    ],
  ]
  it.each(rows)('%s', (_what, text) => {
    expect(faults(text)).toEqual([])
  })
})

describe('a text that does not', () => {
  it('promises a word that is read otherwise', () => {
    expect(faults(template('Reply BAJA.', { ...promise('BAJA', 'opt_out'), language: 'es' }))).toEqual([
      'templates/help.es.json: promises that "BAJA" means opt_out, but it is read as none (the test says so)',
    ])
  })

  it('promises a word for a category, and it is read for another', () => {
    const wrong = promise('STOP OFFERS', 'opt_out', { categories: ['newsletter'] })
    expect(faults(template('Reply STOP OFFERS.', wrong))).toHaveLength(1)
    expect(faults(template('Reply STOP OFFERS.', promise('STOP OFFERS', 'opt_out')))).toHaveLength(1)
  })

  it('promises a stop that works only where something was asked', () => {
    expect(faults(template('Say No, thanks.', promise('No, thanks', 'opt_out')))).toEqual([
      expect.stringContaining('read as none'),
    ])
  })

  it('says a word in capitals without promising what it does', () => {
    expect(faults(template('Reply STOP or ΤΕΛΟΣ.', promise('STOP', 'opt_out')))).toEqual([
      'templates/help.en.json: says ΤΕΛΟΣ without listing it in "promises": what is it promised to do?',
    ])
  })

  it('has a button that reads otherwise when it is typed', () => {
    const buttons = [
      { label: 'No, thanks', reply: 'yes' },
      { label: 'Later', reply: 'no' },
    ]
    expect(faults(request({ buttons, category: 'marketing' }))).toEqual([
      'templates/opt-in-request.marketing.en.json: the button "No, thanks" stands for yes, but typed it is read as opt_out',
      'templates/opt-in-request.marketing.en.json: the button "Later" stands for no, but typed it is read as none',
    ])
  })

  it('is named with all its faults, beside those of the other texts', () => {
    const first = template('Reply BAJA or FIN.', promise('BAJA', 'opt_out'))
    const second = template('Reply ALTO.', { purpose: 'kept', ...promise('ALTO', 'opt_out') })
    expect(faults(first, template('Hello.'), second).map((fault) => fault.split(':')[0])).toEqual([
      'templates/help.en.json',
      'templates/help.en.json',
      'templates/kept.en.json',
    ])
  })
})

it('the words are read with the language of their text', () => {
  const heard: string[] = []
  checkPromises(
    textsOf([template('Reply SAIR.', { ...promise('SAIR', 'opt_out'), language: 'pt_BR' })]),
    (text, languages) => {
      heard.push(`${text} ${languages.join()}`)
      return words.stop
    },
    noWords,
  )
  expect(heard).toEqual(['SAIR pt_BR'])
})
