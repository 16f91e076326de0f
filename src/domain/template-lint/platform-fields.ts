import { z } from 'zod'
import { componentSchema, platformSchema } from './draft.ts'

const oneOf = (names: string, what: string) =>
  z
    .string()
    .transform((name) => name.toUpperCase())
    .pipe(z.enum(names.split(' '), `expected ${what}: one of ${names.replaceAll(' ', ', ')}`))

/** A component with no field and of no kind that the platform does not know. */
const strictComponentSchema = z.strictObject({
  ...componentSchema.shape,
  type: oneOf(
    'HEADER BODY FOOTER BUTTONS CAROUSEL LIMITED_TIME_OFFER CALL_PERMISSION_REQUEST',
    'a kind of component',
  ),
  format: oneOf('TEXT IMAGE VIDEO GIF DOCUMENT LOCATION PRODUCT', 'a kind of header').optional(),
  buttons: z
    .array(
      z.looseObject({
        type: oneOf(
          'QUICK_REPLY URL PHONE_NUMBER VOICE_CALL COPY_CODE OTP FLOW CATALOG MPM SPM APP ORDER_DETAILS REQUEST_CONTACT_INFO',
          'a kind of button',
        ),
      }),
    )
    .optional(),
  cards: z.unknown().optional(),
  limited_time_offer: z.unknown().optional(),
  add_security_recommendation: z.unknown().optional(),
  code_expiration_minutes: z.unknown().optional(),
})

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
    .array(strictComponentSchema)
    .min(1)
    .refine(
      (list) => new Set(list.map(({ type }) => type)).size === list.length,
      'expected each kind of component once',
    ),
})
