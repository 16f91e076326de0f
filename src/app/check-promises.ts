import type { OwnWords } from '../domain/own-words.ts'
import { type Circumstance, circumstances, type Readings, readingUnder } from '../domain/statement.ts'
import type { Template, Texts } from '../domain/templates.ts'
import type { Services } from './ports.ts'

/** In which circumstances a promise must hold: a "yes" is promised to those who are asked, or who are out. */
const wherePromised = (
  { purpose }: Template,
  { intent, whileOpen }: Template['promises'][number],
): readonly Circumstance[] => {
  if (whileOpen || (intent === 'opt_in' && purpose === 'opt-in-request')) {
    return ['asked/none', 'asked/opted_in', 'asked/opted_out']
  }
  return intent === 'opt_in' ? ['opted_out'] : circumstances
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((key) => b.includes(key))

/** Upper-case words in a text look like reply words; STOP in "Reply STOP" is one, OTP in a sentence is not promised. */
const shouted = (body: string): string[] => body.replace(/\{\{\w+\}\}/g, '').match(/\p{Lu}{3,}/gu) ?? []

const faultsOf = (template: Template, read: (text: string) => Readings): string[] => {
  const where = `templates/${[template.purpose, template.channel, template.category, template.language].filter(Boolean).join('.')}.json`
  const broken = template.promises.flatMap((promise) => {
    const { words, intent, categories = ['*'] } = promise
    const expected = intent === 'opt_in' || intent === 'opt_out' ? categories : []
    const readings = read(words)
    const wrong = wherePromised(template, promise)
      .map((circumstance) => readingUnder(readings, circumstance))
      .find((reading) => reading.intent !== intent || !sameSet(reading.categories, expected))
    if (!wrong) return []
    return [
      `${where}: promises that "${words}" means ${intent}, but it is read as ${wrong.intent} (${wrong.because})`,
    ]
  })
  const buttons = template.buttons.flatMap(({ label, reply }) => {
    if (template.shownAs !== 'template' || (reply !== 'yes' && reply !== 'no')) return []
    const { intent } = readingUnder(read(label), 'asked/none')
    const expected = reply === 'yes' ? 'opt_in' : 'opt_out'
    return intent === expected
      ? []
      : [`${where}: the button "${label}" stands for ${reply}, but typed it is read as ${intent}`]
  })
  const declared = template.promises.flatMap(({ words }) => shouted(words))
  const silent = shouted(template.body)
    .filter((word) => !declared.includes(word))
    .map((word) => `${where}: says ${word} without listing it in "promises": what is it promised to do?`)
  return [...broken, ...buttons, ...silent]
}

/** What the texts promise must work: every reply word in them is read as exactly what it is promised to do. */
export const checkPromises = (texts: Texts, readReply: Services['readReply'], ownWords: OwnWords): string[] =>
  texts.templates.flatMap((template) =>
    template.shownAs === 'agent'
      ? []
      : faultsOf(template, (text) => readReply(text, [template.language], ownWords)),
  )
