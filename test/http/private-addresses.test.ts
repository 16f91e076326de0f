import { afterAll, beforeAll, expect, it, test } from 'vitest'
import { whyNotTell } from '../../src/outgoing/private-address.ts'
import { buildStack, type Stack } from '../support/build-stack.ts'
import { testQueue } from '../support/start-stack.ts'

const hosts = [
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '127.0.1',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0x7f.1',
  '017700000001',
  '0177.0.0.1',
  '0177.0.0.01',
  '127.0.0.0x1',
  '１２７.０.０.１',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  'localhost',
  'LOCALHOST',
  'LocalHost.',
  'localhost..',
  'a.localhost',
  'localhost.localdomain',
  'ip6-localhost',
  'ｌｏｃａｌｈｏｓｔ',
  '0',
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '167772161',
  '012.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '192.168.255.1',
  '0xC0A80001',
  '169.254.169.254',
  '0xA9FEA9FE',
  '2852039166',
  '169.254.0.1',
  '100.64.0.1',
  '198.18.0.1',
  '192.0.0.1',
  '192.0.2.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:10.0.0.1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]',
  '[64:ff9b::a9fe:a9fe]',
  '[2002:7f00:1::]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fdff::1]',
  '[fe80::1]',
  '[febf::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[2001:db8::1]',
  'metadata.google.internal',
  'printer.local',
  'router.lan',
  'crm',
  'nas.home.arpa',
]

test.each(hosts)('%s is no address to be told', (host) => {
  expect(whyNotTell(false)(`http://${host}/hook`)).not.toBeNull()
  expect(whyNotTell(false)(`https://${host}:8443/hook`)).not.toBeNull()
})

test.each([
  'http://crm.example@127.0.0.1/',
  'http://127.0.0.1@crm.example/',
  'http://user:secret@crm.example/',
  'http://crm.example%40127.0.0.1/',
  'http://127.0.0.1\\@crm.example/',
  'http://127.0.0.1#@crm.example/',
  'http://127.0.0.1?@crm.example/',
  'ftp://crm.example/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'gopher://crm.example/',
  'http://',
  'crm.example',
])('%s is no address to be told', (url) => {
  expect(whyNotTell(false)(url)).not.toBeNull()
})

test.each([
  'https://crm.example/hooks',
  'http://crm.example:8080/?a=1',
  'https://8.8.8.8/',
  'https://[2606:4700:4700::1111]/',
  'https://172.32.0.1/',
  'https://crm.example./',
])('%s may be told', (url) => {
  expect(whyNotTell(false)(url)).toBeNull()
})

test('where the operator allows it, private addresses may be told, but none with a password in it', () => {
  expect(whyNotTell(true)('http://127.0.0.1:9999/')).toBeNull()
  expect(whyNotTell(true)('http://crm/')).toBeNull()
  expect(whyNotTell(true)('http://a:b@crm/')).not.toBeNull()
})

let stack: Stack
beforeAll(async () => {
  stack = await buildStack({ ...(await testQueue()), works: false })
})
afterAll(() => stack.close())

it('POST /v1/hooks refuses them all by the field, says what to do, and keeps nothing', async () => {
  for (const host of hosts) {
    const answer = await stack.api.call('POST', '/v1/hooks', { url: `http://${host}/hook` })
    expect(answer.status, host).toBe(400)
    expect(answer.json, host).toMatchObject({ field: 'url' })
  }
  const answer = await stack.api.call('POST', '/v1/hooks', { url: 'http://10.0.0.1/' })
  expect(answer.json).toMatchObject({ detail: expect.stringContaining('ASSENT_HOOKS_TO_PRIVATE=yes') })
  expect(stack.rows('select id from hooks')).toEqual([])
})
