import { describe, expect, it, test } from 'vitest'
import { splitClauses } from '../../src/replies/clauses.ts'
import { type Decision, none } from '../../src/replies/decision.ts'
import { judgeClause } from '../../src/replies/judge-clause.ts'
import { featuresOf, weightCount } from '../../src/replies/likeness/features.ts'
import { likenessOf } from '../../src/replies/likeness/likeness.ts'
import { train } from '../../src/replies/likeness/train.ts'
import { matchPhrases } from '../../src/replies/matching.ts'
import { parseReply } from '../../src/replies/parse-reply.ts'
import type { ReplyContext } from '../../src/replies/reading.ts'
import { withSecondLook } from '../../src/replies/second-look.ts'
import { shippedVocabulary } from '../../src/replies/shipped-vocabulary.ts'
import { tokenise } from '../../src/replies/tokens.ts'

const context: ReplyContext = { pending: false, state: 'opted_in' }
const readIntent = (text: string): string => parseReply(text, context).intent
const look = (decision: Decision, text: string): Decision => {
  const vocabulary = shippedVocabulary()
  const words = tokenise(text).filter(({ kind }) => kind !== 'emoji')
  const matched = matchPhrases(words, vocabulary)
  const verdicts = splitClauses(words, matched, vocabulary.languages).map(judgeClause)
  return withSecondLook(decision, verdicts, words, matched)
}
const nothingFound = none('ordinary-message', 'Nothing in the message asks for messages to stop or to start.')

describe('a message in which no rule finds a wish', () => {
  const wishes = [
    'make these pings vanish from my life please',
    'please let this be goodbye between your shop and my phone',
    'I am closing this conversation for good, do not knock here again',
    'spare my phone from now on',
  ]

  it.each(wishes)('is not passed over where it is very like a wish to stop: %s', (text) => {
    // Once a rule or a phrase knows the words, it may as well be a clear wish.
    expect(['ambiguous', 'opt_out']).toContain(readIntent(text))
  })

  it('is asked about, with the words that are alike, and the likeness for a confidence', () => {
    const looked = look(nothingFound, 'spare my phone from now on')
    expect(looked).toMatchObject({ intent: 'ambiguous', categories: [], rule: 'like-a-revocation' })
    expect(looked.words?.length).toBeGreaterThan(0)
    expect('spare my phone from now on').toContain(looked.words?.[0])
    expect(looked.confidence).toBeGreaterThan(0.9)
  })

  it.each([
    'is my parcel at the depot already?',
    'the app keeps stopping when I open it',
    'we cannot stop laughing about your video',
    'my bus stop is far from your shop',
    'what a lovely shop you have',
    'do you have this shirt in blue',
    'ich komme morgen gegen zehn in die Werkstatt',
    '¿a qué hora abren mañana?',
    '明日の予約を変更できますか',
    'contact me asap',
    'text me when the bike is ready',
    'écrivez-moi quand c’est prêt',
    '连络我一下',
    // Where the rules understand the words, it takes more to doubt them.
    'cancel my subscription to the Times',
  ])('stays ordinary otherwise: %s', (text) => {
    expect(readIntent(text)).toBe('none')
  })
})

describe('the second look', () => {
  const alike = 'spare my phone from now on'

  it('leaves alone what a rule has decided', () => {
    const denied = none('negated-stop', 'It asks not to stop.')
    expect(look(denied, alike)).toBe(denied)
    const granted = { ...nothingFound, intent: 'opt_in' as const, categories: ['*'] }
    expect(look(granted, alike)).toBe(granted)
  })

  it('does not heed a greeting, thanks, case and signs around the words', () => {
    const plain = look(nothingFound, alike)
    for (const around of ['Hello, X please', 'X, thank you!', '  !! X 🙏🙏', 'hi there X. Thanks a lot'])
      expect(look(nothingFound, around.replace('X', alike.toUpperCase()))).toEqual(plain)
  })

  it("takes nobody else's words for a wish, nor a denial", () => {
    for (const text of ['My friend wrote: please stop', "please don't take my phone off your list"])
      expect(readIntent(text)).toBe('none')
  })

  it('has the same to say about a text each time, and about any text', () => {
    for (const text of ['', '🦆', '\u0000\ud800', 'a'.repeat(70_000), '订'.repeat(5_000)]) {
      const likeness = likenessOf(tokenise(text))
      expect(likeness).toBeGreaterThanOrEqual(0)
      expect(likeness).toBeLessThanOrEqual(1)
      expect(likenessOf(tokenise(text))).toBe(likeness)
    }
  })
})

describe('training', () => {
  const examples = [
    ...['spare my phone', 'spare my inbox', 'please spare my evenings'].map((text) => ({ text, is: true })),
    ...['a phone with a charger', 'good evening', 'the charger is here'].map((text) => ({ text, is: false })),
  ].map(({ text, is }) => ({ ...featuresOf(tokenise(text)), isRevocation: is }))

  it('learns what its examples have in common', () => {
    const weights = train(examples)
    expect(likenessOf(tokenise('spare my ears'), weights)).toBeGreaterThan(0.5)
    expect(likenessOf(tokenise('a charger please'), weights)).toBeLessThan(0.5)
  })

  it('gives the same weights for the same examples', () => {
    expect(train(examples)).toEqual(train(examples))
  })
})

test('what a text shows falls on the weights, and is bounded', () => {
  const { letters, words } = featuresOf(tokenise('stop the ads '.repeat(200)))
  expect([...letters, ...words].every((at) => at >= 0 && at < weightCount)).toBe(true)
  expect(featuresOf(tokenise('stop the ads '.repeat(2_000)))).toEqual({ letters, words })
  expect(featuresOf(tokenise('a'.repeat(50_000))).letters.length).toBeLessThan(2_000)
})
