import { AppError } from '../domain/errors.ts'
import { type Link, textWithCode, waMeUrl } from '../domain/link.ts'
import { businessFact } from './business-fact.ts'
import { chooseAccount } from './choose-account.ts'
import type { Account, Services } from './ports.ts'

/** The account's number in digits. Throws when nobody has told it: a link must lead somewhere. */
export const numberOf = ({ id, displayPhoneNumber }: Account): string => {
  const digits = displayPhoneNumber.replace(/\D/g, '')
  if (digits !== '') return digits
  throw new AppError(
    'account.not_found',
    `account: the configuration of "${id}" lacks its displayPhoneNumber, so no link can lead to it`,
    { field: 'account' },
  )
}

/** So many names may be taken already; one in a thousand million is. */
const maxTries = 5

/** Makes a link that opens WhatsApp with a text to the business, for one campaign. */
export const makeLink = async (
  services: Services,
  input: { readonly campaign: string; readonly text: string; readonly accountId?: string | undefined },
): Promise<Link> => {
  const { store, newId, clock } = services
  const account = chooseAccount(services, input.accountId, 'whatsapp')
  numberOf(account)
  const now = clock.now()
  for (let tries = 0; tries < maxTries; tries += 1) {
    const id = newId('lnk')
    // The end of an id is random, and in letters that are not mistaken for each other.
    const code = id.slice(-6)
    const text = textWithCode(input.text, code)
    const link: Link = { id, accountId: account.id, campaign: input.campaign, code, text, createdAt: now }
    const fact = businessFact(services, 'link.made', { link: id, campaign: link.campaign }, now)
    if (await store.saveLink(link, fact)) return link
  }
  throw new Error('no code is free for a link')
}

export const urlOf = ({ accounts }: Services, { accountId, text }: Link): string => {
  const account = accounts.find(({ id }) => id === accountId)
  if (!account) throw new AppError('account.not_found', `there is no account "${accountId}" any more`)
  return waMeUrl(numberOf(account), text)
}
