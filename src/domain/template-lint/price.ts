import { find, fold, has, type Vocabulary } from './vocabulary.ts'

/** "Without it we cannot ship your order": goods are held back. A question only asks about them. */
const withheldIn = (sentence: string, vocabulary: Vocabulary): string | null => {
  const held = /[?？؟]/.test(sentence) ? null : find(sentence, vocabulary.withheld)
  return held && has(sentence, vocabulary.goods) ? held.words : null
}

/**
 * "To collect your parcel, agree to our offers": what a consent is asked for is not messages. Null where the purpose itself
 * speaks of messages, as in "to receive updates on your order".
 */
const purposeIn = (sentence: string, vocabulary: Vocabulary): string | null => {
  const agreed = find(sentence, vocabulary.agree)
  if (!agreed) return null
  const [part = ''] = fold(sentence)
    .slice(0, agreed.start)
    .split(/,|(?<=\sicin)\s/)
  const put = find(part, vocabulary.purpose)
  const isPut = put && (!/\p{L}/u.test(part.slice(0, put.start)) || put.end === part.length)
  return isPut && has(part, vocabulary.goods) && !has(part, vocabulary.things) ? part.trim() : null
}

/**
 * "Without your consent we do not ship your order". A sentence that names messages speaks of those ("without your consent
 * we send no news of your order").
 */
const conditionIn = (sentence: string, vocabulary: Vocabulary): string | null => {
  const isAbout = has(sentence, vocabulary.agree) && has(sentence, vocabulary.goods)
  const isDenied = has(sentence, vocabulary.regardless) || has(sentence, vocabulary.things)
  return isAbout && !isDenied ? (find(sentence, vocabulary.condition)?.words ?? null) : null
}

/** The words that make consent the price of something else in a sentence; `own` is it without quoted replies. */
export const priceIn = (sentence: string, own: string, vocabulary: Vocabulary): string | null =>
  withheldIn(sentence, vocabulary) ?? purposeIn(sentence, vocabulary) ?? conditionIn(own, vocabulary)
