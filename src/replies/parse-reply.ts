/** English keywords and buttons of the reply policy, matched on the whole cleaned message (POLICY §2–§4). */
export type Intent = 'opt_in' | 'opt_out' | 'help' | 'preferences' | 'none' | 'ambiguous'

export interface ReplyContext {
  /** An opt-in request is outstanding. Decides before `state`. */
  readonly pending: boolean
  /** What holds for the contact when the reply is read. */
  readonly state: 'none' | 'opted_in' | 'opted_out'
  /** BCP 47 hint; never a filter. */
  readonly languages?: readonly string[]
}

export interface Reading {
  readonly intent: Intent
  /** Category keys, `['*']` for all; empty unless opt_in / opt_out. */
  readonly categories: readonly string[]
  /** `answer`: a bare yes or no, which counts only for what was asked or promised last; `wish`: says what it wants. */
  readonly basis: 'answer' | 'wish'
  readonly confidence: number
  readonly rule: string
  readonly words: readonly string[]
  readonly language: string | null
  readonly because: string
}

export const parserVersion = '0.1.0'

const list = (words: string): Set<string> => new Set(words.split(', '))

const stop = list(
  'stop, stopall, stop all, unsubscribe, unsubscribe all, unsub, unsubscribe me, unsub me, cancel, end, quit, revoke, optout, opt out, opt out all, remove, remove me',
)
const start = list('start, unstop, subscribe, resubscribe, optin, opt in, join, sign up')
const weakStart = list('resume, continue, begin')
const help = list('help, info')
const yes = list('yes, yeah, yep, yup, y, agree, i agree, yes i agree, accept, i accept, yes please')
const acknowledgement = list('ok, okay, k, sure, of course, 👍, 👌, ✅, 🆗')
const no = list(
  'no, nope, nah, n, no thanks, no thank you, no thanks a lot, decline, i decline, reject, 👎, ❌',
)
const courtesy = /\b(please|thanks|thank you|hi|hello|now)\b/g
const categoryWords = new Map<string, string>([
  ...['offers', 'offer', 'promos', 'promotions', 'deals', 'marketing', 'ads'].map(
    (word) => [word, 'marketing'] as const,
  ),
  ...['order updates', 'delivery updates', 'utility', 'updates'].map((word) => [word, 'utility'] as const),
  ...['newsletter', 'news'].map((word) => [word, 'newsletter'] as const),
  ...['surveys', 'survey'].map((word) => [word, 'surveys'] as const),
  ...['codes', 'authentication'].map((word) => [word, 'authentication'] as const),
])
const buttons = new Map<string, Reading['categories']>([
  ['stop promotions', ['marketing']],
  ['opt out of marketing messages', ['marketing']],
])

const clean = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** What one reply means, given what was asked and what holds (POLICY §3, §4). Never throws. */
export const parseReply = (text: string, context: ReplyContext): Reading => {
  const whole = clean(text)
  const bare = whole.replace(courtesy, '').replace(/\s+/g, ' ').trim()
  const reading = (intent: Intent, rule: string, because: string, extra: Partial<Reading> = {}): Reading => ({
    intent,
    categories: intent === 'opt_in' || intent === 'opt_out' ? ['*'] : [],
    basis: 'wish',
    confidence: 1,
    rule,
    words: whole ? [whole] : [],
    language: 'en',
    because,
    ...extra,
  })
  for (const words of [whole, bare]) {
    const button = buttons.get(words)
    if (button) return reading('opt_out', 'button', 'a known button title', { categories: button })
    if (stop.has(words)) return reading('opt_out', 'keyword.stop', 'the whole message is an opt-out keyword')
    if (start.has(words)) return reading('opt_in', 'keyword.start', 'the whole message is an opt-in keyword')
    if (weakStart.has(words) && (context.pending || context.state === 'opted_out')) {
      return reading('opt_in', 'keyword.weak', 'a weak opt-in word where something was asked', {
        basis: 'answer',
      })
    }
    if (words === 'preferences' || words === 'manage preferences')
      return reading('preferences', 'keyword.preferences', 'asks for the list of choices')
    if (help.has(words)) return reading('help', 'keyword.help', 'the whole message is a help keyword')
    if (yes.has(words) && (context.pending || context.state === 'opted_out')) {
      return reading('opt_in', 'answer.yes', 'a yes to what was asked or promised last', { basis: 'answer' })
    }
    if (acknowledgement.has(words) && context.pending) {
      return reading('opt_in', 'answer.ok', 'an acknowledgement of the open request', { basis: 'answer' })
    }
    if (no.has(words) && context.pending) {
      return reading('opt_out', 'answer.no', 'a no to the open request', { basis: 'answer' })
    }
    const [first, ...rest] = words.split(' ')
    const category = categoryWords.get(rest.join(' '))
    if (first && category) {
      if (stop.has(first))
        return reading('opt_out', 'keyword.category', 'keyword and category', { categories: [category] })
      if (start.has(first))
        return reading('opt_in', 'keyword.category', 'keyword and category', { categories: [category] })
    }
  }
  return reading('none', 'none', 'no rule found anything about consent', { confidence: 0.5 })
}
