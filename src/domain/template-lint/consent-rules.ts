import { type Button, type Draft, partsOf } from './draft.ts'
import type { LintContext, Report } from './finding.ts'
import { answerIn, plainStops, promisedWords, type Read, stopIn } from './promised-words.ts'
import { introducesSomebody, sampleBusinessName } from './sender.ts'
import { find, fold, has, sentencesOf, type Vocabulary } from './vocabulary.ts'
import { noThings, wants } from './wish.ts'

const titlesIn = ({ categories }: LintContext, language: string): string[] =>
  categories.flatMap(({ texts }) => {
    const words = texts[language] ?? texts[language.split('_')[0] ?? '']
    return words ? [fold(words.title)] : []
  })

/**
 * Does the text make clear that one agrees to receive messages (FACTS §9.1)? A question for leave to send them does, and a
 * sentence that says what a yes agrees to. How to stop says nothing of it, and the terms of a shop are something else.
 */
const saysOptIn = (
  text: string,
  vocabulary: Vocabulary,
  titles: readonly string[],
  yes: readonly string[],
): boolean => {
  const sentences = sentencesOf(text)
  const facts = sentences.map((sentence) => {
    const folded = fold(sentence)
    const isAboutStopping =
      has(sentence, vocabulary.stop) && !/[?？؟]/.test(sentence) && !has(sentence, vocabulary.agree)
    const names =
      /\{\{\s*categories\s*\}\}/.test(sentence) ||
      has(sentence, vocabulary.things) ||
      titles.some((title) => folded.includes(title))
    const agreesInWords = has(sentence, vocabulary.agree)
    const asks = has(sentence, vocabulary.ask) || /[?？؟]/.test(sentence)
    // "Tap Yes to receive our news."
    const answers = has(sentence, vocabulary.reply) && yes.some((label) => saysWord(folded, label))
    const namesMore = names && has(sentence.replace(noThings, ' '), vocabulary.things)
    return {
      isAboutStopping,
      agrees: agreesInWords || answers,
      asks,
      joins: agreesInWords && namesMore && (asks || answers),
      wants: wants(sentence, vocabulary),
      names,
      gets: has(sentence, vocabulary.get),
      getsMessages: has(sentence, vocabulary.get) && names,
      isTerms: has(sentence, vocabulary.terms),
    }
  })
  return facts.some((here, index) => {
    if (here.isAboutStopping) return false
    if (here.getsMessages && (here.agrees || here.asks)) return true
    // "Would you like to join our list for news?" and "Do you accept our newsletter?"
    if ((here.joins && !here.isTerms) || here.wants) return true
    // "We would like to send you offers. Do you agree?"
    const before = facts[index - 1]
    if (before === undefined || before.isAboutStopping || here.isTerms) return false
    if (before.getsMessages) return here.agrees || here.asks
    // "Our offers come on WhatsApp. Do you agree to receive them?"
    return before.names && here.gets && here.agrees
  })
}

const saysWord = (folded: string, label: string): boolean => {
  const at = folded.indexOf(label)
  return at >= 0 && !/[\p{L}\p{M}]/u.test(`${folded[at - 1] ?? ''}${folded[at + label.length] ?? ''}`)
}

const checkOptIn = (
  draft: Draft,
  context: LintContext,
  vocabulary: Vocabulary,
  read: Read,
  report: Report,
): void => {
  const text = partsOf(draft)
    .map((part) => part.text)
    .join('\n')
  const yes = draft.buttons
    .filter(({ label, reply }) => reply === 'yes' || answerIn(label, read) === 'yes')
    .map(({ label }) => fold(label).trim())
  if (!saysOptIn(text, vocabulary, titlesIn(context, draft.language), yes))
    report(
      'not_an_opt_in',
      draft.body?.field ?? '',
      'it does not say that one agrees to receive messages: ask for leave to send them, or say what a yes agrees to',
    )
}

const letterOrDigit = '[\\p{L}\\p{M}\\p{N}]'
const containsName = (text: string, name: string): boolean => {
  const folded = fold(name).trim().replace(/\s+/g, ' ')
  if (folded === '') return false
  const escaped = folded.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const isJoined = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u
  const whole = fold(text).replace(/\s+/g, ' ')
  if (isJoined.test(whole)) return whole.includes(folded)
  // Languages decline names: "Bäckerei Sonne" may be followed by an ending.
  return new RegExp(
    `(?<!${letterOrDigit})(?:[\\p{L}]{1,2}(?=[\\u0590-\\u06ff]))?${escaped}(?!${letterOrDigit}{4})`,
    'u',
  ).test(whole)
}

const businessVariables =
  /^(?:business|business_name|businessname|company|company_name|brand|brand_name|shop|store|sender|merchant)$/

