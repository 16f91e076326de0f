import { circumstances, type Readings, readingUnder } from '../statement.ts'
import { type Draft, partsOf } from './draft.ts'
import type { LintContext } from './finding.ts'
import { findAll, fold, has, sentencesOf, type Vocabulary } from './vocabulary.ts'

/** A word that a text tells people to write, with what stands around it. */
export interface PromisedWord {
  readonly words: string
  readonly field: string
  /** The sentence, and the part of it between commas. */
  readonly sentence: string
  readonly segment: string
  readonly isQuoted: boolean
}

export type Read = (text: string) => Readings

/** The stop that a text is read as wherever it may stand: the categories, `*` for all; null when it is none. */
export const stopIn = (text: string, read: Read): readonly string[] | null => {
  const readings = read(text)
  const all = circumstances.map((circumstance) => readingUnder(readings, circumstance))
  return all.every(({ intent }) => intent === 'opt_out') ? (all[0]?.categories ?? []) : null
}

/** What a text answers to an open question: yes, no, or neither. */
export const answerIn = (text: string, read: Read): 'yes' | 'no' | null => {
  const { intent } = readingUnder(read(text), 'asked/none')
  if (intent === 'opt_in') return 'yes'
  return intent === 'opt_out' ? 'no' : null
}

/** Written in capitals, and promised by nobody. */
const abbreviations = new Set(
  'SMS MMS PDF FAQ VIP EU USA UK US GB OTP PIN GPS AGB DSGVO RGPD GDPR QR ID TV DVD CEO PS OK KVKK LGPD UAE TL USD EUR GBP INR BRL CPF NIF RFC DNI IBAN AM PM RSS URL GMBH AG SA SL SRL LLC LTD INC NEW FREE SALE BIG WA IG FB KTP'.split(
    ' ',
  ),
)

