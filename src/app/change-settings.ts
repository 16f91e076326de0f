import { minute } from '../domain/clock.ts'
import { AppError } from '../domain/errors.ts'
import { missingEvidence } from '../domain/evidence.ts'
import {
  type DatedSettings,
  type Settings,
  type SettingsChange,
  settingsAt,
  withChange,
} from '../domain/settings.ts'
import { businessFact } from './business-fact.ts'
import type { Services } from './ports.ts'

const collide = ({ findCollisions, categories }: Services, settings: Settings): void => {
  const unknown = settings.words.categories.find(
    ({ category }) => !categories.some(({ key }) => key === category),
  )
  if (unknown) {
    throw new AppError('category.unknown', `words.categories: there is no category "${unknown.category}"`, {
      field: 'settings.words.categories',
    })
  }
  const collisions = findCollisions(settings.words)
  if (collisions.length > 0) {
    throw new AppError('request.invalid', `words: ${collisions.join('; ')}; choose others`, {
      field: 'settings.words',
    })
  }
}

/** A mistyped account would be off in the settings and on in the world. */
const checkAccounts = ({ accounts }: Services, { accountsOff = [] }: SettingsChange): void => {
  const unknown = accountsOff.find((wanted) => !accounts.some(({ id }) => id === wanted))
  if (unknown === undefined) return
  const known = accounts.map(({ id }) => id).join(', ')
  throw new AppError(
    'request.invalid',
    `settings.accountsOff: there is no account "${unknown}"; known: ${known}`,
    { field: 'settings.accountsOff' },
  )
}

/** A signup is registered so that its wording can prove something: then it must name the business. */
const checkSignups = ({ business }: Services, { signups }: Settings): void => {
  const errors = signups.flatMap(({ wording, language, version }, index) =>
    missingEvidence('in_app_signup', null, { wording, language, version }, business.name).map(
      ({ field, expected }) => ({ field: `settings.signups.${index}.${field}`, expected }),
    ),
  )
  if (errors.length === 0) return
  const detail = errors.map(({ field, expected }) => `${field}: expected ${expected}`).join('; ')
  throw new AppError('evidence.missing', `without this a signup proves nothing. ${detail}`, { errors })
}

/**
 * Adds a version of the settings: those that hold, with what is given put in. It holds from now, or from a later moment;
 * the past stays as it was judged. Throws `request.invalid` for a moment that is over or for words that mean something else
 * already, `settings.changed` when somebody else was faster.
 */
export const changeSettings = async (
  services: Services,
  given: SettingsChange,
  from: number | null,
): Promise<DatedSettings> => {
  const { store, clock } = services
  const now = clock.now()
  if (from !== null && from < now - minute) {
    throw new AppError('request.invalid', 'from: it is over; settings hold from now on or from later', {
      field: 'from',
    })
  }
  const all = await store.settings()
  const begins = Math.max(from ?? now, now)
  const settings = withChange(settingsAt(all, begins).settings, given)
  checkAccounts(services, given)
  collide(services, settings)
  checkSignups(services, settings)
  const newest = all.at(-1)?.version ?? 0
  const dated = { version: newest + 1, from: begins, settings }
  const data = { version: dated.version, from: dated.from, fields: Object.keys(given) }
  const fact = businessFact(services, 'settings.changed', data, now)
  if (!(await store.saveSettings(dated, newest, fact))) {
    throw new AppError('settings.changed', 'somebody else has just changed the settings; look and try again')
  }
  return dated
}
