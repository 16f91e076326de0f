import { z } from 'zod'
import { channelSchema } from '../../domain/channel.ts'
import { evidenceSchema, methodSchema } from '../../domain/evidence.ts'
import { noticePurposes, offers } from '../../domain/notice.ts'
import { requestStates } from '../../domain/request.ts'
import { proofGradeSchema, settingsChangeSchema } from '../../domain/settings.ts'
import { behaviourSchema } from '../../sandbox/behaviour.ts'

/** The format of a story (docs/stories.md). One file, one story; the JSON Schema is made of this. */
const duration = z
  .string()
  .regex(/^(\d+(\.\d+)?(s|m|h|d) ?)+$/, 'expected a duration such as "24h", "1d 2h" or "30s"')
  .describe('a duration: "30s", "10m", "24h", "1d 2h"')

const who = z.string().min(1).describe('a name from `people`')
const categories = z.array(z.string()).min(1)
const one = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item)])
const account = z.string().optional().describe('"whatsapp" or "sms"; the first of the channel when left out')

const personSchema = z.strictObject({
  phone: z
    .string()
    .regex(/^\+\d{7,15}$/, 'expected a phone number with its country code, such as "+14155550123"'),
  language: z.string().optional(),
  timeZone: z.string().optional(),
  country: z.string().optional(),
  username: z.string().optional(),
  hidesPhone: z.boolean().optional().describe('the platform names this person by their BSUID alone'),
  waId: z
    .string()
    .optional()
    .describe(
      "the digits that the platform calls the number, where they differ (Brazil's ninth, Mexico's 1)",
    ),
  onWhatsApp: z.boolean().optional().describe('false: what is sent on WhatsApp fails with 131026'),
  readReceipts: z.boolean().optional(),
  off: z.boolean().optional().describe('the phone is switched off: what is sent waits until it is on again'),
  isContact: z
    .boolean()
    .optional()
    .describe('false: not in the address book when the story begins, nor added by it'),
})

const { sendError, failLater, hang, ...moods } = behaviourSchema.shape
const aimed = {
  of: who.optional(),
  times: z.int().min(1).optional().describe('how often; always when left out'),
}

/** As the sandbox's own, but people have names here. */
const platformSchema = z.strictObject({
  ...moods,
  sendError: z
    .strictObject({
      code: sendError.unwrap().shape.code,
      httpStatus: sendError.unwrap().shape.httpStatus,
      ...aimed,
    })
    .optional()
    .describe('sends are refused at once with this error'),
  failLater: z
    .strictObject({ code: failLater.unwrap().shape.code, ...aimed })
    .optional()
    .describe('messages are taken and fail afterwards with this error'),
  hang: z
    .strictObject({ accept: hang.unwrap().shape.accept, ...aimed })
    .optional()
    .describe('sends get no answer; they were accepted or are lost'),
})

const instant = z.iso.datetime({ offset: true })

const sayings = [
  'text',
  'sms',
  'button',
  'list',
  'reaction',
  'caption',
  'edit',
  'takeBack',
  'again',
  'raw',
] as const