const checkBusiness = (draft: Draft, { businessName }: LintContext, report: Report): void => {
  const parts = partsOf(draft)
  if (parts.some(({ text }) => containsName(text, businessName))) return
  const used = (name: string): boolean =>
    parts.some(({ text }) => new RegExp(`\\{\\{\\s*${name.replace('header ', '')}\\s*\\}\\}`).test(text))
  const named = [...draft.variables].some(([name, { example }]) => {
    if (example === null || !used(name)) return false
    if (draft.format === 'own') return name === 'business' && businessName.trim() !== ''
    return (
      containsName(example, businessName) ||
      (businessVariables.test(name.replace('header ', '')) && example !== '')
    )
  })
  if (named || (businessName === sampleBusinessName && introducesSomebody(draft))) return
  const unset = [...draft.variables.keys(), 'business'].find(
    (name) => businessVariables.test(name) && used(name),
  )
  report(
    'business_not_named',
    draft.body?.field ?? '',
    unset
      ? `{{${unset}}} would name the business, but nothing sets it: give it an example, or write "${businessName}"`
      : `people must be told who writes: say "${businessName}", or use {{business}}`,
  )
}

const fits = (categories: readonly string[], wanted: string | null): boolean =>
  categories.includes('*') || (wanted === null ? categories.length > 0 : categories.includes(wanted))

/** The yes or the only no to a request. A second button that stops is a way to stop. */
const isAnswer = ({ isRequest, buttons }: Draft, button: Button, read: Read): boolean => {
  if (!isRequest) return false
  if (button.reply !== null) return button.reply === 'yes' || button.reply === 'no'
  return buttons.find(({ label }) => answerIn(label, read) === 'no') === button
}

const checkStop = (
  draft: Draft,
  context: LintContext,
  vocabulary: Vocabulary,
  read: Read,
  report: Report,
): void => {
  const wanted = draft.category ?? context.category ?? null
  const words = promisedWords(draft, context)
  const told = words.filter(
    ({ sentence }) => has(sentence, vocabulary.stop) || has(sentence, vocabulary.reply),
  )
  // The no to a request is no way to stop afterwards.
  const others = draft.buttons.filter((button) => !isAnswer(draft, button, read))
  const marked = [...told.map((one) => one.words), ...others.map(({ label }) => label)]
    .map((text) => stopIn(text, read))
    .filter((stop) => stop !== null)
  // A word that is neither in quotes nor in capitals takes more looking for.
  const stops = marked.some((categories) => fits(categories, wanted))
    ? marked
    : [...marked, ...partsOf(draft).flatMap(({ text }) => plainStops(text, vocabulary, read))]
  if (stops.some((categories) => fits(categories, wanted))) return
  // A word that is promised and not understood is told of as that.
  const isBroken = words.some(
    ({ words: one, sentence }) =>
      answerIn(one, read) === null && has(sentence, vocabulary.reply) && has(sentence, vocabulary.stop),
  )
  if (isBroken && stops.length === 0) return
  const field = draft.body?.field ?? ''
  if (stops.length > 0) {
    report(
      'no_way_to_stop',
      field,
      `it says how to stop ${stops[0]?.join(', ')}, and not how to stop ${wanted}: name a word that stops that or everything`,
    )
    return
  }
  const says = partsOf(draft).some(({ text }) => has(text, vocabulary.stop))
  report(
    'no_way_to_stop',
    field,
    says
      ? 'it says that one can stop and not how: name the word to write, such as "reply STOP"'
      : 'it does not say how to stop: name the word to write, such as "reply STOP"',
  )
}

const categoryOfOurs = 'platform.category'

const checkCategory = (draft: Draft, vocabulary: Vocabulary, report: Report): void => {
  const { platformCategory, isRequest, format } = draft
  const field = format === 'own' ? categoryOfOurs : 'category'
  const texts = partsOf(draft).map(({ text }) => text)
  if (isRequest && platformCategory === 'AUTHENTICATION')
    report(
      'wrong_category',
      field,
      'AUTHENTICATION is for codes alone: declare a request for consent as MARKETING',
    )
  if (isRequest && platformCategory === 'UTILITY' && !texts.some((text) => has(text, vocabulary.confirm)))
    report(
      'wrong_category',
      field,
      'asking somebody who has not asked for it is MARKETING; UTILITY only confirms a consent given elsewhere, and says so',
    )
  if (isRequest || (platformCategory !== 'UTILITY' && platformCategory !== 'AUTHENTICATION')) return
  for (const { text, field: where } of partsOf(draft)) {
    const promo = find(text, vocabulary.promo)
    if (promo) {
      report(
        'wrong_category',
        where,
        `"${promo.words}" is advertising, so the platform makes it MARKETING: declare it so, or leave it out`,
      )
      return
    }
  }
}

/** What a request for consent, or a piece of advertising, must say (FACTS §9.1, §9.3, §9.4). */
export const checkConsentRules = (
  draft: Draft,
  context: LintContext,
  vocabulary: Vocabulary,
  read: Read,
  report: Report,
): void => {
  if (draft.isRequest) checkOptIn(draft, context, vocabulary, read, report)
  const isAdvertising = draft.format === 'platform' && draft.platformCategory === 'MARKETING'
  if (draft.isRequest || isAdvertising) {
    checkBusiness(draft, context, report)
    checkStop(draft, context, vocabulary, read, report)
  }
  if (draft.isTemplate) checkCategory(draft, vocabulary, report)
}
