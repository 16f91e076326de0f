import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerNotice } from '../app/answer-notice.ts'
import { AppError } from '../domain/errors.ts'
import { type Notice, noticePurposes, offers } from '../domain/notice.ts'
import { servicesOf } from './caller.ts'
import {
  contactFilter,
  idParam,
  instant,
  nextOf,
  pageOf,
  pageQuery,
  problems,
  toInstant,
  toInstantOrNull,
} from './shapes.ts'

const noticeShape = z
  .object({
    id: z.string(),
    contact: z.string(),
    request: z.string().nullable(),
    purpose: z.enum(noticePurposes),
    text: z.string(),
    offers: z.array(z.enum(offers)),
    at: instant,
    answer: z.enum(offers).nullable(),
    answeredAt: instant.nullable(),
  })
  .meta({ id: 'Notice', description: 'What agents are shown, and what they may do about it.' })

const present = (notice: Notice): z.infer<typeof noticeShape> => ({
  id: notice.id,
  contact: notice.contactId,
  request: notice.requestId,
  purpose: notice.purpose,
  text: notice.text,
  offers: [...notice.offers],
  at: toInstant(notice.at),
  answer: notice.answer,
  answeredAt: toInstantOrNull(notice.answeredAt),
})

const tags = ['notices']

/** What agents are shown, and what they choose to do about it. */
export const noticeRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/v1/notices',
    {
      schema: {
        tags,
        operationId: 'listNotices',
        summary: 'What agents are to see',
        querystring: pageQuery('ntc').extend({
          contact: contactFilter,
          open: z.enum(['true', 'false']).optional().describe('true: only those that nobody has answered'),
        }),
        response: { 200: pageOf(noticeShape), ...problems },
      },
    },
    async (request) => {
      const { contact = null, open, after = null, limit } = request.query
      const filter = { contactId: contact, open: open === undefined ? null : open === 'true' }
      const page = await servicesOf(request).store.notices(filter, after, limit)
      return { items: page.map(present), next: nextOf(page, limit) }
    },
  )

  app.post(
    '/v1/notices/:id/answer',
    {
      config: { scope: 'send', once: true },
      schema: {
        tags,
        operationId: 'answerNotice',
        summary: 'Do what a notice offers',
        description:
          '`resend` asks again; `sms` asks by SMS, or only opens the conversation where there is consent for SMS already; `back` does nothing but close the notice.',
        params: idParam,
        body: z.strictObject({ choice: z.enum(offers) }).meta({ examples: [{ choice: 'resend' }] }),
        response: {
          200: z.object({ notice: noticeShape, request: z.string().nullable() }),
          ...problems,
        },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      const { id } = request.params
      const made = await answerNotice(services, id, request.body.choice)
      const notice = await services.store.notice(id)
      if (!notice) throw new AppError('notice.not_found', `there is no notice ${id}`, { field: 'id' })
      return { notice: present(notice), request: made }
    },
  )
}
