import { describe, expect, test } from 'vitest'
import { parseReply } from '../../src/replies/parse-reply.ts'

/** POLICY §2: a keyword is still itself when written so. */

const optedIn = { pending: false, state: 'opted_in' } as const
const read = (text: string): string => parseReply(text, optedIn).intent

describe('a keyword is still itself', () => {
  const groups: Readonly<Record<string, readonly string[]>> = {
    'in any letters': ['ＳＴＯＰ', '𝐒𝐓𝐎𝐏', 'ⓢⓣⓞⓟ', '⒮⒯⒪⒫', '🆂🆃🅾🅿', '🇸 🇹 🇴 🇵', 'ѕтор', 'STОP'],
    'with invisible characters': ['S\u200cTOP', '\u202aSTOP\u202c', 'st\u00adop', '\ufeffstop', 'stop\ufe0f'],
    'repeated or stretched': [
      'stop stop',
      'STOP STOP STOP STOP STOP STOP',
      'stooooop',
      'stoppppp',
      'ssttoopp',
      'cancelllll',
      'stop alllll',
      'arrrêtez',
      'rezygnuję rezygnuję',
      '그만 그만',
    ],
    'spelled out': ['s t o p', 's.t.o.p', 'S-T-O-P', 'S. T. O. P.', 'q.u.i.t', 'u n s u b s c r i b e'],
    'with digits or signs for letters': ['st0p', '$top', '5top', 'qu1t', 'unsub5cribe', 'c@ncel', 'par3'],
    'followed by a code, or led by a sign': ['STOP 12345', 'stop 7', 'STOP 4F7K', '#stop', '/stop', 'STOP2'],
    'with a slip': [
      'tsop',
      'stpo',
      'stip',
      'sttop',
      'unsubcribe',
      'unsubscrbe',
      'unsuscribe',
      'cancal',
      'quti',
    ],
    'in markup': ['*STOP*', '_stop_', '~stop~', '`stop`', '„stop“', '«stop»', '(stop)', '[STOP]'],
  }
  for (const [how, texts] of Object.entries(groups)) {
    test(how, () => {
      expect(texts.filter((text) => read(text) !== 'opt_out')).toEqual([])
    })
  }
})

test('a slip that gives another everyday word is that other word', () => {
  const everyday = [
    'chop',
    'stow',
    'stool',
    'quilt',
    'bend',
    'shop',
    'step',
    'quiet',
    'send',
    'cancer',
    'option',
    'stock',
  ]
  expect(everyday.filter((text) => read(text) !== 'none')).toEqual([])
})

test('addresses, user names and file names are names, not words', () => {
  for (const text of [
    'https://example.com/stop',
    'www.stop.com',
    '@stop_now',
    'stop@example.com',
    'unsubscribe.pdf',
  ]) {
    expect(read(text)).toBe('none')
  }
})

test('there is nothing to read in blanks, digits and lone punctuation', () => {
  for (const text of ['', '   ', '\n\t', '42', '...', '?!', '\u200b']) expect(read(text)).toBe('none')
})

test('letters of other alphabets are read as what they look like, or sound like, digits among them', () => {
  for (const text of ['сtоp', 'STΟP', 'sт0p', 'ст0п', 'CTOП', 'UηSUBSCRιBε', 'унsubscribe'])
    expect(read(text)).toBe('opt_out')
})

test('slips inside an English sentence are read as the words that were meant', () => {
  for (const text of ['please delte my nubmer', 'plaese remvoe me form yuor lsit', 'pls stp msging me'])
    expect(read(text)).toBe('opt_out')
  for (const text of ['the form is broken', 'just checking', 'quit rushing me mate'])
    expect(read(text)).toBe('none')
})
