import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSigned, sameSecret } from '../../src/whatsapp/signature.ts'

const raw = Buffer.from('{"entry":[],"name":"J\\u00fcrgen","n":1.0}')
const [current, next] = ['the app secret', 'the next secret']
const hmac = (secret: string, bytes: Buffer, encoding: 'hex' | 'base64') =>
  createHmac('sha256', secret).update(bytes).digest(encoding)
const hex = hmac(current, raw, 'hex')
const reserialised = Buffer.from(JSON.stringify(JSON.parse(raw.toString())))

describe('a signature', () => {
  const rows: [string, string | undefined, readonly string[], boolean][] = [
    ['good, with its prefix', `sha256=${hex}`, [current], true],
    ['good, without a prefix', hex, [current], true],
    ['good, in upper case', `sha256=${hex.toUpperCase()}`, [current], true],
    ['good, with an upper-case prefix', `SHA256=${hex}`, [current], true],
    ['good, with blanks around', ` sha256=${hex} `, [current], true],
    ['good, in base64', hmac(current, raw, 'base64'), [current], true],
    ['good, in base64 with a prefix', `sha256=${hmac(current, raw, 'base64')}`, [current], true],
    ['by the old secret while it is rotated', `sha256=${hex}`, [next, current], true],
    ['by the new secret while it is rotated', `sha256=${hmac(next, raw, 'hex')}`, [next, current], true],
    ['by the old secret after its rotation', `sha256=${hex}`, [next], false],
    ['over the same JSON written anew', `sha256=${hmac(current, reserialised, 'hex')}`, [current], false],
    ['missing', undefined, [current], false],
    ['empty', '', [current], false],
    ['only a prefix', 'sha256=', [current], false],
    ['too short', `sha256=${hex.slice(0, 63)}`, [current], false],
    ['too long', `sha256=${hex}0`, [current], false],
    [
      'with one digit changed',
      `sha256=${hex.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`,
      [current],
      false,
    ],
    ['in base64 of another case', hmac(current, raw, 'base64').toLowerCase(), [current], false],
    ['with another prefix', `sha1=${hex}`, [current], false],
    ['by a wrong secret', `sha256=${hmac('guess', raw, 'hex')}`, [current], false],
    ['that is not text', '\u0000\uffff💥', [current], false],
    ['good, where no secret is configured', `sha256=${hex}`, [], false],
  ]
  it.each(rows)('%s', (_what, header, secrets, good) => {
    expect(isSigned(raw, header, secrets)).toBe(good)
  })

  it('is over the bytes, whatever they are', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80])
    expect(isSigned(bytes, hmac(current, bytes, 'hex'), [current])).toBe(true)
    expect(isSigned(Buffer.from(bytes.toString('utf8')), hmac(current, bytes, 'hex'), [current])).toBe(false)
  })
})

it('secrets of different lengths are compared without an error', () => {
  expect(sameSecret('swordfish', 'swordfish')).toBe(true)
  expect(sameSecret('sword', 'swordfish')).toBe(false)
  expect(sameSecret('', 'swordfish')).toBe(false)
  expect(sameSecret('swordfish', 'Swordfish')).toBe(false)
})