const actions = {
  ask: z
    .strictObject({ of: who, categories, channel: channelSchema.optional(), account })
    .describe('an agent asks for consent'),
  say: z
    .strictObject({
      as: who,
      text: z.string().optional(),
      sms: z.string().optional().describe('a text message, to the SMS sender'),
      button: z.union([z.string(), z.number().int()]).optional().describe('its label or its place, from 0'),
      list: z.string().optional().describe('the title, category or id of a row'),
      reaction: z.string().optional(),
      caption: z.string().optional(),
      edit: z.string().optional().describe('replaces the last message of this person by these words'),
      takeBack: z.literal(true).optional().describe('deletes the last message of this person'),
      forwarded: z.boolean().optional(),
      group: z.boolean().optional(),
      quoting: z
        .string()
        .min(1)
        .optional()
        .describe('answers a message of the business: the newest that holds these words, or "last"'),
      via: z.enum(['messages', 'standby']).optional(),
      again: z.literal(true).optional().describe('the very same message comes once more, under the same id'),
      ago: duration.optional().describe('it was written so long before it comes'),
      raw: z.record(z.string(), z.unknown()).optional().describe('a message object of the platform'),
    })
    .refine(
      (said) => sayings.filter((key) => said[key] !== undefined).length === 1,
      `expected one of ${sayings.join(', ')}`,
    )
    .describe('a customer writes or taps'),
  switch: z
    .strictObject({ as: who, marketing: z.enum(['off', 'on']), ago: duration.optional() })
    .describe("a customer uses WhatsApp's own marketing switch"),
  changeNumber: z
    .strictObject({ as: who, to: z.string(), newUserId: z.boolean().optional() })
    .describe('the platform tells that a customer has a new number'),
  record: z
    .strictObject({
      of: who,
      method: methodSchema,
      decision: z.enum(['opt_in', 'opt_out']),
      categories: z.array(z.string()).min(1).default(['*']),
      channels: z.array(channelSchema).optional(),
      ago: duration.optional(),
      grade: proofGradeSchema.optional(),
      evidence: evidenceSchema.prefault({}),
      scan: z
        .string()
        .optional()
        .describe('the words of a scan, which is uploaded and named in the evidence'),
    })
    .describe('somebody records what a person said elsewhere'),
  send: z
    .strictObject({
      to: who,
      category: z.string().optional(),
      channel: channelSchema.optional(),
      text: z.string().optional(),
      template: z.string().optional().describe('the name of a template; its variables are not checked'),
      variables: z.record(z.string(), z.string()).optional(),
      account,
    })
    .describe('the business writes to a person'),
  answerNotice: z
    .strictObject({ about: who, choice: z.enum(offers) })
    .describe('an agent does what the newest notice about a person that offers it says'),
  settings: settingsChangeSchema.describe('the business changes settings, as PATCH /v1/settings'),
  platform: platformSchema.describe('how the platform behaves from now on; {} for well'),
  phone: z
    .strictObject({
      of: who,
      onWhatsApp: z.boolean().optional(),
      hidesPhone: z.boolean().optional(),
      username: z.string().optional(),
      userId: z.string().optional().describe('its new business-scoped id: another person has the number now'),
      readReceipts: z.boolean().optional(),
      off: z.boolean().optional(),
    })
    .describe('something about a phone changes'),
  status: z
    .strictObject({
      of: who,
      is: z.enum(['sent', 'delivered', 'read', 'failed']),
      code: z.number().int().optional().describe('the error of a failure'),
      ago: duration.optional(),
    })
    .describe('the platform tells, by itself, how the newest message to a person fared'),
  webhook: z.record(z.string(), z.unknown()).describe('the platform delivers this body, signed'),
  form: z
    .strictObject({ as: who, categories: z.array(z.string()), language: z.string().optional() })
    .describe("a customer fills in the business's hosted form"),
  wait: z
    .union([duration, instant], {
      error: 'expected a duration such as "24h", or a moment such as "2026-03-03T21:00:00Z"',
    })
    .describe('time passes, so long or until a moment, and whatever falls due in it happens at its moment'),
  request: z
    .strictObject({
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      path: z.string().startsWith('/').describe('{name} stands for the contact id of a person'),
      body: z.unknown().optional().describe('in its words, {name} stands for the contact id too'),
    })
    .describe('any other call of the API'),
} as const

const consentState = z.enum(['none', 'pending', 'opted_in', 'opted_out'])

/** The words of a message; with its channel where that matters. */
const saidBack = z.union(
  [z.string(), z.strictObject({ whatsapp: z.string() }), z.strictObject({ sms: z.string() })],
  { error: 'expected words, or { sms: words } or { whatsapp: words }' },
)
export type SaidBack = z.infer<typeof saidBack>

