import { simplifiedOf } from './traditional.ts'

/**
 * How one character is read (POLICY §2). Everything here is a table or a Unicode property: no word of any
 * language. Lexicon entries and replies pass through the same folding, so they meet in the same spelling.
 */

/** What the tokeniser does with a character. `unit` scripts are written without spaces: one token a character. */
export type CharacterClass =
  | 'letter'
  | 'unit'
  | 'mark'
  | 'digit'
  | 'space'
  | 'line'
  | 'stop'
  | 'question'
  | 'pause'
  | 'apostrophe'
  | 'joiner'
  | 'sign'
  | 'emoji'
  | 'quote'
  | 'nothing'

export interface Folded {
  readonly kind: CharacterClass
  /** The folded text: lower case, without the diacritics that people leave out; may be several letters. */
  readonly text: string
  readonly capital: boolean
  /** Lower case with its diacritics: "dừng" is not "đừng" for who types them. */
  readonly exact: string
}

const specialLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ŋ: 'n',
  // Small capitals, which normalisation leaves alone.
  ᴀ: 'a',
  ʙ: 'b',
  ᴄ: 'c',
  ᴅ: 'd',
  ᴇ: 'e',
  ꜰ: 'f',
  ɢ: 'g',
  ʜ: 'h',
  ɪ: 'i',
  ᴊ: 'j',
  ᴋ: 'k',
  ʟ: 'l',
  ᴍ: 'm',
  ɴ: 'n',
  ᴏ: 'o',
  ᴘ: 'p',
  ʀ: 'r',
  ꜱ: 's',
  ᴛ: 't',
  ᴜ: 'u',
  ᴠ: 'v',
  ᴡ: 'w',
  ʏ: 'y',
  ᴢ: 'z',
  // Arabic, Persian and Urdu letters that keyboards mix.
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ک: 'ك',
  ڪ: 'ك',
  ة: 'ه',
  ہ: 'ه',
  ۃ: 'ه',
  ھ: 'ه',
  ە: 'ه',
  ں: 'ن',
  ء: '',
  // Nasal marks of Devanagari and Bengali are typed either way.
  '\u0901': '\u0902',
  '\u0981': '',
  ґ: 'г',
}

/** Marks that writers leave out: Latin and Cyrillic accents, Hebrew points, Arabic vowels, nukta. */
const droppedMarks =
  /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u09bc\u0a3c]/gu
const unitScripts =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u
const ignorable =
  /[\p{Cf}\p{Variation_Selector}\p{Emoji_Modifier}\u115f\u1160\u3164\uffa0\u0640♀♂]|\u034f|\u20e3/u

const latinLetter = /\p{Script=Latin}/u

function isBetween(point: number, first: number, last: number): boolean {
  return point >= first && point <= last
}

/** Squared, circled and flag letters that Unicode does not decompose: 🅂 🆂 🅢 🇸. */
function pictureLetter(point: number): string | undefined {
  for (const first of [0x1f130, 0x1f150, 0x1f170, 0x1f1e6]) {
    if (isBetween(point, first, first + 25)) return String.fromCharCode(97 + point - first)
  }
  return undefined
}

function letterText(character: string, point: number): string {
  // Katakana is read as hiragana, so that either spelling of a word is the word.
  if (isBetween(point, 0x30a1, 0x30f6)) return String.fromCodePoint(point - 0x60)
  const chinese = simplifiedOf.get(character)
  if (chinese !== undefined) return chinese
  let text = ''
  for (const letter of character.toLowerCase().normalize('NFD').replace(droppedMarks, '').normalize('NFC')) {
    text += specialLetters[letter] ?? letter
  }
  return text
}

