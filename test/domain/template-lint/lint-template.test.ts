import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FindingCode, LintContext } from '../../../src/domain/template-lint/finding.ts'
import { lintFolder } from '../../../src/domain/template-lint/lint-folder.ts'
import { lintTemplate } from '../../../src/domain/template-lint/lint-template.ts'
import { sampleBusinessName } from '../../../src/domain/template-lint/sender.ts'
import { shippedTemplates } from '../../../src/services.ts'
import { faulty } from './faulty.ts'
import { faultyMore } from './faulty-more.ts'
import { sound } from './sound.ts'
import { soundMore } from './sound-more.ts'
import { contextOf } from './support.ts'

const context = contextOf('Casa Luna')
const codesOf = (template: unknown, more: Partial<LintContext> = {}): FindingCode[] =>
  lintTemplate(JSON.stringify(template, null, 2), { ...context, ...more }).findings.map(({ code }) => code)

interface Wanted {
  readonly language: string
  readonly body: string
  readonly yes: string | null
  readonly no: string | null
}

/** In the platform's format. */
const theirs = ({ language, body, yes, no }: Wanted, more: object = {}) => {
  const buttons = [yes, no].flatMap((text) => (text === null ? [] : [{ type: 'QUICK_REPLY', text }]))
  return {
    name: 'casa_luna_opt_in',
    language,
    category: 'MARKETING',
    components: [
      {
        type: 'BODY',
        text: body,
        ...(body.includes('{{1}}') ? { example: { body_text: [['Ana']] } } : {}),
      },
      ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons }] : []),
    ],
    ...more,
  }
}

/** In our own: the name of the business is filled in, and nobody's name is. */
const ours = ({ language, body, yes, no }: Wanted, more: object = {}) => ({
  purpose: 'opt-in-request',
  language,
  shownAs: 'template',
  platform: { name: 'casa_luna_opt_in', category: 'MARKETING' },
  body: body.replace('{{1}}', 'Ana'),
  variables: {},
  buttons: [
    ...(yes === null ? [] : [{ label: yes, reply: 'yes' }]),
    ...(no === null ? [] : [{ label: no, reply: 'no' }]),
  ],
  ...more,
})

const inGerman: Wanted = {
  language: 'de',
  body: 'Hier ist Casa Luna. Dürfen wir Ihnen Angebote per WhatsApp schicken? Beenden mit „Stopp“.',
  yes: 'Ja',
  no: 'Nein',
}
const inEnglish: Wanted = {
  language: 'en',
  body: 'This is Casa Luna. May we send you offers on WhatsApp? Reply "stop" at any time to end them.',
  yes: 'Yes',
  no: 'No',
}

describe('sound requests', () => {
  it('come in more than ten languages', () => {
    expect(new Set(sound.map(([language]) => language.split('_')[0])).size).toBeGreaterThanOrEqual(20)
  })

  it.each([...sound, ...soundMore])('pass in %s: %s', (language, body, yes, no) => {
    const template = theirs({ language, body, yes, no })
    expect(lintTemplate(JSON.stringify(template), context).findings).toEqual([])
  })

  it.each(readdirSync(shippedTemplates).filter((file) => file.startsWith('opt-in-request')))(
    'of ours pass: %s',
    (file) => {
      const { findings } = lintTemplate(readFileSync(join(shippedTemplates, file), 'utf8'), context)
      expect(findings).toEqual([])
    },
  )

  it('pass in our own format, with the name written out', () => {
    expect(codesOf(ours(inGerman))).toEqual([])
    expect(codesOf(ours(inEnglish))).toEqual([])
  })
})

