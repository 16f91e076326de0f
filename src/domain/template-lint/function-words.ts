import { simplifiedOf } from '../../replies/traditional.ts'
import { fold } from './vocabulary.ts'

/** The commonest small words of languages that share a script: they tell one from the other. */
const lists: Readonly<Record<string, string>> = {
  en: 'the you we to and of from your is this may can if at any for on with are us our or by will these do would',
  de: 'der die das und sie wir von mit ist nicht zu ihnen ihre ihr ein eine dürfen können für auf den wenn jederzeit oder hier dem uns diese sich möchten',
  nl: 'de het een van wij u uw met voor te niet op dit als je deze kunt ons wilt mogen via en zijn elk moment om',
  fr: 'le la les de que et en par avec pour vous votre si pouvez nous ces une un des du est sur recevoir ou vos à tout moment',
  es: 'el la los las de que y en por con para usted su si puede nos estos una un le del recibir cualquier podemos hola somos te tus estás',
  pt: 'o os as de que e em por com para você seu se pode nos estes essas uma um do da não receber qualquer podemos olá somos quando sua dos',
  it: 'il la le di che e in per con lei suo se può noi questi una un del della gli sul ricevere qualsiasi possiamo da ciao vuole vuoi',
  pl: 'się na w z do i nie to czy od jest przez te wiadomości możemy państwu każdej można tu dzień dobry lub nas',
  tr: 've bir bu için ile size mi mı olarak tarafından zaman mesajları almak kabul biz merhaba istediğiniz veya misiniz',
  id: 'dan yang kami anda untuk dari di ini dengan dapat jika pesan kapan saja atau mesej boleh daripada bila setuju',
  vi: 'và của bạn chúng tôi có thể cho các này từ không nhận được quý khách đồng ý xin',
  sw: 'na ya wa kwa ni sisi je hii kutoka unaweza wakati wowote ujumbe ukijibu hapana ndiyo habari au',
  ru: 'и в не на вы мы от вам эти это можно с по для сообщения что или вас нам здравствуйте ответьте чтобы',
  uk: 'і в не на ви ми від вам ці це можна з до для повідомлення та або вас нам вітаємо щоб чи у надішліть',
  ar: 'من في على هل أن هذه إلى أو مع لا يمكنكم يمكنك الرسائل أي وقت',
  ur: 'ہے کی سے کے میں آپ کو پر یہ ہیں اور کا لیے ہم',
}
const words: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries(lists).map(([language, list]) => [language, new Set(list.split(' ').map(fold))]),
)

/** Letters that stand in every longer text of one language, and in none of its neighbours. */
const own: readonly (readonly [string, RegExp])[] = [
  ['ru', /[ыэъё]/gu],
  ['uk', /[іїєґ]/gu],
  ['ur', /[ٹڈڑںےگچپہ]/gu],
  ['pl', /[ąęłśżźćń]/gu],
  ['tr', /[ğışİ]/gu],
  ['vi', /[ạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư]/gu],
]

const scripts: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/gu,
  ur: /\p{Script=Arabic}/gu,
  he: /\p{Script=Hebrew}/gu,
  hi: /\p{Script=Devanagari}/gu,
  bn: /\p{Script=Bengali}/gu,
  ru: /\p{Script=Cyrillic}/gu,
  uk: /\p{Script=Cyrillic}/gu,
  th: /\p{Script=Thai}/gu,
  ko: /\p{Script=Hangul}/gu,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  zh: /\p{Script=Han}/gu,
}
const latin = /\p{Script=Latin}/gu

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** Malay and Indonesian are too near to each other to be told apart by so little. */
const baseOf = (language: string): string => {
  const base = language.split('_')[0] ?? language
  return base === 'ms' ? 'id' : base
}

const byScript = (text: string, base: string): string | null => {
  const all = countOf(text, /\p{L}/gu)
  const script = scripts[base] ?? latin
  if (all < 12) return null
  if (countOf(text, script) < all * 0.5) return 'it is mostly written in another script'
  const kana = countOf(text, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu)
  if (base === 'ja' && kana === 0) return 'there is no kana in it'
  if (base === 'zh' && kana > 2) return 'there is kana in it'
  return null
}

const byLetters = (text: string, base: string): string | null => {
  const mine = own.find(([language]) => language === base)
  const ours = mine ? countOf(text, mine[1]) : 0
  if (base !== 'es' && /[¿¡]/.test(text)) return 'its question and exclamation marks are those of "es"'
  const other = own.find(
    ([language, letters]) => language !== base && countOf(text.toLowerCase(), letters) >= 4 + 3 * ours,
  )
  return other ? `its letters are those of "${other[0]}"` : null
}

const byWords = (text: string, base: string): string | null => {
  if (!words[base]) return null
  const tokens = new Set(fold(text).match(/[\p{L}\p{M}]+/gu) ?? [])
  const score = (language: string): number =>
    [...tokens].filter((token) => words[language]?.has(token)).length
  const mine = score(base)
  const best = Object.keys(words).reduce(
    (found, language) => (score(language) > score(found) ? language : found),
    base,
  )
  return best !== base && score(best) >= Math.max(4, 2 * mine) ? `its words are those of "${best}"` : null
}

const byCharacters = (text: string, language: string): string | null => {
  if (!language.startsWith('zh')) return null
  const isTraditional = language === 'zh_TW' || language === 'zh_HK'
  const simplified = new Set(simplifiedOf.values())
  const han = [...text].filter((letter) => /\p{Script=Han}/u.test(letter))
  const traditional = han.filter(
    (letter) => simplifiedOf.has(letter) && simplifiedOf.get(letter) !== letter,
  ).length
  const reduced = han.filter((letter) => simplified.has(letter) && !simplifiedOf.has(letter)).length
  if (isTraditional && reduced > 3 && reduced > 2 * traditional) return 'its characters are simplified ones'
  if (!isTraditional && traditional > 3 && traditional > reduced) return 'its characters are traditional ones'
  return null
}

/** Why a text is evidently not in a language; null when it may well be. */
export const whyOtherLanguage = (text: string, language: string): string | null => {
  const base = baseOf(language)
  return byScript(text, base) ?? byCharacters(text, language) ?? byLetters(text, base) ?? byWords(text, base)
}
