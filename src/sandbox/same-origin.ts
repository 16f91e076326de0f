import type { FastifyInstance } from 'fastify'

const isSameOrigin = (origin: string, host: string | undefined): boolean =>
  URL.canParse(origin) && new URL(origin).host === host

/** Refuses writes that a page from elsewhere makes a browser send; programs send no Origin and pass. */
export function refuseForeignOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin, host } = request.headers
    if (request.method === 'GET' || request.method === 'HEAD' || origin === undefined) return
    if (isSameOrigin(origin, host)) return
    await reply
      .code(403)
      .send({ error: { code: 'sandbox.foreign_origin', message: 'cross-origin writes are refused' } })
  })
}
