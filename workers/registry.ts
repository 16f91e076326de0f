import { endWaiting } from '../src/app/end-waiting.ts'
import { hearContact } from '../src/app/hear-contact.ts'
import type { Services } from '../src/app/ports.ts'
import { pushEvents } from '../src/app/push-events.ts'
import { runCampaign } from '../src/app/run-campaign.ts'
import { sendMessage } from '../src/app/send-message.ts'
import { tellHook } from '../src/app/tell-hook.ts'
import type { JobName, JobPayload } from '../src/jobs.ts'
import { readDeliveryOrCount } from './read-delivery.ts'

type Handlers = {
  readonly [Name in JobName]: (services: Services, payload: JobPayload<Name>) => Promise<void>
}

/** Who does each job. Does not compile while one is missing. */
export const handlers: Handlers = {
  'read-delivery': (services, { deliveryId }) => readDeliveryOrCount(services, deliveryId),
  'hear-contact': (services, { contactId }) => hearContact(services, contactId),
  'send-message': (services, { messageId }) => sendMessage(services, messageId),
  'end-waiting': async (services, { requestId }) => {
    await endWaiting(services, requestId)
  },
  'run-campaign': (services, { campaignId }) => runCampaign(services, campaignId),
  'push-events': (services) => pushEvents(services),
  'tell-hook': (services, { hookId }) => tellHook(services, hookId),
}
