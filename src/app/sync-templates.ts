import { second } from '../domain/clock.ts'
import type { Installation, Services } from './ports.ts'

export interface Synced {
  readonly wabaId: string
  /** How many templates the platform has. */
  readonly templates: number
  /** How many of them were different from what was known. */
  readonly changed: number
}

/**
 * Reads the platform's list of templates, of every account there whose id is configured, and takes in what is different: a
 * webhook may be lost, a list is not. Throws `platform.unreachable`, `platform.refused`.
 */
export const syncTemplates = async (services: Services): Promise<Synced[]> => {
  const { accounts, provider, store, clock } = services
  const done = new Map<string, Synced>()
  for (const { id, businessAccountId: wabaId } of accounts) {
    const { templates } = provider(id)
    if (!wabaId || !templates || done.has(wabaId)) continue
    // A webhook of this very second may be newer than the list, and tells no finer time.
    const at = Math.floor(clock.now() / second) * second
    const listed = await templates.list()
    const changed = await store.saveTemplates(wabaId, listed, at, clock.now())
    done.set(wabaId, { wabaId, templates: listed.length, changed })
  }
  return [...done.values()]
}

const leaseTime = 60 * second

/** All businesses, one after the other; what fails for one is told in the log and tried again at the next turn. */
export const syncAllTemplates = async ({ shared, businesses }: Installation): Promise<void> => {
  const { clock, instance, log } = shared
  const now = clock.now()
  if (!(await shared.shared.takeLease('templates', instance, now + leaseTime, now))) return
  for (const services of businesses.values()) {
    const businessId = services.business.id
    try {
      for (const synced of await syncTemplates(services)) {
        if (synced.changed > 0) log.info({ businessId, ...synced }, 'templates synced')
      }
    } catch (error) {
      log.error({ businessId, err: error }, 'templates could not be synced')
    }
  }
}
