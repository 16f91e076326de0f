import type { Clause, Piece } from './clauses.ts'
import { allMean, meansAny, namesThing, piecesThat, union, type Verdict, verdict } from './judgement.ts'
import { isName } from './keyword-rule.ts'
import {
  categoryOrMessage,
  categoryOrOrder,
  categoryWords,
  endings,
  exceptWords,
  wantWords,
} from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'
import { objectOf } from './objects.ts'
import { deniesAllBut, exceptedIn, scopeOf, withOrders } from './scope.ts'

/** "just the parcel updates": right before its thing, and in no longer sentence, the word means only. */
function isJust(clause: Clause, piece: Piece): boolean {
  if (!piece.means.just || clause.asks || clause.unknown.length > 0) return false
  const next = clause.pieces[piece.at + 1]
  const isThing = next?.means.category || next?.means.order
  return isThing === true && next !== undefined && next.signal.start - piece.signal.end <= 1
}

/** Where one word is "only" behind a thing and "no" elsewhere ("mã thôi", "thôi mã"): is it a no here? */
function isRather(clause: Clause, piece: Piece): boolean {
  // One word for "but" and "only": "but no surveys" denies what follows.
  const after = clause.pieces[piece.at + 1]
  if (piece.means.but && after?.means.noMore && !after.means.only) return true
  if (!piece.means.no || piece.means.but) return false
  const before = clause.pieces[piece.at - 1]
  const isBehind = before?.means.category || before?.means.order || before?.means.message
  return !(isBehind === true && before?.signal.end === piece.signal.start)
}

/** "... the rest may stay": what keeps stands right behind the rest. */
function keepsRest(clause: Clause): boolean {
  return piecesThat(clause, restWords).some((rest) => clause.pieces[rest.at + 1]?.means.keep === true)
}

/** Wanting only some categories (POLICY §5.2). A verb of stopping makes "only" part of the stop. */
export function judgeOnly(clause: Clause): Verdict | null {
  if (!(clause.means.only || clause.means.just || clause.means.except)) return null
  const markers = clause.pieces.filter(
    (piece) =>
      !isRather(clause, piece) &&
      (isJust(clause, piece) ||
        (piece.means.only && (!piece.means.except || clause.means.noMore || clause.means.dontWant))),
  )
  const isNothingBut = deniesAllBut(clause)
  if (markers.length === 0 && !isNothingBut) return null
  if (opensComplaint(clause, markers)) return null
  // Where one word is "but" and "only", a no behind it tells which: "fine, but surveys no".
  if (clause.means.no && !isNothingBut && markers.every((piece) => piece.means.but)) return null
  if (clause.means.noMore && !isNothingBut && !markers.some((piece) => piece.means.noMore)) return null
  // "only the codes, stop the rest" says it twice; "only stop the ads, keep the rest" does not.
  const isForRest = clause.means.rest && !keepsRest(clause)
  if (meansAny(clause, leaving) && !isForRest) return null
  // "I'd like to opt out of promotional texts only"
  if (clause.means.saysOptOut && !clause.objectFirst && !isForRest) return null
  if (clause.asks && !(clause.means.want || clause.means.send || clause.means.keep)) return null
  // "it's just the adverts I want gone"
  if (clause.means.stopped && clause.means.want) return null
  const { named, spared } = scopeOf(clause)
  const wanted = isNothingBut && markers.length === 0 ? spared : union([named, spared])
  if (wanted.length === 0) return null
  if (
    markers.length > 0 &&
    !isNothingBut &&
    (clause.means.dontWant || clause.means.dontSend || clause.means.dontReceive || clause.means.dontContact)
  )
    return null
  const hasVerb = meansAny(clause, selecting)
  if (!hasVerb && clause.unknown.length > 1) return null
  // "cancel only the table": said of the thing itself, and of no messages about it.
  if (clause.means.saysNothing && !(clause.means.category || clause.means.message)) return null
  return verdict('only', 'only-these', clause, [...markers, ...piecesThat(clause, categoryOrOrder)], {
    categories: wanted,
  })
}

