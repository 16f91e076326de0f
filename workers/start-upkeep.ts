import { pollAccounts } from '../src/app/poll-accounts.ts'
import type { Installation } from '../src/app/ports.ts'
import { sweep } from '../src/app/sweep.ts'
import { second } from '../src/domain/clock.ts'
import type { RunningWorker } from '../src/queue/backend.ts'

const interval = 15 * second

/** Sweeps at once and then every 15 seconds, whatever state the queue is in, and asks the numbers whose turn it is. */
export const startUpkeep = (assent: Installation): RunningWorker => {
  const { shared } = assent
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const turn = async (): Promise<void> => {
    try {
      const swept = await sweep(shared)
      if (swept && Object.values(swept).some((count) => count > 0)) shared.log.info(swept, 'swept')
    } catch (error) {
      shared.log.error({ err: error }, 'sweep failed')
    }
    try {
      await pollAccounts(assent)
    } catch (error) {
      shared.log.error({ err: error }, 'asking the platform for the quality failed')
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
