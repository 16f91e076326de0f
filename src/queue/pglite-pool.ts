import { EventEmitter } from 'node:events'
import type { PGlite } from '@electric-sql/pglite'
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq'

/**
 * One PGlite database in the shape of a `pg.Pool`, as BullMQ's PostgreSQL backend wants it. PGlite has a single
 * session, so every "client" is that session; BullMQ opens no transactions of its own on them, but for its
 * migrations, which run alone before anything else.
 */
export const pglitePool = (database: PGlite): PgPool => {
  const query = async <Row>(text: string, params: readonly unknown[] = []): Promise<PgQueryResult<Row>> => {
    // Only `exec` takes several statements at once, and only `query` takes parameters.
    if (params.length > 0) {
      const result = await database.query<Row>(text, [...params])
      return { rows: result.rows, rowCount: result.affectedRows || result.rows.length }
    }
    const results = await database.exec(text)
    const last = results.at(-1)
    return { rows: asRows(last?.rows), rowCount: last?.affectedRows || last?.rows.length || 0 }
  }

  const client = (): PgPoolClient => {
    const emitter = new EventEmitter().setMaxListeners(0)
    // Without this a job waits for the poll: PGlite hands notifications to listeners, not to the session.
    const forget = database.onNotification((channel, payload) =>
      emitter.emit('notification', { channel, payload }),
    )
    return Object.assign(emitter, { query, release: forget })
  }

  // Every queue and worker listens here, and BullMQ never stops listening.
  return Object.assign(new EventEmitter().setMaxListeners(0), {
    query,
    connect: async () => client(),
    end: async () => undefined,
  })
}

/** `exec` does not know the rows' type; the caller named it, and BullMQ checks what it reads. */
const asRows = <Row>(rows: unknown[] | undefined): Row[] => (rows ?? []) as Row[]
