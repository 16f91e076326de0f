import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Twilio's X-Twilio-Signature: base64 of HMAC-SHA1 over the full address that was called, followed by every form field
 * in the order of its name, name and value run together. Compared in constant time; any of several tokens may have
 * signed, while one is being rotated.
 */
export const isSignedByTwilio = (
  url: string,
  fields: URLSearchParams,
  signature: string | undefined,
  authTokens: readonly string[],
): boolean => {
  if (!signature) return false
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const signed = url + sorted.map(([name, value]) => name + value).join('')
  const given = Buffer.from(signature)
  const matches = authTokens.map((token) => {
    const expected = Buffer.from(createHmac('sha1', token).update(signed, 'utf8').digest('base64'))
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
  return matches.includes(true)
}
