import type { Clause, Piece } from './clauses.ts'
import {
  allMean,
  hasAny,
  meansOneOf,
  namesThing,
  piecesThat,
  union,
  type Verdict,
  verdict,
} from './judgement.ts'
import { isName } from './keyword-rule.ts'
import type { Meaning } from './lexicon-schema.ts'
import { objectOf } from './objects.ts'
import { deniesAllBut, exceptedIn, scopeOf, withOrders } from './scope.ts'

/** "just the parcel updates": right before its thing, and in no longer sentence, the word means only. */
function isJust(clause: Clause, piece: Piece): boolean {
  if (!piece.means.has('just') || clause.asks || clause.unknown.length > 0) return false
  const next = clause.pieces[piece.at + 1]
  const isThing = next?.means.has('category') || next?.means.has('order')
  return isThing === true && next !== undefined && next.signal.start - piece.signal.end <= 1
}

/** Where one word is "only" behind a thing and "no" elsewhere ("mã thôi", "thôi mã"): is it a no here? */
function isRather(clause: Clause, piece: Piece): boolean {
  // One word for "but" and "only": "but no surveys" denies what follows.
  const after = clause.pieces[piece.at + 1]
  if (piece.means.has('but') && after?.means.has('noMore') && !after.means.has('only')) return true
  if (!piece.means.has('no') || piece.means.has('but')) return false
  const before = clause.pieces[piece.at - 1]
  const isBehind = before?.means.has('category') || before?.means.has('order') || before?.means.has('message')
  return !(isBehind === true && before?.signal.end === piece.signal.start)
}

/** "... the rest may stay": what keeps stands right behind the rest. */
function keepsRest(clause: Clause): boolean {
  return piecesThat(clause, 'rest').some((rest) => clause.pieces[rest.at + 1]?.means.has('keep') === true)
}

/** Wanting only some categories (POLICY §5.2). A verb of stopping makes "only" part of the stop. */
export function judgeOnly(clause: Clause): Verdict | null {
  if (!hasAny(clause, 'only', 'just', 'except')) return null
  const markers = clause.pieces.filter(
    (piece) =>
      !isRather(clause, piece) &&
      (isJust(clause, piece) ||
        (piece.means.has('only') && (!piece.means.has('except') || hasAny(clause, 'noMore', 'dontWant')))),
  )
  const isNothingBut = deniesAllBut(clause)
  if (markers.length === 0 && !isNothingBut) return null
  if (opensComplaint(clause, markers)) return null
  // Where one word is "but" and "only", a no behind it tells which: "fine, but surveys no".
  if (hasAny(clause, 'no') && !isNothingBut && markers.every((piece) => piece.means.has('but'))) return null
  if (hasAny(clause, 'noMore') && !isNothingBut && !markers.some((piece) => piece.means.has('noMore')))
    return null
  // "only the codes, stop the rest" says it twice; "only stop the ads, keep the rest" does not.
  const isForRest = hasAny(clause, 'rest') && !keepsRest(clause)
  if (hasAny(clause, 'stop', 'unsubscribe', 'optOut', 'removeMe', 'remove') && !isForRest) return null
  // "I'd like to opt out of promotional texts only"
  if (hasAny(clause, 'saysOptOut') && !clause.objectFirst && !isForRest) return null
  if (clause.asks && !hasAny(clause, 'want', 'send', 'keep')) return null
  // "it's just the adverts I want gone"
  if (hasAny(clause, 'stopped') && hasAny(clause, 'want')) return null
  const { named, spared } = scopeOf(clause)
  const wanted = isNothingBut && markers.length === 0 ? spared : union([named, spared])
  if (wanted.length === 0) return null
  if (
    markers.length > 0 &&
    !isNothingBut &&
    hasAny(clause, 'dontWant', 'dontSend', 'dontReceive', 'dontContact')
  )
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
  // "cancel only the table": said of the thing itself, and of no messages about it.
  if (hasAny(clause, 'saysNothing') && !hasAny(clause, 'category', 'message')) return null
  return verdict('only', 'only-these', clause, [...markers, ...piecesThat(clause, 'category', 'order')], {
    categories: wanted,
  })
}

