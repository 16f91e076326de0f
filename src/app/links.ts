import { AppError } from '../domain/errors.ts'
import { type Link, textWithCode, waMeUrl } from '../domain/link.ts'
import { chooseAccount } from './choose-account.ts'
import type { Account, Services } from './ports.ts'

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const newCode = (random: () => number): string =>
  Array.from({ length: 6 }, () => letters[Math.floor(random() * letters.length)] ?? '0').join('')

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

/** Makes a link that opens WhatsApp with a text to the business, for one campaign. */
export const makeLink = async (
  services: Services,
  input: { readonly campaign: string; readonly text: string; readonly accountId?: string | undefined },
): Promise<Link> => {
  const { store, newId, clock, random, business } = services
  const account = chooseAccount(services, input.accountId, 'whatsapp')
  numberOf(account)
  const now = clock.now()
  const code = newCode(random)
  const link: Link = {
    id: newId('lnk'),
    accountId: account.id,
    campaign: input.campaign,
    code,
    text: textWithCode(input.text, code),
    createdAt: now,
  }
  const data = { link: link.id, campaign: link.campaign }
  const fact = {
    id: newId('led'),
    businessId: business.id,
    contactId: null,
    kind: 'link.made',
    at: now,
    data,
  }
  await store.saveLink(link, fact)
  return link
}

export const urlOf = ({ accounts }: Services, { accountId, text }: Link): string => {
  const account = accounts.find(({ id }) => id === accountId)
  if (!account) throw new AppError('account.not_found', `there is no account "${accountId}" any more`)
  return waMeUrl(numberOf(account), text)
}
