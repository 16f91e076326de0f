import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { syncTemplates } from '../app/sync-templates.ts'
import {
  type KnownTemplate,
  lintContextOf,
  listTemplates,
  previewOf,
  submitTemplate,
} from '../app/templates.ts'
import { channelSchema } from '../domain/channel.ts'
import { lintTemplate } from '../domain/template-lint/lint-template.ts'
import { purposes } from '../domain/templates.ts'
import { servicesOf } from './caller.ts'
import { findingShape, instant, languageSchema, problems, toInstant, toInstantOrNull } from './shapes.ts'

const tags = ['templates']

const stateShape = z.object({
  businessAccount: z.string().describe('the account at the platform'),
  status: z
    .string()
    .describe('the word of the platform: APPROVED, PENDING, REJECTED, PAUSED, DISABLED, DELETED, …'),
  category: z.string().nullable().describe('what the platform counts it as at present'),
  quality: z.string().nullable(),
  reason: z.string().nullable(),
  pausedUntil: instant.nullable(),
  coming: z
    .object({ category: z.string(), from: instant.nullable() })
    .nullable()
    .describe('the category that it is announced to get'),
})

const templateShape = z
  .object({
    file: z.string(),
    purpose: z.string(),
    language: z.string(),
    channel: z.string().nullable(),
    category: z.string().nullable(),
    shownAs: z.enum(['template', 'session', 'agent']),
    name: z.string().nullable().describe('its name at the platform'),
    body: z.string(),
    buttons: z.array(z.string()),
    findings: z.array(findingShape),
    platform: z
      .array(stateShape)
      .describe('what the platform makes of it; empty when it knows nothing of it'),
  })
  .meta({ id: 'Template', description: 'A text of the business, and what the platform makes of it.' })

const present = ({ template, file, findings, platform }: KnownTemplate): z.infer<typeof templateShape> => ({
  file,
  purpose: template.purpose,
  language: template.language,
  channel: template.channel ?? null,
  category: template.category ?? null,
  shownAs: template.shownAs,
  name: template.platform?.name ?? null,
  body: template.body,
  buttons: template.buttons.map(({ label }) => label),
  findings: [...findings],
  platform: platform.map(({ wabaId, status, category, quality, reason, pausedUntil, coming }) => ({
    businessAccount: wabaId,
    status,
    category,
    quality,
    reason,
    pausedUntil: toInstantOrNull(pausedUntil),
    coming: coming === null ? null : { category: coming.category, from: toInstantOrNull(coming.from) },
  })),
})

const purpose = z.enum(purposes).meta({ examples: ['opt-in-request'] })
const anyTemplate = z
  .record(z.string(), z.unknown())
  .describe("a template of ours, or in the platform's format")
const channelAndCategory = {
  channel: channelSchema.optional().describe('for a text that is for one channel alone'),
  category: z.string().min(1).max(60).optional().describe('for a text that is for one category alone'),
}

const requestExample = {
  purpose: 'opt-in-request',
  language: 'en',
  shownAs: 'template',
  platform: { name: 'bakery_opt_in', category: 'MARKETING' },
  body: 'This is {{business}}. May we send you {{categories}} on WhatsApp? Reply STOP to end them.',
  variables: { business: { example: 'Sunrise Bakery' }, categories: { example: 'offers' } },
  buttons: [
    { label: 'Yes', reply: 'yes' },
    { label: 'No', reply: 'no' },
  ],
  promises: [{ words: 'STOP', intent: 'opt_out' }],
}

