import { z } from 'zod'
import type { Looked } from '../app/ports.ts'
import { news } from '../domain/quality.ts'

const word = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined)

/** The answer of the number itself, and of 360dialog's `/health_status`, which tells a part of it (FACTS §4.2, §8). */
const lookSchema = z.looseObject({
  quality_rating: word,
  whatsapp_business_manager_messaging_limit: word,
  status: word,
  throughput: z.looseObject({ level: word }).optional().catch(undefined),
  health_status: z
    .looseObject({ can_send_message: word, entities: z.array(z.unknown()).optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

const entitySchema = z.looseObject({
  entity_type: z.string(),
  can_send_message: z.string(),
  additional_info: z.array(z.string()).optional().catch(undefined),
  errors: z
    .array(z.looseObject({ error_code: word, error_description: word }))
    .optional()
    .catch(undefined),
})

/** What the entities that are not well say of themselves. */
const complaints = (entities: readonly unknown[]): string | null => {
  const said = entities.flatMap((one) => {
    const parsed = entitySchema.safeParse(one)
    if (!parsed.success || parsed.data.can_send_message === 'AVAILABLE') return []
    const { entity_type, can_send_message, additional_info = [], errors = [] } = parsed.data
    const why = [
      ...additional_info,
      ...errors.map(({ error_code, error_description }) =>
        `${error_code ?? ''} ${error_description ?? ''}`.trim(),
      ),
    ]
    return [`${entity_type} ${can_send_message}${why.length > 0 ? `: ${why.join('; ')}` : ''}`]
  })
  return said.length > 0 ? said.join(' / ').slice(0, 1_000) : null
}

/** What a number said of itself; what it left out is not news. */
export const readLook = (body: unknown): Looked => {
  const parsed = lookSchema.safeParse(body)
  if (!parsed.success) return { outcome: 'failed', why: 'the answer is no object' }
  const { quality_rating, whatsapp_business_manager_messaging_limit, status, throughput, health_status } =
    parsed.data
  const health = health_status?.can_send_message
  const said = [
    ...(quality_rating === undefined ? [] : [news('quality', quality_rating)]),
    ...(whatsapp_business_manager_messaging_limit === undefined
      ? []
      : [news('limit', whatsapp_business_manager_messaging_limit)]),
    ...(status === undefined ? [] : [news('status', status)]),
    ...(throughput?.level === undefined ? [] : [news('throughput', throughput.level)]),
    ...(health === undefined
      ? []
      : [news('health', health, { note: complaints(health_status?.entities ?? []) })]),
  ]
  return said.length > 0
    ? { outcome: 'seen', news: said }
    : { outcome: 'failed', why: 'the answer says nothing of the number' }
}
