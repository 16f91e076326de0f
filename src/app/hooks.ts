import { AppError } from '../domain/errors.ts'
import { businessFact } from './business-fact.ts'
import type { Hook, Services } from './ports.ts'

/**
 * Has a business told what happens, from now on. The secret is the caller's to make and to show, once. Throws
 * `request.invalid` for an address that is not called.
 */
export const makeHook = async (
  services: Services,
  input: { readonly url: string; readonly kinds: readonly string[]; readonly secret: string },
): Promise<Omit<Hook, 'cursor'>> => {
  const { store, clock, newId } = services
  const why = services.whyNotTell(input.url)
  if (why !== null) throw new AppError('request.invalid', `url: ${why}`, { field: 'url' })
  const hook = {
    id: newId('hok'),
    url: input.url,
    secrets: [input.secret],
    kinds: input.kinds,
    createdAt: clock.now(),
    removedAt: null,
  }
  await store.saveHook(hook, businessFact(services, 'hook.made', { hook: hook.id }))
  return hook
}

const missing = (id: string): AppError =>
  new AppError('hook.not_found', `there is no hook ${id}`, { field: 'id' })

/** Gives a hook a new secret; the one before signs beside it until the next change. */
export const rotateHook = async (services: Services, id: string, secret: string): Promise<void> => {
  const hook = await services.store.hook(id)
  if (!hook) throw missing(id)
  const secrets = [secret, ...hook.secrets.slice(0, 1)]
  if (
    !(await services.store.changeHook(id, { secrets }, businessFact(services, 'hook.rotated', { hook: id })))
  )
    throw missing(id)
}

export const removeHook = async (services: Services, id: string): Promise<void> => {
  const removedAt = services.clock.now()
  if (
    !(await services.store.changeHook(
      id,
      { removedAt },
      businessFact(services, 'hook.removed', { hook: id }),
    ))
  )
    throw missing(id)
}
