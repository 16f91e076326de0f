import { describe, expect, it } from 'vitest'
import { checkPromises } from '../../src/app/check-promises.ts'
import { startWord } from '../../src/domain/page-texts.ts'
import { circumstances, readingUnder } from '../../src/domain/statement.ts'
import {
  fill,
  listCategories,
  purposes,
  type Template,
  titleOf,
  variablesOf,
} from '../../src/domain/templates.ts'
import { loadTexts } from '../../src/load-texts.ts'
import { replyReader } from '../../src/reply-reader.ts'
import { shippedTemplates } from '../../src/services.ts'
import { noWords } from './support.ts'

const texts = loadTexts(shippedTemplates)
const readReply = replyReader(texts, 'Sunrise Bakery')
const keys = texts.categories.map(({ key }) => key)

/** Each language with a script of its own: whatever is said in it holds some letters of that. */
const scripts: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  bn: /\p{Script=Bengali}/u,
  he: /\p{Script=Hebrew}/u,
  hi: /\p{Script=Devanagari}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ko: /\p{Script=Hangul}/u,
  ru: /\p{Script=Cyrillic}/u,
  th: /\p{Script=Thai}/u,
  uk: /\p{Script=Cyrillic}/u,
  ur: /\p{Script=Arabic}/u,
  zh_CN: /\p{Script=Han}/u,
  zh_TW: /\p{Script=Han}/u,
}
const latin = ['de', 'en', 'es', 'fr', 'id', 'it', 'ms', 'nl', 'pl', 'pt_BR', 'sw', 'tr', 'vi']
const languages = [...Object.keys(scripts), ...latin].sort()
const foreign = languages.filter((language) => language !== 'en')

/** Texts of which SMS has its own: they speak of WhatsApp, or of taps that SMS lacks. */
const forSms = ['clarify', 'help', 'opt-in-request', 'opted-in', 'preferences'] as const
const kinds = [
  ...purposes.map((purpose) => ({ kind: purpose, purpose, channel: undefined })),
  ...forSms.map((purpose) => ({ kind: `${purpose}.sms`, purpose, channel: 'sms' as const })),
]

type Kind = Pick<(typeof kinds)[number], 'purpose' | 'channel'>
const textOf = ({ purpose, channel }: Kind, language: string): Template => {
  const found = texts.templates.find(
    (text) =>
      text.purpose === purpose &&
      text.channel === channel &&
      text.language === language &&
      text.category === undefined,
  )
  if (!found) throw new Error(`there is no ${purpose} ${channel ?? ''} in ${language}`)
  return found
}

/** The text as it goes out when its variables are as long as they may well get. */
const filled = (text: Template, business: string, about: readonly string[]): string =>
  fill(text, {
    business,
    contact: business,
    wait: '24 hours',
    categories: listCategories(texts, about, text.language),
  })

/** Every line that somebody may read or hear in a language, with the place where it stands. */
const linesOf = (language: string): [place: string, line: string][] => {
  const templates = kinds.flatMap(({ kind, ...which }): [string, string][] => {
    const { body, buttons, list } = textOf(which, language)
    return [
      [kind, body],
      ...buttons.map(({ label, reply }): [string, string] => [`${kind} button ${reply}`, label]),
      ...Object.entries(list ?? {}).map(([name, row]): [string, string] => [`${kind} list ${name}`, row]),
    ]
  })
  const categories = texts.categories.flatMap(({ key, texts: words }): [string, string][] => [
    [`category ${key} title`, words[language]?.title ?? ''],
    [`category ${key} description`, words[language]?.description ?? ''],
    [`category ${key} value`, words[language]?.value ?? ''],
  ])
  const pages = [...texts.forms, ...texts.voices]
    .filter((page) => page.language === language)
    .flatMap((page) =>
      Object.entries(page).flatMap(([name, line]): [string, string][] =>
        typeof line === 'string' && !['purpose', 'language', 'voice'].includes(name)
          ? [[`${page.purpose} ${name}`, line]]
          : [],
      ),
    )
  return [...templates, ...categories, ...pages]
}

