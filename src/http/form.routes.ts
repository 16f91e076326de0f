import formBody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readPhone } from '../app/add-contact.ts'
import type { Installation, Services } from '../app/ports.ts'
import { startLink, submitForm } from '../app/submit-form.ts'
import { AppError } from '../domain/errors.ts'
import { wordingHash } from '../domain/evidence.ts'
import { type FormText, inLanguage } from '../domain/page-texts.ts'
import { type FormPage, formWording, pagePolicy, renderDone, renderForm, tagOf } from './form-page.ts'

const one = z.union([z.string(), z.array(z.string()).transform((values) => values[0] ?? '')]).default('')
const many = z
  .union([z.string().transform((value) => [value]), z.array(z.string())])
  .default([])
  .pipe(z.array(z.string().max(60)).max(50))

const enteredSchema = z.object({
  phone: one.pipe(z.string().max(60)),
  name: one.pipe(z.string().max(200)),
  category: many,
})
const querySchema = z.object({ lang: z.string().max(12).optional().catch(undefined) })

interface Route {
  Params: { business: string }
}

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
  if (lang !== undefined) return lang
  const known = texts.forms.map(({ language }) => tagOf(language).toLowerCase())
  const wanted = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part) => (part.split(';')[0] ?? '').trim().toLowerCase())
  const found = wanted.find((tag) =>
    known.some((own) => own === tag || own.split('-')[0] === tag.split('-')[0]),
  )
  return found ?? business.language
}

/** The business's hosted form: it names the business and its categories, and nothing is ticked. */
export const formRoutes =
  ({ businesses }: Installation, publicUrl: string) =>
  async (app: FastifyInstance): Promise<void> => {
    await app.register(formBody, { bodyLimit: 16 * 1024 })

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
      more: Pick<FormPage, 'entered' | 'wrong'>,
    ): FormPage => ({
      text,
      business: services.business.name,
      categories: services.texts.categories,
      languages: services.texts.forms.map(({ language }) => language).sort(),
      action: `/forms/${services.business.id}`,
      ...more,
    })

    app.get<Route>('/forms/:business', { schema: { hide: true } }, (request, reply) => {
      const services = ownerOf(request)
      const text = inLanguage(services.texts.forms, languageOf(request, services))
      const nothing = { phone: '', name: '', chosen: [] }
      return show(
        reply,
        renderForm(pageOf(services, text, { entered: nothing, wrong: { phone: false, chosen: false } })),
      )
    })

    app.post<Route>('/forms/:business', { schema: { hide: true } }, async (request, reply) => {
      const services = ownerOf(request)
      const { business, texts } = services
      const text = inLanguage(texts.forms, languageOf(request, services))
      const { phone, name, category } = enteredSchema.parse(request.body ?? {})
      const chosen = texts.categories.map(({ key }) => key).filter((key) => category.includes(key))
      const wrong = { phone: !isPhone(phone), chosen: chosen.length === 0 }
      if (wrong.phone || wrong.chosen) {
        const entered = { phone, name, chosen }
        return show(reply.status(422), renderForm(pageOf(services, text, { entered, wrong })))
      }
      const wording = formWording(text, business.name, texts.categories, chosen)
      await submitForm(services, {
        phone,
        name: name.trim() || undefined,
        language: text.language,
        categories: chosen,
        actor: 'form',
        evidence: {
          wording,
          language: text.language,
          version: wordingHash(wording).slice(0, 12),
          page: `${publicUrl}/forms/${business.id}`,
          ip: request.ip,
          userAgent: (request.headers['user-agent'] ?? '').slice(0, 500) || undefined,
        },
      })
      return show(reply, renderDone(text, business.name, startLink(services)))
    })
  }