describe('planted faults', () => {
  it.each([...faulty, ...faultyMore])('%s, in %s: %s', (code, language, body, yes, no) => {
    const { findings } = lintTemplate(JSON.stringify(theirs({ language, body, yes, no }), null, 2), context)
    expect(findings.map((finding) => finding.code)).toContain(code)
  })

  it.each(faulty.filter(([, , , yes, no]) => yes !== null && no !== null))(
    'in our own format too: %s, in %s: %s',
    (code, language, body, yes, no) => {
      expect(codesOf(ours({ language, body, yes, no }))).toContain(code)
    },
  )

  it('are found on the line where they stand', () => {
    const text = JSON.stringify(ours({ ...inEnglish, no: 'Maybe later' }), null, 2)
    const line = text.split('\n').findIndex((one) => one.includes('Maybe later')) + 1
    const { findings } = lintTemplate(text, context)
    expect(findings).toEqual([
      {
        code: 'dark_pattern',
        line,
        field: 'buttons.1.label',
        message: '"Maybe later" is no plain no: put a button that says no beside the yes',
      },
    ])
  })
})

describe('fields and JSON', () => {
  it.each([
    ['{ "purpose": "opt-in-request", }', 1],
    ['{\n  "purpose": "opt-in-request"\n  "language": "en"\n}', 3],
    ['', 1],
    ['{"a": 1, "a": 2}', 1],
    ['[1, 2\n', 2],
  ])('%j is no JSON, told on its line', (text, line) => {
    expect(lintTemplate(text, context).findings).toMatchObject([{ code: 'invalid_json', line }])
  })

  it.each<[string, unknown]>([
    ['no object', 'hello'],
    ['nothing', {}],
    ['a field that is mistyped', { ...ours(inEnglish), bodi: 'x' }],
    ['a language that is none', { ...ours(inEnglish), language: 'English' }],
    ['a category that is none', { ...ours(inEnglish), category: 'horoscopes' }],
    [
      'a button that stands for nothing known',
      { ...ours(inEnglish), buttons: [{ label: 'Yes', reply: 'sure' }] },
    ],
    ['a name in capitals', theirs(inEnglish, { name: 'Casa Luna' })],
    ['no components', theirs(inEnglish, { components: [] })],
    ['no body', theirs(inEnglish, { components: [{ type: 'FOOTER', text: 'Casa Luna' }] })],
    ['a language nobody reads', theirs({ ...inEnglish, language: 'fi' })],
  ])('%s is an invalid field', (_what, template) => {
    expect(codesOf(template)).toContain('invalid_field')
  })
})

describe('variables', () => {
  const body = 'Hello, this is {{business}}. May we send you {{categories}}? Reply "stop" to end them.'
  const described = { business: { example: 'Casa Luna' }, categories: { example: 'offers' } }

  it('that are set name the business; that are unset do not', () => {
    expect(codesOf(ours({ ...inEnglish, body }, { variables: described }))).toEqual([])
    const unset = { ...described, business: { example: '' } }
    expect(codesOf(ours({ ...inEnglish, body }, { variables: unset }))).toEqual(
      expect.arrayContaining(['business_not_named', 'variable_without_example']),
    )
    const { business: _, ...missing } = described
    expect(codesOf(ours({ ...inEnglish, body }, { variables: missing }))).toEqual(
      expect.arrayContaining(['business_not_named', 'variable_without_example']),
    )
  })

  it.each<[FindingCode, string]>([
    ['variable_unknown', 'Casa Luna: may we send you {{discount}}? Reply "stop" to end them, please.'],
    ['variable_unknown', 'Casa Luna: may we send you {categories}? Reply "stop" to end them, please.'],
    ['variable_unused', 'Casa Luna: may we send you offers? Reply "stop" to end them, please.'],
    ['variable_misplaced', '{{business}}: may we send you {{categories}}? Reply "stop" to end them.'],
    ['variable_misplaced', 'May we send you offers? Reply "stop" to end messages of {{business}}.'],
    [
      'variable_misplaced',
      'This is {{business}} {{categories}}, may we send you offers? Reply "stop" to end.',
    ],
  ])('%s: %s', (code, text) => {
    expect(codesOf(ours({ ...inEnglish, body: text }, { variables: described }))).toContain(code)
  })

  const numbered = (text: string, examples: readonly string[], more: object = {}) =>
    theirs(inEnglish, {
      components: [
        { type: 'BODY', text, example: { body_text: [examples] } },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'QUICK_REPLY', text: 'Yes' },
            { type: 'QUICK_REPLY', text: 'No' },
          ],
        },
      ],
      ...more,
    })
  const ask = (first: string, second: string): string =>
    `Hello ${first}, this is Casa Luna. May we send you ${second} on WhatsApp? Reply "stop" to end them.`

  it('that are numbered in order pass', () => {
    expect(codesOf(numbered(ask('{{1}}', '{{2}}'), ['Ana', 'offers']))).toEqual([])
  })

  it.each<[FindingCode, string, readonly string[]]>([
    ['variables_not_in_order', ask('{{1}}', '{{3}}'), ['Ana', 'offers']],
    ['variables_not_in_order', ask('{{2}}', '{{1}}'), ['Ana', 'offers']],
    ['variables_mixed', ask('{{1}}', '{{categories}}'), ['Ana']],
    ['variable_without_example', ask('{{1}}', '{{2}}'), ['Ana']],
    ['variable_without_example', ask('{{1}}', '{{2}}'), ['Ana', '{{2}}']],
    ['variable_unused', ask('{{1}}', 'offers'), ['Ana', 'offers']],
  ])('%s: %s', (code, text, examples) => {
    expect(codesOf(numbered(text, examples))).toContain(code)
  })

  it('must be of the kind that is declared', () => {
    expect(
      codesOf(numbered(ask('{{1}}', '{{2}}'), ['Ana', 'offers'], { parameter_format: 'NAMED' })),
    ).toContain('variables_mixed')
  })
})

