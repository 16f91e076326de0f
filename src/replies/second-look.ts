import { ask, type Decision } from './decision.ts'
import { meansAny, type Verdict } from './judgement.ts'
import { likenessOf, tellingWords } from './likeness/likeness.ts'
import { type MatchedText, signalOf } from './matching.ts'
import { meaningsOf } from './meanings.ts'
import { hardBreak, type Token } from './token.ts'

/** So unlike, or so like, that of the messages asked about more than half are asked about rightly (`bench/likeness.ts`). */
const [veryUnlike, veryLike] = [0.05, 0.85]
/** Where the rules understand every word, or have explained a wish away, it takes more to doubt them. */
const nearlyTheSame = 0.97
const mostPairs = 3

/**
 * What the rules read is compared with how much the message is like those of people who wished to stop. Where the
 * two are far apart the person is asked: an unclear revocation is never ignored (POLICY §1), and an ordinary message
 * does not change consent (§7). Statistics ask; they neither grant nor revoke.
 */
export function withSecondLook(
  decision: Decision,
  verdicts: readonly Verdict[],
  words: readonly Token[],
  matched: MatchedText,
): Decision {
  if (foundNothing(decision, verdicts)) {
    const bare = withoutCourtesyAround(words, matched)
    const likeness = likenessOf(bare)
    if (likeness < (isUnderstood(verdicts) ? nearlyTheSame : veryLike)) return decision
    const doubt = ask('like-a-revocation', likeBecause, [], rounded(likeness))
    return { ...doubt, words: tellingWords(bare, mostPairs) }
  }
  if (revokesInASentence(decision)) {
    const bare = withoutCourtesyAround(words, matched)
    // A wish may be one sentence of a long message.
    if (sentencesOf(bare).some((sentence) => likenessOf(sentence) > veryUnlike)) return decision
    const unlikeness = 1 - likenessOf(bare)
    return ask('unlike-a-revocation', unlikeBecause, decision.verdicts, rounded(unlikeness))
  }
  return decision
}

const likeBecause =
  'No rule finds a wish in the message, but it is very like messages of people who wished to stop.'
const unlikeBecause =
  'A rule finds a wish to stop in the message, but it is very unlike messages of people who wished to.'
const rounded = (share: number): number => Math.round(share * 100) / 100

/** A greeting, a please and a thank-you around a message change nothing (POLICY §3). */
export function withoutCourtesyAround(words: readonly Token[], matched: MatchedText): readonly Token[] {
  const isPolite = (index: number): boolean => signalOf(matched, index)?.meanings.courtesy === true
  let [start, end] = [0, words.length]
  while (start < end && isPolite(start)) start += 1
  while (end > start && isPolite(end - 1)) end -= 1
  return words.slice(start, end)
}

/** No wish was found, nor a denial of one, which letters and words would not tell from it; nor was it all an answer. */
function foundNothing({ intent, rule }: Decision, verdicts: readonly Verdict[]): boolean {
  if (intent !== 'none' || verdicts.some(({ act }) => act === 'stay' || act === 'grant')) return false
  return rule === 'ordinary-message' || (rule === 'answer-without-question' && verdicts.some(saysMore))
}

/**
 * Every word is known, or a wish turned out to be nobody's once all clauses were heard ("my friend wrote: stop"), or
 * something else is to be ended ("cancel my subscription to the Times").
 */
function isUnderstood(verdicts: readonly Verdict[]): boolean {
  return (
    verdicts.some(({ act, rule }) => act === 'nothing' && rule !== 'nothing-said') ||
    verdicts.some(({ clause }) => meansAny(clause, ending) && meansAny(clause, otherThings)) ||
    !verdicts.some(saysMore)
  )
}

const ending = meaningsOf('stop', 'unsubscribe', 'remove')
const otherThings = meaningsOf('other', 'order', 'subscription', 'account')

/** Keywords are what they are, and a no is read by what it answers. */
const revokesInASentence = ({ intent, basis, rule }: Decision): boolean =>
  intent === 'opt_out' && basis === 'wish' && rule !== 'opt-out-keyword'

const saysMore = ({ clause }: Verdict): boolean =>
  clause.unknown.length > 0 || clause.idle > 0 || clause.fillers > 0

function sentencesOf(words: readonly Token[]): readonly (readonly Token[])[] {
  const sentences: Token[][] = [[]]
  for (const word of words) {
    if (word.breakBefore === hardBreak) sentences.push([])
    sentences.at(-1)?.push(word)
  }
  return sentences
}
