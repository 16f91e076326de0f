import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { Installation } from '../app/ports.ts'
import { attachmentRoutes } from './attachments.routes.ts'
import { knowCallers } from './caller.ts'
import { campaignAudienceRoutes } from './campaign-audience.routes.ts'
import { campaignRoutes } from './campaigns.routes.ts'
import { categoryRoutes } from './categories.routes.ts'
import { contactRoutes } from './contacts.routes.ts'
import { describeApi, describeRoute } from './describe.ts'
import { docsPage } from './docs-page.ts'
import { eventRoutes } from './events.routes.ts'
import { gateRoutes } from './gate.routes.ts'
import { hookRoutes } from './hooks.routes.ts'
import { keyRoutes } from './keys.routes.ts'
import { linkRoutes } from './links.routes.ts'
import { messageRoutes } from './messages.routes.ts'
import { methodRoutes } from './methods.routes.ts'
import { noticeRoutes } from './notices.routes.ts'
import { refuseOddText } from './odd-text.ts'
import { answerOnce } from './once.ts'
import { onePersonRoutes } from './one-person.routes.ts'
import { policyRoutes } from './policy.routes.ts'
import { qualityRoutes } from './quality.routes.ts'
import { requestRoutes } from './requests.routes.ts'
import { ringAfterWrites } from './ring-after-writes.ts'
import { settingsRoutes } from './settings.routes.ts'
import { statementRoutes } from './statements.routes.ts'
import { templateRoutes } from './templates.routes.ts'

const description = `Ask people for consent, record what they said elsewhere, ask what they agree to, and write to them
through the gate. Errors are problem+json (RFC 9457): \`type\` is stable, \`errors\` names every field at fault, and
\`reason\` says why the gate refuses.`

/** The API that agents, CRMs and the demo call, with the description that is generated from its schemas. */
export const api = (
  assent: Installation,
  settings: { readonly apiKey: string | null; readonly publicUrl: string },
) =>
  async function apiPlugin(app: FastifyInstance): Promise<void> {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: { title: 'Assent', version: '1', description },
        servers: [{ url: settings.publicUrl }],
        components: {
          securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'a key of the API' } },
        },
        security: [{ key: [] }],
      },
      transform: describeRoute,
      transformObject: jsonSchemaTransformObject,
    })
    await app.register(swaggerUi, {
      routePrefix: '/docs',
      transformSpecification: (document) => describeApi(document),
      ...docsPage,
    })
    app.get('/openapi.json', { schema: { hide: true } }, async () => describeApi(app.swagger()))
    await app.register(async (routes) => {
      knowCallers(routes, assent, settings.apiKey)
      refuseOddText(routes)
      answerOnce(routes)
      ringAfterWrites(routes)
      await routes.register(categoryRoutes)
      await routes.register(contactRoutes)
      await routes.register(onePersonRoutes)
      await routes.register(requestRoutes)
      await routes.register(statementRoutes)
      await routes.register(messageRoutes)
      await routes.register(gateRoutes)
      await routes.register(campaignRoutes)
      await routes.register(campaignAudienceRoutes)
      await routes.register(qualityRoutes)
      await routes.register(templateRoutes)
      await routes.register(noticeRoutes)
      await routes.register(settingsRoutes)
      await routes.register(policyRoutes)
      await routes.register(keyRoutes)
      await routes.register(methodRoutes)
      await routes.register(linkRoutes)
      await routes.register(attachmentRoutes)
      await routes.register(hookRoutes)
      await routes.register(eventRoutes)
    })
  }