const mostIdle = 2
const noGrant: ReadonlySet<Meaning> = new Set<Meaning>([
  'maybe',
  'if',
  'how',
  'why',
  'missing',
  'said',
  'no',
  'dontWant',
  'dontSend',
  'noMore',
])

/** "the newsletter too please": a please asks for the kind of message beside it, courtesy aside. */
function isBesideThing(clause: Clause, please: Piece): boolean {
  if (clause.unknown.length > 1) return false
  return piecesThat(clause, 'category').some((thing) => {
    const [left, right] = thing.at < please.at ? [thing, please] : [please, thing]
    const between = clause.pieces.slice(left.at + 1, right.at)
    return (
      right.signal.start - left.signal.end <= between.length &&
      between.every(({ means }) => means.has('courtesy') || means.has('again'))
    )
  })
}

/** "Only these endless coupons ...": at the head of a complaint the word means "but". */
function opensComplaint(clause: Clause, markers: readonly Piece[]): boolean {
  const [marker] = markers
  if (marker === undefined || marker.at !== 0 || !clause.pieces[1]?.means.has('this')) return false
  // "the only thing I need are the codes" opens no complaint.
  if (marker.signal.end - marker.signal.start > 1) return false
  if (hasAny(clause, 'want', 'send', 'receive', 'keep', 'subscribe', 'ok', 'yes', 'courtesy')) return false
  return clause.unknown.length > 0 || clause.idle > 0 || hasAny(clause, 'tooMuch', 'often')
}

/** What every wish to receive messages has one of. */
const wishful: ReadonlySet<Meaning> = new Set<Meaning>([
  'want',
  'send',
  'receive',
  'contact',
  'subscribe',
  'on',
  'optIn',
  'saysOptIn',
])

