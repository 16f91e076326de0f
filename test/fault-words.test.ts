import { expect, test } from 'vitest'
import { z } from 'zod'
import '../src/fault-words.ts'

const shape = z.strictObject({ contact: z.string(), days: z.number() })
const faults = (given: unknown) => shape.safeParse(given).error?.issues.map(({ message }) => message)

test('a missing field is called missing, with what was expected', () => {
  expect(faults({ days: 3 })).toEqual(['missing; expected string'])
})

test('a field that nobody knows is named with those that are known', () => {
  expect(faults({ contact: 'ctc_1', days: 3, dais: 4 })).toEqual([
    'there is no field "dais"; expected one of: contact, days',
  ])
})
