import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readPhone } from '../app/add-contact.ts'
import type { Installation, Services } from '../app/ports.ts'
import { recordFor } from '../app/submit-form.ts'
import type { TwilioAccount } from '../config/accounts.ts'
import type { BusinessSettings } from '../config/config.ts'
import { AppError } from '../domain/errors.ts'
import { wordingHash } from '../domain/evidence.ts'
import { fillLine, inLanguage, type VoiceText } from '../domain/page-texts.ts'
import { listCategories } from '../domain/templates.ts'
import { escapeHtml } from '../html.ts'
import { isSignedByTwilio } from '../sms/twilio-signature.ts'

interface Route {
  Params: { account: string }
}

// Of several values the first counts.
const text = z.union([z.string(), z.array(z.string()).transform(([first = '']) => first)]).catch('')
const querySchema = z.object({ lang: text, categories: text })

/**
 * Who hides their number calls from one of these words, spelt out or by the keys of a telephone
 * (twilio.com/en-us/changelog/upcoming-changes-to-withheld-caller-ids-behavior-for-dial-calls).
 */
const withheld = ['ANONYMOUS', 'RESTRICTED', 'BLOCKED', 'UNKNOWN', 'UNAVAILABLE']
const keypad = ['', '', 'ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ']
const keysOf = (word: string): string =>
  [...word].map((letter) => keypad.findIndex((letters) => letters.includes(letter))).join('')
const withheldNumbers = withheld.map((word) => `+${keysOf(word)}`)

/** The person's number; null when they hide it. In a call that the business has made, they are the one called. */
const personIn = (fields: URLSearchParams): string | null => {
  const isOurCall = fields.get('Direction')?.startsWith('outbound') ?? false
  const number = fields.get(isOurCall ? 'To' : 'From') ?? ''
  if (!/^\+\d{7,15}$/.test(number) || withheldNumbers.includes(number)) return null
  try {
    return readPhone(number)
  } catch {
    return null
  }
}

const said = ({ voice }: VoiceText, text: string): string =>
  `<Say language="${voice}">${escapeHtml(text)}</Say>`

const twiml = (reply: FastifyReply, inner: string): FastifyReply =>
  reply
    .type('text/xml; charset=utf-8')
    .send(`<?xml version="1.0" encoding="UTF-8"?><Response>${inner}</Response>`)

/**
 * A ready-made "press 1" for Twilio's voice: point a number at `/voice/<account>` and the call asks, in the language
 * and for the categories of the query. What is pressed is recorded with the call's id and the wording that was played.
 */
export const voiceRoutes =
  ({ businesses }: Installation, settings: readonly BusinessSettings[]) =>
  async (app: FastifyInstance): Promise<void> => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_request, body, done) =>
      done(null, body),
    )

    const ownerOf = (id: string): { services: Services; account: TwilioAccount } => {
      for (const business of settings) {
        const account = business.accounts.find((one) => one.id === id)
        const services = businesses.get(business.id)
        if (account?.provider === 'twilio' && services) return { services, account }
      }
      throw new AppError('account.not_found', 'there is no such account for calls')
    }

    /** The call's fields, if Twilio has signed them. */
    const callOf = (request: FastifyRequest<Route>) => {
      const { services, account } = ownerOf(request.params.account)
      const raw = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
      const fields = new URLSearchParams(raw)
      const header = request.headers['x-twilio-signature']
      const signature = Array.isArray(header) ? header[0] : header
      const url = `${account.publicUrl}${request.url}`
      if (!isSignedByTwilio(url, fields, signature, account.authTokens))
        throw new AppError('auth.missing', 'the call does not show that it is from the provider')
      const query = querySchema.parse(request.query)
      const text = inLanguage(services.texts.voices, query.lang || services.business.language)
      const known = services.categories.map(({ key }) => key)
      const wanted = known.filter((key) => query.categories.split(',').includes(key))
      const categories = wanted.length > 0 ? wanted : known
      const wording = fillLine(text.ask, {
        business: services.business.name,
        categories: listCategories(services.texts, categories, text.language),
      })
      return { services, account, fields, text, categories, wording }
    }

    app.post<Route>('/voice/:account', { schema: { hide: true } }, async (request, reply) => {
      const { account, text, categories, wording } = callOf(request)
      const query = `lang=${text.language}&categories=${categories.join(',')}`
      const action = escapeHtml(`${account.publicUrl}/voice/${account.id}/pressed?${query}`)
      return twiml(
        reply,
        `<Gather numDigits="1" timeout="8" method="POST" action="${action}">${said(text, wording)}</Gather>${said(text, text.nothing)}`,
      )
    })

    app.post<Route>('/voice/:account/pressed', { schema: { hide: true } }, async (request, reply) => {
      const { services, fields, text, categories, wording } = callOf(request)
      const digits = fields.get('Digits') ?? ''
      const phone = personIn(fields)
      const callId = fields.get('CallSid')
      if ((digits !== '1' && digits !== '2') || phone === null || !callId)
        return twiml(reply, said(text, text.nothing))
      await recordFor(
        services,
        { phone, language: text.language },
        {
          method: 'ivr',
          decision: digits === '1' ? 'opt_in' : 'opt_out',
          categories,
          channels: ['whatsapp'],
          at: null,
          grade: null,
          actor: `account:${request.params.account}`,
          evidence: {
            wording,
            language: text.language,
            version: wordingHash(wording).slice(0, 12),
            callId: callId.slice(0, 200),
            digits,
          },
        },
      )
      return twiml(reply, said(text, digits === '1' ? text.accepted : text.refused))
    })
  }
