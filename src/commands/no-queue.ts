import type { QueueBackend } from '../queue/backend.ts'

const refuse = async (): Promise<never> => {
  throw new Error('this command only looks, and has no queue')
}

/** For commands that only look: nothing can be put into a queue, and nothing is taken out of one. */
export const noQueue: QueueBackend = {
  kind: 'embedded',
  add: refuse,
  work: refuse,
  depths: refuse,
  close: async () => undefined,
}
