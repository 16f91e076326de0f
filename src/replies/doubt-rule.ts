import type { Clause, Piece } from './clauses.ts'
import { allMean, hasAny, meansOneOf, piecesThat, type Verdict, verdict, wordsIn } from './judgement.ts'
import type { Meaning } from './lexicon-schema.ts'

/** Words that may stand beside "too much" before it is about something else. */
const fewUnknown = 1
const fewIdle = 2
const longestName = 3

/** "I'm not Linda": names are written with a capital, and nothing else follows. */
function mistakenName(clause: Clause): readonly Piece[] {
  const denial = clause.pieces.find((piece) => piece.means.has('notMe'))
  if (denial === undefined || clause.asks) return []
  const after = clause.tokens.slice(denial.signal.end - clause.start)
  // Where the denial follows ("ben Ahmet değilim"), the name stands between it and the "I".
  const owner = clause.pieces[denial.at - 1]
  const isBehind = clause.objectFirst && after.length === 0 && owner?.means.has('me') === true
  const rest = isBehind
    ? clause.tokens.slice(owner.signal.end - clause.start, denial.signal.start - clause.start)
    : after
  const isShouted = clause.tokens.every(({ raw }) => raw === raw.toUpperCase())
  const isName =
    !isShouted && rest.length > 0 && rest.length <= longestName && rest.every((token) => token.capital)
  const isPlain = clause.unknown.every((token) => token.capital) && !hasAny(clause, 'other', 'order')
  return isName && isPlain ? [denial] : []
}

/** Characters of a script without spaces that say enough to be a complaint by themselves. */
const longestShortGroan = 3

/** A word such as "annoying" is a complaint about the messages only when nothing else is said. */
function isLongGroan({ signal }: Piece, clause: Clause): boolean {
  const length = signal.end - signal.start
  if (clause.tokens[signal.start - clause.start]?.unit !== true) return length > 1
  return length > longestShortGroan || hasAny(clause, 'message', 'category', 'list', 'number')
}

const besideStop: readonly Meaning[] = [
  'saysUnclear',
  'saysNotInterested',
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
  if (clause.objectFirst || (piecesThat(clause, 'saysUnclear', 'saysNotInterested')[0]?.at ?? 0) > stopAt)
    return false
  return allMean(clause.pieces, besideStop)
}

/** "ads every day": how often they come is blame; who reads the newsletter every day is no complaint. */
function comeOften(clause: Clause): boolean {
  // "please send me your weekly offers": how often one of a kind comes only says which.
  if (hasAny(clause, 'want') && piecesThat(clause, 'often').every((piece) => isWhich(clause, piece)))
    return false
  if (hasAny(clause, 'message', 'contact', 'send', 'receive')) return true
  const isCurt = clause.unknown.length === 0 && clause.idle === 0 && clause.tokens.length <= longestBlame
  return hasAny(clause, 'category') && isCurt && !clause.asks
}

const longestBlame = 5

/** "weekly offers" */
function isWhich({ pieces }: Clause, { at, signal, means }: Piece): boolean {
  const thing = pieces[at + 1]
  if (means.has('tooMuch')) return false
  return signal.end - signal.start === 1 && thing?.signal.start === signal.end && thing.means.has('category')
}

const besideGroan: readonly Meaning[] = ['saysGroan', 'courtesy', 'this', 'again']

function isNothingElse(clause: Clause): boolean {
  return clause.unknown.length === 0 && clause.idle === 0 && allMean(clause.pieces, besideGroan)
}

const longestHeading = 5

const mostWords = 4
const mostUnits = 6

/** A few words; of a script without spaces, a few characters besides what is courtesy, at the head of the text. */
function isCurt(clause: Clause): boolean {
  if (clause.tokens.length <= mostWords) return true
  if (clause.start > 0 || !clause.tokens.every((token) => token.unit)) return false
  const said = clause.pieces.filter(({ means }) => !means.has('courtesy'))
  return said.reduce((sum, { signal }) => sum + signal.end - signal.start, 0) <= mostUnits
}

/** What every doubt has one of. */
const doubtful: ReadonlySet<Meaning> = new Set<Meaning>([
  'saysUnclear',
  'saysNotInterested',
  'saysGroan',
  'if',
  'notMe',
  'again',
  'some',
  'channel',
  'tooMuch',
  'weary',
  'often',
  'limit',
  'why',
])

/** "I think you have mistaken me for somebody": so long a phrase says it whatever stands around it. */
function isIdiom({ signal }: Piece): boolean {
  return signal.end - signal.start > mostWords - 1
}

