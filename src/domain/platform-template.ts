import { z } from 'zod'
import { hour } from './clock.ts'

/** The platform's classes of templates, the heavier first: a consent carries its own class and what is lighter. */
export const platformClasses: readonly string[] = ['MARKETING', 'UTILITY', 'AUTHENTICATION']

/** What one change says; whatever is left out stays as it is. */
export const templateNewsSchema = z.object({
  status: z.string().optional(),
  category: z.string().optional(),
  quality: z.string().optional(),
  /** Why it was rejected or paused. */
  reason: z.string().nullable().optional(),
  /** Unix ms; null: until the platform says otherwise. */
  pausedUntil: z.number().nullable().optional(),
  /** The category that it is announced to get, and from when (Unix ms). */
  coming: z.object({ category: z.string(), from: z.number().nullable() }).nullable().optional(),
})
export type TemplateNews = z.infer<typeof templateNewsSchema>

/** A template as the platform has it, of one account (WABA) there. Times in Unix ms. */
export interface PlatformTemplate {
  readonly wabaId: string
  readonly name: string
  readonly language: string
  readonly templateId: string | null
  /** The platform's word: APPROVED, PENDING, REJECTED, PAUSED, DISABLED, …; DELETED when it is gone. */
  readonly status: string
  readonly category: string | null
  readonly quality: string | null
  readonly reason: string | null
  readonly pausedUntil: number | null
  readonly coming: { readonly category: string; readonly from: number | null } | null
  /** When each was so, by the platform's clock: what is older says nothing any more. */
  readonly statusAt: number
  readonly categoryAt: number
  readonly qualityAt: number
}

/** Both spellings of a language stand in the platform's own examples: "en_US" and "en-US". */
export const languageAsWritten = (language: string): string => language.replace('-', '_')

const statusOfEvent: Readonly<Record<string, string>> = {
  REINSTATED: 'APPROVED',
  UNARCHIVED: 'APPROVED',
  UNPAUSED: 'APPROVED',
}

/** The pause that a template gets the first and the second time (FACTS §4.4); others end when the platform says so. */
const pauseOf = (title: string | null, at: number | null): number | null => {
  if (at === null) return null
  if (title === 'FIRST_PAUSE') return at + 3 * hour
  return title === 'SECOND_PAUSE' ? at + 6 * hour : null
}

/** What `message_template_status_update` says. FLAGGED is a warning and changes nothing yet. */
export const newsOfStatus = (
  event: string,
  {
    title,
    reason,
    at,
  }: { readonly title: string | null; readonly reason: string | null; readonly at: number | null },
): TemplateNews => {
  if (event === 'FLAGGED') return { reason: reason ?? 'FLAGGED' }
  const status =
    title === 'UNPAUSED' ? 'APPROVED' : title === 'DISABLED' ? 'DISABLED' : (statusOfEvent[event] ?? event)
  return { status, reason, pausedUntil: status === 'PAUSED' ? pauseOf(title, at) : null }
}

const blank = (wabaId: string, name: string, language: string): PlatformTemplate => ({
  wabaId,
  name,
  language,
  templateId: null,
  status: 'UNKNOWN',
  category: null,
  quality: null,
  reason: null,
  pausedUntil: null,
  coming: null,
  statusAt: 0,
  categoryAt: 0,
  qualityAt: 0,
})

/**
 * A template after something was told of it at a moment. News that is older than what is known changes nothing, so the order
 * of arrival does not matter; of two within one moment the later one counts.
 */
export const withNews = (
  known: PlatformTemplate | null,
  named: Pick<PlatformTemplate, 'wabaId' | 'name' | 'language' | 'templateId'>,
  news: TemplateNews,
  at: number,
): PlatformTemplate => {
  const before = known ?? blank(named.wabaId, named.name, named.language)
  const tellsStatus = news.status !== undefined && at >= before.statusAt
  const tellsCategory = (news.category !== undefined || news.coming !== undefined) && at >= before.categoryAt
  const tellsQuality = news.quality !== undefined && at >= before.qualityAt
  return {
    ...before,
    templateId: named.templateId ?? before.templateId,
    ...(tellsStatus
      ? {
          status: news.status ?? before.status,
          reason: news.reason ?? null,
          pausedUntil: news.pausedUntil ?? null,
          statusAt: at,
        }
      : {}),
    ...(tellsCategory
      ? { category: news.category ?? before.category, coming: news.coming ?? null, categoryAt: at }
      : {}),
    ...(tellsQuality ? { quality: news.quality ?? before.quality, qualityAt: at } : {}),
  }
}

const told = ['status', 'category', 'quality', 'reason', 'pausedUntil', 'coming'] as const

/** What is different now, as the ledger keeps it; null when nothing is. */
export const changesOf = (
  before: PlatformTemplate | null,
  after: PlatformTemplate,
): Record<string, { readonly from: unknown; readonly to: unknown }> | null => {
  const changes = told.flatMap((field) => {
    const [from, to] = [before?.[field] ?? null, after[field]]
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [[field, { from, to }] as const]
  })
  return changes.length === 0 ? null : Object.fromEntries(changes)
}

/** What the gate is told of a template; `UNKNOWN`: the platform's list was read, and it is not in it. */
export const templateFactSchema = z.object({
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: z.string().nullable(),
  pausedUntil: z.number().nullable(),
})
export type TemplateFact = z.infer<typeof templateFactSchema>

/** The fact of a moment: an announced change of category holds from its own time, told again or not. */
export const factOf = (template: PlatformTemplate, now: number): TemplateFact => {
  const { name, language, status, category, coming, pausedUntil } = template
  const hasCome = coming !== null && coming.from !== null && coming.from <= now
  return { name, language, status, category: hasCome ? coming.category : category, pausedUntil }
}
