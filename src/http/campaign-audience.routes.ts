import type { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type AddedLine, type AudienceLine, openAudience, openConsented } from '../app/campaigns.ts'
import { reasonInWords } from '../app/check-audience.ts'
import { AppError } from '../domain/errors.ts'
import { servicesOf } from './caller.ts'
import { answerLines, linesOf, ndjson, ndjsonAnswer, ndjsonBody, takeNdjson } from './ndjson.ts'
import { findOddity } from './odd-text.ts'
import { idParam, problems } from './shapes.ts'

const variables = z.record(z.string().regex(/^[A-Za-z0-9_]{1,60}$/), z.string().min(1).max(1_024)).optional()
const name = z.string().min(1).max(80)

const lineSchema = z.union([
  name.transform((who): AudienceLine => ({ who, variables: null })),
  z
    .strictObject({ contact: name, variables })
    .transform(({ contact, variables: own }): AudienceLine => ({ who: contact, variables: own ?? null })),
  z
    .strictObject({ phone: name, variables })
    .transform(({ phone, variables: own }): AudienceLine => ({ who: phone, variables: own ?? null })),
])

/** Whom a line names; null when it cannot be read. */
const readLine = (line: string): AudienceLine | null => {
  try {
    const json: unknown = JSON.parse(line)
    const parsed = findOddity(json) === null ? lineSchema.safeParse(json) : null
    return parsed?.success ? parsed.data : null
  } catch {
    return null
  }
}

const unreadable =
  'expected a contact id or a phone number as JSON: "ctc_…", {"contact":"ctc_…"} or {"phone":"+14155550123"}, with "variables" where wanted'

interface Summary {
  lines: number
  added: number
  already: number
  unknown: number
  missing_variables: number
  unreadable: number
}

type Problem = Exclude<AddedLine, 'added' | 'already'> | 'unreadable'

const wordsFor = (problem: Problem): string =>
  problem === 'unreadable' ? unreadable : reasonInWords(problem === 'unknown' ? 'unknown_contact' : problem)

const told = (line: number, problem: Problem): string =>
  `${JSON.stringify({ line, problem, says: wordsFor(problem) })}\n`

/** Takes lines as they come, a batch at a time; gives back a line for each that could not be taken, and a summary. */
async function* takeLines(
  input: Readable,
  audience: Awaited<ReturnType<typeof openAudience>>,
): AsyncGenerator<string> {
  const summary: Summary = { lines: 0, added: 0, already: 0, unknown: 0, missing_variables: 0, unreadable: 0 }
  let batch: { readonly number: number; readonly line: AudienceLine }[] = []
  const take = async (): Promise<string> => {
    const results = await audience.add(batch.map(({ line }) => line))
    const problems: string[] = []
    for (const [index, { number }] of batch.entries()) {
      const result = results[index] ?? 'unknown'
      summary[result] += 1
      if (result !== 'added' && result !== 'already') problems.push(told(number, result))
    }
    batch = []
    return problems.join('')
  }
  let number = 0
  try {
    for await (const text of linesOf(input)) {
      number += 1
      if (text.trim() === '') continue
      summary.lines += 1
      const line = readLine(text)
      if (line) batch.push({ number, line })
      else {
        summary.unreadable += 1
        yield told(number, 'unreadable')
      }
      if (batch.length === audience.batchSize) yield await take()
    }
    if (batch.length > 0) yield await take()
  } catch (error) {
    // The answer has begun: that the campaign has ended meanwhile can only be told in it.
    if (!(error instanceof AppError)) throw error
    yield `${JSON.stringify({ problem: error.code, says: error.message })}\n`
  }
  yield `${JSON.stringify({ summary })}\n`
}

const tags = ['campaigns']

/** Whom a campaign is for. */
export const campaignAudienceRoutes: FastifyPluginAsyncZod = async (app) => {
  takeNdjson(app)

  app.post(
    '/v1/campaigns/:id/audience',
    {
      config: { scope: 'send' },
      schema: {
        tags,
        operationId: 'addAudience',
        summary: 'Say whom a campaign is for, line by line',
        description:
          'Lines in (application/x-ndjson): a contact id or a phone number each, as a JSON string or as {"contact"} or {"phone"}, with {"variables"} of their own where wanted. The same person twice is one member, so that a call that broke off can be repeated. Lines out: one for each line that could not be taken, with its number, and last {"summary":{…}}. Any length.',
        consumes: [ndjson],
        produces: [ndjson],
        params: idParam,
        body: ndjsonBody(
          'a person a line',
          '"ctc_01ARZ3NDEKTSV4RRFFQ69G5FAV"\n{"phone":"+14155550123","variables":{"name":"Ana"}}\n',
        ),
        response: {
          200: ndjsonAnswer,
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const audience = await openAudience(servicesOf(request), request.params.id)
      const lines = takeLines(request.body, audience)
      return answerLines(reply, lines)
    },
  )

  app.post(
    '/v1/campaigns/:id/audience/consented',
    {
      config: { scope: 'send' },
      schema: {
        tags,
        operationId: 'addConsentedAudience',
        summary: 'A campaign for everybody who has opted in to its category',
        description:
          'On its channel, as of now; repeating it adds who has opted in since. Lines out: how many so far, as it goes, and last {"summary":{"added","already"}}.',
        produces: [ndjson],
        params: idParam,
        response: {
          200: ndjsonAnswer,
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const batches = await openConsented(servicesOf(request), request.params.id)

      // A line for each batch also keeps a connection open that would be cut when it says nothing.
      async function* lines(): AsyncGenerator<string> {
        const counts = { added: 0, already: 0 }
        for await (const { added, already } of batches) {
          counts.added += added
          counts.already += already
          yield `${JSON.stringify(counts)}\n`
          await setImmediate()
        }
        yield `${JSON.stringify({ summary: counts })}\n`
      }

      return answerLines(reply, lines())
    },
  )
}
