import type { Services } from './ports.ts'
import { ringForHooks } from './ring-for.ts'

/** Puts what is new in the ledger on its way to the business's hooks, and rings for each hook. */
export const pushEvents = async (services: Services): Promise<void> => {
  const { store, bell, clock, newId, business } = services
  const { hookIds, isMore } = await store.readyHookSends(() => newId('snt'), clock.now())
  for (const hookId of hookIds) await bell.ring('tell-hook', { businessId: business.id, hookId })
  if (isMore) await ringForHooks(services, business.id)
}
