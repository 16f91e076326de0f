import { z } from 'zod'

/** Shapes that many routes share. Instants go out as ISO 8601 in UTC. */
export const instant = z.iso.datetime({ offset: true })
export const toInstant = (ms: number): string => new Date(ms).toISOString()
export const toInstantOrNull = (ms: number | null): string | null => (ms === null ? null : toInstant(ms))

export const idParam = z.object({ id: z.string().min(1).max(80) })

/** A page: `after` is the `next` of the page before. */
export const pageQuery = z.object({
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() })

/** The cursor of the next page; null on the last. */
export const nextOf = (rows: readonly { readonly id: string }[], limit: number): string | null =>
  rows.length === limit ? (rows.at(-1)?.id ?? null) : null

export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'expected a language such as "en" or "pt_BR"')

/** RFC 9457. `errors` names every field at fault; `reason` says why the gate refused. */
export const problemShape = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  field: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), expected: z.string() })).optional(),
  reason: z.string().optional(),
  record: z.string().nullable().optional(),
  allowedAt: z.string().optional(),
  contactId: z.string().optional(),
  scope: z.string().optional(),
})

/** What any route may answer besides its own success. */
export const problems = { '4xx': problemShape.describe('what was wrong, in which field, and what to do') }
