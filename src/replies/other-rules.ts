import type { Clause } from './clauses.ts'
import { hasAny, piecesThat, type Verdict, verdict } from './judgement.ts'
import { objectOf } from './objects.ts'
import { scopeOf, withOrders } from './scope.ts'

const aboutMessages = [
  'message',
  'category',
  'list',
  'send',
  'contact',
  'receive',
  'number',
  'consent',
] as const

/** How to stop, restart or change messages, and what a keyword does (POLICY §5.8). */
export function judgeHelp(clause: Clause): Verdict | null {
  const said = piecesThat(clause, 'saysHelp')
  const isElsewhere = hasAny(clause, 'other', 'order') && !hasAny(clause, 'message', 'category', 'list')
  if (said.length > 0 && !isElsewhere) return verdict('help', 'asks-how-messages-work', clause, said)
  const asking = piecesThat(clause, 'how', 'mayI')
  if (asking.length === 0) return null
  const leaving = piecesThat(
    clause,
    'unsubscribe',
    'optOut',
    'optOutAlone',
    'removeMe',
    'subscribe',
    'optIn',
    'saysOptIn',
  )
  const doing = piecesThat(
    clause,
    'stop',
    'remove',
    'change',
    'on',
    'receive',
    'dontReceive',
    'dontStop',
    'tooMuch',
    'dontWant',
    'only',
    'keep',
  )
  if (hasAny(clause, 'tooMuch', 'limit') && !hasAny(clause, 'how')) return null
  if (hasAny(clause, 'other', 'order', 'missing') && !hasAny(clause, 'message', 'category', 'list'))
    return null
  const isPlain = leaving.length > 0 && (clause.unknown.length === 0 || hasAny(clause, ...aboutMessages))
  const isLeaving =
    isPlain &&
    (hasAny(clause, 'unsubscribe', 'removeMe', 'subscribe', 'saysOptIn') || clause.unknown.length === 0)
  const isAboutMessages =
    doing.length > 0 && hasAny(clause, 'message', 'category', 'list', 'contact', 'number', 'consent', 'send')
  if (!isLeaving && !isAboutMessages) return null
  return verdict('help', 'asks-how-messages-work', clause, [...asking, ...leaving, ...doing])
}

/** Wanting only some categories (POLICY §5.2). A verb of stopping makes "only" part of the stop. */
export function judgeOnly(clause: Clause): Verdict | null {
  const markers = piecesThat(clause, 'only').filter(
    (piece) => !piece.means.has('except') || hasAny(clause, 'noMore', 'dontWant'),
  )
  const isNothingBut =
    hasAny(clause, 'except') && hasAny(clause, 'noMore', 'dontWant', 'dontSend') && !hasAny(clause, 'all')
  if (markers.length === 0 && !isNothingBut) return null
  if (hasAny(clause, 'noMore') && !isNothingBut && !markers.some((piece) => piece.means.has('noMore')))
    return null
  if (hasAny(clause, 'stop', 'unsubscribe', 'optOut', 'removeMe', 'remove')) return null
  if (clause.asks && !hasAny(clause, 'want', 'send', 'keep')) return null
  const { named, spared } = scopeOf(clause)
  const wanted = isNothingBut && markers.length === 0 ? spared : [...new Set([...named, ...spared])].sort()
  if (wanted.length === 0) return null
  if (markers.length > 0 && !isNothingBut && hasAny(clause, 'dontWant', 'dontSend', 'dontReceive'))
    return null
  const hasVerb = hasAny(
    clause,
    'want',
    'send',
    'receive',
    'keep',
    'ok',
    'yes',
    'courtesy',
    'message',
    'noMore',
    'subscribe',
  )
  if (!hasVerb && clause.unknown.length > 1) return null
  return verdict('only', 'only-these', clause, [...markers, ...piecesThat(clause, 'category', 'order')], {
    categories: wanted,
  })
}

