import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type AudienceAnswer, openAudienceCheck, reasonInWords } from '../app/check-audience.ts'
import type { Services } from '../app/ports.ts'
import { channelSchema } from '../domain/channel.ts'
import { gateVersion } from '../domain/gate.ts'
import { settingsAt } from '../domain/settings.ts'
import { templateNameSchema } from '../domain/templates.ts'
import { servicesOf } from './caller.ts'
import { answerLines, linesOf, ndjson, ndjsonAnswer, ndjsonBody, takeNdjson } from './ndjson.ts'
import { instant, languageSchema, problems, toInstantOrNull } from './shapes.ts'

const tags = ['gate']

const question = {
  category: z
    .string()
    .min(1)
    .max(60)
    .meta({ description: 'the key of a category', examples: ['marketing'] }),
  channel: channelSchema.optional().meta({ description: 'WhatsApp when left out', examples: ['whatsapp'] }),
  account: z
    .string()
    .max(60)
    .optional()
    .meta({
      description: 'the account to write from; the first of the channel when left out',
      examples: ['main'],
    }),
  kind: z
    .enum(['template', 'text'])
    .default('template')
    .meta({ description: 'free text is possible only inside the service window', examples: ['template'] }),
  template: templateNameSchema.optional().meta({
    description: 'the name of the template that is meant: its state and its category at the platform count',
    examples: ['spring_offer'],
  }),
  language: languageSchema.optional().meta({
    description: 'the language of that template; the one of the business when left out',
    examples: ['en'],
  }),
}

const answerShape = z.object({
  who: z.string(),
  contact: z.string().nullable(),
  decision: z.enum(['allow', 'deny', 'hold']),
  reason: z.string(),
  record: z.string().nullable().describe('the statement that decides'),
  allowedAt: instant.nullable().describe('when it may be tried again, where time alone helps'),
})

const present = (answer: AudienceAnswer): z.infer<typeof answerShape> => ({
  ...answer,
  allowedAt: toInstantOrNull(answer.allowedAt),
})

const templateIn = (
  { business }: Services,
  { template, language }: { readonly template?: string | undefined; readonly language?: string | undefined },
) => (template === undefined ? undefined : { name: template, language: language ?? business.language })

/** Made once: an audience has a million lines. */
const nameSchema = z.union([
  z.string(),
  z.object({ contact: z.string() }).transform(({ contact }) => contact),
  z.object({ phone: z.string() }).transform(({ phone }) => phone),
])

/** A line that names nobody is answered like a name that nobody has. */
const nameIn = (line: string): string => {
  try {
    const parsed = nameSchema.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : line
  } catch {
    return line
  }
}

/** May this go out? Asked of the gate without sending anything. */
export const gateRoutes: FastifyPluginAsyncZod = async (app) => {
  takeNdjson(app)

  app.post(
    '/v1/gate',
    {
      schema: {
        tags,
        operationId: 'checkGate',
        summary: 'May this person be written to about this now?',
        body: z
          .strictObject({
            ...question,
            contact: z.string().min(1).max(80).describe('a contact id, or a phone number with its plus'),
          })
          .meta({ examples: [{ contact: '+14155550123', category: 'marketing' }] }),
        response: {
          200: answerShape.extend({
            says: z.string().describe('the reason in words'),
            gate: z.string().describe('the version of the rules'),
            settings: z.number().int().describe('the version of the settings'),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      const { contact, account, kind, category, channel } = request.body
      const check = await openAudienceCheck(services, {
        category,
        channel,
        accountId: account,
        isTemplate: kind === 'template',
        template: templateIn(services, request.body),
      })
      const [answer] = await check.answer([contact])
      if (!answer) throw new Error('the gate has not answered')
      const { version } = settingsAt(check.settings, services.clock.now())
      return {
        ...present(answer),
        says: reasonInWords(answer.reason),
        gate: gateVersion,
        settings: version,
      }
    },
  )

  app.post(
    '/v1/gate/stream',
    {
      schema: {
        tags,
        operationId: 'checkAudience',
        summary: 'Check a whole audience before a campaign',
        description:
          'Lines in (application/x-ndjson): a contact id or a phone number each, as a JSON string or as {"contact"} or {"phone"}. Lines out in the same order, one answer each, and a summary by reason last: {"summary":{…}}. Any length: nothing is kept.',
        consumes: [ndjson],
        produces: [ndjson],
        querystring: z.object(question),
        body: ndjsonBody(
          'a contact id or a phone number a line',
          '"ctc_01ARZ3NDEKTSV4RRFFQ69G5FAV"\n{"phone":"+14155550123"}\n',
        ),
        response: {
          200: ndjsonAnswer,
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const services = servicesOf(request)
      const { account, kind, category, channel } = request.query
      const check = await openAudienceCheck(services, {
        category,
        channel,
        accountId: account,
        isTemplate: kind === 'template',
        template: templateIn(services, request.query),
      })
      const input = request.body

      async function* lines(): AsyncGenerator<string> {
        const counts: Record<string, number> = {}
        let total = 0
        const answered = async (names: readonly string[]): Promise<string> => {
          const answers = await check.answer(names)
          for (const { decision, reason } of answers) {
            const key = decision === 'allow' ? 'allow' : `${decision}: ${reason}`
            counts[key] = (counts[key] ?? 0) + 1
          }
          total += answers.length
          return `${answers.map((answer) => JSON.stringify(present(answer))).join('\n')}\n`
        }
        let names: string[] = []
        for await (const line of linesOf(input)) {
          if (line.trim() === '') continue
          names.push(nameIn(line))
          if (names.length < check.batchSize) continue
          yield await answered(names)
          names = []
        }
        if (names.length > 0) yield await answered(names)
        yield `${JSON.stringify({ summary: { total, ...counts } })}\n`
      }

      return answerLines(reply, lines())
    },
  )
}
