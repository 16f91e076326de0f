import { createHash } from 'node:crypto'

/**
 * Names a thing that has no id of its own by its content. Something nested so deeply that it cannot be written down
 * is named by its outermost keys: enough to keep it, and it costs nothing but itself (F8).
 */
export const hashOf = (value: unknown): string => {
  const written = (): string => {
    try {
      return JSON.stringify(value) ?? ''
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return Object.keys(value ?? {}).join()
    }
  }
  return createHash('sha256').update(written()).digest('hex')
}
