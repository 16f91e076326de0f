import { find, fold, type Vocabulary } from './vocabulary.ts'

/** Where messages come: it says nothing of what they are. Who takes part in a survey agrees to no messages. */
export const noThings =
  /whatsapp|survey|encuesta|pesquisa|enqu[eê]te|sondag\p{L}*|umfrage|ankiet\p{L}*|опрос\p{L}*|anket\p{L}*/giu

/** A verb between the wish and the thing makes it a wish for something else: "would you like to see our offers". */
const infinitive =
  /^(?!(?:unsere?|other|over|weer|meer)$)(?:to|.*(?:[aei]r|[aeo]rre|[aei]re|ть|ти|[aeiy]c))$/u

/** "Would you like our offers on WhatsApp?": a wish for the messages themselves, without a verb. */
export const wants = (sentence: string, vocabulary: Vocabulary): boolean => {
  const asked = find(sentence, vocabulary.ask)
  if (!asked || !/(?:whatsapp\p{L}*|sms)["”»]?\s*[?.]*$/iu.test(sentence)) return false
  const after = fold(sentence).slice(asked.end)
  const thing = find(after.replace(noThings, ' '), vocabulary.things)
  if (!thing) return false
  const between = after.slice(0, thing.start).match(/[\p{L}\p{M}'’-]+/gu) ?? []
  return between.length <= 3 && !between.some((word) => infinitive.test(word))
}
