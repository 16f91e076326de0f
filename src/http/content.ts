import { z } from 'zod'
import type { Content } from '../domain/message.ts'
import { languageSchema } from './shapes.ts'

/** What a message says, as it comes in: an approved template, or free text. */
export const templateSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'expected lower-case letters, digits and underscores'),
  language: languageSchema,
  variables: z.record(z.string().max(60), z.string().min(1).max(1_024)).prefault({}),
  shown: z.string().max(4_096).optional().describe('the text as the person sees it, for the thread'),
})

export const textSchema = z.string().trim().min(1).max(4_096)

export const contentOf = (given: {
  readonly text?: string | undefined
  readonly template?: z.infer<typeof templateSchema> | undefined
}): Content => {
  const { template, text } = given
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
