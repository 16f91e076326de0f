import type { Moment } from '../domain/gate.ts'
import type { TemplateFact } from '../domain/platform-template.ts'
import { settingsNow } from './conclude-contact.ts'
import type { Dossier, Services } from './ports.ts'

/** What the gate needs to know about now. */
export const momentOf = (
  services: Pick<Services, 'clock'>,
  dossier: Dossier,
  accountId: string,
  accountPausedUntil: number | null,
  template: TemplateFact | null,
): Moment => {
  const settings = settingsNow(services, dossier)
  return {
    now: services.clock.now(),
    lastInboundAt: dossier.contact.windows[accountId] ?? null,
    accountPausedUntil,
    settings,
    timeZone: dossier.contact.timeZone ?? settings.timeZone,
    template,
  }
}