/** A plain wish to receive messages (POLICY §5.3). Anything less than plain is no grant. */
export function judgeGrant(clause: Clause): Verdict | null {
  if (hasAny(clause, 'maybe', 'if', 'how', 'why', 'missing', 'said', 'dontWant', 'dontSend', 'noMore'))
    return null
  const { named, spared } = scopeOf(clause)
  const categories = [...new Set([...named, ...spared])].sort()
  const grant = (words: Verdict['pieces']): Verdict =>
    verdict('grant', 'wish-to-receive', clause, [...words, ...piecesThat(clause, 'category', 'message')], {
      categories,
    })
  const said = piecesThat(clause, 'saysOptIn')
  const isNamed = hasAny(clause, 'category', 'message', 'list')
  if (
    said.length > 0 &&
    !isNamed &&
    (clause.unknown.length > 1 || hasAny(clause, 'other', 'order', 'account'))
  )
    return null
  if (said.length > 0) return grant(said)
  if (hasAny(clause, 'mayI')) return null
  const isOther = hasAny(clause, 'other', 'order', 'account') && !hasAny(clause, 'category', 'message')
  if (isOther) return null
  const hasThing = hasAny(clause, 'category', 'message', 'list')
  const subscribing = piecesThat(clause, 'subscribe').filter((piece) => objectOf(clause, piece) !== 'other')
  if (
    subscribing.length > 0 &&
    !(clause.asks && !hasThing && !hasAny(clause, 'me', 'want')) &&
    (hasThing || clause.unknown.length === 0)
  )
    return grant(subscribing)
  if (!hasThing && !hasAny(clause, 'again')) return null
  if (hasAny(clause, 'want') && hasAny(clause, 'receive', 'send', 'contact', 'on'))
    return grant(piecesThat(clause, 'want', 'receive', 'send', 'on'))
  if (!hasThing) return null
  if (hasAny(clause, 'want') && (hasAny(clause, 'again') || named.includes('newsletter')))
    return grant(piecesThat(clause, 'want', 'again'))
  if (hasAny(clause, 'on') && clause.unknown.length <= 1) return grant(piecesThat(clause, 'on'))
  if (hasAny(clause, 'send') && isAskedFor(clause, named)) return grant(piecesThat(clause, 'send'))
  if (hasAny(clause, 'optIn') && clause.unknown.length === 0) return grant(piecesThat(clause, 'optIn'))
  if (hasAny(clause, 'receive') && hasAny(clause, 'again'))
    return grant(piecesThat(clause, 'receive', 'again'))
  return null
}

/** "Send me the code" asks for one thing, "send me your offers" for messages of a kind. */
function isAskedFor(clause: Clause, named: readonly string[]): boolean {
  if (clause.unknown.length > 1) return false
  if (hasAny(clause, 'again')) return !named.includes('authentication')
  return named.length > 0 && named.every((key) => key !== 'authentication') && hasAny(clause, 'me')
}

/** Too many, less often, not at night, spam, a wrong number: there may be a revocation in it (POLICY §5.10). */
export function judgeDoubt(clause: Clause): Verdict | null {
  const said = piecesThat(clause, 'saysUnclear').filter((piece) => !piece.means.has('saysNotInterested'))
  if (said.length > 0) return verdict('unclear', 'unclear-revocation', clause, said)
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
  const isException = piecesThat(clause, 'tooMuch').some((piece) => piece.means.has('except'))
  if (hasAny(clause, 'tooMuch') && !isException && aboutThem && !hasAny(clause, 'other')) {
    return verdict('unclear', 'too-many', clause, piecesThat(clause, 'tooMuch', 'message', 'category'))
  }
  if (
    hasAny(clause, 'limit') &&
    hasAny(clause, 'not', 'noMore') &&
    clause.unknown.length <= 1 &&
    !clause.asks &&
    !hasAny(clause, 'other', 'order', 'undecided', 'no')
  ) {
    return verdict('unclear', 'limited-hours', clause, piecesThat(clause, 'not', 'noMore', 'limit'))
  }
  if (
    hasAny(clause, 'why') &&
    hasAny(clause, 'message', 'category', 'contact') &&
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

/** Categories the contact wants to keep or accepts ("parcel updates are ok"). */
export function judgeKeeping(clause: Clause): Verdict | null {
  if (clause.asks) return null
  const words = piecesThat(clause, 'keep', 'ok', 'yes', 'on')
  const things = piecesThat(clause, 'category')
  const categories = withOrders(things.length > 0 ? things : piecesThat(clause, 'order'))
  if (words.length === 0 || categories.length === 0) return null
  return verdict('keep', 'kept-categories', clause, [...words, ...things], { categories })
}
