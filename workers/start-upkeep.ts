import type { Installation } from '../src/app/ports.ts'
import { sweep } from '../src/app/sweep.ts'
import { syncAllTemplates } from '../src/app/sync-templates.ts'
import { minute, second } from '../src/domain/clock.ts'
import type { RunningWorker } from '../src/queue/backend.ts'

const interval = 15 * second
/** The webhooks tell of changes at once; the list finds those that were lost. */
const betweenSyncs = 15 * minute

/** Sweeps at once and then every 15 seconds, whatever state the queue is in; reads the templates every 15 minutes. */
export const startUpkeep = (assent: Installation): RunningWorker => {
  const { shared } = assent
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let syncedAt = Number.NEGATIVE_INFINITY
  const turn = async (): Promise<void> => {
    try {
      const swept = await sweep(shared)
      if (swept && Object.values(swept).some((count) => count > 0)) shared.log.info(swept, 'swept')
    } catch (error) {
      shared.log.error({ err: error }, 'sweep failed')
    }
    if (shared.clock.now() - syncedAt >= betweenSyncs) {
      syncedAt = shared.clock.now()
      try {
        await syncAllTemplates(assent)
      } catch (error) {
        shared.log.error({ err: error }, 'the templates could not be synced')
      }
    }
    if (!stopped) timer = setTimeout(start, interval)
  }
  const start = (): void => {
    running = turn()
  }
  start()
  return {
    close: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
