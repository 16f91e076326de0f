import type { Clause } from './clauses.ts'
import { categoriesOf, piecesThat, type Verdict, verdict } from './judgement.ts'
import { categoryWords } from './meaning-lists.ts'
import { type Meanings, meaningsOf, noMeanings } from './meanings.ts'
import { noBreak, type Token } from './token.ts'

const besideKeyword = meaningsOf('courtesy', 'all', 'and', 'but', 'this', 'yes', 'ok', 'no')
const keywords = meaningsOf('optOut', 'optOutAlone', 'optIn', 'optInWeak', 'help', 'preferences')
/** A signature or the business's name after a keyword is at most this long. */
const longestSignature = 3

/** Written with a capital, and not because everything is; in capitals it has to be set apart (STOP. ANNA). */
export function isName({ raw, capital, breakBefore }: Token): boolean {
  return capital && (breakBefore !== noBreak || raw.length === 1 || raw !== raw.toUpperCase())
}

/** "Ich möchte das Zusatzgepäck abbestellen": between a wish and its verb stands what the wish is about. */
function isObject({ pieces, unknownBefore, start }: Clause): boolean {
  const unknownAt = ({ signal }: Clause['pieces'][number]): number => unknownBefore[signal.start - start] ?? 0
  return pieces.some((piece, index) => {
    const before = pieces[index - 1]
    const isWish = before?.means.courtesy === false && (before.means.yes || before.means.want)
    return isWish && unknownAt(piece) > unknownAt(before)
  })
}

/** Unknown words around a keyword may only be names, and names are written with a capital. */
function isSignature(clause: Clause): boolean {
  const { unknown } = clause
  if (isObject(clause)) return false
  return (
    unknown.length <= longestSignature &&
    unknown.every((token) => token.kind === 'word' && (isName(token) || isCode(token)))
  )
}

/** "STOP 4F7K": carriers ask for a code behind the word; "2pm" and "3rd" are none (POLICY §2). */
function isCode({ text }: Token): boolean {
  return text.length >= shortestCode && /\d/u.test(text) && !/^\d+\p{L}{1,3}$/u.test(text)
}

const shortestCode = 4

/**
 * A clause that is nothing but a keyword, with courtesy around it and perhaps categories (POLICY §3).
 * A strong keyword stands in any place of the message; a weak one (END, CANCEL) needs it for itself.
 */
export function judgeKeyword(clause: Clause): Verdict | null {
  if (clause.asks && clause.pieces.length > 1 && !clause.means.help) return null
  const found = piecesThat(clause, keywords)
  if (found.length === 0) return null
  const named = piecesThat(clause, categoryWords)
  // "stop all except the orders" names what is not to stop.
  if (named.length > 0 && clause.means.except) return null
  // "could you cancel that?" may be about anything.
  const isVague = found.every((piece) => piece.means.optOutAlone && !piece.means.optOut)
  if (isVague && named.length === 0 && clause.means.request) return null
  const rest = clause.pieces.filter((piece) => !isPart(piece.means) && !canStandBeside(piece.means))
  if (rest.length > 0 || clause.fillers > 0) return null
  if (clause.unknown.length > 0 && (named.length > 0 || !isSignature(clause))) return null
  // "he shouted and I stop": behind a bare "and" it is a verb of the tale.
  const goesOn = clause.start > 0 && clause.pieces[0]?.means.and && clause.tokens[0]?.breakBefore === noBreak
  const isOut = clause.means.optOut || clause.means.optOutAlone
  const isIn =
    (clause.means.optIn || clause.means.optInWeak) && !found.every((piece) => isOutWord(piece.means))
  const categories = categoriesOf(named)
  if (isOut && isIn)
    return oneForAnother(clause, found, named) ?? verdict('unclear', 'opposite-keywords', clause, found)
  if (isOut) {
    // "cease all messages" says what is to end.
    const isWeak =
      (goesOn || !clause.means.optOut) &&
      categories.length === 0 &&
      !(clause.means.message || clause.means.removeMe)
    const rule = categories.length > 0 ? 'keyword-with-category' : 'opt-out-keyword'
    return verdict('revoke', rule, clause, [...found, ...named], { categories, needsRoom: isWeak })
  }
  // "the rest may continue" keeps it.
  if (isIn && clause.means.rest) return null
  // "no, I don't join" refuses, whatever the word beside it.
  if (isIn && piecesThat(clause, noOrNotOrNoMore).some(({ means }) => !isPart(means))) return null
  if (isIn) {
    const isWeak = !clause.means.optIn
    const rule = categories.length > 0 ? 'keyword-with-category' : 'opt-in-keyword'
    return verdict('grant', isWeak ? 'weak-opt-in-keyword' : rule, clause, [...found, ...named], {
      categories,
      isWeak,
      needsRoom: categories.length === 0,
    })
  }
  if (named.length > 0 && !clause.means.preferences) return null
  return verdict('help', clause.means.preferences ? 'preferences-keyword' : 'help-keyword', clause, found, {
    needsRoom: true,
  })
}

/** "stop the ads and start the order updates": each keyword has kinds of its own behind it. */
function oneForAnother(clause: Clause, found: Found, named: Found): Verdict | null {
  if (clause.objectFirst) return null
  const isRevoked = ({ at }: Found[number]): boolean =>
    isOutWord(found.findLast((keyword) => keyword.at < at)?.means ?? noMeaning)
  const categories = categoriesOf(named.filter(isRevoked))
  const spared = categoriesOf(named.filter((piece) => !isRevoked(piece)))
  if (categories.length === 0 || spared.length === 0) return null
  if ((named[0]?.at ?? 0) < (found[0]?.at ?? 0)) return null
  return verdict('revoke', 'keyword-with-category', clause, [...found, ...named], { categories, spared })
}

type Found = Clause['pieces']
const noMeaning = noMeanings

function isPart(means: Meanings): boolean {
  return means.category || means.overlaps(keywords)
}

function canStandBeside(means: Meanings): boolean {
  return means.overlaps(besideKeyword)
}

function isOutWord(means: Meanings): boolean {
  return means.optOut || means.optOutAlone
}

const noOrNotOrNoMore = meaningsOf('no', 'not', 'noMore')
