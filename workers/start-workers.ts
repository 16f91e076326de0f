import type { Installation, Services } from '../src/app/ports.ts'
import { jobNames, jobs, type QueueName } from '../src/jobs.ts'
import type { QueueBackend, RunningWorker } from '../src/queue/backend.ts'
import { handlers } from './registry.ts'

/** Hooks wait for other people's servers: a few slow ones must not hold up the rest. */
const concurrency: Record<QueueName, number> = { inbound: 8, outbound: 8, timers: 2, hooks: 16 }

/** Job data is untrusted input too (I14): whoever can write to Redis must not be able to do more than ring. */
export const handle = async ({ businesses }: Installation, name: string, payload: unknown): Promise<void> => {
  const known = jobNames.find((candidate) => candidate === name)
  if (!known) throw new Error(`there is no job called ${name.slice(0, 40)}`)
  const servicesOf = ({ businessId }: { businessId: string }): Services => {
    const services = businesses.get(businessId)
    if (!services) throw new Error('a job is for a business that is not configured any more')
    return services
  }
  switch (known) {
    case 'read-delivery': {
      const job = jobs[known].payload.parse(payload)
      return handlers[known](servicesOf(job), job)
    }
    case 'hear-contact': {
      const job = jobs[known].payload.parse(payload)
      return handlers[known](servicesOf(job), job)
    }
    case 'send-message': {
      const job = jobs[known].payload.parse(payload)
      return handlers[known](servicesOf(job), job)
    }
    case 'push-events': {
      const job = jobs[known].payload.parse(payload)
      return handlers[known](servicesOf(job), job)
    }
    case 'tell-hook': {
      const job = jobs[known].payload.parse(payload)
      return handlers[known](servicesOf(job), job)
    }
    case 'end-waiting': {
      const job = jobs[known].payload.parse(payload)
      return handlers[known](servicesOf(job), job)
    }
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
