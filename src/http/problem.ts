import type { FastifyInstance } from 'fastify'
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
  409: 'Not possible now',
  413: 'Too large',
  415: 'Not a format that is read here',
  422: 'The request is not valid',
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

/** The only translator of errors into answers. Faults of ours are logged and not explained to strangers. */
export const problemOf = (error: unknown, log: Log): Problem => {
  if (error instanceof AppError) {
    return problem(error.code, errorStatus[error.code], error.message, error.details)
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map(({ instancePath, message }) => ({
      field: instancePath.replace(/^\//, '').replaceAll('/', '.') || error.validationContext,
      expected: message ?? 'another value',
    }))
    const detail = errors.map(({ field, expected }) => `${field}: ${expected}`).join('; ')
    return problem('request.invalid', 400, detail, { errors })
  }
  const status = statusOf(error)
  if (status >= 500) {
    log.error({ err: error }, 'request failed')
    return problem('internal', 500, 'the fault is ours; it has been logged')
  }
  return problem(
    'request.invalid',
    status,
    error instanceof Error ? error.message : 'the request is not valid',
  )
}

export const answerProblems = (app: FastifyInstance, log: Log): void => {
  app.setErrorHandler((error, _request, reply) => {
    const found = problemOf(error, log)
    return reply.status(found.status).type('application/problem+json').send(JSON.stringify(found))
  })
  app.setNotFoundHandler((request, reply) => {
    const found = problem(
      'route.not_found',
      404,
      `there is nothing at ${request.method} ${request.url.split('?')[0]}`,
    )
    return reply.status(404).type('application/problem+json').send(JSON.stringify(found))
  })
}
