import { z } from 'zod'
import { makeKey } from '../app/keys.ts'
import { type ApiKey, scopes } from '../app/ports.ts'
import type { Config } from '../config/config.ts'
import { systemClock } from '../domain/clock.ts'
import { AppError } from '../domain/errors.ts'
import { hashOfKey, newKeySecret } from '../http/caller.ts'
import { openDatabase, ulidFactory } from '../services.ts'
import { sqliteStore } from '../store/sqlite-store.ts'
import { prepareDatabase } from './roles.ts'

const scopesSchema = z.array(z.enum(scopes)).min(1)

export interface WantedKey {
  readonly business: string
  readonly name: string
  readonly scopes: readonly string[]
}

/**
 * Makes a key for a business, from the machine itself. ASSENT_API_KEY opens the first business alone, so this is
 * how another one gets its first key. Throws `request.invalid` for a business or scope that is none.
 */
export const makeKeyFor = async (
  config: Config,
  wanted: WantedKey,
): Promise<{ readonly key: ApiKey; readonly business: string; readonly secret: string }> => {
  const granted = scopesSchema.safeParse(wanted.scopes)
  if (!granted.success) throw new AppError('request.invalid', `scopes: expected some of ${scopes.join(', ')}`)
  const business = config.businesses.find(({ id }) => id === wanted.business)
  if (!business) {
    const known = config.businesses.map(({ id }) => id).join(', ')
    throw new AppError(
      'request.invalid',
      `business: there is no business "${wanted.business}"; known: ${known}`,
    )
  }
  await prepareDatabase(config, false)()
  const { sqlite, shared } = openDatabase(config)
  try {
    const newId = ulidFactory(systemClock)
    const store = sqliteStore(sqlite, newId, business)
    const secret = newKeySecret()
    const key = await makeKey(
      { store, newId, clock: systemClock, business },
      {
        name: wanted.name,
        scopes: [...new Set(granted.data)],
        hash: hashOfKey(secret),
        by: 'command line',
      },
    )
    return { key, business: business.name, secret }
  } finally {
    await shared.close()
  }
}

/** `assent key`: prints the secret alone to standard output, so that it can be piped to where it is kept. */
export const runKey = async (config: Config, wanted: WantedKey): Promise<void> => {
  const { key, business, secret } = await makeKeyFor(config, wanted)
  process.stderr.write(`${key.id} for ${business}, with ${key.scopes.join(', ')}. Its secret, this once:\n`)
  process.stdout.write(`${secret}\n`)
}