/** A plain wish to receive messages (POLICY §5.3). Anything less than plain is no grant. */
export function judgeGrant(clause: Clause): Verdict | null {
  if (!meansOneOf(clause, wishful) || meansOneOf(clause, noGrant)) return null
  // Whatever a verb of ending is about, it is no wish to receive.
  if (hasAny(clause, 'stop', 'unsubscribe', 'remove') && !hasAny(clause, 'saysOptIn', 'again')) return null
  if (hasAny(clause, 'stopped') && !hasAny(clause, 'again')) return null
  const { named, spared } = scopeOf(clause)
  const categories = union([named, spared])
  // "I want order updates but not promos": what is refused beside a wish is the label (POLICY §5.2).
  const isPartlyRefused =
    named.length > 0 && spared.length > 0 && hasAny(clause, 'except') && !hasAny(clause, 'all')
  const grant = (words: Verdict['pieces']): Verdict =>
    isPartlyRefused
      ? verdict('revoke', 'wanted-but-not', clause, words, { categories: spared, spared: named })
      : verdict(
          'grant',
          'wish-to-receive',
          clause,
          [...words, ...piecesThat(clause, 'category', 'message')],
          {
            categories,
          },
        )
  // "I'd like to keep getting offers but not the newsletter"
  const refused = hasAny(clause, 'keep') && !hasAny(clause, 'all', 'only') ? exceptedIn(clause) : []
  const kept = categories.filter((key) => !refused.includes(key))
  if (refused.length > 0 && kept.length > 0)
    return verdict('revoke', 'wanted-but-not', clause, piecesThat(clause, 'keep', 'category'), {
      categories: refused,
      spared: kept,
    })
  const said = piecesThat(clause, 'saysOptIn')
  // "I'd like to get less" is no wish for more.
  if (hasAny(clause, 'tooMuch') && !hasAny(clause, 'category')) return null
  const isNamed = hasAny(clause, 'category', 'message', 'list')
  // "sign me up for the course" may be an idiom as a whole; where nothing parts the words it may be anything.
  const isIdiom =
    hasAny(clause, 'saysNothing') &&
    // "it was stopped by mistake, start again" says nothing of anything else.
    !hasAny(clause, 'takeBack') &&
    !clause.tokens.some((token) => token.unit)
  const isElsewhere = isIdiom || hasAny(clause, 'other', 'order', 'account', 'subscription')
  if (said.length > 0 && !isNamed && (saysMore(clause) || isElsewhere)) return null
  if (said.length > 0) return grant(said)
  if (hasAny(clause, 'mayI')) return null
  const isOther = hasAny(clause, 'other', 'order', 'account') && !hasAny(clause, 'category', 'message')
  if (isOther) return null
  // In "please text me when it is ready" the message is in the verb; nothing names a kind of message.
  const hasThing = clause.pieces.some(
    ({ means }) =>
      means.has('category') ||
      means.has('list') ||
      // "switch the messages on again": what is switched on is no writing.
      (means.has('message') && (!means.has('contact') || hasAny(clause, 'on') || isSentThing(clause, means))),
  )
  const isPlain = clause.unknown.length === 0 && clause.idle === 0
  // "I'd like to change my subscription": the word for the thing is no wish to sign up.
  const subscribing = piecesThat(clause, 'subscribe').filter(
    (piece) => !piece.means.has('subscription') && objectOf(clause, piece) !== 'other',
  )
  if (subscribing.length > 0 && !(clause.asks && !hasAny(clause, 'me', 'want')) && (hasThing || isPlain))
    return grant(subscribing)
  if (!hasThing && !(isPlain && hasAny(clause, 'again'))) return null
  if (!hasThing && isAskedBack(clause))
    return { ...grant(piecesThat(clause, 'contact', 'again')), isWeak: true }
  if (isOneOfAKind(clause)) return null
  const wants = piecesThat(clause, 'want').some(
    (piece) => !piece.means.has('courtesy') || isBesideThing(clause, piece),
  )
  const isSent = hasAny(clause, 'send', 'contact') && !hasAny(clause, 'other')
  // "I want to get the code" asks for one code, not for codes from now on.
  const isOneCode = categories.every((key) => key === 'authentication') && categories.length > 0
  if (isOneCode && !hasAny(clause, 'again', 'number', 'on', 'all')) return null
  // "I want my order updates but not the promos"
  if (wants && isPartlyRefused && isPlain) return grant(piecesThat(clause, 'want'))
  if (wants && (isSent || hasAny(clause, 'receive', 'on')))
    return grant(piecesThat(clause, 'want', 'receive', 'send', 'on'))
  if (!hasThing) return null
  const isWantedHere = hasAny(clause, 'again', 'number') && clause.unknown.length === 0
  if (wants && (wantsYours(clause) || wantsKinds(clause))) return grant(piecesThat(clause, 'want'))
  if (wants && (isWantedHere || categories.includes('newsletter')))
    return grant(piecesThat(clause, 'want', 'again'))
  if (hasAny(clause, 'on') && !clause.asks && clause.unknown.length <= 1)
    return grant(piecesThat(clause, 'on'))
  // "do you send the newsletter on Fridays?" wants to know, not to have.
  if (hasAny(clause, 'send') && isSent && !clause.asks && isAskedFor(clause, categories))
    return grant(piecesThat(clause, 'send'))
  if (isPlain && !clause.asks && isTextedTo(clause)) return grant(piecesThat(clause, 'contact'))
  if (hasAny(clause, 'optIn') && clause.unknown.length === 0) return grant(piecesThat(clause, 'optIn'))
  if (hasAny(clause, 'receive') && hasAny(clause, 'again'))
    return grant(piecesThat(clause, 'receive', 'again'))
  // "resume sending me messages"
  if (hasAny(clause, 'receive', 'send') && hasAny(clause, 'optInWeak') && isPlain)
    return grant(piecesThat(clause, 'receive', 'send', 'optInWeak'))
  return null
}

