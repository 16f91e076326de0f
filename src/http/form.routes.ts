import formBody from '@fastify/formbody'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readPhone } from '../app/add-contact.ts'
import type { Installation, Services } from '../app/ports.ts'
import { startLink, submitForm } from '../app/submit-form.ts'
import { minute } from '../domain/clock.ts'
import { AppError } from '../domain/errors.ts'
import { acceptedLanguage, type FormText, inLanguage } from '../domain/page-texts.ts'
import {
  editionOf,
  type FormPage,
  formWording,
  pagePolicy,
  renderDone,
  renderFault,
  renderForm,
} from './form-page.ts'
import { problemOf } from './problem.ts'

/** So many forms from one address in so much time, in ms: enough for a till, too few for flooding strangers. */
const mostForms = 20
const formsIn = 10 * minute

// A form may come from anything that speaks HTTP: of several values the first counts, and what is no text is none.
const firstText = z.union([z.string(), z.array(z.string()).transform(([first = '']) => first)]).catch('')
const someTexts = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([])
const fieldsSchema = z
  .object({ phone: firstText, name: firstText, edition: firstText, category: someTexts })
  .catch({ phone: '', name: '', edition: '', category: [] })
const querySchema = z.object({ lang: firstText })

/** Text as a person can have typed it: without control characters and marks of direction, and not endless. */
const typed = (text: string, atMost: number): string =>
  [...text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, ' ')]
    .slice(0, atMost)
    .join('')
    .trim()

interface Route {
  Params: { business: string }
}

/** A number as people dial it from abroad, with 00, is as good as one with a plus. */
const withPlus = (phone: string): string => phone.replace(/^00\s*/, '+')

const isPhone = (raw: string): boolean => {
  try {
    readPhone(raw)
    return true
  } catch {
    return false
  }
}

/** The language that was asked for, else the best that the browser wants, else the business's own. */
const languageOf = (request: FastifyRequest, { business, texts }: Services): string => {
  const { lang } = querySchema.parse(request.query)
  if (lang !== '') return lang
  const known = texts.forms.map(({ language }) => language)
  return acceptedLanguage(known, request.headers['accept-language'] ?? '') ?? business.language
}

/** The business's hosted form: it names the business and its categories, and nothing is ticked. */
export const formRoutes =
  ({ businesses, shared }: Installation, publicUrl: string) =>
  async (app: FastifyInstance): Promise<void> => {
    await app.register(formBody, { bodyLimit: 16 * 1024 })
    await app.register(rateLimit, { global: false })
    const count = app.createRateLimit({ max: mostForms, timeWindow: formsIn })

    app.setErrorHandler((error, _request, reply) => {
      const { status, detail } = problemOf(error, shared.log)
      const title = status === 404 ? 'There is no such form' : 'The form could not be taken'
      return show(reply.status(status), renderFault(title, status === 404 ? 'Is the address right?' : detail))
    })

    const ownerOf = (request: FastifyRequest<Route>): Services => {
      const services = businesses.get(request.params.business)
      if (!services) throw new AppError('form.not_found', 'there is no such form')
      return services
    }

    const show = (reply: FastifyReply, markup: string): FastifyReply =>
      reply
        .headers({
          'content-security-policy': pagePolicy,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cache-control': 'no-store',
        })
        .type('text/html; charset=utf-8')
        .send(markup)

    const pageOf = (
      services: Services,
      text: FormText,
      more: Pick<FormPage, 'entered' | 'wrong' | 'notice'>,
    ): FormPage => ({
      text,
      business: services.business.name,
      categories: services.texts.categories,
      languages: services.texts.forms.map(({ language }) => language).sort(),
      action: `/forms/${services.business.id}`,
      ...more,
    })

    const nothing = { entered: { phone: '', name: '', chosen: [] }, wrong: { phone: false, chosen: false } }

    app.get<Route>('/forms/:business', { schema: { hide: true } }, (request, reply) => {
      const services = ownerOf(request)
      const text = inLanguage(services.texts.forms, languageOf(request, services))
      return show(reply, renderForm(pageOf(services, text, nothing)))
    })

    app.post<Route>('/forms/:business', { schema: { hide: true } }, async (request, reply) => {
      const services = ownerOf(request)
      const { business, texts } = services
      const text = inLanguage(texts.forms, languageOf(request, services))
      const fields = fieldsSchema.parse(request.body)
      const phone = typed(fields.phone, 60)
      const name = typed(fields.name, 200)
      const chosen = texts.categories.map(({ key }) => key).filter((key) => fields.category.includes(key))
      const again = (status: number, more: Pick<FormPage, 'entered' | 'wrong' | 'notice'>): FastifyReply =>
        show(reply.status(status), renderForm(pageOf(services, text, more)))

      const wrong = { phone: !isPhone(withPlus(phone)), chosen: chosen.length === 0 }
      if (wrong.phone || wrong.chosen) return again(422, { entered: { phone, name, chosen }, wrong })
      const edition = editionOf(text, business.name, texts.categories)
      // The words have changed since the page was opened: nobody has agreed to these yet, so nothing stays ticked.
      if (fields.edition !== '' && fields.edition !== edition)
        return again(409, { ...nothing, entered: { phone, name, chosen: [] }, notice: text.mistakes })
      const limit = await count(request)
      if (!limit.isAllowed && limit.isExceeded) {
        reply.header('retry-after', limit.ttlInSeconds)
        return again(429, { ...nothing, entered: { phone, name, chosen }, notice: text.tooMany })
      }
      await submitForm(services, {
        phone: withPlus(phone),
        name: name || undefined,
        language: text.language,
        categories: chosen,
        actor: 'form',
        evidence: {
          wording: formWording(text, business.name, texts.categories, chosen),
          language: text.language,
          version: edition,
          page: `${publicUrl}/forms/${business.id}?lang=${text.language}`,
          ip: request.ip,
          userAgent: typed(request.headers['user-agent'] ?? '', 500) || undefined,
        },
      })
      return show(reply, renderDone(text, business.name, startLink(services, text.language)))
    })
  }
