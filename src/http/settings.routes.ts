import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { changeSettings } from '../app/change-settings.ts'
import { type DatedSettings, settingsAt, settingsChangeSchema, settingsSchema } from '../domain/settings.ts'
import { servicesOf } from './caller.ts'
import { givenInstant, instant, problems, toInstant } from './shapes.ts'

const shape = z
  .object({
    version: z.number().int(),
    from: instant,
    settings: settingsSchema,
  })
  .meta({ id: 'Settings', description: 'A version of the settings, and from when it holds.' })

const present = ({ version, from, settings }: DatedSettings): z.infer<typeof shape> => ({
  version,
  from: toInstant(from),
  settings,
})

const tags = ['settings']

/** The business's own rules, each version with the moment from which it holds. */
export const settingsRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/v1/settings',
    {
      schema: {
        tags,
        operationId: 'getSettings',
        summary: 'The settings that hold now, or held at a past moment',
        querystring: z.strictObject({
          at: givenInstant.optional().describe('a moment, also one to come; now when left out'),
        }),
        response: { 200: shape, ...problems },
      },
    },
    async (request) => {
      const { store, clock } = servicesOf(request)
      const at = request.query.at === undefined ? clock.now() : Date.parse(request.query.at)
      return present(settingsAt(await store.settings(), at))
    },
  )

  app.patch(
    '/v1/settings',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        operationId: 'changeSettings',
        summary: 'Change settings: what is named, from now on or from a later moment',
        description: 'What is not named stays as it is, also inside of an object; lists are replaced.',
        body: z
          .strictObject({
            from: givenInstant
              .optional()
              .describe('from when it holds; now when left out; never in the past'),
            settings: settingsChangeSchema.refine(
              (change) => Object.keys(change).length > 0,
              'expected at least one setting',
            ),
          })
          .meta({
            examples: [{ settings: { requests: { everyHours: 48, atMost: 2 } } }],
          }),
        response: { 200: shape, ...problems },
      },
    },
    async (request) => {
      const { from, settings } = request.body
      return present(
        await changeSettings(servicesOf(request), settings, from === undefined ? null : Date.parse(from)),
      )
    },
  )
}
