import type { OwnWords } from '../domain/own-words.ts'
import type { FormText, VoiceText } from '../domain/page-texts.ts'
import type { Readings } from '../domain/statement.ts'
import { brokenButton, brokenPromise, undeclaredWords } from '../domain/template-lint/promise-rules.ts'
import type { Template, Texts } from '../domain/templates.ts'
import type { Services } from './ports.ts'

type Read = (text: string) => Readings

const broken = (file: string, ...promised: Parameters<typeof brokenPromise>): string[] => {
  const why = brokenPromise(...promised)
  return why === null ? [] : [`templates/${file}: ${why}`]
}

/** Words that a text promises without saying what they do. */
const undeclared = (file: string, body: string, promises: readonly { readonly words: string }[]): string[] =>
  undeclaredWords(body, promises).map(
    (word) => `templates/${file}: says ${word} without listing it in "promises": what is it promised to do?`,
  )

const faultsOf = (template: Template, read: Read): string[] => {
  const { purpose, channel, category, language, promises, shownAs, body } = template
  const file = `${[purpose, channel, category, language].filter(Boolean).join('.')}.json`
  const buttons = template.buttons.flatMap(({ label, reply }) => {
    if (shownAs !== 'template' || (reply !== 'yes' && reply !== 'no')) return []
    const readAs = brokenButton(label, reply, read)
    return readAs === null
      ? []
      : [`templates/${file}: the button "${label}" stands for ${reply}, but typed it is read as ${readAs}`]
  })
  return [
    ...promises.flatMap((promise) => broken(file, purpose, promise, read)),
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
    ...promises.flatMap((promise) => broken(file, 'page', promise, read)),
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
