import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { openInboxDoor } from '../app/accept-delivery.ts'
import type { Services } from '../app/ports.ts'
import { sendersIn } from '../app/senders.ts'
import type { AccountSettings } from '../config/accounts.ts'
import { AppError } from '../domain/errors.ts'
import { isSigned, sameSecret } from '../whatsapp/signature.ts'

/** The platform's limit (FACTS §1.3). */
const bodyLimit = 3 * 1024 * 1024

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name.toLowerCase()]
  return Array.isArray(value) ? value[0] : value
}

/** How a delivery shows that it is from the platform; null when it does not (I14). */
const proofOf = (account: AccountSettings, request: FastifyRequest, raw: Buffer): string | null => {
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

const handshakeSchema = z.looseObject({
  'hub.mode': z.string().optional(),
  'hub.verify_token': z.string().optional(),
  'hub.challenge': z.string().optional(),
})

/** What a platform calls: the handshake, and the deliveries. Raw bytes, for these routes alone. */
export const webhookRoutes =
  (services: Services, accounts: readonly AccountSettings[]) => async (app: FastifyInstance) => {
    const accept = openInboxDoor(services)
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
      done(null, body),
    )

    const accountOf = (request: FastifyRequest<{ Params: { account: string } }>): AccountSettings => {
      const account = accounts.find(({ id }) => id === request.params.account)
      if (!account) throw new AppError('account.not_found', 'there is no such account')
      return account
    }

    app.get<{ Params: { account: string } }>('/webhooks/:account', async (request, reply) => {
      const account = accountOf(request)
      const query = handshakeSchema.parse(request.query)
      const token = account.provider === '360dialog' ? undefined : account.verifyToken
      const isRight = token !== undefined && sameSecret(query['hub.verify_token'] ?? '', token)
      if (!isRight || query['hub.mode'] !== 'subscribe') {
        throw new AppError('auth.missing', 'hub.verify_token: it is not the verifyToken of this account')
      }
      return reply.type('text/plain').send(query['hub.challenge'] ?? '')
    })

    app.post<{ Params: { account: string } }>('/webhooks/:account', { bodyLimit }, async (request, reply) => {
      const account = accountOf(request)
      const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const proof = proofOf(account, request, raw)
      if (proof === null)
        throw new AppError('auth.missing', 'the delivery does not show that it is from the platform')
      const { newId, clock, readWebhook } = services
      await accept({
        id: newId('dlv'),
        accountId: account.id,
        receivedAt: clock.now(),
        raw,
        proof,
        senders: sendersIn(readWebhook(raw)),
      })
      return reply.status(200).send()
    })
  }
