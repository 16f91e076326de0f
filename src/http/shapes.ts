import { z } from 'zod'
import { findingCodes } from '../domain/template-lint/finding.ts'

/** Shapes that many routes share. Instants go out as ISO 8601 in UTC. */
export const instant = z.iso.datetime({ offset: true }).meta({ examples: ['2026-03-01T12:00:00Z'] })
export const toInstant = (ms: number): string => new Date(ms).toISOString()
export const toInstantOrNull = (ms: number | null): string | null => (ms === null ? null : toInstant(ms))

const earliest = Date.UTC(1970, 0, 1)
const latest = Date.UTC(2200, 0, 1)

/** An instant that comes in: of a time in which people had telephones. Years beyond four digits would not come out again. */
export const givenInstant = z.iso
  .datetime({ offset: true, error: 'expected an instant such as "2026-03-01T12:00:00Z"' })
  .refine((text) => {
    const ms = Date.parse(text)
    return ms >= earliest && ms < latest
  }, 'expected an instant between 1970 and 2200')
  .meta({ examples: ['2026-03-01T12:00:00Z'] })

export const idParam = z.strictObject({
  id: z.string().min(1).max(80).describe('the id, as it came in an answer'),
})

const ulidPart = '[0-9A-HJKMNP-TV-Z]{26}'

/** An id of ours, of one kind; an unknown one is no fault of form. */
const idOf = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_${ulidPart}$`), `expected an id that begins with ${prefix}_`)

export const contactFilter = idOf('ctc')
  .optional()
  .describe('only what is about this contact')
  .meta({ examples: ['ctc_01ARZ3NDEKTSV4RRFFQ69G5FAV'] })

/** Whole numbers as people write them: not "", "0x10" or "1e2", which JavaScript would take for numbers too. */
const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.number().int().min(from).max(to))

const documentedAs = (from: number, to: number, preset: number, description: string) => ({
  type: 'integer' as const,
  minimum: from,
  maximum: to,
  default: preset,
  description,
  examples: [preset],
})

export const limitQuery = wholeNumber(1, 200)
  .default(50)
  .meta(documentedAs(1, 200, 50, 'how many at most; 50 when left out'))

export const seqQuery = wholeNumber(0, Number.MAX_SAFE_INTEGER)
  .default(0)
  .meta(documentedAs(0, Number.MAX_SAFE_INTEGER, 0, 'the `next` of the last answer; 0 begins with the first'))

/** A page of things whose ids begin so: `after` is the `next` of the page before. */
export const pageQuery = (prefix: string) =>
  z.strictObject({
    after: idOf(prefix)
      .optional()
      .describe('the `next` of the page before')
      .meta({ examples: [`${prefix}_01ARZ3NDEKTSV4RRFFQ69G5FAV`] }),
    limit: limitQuery,
  })

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('the `after` of the next page; null on the last'),
  })

/** The cursor of the next page; null on the last. */
export const nextOf = (rows: readonly { readonly id: string }[], limit: number): string | null =>
  rows.length === limit ? (rows.at(-1)?.id ?? null) : null

export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'expected a language such as "en" or "pt_BR"')
  .meta({ examples: ['en'] })

export const phoneSchema = z
  .string()
  .min(1)
  .max(40)
  .describe('with its country code: +14155550123')
  .meta({ examples: ['+14155550123'] })

export const findingShape = z
  .object({
    code: z.string().describe(`one of: ${Object.keys(findingCodes).join(', ')}`),
    line: z.number().int().describe('where it stands, from 1'),
    field: z.string().describe('the field in dots; empty for the whole'),
    message: z.string().describe('what is wrong, and what to do'),
  })
  .meta({ id: 'Finding', description: 'Something that is wrong with a template.' })

/** RFC 9457. */
export const problemShape = z
  .object({
    type: z.string().describe('what kind of problem it is; stable'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('what was wrong and what was expected'),
    field: z.string().optional().describe('the field, parameter or header at fault'),
    errors: z
      .array(z.object({ field: z.string(), expected: z.string() }))
      .optional()
      .describe('every field at fault, when there may be several'),
    reason: z.string().optional().describe('why the gate refuses'),
    record: z.string().nullable().optional().describe('the record that decides'),
    allowedAt: z.string().optional().describe('when it may be tried again'),
    offers: z
      .array(z.enum(['request']))
      .optional()
      .describe('what may be done instead: `request` is POST /v1/contacts/{id}/requests for the category'),
    contactId: z.string().optional().describe('the contact that is there already'),
    findings: z.array(findingShape).optional().describe('what is wrong with the template'),
    scope: z.string().optional().describe('the scope that the key lacks'),
    state: z.string().optional().describe('the state of the campaign'),
    possible: z.array(z.string()).optional().describe('what can be done with the campaign now'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457: what was wrong, in which field, and what to do.' })

/** What any route may answer besides its own success. */
export const problems = {
  '4xx': problemShape.describe('What was wrong, in which field, and what to do'),
  502: problemShape.describe('The platform behind it refuses, or does not answer'),
  503: problemShape.describe('The database is busy; try again in a moment'),
}
