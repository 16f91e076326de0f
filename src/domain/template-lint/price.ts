import { find, fold, type Vocabulary } from './vocabulary.ts'

/**
 * "To collect your parcel, agree to our offers": what a consent is asked for is not messages. Null where the purpose itself
 * speaks of messages, as in "to receive updates on your order".
 */
export const priceIn = (sentence: string, vocabulary: Vocabulary): string | null => {
  const folded = fold(sentence)
  const agreed = find(sentence, vocabulary.agree)
  if (!agreed) return null
  const [purpose = ''] = folded.slice(0, agreed.start).split(/,|(?<=\sicin)\s/)
  const isPurpose = /^[^\p{L}]*(?:to|para|pour|afin de|per|um|om|aby|zeby|чтобы|для)\s|\sicin$/u.test(purpose)
  const isPrice = isPurpose && vocabulary.goods.test(purpose) && !vocabulary.things.test(purpose)
  return isPrice ? purpose.trim() : null
}
