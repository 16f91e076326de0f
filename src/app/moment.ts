import type { Moment } from '../domain/gate.ts'
import { toldQuality } from '../domain/quality.ts'
import { settingsNow } from './conclude-contact.ts'
import { countryOf } from './country.ts'
import type { Dossier, Services } from './ports.ts'

/** What the gate needs to know about now. */
export const momentOf = (
  services: Pick<Services, 'clock'>,
  dossier: Dossier,
  accountId: string,
  accountPausedUntil: number | null,
): Moment => {
  const settings = settingsNow(services, dossier)
  const now = services.clock.now()
  const { contact, beside } = dossier
  return {
    now,
    lastInboundAt: contact.windows[accountId] ?? null,
    accountPausedUntil,
    settings,
    timeZone: contact.timeZone ?? settings.timeZone,
    country: countryOf(dossier),
    template: beside?.template ?? null,
    campaign: beside?.campaign,
    quality: beside && toldQuality(beside.quality, settings.quality, now),
  }
}
