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

/** Tells a hook one entry of the ledger, signed by the Standard Webhooks specification; tried again for three days. */
export const tellHook = async (services: Services, sendId: string): Promise<void> => {
  const { store, clock, bell, business, tell, log } = services
  const send = await store.hookSend(sendId)
  const now = clock.now()
  if (send?.state !== 'waiting' || send.dueAt > now) return
  const hook = await store.hook(send.hookId)
  const entry = await store.entry(send.seq)
  if (!hook || !entry) {
    await store.saveHookSend({ ...send, state: 'given_up', error: 'the hook was removed', endedAt: now })
    return
  }
  const body = JSON.stringify({
    type: entry.kind,
    timestamp: new Date(entry.at).toISOString(),
    data: { ...entry.data, id: entry.id, seq: entry.seq, business: business.id, contact: entry.contactId },
  })
  const posted = await tell(hook, { id: entry.id, atSeconds: secondOf(now), body })
  const next = after(send, posted, clock.now())
  await store.saveHookSend(next)
  log.info({ hookId: hook.id, sendId, outcome: posted.outcome, attempts: next.attempts }, 'hook told')
  if (next.state === 'waiting') {
    await bell.ring('tell-hook', { businessId: business.id, sendId }, { delayMs: next.dueAt - now })
  }
}
