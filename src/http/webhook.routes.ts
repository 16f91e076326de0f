import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { openInboxDoor } from '../app/accept-delivery.ts'
import type { Installation } from '../app/ports.ts'
import { sendersIn } from '../app/senders.ts'
import type { AccountSettings } from '../config/accounts.ts'
import type { BusinessSettings } from '../config/config.ts'
import { AppError } from '../domain/errors.ts'
import { isSignedByTwilio } from '../sms/twilio-signature.ts'
import { isSigned, sameSecret } from '../whatsapp/signature.ts'

/** The platform's limit (FACTS §1.3). */
const bodyLimit = 3 * 1024 * 1024

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name.toLowerCase()]
  return Array.isArray(value) ? value[0] : value
}

/** How a delivery shows that it is from the platform; null when it does not (I14). */
const proofOf = (account: AccountSettings, request: FastifyRequest, raw: Buffer): string | null => {
  if (account.provider === 'twilio') {
    // The signature covers the address that Twilio called, query and all.
    const fields = new URLSearchParams(raw.toString('utf8'))
    const url = `${account.publicUrl}${request.url}`
    const signature = headerOf(request, 'x-twilio-signature')
    return isSignedByTwilio(url, fields, signature, account.authTokens) ? 'x-twilio-signature' : null
  }
  if (account.provider !== '360dialog') {
    return isSigned(raw, headerOf(request, 'x-hub-signature-256'), account.appSecrets)
      ? 'x-hub-signature-256'
      : null
  }
  const header = headerOf(request, 'x-360dialog-signature')
  if (header !== undefined && account.signatureSecrets.length > 0) {
    return isSigned(raw, header, account.signatureSecrets) ? 'x-360dialog-signature' : null
  }
  const { secretHeader } = account
  const given = secretHeader && headerOf(request, secretHeader.name)
  if (!given) return null
  const matches = secretHeader.values.map((value) => sameSecret(given, value))
  return matches.includes(true) ? `secret header ${secretHeader.name.toLowerCase()}` : null
}

/** Twilio's statuses name our attempt in the address that we gave; it belongs to what was delivered. */
const withQuery = (account: AccountSettings, request: FastifyRequest, raw: Buffer): Buffer => {
  const query = request.url.split('?')[1]
  return account.provider === 'twilio' && query ? Buffer.concat([raw, Buffer.from(`&${query}`)]) : raw
}

const handshakeSchema = z.looseObject({
  'hub.mode': z.string().optional(),
  'hub.verify_token': z.string().optional(),
  'hub.challenge': z.string().optional(),
})

/** What a platform calls: the handshake, and the deliveries. Raw bytes, for these routes alone. */
export const webhookRoutes =
  ({ shared, businesses }: Installation, settings: readonly BusinessSettings[]) =>
  async (app: FastifyInstance) => {
    const accept = openInboxDoor(shared)
    const owners = settings.flatMap(({ id: businessId, accounts }) =>
      accounts.map((account) => ({ businessId, account })),
    )
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
      done(null, body),
    )

    const ownerOf = (request: FastifyRequest<{ Params: { account: string } }>) => {
      const owner = owners.find(({ account }) => account.id === request.params.account)
      if (!owner) throw new AppError('account.not_found', 'there is no such account')
      return owner
    }

    app.get<{ Params: { account: string } }>('/webhooks/:account', async (request, reply) => {
      const { account } = ownerOf(request)
      const query = handshakeSchema.parse(request.query)
      const token = 'verifyToken' in account ? account.verifyToken : undefined
      const isRight = token !== undefined && sameSecret(query['hub.verify_token'] ?? '', token)
      if (!isRight || query['hub.mode'] !== 'subscribe') {
        throw new AppError('auth.missing', 'hub.verify_token: it is not the verifyToken of this account')
      }
      return reply.type('text/plain').send(query['hub.challenge'] ?? '')
    })

    app.post<{ Params: { account: string } }>('/webhooks/:account', { bodyLimit }, async (request, reply) => {
      const { account, businessId } = ownerOf(request)
      const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const proof = proofOf(account, request, raw)
      if (proof === null)
        throw new AppError('auth.missing', 'the delivery does not show that it is from the platform')
      const { newId, clock, readWebhook } = shared
      const known = businesses.get(businessId)?.accounts.find(({ id }) => id === account.id)
      if (!known) throw new AppError('account.not_found', 'there is no such account')
      const body = withQuery(account, request, raw)
      await accept({
        id: newId('dlv'),
        businessId,
        accountId: account.id,
        receivedAt: clock.now(),
        raw: body,
        proof,
        senders: sendersIn(readWebhook(known, body)),
      })
      return reply.status(200).send()
    })
  }
