import { deniedPair, isGuilty } from './button-words.ts'
import { isDeemedByYes } from './deemed.ts'
import { type Button, type Draft, partsOf } from './draft.ts'
import type { LintContext, Report } from './finding.ts'
import { fineIn, rewardIn } from './lures.ts'
import { priceIn } from './price.ts'
import { answerIn, promisedWords, type Read } from './promised-words.ts'
import { type Found, find, findAll, fold, has, sentencesOf, type Vocabulary } from './vocabulary.ts'

type Side = 'yes' | 'no'

const decoration = /\p{Extended_Pictographic}|[★☆✓✔✅►▶→⇒♥❤⭐]/u
const styled = /[\u{1d400}-\u{1d7ff}\uff21-\uff5a]/u

const isShouted = (label: string): boolean => {
  const letters = label.replace(/[^\p{Lu}\p{Ll}]/gu, '')
  // It is written so everywhere.
  if (letters === 'OK') return false
  return letters.length > 1 && /\p{Lu}/u.test(letters) && !/\p{Ll}/u.test(letters)
}

const weights: readonly { readonly what: string; readonly has: (label: string) => boolean }[] = [
  { what: 'an emoji or a sign', has: (label) => decoration.test(label) },
  { what: 'capitals', has: isShouted },
  { what: 'an exclamation mark', has: (label) => /[!！]/.test(label) },
  { what: 'letters of another kind', has: (label) => styled.test(label) },
]

/** "Not now" puts off where "no, not now" says no. */
const isPutOff = (label: string, vocabulary: Vocabulary, read: Read): boolean => {
  const later = find(label, vocabulary.later)
  return later !== null && answerIn(fold(label).slice(0, later.start), read) !== 'no'
}

const sideOf = (button: Button, read: Read): Side | null =>
  button.reply === 'yes' || button.reply === 'no' ? button.reply : answerIn(button.label, read)

const checkButtons = (draft: Draft, vocabulary: Vocabulary, read: Read, report: Report): void => {
  const { buttons, language } = draft
  const pair = deniedPair(draft, vocabulary)
  const yes = pair ? [pair.yes] : buttons.filter((button) => sideOf(button, read) === 'yes')
  const no = pair ? [pair.no] : buttons.filter((button) => sideOf(button, read) === 'no')
  const [first] = buttons
  if (!first) return
  const plainNo = no.filter(
    (button) =>
      button === pair?.no ||
      (answerIn(button.label, read) === 'no' && !isPutOff(button.label, vocabulary, read)),
  )
  if (plainNo.length === 0) {
    const instead = buttons.find((button) => !yes.includes(button))
    report(
      'dark_pattern',
      instead?.field ?? first.field,
      instead
        ? `"${instead.label}" is no plain no: put a button that says no beside the yes`
        : 'there is no button that says no: put one beside the yes, as short and as plain',
    )
  }
  for (const { label, field, type, reply } of no) {
    const answer = answerIn(label, read)
    if (isGuilty(label, language, vocabulary, read))
      report('dark_pattern', field, `"${label}" makes people ashamed of a no: say plainly no`)
    else if (reply === 'no' && answer !== 'no' && plainNo.length > 0)
      report(
        'dark_pattern',
        field,
        `"${label}" stands for no, but it is read as ${answer ?? 'nothing'}: say plainly no`,
      )
    if (type !== 'quick_reply')
      report('dark_pattern', field, `a no must be as easy as a yes: make "${label}" a quick reply too`)
  }
  if (yes.length > 1 && yes.length > no.length)
    report(
      'dark_pattern',
      yes[1]?.field ?? first.field,
      'there are more buttons for yes than for no: one of each is enough',
    )
  if (yes.length === 0 && no.length > 0)
    report('promise_not_understood', first.field, 'no button is read as a yes: name one that is')
  for (const { label, field, reply } of yes) {
    if (reply === 'yes' && answerIn(label, read) !== 'yes')
      report(
        'promise_not_understood',
        field,
        `the button "${label}" stands for yes, but typed it is read otherwise`,
      )
    const [other] = no
    for (const weight of weights) {
      if (!other || weight.has(label) === weight.has(other.label)) continue
      const [heavy, light] = weight.has(label) ? [label, other.label] : [other.label, label]
      report(
        'dark_pattern',
        field,
        `"${heavy}" has ${weight.what} and "${light}" has not: yes and no must weigh the same`,
      )
    }
    if (other && [...label].length > 4 * [...other.label].length && [...label].length > 16)
      report(
        'dark_pattern',
        field,
        `"${label}" is far longer than "${other.label}": yes and no must weigh the same`,
      )
  }
}

/** Without buttons the words to write are the choice: a yes needs its no. */
const checkWords = (
  draft: Draft,
  context: LintContext,
  vocabulary: Vocabulary,
  read: Read,
  report: Report,
): void => {
  const field = draft.body?.field ?? ''
  const declared = (draft.promises ?? []).flatMap(({ words, intent, whileOpen }): Side[] => {
    if (intent === 'opt_in') return ['yes']
    return intent === 'opt_out' && (whileOpen || answerIn(words, read) === 'no') ? ['no'] : []
  })
  const found = promisedWords(draft, context).flatMap(({ words }): Side[] => {
    const side = answerIn(words, read)
    // A word that stops everything is no answer to the question.
    return side === null || isStopWord(words, vocabulary) ? [] : [side]
  })
  const plainNo = [...(draft.promises ?? [])].some(
    ({ intent, whileOpen, words }) =>
      intent === 'opt_out' && (whileOpen === true || !isStopWord(words, vocabulary)),
  )
  const hasYes = declared.includes('yes') || found.includes('yes')
  const hasNo = plainNo || found.includes('no')
  if (!hasNo)
    report(
      'dark_pattern',
      field,
      hasYes
        ? 'it says how to say yes and not how to say no: name a word for both'
        : 'it leaves no choice between yes and no: add a button for each, or name a word for each',
    )
}

