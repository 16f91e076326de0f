import { find, findAll, fold, has, type Vocabulary } from './vocabulary.ts'

const currency =
  '[€$£₹₽¥₩฿₺₴₫₪%]|r\\$|rs|rp|tl|kes|ksh|usd|eur|inr|aed|sar|pkr|vnd|zl|euro|dollar|pound|rupee|रुपय|روپ|টাকা|ريال|درهم|جنيه|שקל|ש.?ח|руб|грн|гривен|dong|บาท|shilingi|円|元|원|lira|percent|prozent'
const amount = new RegExp(`(?:${currency})\\.?\\s*\\p{Nd}|\\p{Nd}[\\p{Nd}.,٫٬\\s-]*(?:${currency})`, 'u')

/** How far what is given may stand from the word for giving it. */
const near = 48

/**
 * "Everyone who agrees gets a voucher": a yes that is paid for, in a sentence that speaks of one. Messages between the two are what is agreed to ("you get news
 * of our coupons").
 */
export const rewardIn = (sentence: string, vocabulary: Vocabulary): string | null => {
  if (has(sentence, vocabulary.regardless)) return null
  const folded = fold(sentence)
  const gifts = [...findAll(sentence, vocabulary.gift), ...findAll(sentence, amount)]
  for (const given of findAll(sentence, vocabulary.given)) {
    for (const gift of gifts) {
      const [start, end] = given.start < gift.start ? [given.end, gift.start] : [gift.end, given.start]
      const between = folded.slice(start, Math.max(start, end))
      if (between.length > near || has(between, vocabulary.things) || /[;:]/.test(between)) continue
      if (!has(folded.slice(Math.max(0, given.start - 12), given.end + 12), vocabulary.not))
        return folded.slice(Math.min(given.start, gift.start), Math.max(given.end, gift.end)).trim()
    }
  }
  return null
}

/** What is deleted of a person's is no fine: "if you say no, we delete your number". */
const ownData =
  /number|numara|nomor|nombor|номер|号码|號碼|番号|번호|\bso\b|เบอร์|nambari|নম্বর|نمبر|رقم|מספר|नंबर|nummer|numero|numer|data|daten|donnees|datos|dados|dati|gegevens|dane|данн|дані/u

/** Thai writes sentences one after another, with blanks between: the one with the no, and the next. */
const partOfNo = (sentence: string, vocabulary: Vocabulary): string => {
  const folded = fold(sentence)
  const refused = /\p{Script=Thai}/u.test(folded) ? find(folded, vocabulary.refused) : null
  return refused ? folded.slice(refused.start).split(/\s+/).slice(0, 2).join(' ') : folded
}

/** "If you say no, your points are wiped", "without your consent we cannot deliver": a no that costs something. */
export const fineIn = (sentence: string, vocabulary: Vocabulary): string | null => {
  const folded = partOfNo(sentence, vocabulary)
  const refused = find(folded, vocabulary.refused)
  if (!refused || /[?？؟]/.test(folded) || has(folded, vocabulary.regardless)) return null
  if (ownData.test(folded)) return null
  // Without consent no messages: that is what consent is for.
  if (has(folded, vocabulary.things)) return null
  if (has(folded, vocabulary.get) && !has(folded, vocabulary.goods)) return null
  const rest = `${folded.slice(0, refused.start)} § ${folded.slice(refused.end)}`
  const lost = find(rest, vocabulary.lost)
  if (!lost) return null
  const others = `${rest.slice(0, lost.start)} § ${rest.slice(lost.end)}`
  return has(` ${others}`, vocabulary.not) ? null : lost.words
}
