import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import QRCode from 'qrcode'
import { z } from 'zod'
import { makeLink, urlOf } from '../app/links.ts'
import type { Services } from '../app/ports.ts'
import { AppError } from '../domain/errors.ts'
import type { Link } from '../domain/link.ts'
import { servicesOf } from './caller.ts'
import { idParam, instant, nextOf, pageOf, pageQuery, problems, toInstant } from './shapes.ts'

const shape = z
  .object({
    id: z.string(),
    account: z.string(),
    campaign: z.string(),
    code: z.string(),
    text: z.string(),
    url: z.string(),
    createdAt: instant,
  })
  .meta({ id: 'Link', description: 'A link that opens WhatsApp with a text to the business.' })

const present = (services: Services, link: Link): z.infer<typeof shape> => ({
  id: link.id,
  account: link.accountId,
  campaign: link.campaign,
  code: link.code,
  text: link.text,
  url: urlOf(services, link),
  createdAt: toInstant(link.createdAt),
})

const tags = ['links']

/** Links and QR codes that open WhatsApp with a text to the business. */
export const linkRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/v1/links',
    {
      config: { scope: 'write', once: true },
      schema: {
        tags,
        operationId: 'makeLink',
        summary: 'Make a link for a campaign',
        description:
          'Whoever follows it sends `text` with a code at its end, and the code tells the campaign. Writing in is no consent by itself: it opens the window in which you may ask.',
        body: z
          .strictObject({
            campaign: z.string().trim().min(1).max(100),
            text: z.string().trim().min(1).max(130),
            account: z.string().max(60).optional(),
          })
          .meta({ examples: [{ campaign: 'shop window', text: 'Hello, I have a question' }] }),
        response: { 201: shape, ...problems },
      },
    },
    async (request, reply) => {
      const services = servicesOf(request)
      const { campaign, text, account } = request.body
      const link = await makeLink(services, { campaign, text, accountId: account })
      return reply.status(201).send(present(services, link))
    },
  )

  app.get(
    '/v1/links',
    {
      schema: {
        tags,
        operationId: 'listLinks',
        summary: 'The links',
        querystring: pageQuery('lnk'),
        response: { 200: pageOf(shape), ...problems },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      const { after = null, limit } = request.query
      const page = await services.store.links(after, limit)
      return { items: page.map((link) => present(services, link)), next: nextOf(page, limit) }
    },
  )

  app.get(
    '/v1/links/:id/qr.svg',
    {
      schema: {
        tags,
        operationId: 'getLinkQr',
        summary: 'The link as a QR code',
        produces: ['image/svg+xml'],
        params: idParam,
        response: { 200: z.string().describe('An SVG picture'), ...problems },
      },
    },
    async (request, reply) => {
      const services = servicesOf(request)
      const link = await services.store.link(request.params.id)
      if (!link)
        throw new AppError('link.not_found', `there is no link ${request.params.id}`, { field: 'id' })
      const svg = await QRCode.toString(urlOf(services, link), { type: 'svg', margin: 2 })
      return reply.type('image/svg+xml').send(svg)
    },
  )
}
