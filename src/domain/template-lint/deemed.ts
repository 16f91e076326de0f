import { answerIn, type Read } from './promised-words.ts'
import { compile, type Found, find, fold, has, type Vocabulary } from './vocabulary.ts'

/** "Is deemed", "counts as": fair where a yes counts as consent, and not where silence does. In all languages at once. */
const deemed = compile(
  [
    'deemed|considered|gilt als|als erteilt|geldt als|considér|vaut |se considera|considera-se|será considerad|si considera',
    'uznaje|uważa się|kabul edilir|sayılır|sayılacak|считается|будет считат|вважається|вважатим|вважаємо',
    'يعتبر|يُعتبر|نعتبر|سنعتبر|تعد موافقة|ייחשב|תיחשב|נראה בכך|נחשיב|माना जाएगा|समझा जाएगा|سمجھا جائے گا|تصور کیا|গণ্য|ধরে নেওয়া',
    'dianggap|kami anggap|menganggap|みなし|とみなさ|見なし|同意したものと|간주|여기겠|视为|視為|当作|當作|coi như|xem như|được xem là|ถือว่า|จะถือ',
    'itachukuliwa|itahesabiwa|tutachukulia|tutahesabu',
  ].join('|'),
)

const quoted = /[“„«"「『״‘]([^“”„«»"「」『』״‘’]{1,25})[”»"」』״’]/gu

/**
 * True where what "is deemed" consent is a yes: "tapping “Yes” is deemed consent". The yes stands before it, as a label or in
 * quotes, and nothing there is denied ("whoever does not tap “Yes” …").
 */
export const isDeemedByYes = (
  sentence: string,
  found: Found,
  yesLabels: readonly string[],
  vocabulary: Vocabulary,
  read: Read,
): boolean => {
  if (!has(found.words, deemed)) return false
  const before = fold(sentence).slice(Math.max(0, found.start - 48), found.start)
  const words = [...before.matchAll(quoted)].map(([, inside = '']) => inside)
  const labels = yesLabels.map(fold).filter((label) => before.includes(label))
  if (!words.some((word) => answerIn(word, read) === 'yes') && labels.length === 0) return false
  const rest = [...words, ...labels].reduce((text, word) => text.replaceAll(word, ' '), before)
  return find(rest, vocabulary.not) === null && find(rest, vocabulary.silence) === null
}
