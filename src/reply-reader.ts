import { createHash } from 'node:crypto'
import type { Services } from './app/ports.ts'
import { readReply } from './domain/statement.ts'
import type { Texts } from './domain/templates.ts'
import { findCollisions } from './replies/collisions.ts'
import { parserVersion } from './replies/parse-reply.ts'
import { compileVocabulary } from './replies/shipped-vocabulary.ts'

const hasOwnWords = ({ words }: Texts): boolean =>
  words.optIn.length + words.optOut.length + words.categories.length > 0

/** The parser's version, and the business's words where it has its own: both are in every decision. */
const versionOf = (texts: Texts): string => {
  if (!hasOwnWords(texts)) return parserVersion
  const own = createHash('sha256').update(JSON.stringify(texts.words)).digest('hex').slice(0, 8)
  return `${parserVersion}+own.${own}`
}

/** Which of the business's own words mean something else already, and what: it must choose others. */
export const collisionsIn = ({ words }: Texts): string[] =>
  findCollisions(words).map(
    ({ word, wanted, language, means }) =>
      `templates/words.json: "${word}" is to mean ${wanted}, but in ${language} it means ${means}`,
  )

/** The parser with the business's name, categories and own words in it. */
export const replyReader = (texts: Texts, businessName: string): Services['readReply'] => {
  const vocabulary = compileVocabulary({
    business: { names: [businessName], categoryKeys: texts.categories.map(({ key }) => key), ...texts.words },
  })
  const parser = versionOf(texts)
  return (text, languages) => readReply(text, parser, languages, vocabulary)
}
