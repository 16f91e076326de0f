import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import type { Store } from '../app/ports.ts'
import type { Sqlite } from './open-sqlite.ts'
import { notices } from './schema.ts'

export const openNotices = (
  { db, write }: Sqlite,
  businessId: string,
): Pick<Store, 'notices' | 'notice' | 'answerNotice'> => ({
  notices: async ({ contactId, open }, after, limit) =>
    db
      .select()
      .from(notices)
      .where(
        and(
          eq(notices.businessId, businessId),
          contactId ? eq(notices.contactId, contactId) : undefined,
          open === null ? undefined : open ? isNull(notices.answer) : isNotNull(notices.answer),
          after ? gt(notices.id, after) : undefined,
        ),
      )
      .orderBy(asc(notices.id))
      .limit(limit)
      .all(),

  notice: async (id) =>
    db
      .select()
      .from(notices)
      .where(and(eq(notices.id, id), eq(notices.businessId, businessId)))
      .get() ?? null,

  answerNotice: async (id, answer, now) =>
    write(
      (tx) =>
        tx
          .update(notices)
          .set({ answer, answeredAt: now })
          .where(and(eq(notices.id, id), eq(notices.businessId, businessId), isNull(notices.answer)))
          .run().changes > 0,
    ),
})
