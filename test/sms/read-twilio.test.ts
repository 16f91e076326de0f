import { expect, it } from 'vitest'
import type { Account } from '../../src/app/ports.ts'
import { readTwilio } from '../../src/sms/read-twilio.ts'

const account: Account = {
  id: 'texts',
  channel: 'sms',
  provider: 'twilio',
  isPretend: false,
  portfolio: 'main',
  businessAccountId: null,
  phoneNumberId: '+15550100002',
  displayPhoneNumber: '15550100002',
}
const read = (fields: Record<string, string>) =>
  readTwilio(account, Buffer.from(new URLSearchParams(fields).toString()))[0]?.event

it('a text is a message of whoever has the number, on this account', () => {
  const fields = {
    MessageSid: 'SM1',
    From: '+16505551234',
    To: '+15550100002',
    Body: 'Stop 🙏',
    NumMedia: '0',
  }
  expect(readTwilio(account, Buffer.from(new URLSearchParams(fields).toString()))).toMatchObject([
    {
      phoneNumberId: '+15550100002',
      event: {
        kind: 'message',
        key: 'sms:SM1',
        wamid: 'SM1',
        texts: ['Stop 🙏'],
        person: { phone: '+16505551234' },
      },
    },
  ])
})

it('a picture without words has nothing to read', () => {
  expect(read({ MessageSid: 'SM1', From: '+16505551234', Body: '', NumMedia: '1' })).toMatchObject({
    texts: [],
  })
})

it.each([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['read', 'read'],
  ['queued', 'queued'],
])('the status %s is %s, under a key of its own, with our name for the attempt', (told, status) => {
  expect(
    read({ MessageSid: 'SM1', MessageStatus: told, To: '+16505551234', attempt: 'msg_1.2' }),
  ).toMatchObject({
    kind: 'status',
    key: `sms:SM1:${told}`,
    status,
    callback: 'msg_1.2',
    errors: [],
  })
})

it('an undelivered one says why by its code', () => {
  const fields = { MessageSid: 'SM1', MessageStatus: 'undelivered', To: '+16505551234', ErrorCode: '30006' }
  expect(read(fields)).toMatchObject({ errors: [{ code: 30006 }] })
})

it.each([
  ['nothing', {}],
  ['no id', { Body: 'hello' }],
  ['neither body nor status', { MessageSid: 'SM1' }],
])('a call with %s is kept as a note', (_what, fields) => {
  expect(read(fields)).toMatchObject({ kind: 'unknown', person: null })
})

it('a sender without a number, such as a name, is nobody', () => {
  expect(read({ MessageSid: 'SM1', From: 'BAKERY', Body: 'yes' })).toMatchObject({ person: { phone: null } })
})
