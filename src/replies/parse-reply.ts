import { splitClauses } from './clauses.ts'
import { type Decision, decide } from './decide.ts'
import { readEmoji } from './emoji-rule.ts'
import { judgeClause } from './judge-clause.ts'
import { type MatchedText, matchPhrases } from './matching.ts'
import type { Reading, ReplyContext } from './reading.ts'
import { shippedVocabulary } from './shipped-vocabulary.ts'
import { type Token, tokenise } from './tokens.ts'
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
  const tokens = tokenise(text, (word) => vocabulary.isWord(word))
  const hasWords = tokens.some((token) => token.kind === 'word' || token.kind === 'link')
  if (!hasWords) return readEmoji(tokens, context)
  const words = tokens.filter((token) => token.kind !== 'emoji')
  const matched = matchPhrases(words, vocabulary, context.languages)
  const clauses = splitClauses(words, matched, vocabulary.languages)
  const decision = decide({
    verdicts: clauses.map(judgeClause),
    context,
    categoryKeys: vocabulary.categoryKeys,
  })
  return toReading(decision, words, matched, vocabulary)
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
