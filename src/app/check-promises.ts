import type { OwnWords } from '../domain/own-words.ts'
import type { FormText, VoiceText } from '../domain/page-texts.ts'
import { type Circumstance, circumstances, type Readings, readingUnder } from '../domain/statement.ts'
import type { Template, Texts } from '../domain/templates.ts'
import type { Services } from './ports.ts'

type Promised = Template['promises'][number]
type Read = (text: string) => Readings

const whileAsked: readonly Circumstance[] = ['asked/none', 'asked/opted_in', 'asked/opted_out']

/** In which circumstances a promise must hold: a "yes" is promised to those who are asked, or who are out. */
const wherePromised = ({ purpose }: Template, { intent, whileOpen }: Promised): readonly Circumstance[] => {
  // An answer to "should we stop?" is read as an answer to a request (`step.ts`).
  if (intent === 'keep') return ['asked/none']
  if (whileOpen || (intent === 'opt_in' && purpose === 'opt-in-request')) return whileAsked
  return intent === 'opt_in' ? ['opted_out'] : circumstances
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((key) => b.includes(key))

/** What is wrong with a promise: the words are read as something else where it must hold. */
const broken = (
  file: string,
  { words, intent, categories = ['*'] }: Promised,
  where: readonly Circumstance[],
  read: Read,
): string[] => {
  // "Keep everything" is a bare no to the question whether to stop.
  const meant = intent === 'keep' ? 'opt_out' : intent
  const expected = meant === 'opt_in' || meant === 'opt_out' ? categories : []
  const readings = read(words)
  const wrong = where
    .map((circumstance) => readingUnder(readings, circumstance))
    .find(
      (reading) =>
        reading.intent !== meant ||
        !sameSet(reading.categories, expected) ||
        (intent === 'keep' && reading.basis !== 'answer'),
    )
  if (!wrong) return []
  return [
    `templates/${file}: promises that "${words}" means ${intent}, but it is read as ${wrong.intent} (${wrong.because})`,
  ]
}

/** Words that are written in capitals and promise nothing. */
const abbreviations = ['SMS']

/** Upper-case words in a text look like reply words: STOP in "Reply STOP" is one. */
const shouted = (body: string): string[] =>
  (body.match(/\p{Lu}{3,}/gu) ?? []).filter((word) => !abbreviations.includes(word))

/** Words that a text promises without saying what they do. */
const undeclared = (
  file: string,
  body: string,
  promises: readonly { readonly words: string }[],
): string[] => {
  const declared = promises.flatMap(({ words }) => shouted(words))
  return shouted(body)
    .filter((word) => !declared.includes(word))
    .map(
      (word) =>
        `templates/${file}: says ${word} without listing it in "promises": what is it promised to do?`,
    )
}

const faultsOf = (template: Template, read: Read): string[] => {
  const { purpose, channel, category, language, promises, shownAs, body } = template
  const file = `${[purpose, channel, category, language].filter(Boolean).join('.')}.json`
  const buttons = template.buttons.flatMap(({ label, reply }) => {
    if (shownAs !== 'template' || (reply !== 'yes' && reply !== 'no')) return []
    const { intent } = readingUnder(read(label), 'asked/none')
    const expected = reply === 'yes' ? 'opt_in' : 'opt_out'
    return intent === expected
      ? []
      : [`templates/${file}: the button "${label}" stands for ${reply}, but typed it is read as ${intent}`]
  })
  return [
    ...promises.flatMap((promise) => broken(file, promise, wherePromised(template, promise), read)),
    ...buttons,
    ...undeclared(file, body, promises),
  ]
}

/** Of a form or a telephone menu: nobody has asked yet, so a word must mean the same whatever was before. */
const faultsOfPage = (page: FormText | VoiceText, read: Read): string[] => {
  const { purpose, language, promises } = page
  const file = `${purpose}.${language}.json`
  const lines = Object.values(page).filter((value) => typeof value === 'string')
  return [
    ...promises.flatMap((promise) =>
      broken(file, promise, promise.whileOpen ? whileAsked : circumstances, read),
    ),
    ...undeclared(file, lines.join('\n'), promises),
  ]
}

/** What the texts promise must work: every reply word in them is read as exactly what it is promised to do. */
export const checkPromises = (
  texts: Texts,
  readReply: Services['readReply'],
  ownWords: OwnWords,
): string[] => {
  // The same few words are promised by many texts.
  const known = new Map<string, Readings>()
  const readIn =
    (language: string): Read =>
    (text) => {
      const key = `${language} ${text}`
      const readings = known.get(key) ?? readReply(text, [language], ownWords)
      known.set(key, readings)
      return readings
    }
  return [
    ...texts.templates
      .filter(({ shownAs }) => shownAs !== 'agent')
      .flatMap((template) => faultsOf(template, readIn(template.language))),
    ...[...texts.forms, ...texts.voices].flatMap((page) => faultsOfPage(page, readIn(page.language))),
  ]
}
