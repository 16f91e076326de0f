import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../domain/errors.ts'

/** Not text: the null character, which databases and C programs end at, and halves of a character (lone surrogates). */
const isOdd = (text: string): boolean => text.includes('\0') || !text.isWellFormed()

/** Nothing that is read here nests half as deep. */
const deepest = 20

const textExpected = 'expected text without null characters or halves of characters'

/** What no schema can say about a value: where it stands ("records.0.name") and what was expected; null when it is fine. */
export const findOddity = (
  value: unknown,
  place = '',
  depth = 0,
): { readonly field: string; readonly expected: string } | null => {
  if (typeof value === 'string') return isOdd(value) ? { field: place, expected: textExpected } : null
  if (typeof value !== 'object' || value === null) return null
  // Bytes, and what still flows in, are looked at by the route that takes them.
  if (Buffer.isBuffer(value) || value instanceof Readable) return null
  if (depth > deepest) return { field: place, expected: `expected at most ${deepest} levels` }
  for (const [key, inner] of Object.entries(value)) {
    if (isOdd(key)) return { field: place, expected: textExpected }
    const found = findOddity(inner, place ? `${place}.${key}` : key, depth + 1)
    if (found !== null) return found
  }
  return null
}

/** Refuses what is no text before anything is kept of it: it could not be hashed for the ledger (RFC 8785). */
export const refuseOddText = (app: FastifyInstance): void => {
  app.addHook('preValidation', async ({ body, params, query }) => {
    const found = findOddity(params) ?? findOddity(query) ?? findOddity(body)
    if (found === null) return
    const field = found.field || 'body'
    throw new AppError('request.invalid', `${field}: ${found.expected}`, { field })
  })
}