const mostIdle = 2
const noGrant = meaningsOf(
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
)

/** "the newsletter too please": a please asks for the kind of message beside it, courtesy aside. */
function isBesideThing(clause: Clause, please: Piece): boolean {
  if (clause.unknown.length > 1) return false
  return piecesThat(clause, categoryWords).some((thing) => {
    const [left, right] = thing.at < please.at ? [thing, please] : [please, thing]
    const between = clause.pieces.slice(left.at + 1, right.at)
    return (
      right.signal.start - left.signal.end <= between.length &&
      between.every(({ means }) => means.courtesy || means.again)
    )
  })
}

/** "Only these endless coupons ...": at the head of a complaint the word means "but". */
function opensComplaint(clause: Clause, markers: readonly Piece[]): boolean {
  const [marker] = markers
  if (marker === undefined || marker.at !== 0 || !clause.pieces[1]?.means.this) return false
  // "the only thing I need are the codes" opens no complaint.
  if (marker.signal.end - marker.signal.start > 1) return false
  if (meansAny(clause, wanting)) return false
  return clause.unknown.length > 0 || clause.idle > 0 || clause.means.tooMuch || clause.means.often
}

/** What every wish to receive messages has one of. */
const wishful = meaningsOf('want', 'send', 'receive', 'contact', 'subscribe', 'on', 'optIn', 'saysOptIn')

