import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { historyOf } from '../app/conclude-contact.ts'
import { loadContact } from '../app/load-contact.ts'
import { recordStatement } from '../app/record-statement.ts'
import { channelSchema } from '../domain/channel.ts'
import { foldConsent } from '../domain/consent.ts'
import { evidenceSchema, methodSchema } from '../domain/evidence.ts'
import { proofGradeSchema } from '../domain/settings.ts'
import { recordedSchema } from '../domain/statement.ts'
import { nameOf, servicesOf } from './caller.ts'
import { consentShape, presentConsent, presentStatement, statementShape } from './present.ts'
import { givenInstant, idParam, problems } from './shapes.ts'

const tags = ['statements']

export const newStatementBody = z
  .strictObject({
    method: methodSchema,
    decision: recordedSchema.shape.decision,
    categories: z
      .array(z.string().max(60))
      .min(1)
      .max(50)
      .describe('keys of categories; ["*"] stands for all of them'),
    channels: z
      .array(channelSchema)
      .min(1)
      .optional()
      .describe('left out: WhatsApp for an opt-in, every channel for an opt-out'),
    at: givenInstant.optional().describe('when the person said it; now when left out'),
    grade: proofGradeSchema
      .optional()
      .describe('imports only: A evidence attached, B dated source, C bare flag'),
    evidence: evidenceSchema
      .prefault({})
      .describe(
        'for an opt-in: the wording shown, its language and version, and what the method leaves behind',
      ),
  })
  .meta({ examples: [{ method: 'email', decision: 'opt_out', categories: ['marketing'] }] })

/** What people said outside of a thread, by whatever road. */
export const statementRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/v1/contacts/:id/statements',
    {
      config: { scope: 'write', once: true },
      schema: {
        tags,
        operationId: 'recordStatement',
        summary: 'Record what a person said elsewhere: on a form, on the phone, on paper, to an agent',
        description:
          'An opt-out counts like a stop. An opt-in needs its evidence: 422 names every field that is missing.',
        params: idParam,
        body: newStatementBody,
        response: {
          201: z.object({
            statement: statementShape,
            changed: z.array(z.string()).describe('the categories whose consent it changed'),
            consents: z.array(consentShape),
          }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const services = servicesOf(request)
      const { at, grade, method, decision, categories, channels, evidence } = request.body
      const { statement, outcome, dossier } = await recordStatement(services, {
        contactId: request.params.id,
        method,
        decision,
        categories: [...new Set(categories)],
        channels,
        at: at === undefined ? null : Date.parse(at),
        grade: grade ?? null,
        evidence,
        actor: nameOf(request),
      })
      return reply.status(201).send({
        statement: presentStatement(statement, outcome),
        changed: [...outcome.changed],
        consents: dossier.consents.map(presentConsent),
      })
    },
  )

  app.get(
    '/v1/contacts/:id/statements',
    {
      schema: {
        tags,
        operationId: 'listStatements',
        summary: 'Everything a person has said, by whatever road, and what each did',
        params: idParam,
        response: { 200: z.object({ items: z.array(statementShape) }), ...problems },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      const dossier = await loadContact(services, request.params.id)
      const { outcomes } = foldConsent(historyOf(services, dossier))
      return {
        items: [...dossier.statements]
          .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
          .map((statement) => presentStatement(statement, outcomes.get(statement.id))),
      }
    },
  )
}
