import { errorRule } from './provider-errors.ts'
import type { Statement } from './statement.ts'

/**
 * The stop that an error code tells of: marketing switched off in WhatsApp's own settings (131050), or STOP texted to
 * the SMS sender, after which the provider lets nothing through (21610). Either is the person's own act; null for
 * every other code.
 */
export const toldStop = (
  code: number,
  common: Pick<Statement, 'id' | 'at' | 'receivedAt' | 'eventId'>,
): Statement | null => {
  switch (errorRule(code).meaning) {
    case 'platform_stopped':
      return { ...common, source: 'platform', value: 'stop' }
    case 'carrier_stopped':
      return {
        ...common,
        source: 'recorded',
        method: 'messaging_channel',
        decision: 'opt_out',
        categories: ['*'],
        channels: ['sms'],
        counts: 'deny',
        grade: null,
        actor: 'provider',
        evidence: { origin: `SMS provider, code ${code}`, note: errorRule(code).says },
      }
    default:
      return null
  }
}