/** A plain wish to receive messages (POLICY §5.3). Anything less than plain is no grant. */
export function judgeGrant(clause: Clause): Verdict | null {
  if (!meansAny(clause, wishful) || meansAny(clause, noGrant)) return null
  // Whatever a verb of ending is about, it is no wish to receive.
  if (
    (clause.means.stop || clause.means.unsubscribe || clause.means.remove) &&
    !(clause.means.saysOptIn || clause.means.again)
  )
    return null
  if (clause.means.stopped && !clause.means.again) return null
  const { named, spared } = scopeOf(clause)
  const categories = union([named, spared])
  // "I want order updates but not promos": what is refused beside a wish is the label (POLICY §5.2).
  const isPartlyRefused = named.length > 0 && spared.length > 0 && clause.means.except && !clause.means.all
  const grant = (words: Verdict['pieces']): Verdict =>
    isPartlyRefused
      ? verdict('revoke', 'wanted-but-not', clause, words, { categories: spared, spared: named })
      : verdict('grant', 'wish-to-receive', clause, [...words, ...piecesThat(clause, categoryOrMessage)], {
          categories,
        })
  // "I'd like to keep getting offers but not the newsletter"
  if (clause.means.keep && !(clause.means.all || clause.means.only)) {
    const refusal = judgeRefused(clause, piecesThat(clause, keepOrCategory), categories)
    if (refusal !== null) return refusal
  }
  const said = piecesThat(clause, saysOptInWords)
  // "I'd like to get less" is no wish for more.
  if (clause.means.tooMuch && !clause.means.category) return null
  const isNamed = clause.means.category || clause.means.message || clause.means.list
  // "sign me up for the course" may be an idiom as a whole; where nothing parts the words it may be anything.
  const isIdiom =
    clause.means.saysNothing &&
    // "it was stopped by mistake, start again" says nothing of anything else.
    !clause.means.takeBack &&
    !clause.tokens.some((token) => token.unit)
  const isElsewhere =
    isIdiom || clause.means.other || clause.means.order || clause.means.account || clause.means.subscription
  if (said.length > 0 && !isNamed && (saysMore(clause) || isElsewhere)) return null
  // "tell me when there are any" is a wish for messages only where a kind of them is named.
  const isOccasion = said.length > 0 && said.every(({ means }) => means.saysNothing)
  if (isOccasion && !clause.means.category) return null
  if (said.length > 0) return grant(said)
  // "I can't find | the survey you sent" is no wish for surveys.
  const isOrdered = clause.pieces.find(({ means }) => !means.courtesy)?.means.send === true
  if ((isIdiom && !isOrdered) || clause.means.mayI) return null
  const isOther =
    (clause.means.other || clause.means.order || clause.means.account) &&
    !(clause.means.category || clause.means.message)
  if (isOther) return null
  // In "please text me when it is ready" the message is in the verb; nothing names a kind of message.
  const hasThing = clause.pieces.some(
    ({ means }) =>
      means.category ||
      means.list ||
      // "switch the messages on again": what is switched on is no writing.
      (means.message && (!means.contact || clause.means.on || isSentThing(clause, means))),
  )
  const isPlain = clause.unknown.length === 0 && clause.idle === 0
  // "I'd like to change my subscription": the word for the thing is no wish to sign up.
  const subscribing = piecesThat(clause, subscribeWords).filter(
    (piece) => !piece.means.subscription && objectOf(clause, piece) !== 'other',
  )
  if (
    subscribing.length > 0 &&
    !(clause.asks && !(clause.means.me || clause.means.want)) &&
    (hasThing || isPlain)
  )
    return grant(subscribing)
  if (!hasThing && !(isPlain && clause.means.again)) return null
  if (!hasThing && isAskedBack(clause)) return { ...grant(piecesThat(clause, contactOrAgain)), isWeak: true }
  if (isOneOfAKind(clause)) return null
  const wants = piecesThat(clause, wantWords).some(
    (piece) => !piece.means.courtesy || isBesideThing(clause, piece),
  )
  const isSent = (clause.means.send || clause.means.contact) && !clause.means.other
  // "I want to get the code" asks for one code, not for codes from now on.
  const isOneCode = categories.every((key) => key === 'authentication') && categories.length > 0
  if (isOneCode && !(clause.means.again || clause.means.number || clause.means.on || clause.means.all))
    return null
  // "I want my order updates but not the promos"
  if (wants && isPartlyRefused && isPlain) return grant(piecesThat(clause, wantWords))
  if (wants && (isSent || clause.means.receive || clause.means.on))
    return grant(piecesThat(clause, wishOrVerb))
  if (!hasThing) return null
  const isWantedHere = (clause.means.again || clause.means.number) && clause.unknown.length === 0
  if (wants && (wantsYours(clause) || wantsKinds(clause))) return grant(piecesThat(clause, wantWords))
  if (wants && (isWantedHere || (categories.includes('newsletter') && !goesOnUnknown(clause))))
    return grant(piecesThat(clause, wantOrAgain))
  if (clause.means.on && !clause.asks && clause.unknown.length <= 1) return grant(piecesThat(clause, onWords))
  // "do you send the newsletter on Fridays?" wants to know, not to have.
  if (clause.means.send && isSent && !clause.asks && isAskedFor(clause, categories))
    return grant(piecesThat(clause, sendWords))
  if (isPlain && !clause.asks && isTextedTo(clause)) return grant(piecesThat(clause, contactWords))
  if (clause.means.optIn && clause.unknown.length === 0) return grant(piecesThat(clause, optInWords))
  if (clause.means.receive && clause.means.again) return grant(piecesThat(clause, receiveOrAgain))
  // "resume sending me messages"
  if ((clause.means.receive || clause.means.send) && clause.means.optInWeak && isPlain)
    return grant(piecesThat(clause, resuming))
  return null
}

/** Of the kinds that a clause wants, those that it excepts: what is refused beside a wish is the label (POLICY §5.2). */
function judgeRefused(
  clause: Clause,
  words: Verdict['pieces'],
  categories: readonly string[],
): Verdict | null {
  const refused = exceptedIn(clause)
  const kept = categories.filter((key) => !refused.includes(key))
  if (refused.length === 0 || kept.length === 0) return null
  return verdict('revoke', 'wanted-but-not', clause, words, { categories: refused, spared: kept })
}

/** "I'd be thankful if the newsletter skipped me": nobody knows what is said of it. */
function goesOnUnknown({ pieces, tokens, unknown, start, objectFirst }: Clause): boolean {
  if (objectFirst) return false
  return pieces.some(({ means, signal }) => {
    const next = tokens[signal.end - start]
    return means.category && next !== undefined && unknown.includes(next)
  })
}

