import { z } from 'zod'
import type { SendFault } from './faults.ts'
import { jsonObjectSchema } from './json.ts'

const textOf = (longest: number) => z.string().min(1).max(longest)

// Strict everywhere: the platform refuses keys it does not know, and so finds the sender's slips.
const textParameter = z.strictObject({
  type: z.literal('text'),
  parameter_name: z.string().min(1).optional(),
  text: textOf(1024),
})
const payloadParameter = z.strictObject({ type: z.literal('payload'), payload: textOf(256) })
const mediaParameter = z.looseObject({
  type: z.enum(['currency', 'date_time', 'image', 'document', 'video', 'location', 'coupon_code', 'action']),
})
const buttonIndex = z.union([z.int().min(0).max(9), z.string().regex(/^\d$/)]).transform(Number)

const templateSchema = z.strictObject({
  name: textOf(512),
  language: z.strictObject({ code: textOf(20), policy: z.literal('deterministic').optional() }),
  components: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({
          type: z.enum(['header', 'body']),
          parameters: z.array(z.union([textParameter, mediaParameter])).optional(),
        }),
        z.strictObject({
          type: z.literal('button'),
          sub_type: z.enum(['quick_reply', 'url', 'copy_code', 'flow', 'catalog']),
          index: buttonIndex,
          parameters: z.array(z.union([payloadParameter, textParameter, mediaParameter])).optional(),
        }),
      ]),
    )
    .optional(),
})

const replyButton = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({ id: textOf(256), title: textOf(20) }),
})
const row = z.strictObject({ id: textOf(200), title: textOf(24), description: z.string().max(72).optional() })
const around = {
  header: z.looseObject({ type: z.enum(['text', 'image', 'video', 'document']) }).optional(),
  body: z.strictObject({ text: textOf(1024) }),
  footer: z.strictObject({ text: textOf(60) }).optional(),
}
const sections = z
  .array(z.strictObject({ title: z.string().max(24).optional(), rows: z.array(row).min(1) }))
  .min(1)
  .max(10)
  .refine((all) => all.reduce((sum, { rows }) => sum + rows.length, 0) <= 10, {
    message: 'Total row count exceeds the maximum of 10',
  })

const interactiveSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    ...around,
    action: z.strictObject({ buttons: z.array(replyButton).min(1).max(3) }),
  }),
  z.strictObject({
    type: z.literal('list'),
    ...around,
    action: z.strictObject({ button: textOf(20), sections }),
  }),
  z.strictObject({
    type: z.literal('request_contact_info'),
    ...around,
    action: z.strictObject({ name: z.literal('request_contact_info') }),
  }),
])

const envelope = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string().min(1).optional(),
  recipient: z.string().min(1).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
  context: z.strictObject({ message_id: z.string().min(1) }).optional(),
}

const sendSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ ...envelope, type: z.literal('template'), template: templateSchema }),
    z.strictObject({
      ...envelope,
      type: z.literal('text'),
      text: z.strictObject({ body: textOf(4096), preview_url: z.boolean().optional() }),
    }),
    z.strictObject({ ...envelope, type: z.literal('interactive'), interactive: interactiveSchema }),
  ])
  .refine(({ to, recipient }) => to !== undefined || recipient !== undefined, {
    message: 'The parameter to is required.',
    path: ['to'],
  })
export type Send = z.infer<typeof sendSchema>
export type TemplateSend = Extract<Send, { type: 'template' }>['template']

/** What stands at a path of a body; undefined where there is nothing. */
function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body
  for (const key of path) {
    if (Array.isArray(value)) value = value[Number(key)]
    else value = jsonObjectSchema.safeParse(value).data?.[String(key)]
  }
  return value
}

/** Checks a body as the platform does: what is missing is 131008, what is wrong is 100. */
export function parseSend(body: unknown): { readonly send: Send } | { readonly fault: SendFault } {
  const parsed = sendSchema.safeParse(body)
  if (parsed.success) return { send: parsed.data }
  const [issue] = parsed.error.issues
  const path = issue?.path ?? []
  const value = valueAt(body, path)
  const isMissing = path.length > 0 && (value === undefined || value === '')
  const name = path.map(String).join('.')
  return {
    fault: isMissing
      ? { code: 131008, details: `The parameter ${name} is required.` }
      : {
          code: 100,
          details: `${name === '' ? 'The request body' : `Param ${name}`}: ${issue?.message ?? 'invalid'}`,
        },
  }
}
