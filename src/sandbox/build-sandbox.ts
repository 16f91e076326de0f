import fastify, { type FastifyInstance } from 'fastify'
import { systemClock } from '../domain/clock.ts'
import { buildBehaviour } from './behaviour.ts'
import { controlRoutes } from './control.routes.ts'
import { buildMessages } from './messages.ts'
import { defaultPace, type SandboxOptions } from './options.ts'
import { outgoingPost } from './outgoing-post.ts'
import { pageRoutes } from './page.routes.ts'
import { buildPhones } from './phones.ts'
import type { Platform } from './platform.ts'
import { openPlatformStore } from './platform-store.ts'
import { refuseForeignOrigins } from './same-origin.ts'
import { sendRoutes } from './send.routes.ts'
import { smsRoutes } from './sms.ts'
import { templateRoutes } from './templates.routes.ts'
import { buildTemplates } from './templates.ts'
import { buildWebhookLoop } from './webhook-loop.ts'
import { buildWebhookQueue } from './webhook-queue.ts'

export type { Pace, SandboxNumber, SandboxOptions, SmsSender } from './options.ts'

// Longer than the time between a message's first and last status, so that held statuses meet.
const holdBeyondPaceMs = 100

/**
 * The sandbox platform: stands for WhatsApp over HTTP. It never listens by itself; webhooks go out from the
 * moment it is ready until it is closed.
 */
export function buildSandbox(options: SandboxOptions): FastifyInstance {
  const { networkClock = systemClock, pace = defaultPace, smsSenders = [] } = options
  const store = openPlatformStore(options.file)
  const queue = buildWebhookQueue(store.db)
  const behaviour = buildBehaviour(store.db)
  const loop = buildWebhookLoop({
    queue,
    outgoing: (sender, updates) => outgoingPost(options.numbers, smsSenders, sender, updates),
    behaviour: behaviour.read,
    clock: networkClock,
    random: options.random,
    holdMs: Math.max(pace.sentMs, pace.deliveredMs, pace.readMs) + holdBeyondPaceMs,
  })
  const platform: Platform = {
    store,
    phones: buildPhones(store.db),
    templates: buildTemplates(store.db),
    messages: buildMessages(store.db),
    queue,
    behaviour,
    numbers: options.numbers,
    smsSenders,
    clock: options.clock,
    networkClock,
    pace,
    newId: options.newId,
    wake: loop.wake,
  }

  // Connections are cut on close, because a send told to hang would keep the server open for ever.
  const app = fastify({ logger: options.logger ?? false, forceCloseConnections: true })
  refuseForeignOrigins(app)
  app.register(async (scope) => sendRoutes(scope, platform))
  app.register(async (scope) => templateRoutes(scope, platform))
  app.register(async (scope) => smsRoutes(scope, platform))
  app.register(async (scope) => controlRoutes(scope, platform), { prefix: '/sandbox' })
  app.register(async (scope) => pageRoutes(scope, platform))
  app.addHook('onReady', async () => loop.start())
  app.addHook('onClose', async () => {
    await loop.stop()
    store.close()
  })
  return app
}
