import type { Content } from '../domain/message.ts'
import type { TemplateFact } from '../domain/platform-template.ts'
import type { Services } from './ports.ts'

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
