import { z } from 'zod'
import type { PlatformDatabase } from './platform-store.ts'

export const templateSchema = z.strictObject({
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  /** Without it, what is told counts for every language. */
  language: z.string().min(1).optional(),
  /** The approved text with {{1}} or {{name}} in it. */
  body: z.string().max(1024).optional(),
  /** Labels of the quick-reply buttons, in order. */
  buttons: z.array(z.string().min(1).max(25)).max(10).optional(),
})
export type Template = z.infer<typeof templateSchema>

export interface Templates {
  keep(name: string, template: Template): void
  find(name: string, language: string): Template | null
  list(): (Template & { readonly name: string })[]
}

interface TemplateRow {
  readonly name: string
  readonly language: string
  readonly category: string
  readonly body: string | null
  readonly buttons: string
}

const toTemplate = (row: TemplateRow): Template & { name: string } => ({
  name: row.name,
  ...templateSchema.parse({
    category: row.category,
    language: row.language === '' ? undefined : row.language,
    body: row.body ?? undefined,
    buttons: JSON.parse(row.buttons),
  }),
})

/** What the sandbox has been told about the business's templates. */
export function buildTemplates(db: PlatformDatabase): Templates {
  const insert = db.prepare(
    'insert or replace into templates (name, language, category, body, buttons) values (?, ?, ?, ?, ?)',
  )
  const one = db.prepare<[string, string], TemplateRow>(
    "select * from templates where name = ? and language in (?, '') order by language desc limit 1",
  )
  const all = db.prepare<[], TemplateRow>('select * from templates order by name, language')
  return {
    keep: (name, template) => {
      const { language, category, body, buttons } = template
      insert.run(name, language ?? '', category, body ?? null, JSON.stringify(buttons ?? []))
    },
    find: (name, language) => {
      const row = one.get(name, language)
      return row ? toTemplate(row) : null
    },
    list: () => all.all().map(toTemplate),
  }
}
