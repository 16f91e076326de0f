import { z } from 'zod'
import { secondOf } from '../domain/clock.ts'
import type { JsonObject } from './json.ts'
import type { Platform } from './platform.ts'
import { SandboxError } from './sandbox-error.ts'
import { type KeptTemplate, platformCategories, statuses } from './templates.ts'
import type { Update } from './webhook-bodies.ts'

/** What the platform is to make of a template, as the control API is told. */
export const templateChangeSchema = z.strictObject({
  /** Without it, the template of every language of that name. */
  language: z.string().min(1).optional(),
  status: z.enum(statuses).optional(),
  reason: z.string().max(200).optional(),
  /** How often it was paused; the third time disables it. */
  pause: z.enum(['FIRST_PAUSE', 'SECOND_PAUSE', 'RATE_LIMITING_PAUSE']).optional(),
  category: z.enum(platformCategories).optional(),
  /** Announced, to come in 24 hours. */
  comingCategory: z.enum(platformCategories).optional(),
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
  /** False: it is so, and no webhook tells it. */
  told: z.boolean().default(true),
})
export type TemplateChange = z.infer<typeof templateChangeSchema>

const oneDay = 86_400

/** English stands for a template that was told without a language. */
export const languageOf = ({ language }: Pick<KeptTemplate, 'language'>): string => language ?? 'en'

const named = (template: KeptTemplate): JsonObject => ({
  message_template_id: Number(template.id),
  message_template_name: template.name,
  message_template_language: languageOf(template),
})

const updatesFor = (template: KeptTemplate, change: TemplateChange, at: number): Update[] => {
  const { status, category, comingCategory, quality, pause, reason } = change
  const tell = (field: Update['field'], item: JsonObject): Update => ({
    field,
    kind: 'template',
    contact: null,
    item: { ...named(template), ...item },
    at,
  })
  return [
    ...(status === undefined
      ? []
      : [
          tell('message_template_status_update', {
            event: status,
            message_template_category: category ?? template.category,
            reason: status === 'REJECTED' ? (reason ?? 'INVALID_FORMAT') : 'NONE',
            ...(status === 'PAUSED'
              ? { other_info: { title: pause ?? 'FIRST_PAUSE', description: 'Paused for low quality.' } }
              : {}),
          }),
        ]),
    ...(category === undefined || category === template.category
      ? []
      : [
          tell('template_category_update', {
            previous_category: template.category,
            new_category: category,
          }),
        ]),
    ...(comingCategory === undefined
      ? []
      : [
          tell('template_category_update', {
            new_category: category ?? template.category,
            correct_category: comingCategory,
            category_update_timestamp: at + oneDay,
          }),
        ]),
    ...(quality === undefined
      ? []
      : [
          tell('message_template_quality_update', {
            previous_quality_score: template.quality,
            new_quality_score: quality,
          }),
        ]),
  ]
}

/** Changes what the platform thinks of a template, and tells every account that has it. */
export function changeTemplate(platform: Platform, name: string, change: TemplateChange): KeptTemplate[] {
  const { templates, store, clock, networkClock, queue, numbers } = platform
  const { language, status, category, comingCategory, quality, reason } = change
  const meant = templates
    .list()
    .filter((one) => one.name === name && (language === undefined || languageOf(one) === language))
  if (meant.length === 0)
    throw new SandboxError(404, 'sandbox.no_such_template', `the sandbox has no template "${name}"`)
  store.transaction(() => {
    for (const template of meant) {
      const updates = change.told ? updatesFor(template, change, secondOf(clock.now())) : []
      templates.change(template, {
        ...(status === undefined
          ? {}
          : { status, reason: status === 'REJECTED' ? (reason ?? 'INVALID_FORMAT') : null }),
        ...(category === undefined ? {} : { category, comingCategory: null }),
        ...(comingCategory === undefined ? {} : { comingCategory }),
        ...(quality === undefined ? {} : { quality }),
      })
      const told = new Map(numbers.map((number) => [number.wabaId, number]))
      for (const { phoneNumberId, wabaId } of told.values())
        for (const update of updates)
          queue.add({ phoneNumberId, lane: `${wabaId}/templates`, update, dueAt: networkClock.now() })
    }
  })
  platform.wake()
  return templates.list().filter((one) => meant.some(({ id }) => id === one.id))
}
