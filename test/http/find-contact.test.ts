import { expect, test } from 'vitest'
import { z } from 'zod'
import { startStack } from '../support/start-stack.ts'

const page = z.object({ items: z.array(z.object({ id: z.string() })), next: z.null() })

test('a person is found by their number, however it is written', async () => {
  const stack = await startStack()
  await stack.api.addContact({ name: 'Ana', phone: '+14155550123' })
  const ben = await stack.api.addContact({ name: 'Ben', phone: '+5511987654321' })
  const find = async (phone: string) => {
    const answer = await stack.api.call('GET', `/v1/contacts?phone=${encodeURIComponent(phone)}`)
    return page.parse(answer.json).items.map(({ id }) => id)
  }
  expect(await find('+5511987654321')).toEqual([ben.id])
  expect(await find('+55 11 98765-4321')).toEqual([ben.id])
  // As WhatsApp may write it.
  expect(await find('+551187654321')).toEqual([ben.id])
  expect(await find('+14155550199')).toEqual([])
  const wrong = await stack.api.call('GET', '/v1/contacts?phone=5551234')
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('phone: expected a number with its country code')
})
