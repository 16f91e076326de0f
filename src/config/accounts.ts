import { z } from 'zod'
import type { Channel } from '../domain/channel.ts'

/** An address of the web, which anybody can type into a browser. */
export const webAddress = z.url({
  protocol: /^https?$/,
  error: 'expected an address such as "https://consent.example.com"',
})

const secret = z.string().min(8, 'expected at least 8 characters')
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected lower-case letters, digits and dashes, such as "main"')

const common = {
  id,
  /** The platform's id of the number, not the number itself. */
  phoneNumberId: z.string().min(1),
  displayPhoneNumber: z.string().default(''),
  /** Numbers of one business portfolio share the platform's limit of people a day. */
  portfolio: id.default('main'),
  /**
   * The account at the platform (WABA) that has the number and its templates. Without it their state there is not
   * followed, and what is said of one account holds for all numbers of the portfolio.
   */
  businessAccountId: z
    .string()
    .regex(/^\d{5,30}$/, 'expected the id of the WhatsApp Business Account, in digits')
    .optional(),
}

const cloud = {
  ...common,
  accessToken: secret,
  /** Sign the webhooks. Several while one is being rotated. */
  appSecrets: z
    .array(secret)
    .min(1, 'expected at least one app secret: unsigned webhooks are never accepted'),
  /** The word of your choice for the verification handshake. */
  verifyToken: secret,
  graphVersion: z
    .string()
    .regex(/^v\d+\.\d+$/, 'expected a version such as "v25.0"')
    .default('v25.0'),
}

const metaSchema = z.strictObject({
  ...cloud,
  provider: z.literal('meta'),
  apiUrl: webAddress.default('https://graph.facebook.com'),
})

const sandboxSchema = z.strictObject({
  ...cloud,
  provider: z.literal('sandbox'),
  apiUrl: webAddress.default('http://127.0.0.1:4001'),
})

const dialogSchema = z
  .strictObject({
    ...common,
    provider: z.literal('360dialog'),
    apiKey: secret,
    signatureSecrets: z.array(secret).default([]),
    /** A header with a secret that you set with the webhook's URL at 360dialog. */
    secretHeader: z.strictObject({ name: z.string().min(1), values: z.array(secret).min(1) }).optional(),
    apiUrl: webAddress.default('https://waba-v2.360dialog.io'),
  })
  .refine((account) => account.signatureSecrets.length > 0 || account.secretHeader !== undefined, {
    message: 'expected signatureSecrets or secretHeader: with neither, anybody could post webhooks',
  })

/** An SMS sender at Twilio, or at whoever speaks its API. */
const twilioSchema = z
  .strictObject({
    id,
    provider: z.literal('twilio'),
    accountSid: z.string().regex(/^AC[0-9a-zA-Z]+$/, 'expected the account\'s id, which begins with "AC"'),
    /** The first one sends; any of them may sign what comes in, while one is being rotated. */
    authTokens: z.array(secret).min(1, 'expected at least one auth token: unsigned calls are never accepted'),
    /** The number with its plus, or the id of a messaging service (MG…). */
    from: z
      .string()
      .regex(
        /^(\+\d{5,15}|MG[0-9a-fA-F]{32})$/,
        'expected the sender\'s number with its plus, such as "+14155550100", or a messaging service, "MG…"',
      ),
    /** The address under which Twilio reaches Assent: its signature covers it. */
    publicUrl: webAddress.transform((url) => url.replace(/\/$/, '')),
    apiUrl: webAddress.default('https://api.twilio.com'),
    sandbox: z.boolean().default(false),
  })
  .transform((account) => ({
    ...account,
    phoneNumberId: account.from,
    displayPhoneNumber: account.from.startsWith('+') ? account.from.slice(1) : '',
  }))

export const accountSettingsSchema = z.discriminatedUnion('provider', [
  metaSchema,
  sandboxSchema,
  dialogSchema,
  twilioSchema,
])
export type AccountSettings = z.infer<typeof accountSettingsSchema>
export type TwilioAccount = Extract<AccountSettings, { provider: 'twilio' }>
export type CloudAccount = Exclude<AccountSettings, { provider: 'twilio' }>

export const channelOf = ({ provider }: AccountSettings): Channel =>
  provider === 'twilio' ? 'sms' : 'whatsapp'
