import { identitiesOf, senderNames } from '../domain/identity.ts'
import type { WebhookEvent } from './ports.ts'

/** Who speaks in a delivery. What they said is not known yet, so nothing is sent to them until it is read (I4, F49). */
export const sendersIn = (events: readonly WebhookEvent[]): string[] => [
  ...new Set(
    events.flatMap(({ event }) =>
      event.kind === 'message' || event.kind === 'preference' ? senderNames(identitiesOf(event.person)) : [],
    ),
  ),
]