describe('limits', () => {
  const long = 'x'.repeat(1_100)
  const component = (...more: object[]) =>
    theirs(inEnglish, { components: [...theirs(inEnglish).components, ...more] })
  it.each<[FindingCode, unknown]>([
    ['too_long', ours({ ...inEnglish, body: `${inEnglish.body} ${long}` })],
    ['too_long', ours({ ...inEnglish, yes: 'Yes, I do want your nice offers' })],
    [
      'too_long',
      ours(inEnglish, { shownAs: 'session', buttons: [{ label: 'Yes, send me everything', reply: 'yes' }] }),
    ],
    ['too_long', component({ type: 'HEADER', format: 'TEXT', text: 'x'.repeat(61) })],
    ['too_long', component({ type: 'FOOTER', text: 'x'.repeat(61) })],
    ['too_long', theirs(inEnglish, { name: 'a'.repeat(513) })],
    ['too_long', ours(inEnglish, { platform: { name: 'a'.repeat(513), category: 'MARKETING' } })],
    [
      'too_many_buttons',
      theirs(inEnglish, {
        components: [
          { type: 'BODY', text: inEnglish.body },
          {
            type: 'BUTTONS',
            buttons: Array.from({ length: 11 }, (_, at) => ({ type: 'QUICK_REPLY', text: `No ${at}` })),
          },
        ],
      }),
    ],
    ['duplicate_button', theirs({ ...inEnglish, no: 'yes' })],
  ])('%s', (code, template) => {
    expect(codesOf(template)).toContain(code)
  })
})

describe('the category at the platform', () => {
  const message = (category: string, text: string) => ({
    name: 'casa_luna_order',
    language: 'en',
    category,
    components: [{ type: 'BODY', text }],
  })

  it('of a request is MARKETING, unless it confirms what was asked for elsewhere', () => {
    expect(codesOf(theirs(inEnglish, { category: 'UTILITY' }))).toContain('wrong_category')
    expect(
      codesOf(theirs(inEnglish, { category: 'AUTHENTICATION' }), { purpose: 'opt-in-request' }),
    ).toContain('wrong_category')
    const confirms = inEnglish.body.replace('May we', 'You signed up on our website. May we')
    expect(codesOf(theirs({ ...inEnglish, body: confirms }, { category: 'UTILITY' }))).toEqual([])
  })

  it('of advertising is MARKETING', () => {
    expect(
      codesOf(message('UTILITY', 'Your order 12 has left us. Get 20 % discount on your next one.')),
    ).toEqual(['wrong_category'])
    expect(
      codesOf(message('UTILITY', 'Your order from Casa Luna has left us and arrives tomorrow.')),
    ).toEqual([])
  })
})

