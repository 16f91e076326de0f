import { type Circumstance, circumstances, readingUnder } from '../statement.ts'
import type { Purpose, Template } from '../templates.ts'
import type { Draft } from './draft.ts'
import type { LintContext, Report } from './finding.ts'
import { type PromisedWord, promisedWords, type Read, stopIn } from './promised-words.ts'
import { fold, has, type Vocabulary } from './vocabulary.ts'

type Promised = Template['promises'][number]

const whileAsked: readonly Circumstance[] = ['asked/none', 'asked/opted_in', 'asked/opted_out']

/** In which circumstances a promise must hold: a "yes" is promised to those who are asked, or who are out. */
const wherePromised = (
  purpose: Purpose | 'page' | 'message',
  { intent, whileOpen }: Promised,
): readonly Circumstance[] => {
  // An answer to "should we stop?" is read as an answer to a request (`step.ts`).
  if (intent === 'keep') return ['asked/none']
  if (whileOpen || (intent === 'opt_in' && purpose === 'opt-in-request')) return whileAsked
  // On a page nobody has asked yet, so a word must mean the same whatever was before.
  return intent === 'opt_in' && purpose !== 'page' ? ['opted_out'] : circumstances
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((key) => b.includes(key))

/** What is wrong with a promise: the words are read as something else where it must hold. Null when they are not. */
export const brokenPromise = (
  purpose: Purpose | 'page' | 'message',
  promise: Promised,
  read: Read,
): string | null => {
  const { words, intent, categories = ['*'] } = promise
  // "Keep everything" is a bare no to the question whether to stop.
  const meant = intent === 'keep' ? 'opt_out' : intent
  const expected = meant === 'opt_in' || meant === 'opt_out' ? categories : []
  const readings = read(words)
  const wrong = wherePromised(purpose, promise)
    .map((circumstance) => readingUnder(readings, circumstance))
    .find(
      (reading) =>
        reading.intent !== meant ||
        !sameSet(reading.categories, expected) ||
        (intent === 'keep' && reading.basis !== 'answer'),
    )
  return wrong
    ? `promises that "${words}" means ${intent}, but it is read as ${wrong.intent} (${wrong.because})`
    : null
}

/** Words that are written in capitals and promise nothing. */
const abbreviations = ['SMS']

/** Upper-case words in a text look like reply words: STOP in "Reply STOP" is one. */
const shouted = (body: string): string[] =>
  (body.match(/\p{Lu}{3,}/gu) ?? []).filter((word) => !abbreviations.includes(word))

/** Words that a text shouts without saying what they are promised to do. */
export const undeclaredWords = (body: string, promises: readonly { readonly words: string }[]): string[] => {
  const declared = promises.flatMap(({ words }) => shouted(words))
  return shouted(body).filter((word) => !declared.includes(word))
}

/** What a button is read as when it is typed, where that is not what it stands for; null when it is. */
export const brokenButton = (label: string, reply: 'yes' | 'no', read: Read): string | null => {
  const { intent } = readingUnder(read(label), 'asked/none')
  return intent === (reply === 'yes' ? 'opt_in' : 'opt_out') ? null : intent
}

/** "Reply GO ON, to unsubscribe": the purpose stands in a part of its own. */
const isForStopping = ({ sentence, segment }: PromisedWord, vocabulary: Vocabulary): boolean =>
  has(segment, vocabulary.reply) &&
  sentence
    .split(/[,;،、，；]/u)
    .filter((part) => !part.includes(segment.trim()))
    .some((part) => purpose.test(fold(part)) && has(part, vocabulary.stop))
const purpose = /^\s*(?:in order |if you wish )?(?:to|para|pour|per|um|om|aby|by|zeby|чтобы|чтоб|щоб)\s/u

/** What is wrong with a word found in the text itself; null when it is understood. */
const whyNotUnderstood = (word: PromisedWord, vocabulary: Vocabulary, read: Read): string | null => {
  const { words, sentence, segment, isQuoted } = word
  const without = (text: string): string => text.replace(words, ' ')
  const toStop = has(without(segment), vocabulary.stop) || isForStopping(word, vocabulary)
  // "Om je af te melden": what stops may have a word of agreeing inside.
  const toAgree = has(
    fold(without(segment)).replace(new RegExp(vocabulary.stop.source, 'gu'), ' '),
    vocabulary.agree,
  )
  const isOnlyOne = segment.split(words).length === 2
  const { intent } = readingUnder(read(words), 'asked/none')
  const stops = stopIn(words, read) !== null
  if (intent === 'none' || intent === 'ambiguous') {
    const near = has(without(sentence), vocabulary.reply)
    const isPromised = isQuoted ? near && has(without(sentence), vocabulary.stop) : near || toStop
    return isPromised && !stops ? 'it is not understood' : null
  }
  if (toStop && !toAgree && isOnlyOne && !stops && intent === 'opt_in')
    return 'it is promised to stop, but it is read as a yes'
  return null
}

/** Every reply word that a text promises, declared or not, must be read as exactly what it is promised to do. */
export const checkPromisedWords = (
  draft: Draft,
  vocabulary: Vocabulary | null,
  context: LintContext,
  read: Read,
  report: Report,
): void => {
  const { promises, body, purpose } = draft
  for (const [index, promise] of (promises ?? []).entries()) {
    const field = `promises.${index}`
    if (body && !body.text.includes(promise.words)) {
      report(
        'invalid_field',
        field,
        `the body does not say "${promise.words}": take the promise away, or say it`,
      )
      continue
    }
    const broken = brokenPromise(purpose, promise, read)
    if (broken)
      report(
        'promise_not_understood',
        field,
        `${broken}: promise another word, or teach this one in words.json`,
      )
  }
  if (promises && body) {
    const names = context.businessName.split(/\s+/)
    for (const word of new Set(undeclaredWords(body.text, promises))) {
      if (!names.includes(word))
        report(
          'promise_undeclared',
          body.field,
          `says ${word} without listing it in "promises": what is it promised to do?`,
        )
    }
  }
  if (!vocabulary) return
  const declared = (promises ?? []).map(({ words }) => words)
  const told = new Set<string>()
  for (const word of promisedWords(draft, context)) {
    if (declared.includes(word.words) || told.has(word.words)) continue
    const why = whyNotUnderstood(word, vocabulary, read)
    if (why === null) continue
    told.add(word.words)
    report(
      'promise_not_understood',
      word.field,
      `tells people to write "${word.words}", but ${why}: name a word that is, such as STOP`,
    )
  }
}