/** "text me order updates": the kind of message right behind the verb and its "me", without an article. */
function isTextedTo({ pieces, objectFirst }: Clause): boolean {
  if (objectFirst) return false
  return pieces.some((verb) => {
    const [me, thing] = [pieces[verb.at + 1], pieces[verb.at + 2]]
    if (!verb.means.has('contact') || !me?.means.has('me') || me.signal.start !== verb.signal.end)
      return false
    return thing?.means.has('category') === true && thing.signal.start === me.signal.end
  })
}

/** "please write to me again": after an opt-out, and with nothing else said, the messages are wanted back. */
function isAskedBack(clause: Clause): boolean {
  if (clause.asks || !hasAny(clause, 'contact')) return false
  return allMean(clause.pieces, besideContact)
}

const besideContact: readonly Meaning[] = [
  'contact',
  'again',
  'me',
  'courtesy',
  'mine',
  'want',
  'yes',
  'request',
]

/** "send me the coupon" asks for that one, not for coupons from now on. */
function isOneOfAKind(clause: Clause): boolean {
  const things = piecesThat(clause, 'category')
  // "text me whenever there's a sale" asks for them all.
  if (hasAny(clause, 'all')) return false
  return things.length > 0 && things.every(({ means }) => means.has('one'))
}

/** "I want your opinion" wants no questionnaires. */
function isOpinion({ signal }: Piece): boolean {
  return signal.categories.includes('surveys')
}

function isUpdate({ signal }: Piece): boolean {
  return signal.categories.every((key) => key === 'utility' || key === 'newsletter')
}

/** "send me messages again": beside a verb of sending, what could be a verb is the thing sent. */
function isSentThing(clause: Clause, thing: Piece['means']): boolean {
  return clause.pieces.some(({ means }) => means !== thing && means.has('send') && !means.has('message'))
}

/** "I'd like your offers", and nothing else: what the sender sends is wanted. */
function wantsYours(clause: Clause): boolean {
  if (clause.asks || clause.unknown.length > 0 || clause.idle > 0 || hasAny(clause, 'other', 'order'))
    return false
  return clause.pieces.some((piece) => {
    const [owner, thing] = [clause.pieces[piece.at + 1], clause.pieces[piece.at + 2]]
    if (!piece.means.has('want') || piece.means.has('courtesy')) return false
    if (owner?.means.has('mine') && thing?.means.has('category') && !isOpinion(thing)) return true
    // "I'd like delivery updates"; "I want discount" haggles.
    return owner?.signal.start === piece.signal.end && owner.means.has('category') && isUpdate(owner)
  })
}

/** "I want offers and delivery updates": who haggles for a discount names no two kinds. */
function wantsKinds(clause: Clause): boolean {
  if (clause.asks || clause.unknown.length > 0 || clause.idle > 0 || hasAny(clause, 'other', 'but'))
    return false
  const kinds = piecesThat(clause, 'category').filter(({ means }) => !means.has('one'))
  return hasAny(clause, 'and') && withOrders(kinds).length > 1
}

/** Words besides a wish to be written to ("... when the results are in") make it one message, not consent. */
function saysMore(clause: Clause): boolean {
  if (clause.tokens.some((token) => token.unit)) return clause.unknown.length > 1
  if (clause.unknown.length > 0 && clause.idle > 0) return true
  return clause.unknown.some((token) => !isName(token)) || clause.idle > mostIdle
}

const whole: readonly Meaning[] = ['me', 'all', 'mine', 'message']