/** Too many, less often, not at night, spam, a wrong number: there may be a revocation in it (POLICY §5.10). */
export function judgeDoubt(clause: Clause): Verdict | null {
  if (!meansOneOf(clause, doubtful)) return null
  const said = piecesThat(clause, 'saysUnclear').filter((piece) => !piece.means.has('saysNotInterested'))
  const isElsewhere = hasAny(clause, 'other', 'order') && !hasAny(clause, 'message', 'category', 'list')
  const isAboutThem = hasAny(clause, 'message', 'category', 'list', 'number')
  const strange = clause.unknown.filter((token) => !token.unit && !token.capital).length
  const isPlain =
    clause.tokens.some((token) => token.unit) ||
    (strange <= fewUnknown && (clause.idle <= fewIdle || said.some(isIdiom)))
  const reasons = piecesThat(clause, 'saysUnclear', 'saysNotInterested')
  const stop = reasons.length > 0 && isPlainWithStop(clause) ? piecesThat(clause, 'optOut') : []
  if (stop.length > 0) return verdict('revoke', 'doubt-and-stop', clause, [...reasons, ...stop])
  if (said.length > 0 && !isElsewhere && (isPlain || isAboutThem))
    return verdict('unclear', 'unclear-revocation', clause, said)
  const groans = piecesThat(clause, 'saysGroan').filter(
    (piece) =>
      isLongGroan(piece, clause) ||
      // "again?" groans, "thanks, again" does not.
      (isNothingElse(clause) && (clause.asks || !piece.means.has('again'))),
  )
  if (groans.length > 0 && !isElsewhere && (isPlain || isAboutThem)) {
    return verdict('unclear', 'groan', clause, groans, { needsRoom: !isAboutThem })
  }
  const aboutThem = hasAny(clause, 'message', 'category', 'contact', 'send', 'receive', 'saysOptIn')
  // "one more of these texts and I unsubscribe"
  const isOnce = piecesThat(clause, 'if').some(({ signal }) => signal.end - signal.start > 2)
  const isThreat = hasAny(clause, 'optOut', 'unsubscribe') && hasAny(clause, 'if') && (isOnce || aboutThem)
  if (isThreat && clause.unknown.length <= fewUnknown && !clause.asks && !isElsewhere)
    return verdict('unclear', 'threat-to-leave', clause, piecesThat(clause, 'if', 'optOut'))
  const stranger = mistakenName(clause)
  if (stranger.length > 0) return verdict('unclear', 'mistaken-person', clause, stranger)
  const isHeading =
    wordsIn(clause) <= longestHeading &&
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
  // "messages again?" groans as "ads again" does.
  const isThere = hasAny(clause, 'category') || (hasAny(clause, 'message') && clause.asks)
  if (isHeading && hasAny(clause, 'again') && isThere) {
    return verdict('unclear', 'again', clause, piecesThat(clause, 'again', 'category', 'message'))
  }
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
    hasAny(
      clause,
      'not',
      'noMore',
      'no',
      'stop',
      'dontSend',
      'dontWant',
      'dontContact',
      'tooMuch',
      'often',
      'dontReceive',
    ) &&
    !hasAny(clause, 'message', 'category', 'other', 'order', 'how', 'mayI', 'missing')
  if (isOtherChannel && clause.unknown.length <= 1 && !clause.asks) {
    return verdict('unclear', 'another-channel', clause, piecesThat(clause, 'channel'))
  }
  // "too often!" and nothing else can only be about the messages.
  const isCurtBlame = isCurt(clause) && clause.unknown.length === 0 && clause.idle === 0 && !clause.asks
  // One word for "less" and "but for": "write less" excepts nothing.
  const isException =
    piecesThat(clause, 'tooMuch').some((piece) => piece.means.has('except')) &&
    !hasAny(clause, 'contact', 'send', 'receive', 'saysOptIn')
  const isBlame =
    (hasAny(clause, 'tooMuch') && (aboutThem || isCurtBlame)) ||
    (hasAny(clause, 'weary') && aboutThem) ||
    (hasAny(clause, 'often') && comeOften(clause)) ||
    (hasAny(clause, 'weary') && isCurtBlame && clause.tokens.every((token) => token.unit))
  // "three texts before breakfast is too much": what is too much is named, whatever else is.
  const isNamed = hasAny(clause, 'tooMuch') && hasAny(clause, 'message') && clause.unknown.length === 0
  const isOfOther = hasAny(clause, 'other') && !isNamed
  if (isBlame && !isException && !isOfOther && !hasAny(clause, 'missing')) {
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
    (hasAny(clause, 'only') &&
      (hasAny(clause, 'send', 'contact', 'receive') || hasAny(clause, 'this', 'message')))
  if (
    hasAny(clause, 'limit') &&
    isLimited &&
    clause.unknown.length <= 1 &&
    !clause.asks &&
    !hasAny(clause, 'other', 'order', 'undecided', 'no')
  ) {
    return verdict('unclear', 'limited-hours', clause, piecesThat(clause, 'not', 'noMore', 'limit'))
  }
  // "why do you send these", "why are you sending me this": nothing else is named.
  const isAboutThese =
    hasAny(clause, 'this') && hasAny(clause, 'send', 'receive') && clause.unknown.length === 0
  const isThis = isAboutThese && (hasAny(clause, 'me') || clause.idle === 0)
  if (
    hasAny(clause, 'why') &&
    (hasAny(clause, 'message', 'category', 'contact') ||
      (isThis && !hasAny(clause, 'other', 'order', 'not'))) &&
    hasAny(clause, 'send', 'receive', 'contact') &&
    // "why did I get no reminder?" misses one.
    !hasAny(clause, 'missing', 'noMore')
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
