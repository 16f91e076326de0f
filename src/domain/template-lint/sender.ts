import { type Draft, partsOf } from './draft.ts'
import { sentencesOf } from './vocabulary.ts'

/** The name of a business that nobody has named yet: the default of the settings. Texts may then name anybody. */
export const sampleBusinessName = 'Sunrise Bakery'

const word =
  "(?!(?:WhatsApp|SMS|Sie|Ihnen|Ihr|Ihre|Ihren|Ihrem|Pan|Pani|Pana|Panią|Państwa|Państwu|Вы|Вас|Вам|I)(?![\\p{L}]))\\p{Lu}[\\p{L}\\p{M}\\p{N}'’&.-]*"
const mixed = '(?=\\p{Lu}+\\p{Ll})'
/** Capitalised words, and small ones inside: "Casa de la Luna". */
const name = `${word}(?:\\s+(?:(?:de|del|della|di|da|do|du|des|of|and|und|et|y|e|i|en|the|la|le|&|и)\\s+){0,2}${word})*`
const article =
  '(?:(?:a|o|la|le|el|il|lo|die|der|das|the|de|het|firma|команда|магазин|equipo de|team)\\s+){0,2}'

/** "This is …": what a name follows. */
const before = [
  "this is|it['’]s|we are|we['’]re|here is|from|behalf of|join|visiting|chatting with|team at|here at|shopping (?:at|with)",
  'somos|aquí|soy|te escribe|le escribe|te escribimos de|le escribimos de|te saluda|le saluda|de parte de|te habla',
  'aqui é|aqui é da|aqui é do|aqui quem fala é|daqui fala|aqui fala|da parte da',
  "ici|c['’]est|de la part de|chez|vous écrit de",
  "hier ist|hier schreibt|hier spricht|hier|wir sind|wir sind['’]s|team von|namen von",
  'siamo|sono|qui|qui è|da parte di|ti scrive|le scrive|buongiorno da|ciao da',
  'dit is|hier is|wij zijn|we zijn|u spreekt met|je spreekt met|namens|groet van',
  'tu|z tej strony|jesteśmy|w imieniu|pozdrawia|pisze do ciebie',
  'это|вас приветствует|на связи|вам пишет|пишет|от имени|мы',
  'biz|ben|burası|adına',
]
  .flatMap((list) => list.split('|'))
  // Written so or at the beginning of a sentence; ignoring case would make a name of every word.
  .map((phrase) => `[${phrase.charAt(0)}${phrase.charAt(0).toUpperCase()}]${phrase.slice(1)}`)
  .join('|')

/** "… here": what follows a name. */
const after = '(?:\\s*:|\\s+(?:here|speaking|hier|bittet|möchte|würde|olarak|adına)(?!\\p{L}))'

const introduced = new RegExp(`(?<![\\p{L}\\p{M}])(?:${before})[\\s:,]+${article}(?<name>${name})`, 'gu')
const introducing = new RegExp(`^[^\\p{L}]*${article}(?<name>${name})${after}`, 'u')
/** Two capitalised words together, not at the beginning: in every language but one with capital nouns that is a name. */
const inside = new RegExp(`(?<=\\p{L}[,]?\\s)(?<name>${mixed}${word}\\s+${mixed}${word})`, 'gu')
/** Two at the beginning, where the first is no greeting: "Casa Luna would like to ...". */
const greeting =
  '(?:Hi|Hello|Hey|Dear|Good|Hola|Buen|Estimad|Querid|Bonjour|Bonsoir|Salut|Coucou|Ch[eè]r|Ciao|Gentil|Car[oa]|Buon|Ol[aá]|Oi|Bom|Boa|Prezad|Merhaba|Selam|Sayın|Cze[sś]ć|Hej|Szanown|Drog|Dzień|Привет|Здравствуй|Уважаем|Дорог|Добр|Hallo|Halo|Hai|Selamat|Salam|Chào|Kính|Habari|Hujambo|Mpendwa|Yth|Hoi|Dag|Beste|Geachte|Liebe|Guten)'
const beginning = new RegExp(
  `^[^\\p{L}]*(?!${greeting})${article}(?<name>${mixed}${word}\\s+${mixed}${word})`,
  'u',
)

/** How one says who writes in scripts that have no capitals: a name, or what follows, is told by the words around it. */
const withoutCapitals = [
  /(?:^|[\s،,:])(?:معك|معكم|هنا|يحييكم?|تحييكم?|من فريق|فريق)\s+(?!في|من|على|لك|لكم)\p{Script=Arabic}{3,}/u,
  /(?<!آپ)\s(?:کی طرف سے|کی جانب سے)/u,
  /(?:^|[\s,:])(?:כאן|צוות|מצוות|בשם)\s+(?!ב?וואטסאפ|כדי|תוכל|אפשר)\p{Script=Hebrew}{3,}/u,
  /\p{Script=Devanagari}\s(?:की ओर से|की तरफ़ से|की तरफ से|टीम से|परिवार से)/u,
  /\p{Script=Bengali}(?:[- ]?এর)?\s(?:পক্ষ থেকে|থেকে বলছি|থেকে লিখছি)/u,
  /^[^はがをにで、]{2,24}(?:です|でございます|と申します)$/u,
  /(?:这里是|這裡是|這裏是|我们是|我們是|来自|來自)(?!您|你|我)[\p{Script=Han}\p{L}]{2,}|【[^】]{2,20}】/u,
  /^[^은는이가을를]{2,20}(?:입니다|이에요|예요)$/u,
  /(?:นี่คือ|ทีมงาน|ทีม|จากร้าน|ร้าน|บริษัท)\s*(?!เรา|ของเรา)\p{Script=Thai}{3,}/u,
]

/** It is said at the beginning, behind the greeting; further on the same words speak of other things. */
const opening = 3

const isName = (text: string | undefined): boolean =>
  text !== undefined &&
  /^\p{Lu}/u.test(text) &&
  /\p{Ll}/u.test(text) &&
  !/^(?:whatsapp|sms|instagram|facebook|google)\b/i.test(text)

/**
 * True when a text says who writes, whoever it is: "this is Casa Luna", "Casa Luna: may we ...". Only for a business whose name
 * nobody has set; variables are read with their examples.
 */
export const introducesSomebody = (draft: Draft): boolean =>
  partsOf(draft).some(({ text, field }) => {
    const hasCapitalNouns = draft.language.startsWith('de')
    const prefix = field === draft.header?.field ? 'header ' : ''
    const filled = text.replace(
      /\{\{\s*([^{}]*?)\s*\}\}/g,
      (_, key: string) =>
        (draft.variables.get(`${prefix}${key}`) ?? draft.variables.get(key))?.example ?? '·',
    )
    const sentences = sentencesOf(filled)
    const opens = sentences
      .slice(0, opening)
      .flatMap((sentence) => [sentence, ...sentence.split(/[,،、，]/)])
      .map((part) => part.replace(/[.!?。！？\s]+$/u, '').trim())
    if (opens.some((part) => withoutCapitals.some((pattern) => pattern.test(part)))) return true
    return sentences.some((sentence) =>
      [
        ...sentence.matchAll(introduced),
        ...sentence.matchAll(inside),
        ...[introducing.exec(sentence)].filter((found) => found !== null),
        ...(hasCapitalNouns ? [] : [beginning.exec(sentence)].filter((found) => found !== null)),
      ].some((found) => isName(found.groups?.name)),
    )
  })
