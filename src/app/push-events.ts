import type { Services } from './ports.ts'
import { ringForHooks } from './ring-for.ts'

/** Puts what is new in the ledger on its way to the business's hooks, and rings for each. */
export const pushEvents = async (services: Services): Promise<void> => {
  const { store, bell, clock, newId, business } = services
  const ready = await store.readyHookSends(() => newId('snt'), clock.now())
  for (const { id: sendId } of ready) await bell.ring('tell-hook', { businessId: business.id, sendId })
  // There may be more than one turn's worth.
  if (ready.length > 0) await ringForHooks(services, business.id)
}
