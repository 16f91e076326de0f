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
  '(?:Hi|Hello|Hey|Dear|Good|Hola|Buen|Estimad|Querid|Bonjour|Bonsoir|Salut|Coucou|Ch[eè]r|Ciao|Gentil|Car[oa]|Buon|Ol[aá]|Oi|Bom|Boa|Prezad|Merhaba|Selam|Sayın|Cze[sś]ć|Hej|Szanown|Drog|Dzień|Привет|Здравствуй|Уважаем|Дорог|Добр|Hallo|Hoi|Dag|Beste|Geachte|Liebe|Guten)'
const beginning = new RegExp(
  `^[^\\p{L}]*(?!${greeting})${article}(?<name>${mixed}${word}\\s+${mixed}${word})`,
  'u',
)

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
    return sentencesOf(filled).some((sentence) =>
      [
        ...sentence.matchAll(introduced),
        ...sentence.matchAll(inside),
        ...[introducing.exec(sentence)].filter((found) => found !== null),
        ...(hasCapitalNouns ? [] : [beginning.exec(sentence)].filter((found) => found !== null)),
      ].some((found) => isName(found.groups?.name)),
    )
  })
