import { compile, type Found, find, fold, has, type Vocabulary } from './vocabulary.ts'

/** "We need your consent" alone asks for it, and holds nothing back. */
const needs = compile(
  'need|brauch|benötig|necesitamos|precisamos|besoin|bisogno|serve|nodig|potrzeb|нужно|требуется|toestemming',
)

/** "You will lose nothing", "no perderá sus puntos". */
const isDenied = (sentence: string, held: Found, vocabulary: Vocabulary): boolean => {
  // The French "ne … pas" is denied around what is held back.
  if (has(held.words, vocabulary.not) || held.words.startsWith('ne ')) return false
  const folded = fold(sentence)
  const near = [folded.slice(Math.max(0, held.start - 6), held.start), folded.slice(held.end, held.end + 10)]
  return near.some((text) => has(text, vocabulary.not))
}

/**
 * "Without it we cannot ship your order": goods are held back. A question only asks about them. Where the sentence speaks of
 * agreeing and of no messages, whatever is held back is a price: "without your consent we cannot see you".
 */
const withheldIn = (sentence: string, own: string, vocabulary: Vocabulary): string | null => {
  const held = /[?？؟]/.test(sentence) ? null : find(sentence, vocabulary.withheld)
  if (!held || isDenied(sentence, held, vocabulary)) return null
  const isFree = has(own, vocabulary.regardless)
  const isAbout =
    has(own, vocabulary.agree) && ![vocabulary.things, vocabulary.get].some((words) => has(own, words))
  return has(sentence, vocabulary.goods) || (isAbout && !isFree && !has(held.words, needs))
    ? held.words
    : null
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
  withheldIn(sentence, own, vocabulary) ?? purposeIn(sentence, vocabulary) ?? conditionIn(own, vocabulary)
