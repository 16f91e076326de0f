import type { Services } from '../src/app/ports.ts'
import { readDelivery } from '../src/app/read-delivery.ts'

/** A delivery that cannot be read is counted, and in the end laid out as dead instead of tried for ever (F38). */
export const readDeliveryOrCount = async (services: Services, deliveryId: string): Promise<void> => {
  try {
    await readDelivery(services, deliveryId)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown failure'
    const fate = await services.store.countFailure({ deliveryId }, why)
    services.log.error({ correlationId: deliveryId, fate, err: error }, 'delivery could not be read')
    if (fate === 'again') throw error
  }
}
