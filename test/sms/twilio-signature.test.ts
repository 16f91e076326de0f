import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSignedByTwilio } from '../../src/sms/twilio-signature.ts'

const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const token = '12345'
const call = (number: string): URLSearchParams =>
  new URLSearchParams({
    CallSid: 'CA1234567890ABCDE',
    Caller: number,
    Digits: '1234',
    From: number,
    To: '+18005551212',
  })
const sign = (text: string): string => createHmac('sha1', token).update(text, 'utf8').digest('base64')

describe('Twilio’s signature', () => {
  it('is the one of the provider’s own example (TwilioDevEd/api-snippets, signature_validation)', () => {
    expect(isSignedByTwilio(url, call('+14158675310'), 'GvWf1cFY/Q7PnoempGyD5oXAezc=', [token])).toBe(true)
    expect(isSignedByTwilio(url, call('+14158675309'), 'RSOYDt4T1cUTdK1PDd93/VVr8B8=', [token])).toBe(true)
  })

  const fields = call('+14158675310')
  const good = 'GvWf1cFY/Q7PnoempGyD5oXAezc='
  const tampered = new URLSearchParams(fields)
  tampered.set('Digits', '1')
  const more = new URLSearchParams(fields)
  more.append('Digits', '1')
  const wrong: [string, string, URLSearchParams, string | undefined, string[]][] = [
    ['none', url, fields, undefined, [token]],
    ['an empty one', url, fields, '', [token]],
    ['one of another token', url, fields, good, ['54321']],
    ['one for another address', `${url}3`, fields, good, [token]],
    ['one for the address without its query', 'https://mycompany.com/myapp.php', fields, good, [token]],
    ['one for other fields', url, tampered, good, [token]],
    ['one for fewer fields', url, more, good, [token]],
    ['something of another length', url, fields, `${good}=`, [token]],
    ['no token at all', url, fields, good, []],
  ]
  it.each(wrong)('is refused: %s', (_what, address, form, signature, tokens) => {
    expect(isSignedByTwilio(address, form, signature, tokens)).toBe(false)
  })

  it('may be of either token while one is being rotated', () => {
    expect(isSignedByTwilio(url, fields, good, ['the-new-one', token])).toBe(true)
  })

  it('covers the address with or without its port', () => {
    const none = new URLSearchParams()
    expect(
      isSignedByTwilio('https://a.example:8443/x?y=1', none, sign('https://a.example/x?y=1'), [token]),
    ).toBe(true)
    expect(isSignedByTwilio('https://a.example/x', none, sign('https://a.example:443/x'), [token])).toBe(true)
    expect(isSignedByTwilio('http://a.example/x', none, sign('http://a.example:80/x'), [token])).toBe(true)
    expect(isSignedByTwilio('https://a.example/x', none, sign('https://b.example/x'), [token])).toBe(false)
  })

  it('takes fields of one name in the order of their values, the same one once', () => {
    const twice = new URLSearchParams([
      ['Url', 'b'],
      ['Url', 'a'],
      ['Url', 'b'],
    ])
    expect(isSignedByTwilio(url, twice, sign(`${url}UrlaUrlb`), [token])).toBe(true)
  })
})
