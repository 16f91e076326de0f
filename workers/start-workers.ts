import type { Installation } from '../src/app/ports.ts'
import { jobNames, jobs, ofBusiness, type QueueName } from '../src/jobs.ts'
import type { QueueBackend, RunningWorker } from '../src/queue/backend.ts'
import { handlers } from './registry.ts'

/** Hooks wait for other people's servers: a few slow ones must not hold up the rest. */
const concurrency: Record<QueueName, number> = { inbound: 8, outbound: 8, timers: 2, bulk: 2, hooks: 16 }

/** Job data is untrusted input too (I14): whoever can write to Redis must not be able to do more than ring. */
export const handle = async ({ businesses }: Installation, name: string, payload: unknown): Promise<void> => {
  const known = jobNames.find((candidate) => candidate === name)
  if (!known) throw new Error(`there is no job called ${name.slice(0, 40)}`)
  const services = businesses.get(ofBusiness.parse(payload).businessId)
  if (!services) throw new Error('a job is for a business that is not configured any more')
  switch (known) {
    case 'read-delivery':
      return handlers[known](services, jobs[known].payload.parse(payload))
    case 'hear-contact':
      return handlers[known](services, jobs[known].payload.parse(payload))
    case 'send-message':
      return handlers[known](services, jobs[known].payload.parse(payload))
    case 'run-campaign':
      return handlers[known](services, jobs[known].payload.parse(payload))
    case 'push-events':
      return handlers[known](services, jobs[known].payload.parse(payload))
    case 'tell-hook':
      return handlers[known](services, jobs[known].payload.parse(payload))
    case 'end-waiting':
      return handlers[known](services, jobs[known].payload.parse(payload))
  }
}

/** Starts the workers of the given queues. */
export const startWorkers = async (
  assent: Installation,
  backend: QueueBackend,
  queues: readonly QueueName[],
): Promise<RunningWorker> => {
  const workers = await Promise.all(
    queues.map((queue) =>
      backend.work(
        queue,
        async (name, payload) => {
          try {
            await handle(assent, name, payload)
          } catch (error) {
            assent.shared.log.error({ job: name, queue, err: error }, 'job failed')
            throw error
          }
        },
        concurrency[queue],
      ),
    ),
  )
  return {
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()))
    },
  }
}
