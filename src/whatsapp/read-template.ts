import type { TemplateEvent } from '../domain/event.ts'
import { languageAsWritten, newsOfStatus, type TemplateNews } from '../domain/platform-template.ts'
import { hashOf } from './hash.ts'
import { type TemplateValue, templateValueSchema } from './webhook-schema.ts'

/** Why, in the platform's words; it says NONE where there is no reason. */
const reasonOf = ({ reason, rejection_info, other_info }: TemplateValue): string | null =>
  rejection_info?.reason ?? other_info?.description ?? (reason && reason !== 'NONE' ? reason : null)

const newsIn = (value: TemplateValue, at: number | null): TemplateNews | null => {
  const { event, new_quality_score, new_category, correct_category, message_template_category } = value
  if (new_quality_score !== undefined) return { quality: new_quality_score.toUpperCase() }
  // Announced: `new_category` is the present one there. Done: it is the new one (FACTS §4.1).
  if (correct_category !== undefined) {
    const from = value.category_update_timestamp
    return {
      ...(new_category === undefined ? {} : { category: new_category.toUpperCase() }),
      coming: { category: correct_category.toUpperCase(), from: from == null ? null : from * 1_000 },
    }
  }
  if (new_category !== undefined) return { category: new_category.toUpperCase(), coming: null }
  if (event === undefined) return null
  const status = newsOfStatus(event.toUpperCase(), {
    title: value.other_info?.title ?? null,
    reason: reasonOf(value),
    at,
  })
  return message_template_category === undefined
    ? status
    : { ...status, category: message_template_category.toUpperCase() }
}

/** An event about a template, told apart by its shape alone; null when the value is about something else. */
export const readTemplate = (value: unknown, wabaId: string, time: number | null): TemplateEvent | null => {
  const parsed = templateValueSchema.safeParse(value)
  if (!parsed.success) return null
  const news = newsIn(parsed.data, time === null ? null : time * 1_000)
  if (!news) return null
  const { message_template_id, message_template_name: name, message_template_language } = parsed.data
  return {
    kind: 'template',
    key: `template:${wabaId}:${hashOf({ time, value })}`,
    at: time,
    person: null,
    wabaId,
    templateId: message_template_id ?? null,
    name,
    language: languageAsWritten(message_template_language),
    news,
  }
}
