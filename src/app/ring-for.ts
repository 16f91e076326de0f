import type { Change, Dossier, Services } from './ports.ts'

/** Rings the bell for messages that a change has put into the outbox and for deadlines that it has set or moved. */
export const ringFor = async (
  { bell, clock }: Pick<Services, 'bell' | 'clock'>,
  before: Dossier,
  change: Pick<Change, 'messages' | 'requests'>,
): Promise<void> => {
  const now = clock.now()
  const { businessId } = before.contact
  for (const message of change.messages ?? []) {
    const old = before.messages.find(({ id }) => id === message.id)
    const isNew = message.state === 'queued' && (old?.state !== 'queued' || old.dueAt !== message.dueAt)
    if (isNew)
      await bell.ring(
        'send-message',
        { businessId, messageId: message.id },
        { delayMs: Math.max(0, message.dueAt - now), isBulk: message.campaignId !== null },
      )
  }
  for (const { id, dueAt } of change.requests ?? []) {
    const old = before.requests.find((request) => request.id === id)
    if (dueAt === null || old?.dueAt === dueAt) continue
    await bell.ring(
      'end-waiting',
      { businessId, requestId: id, dueAt },
      { delayMs: Math.max(0, dueAt - now) },
    )
  }
}

/** Rings for the hooks of a business, if it has any: the ledger has something new to tell. */
export const ringForHooks = async (
  { store, bell }: Pick<Services, 'store' | 'bell'>,
  businessId: string,
): Promise<void> => {
  if ((await store.hooks()).length > 0) await bell.ring('push-events', { businessId })
}
