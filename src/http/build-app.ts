import { type FastifyInstance, fastify } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Services } from '../app/ports.ts'
import type { AccountSettings } from '../config/accounts.ts'
import type { QueueBackend } from '../queue/backend.ts'
import { apiRoutes } from './api.routes.ts'
import { healthRoutes } from './health.routes.ts'
import { answerProblems } from './problem.ts'
import { webhookRoutes } from './webhook.routes.ts'

/** Services → HTTP application; never listens. */
export const buildApp = (
  services: Services,
  backend: QueueBackend,
  settings: { readonly accounts: readonly AccountSettings[]; readonly apiKey: string | null },
): FastifyInstance => {
  const app = fastify({
    logger: false,
    bodyLimit: 256 * 1024,
    requestTimeout: 10_000,
    connectionTimeout: 15_000,
    keepAliveTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerProblems(app, services.log)
  app.register(webhookRoutes(services, settings.accounts))
  app.register(apiRoutes(services, settings.apiKey))
  app.register(healthRoutes(services, backend))
  return app
}
