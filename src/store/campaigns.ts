import { and, asc, count, eq, gt, inArray, max } from 'drizzle-orm'
import type { CampaignStore, Change } from '../app/ports.ts'
import { type Campaign, isOpen, type MemberOutcome } from '../domain/campaign.ts'
import { contentSchema } from '../domain/message.ts'
import { appendFacts } from './ledger.ts'
import type { Sqlite, Tx } from './open-sqlite.ts'
import { campaignMembers, campaigns, messages } from './schema.ts'

type Campaigns = Pick<
  CampaignStore,
  | 'saveCampaign'
  | 'campaign'
  | 'campaigns'
  | 'changeCampaign'
  | 'endCampaign'
  | 'takeTurn'
  | 'endTurn'
  | 'underWay'
>

const own = (businessId: string, id: string) =>
  and(eq(campaigns.businessId, businessId), eq(campaigns.id, id))

/** Is the campaign still in this state? Asked inside the commit that depends on it. */
export const isInState = (
  tx: Tx,
  businessId: string,
  { campaignId, state }: NonNullable<Change['onlyWhile']>,
): boolean =>
  tx.select({ state: campaigns.state }).from(campaigns).where(own(businessId, campaignId)).get()?.state ===
  state

/** True while people can be added to the campaign. */
export const isOpenFor = (tx: Tx, businessId: string, id: string): boolean => {
  const row = tx.select({ state: campaigns.state }).from(campaigns).where(own(businessId, id)).get()
  return row !== undefined && isOpen(row)
}

/** Only who still waits can be settled: what another process has done meanwhile stands. */
export const settleMember = (tx: Tx, businessId: string, outcome: MemberOutcome): void => {
  const { campaignId, position, ...row } = outcome
  tx.update(campaignMembers)
    .set(row)
    .where(
      and(
        eq(campaignMembers.businessId, businessId),
        eq(campaignMembers.campaignId, campaignId),
        eq(campaignMembers.position, position),
        eq(campaignMembers.state, 'waiting'),
      ),
    )
    .run()
}

const notLeft = (id: string) =>
  and(eq(messages.campaignId, id), inArray(messages.state, ['queued', 'claimed', 'unknown']))

type Row = typeof campaigns.$inferSelect
const read = ({ businessId: _ours, content, ...row }: Row): Campaign => ({
  ...row,
  content: contentSchema.parse(content),
})

/** Campaigns: their states, and whose turn it is. */
export const openCampaigns = ({ db, write }: Sqlite, businessId: string): Campaigns => ({
  saveCampaign: async (campaign, fact) =>
    write((tx) => {
      tx.insert(campaigns)
        .values({ ...campaign, businessId })
        .run()
      appendFacts(tx, [fact], fact.at)
    }),

  campaign: async (id) => {
    const row = db.select().from(campaigns).where(own(businessId, id)).get()
    return row ? read(row) : null
  },

  campaigns: async (after, limit) =>
    db
      .select()
      .from(campaigns)
      .where(and(eq(campaigns.businessId, businessId), after ? gt(campaigns.id, after) : undefined))
      .orderBy(asc(campaigns.id))
      .limit(limit)
      .all()
      .map(read),

  changeCampaign: async (id, from, change, fact) =>
    write((tx) => {
      const guarded = and(own(businessId, id), eq(campaigns.state, from))
      if (tx.update(campaigns).set(change).where(guarded).run().changes === 0) return false
      appendFacts(tx, [fact], fact.at)
      return true
    }),

  endCampaign: async (id, now, fact) =>
    write((tx) => {
      const waiting = tx
        .select({ position: campaignMembers.position })
        .from(campaignMembers)
        .where(
          and(
            eq(campaignMembers.businessId, businessId),
            eq(campaignMembers.campaignId, id),
            eq(campaignMembers.state, 'waiting'),
          ),
        )
        .limit(1)
        .get()
      if (waiting || tx.select({ id: messages.id }).from(messages).where(notLeft(id)).limit(1).get())
        return false
      const guarded = and(own(businessId, id), eq(campaigns.state, 'running'))
      const ended = tx.update(campaigns).set({ state: 'done', endedAt: now }).where(guarded).run().changes > 0
      if (ended) appendFacts(tx, [fact], now)
      return ended
    }),

  takeTurn: async (id, now, until) =>
    write((tx) => {
      const campaign = tx.select().from(campaigns).where(own(businessId, id)).get()
      if (!campaign) return null
      const taken = tx
        .select({ at: max(campaigns.freeAt) })
        .from(campaigns)
        .where(eq(campaigns.accountId, campaign.accountId))
        .get()
      if (taken?.at && taken.at > now) return taken.at
      tx.update(campaigns).set({ freeAt: until, nextAt: until }).where(own(businessId, id)).run()
      return null
    }),

  endTurn: async (id, turn) =>
    write((tx) => {
      tx.update(campaigns).set(turn).where(own(businessId, id)).run()
    }),

  underWay: async (id) => db.select({ n: count() }).from(messages).where(notLeft(id)).get()?.n ?? 0,
})
