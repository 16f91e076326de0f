import { pollAccounts } from '../src/app/poll-accounts.ts'
import type { Installation, Log } from '../src/app/ports.ts'
import { sweep } from '../src/app/sweep.ts'
import { syncAllTemplates } from '../src/app/sync-templates.ts'
import { minute, second } from '../src/domain/clock.ts'
import type { RunningWorker } from '../src/queue/backend.ts'

const interval = 15 * second
/** The webhooks tell of changes at once; the list finds those that were lost. */
const betweenSyncs = 15 * minute

/** Does something at once and then again and again, one turn after the other; a turn that fails is no reason to end. */
const startLoop = (log: Log, name: string, every: number, work: () => Promise<void>): RunningWorker => {
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const turn = async (): Promise<void> => {
    try {
      await work()
    } catch (error) {
      log.error({ job: name, err: error }, 'upkeep failed')
    }
    if (!stopped) timer = setTimeout(start, every)
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

/**
 * Sweeps, whatever state the queue is in, asks the numbers whose turn it is, and reads the templates; each apart, since a
 * platform that does not answer must not hold up the sweep.
 */
export const startUpkeep = (assent: Installation): RunningWorker => {
  const { shared } = assent
  const loops = [
    startLoop(shared.log, 'sweep', interval, async () => {
      const swept = await sweep(shared)
      if (swept && Object.values(swept).some((count) => count > 0)) shared.log.info(swept, 'swept')
    }),
    startLoop(shared.log, 'poll-accounts', interval, async () => {
      await pollAccounts(assent)
    }),
    startLoop(shared.log, 'sync-templates', betweenSyncs, () => syncAllTemplates(assent)),
  ]
  return {
    close: async () => {
      await Promise.all(loops.map((loop) => loop.close()))
    },
  }
}
