import { createHmac, timingSafeEqual } from 'node:crypto'

/** Twilio leaves a port out of the address that it signs, or puts the usual one in: each way of writing it may be meant. */
const addressesOf = (url: string): string[] => {
  const [, scheme = '', host = '', port, rest = ''] =
    /^(https?):\/\/(\[[^\]]*\]|[^/:?#]+)(:\d+)?(.*)$/s.exec(url) ?? []
  if (scheme === '') return [url]
  const usual = scheme === 'https' ? ':443' : ':80'
  return [url, `${scheme}://${host}${port === undefined ? usual : ''}${rest}`]
}

/** Every field in the order of its name, name and value run together; the same one twice counts once. */
const run = (fields: URLSearchParams): string => {
  const pairs = [
    ...new Map([...fields].map(([name, value]) => [JSON.stringify([name, value]), { name, value }])).values(),
  ]
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  return pairs
    .sort((a, b) => order(a.name, b.name) || order(a.value, b.value))
    .map(({ name, value }) => name + value)
    .join('')
}

/**
 * Twilio's X-Twilio-Signature: base64 of HMAC-SHA1 over the full address that was called and the form's fields
 * (twilio.com/docs/usage/security). Compared in constant time; any of several tokens may have signed, while one is
 * being rotated.
 */
export const isSignedByTwilio = (
  url: string,
  fields: URLSearchParams,
  signature: string | undefined,
  authTokens: readonly string[],
): boolean => {
  if (!signature) return false
  const given = Buffer.from(signature)
  const signed = addressesOf(url).map((address) => address + run(fields))
  const matches = authTokens.flatMap((token) =>
    signed.map((text) => {
      const expected = Buffer.from(createHmac('sha1', token).update(text, 'utf8').digest('base64'))
      return given.length === expected.length && timingSafeEqual(given, expected)
    }),
  )
  return matches.includes(true)
}