const isStopWord = (words: string, vocabulary: Vocabulary): boolean => has(words, vocabulary.stop)

const suffixed =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Arabic}]/u

/** True where what was found is denied: "no purchase is required", "if you do not reply, we send nothing". */
const isDenied = (sentence: string, found: Found, vocabulary: Vocabulary, isSilence: boolean): boolean => {
  const folded = fold(sentence)
  const after = folded.slice(found.end)
  if (isSilence) {
    // "We assume that you agree if we do not hear from you": that denies nothing.
    // It stands in the same part: "we have added you; tell us if that is not right" denies nothing either.
    const denied = find(` ${after.split(/[;:]/)[0] ?? ''}`, vocabulary.not)
    return denied !== null && !has(after.slice(0, denied.start), vocabulary.agree)
  }
  const before = folded.slice(Math.max(0, found.start - 24), found.start)
  return (
    has(` ${before}`, vocabulary.not) || (suffixed.test(sentence) && has(after.slice(0, 14), vocabulary.not))
  )
}

/** Languages that deny after the verb, and how far after it. */
const deniesAfter: Readonly<Record<string, number>> = { bn: 12, hi: 10, ja: 14, ko: 5, tr: 7, ur: 10 }
const clauses = /[,;:!()،؛、，；：！–—]|\s-\s/u

/** "There is no hurry", "acelesi yok": what would press is denied in the same part of the sentence. */
const isEased = (sentence: string, found: Found, language: string, vocabulary: Vocabulary): boolean => {
  const folded = fold(sentence)
  const after = deniesAfter[language]
  if (after !== undefined)
    return has((folded.slice(found.end).split(clauses)[0] ?? '').slice(0, after), vocabulary.not)
  const part = folded.slice(0, found.start).split(clauses).at(-1) ?? ''
  // Thai sets its sentences apart by blanks alone.
  const own = language === 'th' ? (part.split(/\s/).at(-1) ?? '') : part
  return has(` ${own.slice(-16)}`, vocabulary.not)
}

/** Quoted and shouted words are what people would write, not what the text says. */
const withoutReplies = (sentence: string): string =>
  sentence
    .replace(/[“„«"「『״‘*][^“”„«»"「」『』״’*]{1,40}[”“»"」』״’*]/gu, ' ')
    .replace(/(?<!\p{L})\p{Lu}{2,}(?!\p{L})/gu, ' ')

const checkText = (draft: Draft, vocabulary: Vocabulary, read: Read, report: Report): void => {
  const yesLabels = draft.buttons.filter((button) => sideOf(button, read) === 'yes').map(({ label }) => label)
  const isOfYes = (sentence: string): boolean =>
    has(sentence, vocabulary.agree) || yesLabels.some((label) => fold(sentence).includes(fold(label)))
  for (const { text, field } of partsOf(draft)) {
    for (const sentence of sentencesOf(text)) {
      const pressed = findAll(sentence, vocabulary.pressure).find(
        (one) => !isEased(sentence, one, draft.language, vocabulary),
      )
      if (pressed) report('dark_pattern', field, `"${pressed.words}" presses people into a yes: leave it out`)
      const reward = isOfYes(sentence) ? rewardIn(sentence, vocabulary) : null
      if (reward) report('dark_pattern', field, `"${reward}" pays for a yes: consent must be free`)
      const fine = fineIn(sentence, vocabulary)
      if (fine) report('dark_pattern', field, `"${fine}" makes a no cost something: it must be free`)
      const own = withoutReplies(sentence)
      const price = priceIn(sentence, own, vocabulary)
      if (price)
        report('dark_pattern', field, `"${price}" makes consent the price of something else: it must be free`)
      for (const isSilence of [true, false]) {
        const words = isSilence ? vocabulary.silence : vocabulary.bundle
        // What is denied is looked for in what the text itself says (`own`); the rest as it stands.
        const found = findAll(sentence, words).find(
          (one) => !(isSilence && isDeemedByYes(sentence, one, yesLabels, vocabulary, read)),
        )
        const inOwn = find(own, words)
        if (!found || (inOwn && isDenied(own, inOwn, vocabulary, isSilence))) continue
        report(
          'dark_pattern',
          field,
          isSilence
            ? `"${found.words}" takes silence, or something else than a yes, for consent: only a clear yes counts`
            : `"${found.words}" makes consent the price of something else: it must be free`,
        )
      }
    }
  }
}

/** Yes and no of equal weight, in the buttons and in the text. */
export const checkDarkPatterns = (
  draft: Draft,
  context: LintContext,
  vocabulary: Vocabulary,
  read: Read,
  report: Report,
): void => {
  const choices = draft.buttons.filter(
    (button) => button.type === 'quick_reply' || sideOf(button, read) !== null,
  )
  if (choices.length > 0) checkButtons({ ...draft, buttons: choices }, vocabulary, read, report)
  else checkWords(draft, context, vocabulary, read, report)
  checkText(draft, vocabulary, read, report)
}
