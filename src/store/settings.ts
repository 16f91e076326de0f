import { asc, eq } from 'drizzle-orm'
import type { Store } from '../app/ports.ts'
import { type DatedSettings, settingsSchema } from '../domain/settings.ts'
import { appendFacts } from './ledger.ts'
import type { Db, Sqlite, Tx } from './open-sqlite.ts'
import { settings } from './schema.ts'

/** Every version of a business's settings, oldest first. */
export const readSettings = (db: Db | Tx, businessId: string): DatedSettings[] =>
  db
    .select()
    .from(settings)
    .where(eq(settings.businessId, businessId))
    .orderBy(asc(settings.version))
    .all()
    .map(({ version, from, data }) => ({ version, from, settings: settingsSchema.parse(data) }))

export const openSettings = (
  sqlite: Sqlite,
  businessId: string,
): Pick<Store, 'settings' | 'saveSettings'> => ({
  settings: async () => readSettings(sqlite.db, businessId),

  saveSettings: async (dated, expectedVersion, fact) =>
    sqlite.write((tx) => {
      const newest = readSettings(tx, businessId).at(-1)?.version ?? 0
      if (newest !== expectedVersion) return false
      const { version, from, settings: data } = dated
      tx.insert(settings).values({ businessId, version, from, data }).run()
      appendFacts(tx, [fact], fact.at)
      return true
    }),
})
