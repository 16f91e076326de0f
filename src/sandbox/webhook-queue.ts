import { heldForPhone, type PlatformDatabase } from './platform-store.ts'
import { type Update, updateSchema } from './webhook-bodies.ts'

export interface QueuedWebhook {
  readonly id: number
  readonly phoneNumberId: string
  /** Webhooks of one lane are not in flight at the same time, so that they arrive in order. */
  readonly lane: string
  readonly field: Update['field']
  readonly dueAt: number
  readonly attempts: number
}

export interface WebhookQueue {
  add(webhook: { phoneNumberId: string; lane: string; update: Update; dueAt: number }): void
  /** What is due, oldest first; without the contents, since the loop looks often and posts seldom. */
  due(until: number, limit: number): QueuedWebhook[]
  updatesOf(webhooks: readonly QueuedWebhook[]): Update[]
  nextDueAfter(moment: number): number | null
  remove(ids: readonly number[]): void
  retryAt(ids: readonly number[], dueAt: number): void
  /** How many wait to be delivered, without those that wait for a phone. */
  count(): number
  /** What was held for this customer is due now, and tells this time. */
  release(customer: string, dueAt: number, atSeconds: number): void
}

interface WebhookRow {
  readonly id: number
  readonly phone_number_id: string
  readonly lane: string
  readonly field: Update['field']
  readonly due_at: number
  readonly attempts: number
}

const toWebhook = (row: WebhookRow): QueuedWebhook => ({
  id: row.id,
  phoneNumberId: row.phone_number_id,
  lane: row.lane,
  field: row.field,
  dueAt: row.due_at,
  attempts: row.attempts,
})

/** Webhooks still to deliver. A row goes only when the business has answered 2xx. */
export function buildWebhookQueue(db: PlatformDatabase): WebhookQueue {
  const insert = db.prepare(
    'insert into webhooks (phone_number_id, lane, field, content, due_at) values (?, ?, ?, ?, ?)',
  )
  const due = db.prepare<[number, number], WebhookRow>(
    'select id, phone_number_id, lane, field, due_at, attempts from webhooks where due_at <= ? order by due_at, id limit ?',
  )
  const content = db.prepare<[number], { content: string }>('select content from webhooks where id = ?')
  const next = db.prepare<[number], { due_at: number | null }>(
    `select min(due_at) as due_at from webhooks where due_at > ? and due_at < ${heldForPhone}`,
  )
  const remove = db.prepare('delete from webhooks where id = ?')
  const retry = db.prepare('update webhooks set due_at = ?, attempts = attempts + 1 where id = ?')
  const count = db.prepare<[], { count: number }>(
    `select count(*) as count from webhooks where due_at < ${heldForPhone}`,
  )
  const held = db.prepare<[string], { id: number; content: string }>(
    `select id, content from webhooks where due_at >= ${heldForPhone} and lane like '%/' || ?`,
  )
  const releaseOne = db.prepare('update webhooks set due_at = ?, content = ? where id = ?')
  const removeAll = db.transaction((ids: readonly number[]) => {
    for (const id of ids) remove.run(id)
  })
  const retryAll = db.transaction((ids: readonly number[], dueAt: number) => {
    for (const id of ids) retry.run(dueAt, id)
  })
  return {
    add: ({ phoneNumberId, lane, update, dueAt }) => {
      insert.run(phoneNumberId, lane, update.field, JSON.stringify(update), dueAt)
    },
    due: (until, limit) => due.all(until, limit).map(toWebhook),
    updatesOf: (webhooks) =>
      webhooks.flatMap(({ id }) => {
        const row = content.get(id)
        return row ? [updateSchema.parse(JSON.parse(row.content))] : []
      }),
    nextDueAfter: (moment) => next.get(moment)?.due_at ?? null,
    remove: (ids) => removeAll.immediate(ids),
    retryAt: (ids, dueAt) => retryAll.immediate(ids, dueAt),
    release: (customer, dueAt, atSeconds) => {
      for (const { id, content } of held.all(customer)) {
        const update = updateSchema.parse(JSON.parse(content))
        const item =
          'timestamp' in update.item ? { ...update.item, timestamp: String(atSeconds) } : update.item
        releaseOne.run(dueAt, JSON.stringify({ ...update, item }), id)
      }
    },
    count: () => count.get()?.count ?? 0,
  }
}
