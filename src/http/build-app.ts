import { type FastifyInstance, fastify } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Installation } from '../app/ports.ts'
import type { Config } from '../config/config.ts'
import type { QueueBackend } from '../queue/backend.ts'
import '../fault-words.ts'
import { api } from './api.ts'
import { formRoutes } from './form.routes.ts'
import { healthRoutes } from './health.routes.ts'
import { metricsRoutes } from './metrics.routes.ts'
import { answerBrokenCall, answerFrameProblem, answerProblems } from './problem.ts'
import { voiceRoutes } from './voice.routes.ts'
import { webhookRoutes } from './webhook.routes.ts'

/** What a worker process answers: that it lives, and what it measures. */
export const buildWorkerApp = (
  assent: Installation,
  backend: QueueBackend,
  { apiKey }: Pick<Config, 'apiKey'>,
): FastifyInstance => {
  const app = fastify({ logger: false })
  answerProblems(app, assent.shared.log)
  app.register(healthRoutes(assent, backend))
  app.register(metricsRoutes(assent, apiKey))
  return app
}

/** Services → HTTP application; never listens. */
export const buildApp = (
  assent: Installation,
  backend: QueueBackend,
  config: Pick<Config, 'businesses' | 'apiKey' | 'publicUrl' | 'trustProxy'>,
): FastifyInstance => {
  const app = fastify({
    logger: false,
    // Whose X-Forwarded-For is believed; nobody's, unless the operator says so.
    trustProxy: config.trustProxy.length === 0 ? false : [...config.trustProxy],
    bodyLimit: 256 * 1024,
    // An audience may take a while to come in; a connection that says nothing is cut long before.
    requestTimeout: 120_000,
    connectionTimeout: 15_000,
    keepAliveTimeout: 30_000,
    frameworkErrors: answerFrameProblem(assent.shared.log),
    clientErrorHandler: answerBrokenCall,
    routerOptions: { maxParamLength: 200 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerProblems(app, assent.shared.log)
  app.register(webhookRoutes(assent, config.businesses))
  app.register(formRoutes(assent, config.publicUrl))
  app.register(voiceRoutes(assent, config.businesses))
  app.register(api(assent, config))
  app.register(healthRoutes(assent, backend))
  app.register(metricsRoutes(assent, config.apiKey))
  return app
}
