import { z } from 'zod'
import type { AudienceRow, Store } from '../app/ports.ts'
import type { Channel } from '../domain/channel.ts'
import type { Sqlite } from './open-sqlite.ts'

/** One row of the query below: the columns are the schema's, which is the same process's own. */
interface Row {
  readonly who: string
  readonly id: string
  readonly windows: string
  readonly time_zone: string | null
  readonly country: string | null
  readonly phone: string | null
  readonly state: 'none' | 'pending' | 'opted_in' | 'opted_out' | null
  readonly by: string | null
  readonly held_by: string | null
  readonly stopped: string | null
}
const windowsSchema = z.record(z.string(), z.number())

/**
 * Contact ids for a JSON array of names (contact ids, or phone numbers with their plus), for a statement that begins with
 * it. Its parameters: the array, and twice the business.
 */
export const foundByName = `
    named(who) as (select value from json_each(?)),
    found(who, id) as (
      select who, i.contact_id from named cross join identities i
        on i.business_id = ? and i.kind = 'phone' and i.value = who where substr(who, 1, 1) = '+'
      union all
      select who, coalesce(c.merged_into, c.id) from named cross join contacts c
        on c.id = who where c.business_id = ? and substr(who, 1, 1) <> '+'
    )`

const nobody: Readonly<Record<string, number>> = {}

/**
 * Where a whole audience stands, read from the cache of the fold in a few statements for hundreds of people at a time.
 * Names come as one JSON array, so that the statements are prepared once whatever the size of a batch; the cross joins
 * keep SQLite to the order named → contact → consent, each by its key, however many people there are.
 */
export const openAudience = ({ connection }: Sqlite, businessId: string): Pick<Store, 'standings'> => {
  const byName = connection.prepare<[string, string, string, string, Channel, string], Row>(`
    with ${foundByName}
    select f.who, c.id, c.windows, c.time_zone, c.country, s.state, s.by, s.held_by, s.stopped_on_platform_by as stopped,
      (select value from identities i where i.contact_id = c.id and i.kind = 'phone' order by since desc limit 1) as phone
      from found f
      cross join contacts c on c.id = f.id and c.business_id = ?
      left join consents s on s.contact_id = c.id and s.channel = ? and s.category = ?`)
  const leftFor = connection.prepare<[string, string, number], { id: string; at: number }>(`
    select contact_id as id, first_claimed_at as at from messages
      where contact_id in (select value from json_each(?)) and kind = 'business' and category = ?
        and first_claimed_at > ? order by first_claimed_at`)

  return {
    standings: async (who, category, channel: Channel, since) => {
      const found = new Map<string, AudienceRow>()
      const names = JSON.stringify(who)
      const rows = byName.all(names, businessId, businessId, businessId, channel, category)
      const left = new Map<string, number[]>()
      const ids: string[] = []
      for (const row of rows) {
        const own: number[] = left.get(row.id) ?? []
        left.set(row.id, own)
        ids.push(row.id)
        found.set(row.who, {
          contactId: row.id,
          consent: {
            state: row.state ?? 'none',
            by: row.by,
            heldBy: row.held_by,
            stoppedOnPlatformBy: row.stopped,
          },
          left: own,
          windows: row.windows === '{}' ? nobody : windowsSchema.parse(JSON.parse(row.windows)),
          timeZone: row.time_zone,
          country: row.country,
          phone: row.phone,
        })
      }
      if (since > 0) {
        for (const { id, at } of leftFor.all(JSON.stringify(ids), category, since)) {
          left.get(id)?.push(at)
        }
      }
      return found
    },
  }
}
