import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../app/ports.ts'
import { queueMessage } from '../app/queue-message.ts'
import { channelSchema } from '../domain/channel.ts'
import { AppError } from '../domain/errors.ts'
import { servicesOf } from './caller.ts'
import { contentOf, interactiveSchema, templateSchema, textSchema } from './content.ts'
import { messageShape, presentOut } from './present.ts'
import { idParam, problems } from './shapes.ts'

const tags = ['messages']

const messageOf = async ({ store }: Services, id: string): Promise<z.infer<typeof messageShape>> => {
  const dossier = await store.dossierOfMessage(id)
  const message = dossier?.messages.find((one) => one.id === id)
  if (!message) throw new AppError('message.not_found', `there is no message ${id}`, { field: 'id' })
  return presentOut(message)
}

/** Writing to people: through the gate, always. */
export const messageRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/v1/messages',
    {
      config: { scope: 'send', once: true },
      schema: {
        tags,
        operationId: 'sendMessage',
        summary: 'Write to a person',
        description:
          'With a `category` the person must have opted in to it. Without one it is an answer to what the person wrote, possible for 24 hours after that. 409 says why not, and which record decides.',
        body: z
          .strictObject({
            contact: z.string().min(1).max(80),
            category: z.string().max(60).optional(),
            channel: channelSchema.optional(),
            account: z.string().max(60).optional(),
            text: textSchema.optional(),
            template: templateSchema.optional(),
            interactive: interactiveSchema
              .optional()
              .describe('a text with buttons or a list, inside the service window'),
          })
          .refine((body) => [body.text, body.template, body.interactive].filter(Boolean).length === 1, {
            path: ['text'],
            message: 'expected one of text, template, interactive',
          })
          .refine(({ category, template }) => template === undefined || category !== undefined, {
            path: ['category'],
            message: 'a template is of a category: name it',
          })
          .meta({
            description: 'One of `text`, `template`, `interactive`; a template needs its `category`.',
            examples: [
              {
                contact: 'ctc_01ARZ3NDEKTSV4RRFFQ69G5FAV',
                category: 'marketing',
                text: 'Fresh bread at eight.',
              },
            ],
          }),
        response: { 202: messageShape, ...problems },
      },
    },
    async (request, reply) => {
      const services = servicesOf(request)
      const { contact, category = null, channel, account, text, template, interactive } = request.body
      const message = await queueMessage(services, {
        contactId: contact,
        channel,
        accountId: account,
        category,
        content: contentOf({ text, template, interactive }),
      })
      return reply.status(202).send(presentOut(message))
    },
  )

  app.get(
    '/v1/messages/:id',
    {
      schema: {
        tags,
        operationId: 'getMessage',
        summary: 'What has become of a message',
        params: idParam,
        response: { 200: messageShape, ...problems },
      },
    },
    (request) => messageOf(servicesOf(request), request.params.id),
  )
}
