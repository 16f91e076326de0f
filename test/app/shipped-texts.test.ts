import { expect, it } from 'vitest'
import { checkPromises } from '../../src/app/check-promises.ts'
import { loadTexts } from '../../src/load-texts.ts'
import { replyReader } from '../../src/reply-reader.ts'
import { shippedTemplates } from '../../src/services.ts'
import { noWords } from './support.ts'

it('every reply word that the shipped texts promise is read as what it is promised to do', () => {
  const texts = loadTexts(shippedTemplates)
  expect(texts.templates.length).toBeGreaterThan(200)
  expect(checkPromises(texts, replyReader(texts, 'Sunrise Bakery'), noWords)).toEqual([])
})
