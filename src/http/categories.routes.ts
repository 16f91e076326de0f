import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { servicesOf } from './caller.ts'
import { problems } from './shapes.ts'

const shape = z.object({
  key: z.string(),
  platform: z.enum(['marketing', 'utility', 'authentication']).describe('what WhatsApp counts it as'),
  basis: z
    .enum(['opt_in', 'opt_out'])
    .describe('opt_in: only with consent; opt_out: until the person objects'),
  frequency: z
    .object({ atMost: z.number().int(), days: z.number().int() })
    .nullable()
    .describe('at most so many of this kind to one person in so many days'),
  texts: z
    .record(
      z.string(),
      z.object({
        title: z.string(),
        description: z.string(),
        value: z.string().optional().describe('what the person has of it'),
      }),
    )
    .describe('its words by language'),
})

/** The kinds of message that people can say yes or no to. */
export const categoryRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/v1/categories',
    {
      schema: {
        tags: ['consents'],
        operationId: 'listCategories',
        summary: 'The kinds of message that people can say yes or no to',
        description:
          "They are the business's own (templates/categories.json); `key` is what every other call means by a category.",
        response: { 200: z.object({ items: z.array(shape) }), ...problems },
      },
    },
    async (request) => ({
      items: servicesOf(request).texts.categories.map(({ key, platform, basis, frequency, texts }) => ({
        key,
        platform,
        basis: basis ?? ('opt_in' as const),
        frequency: frequency ?? null,
        texts,
      })),
    }),
  )
}
