import type { JobsOptions } from 'bullmq'
import type { Clock } from '../../domain/clock.ts'
import type { QueueName } from '../../jobs.ts'
import type { QueueBackend } from '../../queue/backend.ts'

interface Waiting {
  readonly queue: QueueName
  readonly name: string
  readonly payload: object
  readonly dueAt: number
  readonly id: string | null
  readonly triesLeft: number
}

export interface StoryQueue extends QueueBackend {
  /** Does what is due at the story's present moment; how many jobs that were. */
  runDue(handle: (name: string, payload: unknown) => Promise<void>): Promise<number>
  /** When the next job falls due, Unix ms; null when none waits. */
  nextDueAt(): number | null
}

/** The queue of a story: nothing happens in it but at the story's own time. */
export const storyQueue = (clock: Clock): StoryQueue => {
  let waiting: Waiting[] = []
  return {
    kind: 'embedded',
    add: async (queue, name, payload, { delay = 0, jobId, attempts = 1 }: JobsOptions) => {
      const id = jobId ?? null
      if (id !== null && waiting.some((job) => job.id === id)) return
      waiting.push({ queue, name, payload, dueAt: clock.now() + delay, id, triesLeft: attempts })
    },
    work: async () => {
      throw new Error('a story does its jobs itself')
    },
    depths: async () => {
      const count = (queue: QueueName): number => waiting.filter((job) => job.queue === queue).length
      return {
        inbound: count('inbound'),
        outbound: count('outbound'),
        timers: count('timers'),
        bulk: count('bulk'),
        hooks: count('hooks'),
      }
    },
    close: async () => {
      waiting = []
    },
    runDue: async (handle) => {
      const now = clock.now()
      const due = waiting.filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt - b.dueAt)
      waiting = waiting.filter((job) => !due.includes(job))
      for (const job of due) {
        try {
          await handle(job.name, job.payload)
        } catch (error) {
          if (job.triesLeft <= 1) throw error
          waiting.push({ ...job, triesLeft: job.triesLeft - 1 })
        }
      }
      return due.length
    },
    nextDueAt: () => (waiting.length === 0 ? null : Math.min(...waiting.map(({ dueAt }) => dueAt))),
  }
}
