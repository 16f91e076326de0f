import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { faultBody, faultText, type SendFault } from './faults.ts'
import type { Platform } from './platform.ts'
import { changeTemplate, languageOf } from './template-review.ts'
import { type KeptTemplate, platformCategories } from './templates.ts'

const pageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).catch(25),
  after: z.coerce.number().int().min(0).catch(0),
})

/** What of a new template the sandbox looks at; the platform looks at more. */
const createSchema = z.looseObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().min(2),
  category: z
    .string()
    .transform((category) => category.toUpperCase())
    .pipe(z.enum(platformCategories)),
  components: z.array(
    z.looseObject({
      type: z.string().transform((type) => type.toUpperCase()),
      text: z.string().optional(),
      buttons: z.array(z.looseObject({ text: z.string().min(1).max(25) })).optional(),
    }),
  ),
})

const shown = (template: KeptTemplate) => ({
  id: template.id,
  name: template.name,
  language: languageOf(template),
  status: template.status,
  category: template.category,
  ...(template.comingCategory === null ? {} : { correct_category: template.comingCategory }),
  rejected_reason: template.reason ?? 'NONE',
  quality_score: { score: template.quality },
})

/** The templates of an account, as Meta's API and 360dialog's have them: the list, and what is handed in for review. */
export function templateRoutes(app: FastifyInstance, platform: Platform): void {
  const { templates, behaviour } = platform
  const refuse = (reply: FastifyReply, fault: SendFault): FastifyReply =>
    reply.code(fault.httpStatus ?? faultText(fault.code).httpStatus).send(faultBody(fault, platform.newId()))

  const isGraph = (wabaId: string, authorization: string | undefined): boolean => {
    const token = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? ''
    return platform.numbers.some((number) => number.wabaId === wabaId && number.token === token)
  }
  const isDialog = (key: unknown): boolean =>
    platform.numbers.some(({ provider, token }) => provider === '360dialog' && token === key)

  const page = (query: unknown) => {
    const { limit, after } = pageSchema.parse(query ?? {})
    const all = templates.list()
    const items = all.slice(after, after + limit).map(shown)
    return { items, end: after + limit, isLast: after + limit >= all.length, total: all.length }
  }

  const create = (reply: FastifyReply, body: unknown): FastifyReply => {
    const parsed = createSchema.safeParse(body)
    if (!parsed.success) return refuse(reply, { code: 100, details: z.prettifyError(parsed.error) })
    const { name, language, category, components } = parsed.data
    if (templates.list().some((one) => one.name === name && languageOf(one) === language))
      return refuse(reply, {
        code: 100,
        details: 'There is already content in this language for this template.',
      })
    const text = components.find(({ type }) => type === 'BODY')?.text
    const buttons = components.flatMap((component) => component.buttons ?? []).map((button) => button.text)
    const review = behaviour.read().templateReview ?? 'approve'
    templates.keep(name, { category, language, ...(text === undefined ? {} : { body: text }), buttons })
    const status = review === 'approve' ? 'APPROVED' : review === 'reject' ? 'REJECTED' : 'PENDING'
    const [kept] = changeTemplate(platform, name, { language, status, told: status !== 'PENDING' })
    return reply.send({ id: kept?.id, status, category })
  }

  interface AccountRoute {
    Params: { version: string; wabaId: string }
  }
  const graphPath = '/:version(^v\\d+\\.\\d+$)/:wabaId/message_templates'
  app.get<AccountRoute>(graphPath, (request, reply) => {
    if (!isGraph(request.params.wabaId, request.headers.authorization)) return refuse(reply, { code: 190 })
    const { items, end, isLast } = page(request.query)
    return reply.send({
      data: items,
      paging: { cursors: { after: `${end}` }, ...(isLast ? {} : { next: `${request.url}&after=${end}` }) },
    })
  })
  app.post<AccountRoute>(graphPath, (request, reply) =>
    isGraph(request.params.wabaId, request.headers.authorization)
      ? create(reply, request.body)
      : refuse(reply, { code: 190 }),
  )
  app.get('/v1/configs/templates', (request, reply) =>
    isDialog(request.headers['d360-api-key'])
      ? reply.send({ waba_templates: templates.list().map(shown), total: templates.list().length })
      : refuse(reply, { code: 190 }),
  )
  app.post('/v1/configs/templates', (request, reply) =>
    isDialog(request.headers['d360-api-key']) ? create(reply, request.body) : refuse(reply, { code: 190 }),
  )
}
