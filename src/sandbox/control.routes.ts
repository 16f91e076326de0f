import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { behaviourSchema } from './behaviour.ts'
import { deliverHeld } from './held.ts'
import { type Phone, phoneDigits } from './phones.ts'
import type { Platform } from './platform.ts'
import { parseOrRefuse, SandboxError } from './sandbox-error.ts'
import { say, saySchema } from './say.ts'
import { changeTemplate, templateChangeSchema } from './template-review.ts'
import { templateSchema } from './templates.ts'

export const phoneChangeSchema = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  username: z
    .string()
    .regex(/^[a-z0-9._]{3,30}$/)
    .nullable()
    .optional(),
  hidesPhone: z.boolean().optional(),
  /** What the platform calls the number, where that differs from what is dialled. */
  waId: z
    .string()
    .regex(/^\d{7,15}$/, 'expected the digits of a phone number')
    .optional(),
  /** Another business-scoped id: another person has the number now. */
  bsuid: z
    .string()
    .regex(
      /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/,
      'expected a business-scoped id such as "US.13491208655302741918"',
    )
    .optional(),
  reachable: z.boolean().optional(),
  reads: z.boolean().optional(),
  off: z.boolean().optional(),
})

/** The digits of a phone in a path, or a refusal that says what was expected. */
export function phoneOf(written: string): string {
  const digits = phoneDigits(written)
  if (digits !== null) return digits
  throw new SandboxError(
    400,
    'sandbox.invalid_phone',
    'a phone number has 7 to 15 digits with country code, such as +15550001111',
  )
}

const shown = (phone: Phone): Phone & { marketingStopped: boolean } => ({
  ...phone,
  marketingStopped: phone.marketingStoppedFor.length > 0,
})

interface PhoneRoute {
  Params: { phone: string }
}

/** The hand that moves the pretend customers and the platform's moods. */
export function controlRoutes(app: FastifyInstance, platform: Platform): void {
  const { store, phones, templates, messages, queue, behaviour, networkClock } = platform

  app.setErrorHandler((error: { statusCode?: number; message?: string }, _request, reply) => {
    if (error instanceof SandboxError) {
      return reply.code(error.httpStatus).send({ error: { code: error.code, message: error.message } })
    }
    const status = error.statusCode ?? 500
    const code = status < 500 ? 'sandbox.invalid' : 'sandbox.broken'
    return reply.code(status).send({ error: { code, message: error.message ?? 'unknown error' } })
  })

  app.get('/phones', () => phones.list().map(shown))
  app.put<PhoneRoute>('/phones/:phone', (request) => {
    const phone = phoneOf(request.params.phone)
    const change = parseOrRefuse(phoneChangeSchema, request.body ?? {})
    const changed = store.transaction(() => {
      if (change.off === false) deliverHeld(platform, phone)
      return phones.change(phone, change)
    })
    platform.wake()
    return shown(changed)
  })
  app.get<PhoneRoute>('/phones/:phone/thread', (request) =>
    messages.thread(phoneOf(request.params.phone), networkClock.now()).map(({ choices: _, ...item }) => item),
  )
  app.post<PhoneRoute>('/phones/:phone/say', (request) =>
    say(platform, phoneOf(request.params.phone), parseOrRefuse(saySchema, request.body)),
  )

  app.get('/templates', () => templates.list())
  app.put<{ Params: { name: string } }>('/templates/:name', (request) => {
    const template = parseOrRefuse(templateSchema, request.body)
    templates.keep(request.params.name, template)
    return { name: request.params.name, ...template }
  })

  app.delete<{ Params: { name: string } }>('/templates/:name', (request) => {
    templates.forget(request.params.name)
    return { name: request.params.name }
  })
  app.put<{ Params: { name: string } }>('/templates/:name/state', (request) => ({
    items: changeTemplate(platform, request.params.name, parseOrRefuse(templateChangeSchema, request.body)),
  }))

  app.get('/behaviour', () => behaviour.read())
  app.put('/behaviour', (request) => {
    behaviour.write(parseOrRefuse(behaviourSchema, request.body))
    platform.wake()
    return behaviour.read()
  })
  app.delete('/behaviour', () => {
    behaviour.write({})
    platform.wake()
    return behaviour.read()
  })

  app.get('/accepted', () => messages.accepted())
  app.get('/pending', () => ({ webhooks: queue.count() }))
  app.delete('/state', () => {
    store.reset()
    return { reset: true }
  })
}