describe('the shipped texts', () => {
  it('promise no reply word that is not read as what it is promised to do', () => {
    expect(checkPromises(texts, readReply, noWords)).toEqual([])
  })

  it.each(kinds)('have $kind in every language', (which) => {
    const found = texts.templates.filter(
      ({ purpose, channel }) => purpose === which.purpose && channel === which.channel,
    )
    expect(found.map(({ language }) => language).sort()).toEqual(languages)
  })

  it.each(['forms', 'voices'] as const)('have %s in every language', (pages) => {
    expect(texts[pages].map(({ language }) => language).sort()).toEqual(languages)
  })

  it('name every category in every language', () => {
    for (const { key, texts: words } of texts.categories) {
      expect(Object.keys(words).sort(), key).toEqual(languages)
    }
  })

  it.each(kinds)('fill the same variables into $kind in every language', (which) => {
    const expected = variablesOf(textOf(which, 'en')).sort()
    for (const language of foreign)
      expect(variablesOf(textOf(which, language)).sort(), language).toEqual(expected)
  })

  it.each(foreign)('say nothing in English in %s', (language) => {
    const english = new Map(linesOf('en'))
    const shared = linesOf(language).filter(([place, line]) => english.get(place) === line)
    expect(shared).toEqual([])
    const script = scripts[language]
    if (script) expect(linesOf(language).filter(([, line]) => !script.test(line))).toEqual([])
  })

  it.each(languages)('leave nothing empty in %s', (language) => {
    expect(linesOf(language).filter(([, line]) => line.trim() === '')).toEqual([])
  })
})

describe('the limits of the platforms (FACTS §6.2)', () => {
  const longName = 'B'.repeat(100)

  it.each(languages)('are kept in %s, with a long name and every category', (language) => {
    for (const { kind, ...which } of kinds) {
      const text = textOf(which, language)
      expect([...filled(text, longName, keys)].length, kind).toBeLessThanOrEqual(1024)
      for (const { label } of text.buttons)
        expect([...label].length, `${kind}: ${label}`).toBeLessThanOrEqual(
          text.shownAs === 'template' ? 25 : 20,
        )
    }
    for (const key of keys) expect(titleOf(texts, key, language).length, key).toBeLessThanOrEqual(24)
  })

  it.each(languages)('keep an SMS in %s to few parts', (language) => {
    // Letters beyond GSM's alphabet halve what fits into a part.
    const most = latin.includes(language) ? 320 : 220
    for (const purpose of forSms) {
      const text = textOf({ purpose, channel: 'sms' }, language)
      const examples = Object.fromEntries(
        Object.entries(text.variables).map(([name, { example }]) => [name, example]),
      )
      expect(fill(text, examples).length, purpose).toBeLessThanOrEqual(most)
    }
  })
})

describe('by SMS', () => {
  it.each(languages)('"stop" or "start" and a name change that one kind, in %s', (language) => {
    const { promises } = textOf({ purpose: 'preferences', channel: 'sms' }, language)
    for (const { words, intent } of promises) {
      for (const key of keys) {
        const reply = `${words} ${titleOf(texts, key, language)}`
        const readings = readReply(reply, [language], noWords)
        for (const circumstance of circumstances) {
          const { intent: read, categories } = readingUnder(readings, circumstance)
          expect({ reply, read, categories }).toEqual({ reply, read: intent, categories: [key] })
        }
      }
    }
  })

  it.each(languages)('the word that begins again is the one of the form, in %s', (language) => {
    const { promises } = textOf({ purpose: 'preferences', channel: 'sms' }, language)
    const form = texts.forms.find((one) => one.language === language)
    expect(form && startWord(form)).toBe(promises.find(({ intent }) => intent === 'opt_in')?.words)
  })
})