describe('a template of one category', () => {
  const about = (words: string) =>
    ours(
      {
        ...inEnglish,
        body: `This is Casa Luna. May we send you our newsletter? Reply "${words}" to end it.`,
      },
      { category: 'newsletter' },
    )

  it('says how to stop that category, or everything', () => {
    expect(codesOf(about('stop newsletter'))).toEqual([])
    expect(codesOf(about('stop'))).toEqual([])
    expect(codesOf(about('stop offers'))).toContain('no_way_to_stop')
  })
})

describe('promises', () => {
  it('must hold as they are declared', () => {
    const body = 'This is Casa Luna. May we send you offers? Reply STOP to end them.'
    const promise = (intent: string) =>
      ours({ ...inEnglish, body }, { promises: [{ words: 'STOP', intent }] })
    expect(codesOf(promise('opt_out'))).toEqual([])
    expect(codesOf(promise('help'))).toContain('promise_not_understood')
    expect(codesOf(ours({ ...inEnglish, body }))).toEqual(['promise_undeclared'])
  })

  it('of a button are broken when it is read otherwise', () => {
    expect(codesOf(ours({ ...inEnglish, yes: 'Bananas' }))).toContain('promise_not_understood')
  })
})

describe('a whole folder', () => {
  const file = (language: string, template: unknown) => ({
    file: `opt-in-request.${language}.json`,
    text: JSON.stringify(template),
  })

  it('covers every language of the business', () => {
    const files = [file('en', ours(inEnglish)), file('de', ours(inGerman))]
    expect(lintFolder(files, context, 'theirs')).toEqual([])
    expect(lintFolder(files, context, ['en', 'de', 'es'])).toMatchObject([
      { code: 'language_missing', file: 'opt-in-request.en.json' },
    ])
  })

  it('has nothing twice', () => {
    const files = [file('en', ours(inEnglish)), { ...file('en', ours(inEnglish)), file: 'copy.json' }]
    expect(lintFolder(files, context)).toMatchObject([{ code: 'duplicate_template', file: 'copy.json' }])
  })

  it('holds the pages to their fields and their promises', () => {
    const form = JSON.parse(readFileSync(join(shippedTemplates, 'form.en.json'), 'utf8'))
    const lint = (value: unknown) =>
      lintFolder([{ file: 'form.en.json', text: JSON.stringify(value) }], context)
    expect(lint(form)).toEqual([])
    expect(lint({ ...form, title: 'Messages' })).toMatchObject([{ code: 'invalid_field', field: 'title' }])
    const banana = JSON.parse(JSON.stringify(form).replaceAll('STOP', 'BANANA'))
    expect(lint(banana)).toMatchObject([{ code: 'promise_not_understood', field: 'promises.0' }])
  })
})

