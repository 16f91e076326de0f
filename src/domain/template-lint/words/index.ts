import type { Wording } from '../wording.ts'
import { ar } from './ar.ts'
import { bn } from './bn.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { he } from './he.ts'
import { hi } from './hi.ts'
import { id } from './id.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import { ms } from './ms.ts'
import { nl } from './nl.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import { ru } from './ru.ts'
import { sw } from './sw.ts'
import { th } from './th.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'
import { ur } from './ur.ts'
import { vi } from './vi.ts'
import { zhCn } from './zh-cn.ts'
import { zhTw } from './zh-tw.ts'

const byLanguage: Readonly<Record<string, Wording>> = {
  ar,
  bn,
  de,
  en,
  es,
  fr,
  he,
  hi,
  id,
  it,
  ja,
  ko,
  ms,
  nl,
  pl,
  pt,
  ru,
  sw,
  th,
  tr,
  uk,
  ur,
  vi,
  zh: zhCn,
  zh_CN: zhCn,
  zh_TW: zhTw,
  zh_HK: zhTw,
}

/** The words of a language, also of its regional forms ("es_MX"); null where nobody has written them down. */
export const wordingOf = (language: string): Wording | null =>
  byLanguage[language] ?? byLanguage[language.split('_')[0] ?? ''] ?? null
