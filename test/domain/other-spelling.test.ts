import { expect, it } from 'vitest'
import { identitiesOfPhone, newIdentities, senderNames } from '../../src/domain/identity.ts'

it.each([
  ['+5511987654321', '551187654321'],
  ['+551187654321', '5511987654321'],
  ['+5511912345678', '551112345678'],
  ['+525512345678', '5215512345678'],
  ['+5215512345678', '525512345678'],
])('%s is also written %s', (phone, other) => {
  expect(identitiesOfPhone(phone)).toContainEqual({ kind: 'wa_id', value: other })
  expect(senderNames([{ kind: 'phone', value: phone }])).toEqual([phone.slice(1), other])
})

it.each(['+551133334444', '+14155550123', '+52123'])('%s is written in one way', (phone) => {
  expect(identitiesOfPhone(phone)).toHaveLength(2)
})

it('the number as WhatsApp writes it is not a second number', () => {
  const known = [{ kind: 'phone', value: '+5511987654321' }] as const
  const told = [
    { kind: 'wa_id', value: '551187654321' },
    { kind: 'phone', value: '+551187654321' },
  ] as const
  expect(newIdentities(known, told)).toEqual([told[0]])
  expect(newIdentities([], told)).toEqual(told)
})
