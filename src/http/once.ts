import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../domain/errors.ts'
import { servicesOf } from './caller.ts'

const header = 'idempotency-key'

const keyOf = ({ headers, routeOptions }: FastifyRequest): string | null => {
  const given = headers[header]
  if (!routeOptions.config.once || typeof given !== 'string') return null
  if (!/^[\x21-\x7e]{1,200}$/.test(given)) {
    throw new AppError('request.invalid', `${header}: expected 1 to 200 visible characters`, {
      field: header,
    })
  }
  return given
}

const fingerprintOf = ({ method, url, headers, body }: FastifyRequest): string => {
  const hash = createHash('sha256').update(JSON.stringify([method, url, headers['content-type'] ?? null]))
  return hash.update(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null)).digest('hex')
}

/**
 * `Idempotency-Key`: the same call under the same key is done once and answered the same again, for a day. A call that
 * failed by our own fault is forgotten, so that it can be tried again.
 */
export const answerOnce = (app: FastifyInstance): void => {
  const running = new WeakMap<FastifyRequest, string>()

  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request)
    if (key === null) return
    const { store, clock } = servicesOf(request)
    const earlier = await store.beginCall(key, fingerprintOf(request), clock.now())
    switch (earlier.was) {
      case 'new':
        running.set(request, key)
        return
      case 'running':
        throw new AppError('call.running', `${header}: a call under this key is still being worked on`, {
          field: header,
        })
      case 'different':
        throw new AppError('call.different', `${header}: this key was used for another call`, {
          field: header,
        })
      case 'done': {
        const type = earlier.status < 400 ? 'application/json' : 'application/problem+json'
        reply.status(earlier.status).type(type).header('idempotent-replayed', 'true')
        return reply.send(earlier.body)
      }
    }
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const key = running.get(request)
    if (key === undefined) return payload
    const { store } = servicesOf(request)
    if (reply.statusCode >= 500) await store.forgetCall(key)
    else await store.endCall(key, reply.statusCode, typeof payload === 'string' ? payload : '')
    return payload
  })
}
