import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { acceptSend } from './accept-send.ts'
import type { Behaviour } from './behaviour.ts'
import { faultBody, faultText, type SendFault } from './faults.ts'
import type { SandboxNumber } from './options.ts'
import type { Platform } from './platform.ts'

const digest = (value: string): Buffer => createHash('sha256').update(value).digest()
const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected))

/** How a number stands: well, but for what the control API has set. */
const standingOf = ({ phoneNumberId }: SandboxNumber, { number = {} }: Behaviour) => {
  const { quality = 'GREEN', limit = 'TIER_UNLIMITED', status = 'CONNECTED', health = 'AVAILABLE' } = number
  return {
    quality_rating: quality,
    whatsapp_business_manager_messaging_limit: limit,
    throughput: { level: 'STANDARD' },
    status,
    health_status: {
      can_send_message: health,
      entities: [{ entity_type: 'PHONE_NUMBER', id: phoneNumberId, can_send_message: health }],
    },
  }
}

/** The platform's own doors: Cloud API and 360dialog. */
export function sendRoutes(app: FastifyInstance, platform: Platform): void {
  const refuse = (reply: FastifyReply, fault: SendFault): FastifyReply =>
    reply.code(fault.httpStatus ?? faultText(fault.code).httpStatus).send(faultBody(fault, platform.newId()))

  const answer = (reply: FastifyReply, number: SandboxNumber, body: unknown): FastifyReply => {
    const outcome = acceptSend(platform, number, body)
    switch (outcome.kind) {
      case 'accepted':
        return reply.send(outcome.response)
      case 'refused':
        return refuse(reply, outcome.fault)
      case 'hung':
        // Fastify lets go of the reply; the connection stays open and silent until one side gives up.
        return reply.hijack()
    }
  }

  /** The number that a Graph path names, if the token is its own. */
  const graphNumber = (
    phoneNumberId: string,
    authorization: string | undefined,
  ): SandboxNumber | SendFault => {
    const token = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? ''
    const numbers = platform.numbers.filter(({ provider }) => provider === 'meta')
    const number = numbers.find((each) => each.phoneNumberId === phoneNumberId)
    if (number) return isSame(token, number.token) ? number : { code: 190 }
    if (!numbers.some((each) => isSame(token, each.token))) return { code: 190 }
    return { code: 100, details: `Object with ID '${phoneNumberId}' does not exist or cannot be loaded.` }
  }
  const dialogNumber = (key: unknown): SandboxNumber | SendFault =>
    platform.numbers.find(
      ({ provider, token }) => provider === '360dialog' && typeof key === 'string' && isSame(key, token),
    ) ?? { code: 190 }

  app.setErrorHandler((error: { statusCode?: number; message?: string }, _request, reply) => {
    const isClientFault = error.statusCode !== undefined && error.statusCode < 500
    return refuse(
      reply,
      isClientFault ? { code: 100, details: error.message ?? 'invalid request' } : { code: 1 },
    )
  })

  const graphPath = '/:version(^v\\d+\\.\\d+$)/:phoneNumberId'
  interface GraphRoute {
    Params: { version: string; phoneNumberId: string }
    Querystring: { fields?: string }
  }
  app.post<GraphRoute>(`${graphPath}/messages`, (request, reply) => {
    const number = graphNumber(request.params.phoneNumberId, request.headers.authorization)
    return 'code' in number ? refuse(reply, number) : answer(reply, number, request.body)
  })
  app.get<GraphRoute>(graphPath, (request, reply) => {
    const number = graphNumber(request.params.phoneNumberId, request.headers.authorization)
    if ('code' in number) return refuse(reply, number)
    const behaviour = platform.behaviour.read()
    const fault = behaviour.number?.error
    if (fault !== undefined) return refuse(reply, { code: fault })
    const { phoneNumberId: id, displayPhoneNumber: display_phone_number } = number
    const all = { id, display_phone_number, ...standingOf(number, behaviour) }
    // As the Graph API does: the id, and the fields that are asked for.
    const asked = request.query.fields?.split(',') ?? Object.keys(all)
    return reply.send(
      Object.fromEntries(Object.entries(all).filter(([name]) => name === 'id' || asked.includes(name))),
    )
  })

  app.post('/messages', (request, reply) => {
    const number = dialogNumber(request.headers['d360-api-key'])
    return 'code' in number ? refuse(reply, number) : answer(reply, number, request.body)
  })
  app.get('/health_status', (request, reply) => {
    const number = dialogNumber(request.headers['d360-api-key'])
    if ('code' in number) return refuse(reply, number)
    const behaviour = platform.behaviour.read()
    const fault = behaviour.number?.error
    if (fault !== undefined) return refuse(reply, { code: fault })
    return reply.send({ health_status: standingOf(number, behaviour).health_status })
  })
}
