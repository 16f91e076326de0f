import { z } from 'zod'

/**
 * The words of the hosted form and of the telephone menu, one file a language: `form.en.json`, `voice.en.json`.
 * `{{business}}` and `{{categories}}` are filled in.
 */
const variablePattern = /\{\{(\w+)\}\}/g
const lineWith = (...fillable: readonly string[]) =>
  z
    .string()
    .trim()
    .min(1)
    .max(600)
    .refine(
      (text) => [...text.matchAll(variablePattern)].every(([, name = '']) => fillable.includes(name)),
      fillable.length === 0
        ? 'nothing can be filled in here'
        : `only ${fillable.map((name) => `{{${name}}}`).join(' and ')} can be filled in`,
    )
const line = lineWith('business')
/** Said as it stands. */
const plainLine = lineWith()
const language = z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'expected a language such as "en" or "pt_BR"')

/** What a person must be told before they agree: who it is, and that it ends when they want. */
const namesBusiness = line.refine((text) => text.includes('{{business}}'), 'it must name the {{business}}')

/** The reply words that a text promises, as in the templates: checked against the parser. */
const promisesSchema = z
  .array(
    z.strictObject({
      words: z.string().min(1),
      intent: z.enum(['opt_in', 'opt_out']),
      /** An answer to the request that follows the form: it means something only while that is open. */
      whileOpen: z.boolean().optional(),
    }),
  )
  .refine((promises) => promises.some(({ intent }) => intent === 'opt_out'), 'it must say how it ends')
export type PagePromise = z.infer<typeof promisesSchema>[number]

const formFields = z.strictObject({
  purpose: z.literal('form'),
  language,
  title: namesBusiness,
  lead: line,
  /** The sentence that is agreed to; part of the evidence. */
  agreement: namesBusiness,
  /** How it ends; part of the evidence. */
  stop: line,
  phone: line,
  phoneHint: line,
  name: line,
  choices: line,
  send: line,
  doneTitle: line,
  done: namesBusiness,
  /** For those who had stopped before: they write themselves. */
  stopped: line,
  stoppedLink: line,
  phoneWrong: line,
  nothingChosen: line,
  mistakes: line,
  /** When too many forms came from one address. */
  tooMany: line,
  /** What screen readers call the list of languages. */
  languages: line,
  promises: promisesSchema,
})

/** The word with which somebody begins by themselves, whatever they said before. */
const isStart = ({ intent, whileOpen }: PagePromise): boolean => intent === 'opt_in' && !whileOpen

export const formTextSchema = formFields.superRefine((text, context) => {
  const said = [text.agreement, text.stop, text.done, text.stopped]
  for (const [index, { words }] of text.promises.entries()) {
    if (said.some((known) => known.includes(words))) continue
    context.addIssue({ code: 'custom', path: ['promises', index], message: `no line says "${words}"` })
  }
  if (!text.promises.some((promise) => isStart(promise) && text.stopped.includes(promise.words)))
    context.addIssue({
      code: 'custom',
      path: ['promises'],
      message: '`stopped` must say the word that begins again: list it as opt_in',
    })
})
export type FormText = z.infer<typeof formTextSchema>

const voiceFields = z.strictObject({
  purpose: z.literal('voice'),
  language,
  /** The tag that the telephone provider's voice wants: "en-US". */
  voice: z.string().regex(/^[a-z]{2,3}-[A-Z]{2}$/),
  /** Says who it is, what is agreed to, and which key to press; part of the evidence. */
  ask: lineWith('business', 'categories')
    .refine((text) => text.includes('{{business}}'), 'it must name the {{business}}')
    .refine((text) => text.includes('{{categories}}'), 'it must say what is agreed to: {{categories}}'),
  accepted: plainLine,
  refused: plainLine,
  nothing: plainLine,
  promises: promisesSchema,
})

export const voiceTextSchema = voiceFields.superRefine(({ ask, promises }, context) => {
  for (const [index, { words }] of promises.entries()) {
    if (ask.includes(words)) continue
    context.addIssue({
      code: 'custom',
      path: ['promises', index],
      message: `\`ask\` does not say "${words}"`,
    })
  }
})
export type VoiceText = z.infer<typeof voiceTextSchema>

const base = (tag: string): string => tag.split('-')[0] ?? tag

/** Language and script as they most likely are: "zh-TW" and "zh-HK" are both "zh-Hant". */
const likely = (tag: string): string => {
  try {
    const { language: own, script } = new Intl.Locale(tag).maximize()
    return `${own}-${script ?? ''}`
  } catch {
    return tag
  }
}

/** Of the languages that there are, the one that somebody who wants this one reads best. */
export const closestLanguage = (known: readonly string[], wanted: string): string | null => {
  const alike = [(tag: string) => tag, likely, base]
  for (const form of alike) {
    const want = form(wanted.replaceAll('_', '-').toLowerCase())
    const found = known.find((own) => form(own.replaceAll('_', '-').toLowerCase()) === want)
    if (found !== undefined) return found
  }
  return null
}

/** The best of what a browser says that its person reads: "de-CH, de;q=0.9, en;q=0.8". */
export const acceptedLanguage = (known: readonly string[], header: string): string | null => {
  const wanted = header
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.split(';')
      const weight = Number(/^\s*q=([\d.]+)/.exec(quality ?? '')?.[1] ?? 1)
      return { tag: tag.trim(), weight }
    })
    .filter(({ tag, weight }) => /^[\w-]{2,35}$/.test(tag) && weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of wanted) {
    const found = closestLanguage(known, tag)
    if (found !== null) return found
  }
  return null
}

/** The words for a language: its own, else of the same family, else English. */
export const inLanguage = <Text extends { readonly language: string }>(
  texts: readonly Text[],
  wanted: string,
): Text => {
  const closest = closestLanguage(
    texts.map(({ language: own }) => own),
    wanted,
  )
  const found =
    texts.find(({ language: own }) => own === closest) ??
    texts.find(({ language: own }) => own === 'en') ??
    texts[0]
  if (!found) throw new Error('templates/ has no such text in any language')
  return found
}

/** The word with which somebody begins by themselves, in the words of this form. */
export const startWord = ({ promises }: FormText): string => promises.find(isStart)?.words ?? 'START'

/** Fills the variables of a line. */
export const fillLine = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(variablePattern, (_whole, name: string) => values[name] ?? '')
