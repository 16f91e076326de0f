import type { JobsOptions } from 'bullmq'
import type { Bell, Log, NewId, RingOptions } from '../app/ports.ts'
import { type JobName, type JobPayload, jobs } from '../jobs.ts'
import { jobOptions, type QueueBackend } from './backend.ts'
import { complainer } from './complainer.ts'

/** No answer by then is no answer; the job may still land later, which does no harm. */
const patienceMs = 1_200

/** BullMQ takes jobs without a priority first. */
const behindOthers = 10

const givenUp = Symbol('given up')

const within = async (work: Promise<void>, ms: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<typeof givenUp>((resolve) => {
    timer = setTimeout(() => resolve(givenUp), ms)
  })
  try {
    return (await Promise.race([work, late])) !== givenUp
  } finally {
    clearTimeout(timer)
  }
}

/** How each job is kept apart from its like: one a contact at a time, one alarm a due time (RELIABILITY D5, D9). */
const identityOf = (
  name: JobName,
  payload: object,
  newId: NewId,
  { fresh = false, delayMs = 0 }: RingOptions,
): JobsOptions => {
  const isLate = delayMs > 0
  if (fresh) return { jobId: newId('job') }
  if (name === 'hear-contact' && 'contactId' in payload) {
    return { deduplication: { id: `hear-${payload.contactId}`, keepLastIfActive: true } }
  }
  if (name === 'push-events' && 'businessId' in payload) {
    return { deduplication: { id: `push-${payload.businessId}`, keepLastIfActive: true } }
  }
  // A later try must not stand in the way of what is due now: only those at once are kept apart.
  if (name === 'tell-hook' && 'hookId' in payload && !isLate) {
    return { deduplication: { id: `tell-${payload.hookId}`, keepLastIfActive: true } }
  }
  // Every look at a campaign rings for the next: one bell for each moment, or they would become ever more.
  if (name === 'run-campaign' && 'campaignId' in payload && 'dueAt' in payload) {
    return { jobId: `run-campaign-${payload.campaignId}-${payload.dueAt}` }
  }
  if (name === 'end-waiting' && 'requestId' in payload && 'dueAt' in payload) {
    return { jobId: `end-waiting-${payload.requestId}-${payload.dueAt}` }
  }
  return { jobId: newId('job') }
}

/** The guarded add: bounded in time, silent in failure, counted (RELIABILITY D3, I12). */
export const openBell = (backend: QueueBackend, newId: NewId, log: Log): Bell => {
  const complain = complainer(log)
  return {
    ring: async <Name extends JobName>(name: Name, payload: JobPayload<Name>, options: RingOptions = {}) => {
      const { delayMs = 0, isBulk = false } = options
      const identity = identityOf(name, payload, newId, options)
      const job = {
        ...jobOptions,
        ...identity,
        ...(delayMs > 0 ? { delay: delayMs } : {}),
        ...(isBulk ? { priority: behindOthers } : {}),
      }
      try {
        const adding = backend.add(jobs[name].queue, name, payload, job)
        adding.catch(() => undefined)
        if (await within(adding, patienceMs)) return true
        complain('bell', new Error(`no answer within ${patienceMs} ms`))
      } catch (error) {
        complain('bell', error instanceof Error ? error : new Error('unknown failure'))
      }
      return false
    },
  }
}
