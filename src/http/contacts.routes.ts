import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { addContact, findByPhone } from '../app/add-contact.ts'
import { consentsAt } from '../app/consents-at.ts'
import { loadContact } from '../app/load-contact.ts'
import { updateContact } from '../app/update-contact.ts'
import { countrySchema } from '../domain/jurisdiction.ts'
import { timeZoneSchema } from '../domain/settings.ts'
import { servicesOf } from './caller.ts'
import {
  consentShape,
  contactShape,
  messageShape,
  presentConsent,
  presentContact,
  presentThread,
} from './present.ts'
import {
  givenInstant,
  idParam,
  instant,
  languageSchema,
  nextOf,
  pageOf,
  pageQuery,
  phoneSchema,
  problems,
  toInstant,
} from './shapes.ts'

const tags = ['contacts']

/** The address book, and what each person has agreed to. */
export const contactRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/v1/contacts',
    {
      config: { scope: 'write', once: true },
      schema: {
        tags,
        operationId: 'addContact',
        summary: 'Add a person to the address book',
        body: z
          .strictObject({
            name: z.string().min(1).max(200).optional(),
            phone: phoneSchema.optional(),
            bsuid: z.string().max(140).optional().describe('the business-scoped user id'),
            language: languageSchema.optional(),
            timeZone: timeZoneSchema.optional().describe('where the person is, for quiet hours'),
            country: countrySchema
              .optional()
              .describe('whose law is theirs, when it is not that of their number (ISO 3166-1)'),
          })
          .meta({
            description: 'A phone number, a business-scoped id, or both.',
            examples: [{ name: 'Ana', phone: '+14155550123', language: 'en' }],
          }),
        response: { 201: contactShape, ...problems },
      },
    },
    async (request, reply) => {
      const services = servicesOf(request)
      const contact = await addContact(services, request.body)
      return reply.status(201).send(presentContact(services, await loadContact(services, contact.id)))
    },
  )

  app.get(
    '/v1/contacts',
    {
      schema: {
        tags,
        operationId: 'listContacts',
        summary: 'List the address book',
        querystring: pageQuery('ctc').extend({
          phone: phoneSchema.optional().describe('only the person with this number, if there is one'),
        }),
        response: { 200: pageOf(contactShape), ...problems },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      const { after = null, limit, phone } = request.query
      if (phone !== undefined) {
        const id = await findByPhone(services, phone)
        const items = id === null ? [] : [presentContact(services, await loadContact(services, id))]
        return { items, next: null }
      }
      const page = await services.store.contacts(after, limit)
      const items = []
      for (const { id } of page) items.push(presentContact(services, await loadContact(services, id)))
      return { items, next: nextOf(page, limit) }
    },
  )

  app.get(
    '/v1/contacts/:id',
    {
      schema: {
        tags,
        operationId: 'getContact',
        summary: 'One person',
        params: idParam,
        response: { 200: contactShape, ...problems },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      return presentContact(services, await loadContact(services, request.params.id))
    },
  )

  app.patch(
    '/v1/contacts/:id',
    {
      config: { scope: 'write' },
      schema: {
        tags,
        operationId: 'changeContact',
        summary: 'Change what is known of a person',
        params: idParam,
        body: z
          .strictObject({
            name: z.string().min(1).max(200).nullable().optional(),
            language: languageSchema.optional(),
            timeZone: timeZoneSchema.nullable().optional(),
            country: countrySchema.nullable().optional(),
          })
          .refine((body) => Object.keys(body).length > 0, {
            path: ['name'],
            message: 'expected at least one of name, language, timeZone, country',
          })
          .meta({ minProperties: 1, examples: [{ name: 'Ana Souza', language: 'pt_BR' }] }),
        response: { 200: contactShape, ...problems },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      await updateContact(services, request.params.id, request.body)
      return presentContact(services, await loadContact(services, request.params.id))
    },
  )

  app.get(
    '/v1/contacts/:id/consents',
    {
      schema: {
        tags: ['consents'],
        operationId: 'getConsents',
        summary: 'What a person agrees to, now or at a past moment',
        description:
          'With `at`: what this Assent knew and held to at that moment, as its ledger has it. Without: now.',
        params: idParam,
        querystring: z.strictObject({
          at: givenInstant.optional().describe('a past moment; now when left out'),
        }),
        response: {
          200: z.object({ contact: z.string(), at: instant, items: z.array(consentShape) }),
          ...problems,
        },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      const at = request.query.at === undefined ? null : Date.parse(request.query.at)
      const { contact, consents } = await consentsAt(services, request.params.id, at)
      return {
        contact,
        at: toInstant(at ?? services.clock.now()),
        items: consents.map(presentConsent),
      }
    },
  )

  app.get(
    '/v1/contacts/:id/messages',
    {
      schema: {
        tags: ['messages'],
        operationId: 'getThread',
        summary: 'The conversation, oldest first, each message with what became of it',
        params: idParam,
        response: { 200: z.object({ items: z.array(messageShape) }), ...problems },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      const dossier = await loadContact(services, request.params.id)
      return { items: presentThread(dossier, await services.store.thread(dossier.contact.id)) }
    },
  )
}
