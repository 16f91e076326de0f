import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { importConsents } from '../app/import-consents.ts'
import { recordFor, startLink, submitForm } from '../app/submit-form.ts'
import { channelSchema } from '../domain/channel.ts'
import { evidenceSchema } from '../domain/evidence.ts'
import { proofGradeSchema } from '../domain/settings.ts'
import { recordedSchema } from '../domain/statement.ts'
import { nameOf, servicesOf } from './caller.ts'
import { consentShape, presentConsent } from './present.ts'
import { givenInstant, languageSchema, phoneSchema as phone, problems } from './shapes.ts'

const tags = ['methods of opting in']
/** Of the examples; it names the business, as a wording must. */
const wording = 'I agree that Sunrise Bakery sends me offers on WhatsApp. Reply STOP at any time.'
const categories = z.array(z.string().max(60)).min(1).max(50)

/** The roads to consent that have a call of their own: the business's own form, a telephone menu, an import. */
export const methodRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/v1/forms',
    {
      config: { scope: 'write', once: true },
      schema: {
        tags,
        operationId: 'submitForm',
        summary: "Hand in what somebody entered on the business's own form",
        description:
          'The person gets one request on WhatsApp, and their yes to it is the consent (double opt-in). Send the wording that they saw, its language and version: a form without them is refused. `request` is null when they cannot be asked now, and `reason` says why; `startLink` lets them begin themselves.',
        body: z
          .strictObject({
            phone,
            name: z.string().min(1).max(200).optional(),
            language: languageSchema.optional(),
            categories,
            evidence: evidenceSchema,
          })
          .meta({
            examples: [
              {
                phone: '+14155550123',
                categories: ['marketing'],
                evidence: {
                  wording,
                  language: 'en',
                  version: '2026-03',
                  page: 'https://bakery.example/offers',
                },
              },
            ],
          }),
        response: {
          202: z.object({
            contact: z.string(),
            statement: z.string(),
            request: z.string().nullable(),
            reason: z.string().nullable(),
            startLink: z.string().nullable(),
          }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const services = servicesOf(request)
      const { categories: chosen, ...input } = request.body
      const done = await submitForm(services, {
        ...input,
        categories: [...new Set(chosen)],
        actor: nameOf(request),
      })
      return reply.status(202).send({
        contact: done.contactId,
        statement: done.statementId,
        request: done.requestId,
        reason: done.reason,
        startLink: startLink(
          services,
          input.language ?? input.evidence.language ?? services.business.language,
        ),
      })
    },
  )

  app.post(
    '/v1/calls',
    {
      config: { scope: 'write', once: true },
      schema: {
        tags,
        operationId: 'recordCall',
        summary: 'Record what somebody pressed in a telephone menu',
        description:
          'For a call flow of your own: `digits` is what was pressed, `accepts` and `refuses` say which keys mean yes and no. Any other key records nothing. Ready-made TwiML is at /voice/<account>.',
        body: z
          .strictObject({
            phone,
            callId: z.string().min(1).max(200),
            digits: z.string().regex(/^[0-9*#]{1,20}$/, 'expected keys of a telephone, such as "1"'),
            accepts: z
              .string()
              .regex(/^[0-9*#]{1,20}$/)
              .default('1'),
            refuses: z
              .string()
              .regex(/^[0-9*#]{1,20}$/)
              .default('2'),
            categories,
            channels: z.array(channelSchema).min(1).optional(),
            wording: z.string().trim().min(1).max(5_000).describe('the words that were played, in full'),
            language: evidenceSchema.shape.language.unwrap(),
            version: z.string().trim().min(1).max(200).describe('which edition of the wording it was'),
            at: givenInstant.optional().describe('when it was said; now when left out'),
          })
          .meta({
            examples: [
              {
                phone: '+14155550123',
                callId: 'CA4f1c',
                digits: '1',
                categories: ['marketing'],
                wording,
                language: 'en',
                version: '2026-03',
              },
            ],
          }),
        response: {
          201: z.object({
            contact: z.string().nullable(),
            decision: recordedSchema.shape.decision.nullable(),
            statement: z.string().nullable(),
            consents: z.array(consentShape),
          }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const services = servicesOf(request)
      const { callId, digits, accepts, refuses, wording, language, version, at, channels } = request.body
      const decision = digits === accepts ? 'opt_in' : digits === refuses ? 'opt_out' : null
      if (decision === null)
        return reply.status(201).send({ contact: null, decision, statement: null, consents: [] })
      const { contactId, statement, dossier } = await recordFor(
        services,
        { phone: request.body.phone },
        {
          method: 'ivr',
          decision,
          categories: [...new Set(request.body.categories)],
          channels,
          at: at === undefined ? null : Date.parse(at),
          grade: null,
          evidence: { callId, digits, wording, language, version },
          actor: nameOf(request),
        },
      )
      return reply.status(201).send({
        contact: contactId,
        decision,
        statement: statement.id,
        consents: dossier.consents.map(presentConsent),
      })
    },
  )

  app.post(
    '/v1/imports',
    {
      bodyLimit: 5 * 1024 * 1024,
      config: { scope: 'write', once: true },
      schema: {
        tags,
        operationId: 'importConsents',
        summary: 'Import earlier consents and opt-outs, up to 500 at a time',
        description:
          'Each with its proof: A evidence attached, B dated source, C bare flag. What a grade may do is set in the settings (`proof`). Each record is answered by itself; a stop is lifted by no record.',
        body: z
          .strictObject({
            records: z
              .array(
                z.strictObject({
                  phone,
                  name: z.string().min(1).max(200).optional(),
                  language: languageSchema.optional(),
                  decision: recordedSchema.shape.decision,
                  categories,
                  channels: z.array(channelSchema).min(1).optional(),
                  at: givenInstant.optional().describe('when the person said it'),
                  grade: proofGradeSchema.optional(),
                  evidence: evidenceSchema.prefault({}),
                }),
              )
              .min(1)
              .max(500),
          })
          .meta({
            examples: [
              {
                records: [
                  {
                    phone: '+14155550123',
                    decision: 'opt_in',
                    categories: ['marketing'],
                    grade: 'C',
                    evidence: { origin: 'the old newsletter' },
                  },
                ],
              },
            ],
          }),
        response: {
          200: z.object({
            imported: z.number().int(),
            refused: z.number().int(),
            items: z.array(
              z.object({
                index: z.number().int(),
                contact: z.string().nullable(),
                statement: z.string().nullable(),
                counts: recordedSchema.shape.counts.nullable(),
                changed: z.array(z.string()),
                problem: z.string().nullable(),
              }),
            ),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const items = await importConsents(servicesOf(request), request.body.records, nameOf(request))
      const refused = items.filter(({ problem }) => problem !== null).length
      return { imported: items.length - refused, refused, items }
    },
  )
}
