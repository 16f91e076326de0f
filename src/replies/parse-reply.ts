import { splitClauses } from './clauses.ts'
import { decide } from './decide.ts'
import type { Decision } from './decision.ts'
import { isLaughing } from './emoji.ts'
import { readEmoji } from './emoji-rule.ts'
import { judgeClause } from './judge-clause.ts'
import { type MatchedText, matchPhrases } from './matching.ts'
import type { Reading, ReplyContext } from './reading.ts'
import { shippedVocabulary } from './shipped-vocabulary.ts'
import { noBreak, softBreak, type Token, tokenise } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

export type { Intent, Reading, ReplyContext } from './reading.ts'
export { parserVersion } from './shipped-vocabulary.ts'

/**
 * Reads what a customer's message means for consent (POLICY §1 to §6): typed text, a caption, a button or list
 * title, the emoji of a reaction. Pure and deterministic; any string yields a reading.
 */
export function parseReply(
  text: string,
  context: ReplyContext,
  vocabulary: Vocabulary = shippedVocabulary(),
): Reading {
  const tokens = corrected(
    tokenise(text, (word) => vocabulary.isWord(word)),
    vocabulary,
  )
  const hasWords = tokens.some((token) => token.kind === 'word' || token.kind === 'link')
  if (!hasWords) return readEmoji(tokens, context)
  const words = withoutEmoji(tokens)
  const matched = matchPhrases(words, vocabulary, context.languages)
  const clauses = splitClauses(words, matched, vocabulary.languages)
  const laughs = tokens.some((token) => token.kind === 'emoji' && isLaughing(token.text))
  const verdicts = clauses.map(judgeClause)
  const decision = decide({ verdicts, context, categoryKeys: vocabulary.categoryKeys, laughs })
  return toReading(decision, words, matched, vocabulary)
}

const longestUnitKeyword = 12

/** A short text in a script without spaces that is one slip from a keyword is that keyword (POLICY §2). */
function corrected(tokens: readonly Token[], vocabulary: Vocabulary): readonly Token[] {
  const words = tokens.filter((token) => token.kind === 'word')
  if (words.length < 3 || words.length > longestUnitKeyword || !words.every((token) => token.unit))
    return tokens
  const { signals } = matchPhrases(words, vocabulary)
  const [first] = signals
  if (signals.length === 1 && first?.start === 0 && first.end === words.length) return tokens
  const isUnderstood = signals.reduce((sum, signal) => sum + signal.end - signal.start, 0) === words.length
  const keyword = isUnderstood ? null : vocabulary.unitKeyword(words.map((token) => token.text).join(''))
  return keyword === null ? tokens : tokenise(keyword)
}

/** Emoji beside words are dropped; like punctuation they still set apart what they stand between. */
function withoutEmoji(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some((token) => token.kind === 'emoji')) return tokens
  const words: Token[] = []
  let isApart = false
  for (const token of tokens) {
    if (token.kind === 'emoji') {
      isApart = true
      continue
    }
    words.push(isApart && token.breakBefore === noBreak ? { ...token, breakBefore: softBreak } : token)
    isApart = false
  }
  return words
}

function toReading(
  decision: Decision,
  tokens: readonly Token[],
  matched: MatchedText,
  vocabulary: Vocabulary,
): Reading {
  const pieces = [
    ...decision.verdicts.flatMap((verdict) => verdict.pieces),
    ...decision.answers.flatMap((answer) => answer.pieces),
  ]
  const language = pieces[0]?.signal.language ?? matched.language
  const isChange = decision.intent === 'opt_in' || decision.intent === 'opt_out'
  return {
    intent: decision.intent,
    categories: isChange ? [...decision.categories].sort() : [],
    basis: decision.basis,
    confidence: decision.confidence,
    rule: decision.rule,
    words: [...new Set(pieces.map(({ signal }) => wordsOf(tokens, signal.start, signal.end)))].slice(0, 12),
    language: language === null ? null : (vocabulary.languages[language]?.code ?? null),
    because: decision.because,
  }
}

function wordsOf(tokens: readonly Token[], start: number, end: number): string {
  const part = tokens.slice(start, end)
  return part.map((token) => token.text).join(part[0]?.unit ? '' : ' ')
}
