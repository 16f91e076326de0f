import { AppError } from '../domain/errors.ts'
import { businessFact } from './business-fact.ts'
import type { ApiKey, Scope, Services } from './ports.ts'

type Parts = Pick<Services, 'store' | 'clock' | 'newId' | 'business'>

/** Keeps a new key by its hash; the secret is the caller's to show. */
export const makeKey = async (
  services: Parts,
  input: {
    readonly name: string
    readonly scopes: readonly Scope[]
    readonly hash: string
    readonly by: string
  },
): Promise<ApiKey> => {
  const { store, clock, newId, business } = services
  const { name, scopes, hash, by } = input
  const key: ApiKey = {
    id: newId('key'),
    businessId: business.id,
    name,
    scopes,
    createdAt: clock.now(),
    revokedAt: null,
  }
  await store.saveKey({ ...key, hash }, businessFact(services, 'key.made', { key: key.id, by }))
  return key
}

/** Ends a key at once. Throws `key.not_found`, also for one that was revoked before. */
export const revokeKey = async (services: Parts, id: string, by: string): Promise<void> => {
  const { store, clock } = services
  if (!(await store.revokeKey(id, clock.now(), businessFact(services, 'key.revoked', { key: id, by })))) {
    throw new AppError('key.not_found', `there is no key ${id}`, { field: 'id' })
  }
}
