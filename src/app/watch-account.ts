import { day } from '../domain/clock.ts'
import { askedLevel, type Controls, nextControls, releasedBy, type Signals } from '../domain/controls.ts'
import { countSignals } from '../domain/counts.ts'
import { AppError } from '../domain/errors.ts'
import { type AccountState, liftable, standingSignals, withNews } from '../domain/quality.ts'
import { type QualitySettings, settingsAt } from '../domain/settings.ts'
import { businessFact } from './business-fact.ts'
import type { AccountChange, Services } from './ports.ts'

/** The platform's own quality looks at so many days (FACTS §4.2); so do the rates, and so long a violation counts. */
export const lookedAt = 7 * day

/** What is held back for one of these is looked at again when the controls or a restriction change. */
const heldFor = [
  'quality_requests_paused',
  'quality_marketing_paused',
  'quality_all_paused',
  'restricted_business',
  'restricted_replies',
  'restricted_utility',
]

interface Watching {
  readonly settings: QualitySettings
  readonly now: number
  readonly signalsOf: (state: AccountState) => Signals
}

/** Everything that the controls go by, but for the account's own state. */
const watching = async ({ store, clock }: Services, accountId: string): Promise<Watching> => {
  const now = clock.now()
  const { settings } = settingsAt(await store.settings(), now)
  const span = { accountId, from: now - lookedAt, to: now + day }
  const counted = await store.messageCounts(span, 'method', Number.MAX_SAFE_INTEGER)
  const counts = countSignals(counted.map(({ name, ...count }) => ({ ...count, method: name })))
  return {
    settings: settings.quality,
    now,
    signalsOf: (state) => ({ ...standingSignals(state, now, lookedAt), ...counts }),
  }
}

const isSame = (a: Controls, b: Controls): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * Looks whether the controls of an account must act, or may rest, by what is known now. A change of level is a fact of
 * the ledger; what waited for it is looked at again. Harmless when it is called twice.
 */
export const watchAccount = async (services: Services, accountId: string): Promise<void> => {
  const { store, log } = services
  const { settings, now, signalsOf } = await watching(services, accountId)
  const change = (before: AccountState): AccountChange => {
    const controls = nextControls(before.controls, signalsOf(before), settings, now)
    if (isSame(before.controls, controls)) return { state: before, facts: [] }
    const { level, because, worst } = controls
    const isMoved = level !== before.controls.level
    if (isMoved)
      log.warn({ accountId, controls: level, before: before.controls.level }, 'quality controls changed')
    const data = { account: accountId, level, from: before.controls.level, because, worst }
    return {
      state: { ...before, controls },
      facts: isMoved ? [businessFact(services, 'controls.changed', data)] : [],
      ...(level < before.controls.level ? { wakes: heldFor } : {}),
    }
  }
  await store.changeAccount(accountId, change, now)
}

/**
 * A person lets go of the controls of an account and of restrictions that the platform has lifted without a word, with a
 * reason that stays in the ledger. Throws `account.not_found`, and `controls.none` where there is nothing to let go of.
 */
export const releaseControls = async (
  services: Services,
  { accountId, by, reason }: { readonly accountId: string; readonly by: string; readonly reason: string },
): Promise<void> => {
  const { store, accounts, log } = services
  if (!accounts.some(({ id }) => id === accountId)) {
    const known = accounts.map(({ id }) => id).join(', ')
    throw new AppError('account.not_found', `account: there is no account "${accountId}"; known: ${known}`, {
      field: 'account',
    })
  }
  const { settings, now, signalsOf } = await watching(services, accountId)
  const change = (before: AccountState): AccountChange => {
    const lifted = liftable(before, now)
    if (before.controls.level === 0 && lifted.length === 0) {
      throw new AppError('controls.none', 'account: no control and no restriction acts on it', {
        field: 'account',
      })
    }
    const { state } = withNews(before, lifted, { at: now, source: 'person' })
    const { level } = askedLevel(signalsOf(state), settings)
    const controls = releasedBy(level, { by, reason, at: now })
    const data = {
      account: accountId,
      level: before.controls.level,
      lifted: lifted.map(({ facet }) => facet),
    }
    return {
      state: { ...state, controls },
      facts: [businessFact(services, 'controls.released', { ...data, by, reason })],
      wakes: heldFor,
    }
  }
  await store.changeAccount(accountId, change, now)
  log.warn({ accountId }, 'quality controls released')
}
