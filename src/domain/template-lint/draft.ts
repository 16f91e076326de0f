import { z } from 'zod'
import { type Purpose, purposes, type Template } from '../templates.ts'

/** A text as people see it, with the place where it is written. */
export interface Part {
  readonly text: string
  readonly field: string
}

export interface Button {
  readonly label: string
  readonly field: string
  /** `quick_reply` for one that answers; what else the platform knows otherwise. */
  readonly type: string
  /** What a tap stands for, where the template says so. */
  readonly reply: string | null
}

export interface Variable {
  readonly example: string | null
  readonly field: string
}

/** A template of either format, as the rules read it. */
export interface Draft {
  readonly format: 'own' | 'platform'
  readonly purpose: Purpose | 'message'
  /** It asks for consent, so everything that a request must say is looked for. */
  readonly isRequest: boolean
  /** Checked by the platform before it is used; otherwise it goes out inside the service window or by SMS. */
  readonly isTemplate: boolean
  readonly isSms: boolean
  readonly language: string
  readonly name: string | null
  readonly platformCategory: string | null
  readonly category: string | null
  readonly header: Part | null
  /** Null where the platform writes the body itself (codes). */
  readonly body: Part | null
  readonly footer: Part | null
  readonly buttons: readonly Button[]
  readonly rows: readonly { readonly text: string; readonly field: string; readonly most: number }[]
  readonly variables: ReadonlyMap<string, Variable>
  readonly isNamed: boolean | null
  /** Null where the format has no place for promises. */
  readonly promises: Template['promises'] | null
}

const example = (value: string | undefined): string | null => {
  const text = value?.trim() ?? ''
  // A placeholder is no example: the reviewer at the platform sees it as it stands.
  return text === '' ||
    /^(?:\{\{.*\}\}|\[.*\]|<.*>|\.+|…|-+|x+|todo|tbd|n\/a|example|string|null|undefined)$/i.test(text)
    ? null
    : text
}

const ownLoose = z.looseObject({
  purpose: z.enum(purposes),
  language: z.string(),
  category: z.string().optional(),
  channel: z.string().optional(),
  shownAs: z.string(),
  platform: z.looseObject({ name: z.string(), category: z.string() }).optional(),
  body: z.string(),
  variables: z
    .record(z.string(), z.looseObject({ example: z.string().optional().catch(undefined) }))
    .catch({}),
  buttons: z.array(z.looseObject({ label: z.string(), reply: z.string() })).catch([]),
  list: z.looseObject({ open: z.string(), on: z.string(), off: z.string() }).optional().catch(undefined),
  promises: z
    .array(
      z.object({
        words: z.string().min(1),
        intent: z.enum(['opt_in', 'opt_out', 'keep', 'help', 'preferences']),
        categories: z.array(z.string()).optional(),
        whileOpen: z.boolean().optional(),
      }),
    )
    .catch([]),
})

/** A template of ours, as far as it can be read; null when too much is missing to judge it. */
export const readOwn = (value: unknown): Draft | null => {
  const parsed = ownLoose.safeParse(value)
  if (!parsed.success) return null
  const { purpose, language, channel, shownAs, platform, body, list } = parsed.data
  return {
    format: 'own',
    purpose,
    isRequest: purpose === 'opt-in-request',
    isTemplate: shownAs === 'template' && channel !== 'sms',
    isSms: channel === 'sms',
    language,
    name: platform?.name ?? null,
    platformCategory: platform?.category ?? null,
    category: parsed.data.category ?? null,
    header: null,
    body: { text: body, field: 'body' },
    footer: null,
    buttons: parsed.data.buttons.map(({ label, reply }, index) => ({
      label,
      reply,
      type: 'quick_reply',
      field: `buttons.${index}.label`,
    })),
    rows: list
      ? [
          { text: list.open, field: 'list.open', most: 20 },
          { text: list.on, field: 'list.on', most: 72 },
          { text: list.off, field: 'list.off', most: 72 },
        ]
      : [],
    variables: new Map(
      Object.entries(parsed.data.variables).map(([name, described]) => [
        name,
        { example: example(described.example), field: `variables.${name}` },
      ]),
    ),
    isNamed: null,
    promises: parsed.data.promises,
  }
}

