import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { describeBehaviour } from './behaviour.ts'
import { phoneOf } from './control.routes.ts'
import { renderPage } from './page.ts'
import { contentSecurityPolicy } from './page-assets.ts'
import type { Platform } from './platform.ts'
import { parseOrRefuse, SandboxError } from './sandbox-error.ts'
import { type Saying, say } from './say.ts'

const addSchema = z.object({ phone: z.string(), name: z.string().trim().max(80).default('') })
const saidSchema = z.object({
  way: z.enum(['text', 'sms', 'button', 'list', 'preference']),
  value: z.string().min(1).max(4096),
  quoting: z.string().min(1).optional(),
})
const settingsSchema = z.object({
  reachable: z.literal('on').optional(),
  reads: z.literal('on').optional(),
  hidesPhone: z.literal('on').optional(),
})
const smsSchema = z.string().max(1600, 'a text message has at most 1600 characters')
const qualitySchema = z.object({ quality: z.enum(['GREEN', 'YELLOW', 'RED']) })
const preferenceSchema = z.enum(['stop', 'resume'])

interface PhoneRoute {
  Params: { phone: string }
}

/** What a form of the page says, in the words of the control API. */
function sayingOf({ way, value, quoting }: z.infer<typeof saidSchema>): Saying {
  switch (way) {
    case 'text':
      return { text: value }
    case 'sms':
      return { sms: parseOrRefuse(smsSchema, value) }
    case 'button':
      return { button: parseOrRefuse(z.coerce.number().int().min(0), value), quoting }
    case 'list':
      return { list: value, quoting }
    case 'preference':
      return { preference: parseOrRefuse(preferenceSchema, value) }
  }
}

/** The page for people. */
export function pageRoutes(app: FastifyInstance, platform: Platform): void {
  const { store, phones, messages, behaviour, networkClock } = platform

  const show = (reply: FastifyReply, digits: string | null, error: string | null): FastifyReply => {
    const phone = digits === null ? null : phones.find(digits)
    const page = renderPage({
      phones: phones.list(),
      open: phone ? { phone, thread: messages.thread(phone.phone, networkClock.now()) } : null,
      hasSms: platform.smsSenders.length > 0,
      misbehaviour: describeBehaviour(behaviour.read()),
      error,
    })
    return reply
      .headers({
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        // Not no-referrer: that would make browsers send "Origin: null" with the page's own forms.
        'referrer-policy': 'same-origin',
        'cache-control': 'no-store',
      })
      .type('text/html; charset=utf-8')
      .send(page)
  }
  const back = (reply: FastifyReply, path: string): FastifyReply => reply.redirect(path, 303)

  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  app.setErrorHandler((error: { statusCode?: number; message?: string }, request, reply) => {
    const parsed = z.object({ phone: z.string().regex(/^\d+$/) }).safeParse(request.params)
    const status = error instanceof SandboxError ? error.httpStatus : (error.statusCode ?? 500)
    return show(reply.code(status), parsed.data?.phone ?? null, error.message ?? 'Something went wrong.')
  })

  app.get('/', (_request, reply) => show(reply, null, null))
  app.get<PhoneRoute>('/phones/:phone', (request, reply) => {
    const digits = phoneOf(request.params.phone)
    if (!phones.find(digits))
      throw new SandboxError(404, 'sandbox.no_such_phone', 'There is no such phone here yet.')
    return show(reply, digits, null)
  })

  app.post('/phones', (request, reply) => {
    const { phone, name } = parseOrRefuse(addSchema, request.body)
    const digits = phoneOf(phone)
    store.transaction(() => phones.change(digits, name === '' ? {} : { name }))
    return back(reply, `/phones/${digits}`)
  })
  app.post<PhoneRoute>('/phones/:phone/say', (request, reply) => {
    const digits = phoneOf(request.params.phone)
    say(platform, digits, sayingOf(parseOrRefuse(saidSchema, request.body)))
    return back(reply, `/phones/${digits}`)
  })
  app.post<PhoneRoute>('/phones/:phone/settings', (request, reply) => {
    const digits = phoneOf(request.params.phone)
    const { reachable, reads, hidesPhone } = parseOrRefuse(settingsSchema, request.body)
    const change = { reachable: reachable === 'on', reads: reads === 'on', hidesPhone: hidesPhone === 'on' }
    store.transaction(() => phones.change(digits, change))
    return back(reply, `/phones/${digits}`)
  })
  app.post('/behaviour/quality', (request, reply) => {
    const { quality } = parseOrRefuse(qualitySchema, request.body)
    const now = behaviour.read()
    behaviour.write({ ...now, number: { ...now.number, quality } })
    return back(reply, '/')
  })
  app.post('/behaviour/clear', (_request, reply) => {
    behaviour.write({})
    platform.wake()
    return back(reply, '/')
  })
}
