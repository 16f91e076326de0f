import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { makeKey, revokeKey } from '../app/keys.ts'
import { type ApiKey, scopes } from '../app/ports.ts'
import { hashOfKey, nameOf, newKeySecret, servicesOf } from './caller.ts'
import { idParam, instant, problems, toInstant, toInstantOrNull } from './shapes.ts'

const keyShape = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    createdAt: instant,
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'Key', description: 'A key of the API, without its secret.' })

const present = ({ id, name, scopes: granted, createdAt, revokedAt }: ApiKey): z.infer<typeof keyShape> => ({
  id,
  name,
  scopes: [...granted],
  createdAt: toInstant(createdAt),
  revokedAt: toInstantOrNull(revokedAt),
})

const tags = ['keys']

/** Keys of the API: shown once when made, kept as hashes, revoked at once. */
export const keyRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/v1/keys',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        operationId: 'listKeys',
        summary: 'The keys of this business, without their secrets',
        response: { 200: z.object({ items: z.array(keyShape) }), ...problems },
      },
    },
    async (request) => ({ items: (await servicesOf(request).store.keys()).map(present) }),
  )

  app.post(
    '/v1/keys',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        operationId: 'makeKey',
        summary: 'Make a key; its secret is in the answer and never again',
        description:
          'Scopes: `read`, `write` (contacts, statements), `send` (requests, messages), `admin` (all).',
        body: z
          .strictObject({
            name: z.string().trim().min(1).max(100),
            scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
          })
          .meta({ examples: [{ name: 'the CRM', scopes: ['read', 'write'] }] }),
        response: {
          201: keyShape
            .extend({ secret: z.string() })
            .describe('The key with its secret, which is shown this once'),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const secret = newKeySecret()
      const { name, scopes: wanted } = request.body
      const key = await makeKey(servicesOf(request), {
        name,
        scopes: [...new Set(wanted)],
        hash: hashOfKey(secret),
        by: nameOf(request),
      })
      return reply.status(201).send({ ...present(key), secret })
    },
  )

  app.delete(
    '/v1/keys/:id',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        operationId: 'revokeKey',
        summary: 'Revoke a key at once',
        params: idParam,
        response: { 204: z.null().describe('Revoked'), ...problems },
      },
    },
    async (request, reply) => {
      await revokeKey(servicesOf(request), request.params.id, nameOf(request))
      return reply.status(204).send(null)
    },
  )
}
