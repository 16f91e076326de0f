import { expect, test } from 'vitest'
import { findCollisions } from '../../src/replies/collisions.ts'
import { shippedLexicons } from '../../src/replies/lexicon/index.ts'
import { readLexicon } from '../../src/replies/lexicon-schema.ts'
import { parseReply, parserVersion } from '../../src/replies/parse-reply.ts'
import { compileVocabulary } from '../../src/replies/shipped-vocabulary.ts'

const optedIn = { pending: false, state: 'opted_in' } as const

test('a mistake in a lexicon names the file and the field', () => {
  const broken = { language: 'en', name: 'English', keywords: { optOut: ['stop', ''] }, colours: [] }
  expect(() => readLexicon(broken, 'lexicon/en.json')).toThrow(/lexicon\/en\.json: keywords\.optOut\.1/)
  expect(() => readLexicon(broken, 'lexicon/en.json')).toThrow(/colours/)
  expect(() => readLexicon({ language: 'english', name: 'English' }, 'lexicon/x.json')).toThrow(
    /x\.json: language/,
  )
})

test('a star may only end a word', () => {
  const broken = { language: 'en', name: 'English', verbs: { stop: ['st*op'] } }
  expect(() => readLexicon(broken, 'lexicon/en.json')).toThrow(/verbs\.stop\.0: a \* may only end a word/)
})

test('alternatives are written once and stand for every combination', () => {
  const source = { language: 'en', name: 'English', phrases: { saysOptOut: ['(I|we) want out (now|today)'] } }
  expect(readLexicon(source, 'lexicon/en.json').phrases.saysOptOut).toEqual([
    'I want out now',
    'I want out today',
    'we want out now',
    'we want out today',
  ])
})

test.each(['(I want out', 'I|we want out', '((I|we)|they) want out', '(I) want out', '(|I) want out'])(
  'alternatives that are not closed, nested, or none are a mistake: %s',
  (phrase) => {
    const source = { language: 'en', name: 'English', phrases: { saysOptOut: [phrase] } }
    expect(() => readLexicon(source, 'lexicon/en.json')).toThrow(
      /phrases\.saysOptOut\.0: expected alternatives/,
    )
  },
)

test('every language of the policy has a lexicon', () => {
  expect(shippedLexicons.map((lexicon) => lexicon.language).sort()).toEqual(
    'ar bn de en es fr he hi hi-Latn id it ja ko nl pl pt ru sw th tr uk ur vi zh'.split(' '),
  )
})

test('no phrase both stops and starts', () => {
  for (const { language, keywords } of shippedLexicons) {
    const outs = new Set([...(keywords.optOut ?? []), ...(keywords.optOutAlone ?? [])])
    expect({ language, both: (keywords.optIn ?? []).filter((word) => outs.has(word)) }).toEqual({
      language,
      both: [],
    })
  }
})

test('the version names the rules and the content of the lexicons', () => {
  expect(parserVersion).toMatch(/^\d+\.\d+\.\d+\+lex\.[0-9a-f]{8}\.like\.[0-9a-f]{8}$/)
})

test('a business adds its own categories and words', () => {
  const vocabulary = compileVocabulary({
    business: {
      names: ['Acme Bank'],
      categoryKeys: ['marketing', 'utility', 'club'],
      categories: [{ language: 'en', category: 'club', words: ['club letters', 'circle of friends'] }],
      optOut: [{ language: 'en', words: ['auf wiederschauen'] }],
    },
  })
  expect(parseReply('stop the club letters', optedIn, vocabulary).categories).toEqual(['club'])
  expect(parseReply('stop everything except club letters', optedIn, vocabulary).categories).toEqual([
    'marketing',
    'utility',
  ])
  expect(parseReply('Auf Wiederschauen', optedIn, vocabulary).intent).toBe('opt_out')
  expect(parseReply('Stop Acme Bank', optedIn, vocabulary).intent).toBe('opt_out')
})

test('a business is told which of its words mean something else', () => {
  const collisions = findCollisions({
    categories: [{ language: 'en', category: 'clearance', words: ['sale', 'END', 'clearance news letter'] }],
  })
  expect(collisions).toContainEqual({
    word: 'END',
    wanted: 'clearance',
    language: 'en',
    means: 'optOutAlone',
  })
  expect(collisions).toContainEqual({ word: 'sale', wanted: 'clearance', language: 'en', means: 'marketing' })
  expect(collisions.filter(({ word }) => word === 'clearance news letter')).toEqual([])
  expect(findCollisions({ optOut: [{ language: 'en', words: ['stop', 'yes'] }] })).toContainEqual({
    word: 'yes',
    wanted: 'optOut',
    language: 'en',
    means: 'yes',
  })
})

test('the hinted language settles a word that two languages share, and filters nothing', () => {
  const hinted = { pending: true, state: 'none', languages: ['tr'] } as const
  expect(parseReply('STOP', hinted).intent).toBe('opt_out')
  expect(parseReply('oui', hinted).intent).toBe('opt_in')
})
