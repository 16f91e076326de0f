import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type ApiKey, type Installation, type Scope, type Services, scopes } from '../app/ports.ts'
import { AppError } from '../domain/errors.ts'
import { sameSecret } from '../whatsapp/signature.ts'

/** Who calls: for which business, with which rights, and under what name they stand in the ledger. */
export interface Caller {
  readonly services: Services
  readonly scopes: readonly Scope[]
  readonly name: string
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
  }
  interface FastifyContextConfig {
    /** The right that a call of the route needs. */
    scope?: Scope
    /** Calls of the route may carry an Idempotency-Key. */
    once?: boolean
  }
}

/** A new key as its holder keeps it; we keep the hash. */
export const newKeySecret = (): string => `ask_${randomBytes(24).toString('base64url')}`

export const hashOfKey = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** The services of the business that calls. */
export const servicesOf = ({ caller }: FastifyRequest): Services => callerOf(caller).services

export const nameOf = ({ caller }: FastifyRequest): string => callerOf(caller).name

const callerOf = (caller: Caller | null): Caller => {
  if (!caller) throw new Error('a route of the API lacks its check of the caller')
  return caller
}

const wants = (scope: Scope): AppError =>
  new AppError('auth.scope', `authorization: this key lacks the scope "${scope}"`, {
    field: 'authorization',
    scope,
  })

/**
 * Finds out who calls, before anything of the call is read. With a key: its business. Without one: the first business,
 * and only where Assent listens to this machine alone and ASSENT_API_KEY is not set, as for a first try.
 */
export const knowCallers = (app: FastifyInstance, assent: Installation, apiKey: string | null): void => {
  const { shared, businesses, services } = assent
  const everything = (name: string): Caller => ({ services, scopes, name })
  const ofKey = ({ id, businessId, scopes: granted }: ApiKey): Caller | null => {
    const own = businesses.get(businessId)
    return own ? { services: own, scopes: granted, name: `key:${id}` } : null
  }
  const find = async (authorization: string | undefined): Promise<Caller | null> => {
    const secret = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]
    if (secret === undefined)
      return authorization === undefined && apiKey === null ? everything('local') : null
    if (apiKey !== null && sameSecret(secret, apiKey)) return everything('ASSENT_API_KEY')
    const key = await shared.shared.keyByHash(hashOfKey(secret))
    return key ? ofKey(key) : null
  }

  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request) => {
    const caller = await find(request.headers.authorization)
    if (!caller) {
      throw new AppError(
        'auth.missing',
        'authorization: expected "Bearer" and a key of this Assent (ASSENT_API_KEY, or one made at POST /v1/keys or by `assent key`)',
        { field: 'authorization' },
      )
    }
    const { scope = 'read' } = request.routeOptions.config
    if (!caller.scopes.includes(scope) && !caller.scopes.includes('admin')) throw wants(scope)
    request.caller = caller
  })
}
