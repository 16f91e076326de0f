import type { FastifyInstance } from 'fastify'
import { ringForHooks } from '../app/ring-for.ts'

/** Whatever a call has put into the ledger is told to the business's hooks at once, not with the next sweep. */
export const ringAfterWrites = (app: FastifyInstance): void => {
  app.addHook('onResponse', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD' || reply.statusCode >= 300) return
    const { services } = request.caller ?? {}
    if (services) await ringForHooks(services, services.business.id)
  })
}
