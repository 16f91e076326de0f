import { z } from 'zod'
import type { PlatformDatabase } from './platform-store.ts'

export const statuses = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED'] as const
export const platformCategories = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const

export const templateSchema = z.strictObject({
  category: z.enum(platformCategories),
  /** Without it, what is told counts for every language. */
  language: z.string().min(1).optional(),
  /** The approved text with {{1}} or {{name}} in it. */
  body: z.string().max(1024).optional(),
  /** Labels of the quick-reply buttons, in order. */
  buttons: z.array(z.string().min(1).max(25)).max(10).optional(),
})
export type Template = z.infer<typeof templateSchema>

/** What the platform has made of a template. */
export interface TemplateState {
  readonly id: string
  readonly status: (typeof statuses)[number]
  readonly reason: string | null
  readonly quality: string
  readonly comingCategory: string | null
}
export type KeptTemplate = Template & TemplateState & { readonly name: string }

export interface Templates {
  /** Keeps its words; its state stays as it is, or begins as approved. */
  keep(name: string, template: Template): void
  find(name: string, language: string): KeptTemplate | null
  change(
    template: KeptTemplate,
    change: Partial<TemplateState> & { readonly category?: Template['category'] },
  ): void
  /** Forgets it, in every language. */
  forget(name: string): void
  list(): KeptTemplate[]
}

interface TemplateRow {
  readonly rowid: number
  readonly name: string
  readonly language: string
  readonly category: string
  readonly body: string | null
  readonly buttons: string
  readonly status: string
  readonly reason: string | null
  readonly quality: string
  readonly coming_category: string | null
}

const toTemplate = (row: TemplateRow): KeptTemplate => ({
  name: row.name,
  ...templateSchema.parse({
    category: row.category,
    language: row.language === '' ? undefined : row.language,
    body: row.body ?? undefined,
    buttons: JSON.parse(row.buttons),
  }),
  id: String(1_000_000_000_000_000 + row.rowid),
  status: z.enum(statuses).parse(row.status),
  reason: row.reason,
  quality: row.quality,
  comingCategory: row.coming_category,
})

/** What the sandbox has been told about the business's templates, and what it has made of them. */
export function buildTemplates(db: PlatformDatabase): Templates {
  const insert = db.prepare(
    `insert into templates (name, language, category, body, buttons) values (?, ?, ?, ?, ?)
      on conflict (name, language) do update set
        category = excluded.category, body = excluded.body, buttons = excluded.buttons`,
  )
  const one = db.prepare<[string, string], TemplateRow>(
    "select rowid, * from templates where name = ? and language in (?, '') order by language desc limit 1",
  )
  const all = db.prepare<[], TemplateRow>('select rowid, * from templates order by name, language')
  const remove = db.prepare('delete from templates where name = ?')
  const update = db.prepare(
    `update templates set category = ?, status = ?, reason = ?, quality = ?, coming_category = ?
      where name = ? and language = ?`,
  )
  return {
    keep: (name, template) => {
      const { language, category, body, buttons } = template
      insert.run(name, language ?? '', category, body ?? null, JSON.stringify(buttons ?? []))
    },
    find: (name, language) => {
      const row = one.get(name, language)
      return row ? toTemplate(row) : null
    },
    change: (template, change) => {
      const {
        name,
        language = '',
        category,
        status,
        reason,
        quality,
        comingCategory,
      } = {
        ...template,
        ...change,
      }
      update.run(category, status, reason, quality, comingCategory, name, language)
    },
    forget: (name) => {
      remove.run(name)
    },
    list: () => all.all().map(toTemplate),
  }
}