/** "text me order updates": the kind of message right behind the verb and its "me", without an article. */
function isTextedTo({ pieces, objectFirst }: Clause): boolean {
  if (objectFirst) return false
  return pieces.some((verb) => {
    const [me, thing] = [pieces[verb.at + 1], pieces[verb.at + 2]]
    if (!verb.means.contact || !me?.means.me || me.signal.start !== verb.signal.end) return false
    return thing?.means.category === true && thing.signal.start === me.signal.end
  })
}

/** "please write to me again": after an opt-out, and with nothing else said, the messages are wanted back. */
function isAskedBack(clause: Clause): boolean {
  if (clause.asks || !clause.means.contact) return false
  return allMean(clause.pieces, besideContact)
}

const besideContact = meaningsOf('contact', 'again', 'me', 'courtesy', 'mine', 'want', 'yes', 'request')

/** "send me the coupon" asks for that one, not for coupons from now on. */
function isOneOfAKind(clause: Clause): boolean {
  const things = piecesThat(clause, categoryWords)
  // "text me whenever there's a sale" asks for them all.
  if (clause.means.all) return false
  return things.length > 0 && things.every(({ means }) => means.one)
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
  return clause.pieces.some(({ means }) => means !== thing && means.send && !means.message)
}

/** "I'd like your offers", and nothing else: what the sender sends is wanted. */
function wantsYours(clause: Clause): boolean {
  if (clause.asks || clause.unknown.length > 0 || clause.idle > 0 || clause.means.other || clause.means.order)
    return false
  return clause.pieces.some((piece) => {
    const [owner, thing] = [clause.pieces[piece.at + 1], clause.pieces[piece.at + 2]]
    if (!piece.means.want || piece.means.courtesy) return false
    if (owner?.means.mine && thing?.means.category && !isOpinion(thing)) return true
    // "I'd like delivery updates"; "I want discount" haggles.
    return owner?.signal.start === piece.signal.end && owner.means.category && isUpdate(owner)
  })
}

/** "I want offers and delivery updates": who haggles for a discount names no two kinds. */
function wantsKinds(clause: Clause): boolean {
  if (clause.asks || clause.unknown.length > 0 || clause.idle > 0 || clause.means.other || clause.means.but)
    return false
  const kinds = piecesThat(clause, categoryWords).filter(({ means }) => !means.one)
  return clause.means.and && withOrders(kinds).length > 1
}

/** Words besides a wish to be written to ("... when the results are in") make it one message, not consent. */
function saysMore(clause: Clause): boolean {
  if (clause.tokens.some((token) => token.unit)) return clause.unknown.length > 1
  if (clause.unknown.length > 0 && clause.idle > 0) return true
  return clause.unknown.some((token) => !isName(token)) || clause.idle > mostIdle
}

const whole = meaningsOf('me', 'all', 'mine', 'message')

/** "Send me the code" asks for one thing, "send me your offers" for messages of a kind. */
function isAskedFor(clause: Clause, named: readonly string[]): boolean {
  if (clause.unknown.length > 1) return false
  // "send the code again" wants one more; "from now on" wants them all.
  const isLasting = piecesThat(clause, againWords).some(({ means }) => means.courtesy)
  if (clause.means.again) return isLasting || !named.includes('authentication')
  // "send me all your messages"
  if (named.length === 0) return clause.means.includes(whole)
  return named.every((key) => key !== 'authentication') && (clause.means.me || named.includes('newsletter'))
}

const besideKinds = meaningsOf('category', 'order', 'and', 'courtesy', 'mine')

/** "offers and order updates please": a list of kinds and a please, which picks them where something was asked. */
function pleaBesideKinds(clause: Clause): readonly Piece[] {
  const isList = allMean(clause.pieces, besideKinds)
  // "the code please" wants one.
  if (!isList || clause.unknown.length > 0 || clause.idle > 0 || isOneOfAKind(clause)) return []
  const isCodes = piecesThat(clause, categoryWords).every(({ signal }) =>
    signal.categories.includes('authentication'),
  )
  return isCodes ? [] : piecesThat(clause, wantWords)
}

