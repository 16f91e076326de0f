import { z } from 'zod'
import { type Channel, channelSchema } from './channel.ts'
import { noticePurposes } from './notice.ts'
import type { OwnWords } from './own-words.ts'
import type { FormText, VoiceText } from './page-texts.ts'

/**
 * The texts that people and agents are shown: one file a purpose and language (`opt-in-request.en.json`), which a
 * business edits. `category` narrows a file to one category of the business; without it the file serves all.
 */
export const purposes = [
  'opt-in-request',
  'opted-in',
  'opted-out',
  'clarify',
  'kept',
  'help',
  'preferences',
  'switched-off-in-whatsapp',
  ...noticePurposes,
] as const
export type Purpose = (typeof purposes)[number]

/** What can be filled in: other variables would never get a value. */
export const fillableIn = (purpose: Purpose): readonly string[] =>
  noticePurposes.some((known) => known === purpose)
    ? ['contact', 'categories', 'wait']
    : ['business', 'categories']

const variablePattern = /\{\{(\w+)\}\}/g

/** What the platform calls a template by. */
export const templateNameSchema = z
  .string()
  .regex(/^[a-z0-9_]{1,512}$/, 'expected lower-case letters, digits and underscores')

export const templateSchema = z
  .strictObject({
    purpose: z.enum(purposes),
    language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'expected a language such as "en" or "pt_BR"'),
    category: z.string().optional(),
    /** For one channel only; without it the text serves all. */
    channel: channelSchema.optional(),
    /** `template`: approved by the platform; `session`: free text inside the service window; `agent`: never leaves. */
    shownAs: z.enum(['template', 'session', 'agent']),
    platform: z
      .strictObject({
        name: templateNameSchema,
        category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
      })
      .optional(),
    body: z.string().min(1).max(1024),
    variables: z.record(z.string(), z.strictObject({ example: z.string().min(1) })),
    buttons: z
      .array(
        z.strictObject({
          label: z.string().min(1).max(25),
          reply: z.enum(['yes', 'no', 'stop_all', 'stop_marketing', 'keep']),
        }),
      )
      .max(3)
      .default([]),
    /** For `preferences`: what opens the list, and what its rows say. */
    list: z
      .strictObject({
        open: z.string().min(1).max(20),
        on: z.string().min(1).max(72),
        off: z.string().min(1).max(72),
      })
      .optional(),
    /** The reply words that the body promises, and what they are promised to do: checked against the parser. */
    promises: z
      .array(
        z.strictObject({
          words: z.string().min(1),
          /** `keep`: a no to "should we stop?", which leaves everything as it is. */
          intent: z.enum(['opt_in', 'opt_out', 'keep', 'help', 'preferences']),
          categories: z.array(z.string()).optional(),
          /** An answer to this very request: it means something only while that is open. */
          whileOpen: z.boolean().optional(),
        }),
      )
      .default([]),
  })
  .superRefine((template, context) => {
    const used = new Set([...template.body.matchAll(variablePattern)].map((match) => match[1] ?? ''))
    const fillable = fillableIn(template.purpose)
    for (const name of used) {
      if (!fillable.includes(name)) {
        context.addIssue({
          code: 'custom',
          path: ['body'],
          message: `{{${name}}} has no value here: only ${fillable.map((one) => `{{${one}}}`).join(', ')} have`,
        })
      }
      if (!Object.hasOwn(template.variables, name)) {
        context.addIssue({
          code: 'custom',
          path: ['variables', name],
          message: `the body uses {{${name}}}: describe it`,
        })
      }
    }
    for (const name of Object.keys(template.variables)) {
      if (!used.has(name)) {
        context.addIssue({ code: 'custom', path: ['variables', name], message: 'the body does not use it' })
      }
    }
    for (const [index, { words }] of template.promises.entries()) {
      if (!template.body.includes(words)) {
        context.addIssue({
          code: 'custom',
          path: ['promises', index],
          message: `the body does not say "${words}"`,
        })
      }
    }
    if (template.shownAs === 'session') {
      for (const [index, { label }] of template.buttons.entries()) {
        if ([...label].length > 20) {
          context.addIssue({
            code: 'custom',
            path: ['buttons', index, 'label'],
            message: 'at most 20 characters',
          })
        }
      }
    }
    if (template.purpose === 'preferences' && !template.list) {
      context.addIssue({ code: 'custom', path: ['list'], message: 'the list of preferences needs its words' })
    }
    if (template.shownAs === 'template' && template.channel !== 'sms' && !template.platform) {
      context.addIssue({
        code: 'custom',
        path: ['platform'],
        message: 'a template needs its name and category there',
      })
    }
  })
