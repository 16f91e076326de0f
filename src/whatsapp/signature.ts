import { createHmac, timingSafeEqual } from 'node:crypto'

/** Compares in constant time whatever the lengths; `timingSafeEqual` alone throws when they differ. */
export const sameSecret = (given: string, expected: string): boolean => {
  const key = 'compare'
  const digest = (value: string) => createHmac('sha256', key).update(value).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

/**
 * True when `header` is the HMAC-SHA256 of the raw bytes under one of the secrets: several are valid at once
 * while one is being rotated (FACTS §1.2). Hex or base64, with or without the `sha256=` prefix, since 360dialog's
 * form is not confirmed (FACTS §8).
 */
export const isSigned = (raw: Buffer, header: string | undefined, secrets: readonly string[]): boolean => {
  if (!header) return false
  const given = header.trim().replace(/^sha256=/i, '')
  let found = false
  for (const secret of secrets) {
    const digest = createHmac('sha256', secret).update(raw).digest()
    // No early exit: which secret matched is nobody's business.
    if (sameSecret(given.toLowerCase(), digest.toString('hex'))) found = true
    if (sameSecret(given, digest.toString('base64'))) found = true
  }
  return found
}
