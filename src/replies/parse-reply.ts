import { splitClauses } from './clauses.ts'
import { decide, hearTogether } from './decide.ts'
import type { Decision } from './decision.ts'
import { isLaughing } from './emoji.ts'
import { readEmoji } from './emoji-rule.ts'
import { judgeClause } from './judge-clause.ts'
import { type MatchedText, matchPhrases, type Signal, signalOf } from './matching.ts'
import type { Reading, ReplyContext } from './reading.ts'
import { withSecondLook } from './second-look.ts'
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
  const tokens = tokenise(text, vocabulary.isWord)
  const hasWords = tokens.some((token) => token.kind === 'word' || token.kind === 'link')
  if (!hasWords) return readEmoji(tokens, context)
  const { words, matched } = corrected(
    matchedWords(withoutEmoji(tokens), vocabulary, context),
    vocabulary,
    context,
  )
  const clauses = splitClauses(words, matched, vocabulary.languages)
  const laughs = tokens.some((token) => token.kind === 'emoji' && isLaughing(token.text))
  const verdicts = hearTogether(clauses.map(judgeClause), context)
  const byRules = decide({ verdicts, context, categoryKeys: vocabulary.categoryKeys, laughs })
  const decision = withSecondLook(byRules, verdicts, words, matched)
  return toReading(decision, words, matched, vocabulary)
}

interface MatchedWords {
  readonly words: readonly Token[]
  readonly matched: MatchedText
}

function matchedWords(words: readonly Token[], vocabulary: Vocabulary, context: ReplyContext): MatchedWords {
  return { words, matched: matchPhrases(words, vocabulary, context.languages) }
}

const longestUnitKeyword = 12

/**
 * A short text in a script without spaces that is one slip from a keyword is that keyword (POLICY §2), also
 * with courtesy around it.
 */
function corrected(read: MatchedWords, vocabulary: Vocabulary, context: ReplyContext): MatchedWords {
  const { words, matched } = read
  if (!words.some((token) => token.unit)) return read
  const units = words.filter(
    (token, index) => token.kind === 'word' && signalOf(matched, index)?.meanings.courtesy !== true,
  )
  if (units.length < 3 || units.length > longestUnitKeyword || !units.every((token) => token.unit))
    return read
  const isUnderstood = words.every(
    (token, index) => token.kind !== 'word' || signalOf(matched, index) !== undefined,
  )
  const joined = (tokens: readonly Token[]): string => tokens.map((token) => token.text).join('')
  // A particle may as well be a part of the misspelt word (수신[거]브).
  const keyword = isUnderstood
    ? null
    : (vocabulary.unitKeyword(joined(words)) ?? vocabulary.unitKeyword(joined(units)))
  return keyword === null ? read : matchedWords(tokenise(keyword), vocabulary, context)
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
  const signals: Signal[] = []
  for (const { pieces } of decision.verdicts) for (const { signal } of pieces) signals.push(signal)
  for (const { pieces } of decision.answers) for (const { signal } of pieces) signals.push(signal)
  const language = signals[0]?.language ?? matched.language
  const isChange = decision.intent === 'opt_in' || decision.intent === 'opt_out'
  return {
    intent: decision.intent,
    categories: isChange ? [...decision.categories].sort() : [],
    basis: decision.basis,
    confidence: decision.confidence,
    rule: decision.rule,
    words: decision.words ?? namedWords(tokens, signals),
    language: language === null ? null : (vocabulary.languages[language]?.code ?? null),
    because: decision.because,
  }
}

const mostWords = 12

/** The words of these signals, each once. */
function namedWords(tokens: readonly Token[], signals: readonly Signal[]): readonly string[] {
  const found: string[] = []
  for (const { start, end } of signals) {
    if (found.length === mostWords) break
    const words = wordsOf(tokens, start, end)
    if (!found.includes(words)) found.push(words)
  }
  return found
}

function wordsOf(tokens: readonly Token[], start: number, end: number): string {
  const first = tokens[start]
  if (first === undefined) return ''
  let words = first.text
  for (let index = start + 1; index < end; index += 1)
    words += (first.unit ? '' : ' ') + (tokens[index]?.text ?? '')
  return words
}
