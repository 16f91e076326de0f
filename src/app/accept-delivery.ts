import type { Delivery, Shared } from './ports.ts'

type Waiting = {
  readonly delivery: Delivery
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Takes webhook deliveries into the inbox. Deliveries that come at the same time share a commit, since it is the
 * disk that costs. Resolves when the delivery is safely kept, and only then; the bell is rung after that and its
 * fate is nobody's concern here.
 */
export const openInboxDoor = ({ shared, bell, log }: Pick<Shared, 'shared' | 'bell' | 'log'>) => {
  let waiting: Waiting[] = []

  const commit = async (): Promise<void> => {
    const batch = waiting
    waiting = []
    try {
      await shared.saveDeliveries(batch.map(({ delivery }) => delivery))
    } catch (error) {
      for (const { reject } of batch) reject(error)
      return
    }
    for (const { delivery, resolve } of batch) {
      resolve()
      log.info({ correlationId: delivery.id, accountId: delivery.accountId }, 'delivery accepted')
      void bell.ring('read-delivery', { businessId: delivery.businessId, deliveryId: delivery.id })
    }
  }

  return (delivery: Delivery): Promise<void> =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(() => void commit())
      waiting.push({ delivery, resolve, reject })
    })
}
