import { type AxiosInstance, isAxiosError } from 'axios'
import { z } from 'zod'
import type { ListedTemplate, PlatformTemplates, Submitted } from '../app/ports.ts'
import { second } from '../domain/clock.ts'
import { AppError } from '../domain/errors.ts'
import { languageAsWritten } from '../domain/platform-template.ts'

const id = z.union([z.string(), z.number().transform(String)])
const upper = z.string().transform((text) => text.toUpperCase())

const listedSchema = z.looseObject({
  id: id.optional().catch(undefined),
  name: z.string().min(1),
  language: z.string().min(1),
  status: upper,
  category: upper.optional().catch(undefined),
  correct_category: upper.optional().catch(undefined),
  rejected_reason: z.string().nullish().catch(null),
  quality_score: z.looseObject({ score: upper }).optional().catch(undefined),
})

/** Meta calls the list `data`, 360dialog `waba_templates`; an odd entry costs nothing but itself. */
const pageSchema = z
  .looseObject({
    data: z.array(z.unknown()).optional(),
    waba_templates: z.array(z.unknown()).optional(),
    paging: z
      .looseObject({
        cursors: z.looseObject({ after: z.string().optional() }).optional(),
        next: z.string().optional(),
      })
      .optional()
      .catch(undefined),
    total: z.number().optional().catch(undefined),
  })
  .refine((page) => page.data !== undefined || page.waba_templates !== undefined)

const createdSchema = z.looseObject({
  id: id.optional(),
  status: upper.default('PENDING'),
  category: upper.optional(),
})
const refusedSchema = z.object({
  error: z.object({
    code: z.number().int(),
    message: z.string().optional(),
    error_user_msg: z.string().optional(),
    error_subcode: z.number().int().optional(),
    error_data: z.object({ details: z.string().optional() }).optional(),
  }),
})

const deadline = 20 * second
const pageSize = 100
/** The platform keeps at most 6,000 templates (FACTS §4.4): whoever sends more pages sends them for ever. */
const mostPages = 100
const fields = 'id,name,language,status,category,correct_category,quality_score,rejected_reason'

const toListed = (entry: unknown): ListedTemplate[] => {
  const parsed = listedSchema.safeParse(entry)
  if (!parsed.success) return []
  const { name, language, status, category, correct_category, rejected_reason, quality_score } = parsed.data
  const isComing = correct_category !== undefined && correct_category !== category
  return [
    {
      templateId: parsed.data.id ?? null,
      name,
      language: languageAsWritten(language),
      news: {
        status,
        reason: rejected_reason && rejected_reason !== 'NONE' ? rejected_reason : null,
        ...(category === undefined ? {} : { category }),
        ...(quality_score ? { quality: quality_score.score } : {}),
        ...(isComing ? { coming: { category: correct_category, from: null } } : {}),
      },
    },
  ]
}

const refusalOf = (error: unknown): { code: number; details: string } | { why: string } => {
  if (!isAxiosError(error)) throw error
  const { response } = error
  if (!response) return { why: error.code ?? 'no answer' }
  const refused = refusedSchema.safeParse(response.data)
  if (!refused.success) return { why: `HTTP ${response.status}` }
  const { code, message, error_user_msg, error_data } = refused.data.error
  return { code, details: error_user_msg ?? error_data?.details ?? message ?? '' }
}

/** The templates of an account at the platform, for every provider that speaks its language. */
export const templatesClient = (http: AxiosInstance, path: string): PlatformTemplates => {
  const readPage = async (after: string | null): Promise<z.infer<typeof pageSchema>> => {
    try {
      const { data } = await http.get(path, {
        params: { fields, limit: pageSize, ...(after === null ? {} : { after }) },
        signal: AbortSignal.timeout(deadline),
      })
      const page = pageSchema.safeParse(data)
      if (page.success) return page.data
    } catch (error) {
      const refusal = refusalOf(error)
      throw 'why' in refusal
        ? new AppError(
            'platform.unreachable',
            `the platform did not answer (${refusal.why}); try again later`,
          )
        : new AppError(
            'platform.refused',
            `the platform refuses to list the templates: ${refusal.code}, ${refusal.details}`,
          )
    }
    throw new AppError(
      'platform.unreachable',
      'the platform answered with something that is no list of templates',
    )
  }
  return {
    list: async () => {
      const all: ListedTemplate[] = []
      let after: string | null = null
      for (let pages = 0; pages < mostPages; pages += 1) {
        const page: z.infer<typeof pageSchema> = await readPage(after)
        all.push(...(page.data ?? page.waba_templates ?? []).flatMap(toListed))
        const next: string | undefined =
          page.paging?.next === undefined ? undefined : page.paging.cursors?.after
        if (next === undefined) return all
        after = next
      }
      // A list that is not whole must not make the rest look as if it were gone.
      throw new AppError('platform.unreachable', 'the list of templates at the platform has no end')
    },
    submit: async (body): Promise<Submitted> => {
      try {
        const { data } = await http.post(path, body, { signal: AbortSignal.timeout(deadline) })
        const created = createdSchema.safeParse(data)
        if (!created.success) return { outcome: 'unreachable', why: 'an answer that says nothing' }
        const { id: templateId = null, status, category = null } = created.data
        return { outcome: 'taken', templateId, status, category }
      } catch (error) {
        const refusal = refusalOf(error)
        return 'why' in refusal
          ? { outcome: 'unreachable', why: refusal.why }
          : { outcome: 'refused', ...refusal }
      }
    },
  }
}
