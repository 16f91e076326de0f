import type { Clause, Piece } from './clauses.ts'
import { hasAny, piecesThat, type Verdict, verdict } from './judgement.ts'
import type { Meaning } from './lexicon-schema.ts'

/** Words that may stand beside "too much" before it is about something else. */
const fewUnknown = 1
const fewIdle = 2
const longestName = 3

/** "I'm not Linda": names are written with a capital, and nothing else follows. */
function mistakenName(clause: Clause): readonly Piece[] {
  const denial = clause.pieces.find((piece) => piece.means.has('notMe'))
  if (denial === undefined || clause.asks) return []
  const rest = clause.tokens.slice(denial.signal.end - clause.start)
  const isName = rest.length > 0 && rest.length <= longestName && rest.every((token) => token.capital)
  const isPlain = clause.unknown.every((token) => token.capital) && !hasAny(clause, 'other', 'order')
  return isName && isPlain ? [denial] : []
}

/** A word such as "annoying" is a complaint about the messages only when nothing else is said. */
function isLongGroan({ signal }: Piece): boolean {
  return signal.end - signal.start > 1
}

const besideStop: readonly Meaning[] = [
  'saysUnclear',
  'optOut',
  'courtesy',
  'message',
  'mine',
  'this',
  'and',
  'me',
]

/** "wrong number stop": a request to be left alone makes it plain (POLICY §5.10). */
function isPlainWithStop(clause: Clause): boolean {
  if (clause.asks || clause.unknown.length > 0 || clause.idle > 0 || hasAny(clause, 'some', 'channel'))
    return false
  const stopAt = piecesThat(clause, 'optOut')[0]?.at ?? 0
  if (clause.objectFirst || (piecesThat(clause, 'saysUnclear')[0]?.at ?? 0) > stopAt) return false
  return clause.pieces.every(({ means }) => besideStop.some((meaning) => means.has(meaning)))
}

const besideGroan: readonly Meaning[] = ['saysGroan', 'courtesy', 'this', 'again']

function isNothingElse(clause: Clause): boolean {
  return (
    clause.unknown.length === 0 &&
    clause.idle === 0 &&
    clause.pieces.every(({ means }) => besideGroan.some((meaning) => means.has(meaning)))
  )
}

/** Too many, less often, not at night, spam, a wrong number: there may be a revocation in it (POLICY §5.10). */
export function judgeDoubt(clause: Clause): Verdict | null {
  const said = piecesThat(clause, 'saysUnclear').filter((piece) => !piece.means.has('saysNotInterested'))
  const isElsewhere = hasAny(clause, 'other', 'order') && !hasAny(clause, 'message', 'category', 'list')
  const isAboutThem = hasAny(clause, 'message', 'category', 'list', 'number')
  const strange = clause.unknown.filter((token) => !token.unit && !token.capital).length
  const isPlain =
    clause.tokens.some((token) => token.unit) || (strange <= fewUnknown && clause.idle <= fewIdle)
  const stop = said.length > 0 && isPlainWithStop(clause) ? piecesThat(clause, 'optOut') : []
  if (stop.length > 0) return verdict('revoke', 'doubt-and-stop', clause, [...said, ...stop])
  if (said.length > 0 && !isElsewhere && (isPlain || isAboutThem))
    return verdict('unclear', 'unclear-revocation', clause, said)
  const groans = piecesThat(clause, 'saysGroan').filter(
    (piece) => isLongGroan(piece) || isNothingElse(clause),
  )
  if (groans.length > 0 && !isElsewhere && (isPlain || isAboutThem)) {
    return verdict('unclear', 'groan', clause, groans, { needsRoom: !isAboutThem })
  }
  const stranger = mistakenName(clause)
  if (stranger.length > 0) return verdict('unclear', 'mistaken-person', clause, stranger)
  const isCurt =
    clause.tokens.length <= 5 &&
    clause.unknown.length <= 1 &&
    !hasAny(
      clause,
      'courtesy',
      'want',
      'send',
      'receive',
      'on',
      'yes',
      'saysOptIn',
      'subscribe',
      'optIn',
      'keep',
      'missing',
      'no',
      'ok',
    )
  if (isCurt && hasAny(clause, 'again') && hasAny(clause, 'category')) {
    return verdict('unclear', 'again', clause, piecesThat(clause, 'again', 'category'))
  }
  const aboutThem = hasAny(clause, 'message', 'category', 'contact', 'send', 'receive')
  if (
    hasAny(clause, 'some') &&
    hasAny(clause, 'message', 'category') &&
    !clause.asks &&
    !hasAny(clause, 'other', 'missing')
  ) {
    const isDenied = hasAny(
      clause,
      'not',
      'no',
      'noMore',
      'dontWant',
      'dontSend',
      'stop',
      'remove',
      'dontReceive',
    )
    if (isDenied)
      return verdict('unclear', 'some-of-these', clause, piecesThat(clause, 'some', 'message', 'category'))
  }
  const isOtherChannel =
    hasAny(clause, 'channel') &&
    hasAny(clause, 'not', 'noMore', 'no', 'stop', 'dontSend', 'dontWant', 'dontContact') &&
    !hasAny(clause, 'message', 'category', 'other', 'order', 'how', 'mayI', 'missing')
  if (isOtherChannel && clause.unknown.length <= 1 && !clause.asks) {
    return verdict('unclear', 'another-channel', clause, piecesThat(clause, 'channel'))
  }
  // "too often!" and nothing else can only be about the messages.
  const isCurtBlame =
    clause.tokens.length <= 4 && clause.unknown.length === 0 && clause.idle === 0 && !clause.asks
  const isException = piecesThat(clause, 'tooMuch').some((piece) => piece.means.has('except'))
  const isBlame =
    (hasAny(clause, 'tooMuch') && (aboutThem || isCurtBlame)) ||
    (hasAny(clause, 'often', 'weary') && aboutThem)
  if (isBlame && !isException && !hasAny(clause, 'other', 'missing')) {
    return verdict(
      'unclear',
      'too-many',
      clause,
      piecesThat(clause, 'tooMuch', 'often', 'weary', 'message', 'category'),
    )
  }
  // "write only on weekdays" limits as "not at weekends" does.
  const isLimited =
    hasAny(clause, 'not', 'noMore', 'dontSend', 'dontContact') ||
    (hasAny(clause, 'only') && hasAny(clause, 'send', 'contact'))
  if (
    hasAny(clause, 'limit') &&
    isLimited &&
    clause.unknown.length <= 1 &&
    !clause.asks &&
    !hasAny(clause, 'other', 'order', 'undecided', 'no')
  ) {
    return verdict('unclear', 'limited-hours', clause, piecesThat(clause, 'not', 'noMore', 'limit'))
  }
  // "why are you sending me this": a size, a bill would be named.
  const isThis = clause.unknown.length === 0 && hasAny(clause, 'me') && hasAny(clause, 'this')
  if (
    hasAny(clause, 'why') &&
    (hasAny(clause, 'message', 'category', 'contact') || isThis) &&
    hasAny(clause, 'send', 'receive', 'contact') &&
    !hasAny(clause, 'missing')
  ) {
    return verdict(
      'unclear',
      'complaint-about-messages',
      clause,
      piecesThat(clause, 'why', 'message', 'category'),
    )
  }
  return null
}
