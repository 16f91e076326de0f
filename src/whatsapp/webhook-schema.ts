import { z } from 'zod'

/**
 * The platform's webhook, as far as we read it (FACTS §1–§3). Unknown fields pass, and every part is read on its
 * own, so that one odd entry costs nothing but itself.
 */
/** Text, or a number that stands where a text is documented; anything else is as if it were not there. */
const written = z.union([z.string(), z.number().transform(String)])
export const text = written.optional().catch(undefined)
/**
 * Unix seconds, as a string or a number: both have been seen (FACTS §1.4). Nothing else is a time: an empty one
 * must not become 1970, or a stop would come before everything, nor milliseconds the year 50,000.
 */
const latest = 9_999_999_999
const seconds = z
  .union([
    z.number().int(),
    z
      .string()
      .regex(/^\d{1,10}$/)
      .transform(Number),
  ])
  .pipe(z.number().min(1).max(latest))
  .nullable()
  .catch(null)

export const envelopeSchema = z.looseObject({
  object: z.string().optional().catch(undefined),
  entry: z.array(z.unknown()),
})

export const entrySchema = z.looseObject({
  id: text,
  time: seconds.optional(),
  changes: z.array(z.unknown()),
})

export const changeSchema = z.looseObject({ field: z.string(), value: z.unknown() })

export const contactSchema = z.looseObject({
  profile: z.looseObject({ name: text, username: text }).optional().catch(undefined),
  wa_id: text,
  user_id: text,
  parent_user_id: text,
})
export type WebhookContact = z.infer<typeof contactSchema>

const list = z.array(z.unknown()).optional().catch(undefined)

export const valueSchema = z.looseObject({
  metadata: z.looseObject({ phone_number_id: text }).optional().catch(undefined),
  contacts: list,
  messages: list,
  statuses: list,
  errors: list,
  user_preferences: list,
  user_actions: list,
  message_echoes: list,
  standby: z
    .looseObject({ contacts: list, messages: list, statuses: list, message_echoes: list })
    .optional()
    .catch(undefined),
})
export type WebhookValue = z.infer<typeof valueSchema>

export const errorSchema = z.looseObject({
  code: z.coerce.number().int(),
  title: text,
  message: text,
  error_data: z.looseObject({ details: text }).optional().catch(undefined),
})

const caption = z.looseObject({ caption: text }).optional().catch(undefined)

/** What a message can say, also inside an edit. */
const saidShape = {
  type: z.string().optional().catch(undefined),
  text: z.looseObject({ body: z.string() }).optional().catch(undefined),
  button: z.looseObject({ payload: text, text: text }).optional().catch(undefined),
  interactive: z
    .looseObject({
      type: text,
      button_reply: z.looseObject({ id: text, title: text }).optional().catch(undefined),
      list_reply: z.looseObject({ id: text, title: text }).optional().catch(undefined),
      nfm_reply: z.looseObject({ response_json: text }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  reaction: z.looseObject({ message_id: text, emoji: text }).optional().catch(undefined),
  image: caption,
  video: caption,
  document: caption,
  audio: caption,
}

export const saidSchema = z.looseObject(saidShape)
export type Said = z.infer<typeof saidSchema>

export const messageSchema = z.looseObject({
  ...saidShape,
  id: written.pipe(z.string().min(1)),
  timestamp: seconds.optional(),
  from: text,
  from_user_id: text,
  from_parent_user_id: text,
  group_id: text,
  referral: z
    .looseObject({
      source_url: text,
      source_id: text,
      source_type: text,
      headline: text,
      ctwa_clid: text,
    })
    .optional()
    .catch(undefined),
  context: z
    .looseObject({
      id: text,
      forwarded: z.boolean().optional().catch(undefined),
      frequently_forwarded: z.boolean().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  /** Cards of people; `contact_request` is what answers a question for the person's own number. */
  contacts: z
    .array(
      z.looseObject({
        origin: text,
        phones: z
          .array(z.looseObject({ phone: text, wa_id: text }))
          .optional()
          .catch(undefined),
      }),
    )
    .optional()
    .catch(undefined),
  edit: z
    .looseObject({ original_message_id: text, message: saidSchema.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  system: z
    .looseObject({
      type: text,
      body: text,
      wa_id: text,
      user_id: text,
      parent_user_id: text,
      previous_user_id: text,
      previous_parent_user_id: text,
      marketing: text,
    })
    .optional()
    .catch(undefined),
})
export type WebhookMessage = z.infer<typeof messageSchema>

export const statusSchema = z.looseObject({
  id: written.pipe(z.string().min(1)),
  status: z.string(),
  timestamp: seconds.optional(),
  recipient_id: text,
  recipient_user_id: text,
  recipient_parent_user_id: text,
  parent_recipient_user_id: text,
  biz_opaque_callback_data: text,
  errors: list,
})

export const preferenceSchema = z.looseObject({
  wa_id: text,
  user_id: text,
  parent_user_id: text,
  category: text,
  value: z.string(),
  signup_id: text,
  timestamp: seconds.optional(),
})

export const echoSchema = z.looseObject({
  id: written.pipe(z.string().min(1)),
  timestamp: seconds.optional(),
})

/** What is told of a template, whatever the field is called: told apart by its shape (FACTS §4.1). */
export const templateValueSchema = z.looseObject({
  message_template_id: text,
  message_template_name: z.string().min(1),
  message_template_language: z.string().min(1),
  message_template_category: text,
  event: text,
  reason: z.string().nullish().catch(null),
  other_info: z.looseObject({ title: text, description: text }).nullish().catch(null),
  rejection_info: z.looseObject({ reason: text, recommendation: text }).nullish().catch(null),
  new_quality_score: text,
  previous_category: text,
  new_category: text,
  correct_category: text,
  category_update_timestamp: seconds.optional(),
})
export type TemplateValue = z.infer<typeof templateValueSchema>