const noticeExpected = z.union(
  [
    z.enum(noticePurposes),
    z.strictObject({
      purpose: z.enum(noticePurposes),
      text: z.string().optional().describe('words that it holds'),
      offers: z.array(z.enum(offers)).optional(),
    }),
  ],
  { error: `expected one of ${noticePurposes.join(', ')}, or { purpose, text, offers }` },
)
export type NoticeExpected = z.infer<typeof noticeExpected>

const entryExpected = z.union(
  [z.string(), z.looseObject({ kind: z.string() }).describe('its kind and, beside it, fields of its data')],
  { error: 'expected a kind such as "consent.changed", or { kind, and fields of its data }' },
)
export type EntryExpected = z.infer<typeof entryExpected>

export const expectationSchema = z
  .strictObject({
    consent: z
      .record(who, z.record(z.string(), consentState))
      .optional()
      .describe('person → category → state; "sms marketing" for the channel SMS, "*" and "sms *" for all'),
    held: z.record(who, z.boolean()).optional().describe('is marketing held by an open doubt?'),
    told: z
      .record(who, one(saidBack))
      .optional()
      .describe(
        'what the person got since they were last looked at, in order: each must contain the words; [] for nothing',
      ),
    notTold: z
      .record(who, one(z.string()))
      .optional()
      .describe('words that stand in nothing the person ever got'),
    offered: z
      .record(who, z.array(z.string()))
      .optional()
      .describe('labels of the buttons or rows on the newest message that the person got; [] for none'),
    notices: z
      .record(who, z.array(noticeExpected))
      .optional()
      .describe('what the agents were shown about the person since they were last looked at, in order'),
    refused: z
      .union([z.string(), z.boolean()])
      .optional()
      .describe('why the action of this step was refused; true: for whatever reason; false: it was not'),
    status: z.number().int().optional().describe('the HTTP status of the last call'),
    answer: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('fields of the last answer, by dotted path'),
    request: z
      .record(who, z.enum([...requestStates, 'none']))
      .optional()
      .describe("the state of the person's newest request; none: there was never one"),
    reachable: z.record(who, z.enum(['unknown', 'reachable', 'not_reachable'])).optional(),
    ledger: z
      .record(who, z.array(entryExpected))
      .optional()
      .describe('entries that the ledger holds about the person, in this order, others between them'),
    notInLedger: z
      .record(who, z.array(entryExpected))
      .optional()
      .describe('entries that the ledger does not hold about the person'),
    messages: z
      .record(who, z.number().int().min(0))
      .optional()
      .describe('how many messages the person got in all'),
    contacts: z.number().int().optional().describe('how many people the address book holds'),
  })
  .describe('what must hold now')

const shared = {
  together: z.literal(true).optional().describe('in the same second as the step before'),
  expect: expectationSchema.optional(),
  note: z.string().optional().describe('for readers'),
}

export const stepSchema = z
  .strictObject({
    ...shared,
    add: who.optional().describe('an agent adds a person of `people` to the address book'),
    ask: actions.ask.optional(),
    say: actions.say.optional(),
    switch: actions.switch.optional(),
    changeNumber: actions.changeNumber.optional(),
    record: actions.record.optional(),
    send: actions.send.optional(),
    answerNotice: actions.answerNotice.optional(),
    settings: actions.settings.optional(),
    platform: actions.platform.optional(),
    phone: actions.phone.optional(),
    status: actions.status.optional(),
    webhook: actions.webhook.optional(),
    form: actions.form.optional(),
    wait: actions.wait.optional(),
    request: actions.request.optional(),
  })
  .refine((step) => actionsIn(step).length <= 1, 'a step does one thing: split it in two')
  .refine(
    (step) => actionsIn(step).length === 1 || step.expect !== undefined,
    'a step does something or expects something',
  )

/** The names of what a step does. */
const actionsIn = (step: object): string[] =>
  Object.entries(step).flatMap(([name, value]) =>
    value !== undefined && (name === 'add' || Object.hasOwn(actions, name)) ? [name] : [],
  )

