import type { Channel } from '../domain/channel.ts'
import { AppError } from '../domain/errors.ts'
import type { Account, Services } from './ports.ts'

/** The account to write from: the one that was named, else the first of the channel. Throws `account.not_found`. */
export const chooseAccount = (
  { accounts }: Pick<Services, 'accounts'>,
  wanted: string | undefined,
  channel: Channel | undefined,
): Account => {
  const fits = accounts.filter((account) => channel === undefined || account.channel === channel)
  const account =
    wanted === undefined
      ? (fits.find((one) => one.channel === (channel ?? 'whatsapp')) ?? fits[0])
      : fits.find(({ id }) => id === wanted)
  if (account) return account
  const field = wanted === undefined ? 'channel' : 'account'
  const what = wanted === undefined ? `no account for ${channel}` : `no account "${wanted}"`
  const known = accounts.map((one) => `${one.id} (${one.channel})`).join(', ') || 'none'
  throw new AppError('account.not_found', `${field}: there is ${what}; known: ${known}`, { field })
}
