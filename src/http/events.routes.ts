import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { servicesOf } from './caller.ts'
import { entryShape, presentEntry } from './present.ts'
import { contactFilter, limitQuery, problems, seqQuery } from './shapes.ts'

/** Everything that happened, in order: the ledger. */
export const eventRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/v1/events',
    {
      schema: {
        tags: ['events'],
        operationId: 'listEvents',
        summary: 'What happened, in order',
        description: 'Ask again with `after` set to the `next` of the last answer: nothing is missed.',
        querystring: z.strictObject({
          after: seqQuery,
          limit: limitQuery,
          contact: contactFilter,
        }),
        response: { 200: z.object({ items: z.array(entryShape), next: z.number().int() }), ...problems },
      },
    },
    async (request) => {
      const { after, limit, contact = null } = request.query
      const entries = await servicesOf(request).store.ledger(after, limit, contact)
      return { items: entries.map(presentEntry), next: entries.at(-1)?.seq ?? after }
    },
  )
}
