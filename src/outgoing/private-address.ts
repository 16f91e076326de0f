import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Names that never stand for a machine on the internet (RFC 6761, RFC 6762, RFC 8375, and what clouds use inside). */
const innerNames = [
  'localhost',
  'local',
  'internal',
  'intranet',
  'lan',
  'home',
  'corp',
  'private',
  'home.arpa',
  'localdomain',
]

const isInner = (host: string): boolean =>
  !host.includes('.') || innerNames.some((name) => host === name || host.endsWith(`.${name}`))

/** IPv4 addresses written as IPv6 in ways that the table of ranges does not know (RFC 4291 2.5.5.1, RFC 8215). */
const hiddenIpv4 = ['::/96', '64:ff9b:1::/48']

const isHidden = (address: string): boolean => {
  const parsed = ipaddr.parse(address)
  return hiddenIpv4.some((range) => parsed.kind() === 'ipv6' && parsed.match(ipaddr.parseCIDR(range)))
}

const isPublic = (address: string): boolean =>
  ipaddr.parse(address).range() === 'unicast' && !isHidden(address)

/**
 * Why an address may not be told, by its text alone; what a name stands for is vetted when the connection is made. The
 * URL parser has already read decimal, octal, hex and full-width forms of an address as the address that they are.
 */
export const whyNotTell =
  (mayBePrivate: boolean) =>
  (raw: string): string | null => {
    if (!URL.canParse(raw)) return 'expected an http:// or https:// address'
    const url = new URL(raw)
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
      return 'expected an http:// or https:// address'
    if (url.username !== '' || url.password !== '')
      return 'expected an address without a user name or password in it'
    if (mayBePrivate) return null
    const host = url.hostname
      .replace(/^\[|\]$/g, '')
      .replace(/\.+$/, '')
      .toLowerCase()
    const isFine = isIP(host) === 0 ? !isInner(host) : isPublic(host)
    return isFine
      ? null
      : 'expected a public address; private ones are called only with ASSENT_HOOKS_TO_PRIVATE=yes'
  }
