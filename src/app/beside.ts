import type { Content } from '../domain/message.ts'
import type { TemplateFact } from '../domain/platform-template.ts'
import type { Beside, Dossier, Services } from './ports.ts'

/** What the platform says of the template in a content, for the gate; null when it is none, or nothing is known. */
export const templateFactFor = async (
  { store, accounts, clock }: Pick<Services, 'store' | 'accounts' | 'clock'>,
  accountId: string,
  content:
    | Pick<Extract<Content, { type: 'template' }>, 'type' | 'name' | 'language'>
    | { readonly type: string },
): Promise<TemplateFact | null> => {
  if (content.type !== 'template' || !('name' in content)) return null
  const wabaId = accounts.find(({ id }) => id === accountId)?.businessAccountId ?? null
  return wabaId === null ? null : store.templateFact(wabaId, content.name, content.language, clock.now())
}

/** Something that is about to be sent. */
export interface Sending {
  readonly accountId: string
  /** As this person would get it now; null when there is nothing to send any more. */
  readonly contentFor: (dossier: Dossier) => Content | null
  readonly campaignId?: string | null
}

/**
 * A dossier with what stands beside the person: the account, the template and the campaign of what is about to be sent.
 * For `changeContact` to load, so that all of it is read again whenever the dossier is.
 */
export const withBeside = async (
  services: Pick<Services, 'store' | 'accounts' | 'clock'>,
  dossier: Dossier | null,
  { accountId, contentFor, campaignId = null }: Sending,
): Promise<Dossier | null> => {
  if (!dossier) return null
  const { store, clock } = services
  const content = contentFor(dossier)
  const beside: Beside = {
    quality: await store.accountQuality(accountId, dossier.contact.id, clock.now()),
    template: content && (await templateFactFor(services, accountId, content)),
    campaign: campaignId === null ? undefined : (await store.campaign(campaignId))?.state,
  }
  return { ...dossier, beside }
}
