import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { saveAttachment } from '../app/save-attachment.ts'
import { AppError } from '../domain/errors.ts'
import { servicesOf } from './caller.ts'
import { idParam, instant, problems, toInstant } from './shapes.ts'

/** What is kept as a proof: pictures and documents, nothing that could run in a browser. */
const types = ['application/pdf', 'image/png', 'image/jpeg', 'image/webp', 'text/plain'] as const
const largest = 10 * 1024 * 1024

const shape = z
  .object({
    id: z.string(),
    contentType: z.string(),
    sha256: z.string(),
    bytes: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'Attachment', description: 'A file that is kept as a proof, named by its content.' })

const tags = ['attachments']

/** Scans of what was signed on paper, recordings in words, exports: the proofs that statements refer to. */
export const attachmentRoutes: FastifyPluginAsyncZod = async (app) => {
  for (const type of types) {
    app.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit: largest }, (_request, body, done) =>
      done(null, body),
    )
  }

  app.post(
    '/v1/attachments',
    {
      bodyLimit: largest,
      config: { scope: 'write', once: true },
      schema: {
        tags,
        operationId: 'addAttachment',
        summary: 'Upload a scan or another proof, up to 10 MB',
        description: `The body is the file itself, with its content type: ${types.join(', ')}. Name the id under \`evidence.attachments\` of a statement.`,
        consumes: [...types],
        body: z
          .instanceof(Buffer, { error: `expected a file of type ${types.join(', ')}` })
          .meta({ type: 'string', format: 'binary' }),
        response: { 201: shape, ...problems },
      },
    },
    async (request, reply) => {
      const { body } = request
      const contentType = types.find((type) => request.headers['content-type']?.startsWith(type))
      if (!Buffer.isBuffer(body) || body.length === 0 || !contentType) {
        throw new AppError('request.invalid', `body: expected a file of type ${types.join(', ')}`, {
          field: 'body',
        })
      }
      const { id, sha256, createdAt } = await saveAttachment(servicesOf(request), contentType, body)
      return reply
        .status(201)
        .send({ id, contentType, sha256, bytes: body.length, createdAt: toInstant(createdAt) })
    },
  )

  app.get(
    '/v1/attachments/:id',
    {
      schema: {
        tags,
        operationId: 'getAttachment',
        summary: 'The file, as it came',
        produces: [...types],
        params: idParam,
        response: {
          200: z
            .instanceof(Buffer)
            .meta({ type: 'string', format: 'binary', description: 'The file, with its own content type' }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const found = await servicesOf(request).store.attachment(request.params.id)
      if (!found)
        throw new AppError('attachment.not_found', `there is no attachment ${request.params.id}`, {
          field: 'id',
        })
      return reply
        .header('content-type', found.contentType)
        .header('x-content-type-options', 'nosniff')
        .header('content-disposition', `attachment; filename="${found.id}"`)
        .send(found.bytes)
    },
  )
}
