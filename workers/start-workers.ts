import type { Services } from '../src/app/ports.ts'
import { jobNames, jobs, type QueueName } from '../src/jobs.ts'
import type { QueueBackend, RunningWorker } from '../src/queue/backend.ts'
import { handlers } from './registry.ts'

const concurrency: Record<QueueName, number> = { inbound: 8, outbound: 8, timers: 2 }

/** Job data is untrusted input too (I14): whoever can write to Redis must not be able to do more than ring. */
const handle = async (services: Services, name: string, payload: unknown): Promise<void> => {
  const known = jobNames.find((candidate) => candidate === name)
  if (!known) throw new Error(`there is no job called ${name.slice(0, 40)}`)
  switch (known) {
    case 'read-delivery':
      return handlers[known](services, jobs[known].payload.parse(payload))
    case 'hear-contact':
      return handlers[known](services, jobs[known].payload.parse(payload))
    case 'send-message':
      return handlers[known](services, jobs[known].payload.parse(payload))
    case 'end-waiting':
      return handlers[known](services, jobs[known].payload.parse(payload))
  }
}

/** Starts the workers of the given queues. */
export const startWorkers = async (
  services: Services,
  backend: QueueBackend,
  queues: readonly QueueName[],
): Promise<RunningWorker> => {
  const workers = await Promise.all(
    queues.map((queue) =>
      backend.work(
        queue,
        async (name, payload) => {
          try {
            await handle(services, name, payload)
          } catch (error) {
            services.log.error({ job: name, queue, err: error }, 'job failed')
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
