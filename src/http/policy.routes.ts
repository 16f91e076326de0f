import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { channelSchema } from '../domain/channel.ts'
import { minute } from '../domain/clock.ts'
import { countrySchema, jurisdictionSchema } from '../domain/jurisdiction.ts'
import { policyAt } from '../domain/policy.ts'
import { policyVersion } from '../domain/policy-rules.ts'
import { settingsAt } from '../domain/settings.ts'
import { servicesOf } from './caller.ts'
import { givenInstant, problems } from './shapes.ts'

const hours = z.object({ from: z.string(), to: z.string() })

const ruleShape = z
  .object({
    id: z.string(),
    of: jurisdictionSchema,
    from: z.iso.date().describe('the day from which it holds'),
    source: z.string(),
    says: z.string(),
    isSettled: z
      .boolean()
      .describe('false: its text or whether it binds WhatsApp messages has to be looked at by counsel'),
  })
  .meta({ id: 'PolicyRule', description: 'One dated rule of the platform or of a law.' })

/** Which rules of the platform and the law hold. */
export const policyRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/v1/policy',
    {
      schema: {
        tags: ['settings'],
        operationId: 'getPolicy',
        summary: 'The rules that hold for people of a country, now or at another moment',
        description:
          "What the platform's policy and the law come to, with the settings of that moment; of several rules the strictest. No legal advice.",
        querystring: z.strictObject({
          country: countrySchema.optional().describe('left out: for people whose country nobody knows'),
          channel: channelSchema.default('whatsapp').describe('where they are written to'),
          at: givenInstant.optional().describe('a past or coming moment; now when left out'),
        }),
        response: {
          200: z.object({
            version: z.string().describe('of the collection of rules'),
            bareStop: z
              .enum(['everything', 'what_it_answers'])
              .describe('how far a "stop" without any further word reaches'),
            confirmWithinMinutes: z
              .number()
              .nullable()
              .describe('a stop may be confirmed within so many minutes; null: no rule sets a time'),
            quietHours: z
              .array(hours)
              .describe('when nothing that advertises goes out, on the clock of the person'),
            keepDays: z
              .number()
              .int()
              .nullable()
              .describe(
                'how long the record of an ended consent is to be kept; null: no rule gives a number',
              ),
            rules: z.array(ruleShape),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { store, clock } = servicesOf(request)
      const { country = null, channel, at } = request.query
      const instant = at === undefined ? clock.now() : Date.parse(at)
      const { law } = settingsAt(await store.settings(), instant).settings
      const { bareStop, confirmWithin, quietHours, keepDays, rules } = policyAt(
        country,
        channel,
        law,
        instant,
      )
      return {
        version: policyVersion,
        bareStop,
        confirmWithinMinutes: confirmWithin === null ? null : confirmWithin / minute,
        quietHours: [...quietHours],
        keepDays,
        rules: rules.map(({ id, of, from, source, says, isSettled }) => ({
          id,
          of,
          from,
          source,
          says,
          isSettled,
        })),
      }
    },
  )
}
