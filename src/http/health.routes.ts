import type { FastifyInstance } from 'fastify'
import type { Installation } from '../app/ports.ts'
import type { QueueBackend } from '../queue/backend.ts'

/** `/health`: the process lives. `/ready`: what waits, and whether the queue answers; the queue may be away and all is kept. */
export const healthRoutes =
  ({ shared }: Installation, backend: QueueBackend) =>
  async (app: FastifyInstance) => {
    app.get('/health', { schema: { hide: true } }, async () => ({ status: 'alive' }))
    app.get('/ready', { schema: { hide: true } }, async () => {
      const counts = await shared.shared.counts()
      const depths = await backend.depths().catch(() => null)
      return {
        status: 'ready',
        database: counts,
        queue: { kind: backend.kind, answers: depths !== null, depths },
      }
    })
  }
