import { and, asc, eq, gt } from 'drizzle-orm'
import type { Store } from '../app/ports.ts'
import { appendFacts } from './ledger.ts'
import type { Sqlite } from './open-sqlite.ts'
import { attachments, links } from './schema.ts'

type Kept = Pick<Store, 'links' | 'link' | 'linkByCode' | 'saveLink' | 'attachment' | 'saveAttachment'>

/** Links of campaigns, and attachments. */
export const openLinks = ({ db, write }: Sqlite, businessId: string): Kept => ({
  links: async (after, limit) =>
    db
      .select()
      .from(links)
      .where(and(eq(links.businessId, businessId), after ? gt(links.id, after) : undefined))
      .orderBy(asc(links.id))
      .limit(limit)
      .all(),

  link: async (id) =>
    db
      .select()
      .from(links)
      .where(and(eq(links.businessId, businessId), eq(links.id, id)))
      .get() ?? null,

  linkByCode: async (code) =>
    db
      .select()
      .from(links)
      .where(and(eq(links.businessId, businessId), eq(links.code, code)))
      .get() ?? null,

  saveLink: async (link, fact) =>
    write((tx) => {
      const row = { ...link, businessId }
      if (tx.insert(links).values(row).onConflictDoNothing().run().changes === 0) return false
      appendFacts(tx, [fact], fact.at)
      return true
    }),

  attachment: async (id) =>
    db
      .select()
      .from(attachments)
      .where(and(eq(attachments.businessId, businessId), eq(attachments.id, id)))
      .get() ?? null,

  saveAttachment: async (attachment, fact) =>
    write((tx) => {
      tx.insert(attachments)
        .values({ ...attachment, businessId })
        .run()
      appendFacts(tx, [fact], fact.at)
    }),
})