function classify(character: string): Folded {
  const point = character.codePointAt(0) ?? 0
  const plain = (kind: CharacterClass, text = character): Folded => ({
    kind,
    text,
    exact: text,
    capital: false,
  })
  const picture = pictureLetter(point)
  if (picture !== undefined) return { kind: 'letter', text: picture, exact: picture, capital: true }
  if (ignorable.test(character)) return plain('nothing', '')
  if (/[\n\r\u2028\u2029\v\f]/u.test(character)) return plain('line')
  if (/\s/u.test(character)) return plain('space')
  if (/\p{Nd}/u.test(character)) return plain('digit', digitText(point))
  if (/[\p{L}\p{M}\p{Nl}\p{No}]/u.test(character)) {
    const text = letterText(character, point)
    if (text === '') return plain('nothing', '')
    const isMark = /\p{M}/u.test(character)
    if (isMark) return plain('mark', text)
    if (unitScripts.test(character)) return plain('unit', text)
    const lower = character.toLowerCase()
    const exact = latinLetter.test(lower) && lower !== 'i\u0307' ? lower : text
    return { kind: 'letter', text, exact, capital: character !== lower }
  }
  if (/[?？؟¿;⁇]/u.test(character) && character !== ';') return plain(character === '¿' ? 'stop' : 'question')
  if (/[.!;。！｡…¡।॥؛۔︒·•|]/u.test(character)) return plain('stop')
  if (/['’‘ʼ`´׳＇]/u.test(character)) return plain('apostrophe')
  if (/["“”„«»「」『』＂]/u.test(character)) return plain('quote', quoteSide(character))
  if (/[-‐‑_]/u.test(character)) return plain('joiner')
  if (/[$@€]/u.test(character)) return plain('sign')
  if (/[,،、，:：–—―\u2212~()[\]{}/\\]/u.test(character)) return plain('pause')
  if (/\p{Extended_Pictographic}/u.test(character) || point > 0x1f000) return plain('emoji')
  return plain('space')
}

/** “ opens in English and closes in German, so it may do both. */
function quoteSide(character: string): 'open' | 'close' | 'both' {
  if ('„«「『'.includes(character)) return 'open'
  return '”»」』'.includes(character) ? 'close' : 'both'
}

function digitText(point: number): string {
  // Every decimal digit block starts at a multiple of ten from its zero; the known ones are enough here.
  for (const zero of [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]) {
    if (isBetween(point, zero, zero + 9)) return String(point - zero)
  }
  return String.fromCodePoint(point)
}

/** Of characters that are one unit of UTF-16, by that unit; there is room for all of them. */
const foldedUnits: (Folded | undefined)[] = new Array<Folded | undefined>(0x10000).fill(undefined)
const foldedPairs = new Map<string, Folded>()

/** Reads one character of an NFKC-normalised text. Cached: a text uses few different characters. */
export function foldCharacter(character: string): Folded {
  const isUnit = character.length === 1
  const unit = character.charCodeAt(0)
  const known = isUnit ? foldedUnits[unit] : foldedPairs.get(character)
  if (known !== undefined) return known
  const folded = classify(character)
  if (isUnit) foldedUnits[unit] = folded
  // A bound keeps hostile traffic from growing the cache; real traffic stays far below it.
  else if (foldedPairs.size < 20_000) foldedPairs.set(character, folded)
  return folded
}

const lookalikeSource = 'АВЕЅІЈКМНОРСТУХавеѕіјкмнорстухΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεηικνορτυχωԁԛԝɡɑՏսհ'
const lookalikeTarget = 'abesijkmhopctyxabesijkmhopctyxabezhikmnoptyxabenikvoptuxwdqwgasuh'
const latinOf = new Map(
  [...lookalikeSource].map((letter, index) => [letter, lookalikeTarget[index] ?? letter]),
)
const cyrillicOf = new Map<string, string>([...'abekmhopctyxi'].map((l, i) => [l, 'авекмнорстухі'[i] ?? l]))

/** The word with every Cyrillic or Greek imitation read as Latin; null when some letter imitates none. */
export function asLatin(raw: string): string | null {
  let text = ''
  for (const letter of raw) {
    const folded = latinOf.get(letter) ?? foldCharacter(letter).text
    if (/[^\p{Script=Latin}\d]/u.test(folded)) return null
    text += folded
  }
  return text
}

/** The word with Latin imitations read as Cyrillic, for СТОП typed half on another keyboard. */
export function asCyrillic(raw: string): string {
  let text = ''
  for (const letter of raw) {
    const folded = foldCharacter(letter).text
    text += cyrillicOf.get(folded) ?? folded
  }
  return text
}

const leetLetters: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  $: 's',
  '@': 'a',
  '€': 'e',
}

/** Digits and signs read as the letters they stand in for ("st0p", "$top"); `one` says what a 1 is. */
export function unleet(word: string, one: 'i' | 'l'): string {
  return word.replace(/[013457 8$@€]/gu, (sign) => (sign === '1' ? one : (leetLetters[sign] ?? sign)))
}

/** Stretched letters taken back: three or more in a row become `keep`. */
export function unstretch(word: string, keep: 1 | 2): string {
  return word.replace(/(.)\1{2,}/gu, (run, letter: string) => (run === '' ? run : letter.repeat(keep)))
}

/** "stopstop", "tdtdtd": what a word repeats, without a space between; two letters must come three times. */
export function repeatedPart(word: string): string | null {
  for (let length = 2; length * 2 <= word.length; length += 1) {
    if (word.length % length !== 0 || (length === 2 && word.length < 6)) continue
    const part = word.slice(0, length)
    if (part.repeat(word.length / length) === word) return part
  }
  return null
}

/** Every double letter made single; two spellings of a stretched word meet here. */
export function squeeze(word: string): string {
  return word.replace(/(.)\1+/gu, '$1')
}