/** The texts of the business and their state at the platform: read, lint, preview, hand in, bring into step. */
export const templateRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/v1/templates',
    {
      schema: {
        tags,
        operationId: 'listTemplates',
        summary: 'The texts of the business, what is wrong with them, and what the platform makes of them',
        description: 'Those that go out as templates of the platform, or all for one purpose.',
        querystring: z.strictObject({
          purpose: purpose.optional().describe('all texts for this, also those that are no templates'),
        }),
        response: {
          200: z.object({
            items: z.array(templateShape),
            synced: z
              .array(z.object({ businessAccount: z.string(), at: instant }))
              .describe("when the platform's list was last read, of each account there"),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      const items = await listTemplates(services, request.query.purpose ?? null)
      const synced = await services.store.templateSyncs()
      return {
        items: items.map(present),
        synced: [...synced].map(([businessAccount, at]) => ({ businessAccount, at: toInstant(at) })),
      }
    },
  )

  app.post(
    '/v1/templates/lint',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        operationId: 'lintTemplate',
        summary: 'Say what is wrong with a template; nothing is written',
        description:
          'Send its `text`, so that every finding has its line, or the `template` itself. No findings: it may be used.',
        body: z
          .strictObject({
            text: z.string().max(65_536).optional().describe('the file as it is written'),
            template: anyTemplate.optional(),
            purpose: z
              .enum(['opt-in-request', 'message'])
              .optional()
              .describe("what a template in the platform's format is for; judged by its words when left out"),
            category: z.string().min(1).max(60).optional().describe('the one category that it is about'),
          })
          .refine(({ text, template }) => (text === undefined) !== (template === undefined), {
            path: ['text'],
            message: 'expected either text or template',
          })
          .meta({ examples: [{ template: requestExample }] }),
        response: { 200: z.object({ findings: z.array(findingShape) }), ...problems },
      },
    },
    async (request) => {
      const { text, template, purpose: isFor, category } = request.body
      const context = lintContextOf(servicesOf(request), { purpose: isFor, category })
      return { findings: [...lintTemplate(text ?? JSON.stringify(template, null, 2), context).findings] }
    },
  )

  app.post(
    '/v1/templates/preview',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        operationId: 'previewTemplate',
        summary: 'A template as people would see it, with sample data',
        description:
          "Name one of the business's texts by `purpose` and `language`, or send a `template`. Examples stand where no value is given.",
        body: z
          .strictObject({
            purpose: purpose.optional(),
            language: languageSchema.optional(),
            ...channelAndCategory,
            template: anyTemplate.optional(),
            categories: z.array(z.string().max(60)).max(50).optional().describe('what is asked for, by keys'),
            values: z.record(z.string().max(60), z.string().max(1_024)).prefault({}).describe('by variable'),
          })
          .refine(({ purpose: wanted, template }) => (wanted === undefined) !== (template === undefined), {
            path: ['purpose'],
            message: 'expected either purpose or template',
          })
          .meta({ examples: [{ purpose: 'opt-in-request', language: 'en', categories: ['marketing'] }] }),
        response: {
          200: z.object({
            purpose: z.string(),
            language: z.string(),
            header: z.string().nullable(),
            body: z.string(),
            footer: z.string().nullable(),
            buttons: z.array(z.string()),
            values: z.record(z.string(), z.string()).describe('what was filled in'),
            about: z
              .array(
                z.object({
                  category: z.string(),
                  title: z.string(),
                  description: z.string(),
                  value: z.string().optional(),
                }),
              )
              .describe('what each of the categories is, and what the person has of it'),
            unset: z.array(z.string()).describe('variables with neither a value nor an example'),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      const { purpose: wanted, language, channel, category, template, categories, values } = request.body
      const name =
        wanted === undefined
          ? undefined
          : { purpose: wanted, language: language ?? services.business.language, channel, category }
      const preview = previewOf(services, { name, template, categories }, values)
      return {
        ...preview,
        buttons: [...preview.buttons],
        values: { ...preview.values },
        about: [...preview.about],
        unset: [...preview.unset],
      }
    },
  )

  app.post(
    '/v1/templates/sync',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        operationId: 'syncTemplates',
        summary: "Read the platform's list of templates now",
        description: 'It is read at the start and every 15 minutes; webhooks tell of changes in between.',
        response: {
          200: z.object({
            items: z.array(
              z.object({
                businessAccount: z.string(),
                templates: z.number().int().describe('how many the platform has'),
                changed: z.number().int().describe('how many were different from what was known'),
              }),
            ),
          }),
          ...problems,
        },
      },
    },
    async (request) => ({
      items: (await syncTemplates(servicesOf(request))).map(({ wabaId, templates, changed }) => ({
        businessAccount: wabaId,
        templates,
        changed,
      })),
    }),
  )

  app.post(
    '/v1/templates/:purpose/:language/submit',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        operationId: 'submitTemplate',
        summary: 'Hand a text in for review at the platform',
        description:
          'It must pass the linter: 409 tells what is wrong with it. The platform says later what came of it.',
        params: z.strictObject({
          purpose: purpose.describe('what the text is for'),
          language: languageSchema.describe('the language of the text'),
        }),
        body: z
          .strictObject({
            account: z
              .string()
              .max(60)
              .optional()
              .describe('the account whose account at the platform gets it; the first when left out'),
            ...channelAndCategory,
          })
          .meta({ examples: [{ account: 'main' }] }),
        response: {
          200: z.object({
            account: z.string(),
            name: z.string(),
            id: z.string().nullable(),
            status: z.string(),
            category: z.string().nullable().describe('what the platform counts it as'),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { purpose: wanted, language } = request.params
      const { account, channel, category } = request.body
      const submitted = await submitTemplate(
        servicesOf(request),
        { purpose: wanted, language, channel, category },
        account,
      )
      const { name, templateId: id, status } = submitted
      return { account: submitted.account, name, id, status, category: submitted.category }
    },
  )
}
