import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'

/** Lines of JSON, one thing a line, of any length: read as they come and answered as they are done. */
export const ndjson = 'application/x-ndjson'

/** Hands the body of such a call on as it comes. */
export const takeNdjson = (app: Pick<FastifyInstance, 'addContentTypeParser'>): void => {
  app.addContentTypeParser(ndjson, (_request, payload, done) => done(null, payload))
}

export const ndjsonBody = (description: string, example: string) =>
  z
    .instanceof(Readable, { error: 'expected lines of JSON, sent as application/x-ndjson' })
    .meta({ type: 'string', description, examples: [example] })

export const ndjsonAnswer = z.instanceof(Readable).meta({ type: 'string', description: 'lines of JSON' })

export const linesOf = (input: Readable): AsyncIterable<string> =>
  createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })

export const answerLines = (reply: FastifyReply, lines: AsyncIterable<string>): FastifyReply =>
  reply.type(ndjson).send(Readable.from(lines))