const namedSchema = z.array(z.looseObject({ param_name: z.string(), example: z.string() })).catch([])
export const componentSchema = z.looseObject({
  type: z.string().transform((type) => type.toUpperCase()),
  format: z
    .string()
    .transform((format) => format.toUpperCase())
    .optional(),
  text: z.string().optional(),
  example: z
    .looseObject({
      header_text: z.array(z.string()).catch([]),
      header_text_named_params: namedSchema,
      body_text: z.array(z.array(z.string())).catch([]),
      body_text_named_params: namedSchema,
    })
    .optional()
    .catch(undefined),
  buttons: z
    .array(
      z.looseObject({
        type: z.string().transform((type) => type.toLowerCase()),
        text: z.string().default(''),
      }),
    )
    .optional(),
})

/** The body of `POST /<WABA_ID>/message_templates`, as far as the rules need it. */
export const platformSchema = z.looseObject({
  name: z
    .string()
    .min(1)
    .regex(/^[a-z0-9_]+$/, 'expected lower-case letters, digits and underscores'),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'expected a language such as "en" or "pt_BR"'),
  category: z
    .string()
    .transform((category) => category.toUpperCase())
    .pipe(z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION'])),
  parameter_format: z
    .string()
    .transform((format) => format.toLowerCase())
    .pipe(z.enum(['named', 'positional']))
    .optional(),
  components: z.array(componentSchema).min(1),
})

const platformLoose = platformSchema.extend({
  name: z.string().catch(''),
  language: z.string(),
  category: z
    .string()
    .transform((category) => category.toUpperCase())
    .catch(''),
  parameter_format: platformSchema.shape.parameter_format.catch(undefined),
})

type Component = z.infer<typeof componentSchema>

const examplesOf = ({ example: given, type }: Component, field: string): [string, Variable][] => {
  if (!given) return []
  const [listed, named, at] =
    type === 'HEADER'
      ? [given.header_text, given.header_text_named_params, `${field}.example.header_text`]
      : [given.body_text[0] ?? [], given.body_text_named_params, `${field}.example.body_text`]
  return [
    ...listed.map((text, index): [string, Variable] => [
      `${index + 1}`,
      { example: example(text), field: at },
    ]),
    ...named.map(({ param_name, example: text }, index): [string, Variable] => [
      param_name,
      { example: example(text), field: `${at}_named_params.${index}` },
    ]),
  ]
}

/** A template in the platform's own format; null when too much is missing to judge it. `asks` tells whether it is a request. */
export const readPlatform = (value: unknown, asks: (draft: Draft) => boolean): Draft | null => {
  const parsed = platformLoose.safeParse(value)
  if (!parsed.success) return null
  const { components, name, language, category } = parsed.data
  const placed = components.map((component, index) => ({ component, field: `components.${index}` }))
  const partOf = (type: string): Part | null => {
    const found = placed.find(({ component }) => component.type === type)
    return found?.component.text === undefined
      ? null
      : { text: found.component.text, field: `${found.field}.text` }
  }
  const draft: Draft = {
    format: 'platform',
    purpose: 'message',
    isRequest: false,
    isTemplate: true,
    isSms: false,
    language,
    name,
    platformCategory: category,
    category: null,
    header: partOf('HEADER'),
    body: partOf('BODY'),
    footer: partOf('FOOTER'),
    buttons: placed.flatMap(({ component, field }) =>
      (component.buttons ?? []).map((button, index) => ({
        label: button.text,
        type: button.type,
        reply: null,
        field: `${field}.buttons.${index}.text`,
      })),
    ),
    rows: [],
    // A header's variables are numbered on their own: its examples stand under names of their own.
    variables: new Map(
      placed.flatMap(({ component, field }) =>
        examplesOf(component, field).map(([key, variable]): [string, Variable] => [
          component.type === 'HEADER' ? `header ${key}` : key,
          variable,
        ]),
      ),
    ),
    isNamed: parsed.data.parameter_format === undefined ? null : parsed.data.parameter_format === 'named',
    promises: null,
  }
  return asks(draft) ? { ...draft, purpose: 'opt-in-request', isRequest: true } : draft
}

export const partsOf = ({ header, body, footer }: Draft): Part[] =>
  [header, body, footer].filter((part) => part !== null)
