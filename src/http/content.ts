import { z } from 'zod'
import { ourPayloads } from '../domain/hear.ts'
import type { Content } from '../domain/message.ts'
import { templateNameSchema } from '../domain/templates.ts'
import { languageSchema } from './shapes.ts'

/** What a message says, as it comes in: an approved template, free text, or a text with buttons or a list. */
export const templateSchema = z.strictObject({
  name: templateNameSchema,
  language: languageSchema,
  variables: z.record(z.string().max(60), z.string().min(1).max(1_024)).prefault({}),
  shown: z.string().max(4_096).optional().describe('the text as the person sees it, for the thread'),
})

export const textSchema = z.string().trim().min(1).max(4_096)

/** What a tap brings back. */
const payload = z
  .string()
  .min(1)
  .max(256)
  .refine((id) => !id.startsWith(ourPayloads), 'expected an id of your own: "assent:" is taken')

const isEachOnce = (taps: readonly { readonly id: string; readonly title: string }[]): boolean =>
  new Set(taps.map(({ id }) => id)).size === taps.length &&
  new Set(taps.map(({ title }) => title)).size === taps.length

/** Buttons or a list under a text, inside the service window (FACTS §6.2). */
export const interactiveSchema = z
  .strictObject({
    text: z.string().trim().min(1).max(1_024),
    buttons: z
      .array(z.strictObject({ id: payload, title: z.string().trim().min(1).max(20) }))
      .min(1)
      .max(3)
      .optional(),
    list: z
      .strictObject({
        open: z.string().trim().min(1).max(20).describe('what opens it'),
        rows: z
          .array(
            z.strictObject({
              id: payload,
              title: z.string().trim().min(1).max(24),
              description: z.string().trim().max(72).default(''),
            }),
          )
          .min(1)
          .max(10),
      })
      .optional(),
  })
  .refine(({ buttons, list }) => (buttons === undefined) !== (list === undefined), {
    path: ['buttons'],
    message: 'expected either buttons or a list',
  })
  .refine(({ buttons, list }) => isEachOnce(buttons ?? list?.rows ?? []), {
    path: ['buttons'],
    message: 'expected every id and every title once',
  })

const interactiveContent = ({ text, buttons, list }: z.infer<typeof interactiveSchema>): Content =>
  list
    ? {
        type: 'list',
        rendered: text,
        open: list.open,
        rows: list.rows.map(({ id, title, description }) => ({ payload: id, title, description })),
      }
    : {
        type: 'buttons',
        rendered: text,
        buttons: (buttons ?? []).map(({ id, title }) => ({ payload: id, label: title })),
      }

/** One of the three, as it goes over the wire. */
export const contentOf = (given: {
  readonly text?: string | undefined
  readonly template?: z.infer<typeof templateSchema> | undefined
  readonly interactive?: z.infer<typeof interactiveSchema> | undefined
}): Content => {
  const { template, text, interactive } = given
  if (interactive) return interactiveContent(interactive)
  if (!template) return { type: 'text', rendered: text ?? '' }
  return {
    type: 'template',
    name: template.name,
    language: template.language,
    variables: Object.entries(template.variables).map(([name, value]) => ({ name, value })),
    payloads: [],
    rendered: template.shown ?? `[${template.name}]`,
  }
}
