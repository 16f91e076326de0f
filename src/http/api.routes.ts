import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { addContact } from '../app/add-contact.ts'
import type { Dossier, Services } from '../app/ports.ts'
import { requestConsent } from '../app/request-consent.ts'
import { AppError } from '../domain/errors.ts'
import { sameSecret } from '../whatsapp/signature.ts'
import {
  contactShape,
  entryShape,
  messageShape,
  presentContact,
  presentEntry,
  presentRequest,
  presentThread,
  requestShape,
} from './present.ts'

const idParam = z.object({ id: z.string() })
const limit = z.coerce.number().int().min(1).max(200).default(50)

/** What agents, CRMs and the demo call. */
export const apiRoutes =
  (services: Services, apiKey: string | null): FastifyPluginAsyncZod =>
  async (app) => {
    const { store, categories } = services
    const keys = categories.map(({ key }) => key)

    app.addHook('onRequest', async (request) => {
      if (apiKey === null) return
      const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
      if (!sameSecret(given, apiKey)) {
        throw new AppError(
          'auth.missing',
          'authorization: expected "Bearer" and the API key (ASSENT_API_KEY)',
        )
      }
    })

    const dossierOf = async (id: string): Promise<Dossier> => {
      const dossier = await store.dossier(id)
      if (!dossier) throw new AppError('contact.not_found', `there is no contact ${id}`)
      return dossier
    }

    app.post(
      '/v1/contacts',
      {
        schema: {
          body: z.strictObject({
            name: z.string().min(1).max(200).optional(),
            phone: z.string().max(40).optional(),
            bsuid: z.string().max(140).optional(),
            language: z
              .string()
              .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'expected a language such as "en" or "pt_BR"')
              .optional(),
          }),
          response: { 201: contactShape },
        },
      },
      async (request, reply) => {
        const contact = await addContact(services, request.body)
        return reply.status(201).send(presentContact(await dossierOf(contact.id), keys))
      },
    )

    app.get(
      '/v1/contacts',
      {
        schema: {
          querystring: z.object({ after: z.string().optional(), limit }),
          response: { 200: z.object({ items: z.array(contactShape), next: z.string().nullable() }) },
        },
      },
      async ({ query }) => {
        const page = await store.contacts(query.after ?? null, query.limit)
        const items = await Promise.all(page.map(async ({ id }) => presentContact(await dossierOf(id), keys)))
        return { items, next: page.length === query.limit ? (page.at(-1)?.id ?? null) : null }
      },
    )

    app.get(
      '/v1/contacts/:id',
      { schema: { params: idParam, response: { 200: contactShape } } },
      async ({ params }) => presentContact(await dossierOf(params.id), keys),
    )

    app.get(
      '/v1/contacts/:id/messages',
      { schema: { params: idParam, response: { 200: z.object({ items: z.array(messageShape) }) } } },
      async ({ params }) => {
        const dossier = await dossierOf(params.id)
        return { items: presentThread(dossier, await store.thread(dossier.contact.id)) }
      },
    )

    const requestOf = async (id: string): Promise<z.infer<typeof requestShape>> => {
      const dossier = await store.dossierOfRequest(id)
      const found = dossier?.requests.find((one) => one.id === id)
      const message = dossier?.messages.find((one) => one.id === found?.messageId)
      if (!found || !message) throw new AppError('request.not_found', `there is no request ${id}`)
      return presentRequest(found, message)
    }

    app.post(
      '/v1/contacts/:id/requests',
      {
        schema: {
          params: idParam,
          body: z.strictObject({
            categories: z.array(z.string()).min(1),
            account: z.string().optional(),
            /** How long to wait for an answer; shorter than a day in the sandbox only. */
            waitSeconds: z.number().int().min(1).max(2_592_000).optional(),
          }),
          response: { 202: requestShape },
        },
      },
      async (request, reply) => {
        const { categories: asked, account, waitSeconds } = request.body
        const made = await requestConsent(services, {
          contactId: request.params.id,
          categories: [...new Set(asked)],
          accountId: account,
          waitMs: waitSeconds === undefined ? undefined : waitSeconds * 1_000,
        })
        return reply.status(202).send(await requestOf(made.id))
      },
    )

    app.get(
      '/v1/requests/:id',
      { schema: { params: idParam, response: { 200: requestShape } } },
      ({ params }) => requestOf(params.id),
    )

    app.get(
      '/v1/events',
      {
        schema: {
          querystring: z.object({
            after: z.coerce.number().int().min(0).default(0),
            limit,
            contact: z.string().optional(),
          }),
          response: { 200: z.object({ items: z.array(entryShape), next: z.number().int() }) },
        },
      },
      async ({ query }) => {
        const entries = await store.ledger(query.after, query.limit, query.contact ?? null)
        return { items: entries.map(presentEntry), next: entries.at(-1)?.seq ?? query.after }
      },
    )
  }
