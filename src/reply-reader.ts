import { createHash } from 'node:crypto'
import type { Services } from './app/ports.ts'
import type { OwnWords } from './domain/own-words.ts'
import { readReply } from './domain/statement.ts'
import type { Texts } from './domain/templates.ts'
import { findCollisions } from './replies/collisions.ts'
import { parserVersion } from './replies/parse-reply.ts'
import { compileVocabulary } from './replies/shipped-vocabulary.ts'
import type { Vocabulary } from './replies/vocabulary.ts'

const joined = (a: OwnWords, b: OwnWords): OwnWords => ({
  optOut: [...a.optOut, ...b.optOut],
  optIn: [...a.optIn, ...b.optIn],
  categories: [...a.categories, ...b.categories],
})

const isEmpty = ({ optIn, optOut, categories }: OwnWords): boolean =>
  optIn.length + optOut.length + categories.length === 0

const hashOf = (words: OwnWords): string =>
  createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 8)

/** The parser's version, and the business's words where it has its own: both are in every decision. */
const versionOf = (words: OwnWords): string =>
  isEmpty(words) ? parserVersion : `${parserVersion}+own.${hashOf(words)}`

/** Which of the business's own words mean something else already, and what: it must choose others. */
export const collisionsOf = (words: OwnWords): string[] =>
  findCollisions(words).map(
    ({ word, wanted, language, means }) =>
      `"${word}" is to mean ${wanted}, but in ${language} it means ${means}`,
  )

export const collisionsIn = ({ words }: Texts): string[] =>
  collisionsOf(words).map((collision) => `templates/words.json: ${collision}`)

/** The settings of a business change rarely: the last few vocabularies are all that is ever read with. */
const kept = 3

/** The parser with the business's name, categories and own words in it: those of its files and of its settings. */
export const replyReader = (
  texts: Pick<Texts, 'categories' | 'words'>,
  businessName: string,
): Services['readReply'] => {
  const compiled = new Map<string, { vocabulary: Vocabulary; parser: string }>()
  const readerFor = (words: OwnWords) => {
    const key = hashOf(words)
    const known = compiled.get(key)
    if (known) return known
    const reader = {
      vocabulary: compileVocabulary({
        business: { names: [businessName], categoryKeys: texts.categories.map((one) => one.key), ...words },
      }),
      parser: versionOf(words),
    }
    const [oldest] = compiled.keys()
    if (compiled.size >= kept && oldest !== undefined) compiled.delete(oldest)
    compiled.set(key, reader)
    return reader
  }
  return (text, languages, words) => {
    const { vocabulary, parser } = readerFor(joined(texts.words, words))
    return readReply(text, parser, languages, vocabulary)
  }
}
