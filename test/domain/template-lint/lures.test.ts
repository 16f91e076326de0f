import { describe, expect, it } from 'vitest'
import { lures } from './lures.ts'
import { codesIn, contextOf, quick, type Wanted } from './support.ts'

const context = contextOf('Casa Luna')
const codesOf = (wanted: Wanted): string[] => codesIn(context, wanted)
const filled = (kind: 'dark' | 'fair') =>
  lures.flatMap(({ language, body, yes, no, ...sentences }) =>
    sentences[kind].map((sentence) => ({
      language,
      sentence,
      body: body.replace('·', sentence),
      buttons: quick(yes, no),
    })),
  )

describe('a sentence that presses for a yes', () => {
  it.each(filled('dark'))('is found, in $language: $sentence', (wanted) => {
    expect(new Set(codesOf(wanted))).toEqual(new Set(['dark_pattern']))
  })
})

describe('a sentence that is fair', () => {
  it.each(filled('fair'))('passes, in $language: $sentence', (wanted) => {
    expect(codesOf(wanted)).toEqual([])
  })
})

describe('buttons and words to write', () => {
  const ask = 'Hi, this is Casa Luna. May we send you offers on WhatsApp? Reply STOP at any time to end them.'
  const link = { type: 'URL', text: 'Our shop', url: 'https://casaluna.example' }

  it('finds quick replies on both sides of a link', () => {
    const [yes = {}, no = {}] = quick('Yes', 'No')
    expect(codesOf({ language: 'en', body: ask, buttons: [yes, link, no] })).toContain('invalid_field')
    expect(codesOf({ language: 'en', body: ask, buttons: [yes, no, link] })).toEqual([])
  })

  it('takes no appointment for a request for consent', () => {
    const body = 'היי, תזכורת מ-Casa Luna: התור שלך נקבע ליום שלישי ב-10:30. אם צריך לשנות, אפשר להשיב כאן.'
    const buttons = quick('מאשרת הגעה', 'לשנות מועד')
    expect(codesOf({ language: 'he', body, buttons, category: 'UTILITY' })).toEqual([])
  })

  it('reads the word after a colon as the word to stop with', () => {
    const body = 'שלום, Casa Luna כאן. אפשר לשלוח לך בוואטסאפ הודעות על מבצעים? להסרה: הסר.'
    expect(codesOf({ language: 'he', body, buttons: quick('כן', 'לא') })).toEqual([])
  })
})
