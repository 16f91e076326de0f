import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { makeHook, removeHook, rotateHook } from '../app/hooks.ts'
import type { Hook, HookSend } from '../app/ports.ts'
import { AppError } from '../domain/errors.ts'
import { servicesOf } from './caller.ts'
import {
  idParam,
  instant,
  nextOf,
  pageOf,
  pageQuery,
  problems,
  toInstant,
  toInstantOrNull,
} from './shapes.ts'

const shape = z
  .object({
    id: z.string(),
    url: z.string(),
    kinds: z.array(z.string()),
    createdAt: instant,
  })
  .meta({ id: 'Hook', description: 'An address that is told what happens.' })

const present = ({ id, url, kinds, createdAt }: Omit<Hook, 'cursor'>): z.infer<typeof shape> => ({
  id,
  url,
  kinds: [...kinds],
  createdAt: toInstant(createdAt),
})

const sendShape = z
  .object({
    id: z.string(),
    event: z.number().int().describe('its `seq` at GET /v1/events'),
    kind: z.string(),
    state: z.enum(['waiting', 'delivered', 'given_up']),
    attempts: z.number().int(),
    status: z.number().int().nullable(),
    error: z.string().nullable(),
    createdAt: instant,
    nextAt: instant.nullable(),
    endedAt: instant.nullable(),
  })
  .meta({ id: 'HookSend', description: 'One event on its way to a hook, and what came back.' })

const presentSend = (send: HookSend): z.infer<typeof sendShape> => ({
  id: send.id,
  event: send.seq,
  kind: send.kind,
  state: send.state,
  attempts: send.attempts,
  status: send.status,
  error: send.error,
  createdAt: toInstant(send.createdAt),
  nextAt: send.state === 'waiting' ? toInstant(send.dueAt) : null,
  endedAt: toInstantOrNull(send.endedAt),
})

/** A secret in the form of the Standard Webhooks specification. */
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

const tags = ['hooks']

/** Outgoing webhooks: the business's systems are told what happens, signed by the Standard Webhooks specification. */
export const hookRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/v1/hooks',
    {
      config: { scope: 'admin', once: true },
      schema: {
        tags,
        operationId: 'addHook',
        summary: 'Have an address told what happens from now on',
        description:
          'Every event of GET /v1/events is posted there, signed (standardwebhooks.com), tried again for three days. The secret is in the answer and never again. Private addresses are not called unless the operator has allowed it.',
        body: z
          .strictObject({
            url: z.url({ protocol: /^https?$/, error: 'expected an http:// or https:// address' }).max(2_000),
            kinds: z
              .array(z.string().regex(/^[a-z_]+(\.[a-z_]+)?$/, 'expected a kind such as "consent.changed"'))
              .max(50)
              .default([])
              .describe('"consent.changed", or "consent" for all that begin so; none: everything'),
          })
          .meta({ examples: [{ url: 'https://crm.example/assent', kinds: ['consent.changed', 'notice'] }] }),
        response: {
          201: shape
            .extend({ secret: z.string() })
            .describe('The hook with its secret, which is shown this once'),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const secret = newSecret()
      const hook = await makeHook(servicesOf(request), { ...request.body, secret })
      return reply.status(201).send({ ...present(hook), secret })
    },
  )

  app.get(
    '/v1/hooks',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        operationId: 'listHooks',
        summary: 'The addresses that are told',
        response: { 200: z.object({ items: z.array(shape) }), ...problems },
      },
    },
    async (request) => ({ items: (await servicesOf(request).store.hooks()).map(present) }),
  )

  app.post(
    '/v1/hooks/:id/rotate',
    {
      config: { scope: 'admin', once: true },
      schema: {
        tags,
        operationId: 'rotateHook',
        summary: 'Give it a new secret; the one before goes on signing beside it until the next change',
        params: idParam,
        response: { 200: z.object({ secret: z.string() }), ...problems },
      },
    },
    async (request) => {
      const secret = newSecret()
      await rotateHook(servicesOf(request), request.params.id, secret)
      return { secret }
    },
  )

  app.delete(
    '/v1/hooks/:id',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        operationId: 'removeHook',
        summary: 'Stop telling it',
        params: idParam,
        response: { 204: z.null().describe('Removed'), ...problems },
      },
    },
    async (request, reply) => {
      await removeHook(servicesOf(request), request.params.id)
      return reply.status(204).send(null)
    },
  )

  app.get(
    '/v1/hooks/:id/sends',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        operationId: 'listHookSends',
        summary: 'What was sent to it and what came back, the newest first',
        params: idParam,
        querystring: pageQuery('snt'),
        response: { 200: pageOf(sendShape), ...problems },
      },
    },
    async (request) => {
      const { store } = servicesOf(request)
      const { id } = request.params
      if (!(await store.hook(id)))
        throw new AppError('hook.not_found', `there is no hook ${id}`, { field: 'id' })
      const { after = null, limit } = request.query
      const page = await store.hookSends(id, after, limit)
      return { items: page.map(presentSend), next: nextOf(page, limit) }
    },
  )
}
