import { hour, minute, second, secondOf } from '../domain/clock.ts'
import type { HookSend, Posted, Services } from './ports.ts'

/** The pauses of the Standard Webhooks specification: after the last one it is given up, and stays in the log. */
const pauses = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

const after = (send: HookSend, posted: Posted, now: number): HookSend => {
  const attempts = send.attempts + 1
  const told = {
    ...send,
    attempts,
    status: posted.outcome === 'answered' ? posted.status : null,
    error: posted.outcome === 'answered' ? null : posted.why,
  }
  const isTaken = posted.outcome === 'answered' && posted.status >= 200 && posted.status < 300
  if (isTaken) return { ...told, state: 'delivered', endedAt: now }
  // 410 Gone: the business wants no more of it.
  const pause = posted.outcome === 'answered' && posted.status === 410 ? undefined : pauses[attempts - 1]
  if (pause === undefined) return { ...told, state: 'given_up', endedAt: now }
  return { ...told, dueAt: now + pause }
}

/** So long nobody else tells the same hook; longer than one call may take. */
const leaseTime = minute

/**
 * Tells a hook what is due, one after the other in the order of the ledger, by one worker at a time. After a failure the
 * others get their turn first: a receiver that is away must not hold up those that are there.
 */
export const tellHook = async (services: Services, hookId: string): Promise<void> => {
  const { shared, store, clock, newId, bell, business } = services
  const lease = `hook ${hookId}`
  const owner = newId('job')
  const holds = (until: number): Promise<boolean> => shared.takeLease(lease, owner, until, clock.now())
  while (await holds(clock.now() + leaseTime)) {
    const send = await store.nextHookSend(hookId, clock.now())
    const after = send ? await tellOne(services, send) : null
    if (after?.state === 'waiting') {
      const again = { businessId: business.id, hookId }
      await holds(clock.now())
      await bell.ring('tell-hook', again, { delayMs: after.dueAt - clock.now() })
      if (await store.nextHookSend(hookId, clock.now())) await bell.ring('tell-hook', again)
      return
    }
    if (after) continue
    await holds(clock.now())
    return
  }
}

/** One entry, signed by the Standard Webhooks specification; tried again for three days. */
const tellOne = async (services: Services, send: HookSend): Promise<HookSend> => {
  const { store, clock, business, tell, log } = services
  const now = clock.now()
  const hook = await store.hook(send.hookId)
  const entry = await store.entry(send.seq)
  if (!hook || !entry) {
    const over: HookSend = { ...send, state: 'given_up', error: 'the hook was removed', endedAt: now }
    await store.saveHookSend(over)
    return over
  }
  const body = JSON.stringify({
    type: entry.kind,
    timestamp: new Date(entry.at).toISOString(),
    data: { ...entry.data, id: entry.id, seq: entry.seq, business: business.id, contact: entry.contactId },
  })
  const posted = await tell(hook, { id: entry.id, atSeconds: secondOf(now), body })
  const next = after(send, posted, clock.now())
  await store.saveHookSend(next)
  const { id: sendId, attempts, state } = next
  log.info({ hookId: hook.id, sendId, outcome: posted.outcome, attempts, fate: state }, 'hook told')
  return next
}
