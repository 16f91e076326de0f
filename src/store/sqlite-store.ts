import type { NewId, Store } from '../app/ports.ts'
import { openDossiers } from './dossiers.ts'
import { openInbox } from './inbox.ts'
import type { Sqlite } from './open-sqlite.ts'
import { openQueries } from './queries.ts'

/** The store on SQLite. better-sqlite3 is synchronous; the door is not, so that PostgreSQL fits behind it. */
export const sqliteStore = (
  sqlite: Sqlite,
  newId: NewId,
  business: { readonly id: string; readonly language: string },
): Store => {
  const { isUnheard, ...inbox } = openInbox(sqlite, newId, business)
  return {
    ...inbox,
    ...openDossiers(sqlite, isUnheard),
    ...openQueries(sqlite),
    close: async () => sqlite.close(),
  }
}
