import type { FastifyInstance } from 'fastify'
import type { Installation } from '../app/ports.ts'
import { AppError } from '../domain/errors.ts'
import { sameSecret } from '../whatsapp/signature.ts'

/**
 * `/metrics`, for Prometheus. It tells of all businesses, so it wants ASSENT_API_KEY where that is set; a key of one
 * business does not open it.
 */
export const metricsRoutes =
  ({ scrape }: Installation, apiKey: string | null) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
      const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
      if (apiKey !== null && !sameSecret(given, apiKey)) {
        throw new AppError('auth.missing', 'authorization: expected "Bearer" and ASSENT_API_KEY')
      }
      const { contentType, text } = await scrape()
      return reply.type(contentType).send(text)
    })
  }