export const storySchema = z.strictObject({
  $schema: z.string().optional(),
  story: z.string().min(1).describe('what happens, in a sentence'),
  begins: z.iso
    .datetime({ offset: true })
    .default('2026-03-02T09:00:00Z')
    .describe('the moment at which the story begins'),
  business: z
    .strictObject({
      name: z.string().min(1).default('Sunrise Bakery'),
      language: z.string().default('en'),
      sms: z.boolean().default(true).describe('has it an SMS sender?'),
      templates: z.string().optional().describe('a folder with its texts, seen from this file'),
    })
    .prefault({}),
  settings: settingsChangeSchema.optional().describe('from the beginning on'),
  people: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/), personSchema),
  steps: z.array(stepSchema).min(1),
})

export type Story = z.infer<typeof storySchema>
export type Step = z.infer<typeof stepSchema>
export type Expectation = z.infer<typeof expectationSchema>
export type StoryPerson = z.infer<typeof personSchema>

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** "1d 2h" in milliseconds. */
export const durationMs = (text: string): number =>
  [...text.matchAll(/(\d+(?:\.\d+)?)(s|m|h|d)/g)].reduce((sum, [, amount, unit]) => {
    const factor = unit === 's' || unit === 'm' || unit === 'h' || unit === 'd' ? unitMs[unit] : 0
    return sum + Number(amount) * factor
  }, 0)

/** The people that a step names, each with the place of the name. */
const namesIn = (step: Step): { readonly path: readonly string[]; readonly name: string }[] => {
  const inActions = Object.entries(step).flatMap(([action, value]) => {
    if (action === 'add') return [{ path: [action], name: String(value) }]
    if (action === 'platform' || action === 'request') return []
    const done = z.record(z.string(), z.unknown()).safeParse(value)
    return ['as', 'of', 'to', 'about'].flatMap((key) => {
      const name = done.data?.[key]
      const isPerson = typeof name === 'string' && !(action === 'changeNumber' && key === 'to')
      return isPerson && Object.hasOwn(actions, action) ? [{ path: [action, key], name }] : []
    })
  })
  const aimed = [step.platform?.sendError, step.platform?.failLater, step.platform?.hang].flatMap((fault) =>
    fault?.of === undefined ? [] : [{ path: ['platform'], name: fault.of }],
  )
  const looked = Object.entries(step.expect ?? {}).flatMap(([what, value]) => {
    const byPerson = what === 'answer' ? null : z.record(z.string(), z.unknown()).safeParse(value)
    return Object.keys(byPerson?.data ?? {}).map((name) => ({ path: ['expect', what, name], name }))
  })
  return [...inActions, ...aimed, ...looked]
}

/** Names in the steps that nobody among the people has. */
export const strangersIn = ({ people, steps }: Story) =>
  steps.flatMap((step, index) =>
    namesIn(step).flatMap(({ path, name }) =>
      Object.hasOwn(people, name)
        ? []
        : [
            {
              path: ['steps', index, ...path],
              message: `there is no "${name}" among the people; expected one of: ${Object.keys(people).join(', ')}`,
            },
          ],
    ),
  )

const placeSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
})

/** The fields that there are at a place of a story, looked up in its JSON Schema. */
export const knownKeys = (path: readonly PropertyKey[]): string[] => {
  let places = [placeSchema.parse(z.toJSONSchema(storySchema, { io: 'input' }))]
  type Place = z.infer<typeof placeSchema>
  const open = (schema: unknown): Place[] => {
    const place = placeSchema.safeParse(schema)
    if (!place.success) return []
    return [place.data, ...(place.data.anyOf ?? []).flatMap(open)]
  }
  for (const key of path) {
    places = places.flatMap(({ properties, additionalProperties, items }) =>
      typeof key === 'number' ? open(items) : open(properties?.[String(key)] ?? additionalProperties),
    )
  }
  return [...new Set(places.flatMap(({ properties = {} }) => Object.keys(properties)))]
}
