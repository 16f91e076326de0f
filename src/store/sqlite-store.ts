import type { NewId, Store } from '../app/ports.ts'
import { openAccess } from './access.ts'
import { openAccounts } from './accounts.ts'
import { openAudience } from './audience.ts'
import { openCampaignMembers } from './campaign-members.ts'
import { openCampaigns } from './campaigns.ts'
import { openCounts } from './counts.ts'
import { openDossiers } from './dossiers.ts'
import { openHooks } from './hooks.ts'
import { openInbox } from './inbox.ts'
import { openLinks } from './links.ts'
import { openNotices } from './notices.ts'
import type { Sqlite } from './open-sqlite.ts'
import { openPlatformTemplates } from './platform-templates.ts'
import { openQueries } from './queries.ts'
import { openSettings } from './settings.ts'

/**
 * One business's store on SQLite: every query names the business, so no id of another one leads anywhere.
 * better-sqlite3 is synchronous; the door is not, so that PostgreSQL fits behind it.
 */
export const sqliteStore = (
  sqlite: Sqlite,
  newId: NewId,
  business: { readonly id: string; readonly language: string },
): Store => {
  const { takeNews, ...accounts } = openAccounts(sqlite, newId, business.id)
  const { isUnheard, ...inbox } = openInbox(sqlite, newId, business, takeNews)
  return {
    ...inbox,
    ...accounts,
    ...openCounts(sqlite, business.id),
    ...openDossiers(sqlite, business.id, isUnheard),
    ...openQueries(sqlite, business.id),
    ...openSettings(sqlite, business.id),
    ...openNotices(sqlite, business.id),
    ...openAccess(sqlite, business.id),
    ...openLinks(sqlite, business.id),
    ...openHooks(sqlite, business.id),
    ...openAudience(sqlite, business.id),
    ...openCampaigns(sqlite, business.id),
    ...openCampaignMembers(sqlite, business.id),
    ...openPlatformTemplates(sqlite, newId, business.id),
  }
}