/** "Send me the code" asks for one thing, "send me your offers" for messages of a kind. */
function isAskedFor(clause: Clause, named: readonly string[]): boolean {
  if (clause.unknown.length > 1) return false
  // "send the code again" wants one more; "from now on" wants them all.
  const isLasting = piecesThat(clause, 'again').some(({ means }) => means.has('courtesy'))
  if (hasAny(clause, 'again')) return isLasting || !named.includes('authentication')
  // "send me all your messages"
  if (named.length === 0) return whole.every((meaning) => clause.means.has(meaning))
  return (
    named.every((key) => key !== 'authentication') && (hasAny(clause, 'me') || named.includes('newsletter'))
  )
}

const besideKinds: readonly Meaning[] = ['category', 'order', 'and', 'courtesy', 'mine']

/** "offers and order updates please": a list of kinds and a please, which picks them where something was asked. */
function pleaBesideKinds(clause: Clause): readonly Piece[] {
  const isList = allMean(clause.pieces, besideKinds)
  // "the code please" wants one.
  if (!isList || clause.unknown.length > 0 || clause.idle > 0 || isOneOfAKind(clause)) return []
  const isCodes = piecesThat(clause, 'category').every(({ signal }) =>
    signal.categories.includes('authentication'),
  )
  return isCodes ? [] : piecesThat(clause, 'want')
}

/** "keep everything except the surveys", "the rest is fine, but not the ads": what is excepted is not to come. */
export function judgeException(clause: Clause): Verdict | null {
  // "everything but" is one phrase.
  const isOfAll = hasAny(clause, 'all', 'rest') || piecesThat(clause, 'except').some(isPhrase)
  if (clause.asks || !hasAny(clause, 'except') || !isOfAll) return null
  if (meansOneOf(clause, noException) || clause.unknown.length > 1) return null
  const words = piecesThat(clause, 'keep', 'ok', 'yes', 'want')
  const categories = exceptedIn(clause)
  if (words.every(({ means }) => means.has('courtesy')) || categories.length === 0) return null
  return verdict('revoke', 'all-but-these', clause, [...words, ...piecesThat(clause, 'except', 'category')], {
    categories,
  })
}

function isPhrase({ signal, means }: Piece): boolean {
  return signal.end - signal.start > 1 && !means.has('but')
}

const noException: ReadonlySet<Meaning> = new Set<Meaning>([
  'stop',
  'stopped',
  'off',
  'unsubscribe',
  'remove',
  'removeMe',
  'noMore',
  'dontSend',
  'dontContact',
  'dontReceive',
  'dontWant',
  'optOut',
  'optOutAlone',
  'saysOptOut',
  'saysEnough',
  'only',
  'send',
  'receive',
  'subscribe',
  'optIn',
  'how',
  'other',
  'maybe',
  'if',
])

/** Categories the contact wants to keep or accepts ("parcel updates are ok"). */
export function judgeKeeping(clause: Clause): Verdict | null {
  if (clause.asks || !hasAny(clause, 'category', 'order')) return null
  const words = [...piecesThat(clause, 'keep', 'ok', 'yes', 'on'), ...pleaBesideKinds(clause)]
  const things = piecesThat(clause, 'category')
  // "picked up my order, all fine" speaks of the order itself; only a curt "orders ok" means the messages.
  const isOfMessages =
    clause.unknown.length === 0 && !namesThing(clause) && !hasAny(clause, 'missing', 'how', 'why')
  const orders = isOfMessages ? piecesThat(clause, 'order') : []
  // "parcels and news are ok": a list names orders beside a kind of message.
  const isList = things.length === 0 || hasAny(clause, 'and')
  const categories = withOrders(isList ? [...things, ...orders] : things)
  if (words.length === 0 || categories.length === 0) return null
  // "you can still send deals but not the surveys"
  const refused = hasAny(clause, 'send', 'receive') && !hasAny(clause, 'all') ? exceptedIn(clause) : []
  const kept = categories.filter((key) => !refused.includes(key))
  if (refused.length > 0 && kept.length > 0)
    return verdict('revoke', 'wanted-but-not', clause, [...words, ...things], {
      categories: refused,
      spared: kept,
    })
  return verdict('keep', 'kept-categories', clause, [...words, ...things], { categories })
}
