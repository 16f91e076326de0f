import { expect, test } from 'vitest'
import { z } from 'zod'
import { settingsSchema } from '../../src/domain/settings.ts'
import type { Stack } from '../support/build-stack.ts'
import { startStack } from '../support/start-stack.ts'
import type { Json } from '../support/wire.ts'

const shape = z.object({ version: z.number(), from: z.string(), settings: settingsSchema })

const change = async (stack: Stack, settings: Json) => {
  const answer = await stack.api.call('PATCH', '/v1/settings', { settings })
  return { ...answer, settings: shape.safeParse(answer.json).data?.settings }
}

test('what a change does not name stays as it was set, and the ledger says what was named', async () => {
  const stack = await startStack()
  await change(stack, { requests: { everyHours: 48, atMost: 2 }, proof: { C: 'nothing' } })
  await change(stack, { requests: { atMost: 5 } })
  const { settings } = await change(stack, { timeZone: 'Europe/Berlin' })
  expect(settings?.requests).toEqual({ everyHours: 48, atMost: 5 })
  expect(settings?.proof).toEqual({ A: 'grant', B: 'grant', C: 'nothing' })
  const told = await stack.rows("select data from ledger where kind = 'settings.changed' order by seq")
  expect(JSON.stringify(told.at(-1))).toContain('timeZone')
  expect(JSON.stringify(told.at(-1))).not.toContain('requests')
})

test('an account that is none cannot be switched off', async () => {
  const stack = await startStack()
  const { status, text } = await change(stack, { accountsOff: ['mian'] })
  expect(status).toBe(400)
  expect(text).toContain('settings.accountsOff: there is no account \\"mian\\"; known: main')
  expect((await change(stack, { accountsOff: ['main'] })).status).toBe(200)
})

test('a mistyped field is named with those that there are', async () => {
  const stack = await startStack()
  const { status, text } = await change(stack, { timezone: 'Europe/Berlin' })
  expect(status).toBe(400)
  expect(text).toMatch(
    /settings\.timezone: there is no field \\"timezone\\"; expected one of: [a-zA-Z, ]*timeZone/,
  )
})
