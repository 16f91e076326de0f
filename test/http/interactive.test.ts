import { expect, test } from 'vitest'
import { meet } from '../support/person.ts'
import { startStack } from '../support/start-stack.ts'
import type { Json } from '../support/wire.ts'

const buttons: Json = {
  text: 'When shall we bring the bread?',
  buttons: [
    { id: 'morning', title: 'In the morning' },
    { id: 'evening', title: 'Yes, in the evening' },
  ],
}

test('an agent may answer with buttons or a list, and a tap on them decides no consent', async () => {
  const stack = await startStack()
  const ana = await meet(stack)
  const write = (interactive: Json) =>
    stack.api.call('POST', '/v1/messages', { contact: ana.id, interactive })
  expect((await write(buttons)).json).toMatchObject({ reason: 'window_closed' })
  await ana.says('When does the bread come?')
  await stack.quiet()
  expect(await write(buttons)).toMatchObject({ status: 202 })
  expect(await ana.sees(1)).toContain('When shall we bring the bread?')
  await ana.says({ button: 'Yes, in the evening' })
  await stack.quiet()
  const rows = [
    { id: 'rye', title: 'Rye' },
    { id: 'oat', title: 'Oat', description: 'Without wheat' },
  ]
  expect(await write({ text: 'Which bread?', list: { open: 'Choose', rows } })).toMatchObject({ status: 202 })
  await stack.quiet()
  expect((await ana.texts()).join()).toContain('Which bread?')
  await ana.says({ list: 'rye' })
  await stack.quiet()
  expect(await ana.states()).toMatchObject({ marketing: 'none' })
})

test.each([
  [
    'a button that would stand for a consent',
    { text: 'So?', buttons: [{ id: 'assent:req_1:yes', title: 'Yes' }] },
    'assent:',
  ],
  [
    'four buttons',
    { text: 'So?', buttons: ['a', 'b', 'c', 'd'].map((id) => ({ id, title: id })) },
    'buttons',
  ],
  [
    'one id twice',
    {
      text: 'So?',
      buttons: [
        { id: 'a', title: 'A' },
        { id: 'a', title: 'B' },
      ],
    },
    'every id and every title once',
  ],
  ['a title that is too long', { text: 'So?', buttons: [{ id: 'a', title: 'a'.repeat(21) }] }, 'title'],
  [
    'buttons and a list',
    { ...buttons, list: { open: 'Choose', rows: [{ id: 'a', title: 'A' }] } },
    'either buttons or a list',
  ],
])('%s: refused, and the field is named', async (_what, interactive, named) => {
  const stack = await startStack()
  const ana = await meet(stack)
  const { status, text } = await stack.api.call('POST', '/v1/messages', { contact: ana.id, interactive })
  expect(status).toBe(400)
  expect(text).toContain(named)
  expect(text).toContain('interactive')
})