/** "keep everything except the surveys", "the rest is fine, but not the ads": what is excepted is not to come. */
export function judgeException(clause: Clause): Verdict | null {
  // "everything but" is one phrase.
  const isOfAll = clause.means.all || clause.means.rest || piecesThat(clause, exceptWords).some(isPhrase)
  if (clause.asks || !clause.means.except || !isOfAll) return null
  if (meansAny(clause, noException) || clause.unknown.length > 1) return null
  const words = piecesThat(clause, accepted)
  const categories = exceptedIn(clause)
  if (words.every(({ means }) => means.courtesy) || categories.length === 0) return null
  return verdict('revoke', 'all-but-these', clause, [...words, ...piecesThat(clause, exceptOrCategory)], {
    categories,
  })
}

function isPhrase({ signal, means }: Piece): boolean {
  return signal.end - signal.start > 1 && !means.but
}

const noException = meaningsOf(
  endings,
  'only',
  'send',
  'receive',
  'subscribe',
  'optIn',
  'how',
  'other',
  'maybe',
  'if',
)

/** Categories the contact wants to keep or accepts ("parcel updates are ok"). */
export function judgeKeeping(clause: Clause): Verdict | null {
  if (clause.asks || !(clause.means.category || clause.means.order)) return null
  // "that deal" is a kind of message, whatever else the word may say.
  const accepting = piecesThat(clause, keepingOrAccepting).filter(({ means }) => !means.category)
  const words = [...accepting, ...pleaBesideKinds(clause)]
  const things = piecesThat(clause, categoryWords)
  // "picked up my order, all fine" speaks of the order itself; only a curt "orders ok" means the messages.
  const isOfMessages =
    clause.unknown.length === 0 &&
    !namesThing(clause) &&
    !(clause.means.missing || clause.means.how || clause.means.why)
  const orders = isOfMessages ? piecesThat(clause, orderWords) : []
  // "parcels and news are ok": a list names orders beside a kind of message.
  const isList = things.length === 0 || clause.means.and
  const categories = withOrders(isList ? [...things, ...orders] : things)
  if (words.length === 0 || categories.length === 0) return null
  // "you can still send deals but not the surveys"
  if ((clause.means.send || clause.means.receive) && !clause.means.all) {
    const refusal = judgeRefused(clause, [...words, ...things], categories)
    if (refusal !== null) return refusal
  }
  return verdict('keep', 'kept-categories', clause, [...words, ...things], { categories })
}

const restWords = meaningsOf('rest')

const keepOrCategory = meaningsOf('keep', 'category')

const saysOptInWords = meaningsOf('saysOptIn')

const subscribeWords = meaningsOf('subscribe')

const contactOrAgain = meaningsOf('contact', 'again')

const wishOrVerb = meaningsOf('want', 'receive', 'send', 'on')

const wantOrAgain = meaningsOf('want', 'again')

const onWords = meaningsOf('on')

const sendWords = meaningsOf('send')

const contactWords = meaningsOf('contact')

const optInWords = meaningsOf('optIn')

const receiveOrAgain = meaningsOf('receive', 'again')

const resuming = meaningsOf('receive', 'send', 'optInWeak')

const againWords = meaningsOf('again')

const accepted = meaningsOf('keep', 'ok', 'yes', 'want')

const exceptOrCategory = meaningsOf('except', 'category')

const keepingOrAccepting = meaningsOf('keep', 'ok', 'yes', 'on')

const orderWords = meaningsOf('order')

const leaving = meaningsOf('stop', 'unsubscribe', 'optOut', 'removeMe', 'remove')

const wanting = meaningsOf('want', 'send', 'receive', 'keep', 'subscribe', 'ok', 'yes', 'courtesy')

const selecting = meaningsOf(wanting, 'message', 'noMore')