export type Template = z.infer<typeof templateSchema>

const categoryTextSchema = z.strictObject({
  title: z.string().min(1),
  description: z.string().min(1),
  /** What the person has of it, in one sentence (FACTS §9.1: state the benefit). */
  value: z.string().min(1).max(160).optional(),
})

/** `categories.json`: the kinds of message people can say yes or no to, with their words per language. */
export const categorySchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_-]*$/, 'expected a lower-case key such as "order-updates"'),
  platform: z.enum(['marketing', 'utility', 'authentication']),
  basis: z.enum(['opt_in', 'opt_out']).optional(),
  frequency: z
    .strictObject({ atMost: z.number().int().min(1).max(1_000), days: z.number().int().min(1).max(365) })
    .optional(),
  texts: z.record(z.string(), categoryTextSchema),
})
export type CategoryTexts = z.infer<typeof categorySchema>

export interface Texts {
  readonly categories: readonly CategoryTexts[]
  readonly words: OwnWords
  readonly templates: readonly Template[]
  /** The words of the hosted form and of the telephone menu. */
  readonly forms: readonly FormText[]
  readonly voices: readonly VoiceText[]
  /** The files as they are written, by name: so that what is wrong in one can be told with its line. */
  readonly sources?: ReadonlyMap<string, string>
}

/** Fills the variables of a body. Throws when one has no value: nothing half-filled may go out. */
export const fill = (template: Template, values: Readonly<Record<string, string>>): string =>
  template.body.replace(variablePattern, (_whole, name: string) => {
    const value = values[name]
    if (!value)
      throw new Error(`the template ${template.purpose}.${template.language} has no value for {{${name}}}`)
    return value
  })

/** The body variables in the order in which the platform numbers them. */
export const variablesOf = (template: Template): string[] => [
  ...new Set([...template.body.matchAll(variablePattern)].map((match) => match[1] ?? '')),
]

const baseLanguage = (language: string): string => language.split('_')[0] ?? language

/** The text for a purpose: in the person's language where there is one, narrowed to the category where that exists. */
export const chooseTemplate = (
  texts: Texts,
  purpose: Purpose,
  language: string,
  about: { readonly categories: readonly string[]; readonly channel?: Channel },
): Template => {
  const candidates = texts.templates.filter((template) => template.purpose === purpose)
  const { categories, channel = 'whatsapp' } = about
  const only = categories.length === 1 ? categories[0] : undefined
  const rank = (template: Template): number => {
    if (template.category !== undefined && template.category !== only) return -1
    if (template.channel !== undefined && template.channel !== channel) return -1
    const own =
      (template.channel === channel ? 2 : 0) + (template.category === only && only !== undefined ? 1 : 0)
    if (template.language === language) return 12 + own
    if (baseLanguage(template.language) === baseLanguage(language)) return 8 + own
    return template.language === 'en' ? 4 + own : own
  }
  const best = candidates.reduce<Template | null>(
    (found, template) => (rank(template) > (found ? rank(found) : -1) ? template : found),
    null,
  )
  if (!best) throw new Error(`templates/ has no ${purpose} that fits`)
  return best
}

/** What a category is, in a language where it has words; else in English. Null when it has none. */
export const wordsOfCategory = (
  texts: Pick<Texts, 'categories'>,
  key: string,
  language: string,
): z.infer<typeof categoryTextSchema> | null => {
  const words = texts.categories.find((candidate) => candidate.key === key)?.texts
  return words?.[language] ?? words?.[baseLanguage(language)] ?? words?.en ?? null
}

/** The title of a category in a language, else in English, else its key. */
export const titleOf = (texts: Texts, key: string, language: string): string =>
  wordsOfCategory(texts, key, language)?.title ?? key

/** "offers and newsletter": the titles of categories, joined as the language does it. */
export const listCategories = (texts: Texts, keys: readonly string[], language: string): string => {
  const titles = keys.map((key) => titleOf(texts, key, language))
  return new Intl.ListFormat(language.replace('_', '-'), { type: 'conjunction' }).format(titles)
}
