import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../app/ports.ts'
import { requestConsent } from '../app/request-consent.ts'
import { channelSchema } from '../domain/channel.ts'
import { AppError } from '../domain/errors.ts'
import { servicesOf } from './caller.ts'
import { presentRequest, requestShape } from './present.ts'
import { contactFilter, idParam, nextOf, pageOf, pageQuery, problems } from './shapes.ts'

const tags = ['opt-in requests']

const requestOf = async ({ store }: Services, id: string): Promise<z.infer<typeof requestShape>> => {
  const dossier = await store.dossierOfRequest(id)
  const found = dossier?.requests.find((one) => one.id === id)
  const message = dossier?.messages.find((one) => one.id === found?.messageId)
  if (!found || !message)
    throw new AppError('request.not_found', `there is no request ${id}`, { field: 'id' })
  return presentRequest(found, message)
}

/** Asking people for consent. */
export const requestRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/v1/contacts/:id/requests',
    {
      config: { scope: 'send', once: true },
      schema: {
        tags,
        operationId: 'askForConsent',
        summary: 'Ask a person for consent',
        description:
          'Goes out on WhatsApp unless `channel` or `account` says otherwise. 409 with a `reason` when the person may not be asked now.',
        params: idParam,
        body: z
          .strictObject({
            categories: z.array(z.string().max(60)).min(1).max(50),
            channel: channelSchema.optional(),
            account: z.string().max(60).optional(),
            waitSeconds: z
              .number()
              .int()
              .min(1)
              .max(2_592_000)
              .optional()
              .describe('how long to wait for an answer; shorter than a day in the sandbox only'),
          })
          .meta({ examples: [{ categories: ['marketing'] }] }),
        response: { 202: requestShape, ...problems },
      },
    },
    async (request, reply) => {
      const services = servicesOf(request)
      const { categories, account, channel, waitSeconds } = request.body
      const made = await requestConsent(services, {
        contactId: request.params.id,
        categories: [...new Set(categories)],
        channel,
        accountId: account,
        waitMs: waitSeconds === undefined ? undefined : waitSeconds * 1_000,
      })
      return reply.status(202).send(await requestOf(services, made.id))
    },
  )

  app.get(
    '/v1/requests',
    {
      schema: {
        tags,
        operationId: 'listRequests',
        summary: 'List the requests',
        querystring: pageQuery('req').extend({ contact: contactFilter }),
        response: { 200: pageOf(requestShape), ...problems },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      const { contact = null, after = null, limit } = request.query
      const page = await services.store.requests(contact, after, limit)
      const items = []
      for (const { id } of page) items.push(await requestOf(services, id))
      return { items, next: nextOf(page, limit) }
    },
  )

  app.get(
    '/v1/requests/:id',
    {
      schema: {
        tags,
        operationId: 'getRequest',
        summary: 'What has become of a request',
        params: idParam,
        response: { 200: requestShape, ...problems },
      },
    },
    (request) => requestOf(servicesOf(request), request.params.id),
  )
}
