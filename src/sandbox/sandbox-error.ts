import { z } from 'zod'

/** A request to the control API or the page that cannot be done, with its reason. */
export class SandboxError extends Error {
  readonly httpStatus: number
  readonly code: `sandbox.${string}`

  constructor(httpStatus: number, code: `sandbox.${string}`, message: string) {
    super(message)
    this.name = 'SandboxError'
    this.httpStatus = httpStatus
    this.code = code
  }
}

/** Parses what came from outside, or says in one line what is wrong with it. */
export function parseOrRefuse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new SandboxError(400, 'sandbox.invalid', z.prettifyError(parsed.error))
}
