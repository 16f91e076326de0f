import { expect, test } from 'vitest'
import { meet } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'

test('a person who is asked and taps yes is opted in and told so', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  const request = await ana.isAsked(['marketing', 'utility'])
  expect(await ana.states()).toMatchObject({ marketing: 'pending', utility: 'pending', newsletter: 'none' })
  expect(await ana.sees(1)).toContain('May we send you offers and order updates')
  await ana.says({ button: 'Yes, please' })
  await ana.holds({ marketing: 'opted_in', utility: 'opted_in', newsletter: 'none' })
  expect(await ana.sees(2)).toBe(
    'Thank you! You will get offers and order updates from Sunrise Bakery on WhatsApp. Reply STOP at any time and it ends.',
  )
  expect(await stack.api.request(request.id)).toMatchObject({ state: 'answered', answer: 'yes' })
  expect(await ana.happened('consent.changed')).toHaveLength(4)
})

test('a person who says no is told that a yes re-opens it, may not be asked again, and can say yes later', async () => {
  const stack = await startStack()
  const ben = await meet(stack, 'Ben')
  await ben.isAsked(['marketing'])
  await ben.says('No')
  await ben.holds({ marketing: 'opted_out' })
  expect(await ben.sees(2)).toContain('If you change your mind, reply YES at any time.')
  expect(await stack.api.refusal(ben.id, { categories: ['marketing'] })).toMatchObject({
    reason: 'opted_out',
  })
  await ben.says('yes')
  await ben.holds({ marketing: 'opted_in', utility: 'none' })
  expect(await ben.sees(3)).toContain('You will get offers from Sunrise Bakery')
})

test('a person can stop one kind of message and keep the others', async () => {
  const stack = await startStack()
  const chloe = await meet(stack, 'Chloe')
  await chloe.isAsked(['marketing', 'utility'])
  await chloe.says('Yes')
  await chloe.sees(2)
  await chloe.says('stop offers')
  await chloe.holds({ marketing: 'opted_out', utility: 'opted_in' })
  expect(await chloe.sees(3)).toContain('Sunrise Bakery will not send you offers.')
})

test('a person who writes first becomes a contact and may be asked, and nothing is answered to small talk', async () => {
  const stack = await startStack()
  await stack.sandbox.say('14155552001', { text: 'hello, are you open today?' })
  await stack.quiet()
  const [found, ...others] = await stack.api.contacts()
  expect(others).toEqual([])
  expect(found).toMatchObject({ phone: '+14155552001' })
  expect(found?.consents.every(({ state }) => state === 'none')).toBe(true)
  expect(await stack.sandbox.accepted()).toEqual([])
  const again = await stack.api.call('POST', '/v1/contacts', { name: 'Eve', phone: '+1 415 555 2001' })
  expect(again.json).toMatchObject({ status: 409, type: 'urn:assent:contact:exists', contactId: found?.id })
})

test('a person who writes STOP first, before anybody asked, cannot be asked any more', async () => {
  const stack = await startStack()
  await stack.sandbox.say('14155552002', { text: 'STOP' })
  await stack.quiet()
  const [found] = await stack.api.contacts()
  expect(found?.consents.map(({ state }) => state)).toEqual(Array(5).fill('opted_out'))
  expect(await stack.api.refusal(found?.id ?? '', { categories: ['utility'] })).toMatchObject({
    reason: 'opted_out',
  })
})

test('a person who hides the phone number can say stop, and is answered by the id the platform gave', async () => {
  const stack = await startStack()
  const phone = '14155552003'
  await stack.sandbox.change(phone, { hidesPhone: true })
  const bsuid = await stack.sandbox.bsuid(phone)
  await stack.sandbox.say(phone, { text: 'stop' })
  await stack.quiet()
  const [found] = await stack.api.contacts()
  expect(found).toMatchObject({ phone: null, bsuid })
  const sends = await stack.sandbox.accepted()
  expect(sends).toMatchObject([{ to: null, recipient: bsuid, type: 'text' }])
})

test('a person known by phone who hides it later is the same contact', async () => {
  const stack = await startStack()
  const fay = await meet(stack, 'Fay')
  await fay.isAsked(['marketing'])
  await fay.says('yes')
  await fay.sees(2)
  await stack.sandbox.change(fay.phone, { hidesPhone: true })
  await fay.says('stop')
  await fay.holds({ marketing: 'opted_out' })
  expect(await stack.api.contacts()).toHaveLength(1)
})

test('a call for help is answered and changes no consent', async () => {
  const stack = await startStack()
  const gil = await meet(stack, 'Gil')
  await gil.says('HELP')
  expect(await gil.sees(1)).toContain('This is Sunrise Bakery.')
  expect(Object.values(await gil.states())).toEqual(Array(5).fill('none'))
})

test('what a person says to several categories of asking counts for what was asked last', async () => {
  const stack = await startStack()
  const hal = await meet(stack, 'Hal')
  await hal.isAsked(['utility'])
  await hal.says('yes')
  await hal.sees(2)
  stack.clock.move(25 * 3_600_000)
  await hal.isAsked(['marketing'])
  await hal.says('no thanks')
  await hal.holds({ utility: 'opted_in', marketing: 'opted_out' })
})
