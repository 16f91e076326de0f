import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Log } from '../app/ports.ts'
import { AppError, errorStatus } from '../domain/errors.ts'

/** RFC 9457: what went wrong, in which field, and what to do about it. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly [extension: string]: unknown
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'Not allowed in',
  403: 'Not allowed with this key',
  404: 'Not found',
  408: 'The call took too long',
  409: 'Not possible now',
  413: 'Too large',
  414: 'The address is too long',
  415: 'Not a format that is read here',
  422: 'The request is not valid',
  431: 'The headers are too long',
  502: 'The platform is in the way',
  503: 'Not available now',
}

const problem = (code: string, status: number, detail: string, extra: object = {}): Problem => ({
  type: `urn:assent:${code.replace('.', ':')}`,
  title: titles[status] ?? 'Something went wrong here',
  status,
  detail,
  ...extra,
})

const statusOf = (error: unknown): number =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500

/** Where Fastify's own refusals lie. It checks the frame of a call before anybody looks into it. */
const fieldOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'content-type'
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') return 'content-length'
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH') return 'path'
  return 'body'
}

/** Where a check failed, as callers write it: `records.0.phone`, or the body, query or path as a whole. */
const placeOf = (
  { instancePath, params }: { instancePath: string; params: unknown },
  context = 'body',
): string[] => {
  const place = instancePath.replace(/^\//, '').replaceAll('/', '.')
  const unknown =
    typeof params === 'object' && params !== null && 'keys' in params && Array.isArray(params.keys)
      ? params.keys.map(String)
      : []
  if (unknown.length === 0) return [place || context]
  return unknown.map((key) => (place ? `${place}.${key}` : key))
}

/** The only translator of errors into answers. Faults of ours are logged and not explained to strangers. */
export const problemOf = (error: unknown, log: Log): Problem => {
  if (error instanceof AppError) {
    return problem(error.code, errorStatus[error.code], error.message, error.details)
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.flatMap((fault) =>
      placeOf(fault, error.validationContext).map((field) => ({
        field,
        expected: fault.message ?? 'another value',
      })),
    )
    const detail = errors.map(({ field, expected }) => `${field}: ${expected}`).join('; ')
    return problem('request.invalid', 400, detail, { field: errors[0]?.field, errors })
  }
  const status = statusOf(error)
  if (status >= 500) {
    log.error({ err: error }, 'request failed')
    return problem('internal', 500, 'the fault is ours; it has been logged')
  }
  const field = fieldOf(error)
  const why =
    field === 'content-type'
      ? 'expected application/json, or what the API describes for this call (/docs)'
      : error instanceof Error
        ? error.message
        : 'not valid'
  return problem('request.invalid', status, `${field}: ${why}`, { field })
}

const answer = (reply: FastifyReply, found: Problem): FastifyReply =>
  (found.status === 401 ? reply.header('www-authenticate', 'Bearer') : reply)
    .status(found.status)
    .type('application/problem+json')
    .send(JSON.stringify(found))

/** Refusals before a route is found: an address that cannot be read, or an id without end. */
export const answerFrameProblem =
  (log: Log) =>
  (error: Error, _request: unknown, reply: FastifyReply): void => {
    answer(reply, problemOf(error, log))
  }

/** What is not HTTP at all, or too much of it, is answered in the same form; then the connection is closed. */
export const answerBrokenCall = (error: Error & { readonly code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy(error)
    return
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const field = status === 431 ? 'headers' : 'body'
  const body = JSON.stringify(
    problem('request.invalid', status, `${field}: the call could not be read as HTTP`, { field }),
  )
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}

export const answerProblems = (app: FastifyInstance, log: Log): void => {
  app.setErrorHandler((error, _request, reply) => answer(reply, problemOf(error, log)))
  app.setNotFoundHandler((request, reply) => {
    const there = `there is nothing at ${request.method} ${request.url.split('?')[0]}`
    return answer(reply, problem('route.not_found', 404, there, { field: 'path' }))
  })
}
