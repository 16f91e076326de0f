import { and, asc, desc, eq, gt, isNull, lt, lte } from 'drizzle-orm'
import type { Hook, HookSend, Store } from '../app/ports.ts'
import { appendFacts } from './ledger.ts'
import type { Sqlite } from './open-sqlite.ts'
import { hookSends, hooks, ledger } from './schema.ts'

type Hooks = Pick<
  Store,
  | 'hooks'
  | 'hook'
  | 'saveHook'
  | 'changeHook'
  | 'readyHookSends'
  | 'nextHookSend'
  | 'hookSends'
  | 'saveHookSend'
  | 'entry'
>

/** So many entries are made ready at a time; the rest follows in the next turn. */
const batch = 500

const matches = (hook: Hook, kind: string): boolean =>
  hook.kinds.length === 0 || hook.kinds.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`))

/** Where a business is told what happens, and what is on its way there. */
export const openHooks = ({ db, write }: Sqlite, businessId: string): Hooks => {
  const open = and(eq(hooks.businessId, businessId), isNull(hooks.removedAt))
  const send = (id: string) => and(eq(hookSends.businessId, businessId), eq(hookSends.id, id))
  return {
    hooks: async () => db.select().from(hooks).where(open).orderBy(asc(hooks.id)).all(),

    hook: async (id) =>
      db
        .select()
        .from(hooks)
        .where(and(open, eq(hooks.id, id)))
        .get() ?? null,

    saveHook: async (hook, fact) =>
      write((tx) => {
        const newest = tx.select({ seq: ledger.seq }).from(ledger).orderBy(desc(ledger.seq)).limit(1).get()
        const { kinds, secrets, ...row } = hook
        tx.insert(hooks)
          .values({
            ...row,
            businessId,
            kinds: [...kinds],
            secrets: [...secrets],
            // It is told what happens from now on.
            cursor: newest?.seq ?? 0,
          })
          .run()
        appendFacts(tx, [fact], fact.at)
      }),

    changeHook: async (id, { secrets, removedAt }, fact) =>
      write((tx) => {
        const changed = tx
          .update(hooks)
          .set({
            ...(secrets === undefined ? {} : { secrets: [...secrets] }),
            ...(removedAt === undefined ? {} : { removedAt }),
          })
          .where(and(open, eq(hooks.id, id)))
          .run().changes
        if (changed > 0) appendFacts(tx, [fact], fact.at)
        return changed > 0
      }),

    readyHookSends: async (newId, now) =>
      write((tx) => {
        const hookIds: string[] = []
        let isMore = false
        for (const hook of tx.select().from(hooks).where(open).all()) {
          const entries = tx
            .select({ seq: ledger.seq, kind: ledger.kind })
            .from(ledger)
            .where(and(eq(ledger.businessId, businessId), gt(ledger.seq, hook.cursor)))
            .orderBy(asc(ledger.seq))
            .limit(batch)
            .all()
          const last = entries.at(-1)
          if (!last) continue
          const wanted = entries.filter((entry) => matches(hook, entry.kind))
          for (const { seq, kind } of wanted) {
            const row: HookSend = {
              id: newId(),
              hookId: hook.id,
              seq,
              kind,
              state: 'waiting',
              attempts: 0,
              dueAt: now,
              status: null,
              error: null,
              createdAt: now,
              endedAt: null,
            }
            tx.insert(hookSends)
              .values({ ...row, businessId })
              .onConflictDoNothing()
              .run()
          }
          if (wanted.length > 0) hookIds.push(hook.id)
          isMore ||= entries.length === batch
          tx.update(hooks).set({ cursor: last.seq }).where(eq(hooks.id, hook.id)).run()
        }
        return { hookIds, isMore }
      }),

    nextHookSend: async (hookId, now) =>
      db
        .select()
        .from(hookSends)
        .where(
          and(
            eq(hookSends.businessId, businessId),
            eq(hookSends.hookId, hookId),
            eq(hookSends.state, 'waiting'),
            lte(hookSends.dueAt, now),
          ),
        )
        .orderBy(asc(hookSends.seq))
        .limit(1)
        .get() ?? null,

    hookSends: async (hookId, before, limit) =>
      db
        .select()
        .from(hookSends)
        .where(
          and(
            eq(hookSends.businessId, businessId),
            eq(hookSends.hookId, hookId),
            before ? lt(hookSends.id, before) : undefined,
          ),
        )
        .orderBy(desc(hookSends.id))
        .limit(limit)
        .all(),

    saveHookSend: async ({ id, ...row }) =>
      write((tx) => {
        tx.update(hookSends).set(row).where(send(id)).run()
      }),

    entry: async (seq) =>
      db
        .select()
        .from(ledger)
        .where(and(eq(ledger.businessId, businessId), eq(ledger.seq, seq)))
        .get() ?? null,
  }
}