describe('a business whose name nobody has set', () => {
  const nobody = { businessName: sampleBusinessName }
  it.each<[string, string]>([
    ['en', 'Hi Ana, this is Moonlight. May we send you offers on WhatsApp? Reply STOP to opt out.'],
    ['en', 'Moon Shop has news! May we send you offers on WhatsApp? Reply STOP to opt out.'],
    [
      'de',
      'Hier ist die Bäckerei Mond. Dürfen wir Angebote per WhatsApp senden? Antworten Sie STOPP zum Abmelden.',
    ],
    [
      'es',
      'Hola, te escribe la Tienda Sol. ¿Podemos enviarte ofertas por WhatsApp? Responde BAJA para salir.',
    ],
    [
      'ru',
      'Здравствуйте, это Пекарня Луна. Можно присылать вам акции в WhatsApp? Чтобы отписаться, ответьте СТОП.',
    ],
    ['tr', 'Ay Fırını olarak size kampanya mesajı gönderebilir miyiz? Çıkmak için DUR yazın.'],
  ])('may be called anything, if the text introduces it, in %s: %s', (language, body) => {
    expect(codesOf(theirs({ language, body, yes: null, no: null }), nobody)).not.toContain(
      'business_not_named',
    )
    expect(codesOf(theirs({ language, body, yes: null, no: null }))).toContain('business_not_named')
  })

  it('may be named by the example of a variable', () => {
    const body = 'Hello, this is {{1}}. May we send you offers on WhatsApp? Reply STOP to opt out.'
    expect(codesOf(theirs({ ...inEnglish, body }), nobody)).toEqual([])
  })

  it.each<[string, string]>([
    [
      'en',
      'Hi {{1}}, we have news from our shop. May we send you offers on WhatsApp? Reply STOP to opt out.',
    ],
    [
      'de',
      'Hier sind unsere Neuigkeiten. Dürfen wir Ihnen Angebote per WhatsApp senden? Antworten Sie STOPP zum Abmelden.',
    ],
    ['it', 'Ciao! Possiamo inviarti le nostre offerte su WhatsApp? Rispondi STOP per uscire.'],
    [
      'fr',
      'Bonjour, acceptez-vous de recevoir nos offres sur WhatsApp ? Répondez STOP pour vous désinscrire.',
    ],
    ['pl', 'Cześć! Czy możemy wysyłać Ci oferty na WhatsApp? Odpisz STOP, aby zrezygnować.'],
  ])('must still be named, in %s: %s', (language, body) => {
    expect(codesOf(theirs({ language, body, yes: 'OK', no: null }), nobody)).toContain('business_not_named')
  })
})

describe("fields of the platform's format", () => {
  const whole = () => theirs(inEnglish)
  const changed = (more: object, at = 0) => ({
    ...whole(),
    components: whole().components.map((component, index) =>
      index === at ? { ...component, ...more } : component,
    ),
  })
  it.each<[string, unknown]>([
    ['a field beside the components', { ...whole(), colour: 'green' }],
    ['a field in a component', changed({ colour: 'green' })],
    ['a component that is mistyped', changed({ type: 'BODI' })],
    ['an empty body', changed({ text: ' ' })],
    ['two bodies', { ...whole(), components: [...whole().components, { type: 'BODY', text: 'Hello.' }] }],
    ['a footer without text', { ...whole(), components: [...whole().components, { type: 'FOOTER' }] }],
    [
      'a header without format',
      { ...whole(), components: [{ type: 'HEADER', text: 'Hi' }, ...whole().components] },
    ],
    ['a button that is mistyped', changed({ buttons: [{ type: 'REPLY', text: 'Yes' }] }, 1)],
    [
      'a quick reply with a field of ours',
      changed({ buttons: [{ type: 'QUICK_REPLY', text: 'Yes', reply: 'yes' }] }, 1),
    ],
  ])('are refused when unknown or missing: %s', (_, template) => {
    expect(codesOf(template)).toContain('invalid_field')
  })

  it('may be those that the platform lists', () => {
    expect(codesOf({ ...whole(), id: '1', status: 'APPROVED', message_send_ttl_seconds: 43_200 })).toEqual([])
  })
})

it.each([
  ['en', 'Buy two, get one free at Casa Luna.'],
  ['es', 'Casa Luna: dos por uno en toda la tienda hasta el domingo.'],
  ['de', 'Casa Luna: Zwei zum Preis von einem, bis Sonntag im Laden.'],
  ['pl', 'Casa Luna: drugi produkt za pół ceny do niedzieli.'],
])('an offer in words of its own is no UTILITY, in %s: %s', (language, text) => {
  const template = { name: 'order_news', language, category: 'UTILITY', components: [{ type: 'BODY', text }] }
  expect(codesOf(template)).toEqual(['wrong_category'])
})
