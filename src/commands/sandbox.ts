import { join } from 'node:path'
import axios from 'axios'
import type { FastifyInstance } from 'fastify'
import { ulid } from 'ulid'
import type { AccountSettings } from '../config/accounts.ts'
import type { Config } from '../config/config.ts'
import { systemClock } from '../domain/clock.ts'
import { AppError } from '../domain/errors.ts'
import type { Texts } from '../domain/templates.ts'
import { loadTexts } from '../load-texts.ts'
import {
  buildSandbox,
  type SandboxNumber,
  type SandboxOptions,
  type SmsSender,
} from '../sandbox/build-sandbox.ts'
import { shippedTemplates } from '../services.ts'
import { listen, stopOnSignal } from './roles.ts'

const numberOf = (account: AccountSettings, assentUrl: string): SandboxNumber[] => {
  if (account.provider !== 'sandbox') return []
  return [
    {
      provider: 'meta',
      phoneNumberId: account.phoneNumberId,
      displayPhoneNumber: account.displayPhoneNumber,
      wabaId: account.businessAccountId ?? '200000000000001',
      token: account.accessToken,
      appSecret: account.appSecrets[0] ?? null,
      secretHeader: null,
      webhookUrl: `${assentUrl}/webhooks/${account.id}`,
    },
  ]
}

const senderOf = (account: AccountSettings): SmsSender[] => {
  if (account.provider !== 'twilio' || !account.sandbox) return []
  return [
    {
      accountSid: account.accountSid,
      authToken: account.authTokens[0] ?? '',
      from: account.from,
      webhookUrl: `${account.publicUrl}/webhooks/${account.id}`,
    },
  ]
}

/** The sandbox for the accounts that live there; null when none does. */
export const openSandbox = (
  config: Config,
  assentUrl: string,
  file: string,
  options: Partial<Pick<SandboxOptions, 'clock' | 'pace' | 'newId'>> = {},
): FastifyInstance | null => {
  const accounts = config.businesses.flatMap((business) => business.accounts)
  const numbers = accounts.flatMap((account) => numberOf(account, assentUrl))
  const smsSenders = accounts.flatMap(senderOf)
  if (numbers.length + smsSenders.length === 0) return null
  const { clock = systemClock, ...rest } = options
  return buildSandbox({ file, numbers, smsSenders, clock, newId: () => ulid(), random: Math.random, ...rest })
}

/** Registers the templates there, as a business does at the platform, so that their text can be shown. */
export const teachTemplates = async (sandboxUrl: string, texts: Texts): Promise<void> => {
  await Promise.all(
    texts.templates.map(async ({ platform, body, buttons, language }) => {
      if (!platform) return
      await axios.put(`${sandboxUrl}/sandbox/templates/${platform.name}`, {
        // English stands for every language that has no text of its own.
        ...(language === 'en' ? {} : { language }),
        category: platform.category,
        body,
        buttons: buttons.map(({ label }) => label),
      })
    }),
  )
}

/** `assent sandbox`: the pretend platform as a process of its own. */
export const runSandbox = async (config: Config): Promise<void> => {
  const assentUrl = `http://127.0.0.1:${config.port}`
  const app = openSandbox(config, assentUrl, join(config.dataDir, 'sandbox.sqlite'))
  if (!app) {
    throw new AppError(
      'config.invalid',
      'ASSENT_ACCOUNTS: has no account with "provider": "sandbox" to play for',
    )
  }
  await listen(app, '127.0.0.1', config.sandboxPort, 'ASSENT_SANDBOX_PORT')
  const url = `http://127.0.0.1:${config.sandboxPort}`
  for (const { templatesDir } of config.businesses)
    await teachTemplates(url, loadTexts(templatesDir ?? shippedTemplates))
  process.stdout.write(`The sandbox listens on ${url} and delivers its webhooks to ${assentUrl}\n`)
  stopOnSignal([() => app.close()], 'The sandbox has stopped.')
}
