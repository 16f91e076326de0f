import { describe, expect, test } from 'vitest'
import { parseReply, type ReplyContext } from '../../src/replies/parse-reply.ts'
import policyKeywords from './fixtures/policy-keywords.json' with { type: 'json' }

/** The tables of POLICY §3, read in every context of §4. */

const states = ['none', 'opted_in', 'opted_out'] as const
const contexts: readonly ReplyContext[] = [true, false].flatMap((pending) =>
  states.map((state) => ({ pending, state })),
)

function expectedIntent(kind: string, { pending, state }: ReplyContext): string {
  switch (kind) {
    case 'optOut':
      return 'opt_out'
    case 'optIn':
      return 'opt_in'
    case 'help':
      return 'help'
    case 'yes':
      return pending || state === 'opted_out' ? 'opt_in' : 'none'
    case 'ok':
      return pending ? 'opt_in' : 'none'
    default:
      return pending ? 'opt_out' : 'none'
  }
}

function misread(words: readonly string[], kind: string): string[] {
  return words.flatMap((word) =>
    contexts.flatMap((context) => {
      const reading = parseReply(word, context)
      const expected = expectedIntent(kind, context)
      const isRight =
        reading.intent === expected && (reading.categories.length === 0 || reading.categories[0] === '*')
      const where = `${context.pending ? 'pending' : 'not pending'}, ${context.state}`
      return isRight ? [] : [`${word} (${where}): ${reading.intent} by ${reading.rule}, not ${expected}`]
    }),
  )
}

describe('every keyword of the policy is read as the policy says, in every context', () => {
  for (const { language, kind, words } of policyKeywords) {
    test(`${language}: ${kind}`, () => {
      expect(misread(words, kind)).toEqual([])
    })
  }
})

test('a weak opt-in word counts while a request is open or after an opt-out', () => {
  for (const word of ['resume', 'continue', 'begin', 'Resume!']) {
    for (const context of contexts) {
      const counts = context.pending || context.state === 'opted_out'
      expect(parseReply(word, context).intent).toBe(counts ? 'opt_in' : 'none')
    }
  }
})
