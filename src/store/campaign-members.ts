import { and, asc, count, eq, gt, lte, max, min } from 'drizzle-orm'
import { z } from 'zod'
import type { CampaignStore } from '../app/ports.ts'
import { type ShownState, shownStates } from '../domain/campaign.ts'
import { foundByName } from './audience.ts'
import { isOpenFor, settleMember } from './campaigns.ts'
import type { Sqlite } from './open-sqlite.ts'
import { campaignMembers, campaigns, messages } from './schema.ts'

type Members = Pick<
  CampaignStore,
  | 'addMembers'
  | 'addConsented'
  | 'dueMembers'
  | 'nextMemberAt'
  | 'settleMembers'
  | 'laterMessages'
  | 'campaignCounts'
  | 'members'
>

/** A page looks through so many members at most, however seldom the state that it is asked for. */
const pageSpan = 20_000

const variablesSchema = z.record(z.string(), z.string()).nullable()
const shownStateSchema = z.enum(shownStates)

interface ViewRow {
  readonly position: number
  readonly contact_id: string
  readonly shown: string
  readonly why: string | null
  readonly message_id: string | null
  readonly due_at: number
}

/** The state of a member and of their message in one; beside it the reason. */
const viewed = `
  select m.position, m.contact_id, m.message_id, m.due_at,
    case
      when m.state = 'waiting' then iif(c.state = 'cancelled', 'cancelled', 'waiting')
      when m.state = 'refused' then 'refused'
      when x.state = 'cancelled' then iif(x.reason = 'campaign_cancelled', 'cancelled', 'refused')
      when x.state = 'failed' then 'failed'
      when x.state <> 'accepted' then 'queued'
      when x.read_at is not null then 'read'
      when x.delivered_at is not null then 'delivered'
      else 'sent'
    end as shown,
    iif(m.state = 'queued', x.reason, m.reason) as why
  from campaign_members m
    join campaigns c on c.id = m.campaign_id
    left join messages x on x.id = m.message_id
  where m.business_id = ? and m.campaign_id = ? and m.position > ? and m.position <= ?`

