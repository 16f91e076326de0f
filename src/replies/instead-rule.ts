import type { Clause, Piece } from './clauses.ts'
import { allMean, meansAny, piecesThat, type Verdict, verdict } from './judgement.ts'
import { categoryWords } from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'
import { withOrders } from './scope.ts'

const wishes = meaningsOf('want', 'send', 'subscribe', 'keep', 'on', 'change')
const elsewhere = meaningsOf('other', 'missing', 'said', 'how', 'why', 'if', 'maybe')

/**
 * "send me the news instead of the ads", "swap the ads for the news": the kind right behind the word gives way, the
 * other one is wanted. The revocation is the label (POLICY §5.2).
 */
export function judgeInstead(clause: Clause): Verdict | null {
  const word = piecesThat(clause, insteadWords)[0]
  if (word === undefined || clause.asks || clause.unknown.length > 1 || meansAny(clause, elsewhere))
    return null
  if (!meansAny(clause, wishes)) return null
  const things = piecesThat(clause, categoryWords)
  const first = things.find(({ at }) => at > word.at)
  if (first === undefined) return null
  const given = things.filter(({ at }) => at >= first.at && isListedFrom(clause, first, at))
  const categories = withOrders(given)
  const wanted = withOrders(things.filter((thing) => !given.includes(thing)))
  if (wanted.length === 0 || wanted.some((key) => categories.includes(key))) return null
  return verdict('revoke', 'one-instead-of-another', clause, [word, ...things], {
    categories,
    spared: wanted,
  })
}

/** "... instead of ads and surveys" */
function isListedFrom({ pieces }: Clause, first: Piece, at: number): boolean {
  const between = pieces.slice(first.at + 1, at)
  const isJoined = between.length === 0 ? first.at === at : between.some(({ means }) => means.and)
  return isJoined && allMean(between, listing)
}

const listing = meaningsOf('and', 'category', 'courtesy', 'mine', 'this')

const insteadWords = meaningsOf('instead')