const quotePattern =
  /(?:[“”„«»"「『״]|(?<![\p{L}\p{N}])[‘’'*])([^“”„«»"「」『』״*‘]{1,40}?)(?:[“”«»"」』״]|[’'*](?![\p{L}\p{N}]))/gu
const shoutPattern =
  /(?<![\p{L}\p{N}@#/.])\p{Lu}[\p{Lu}\p{M}\p{N}]+(?:[ ]+\p{Lu}[\p{Lu}\p{M}]*(?![\p{L}\p{N}]))*(?![\p{Ll}\p{N}])/gu

const nameWords = ({ businessName, categories }: LintContext, language: string): Set<string> =>
  new Set(
    [businessName, ...categories.flatMap(({ texts }) => texts[language]?.title ?? [])]
      .flatMap((name) => fold(name).split(/[^\p{L}\p{M}\p{N}]+/u))
      .filter(Boolean),
  )

/** The quoted and the shouted words of a text that it tells people to write. */
export const promisedWords = (draft: Draft, context: LintContext): PromisedWord[] => {
  const names = nameWords(context, draft.language)
  return partsOf(draft).flatMap(({ text, field }) =>
    sentencesOf(text.replace(/\{\{[^{}]*\}\}/g, '·')).flatMap((sentence) =>
      sentence.split(/[,;،、，；:：()–—]|\s-\s/u).flatMap((segment): PromisedWord[] => {
        const around = { field, sentence, segment }
        const quoted = [...segment.matchAll(quotePattern)].map(([, words = '']) => words.trim())
        const bare = segment.replace(quotePattern, ' ')
        const shouted = [...bare.matchAll(shoutPattern)]
          .map(([words]) => words)
          .filter((words) =>
            words.split(/\s+/).some((word) => !abbreviations.has(word) && !names.has(fold(word))),
          )
        return [
          ...quoted
            .filter(
              (words) => /\p{L}/u.test(words) && !words.split(/\s+/).every((word) => names.has(fold(word))),
            )
            .map((words) => ({ ...around, words, isQuoted: true })),
          ...shouted.map((words) => ({ ...around, words, isQuoted: false })),
        ]
      }),
    ),
  )
}

/** Where a word in quotes or capitals stood: in its sentence that is the word to write, and nothing else. */
const mark = '§'

const unmarked = (text: string): string =>
  text
    .replace(/\{\{[^{}]*\}\}/g, '·')
    .replace(quotePattern, ` ${mark} `)
    .replace(shoutPattern, ` ${mark} `)

const wordPattern = /[\p{L}\p{M}\p{N}'’-]+/gu
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

/** Before or after a word they say what for: "to stop", "pour arrêter", "чтобы отписаться". */
const purposes = /^(?:to|para|pour|per|um|om|zu|te|aby|by|zeby|чтобы|чтоб|щоб)$/u

/** The message itself is to be answered: that names no word. */
const thisMessage =
  /\b(?:this (?:message|chat|text)|dies\p{L}* (?:nachricht|chat)|est[ea] (?:mensaje|chat|mensagem)|essa mensagem|ce message|quest[oa] (?:messaggio|chat)|dit bericht|bu mesaj\p{L}*)|\bte wiadomosc|(?:это|данное) сообщение/u

/** The stop at a word and the one after it: "stop surveys" before "stop", since it stops less. */
const stopAt = (
  words: readonly string[],
  index: number,
  vocabulary: Vocabulary,
  read: Read,
): (readonly string[])[] => {
  const [one = '', two = ''] = words.slice(Math.max(0, index), index + 2)
  // "Reply to stop" names no word.
  if (one.length < 2 || purposes.test(fold(one)) || purposes.test(fold(words[index - 1] ?? ''))) return []
  // "Basta responder", "il suffit de répondre": it is enough to reply.
  const enough = [one, two].findIndex((word) => /^(?:basta|suffit)$/.test(fold(word)))
  const next = words.slice(index + enough + 1, index + enough + 3)
  if (enough >= 0 && next.some((word) => has(word, vocabulary.reply))) return []
  const stop = (two === '' ? null : stopIn(`${one} ${two}`, read)) ?? stopIn(one, read)
  return stop ? [stop] : []
}

/** "להסרה: הסר": what for, and after a colon the word alone. */
const stopAfterColon = (sentence: string, vocabulary: Vocabulary, read: Read): (readonly string[])[] => {
  const [, purpose = '', word = ''] = /^([^:：]*)[:：]\s*([\p{L}\p{M}]+)[.!。]?$/u.exec(sentence) ?? []
  const stop = word.length > 1 && has(purpose, vocabulary.stop) ? stopIn(word, read) : null
  return stop ? [stop] : []
}

/** Stop words that are neither quoted nor shouted: beside a word for answering, read as a stop. */
export const plainStops = (text: string, vocabulary: Vocabulary, read: Read): (readonly string[])[] =>
  sentencesOf(unmarked(text)).flatMap((sentence) => {
    const afterColon = stopAfterColon(sentence, vocabulary, read)
    if (afterColon.length > 0) return afterColon
    if (sentence.includes(mark) || !has(sentence, vocabulary.reply)) return []
    if (unspaced.test(sentence)) {
      const folded = fold(sentence)
      const pieces = findAll(sentence, vocabulary.reply).flatMap((at) => {
        const before = folded.slice(Math.max(0, at.start - 12), at.start)
        const after = folded.slice(at.end, at.end + 12)
        return [2, 3, 4, 5, 6].flatMap((length) =>
          [0, 1, 2, 3].flatMap((skip) => [
            after.slice(skip, skip + length),
            before.slice(-skip - length, before.length - skip),
          ]),
        )
      })
      return pieces.flatMap((piece) => {
        const stop = piece.trim().length > 1 ? stopIn(piece, read) : null
        return stop ? [stop] : []
      })
    }
    // "Reply to this message with stop": the word comes after.
    const named = fold(sentence).split(thisMessage).at(-1) ?? ''
    // "You can unsubscribe any time, just write to us": what stands beyond the comma is not the word to write.
    return named.split(/[,;]/).flatMap((part) => {
      const words = part.match(wordPattern) ?? []
      return words.flatMap((word, index) => {
        if (!has(word, vocabulary.reply)) return []
        return [1, 2, 3, 4, -1, -2].flatMap((step) => stopAt(words, index + step, vocabulary, read))
      })
    })
  })
