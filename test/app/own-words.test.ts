import { expect, it } from 'vitest'
import { readingUnder } from '../../src/domain/statement.ts'
import { loadTexts } from '../../src/load-texts.ts'
import { collisionsIn, replyReader } from '../../src/reply-reader.ts'
import { shippedTemplates } from '../../src/services.ts'
import { noWords } from './support.ts'

const texts = loadTexts(shippedTemplates)
const own = (words: string[]) => ({
  ...texts,
  words: { ...texts.words, optOut: [{ language: 'en', words }] },
})

it('a word of the business itself stops its messages', () => {
  const reading = readingUnder(
    replyReader(own(['farewell bakery']), 'Sunrise Bakery')('farewell bakery', [], noWords),
    'opted_in',
  )
  expect([reading.intent, reading.categories]).toEqual(['opt_out', ['*']])
  expect(collisionsIn(own(['farewell bakery']))).toEqual([])
})

it('a word that means something else already is told, with what it means', () => {
  expect(collisionsIn(own(['start'])).join()).toContain('"start" is to mean optOut, but in')
})
