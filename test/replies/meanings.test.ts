import { expect, test } from 'vitest'
import type { Meaning } from '../../src/replies/lexicon-schema.ts'
import { Meanings, meaningsOf, noMeanings } from '../../src/replies/meanings.ts'

const names = Object.keys(Object.getOwnPropertyDescriptors(Meanings.prototype)).filter(
  (name): name is Meaning => name !== 'size' && typeof Reflect.get(noMeanings, name) === 'boolean',
)

test.each(names)('%s has a bit of its own', (name) => {
  const only = meaningsOf(name)
  expect(only.size).toBe(1)
  expect(names.filter((other) => only[other])).toEqual([name])
})

test('sets are put together and taken apart', () => {
  const both = meaningsOf('stop', 'common')
  expect(names.filter((name) => both[name])).toEqual(['stop', 'common'])
  expect(both.overlaps(meaningsOf('common', 'yes'))).toBe(true)
  expect(both.overlaps(meaningsOf('yes'))).toBe(false)
  expect(both.includes(meaningsOf('stop'))).toBe(true)
  expect(both.includes(meaningsOf('stop', 'yes'))).toBe(false)
  expect(both.minus(meaningsOf('stop', 'yes'))).toEqual(meaningsOf('common'))
  expect(both.among(meaningsOf('stop', 'yes'))).toEqual(meaningsOf('stop'))
  expect(meaningsOf('stop').plus(meaningsOf('common'))).toEqual(both)
})