/** Whom campaigns are for. Everything here takes memory for one batch or page, however many they are. */
export const openCampaignMembers = ({ db, connection, write }: Sqlite, businessId: string): Members => {
  const byName = connection.prepare<[string, string, string], { who: string; id: string }>(
    `with ${foundByName} select who, id from found`,
  )
  const insert = connection.prepare<[string, string, string, string, string | null]>(`
    insert into campaign_members (business_id, campaign_id, position, contact_id, variables, state, due_at)
      select ?, ?, coalesce((select max(position) from campaign_members where campaign_id = ?), 0) + 1, ?, ?, 'waiting', 0
      where true on conflict (campaign_id, contact_id) do nothing`)
  // The cross join keeps SQLite to the order of the consents' own key, so that a batch begins where the last one ended.
  const consented = connection.prepare<[string, string, string, string, number], { id: string }>(`
    select s.contact_id as id from consents s cross join contacts c on c.id = s.contact_id
      where s.contact_id > ? and s.channel = ? and s.category = ? and s.state = 'opted_in'
        and c.business_id = ? and c.merged_into is null
      order by s.contact_id limit ?`)
  const byState = connection.prepare<
    [string],
    { state: string; n: number; delivered: number; read: number }
  >(`
    select state, count(*) as n, count(coalesce(delivered_at, read_at)) as delivered, count(read_at) as read
      from messages where campaign_id = ? group by state`)
  const page = connection.prepare<
    [string, string, number, number, string | null, string | null, string | null, string | null, number],
    ViewRow
  >(
    `select * from (${viewed}) where (? is null or shown = ?) and (? is null or why = ?) order by position limit ?`,
  )

  const add = (campaignId: string, contactId: string, variables: unknown): 'added' | 'already' => {
    const own = variables === null ? null : JSON.stringify(variables)
    return insert.run(businessId, campaignId, campaignId, contactId, own).changes > 0 ? 'added' : 'already'
  }

  const ofCampaign = (id: string) =>
    and(eq(campaignMembers.businessId, businessId), eq(campaignMembers.campaignId, id))
  const waitingIn = (id: string) => and(ofCampaign(id), eq(campaignMembers.state, 'waiting'))

  const reasons = (rows: readonly { reason: string | null; n: number }[]) =>
    rows.flatMap(({ reason, n }) => (reason === null ? [] : [{ reason, count: n }]))

  return {
    addMembers: async (id, people) =>
      write((tx) => {
        if (!isOpenFor(tx, businessId, id)) return null
        const names = JSON.stringify(people.map(({ who }) => who))
        const known = new Map(byName.all(names, businessId, businessId).map((row) => [row.who, row.id]))
        return people.map(({ who, variables }) => {
          const contactId = known.get(who)
          return contactId === undefined ? 'unknown' : add(id, contactId, variables)
        })
      }),

    addConsented: async (id, after, limit) =>
      write((tx) => {
        if (!isOpenFor(tx, businessId, id)) return null
        const campaign = tx.select().from(campaigns).where(eq(campaigns.id, id)).get()
        if (!campaign) return null
        const { channel, category } = campaign
        const rows = consented.all(after ?? '', channel, category, businessId, limit)
        const added = rows.filter((row) => add(id, row.id, null) === 'added').length
        const next = rows.length === limit ? (rows.at(-1)?.id ?? null) : null
        return { added, already: rows.length - added, next }
      }),

    dueMembers: async (id, now, limit) =>
      db
        .select()
        .from(campaignMembers)
        .where(and(waitingIn(id), lte(campaignMembers.dueAt, now)))
        .orderBy(asc(campaignMembers.dueAt), asc(campaignMembers.position))
        .limit(limit)
        .all()
        .map(({ campaignId, position, contactId, variables }) => ({
          campaignId,
          position,
          contactId,
          variables: variablesSchema.parse(variables),
        })),

    nextMemberAt: async (id) =>
      db
        .select({ at: min(campaignMembers.dueAt) })
        .from(campaignMembers)
        .where(waitingIn(id))
        .get()?.at ?? null,

    settleMembers: async (outcomes) =>
      write((tx) => {
        for (const outcome of outcomes) settleMember(tx, businessId, outcome)
      }),

    laterMessages: async (id, now, reason, limit) =>
      db
        .select({ id: messages.id })
        .from(messages)
        .innerJoin(campaigns, eq(campaigns.id, messages.campaignId))
        .where(
          and(
            eq(campaigns.businessId, businessId),
            eq(messages.campaignId, id),
            eq(messages.state, 'queued'),
            gt(messages.dueAt, now),
            reason === null ? undefined : eq(messages.reason, reason),
          ),
        )
        .limit(limit)
        .all()
        .map((row) => row.id),

    campaignCounts: async (id) =>
      db.transaction((tx) => {
        const n = count()
        const { reason } = campaignMembers
        const waiting = tx
          .select({ n, last: max(campaignMembers.dueAt) })
          .from(campaignMembers)
          .where(waitingIn(id))
          .get()
        const held = tx
          .select({ reason, n })
          .from(campaignMembers)
          .where(and(waitingIn(id), gt(campaignMembers.dueAt, 0)))
          .groupBy(reason)
          .all()
        const refused = tx
          .select({ reason, n })
          .from(campaignMembers)
          .where(and(ofCampaign(id), eq(campaignMembers.state, 'refused')))
          .groupBy(reason)
          .all()
        const withdrawn = tx
          .select({ reason: messages.reason, n })
          .from(messages)
          .where(and(eq(messages.campaignId, id), eq(messages.state, 'cancelled')))
          .groupBy(messages.reason)
          .all()
        // Read from the index alone; what was read was delivered, also where nobody has said so.
        const told = byState.all(id)
        const of = (state: string) => told.find((row) => row.state === state)
        const underWay = ['queued', 'claimed', 'unknown'].map((state) => of(state)?.n ?? 0)
        return {
          waiting: waiting?.n ?? 0,
          held: reasons(held),
          refused: reasons(refused),
          underWay: underWay.reduce((a, b) => a + b, 0),
          sent: of('accepted')?.n ?? 0,
          delivered: of('accepted')?.delivered ?? 0,
          read: of('accepted')?.read ?? 0,
          failed: of('failed')?.n ?? 0,
          withdrawn: reasons(withdrawn),
          lastDueAt: waiting?.last ?? null,
        }
      }),

    members: async (id, { state, reason }, after, limit) => {
      const until = after + pageSpan
      const rows = page.all(businessId, id, after, until, state, state, reason, reason, limit)
      const last = db
        .select({ at: max(campaignMembers.position) })
        .from(campaignMembers)
        .where(ofCampaign(id))
        .get()
      const reached = rows.length === limit ? (rows.at(-1)?.position ?? until) : until
      return {
        items: rows.map((row) => {
          const shown: ShownState = shownStateSchema.parse(row.shown)
          return {
            position: row.position,
            contactId: row.contact_id,
            state: shown,
            reason: row.why,
            messageId: row.message_id,
            dueAt: shown === 'waiting' && row.due_at > 0 ? row.due_at : null,
          }
        }),
        next: reached < (last?.at ?? 0) ? reached : null,
      }
    },
  }
}
