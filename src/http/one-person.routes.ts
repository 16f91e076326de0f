import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { loadContact } from '../app/load-contact.ts'
import { changeNumber, mergeContacts, splitContact } from '../app/one-person.ts'
import { identityKinds } from '../domain/identity.ts'
import { nameOf, servicesOf } from './caller.ts'
import { contactShape, presentContact } from './present.ts'
import { idParam, phoneSchema, problems } from './shapes.ts'

const tags = ['contacts']

/** One person under several contacts, or several under one; each is an entry in the history. */
export const onePersonRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/v1/contacts/:id/merge',
    {
      config: { scope: 'write', once: true },
      schema: {
        tags,
        operationId: 'mergeContacts',
        summary: 'Two contacts are one person: take the other into this one',
        description: 'What either said becomes one history; its last word holds, and a stop in a tie.',
        params: idParam,
        body: z
          .strictObject({ with: z.string().min(1).max(80).describe('the id of the other contact') })
          .meta({ examples: [{ with: 'ctc_01ARZ3NDEKTSV4RRFFQ69G5FAV' }] }),
        response: { 200: contactShape, ...problems },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      await mergeContacts(services, request.params.id, request.body.with, nameOf(request))
      return presentContact(services, await loadContact(services, request.params.id))
    },
  )

  app.post(
    '/v1/contacts/:id/split',
    {
      config: { scope: 'write', once: true },
      schema: {
        tags,
        operationId: 'splitContact',
        summary: 'A contact is two people: give some of its identities to a new one',
        description: 'The new contact takes every opt-out along and no consent.',
        params: idParam,
        body: z
          .strictObject({
            identities: z
              .array(z.strictObject({ kind: z.enum(identityKinds), value: z.string().min(1).max(200) }))
              .min(1)
              .max(20),
            name: z.string().min(1).max(200).optional(),
          })
          .meta({ examples: [{ identities: [{ kind: 'phone', value: '+14155550123' }], name: 'Ben' }] }),
        response: { 201: contactShape, ...problems },
      },
    },
    async (request, reply) => {
      const services = servicesOf(request)
      const made = await splitContact(services, request.params.id, request.body, nameOf(request))
      return reply.status(201).send(presentContact(services, await loadContact(services, made)))
    },
  )

  app.post(
    '/v1/contacts/:id/number',
    {
      config: { scope: 'write', once: true },
      schema: {
        tags,
        operationId: 'changeNumber',
        summary: 'The person has a new phone number',
        description: 'Opt-outs go with them; marketing consents rest until they are confirmed again.',
        params: idParam,
        body: z.strictObject({ phone: phoneSchema }).meta({ examples: [{ phone: '+14155550124' }] }),
        response: { 200: contactShape, ...problems },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      await changeNumber(services, request.params.id, request.body.phone, nameOf(request))
      return presentContact(services, await loadContact(services, request.params.id))
    },
  )
}
