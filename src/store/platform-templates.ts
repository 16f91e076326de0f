import { and, eq } from 'drizzle-orm'
import type { NewId, Store } from '../app/ports.ts'
import {
  changesOf,
  factOf,
  type PlatformTemplate,
  type TemplateFact,
  type TemplateNews,
  withNews,
} from '../domain/platform-template.ts'
import { appendFacts } from './ledger.ts'
import type { Db, Sqlite, Tx } from './open-sqlite.ts'
import { platformTemplates, templateSyncs } from './schema.ts'

type Named = Pick<PlatformTemplate, 'wabaId' | 'name' | 'language' | 'templateId'>

const isThat = (businessId: string, { wabaId, name, language }: Omit<Named, 'templateId'>) =>
  and(
    eq(platformTemplates.businessId, businessId),
    eq(platformTemplates.wabaId, wabaId),
    eq(platformTemplates.name, name),
    eq(platformTemplates.language, language),
  )

const read = (db: Db | Tx, businessId: string, named: Omit<Named, 'templateId'>): PlatformTemplate | null => {
  const row = db.select().from(platformTemplates).where(isThat(businessId, named)).get()
  if (!row) return null
  const { businessId: _, ...template } = row
  return template
}

interface TemplateChange {
  readonly businessId: string
  readonly newId: NewId
  readonly named: Named
  readonly news: TemplateNews
  /** When it became so, Unix ms. */
  readonly at: number
  readonly now: number
  readonly by: 'webhook' | 'list' | 'submission'
}

/** Takes in what was told of a template, with its fact in the ledger; true when anything is different now. */
export const applyTemplateNews = (tx: Tx, change: TemplateChange): boolean => {
  const { businessId, named, news, at, now, by } = change
  const before = read(tx, businessId, named)
  const after = withNews(before, named, news, at)
  const row = { ...after, businessId }
  tx.insert(platformTemplates)
    .values(row)
    .onConflictDoUpdate({
      target: [
        platformTemplates.businessId,
        platformTemplates.wabaId,
        platformTemplates.name,
        platformTemplates.language,
      ],
      set: row,
    })
    .run()
  const changes = changesOf(before, after)
  if (!changes) return false
  const { wabaId, name, language } = named
  const fact = { id: change.newId('led'), businessId, contactId: null, kind: 'template.changed', at }
  appendFacts(tx, [{ ...fact, data: { wabaId, name, language, changes, by } }], now)
  return true
}

type Kept = Pick<
  Store,
  'platformTemplates' | 'templateFact' | 'saveTemplates' | 'saveTemplateNews' | 'templateSyncs'
>

/** The templates as the platform has them. */
export const openPlatformTemplates = ({ db, write }: Sqlite, newId: NewId, businessId: string): Kept => ({
  platformTemplates: async () =>
    db
      .select()
      .from(platformTemplates)
      .where(eq(platformTemplates.businessId, businessId))
      .orderBy(platformTemplates.name, platformTemplates.language)
      .all()
      .map(({ businessId: _, ...template }) => template),

  templateFact: async (wabaId, name, language, now): Promise<TemplateFact | null> => {
    const known = read(db, businessId, { wabaId, name, language })
    if (known && known.status !== 'UNKNOWN') return factOf(known, now)
    const isSynced = db
      .select()
      .from(templateSyncs)
      .where(and(eq(templateSyncs.businessId, businessId), eq(templateSyncs.wabaId, wabaId)))
      .get()
    return isSynced ? { name, language, status: 'UNKNOWN', category: null, pausedUntil: null } : null
  },

  saveTemplates: async (wabaId, listed, at, now) =>
    write((tx) => {
      let changed = 0
      const change = (named: Named, news: TemplateNews): void => {
        if (applyTemplateNews(tx, { businessId, newId, named, news, at, now, by: 'list' })) changed += 1
      }
      for (const { name, language, templateId, news } of listed)
        change({ wabaId, name, language, templateId }, news)
      const there = new Set(listed.map(({ name, language }) => `${name} ${language}`))
      const known = tx
        .select()
        .from(platformTemplates)
        .where(and(eq(platformTemplates.businessId, businessId), eq(platformTemplates.wabaId, wabaId)))
        .all()
      for (const template of known) {
        if (there.has(`${template.name} ${template.language}`) || template.status === 'DELETED') continue
        change(template, { status: 'DELETED' })
      }
      const row = { businessId, wabaId, at }
      tx.insert(templateSyncs)
        .values(row)
        .onConflictDoUpdate({ target: [templateSyncs.businessId, templateSyncs.wabaId], set: { at } })
        .run()
      return changed
    }),

  saveTemplateNews: async (named, news, at, now) =>
    write((tx) => {
      applyTemplateNews(tx, { businessId, newId, named, news, at, now, by: 'submission' })
    }),

  templateSyncs: async () =>
    new Map(
      db
        .select()
        .from(templateSyncs)
        .where(eq(templateSyncs.businessId, businessId))
        .all()
        .map((row) => [row.wabaId, row.at]),
    ),
})
