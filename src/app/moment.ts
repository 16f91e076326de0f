import type { CampaignState } from '../domain/campaign.ts'
import type { Moment } from '../domain/gate.ts'
import type { TemplateFact } from '../domain/platform-template.ts'
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
  template: TemplateFact | null,
  campaign?: CampaignState,
): Moment => {
  const settings = settingsNow(services, dossier)
  const now = services.clock.now()
  const { quality } = dossier
  return {
    now,
    lastInboundAt: dossier.contact.windows[accountId] ?? null,
    accountPausedUntil,
    settings,
    timeZone: dossier.contact.timeZone ?? settings.timeZone,
    country: countryOf(dossier),
    template,
    campaign,
    quality: quality && toldQuality(quality, settings.quality, now),
  }
}
