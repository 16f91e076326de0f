import { z } from 'zod'
import { componentSchema, platformSchema } from './draft.ts'

const oneOf = (names: string, what: string) =>
  z
    .string()
    .transform((name) => name.toUpperCase())
    .pipe(z.enum(names.split(' '), `expected ${what}: one of ${names.replaceAll(' ', ', ')}`))

const buttonSchema = z
  .looseObject({
    type: oneOf(
      'QUICK_REPLY URL PHONE_NUMBER VOICE_CALL COPY_CODE OTP FLOW CATALOG MPM SPM APP ORDER_DETAILS REQUEST_CONTACT_INFO',
      'a kind of button',
    ),
  })
  .superRefine(({ type, ...rest }, context) => {
    if (type !== 'QUICK_REPLY') return
    const unknown = Object.keys(rest).filter((key) => key !== 'text')
    if (unknown.length > 0)
      context.addIssue({
        code: 'unrecognized_keys',
        keys: unknown,
        message: `a quick reply has a "type" and a "text", and no ${unknown.map((key) => `"${key}"`).join(', ')}`,
      })
  })

/** A component with no field and of no kind that the platform does not know. */
const strictComponentSchema = z.strictObject({
  ...componentSchema.shape,
  type: oneOf(
    'HEADER BODY FOOTER BUTTONS CAROUSEL LIMITED_TIME_OFFER CALL_PERMISSION_REQUEST',
    'a kind of component',
  ),
  format: oneOf('TEXT IMAGE VIDEO GIF DOCUMENT LOCATION PRODUCT', 'a kind of header').optional(),
  buttons: z.array(buttonSchema).optional(),
  cards: z.unknown().optional(),
  limited_time_offer: z.unknown().optional(),
  add_security_recommendation: z.unknown().optional(),
  code_expiration_minutes: z.unknown().optional(),
})

const checkWhole = (
  { type, format, text, code_expiration_minutes: minutes }: z.infer<typeof strictComponentSchema>,
  context: z.RefinementCtx,
): void => {
  const tell = (path: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message })
  if (type === 'HEADER' && format === undefined) tell('format', 'a header needs its format, such as "TEXT"')
  // The platform writes the texts of a code itself.
  const isText =
    (type === 'FOOTER' && minutes === undefined) ||
    (type === 'BODY' && text !== undefined) ||
    (type === 'HEADER' && (format === 'TEXT' || format === undefined))
  if (isText && (text ?? '').trim() === '') tell('text', `a ${type.toLowerCase()} needs a text`)
}

/** What else may stand beside the components: when it is created, and when the platform lists it. */
const besideComponents = z.object(
  Object.fromEntries(
    (
      'id status namespace quality_score rejected_reason correct_category previous_category sub_category ' +
      'allow_category_change message_send_ttl_seconds cta_url_link_tracking_opted_out display_format ' +
      'is_primary_device_delivery_only degrees_of_freedom_spec creative_sourcing_spec bid_spec ' +
      'library_template_name library_template_body_inputs library_template_button_inputs'
    )
      .split(' ')
      .map((name) => [name, z.unknown().optional()]),
  ),
)

/** The same, and nothing in it that the platform does not know: a field that is mistyped is not sent for nothing. */
export const strictPlatformSchema = z.strictObject({
  ...besideComponents.shape,
  ...platformSchema.shape,
  components: z
    .array(strictComponentSchema.superRefine(checkWhole))
    .min(1)
    .refine(
      (list) => new Set(list.map(({ type }) => type)).size === list.length,
      'expected each kind of component once',
    ),
})
