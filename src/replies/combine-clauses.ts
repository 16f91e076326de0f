import { isAnswer } from './answers.ts'
import type { Clause } from './clauses.ts'
import { withoutCrowded } from './crowded.ts'
import { withAnswers, withExceptions, withFragments, withNothingElse, withoutRest } from './fragments.ts'
import { type Act, allMean, meansAny, piecesThat, type Verdict } from './judgement.ts'
import {
  isBareWish,
  withOccasions,
  withPronouns,
  withResending,
  withReturns,
  withTopics,
} from './looking-back.ts'
import { categoryWords, noWords } from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'
import { withoutQuoted, withReportedKeywords, withReports } from './reported-speech.ts'
import { withOrders } from './scope.ts'

const steps = [
  withoutQuoted,
  withoutElsewhere,
  withReports,
  withReportedKeywords,
  withQuestions,
  withUnwanted,
  withPleasNotTo,
  withoutOtherThings,
  withDenials,
  withGoodbyes,
  withInterjections,
  withPoliteness,
  withHedges,
  withNothingElse,
  withPauses,
  withoutCrowded,
  withAnswers,
  withExceptions,
  withResending,
  withPronouns,
  withReturns,
  withOccasions,
  withTopics,
  withoutRest,
  withFragments,
]

/** Lets the clauses of a message explain each other before it is decided, one step after the other. */
export function combineClauses(verdicts: readonly Verdict[]): readonly Verdict[] {
  // Most messages are one clause, which has nothing beside it to explain it.
  if (verdicts.length < 2) return verdicts
  return steps.reduce((combined, step) => step(combined), verdicts)
}

/** "the address of the order is wrong, can I cancel?": a question after talk of something else is about that. */
function withoutElsewhere(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    if (
      isAboutLost(verdict, verdicts[index - 1]) ||
      isAboutUnwanted(verdict, verdicts[index - 1]) ||
      isAnnoyedElsewhere(verdict, verdicts[index - 1])
    )
      return { ...verdict, act: 'nothing' as const }
    if (verdict.act !== 'help' || verdict.needsRoom) return verdict
    if (meansAny(verdict.clause, ofMessagesAtAll)) return verdict
    const before = verdicts[index - 1]?.clause
    const isElsewhere =
      before?.sentence === verdict.clause.sentence &&
      (before.means.other || before.means.order) &&
      !(before.means.message || before.means.category)
    return isElsewhere ? { ...verdict, act: 'nothing' as const } : verdict
  })
}

/** "your app keeps crashing, how annoying": mere annoyance is about the thing that was just named. */
function isAnnoyedElsewhere({ act, clause }: Verdict, before: Verdict | undefined): boolean {
  if (act !== 'unclear' || before?.act !== 'nothing' || before.clause.sentence !== clause.sentence)
    return false
  const isMere =
    clause.unknown.length === 0 &&
    clause.idle === 0 &&
    (clause.means.weary || clause.means.saysGroan) &&
    allMean(clause.pieces, ofAnnoyance)
  const isElse = before.clause.means.other || before.clause.means.order || before.clause.means.account
  return isMere && isElse && !meansAny(before.clause, aboutThem)
}

const ofAnnoyance = meaningsOf('weary', 'saysGroan', 'courtesy', 'this', 'me', 'all', 'mine')

/** "my card is lost, block it": where the object comes first, the verb behind its comma is about what was named. */
function isAboutLost({ rule, clause }: Verdict, before: Verdict | undefined): boolean {
  if (rule !== 'opt-out-keyword' || !clause.objectFirst || !clause.means.stop) return false
  if (before?.act !== 'nothing' || before.clause.sentence !== clause.sentence || before.clause.asks)
    return false
  const isLoss =
    before.clause.means.other &&
    (before.clause.means.me || before.clause.means.missing || before.clause.idle > 0)
  return isLoss && !meansAny(before.clause, aboutThem)
}

/** "this order I won't take, cancel it for me?": what is asked is about the thing that was just refused. */
function isAboutUnwanted({ rule, clause }: Verdict, before: Verdict | undefined): boolean {
  if (rule !== 'opt-out-keyword' || !clause.asks || before?.clause.sentence !== clause.sentence) return false
  const { means } = before.clause
  const isRefused = (means.not || means.dontWant || means.saysNothing) && (means.other || means.order)
  return isRefused && !meansAny(before.clause, ofMessages)
}

/** "which word do I send, to stop the ads?": what follows the question is asked about, not wished for. */
function withQuestions(verdicts: readonly Verdict[]): readonly Verdict[] {
  const asking = new Set(
    verdicts
      .filter(({ act, clause }) => clause.asks && (clause.means.how || asksOfKeyword(act, clause)))
      .map(({ clause }) => clause.sentence),
  )
  return verdicts.map((verdict, index) => {
    if (asksWhatFollows(verdict, verdicts[index + 1]) || asksWhatStays(verdict, verdicts[index + 1]))
      return { ...verdict, act: 'help' as const, rule: 'asks-how-messages-work' }
    const next = verdicts[index + 1]?.clause
    // "si quiero dejar de recibir, ¿qué mando?": the question has its own mark at its head.
    const isSupposed = verdict.clause.means.if && next !== undefined && asking.has(next.sentence)
    const isAsked = (asking.has(verdict.clause.sentence) || isSupposed) && !verdict.clause.means.how
    return isAsked && isAboutStopping(verdict)
      ? { ...verdict, act: 'help' as const, rule: 'asks-how-messages-work' }
      : verdict
  })
}

/** "if I send STOP, will you stop writing?" */
function asksOfKeyword(act: Act, clause: Clause): boolean {
  return act === 'help' && (clause.means.optOut || clause.means.saysHelp) && clause.tokens.length > 1
}

/** "if I unsubscribe, will the parcel news still come?" */
function asksWhatFollows({ act, rule, clause }: Verdict, next: Verdict | undefined): boolean {
  const isOpen =
    act === 'nothing' && clause.unknown.length === 0 && (clause.means.optOut || clause.means.unsubscribe)
  if (!isOpen && rule !== 'hedged-revocation') return false
  if (!clause.means.if || clause.means.maybe || clause.means.dontStop || clause.means.dontSend) return false
  if (next?.clause.sentence !== clause.sentence || next.act !== 'nothing' || !next.clause.asks) return false
  const isAbout = next.clause.means.category || next.clause.means.order || next.clause.means.message
  return (
    isAbout &&
    (next.clause.means.send ||
      next.clause.means.receive ||
      next.clause.means.missing ||
      next.clause.means.still)
  )
}

/** "if I block you, will the codes still come?": asked is what it would do, whatever is thought of. */
function asksWhatStays({ act, clause }: Verdict, next: Verdict | undefined): boolean {
  const isThought = act === 'unclear' || (clause.means.stop && act !== 'revoke')
  if (!clause.asks || !clause.means.if || clause.means.maybe || !isThought) return false
  const isSame = next?.clause.sentence === clause.sentence && next.clause.asks && next.act !== 'revoke'
  const asked = isSame && !clause.means.category ? next.clause : clause
  if (asked.means.other || asked.means.order || asked.means.request) return false
  return piecesThat(asked, categoryWords).length > 0 && meansAny(asked, coming)
}

const denials = meaningsOf(
  'only',
  'noMore',
  'not',
  'dontReceive',
  'dontSend',
  'dontWant',
  'stop',
  'unsubscribe',
)

/** What the question is about: a wish as such, or messages that should not come ("so that no ads come"). */
function isAboutStopping({ act, clause }: Verdict): boolean {
  if (act === 'revoke' || act === 'grant' || act === 'only') return true
  // "if I leave now, how do I come back?"
  if (act === 'unclear' && clause.means.if && meansAny(clause, leaving)) return true
  // "if one day I want to stop, what do I send?"
  const isSupposed =
    (act === 'nothing' || act === 'ordinary') &&
    clause.means.if &&
    (clause.means.stop || clause.means.unsubscribe || clause.means.dontReceive || clause.means.saysEnough) &&
    !(clause.means.other || clause.means.order || clause.means.account || clause.means.subscription)
  if (isSupposed && clause.unknown.length <= 2) return true
  const isOpen = act === 'unclear' || act === 'nothing'
  return (
    isOpen &&
    (clause.means.message || clause.means.category || clause.means.list) &&
    meansAny(clause, denials)
  )
}

/** "ok bhai done, tc": behind an acknowledgement, what is also a polite word takes leave. */
function withGoodbyes(verdicts: readonly Verdict[]): readonly Verdict[] {
  const last = verdicts.at(-1)
  if (last === undefined || verdicts.length < 2 || last.rule !== 'opt-out-keyword') return verdicts
  const isPolite = last.clause.tokens.length === 1 && last.pieces.every(({ means }) => means.courtesy)
  const isAnswered = verdicts
    .slice(0, -1)
    .every(({ act, clause }) => act === 'nothing' && isAcknowledged(clause))
  return isPolite && isAnswered ? [...verdicts.slice(0, -1), { ...last, act: 'nothing' }] : verdicts
}

function isAcknowledged(clause: Clause): boolean {
  return clause.tokens.length > 1 && clause.means.ok
}

/** "stop, don't you close at nine?": a bare stop word before a question about something else is surprise. */
function withInterjections(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const next = verdicts[index + 1]
    if (index > 0 || next === undefined || verdict.rule !== 'opt-out-keyword') return verdict
    const isBare = verdict.clause.tokens.length <= 2 && !verdict.clause.pieces.some(isAnswer)
    const isOneSentence = next.clause.sentence === verdict.clause.sentence
    const rest = verdicts.slice(1)
    const asked = rest.map(({ clause }) => clause).filter(({ sentence }) => sentence === next.clause.sentence)
    const asksElse = rest.every(({ act }) => act === 'nothing') && next.clause.asks && talks(asked)
    // "stop, I ordered the wrong size!"
    const corrects =
      rest.every(({ act }) => act === 'nothing') && (next.clause.means.missing || deniesThing(next.clause))
    const isSurprise =
      isBare && ((isOneSentence && (asksElse || corrects)) || admires(next.clause) || marvels(asked))
    return isSurprise ? { ...verdict, act: 'nothing' as const, rule: 'said-in-surprise' } : verdict
  })
}

const asking = meaningsOf(
  'how',
  'why',
  'asks',
  'request',
  'mayI',
  'missing',
  'order',
  'still',
  'saysHelp',
  'want',
)

/** "Stop! You painted all of it in one day?": asked in the words of a statement, and about something else. */
function marvels(clauses: readonly Clause[]): boolean {
  return clauses.every((clause) => clause.asks && !meansAny(clause, asking)) && talks(clauses)
}

/** "stop it, that dress is gorgeous!" */
function admires(clause: Clause): boolean {
  const isOfThis = clause.pieces[0]?.means.this === true
  return isOfThis && clause.means.laugh && !meansAny(clause, writing)
}

/** "stop, not that street": no more than a denial and a thing. */
function deniesThing(clause: Clause): boolean {
  if (clause.tokens.length > longestDenial || clause.unknown.length > 0 || !clause.means.other) return false
  return clause.means.not && allMean(clause.pieces, besideDenial)
}

const longestDenial = 4
const besideDenial = meaningsOf('not', 'other', 'this', 'courtesy')

/** "Unsubscribe? Never!": a stop word that is asked and denied is no wish. */
function withDenials(verdicts: readonly Verdict[]): readonly Verdict[] {
  if (verdicts.length < 2) return verdicts
  const isDenied = (index: number): boolean => {
    const [asked, next] = [verdicts[index], verdicts[index + 1]]
    const isAsked = asked?.rule === 'opt-out-keyword' && asked.clause.asks && asked.clause.tokens.length === 1
    return isAsked && next !== undefined && isBareNo(next)
  }
  return verdicts.map((verdict, index) => {
    if (isDenied(index)) return { ...verdict, act: 'stay' as const, rule: 'negated-stop' }
    return isDenied(index - 1) ? { ...verdict, act: 'ordinary' as const } : verdict
  })
}

function isBareNo({ act, clause }: Verdict): boolean {
  if (act !== 'nothing' || clause.asks || clause.unknown.length > 0 || !clause.means.no) return false
  return clause.pieces.every(({ means }) => means.no || means.courtesy)
}

/** Clauses that say something, and nothing about messages. */
function talks(clauses: readonly Clause[]): boolean {
  const isAbout = (clause: Clause): boolean => meansAny(clause, ownAffairs)
  const says = (clause: Clause): boolean =>
    clause.unknown.length > 0 || clause.idle > 0 || clause.means.other || clause.means.order
  const length = clauses.reduce((sum, { tokens }) => sum + tokens.length, 0)
  return length >= 3 && clauses.some(says) && !clauses.some(isAbout)
}

/** "I would be grateful, if you stopped": an "if" behind a polite phrase and a comma asks, it does not hedge. */
function withPoliteness(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const before = verdicts[index - 1]?.clause
    const { clause } = verdict
    if (verdict.rule !== 'hedged-revocation' || before?.sentence !== clause.sentence) return verdict
    const last = before.pieces.at(-1)
    const isPolite =
      before.unknown.length === 0 &&
      last?.means.courtesy === true &&
      last.signal.end - last.signal.start > 1 &&
      clause.pieces[0]?.means.if === true &&
      !clause.means.maybe &&
      !clause.means.limit
    return isPolite ? { ...verdict, act: 'revoke' as const, rule: 'polite-revocation' } : verdict
  })
}

const afterHedge = meaningsOf('maybe', 'undecided', 'limit', 'courtesy', 'me', 'this')

/** Nothing but a hedge and small words behind it: "I am wondering just now". */
function isHedge({ act, clause }: Verdict): boolean {
  if ((act !== 'nothing' && act !== 'unclear') || clause.unknown.length > 0) return false
  const at = clause.pieces.findIndex(({ means }) => means.maybe || means.undecided)
  return at >= 0 && allMean(clause.pieces.slice(at), afterHedge)
}

/** "if you text me at six once more, I cancel": what is to follow on their writing is not yet wished. */
function isThreat(verdict: Verdict, before: Verdict | undefined): boolean {
  if (verdict.act !== 'revoke' || before?.clause.sentence !== verdict.clause.sentence) return false
  // "one more message and I report you, so stop it"
  if (verdict.clause.pieces[0]?.means.but === true) return false
  const { clause } = before
  const condition = clause.pieces.slice(0, 2).find(({ means }) => means.if || means.condition)
  // The phrase itself may say it ("if you write again").
  const isLong = condition?.means.if === true && condition.signal.end - condition.signal.start > 2
  const isAboutWriting =
    isLong ||
    ((clause.means.contact || clause.means.send || clause.means.message) &&
      (clause.means.again || clause.means.still))
  const isBare = leavings.includes(verdict.rule)
  return condition !== undefined && isAboutWriting && isBare && verdict.clause.unknown.length === 0
}

const leavings: readonly string[] = ['opt-out-keyword', 'removal', 'revocation-unsubscribe', 'enough']

/** "if they keep on sending ads, I leave": the complaint opens with an "if". */
function opensWithIf({ act, clause }: Verdict): boolean {
  return act === 'unclear' && !clause.asks && clause.pieces[0]?.means.if === true
}

/** "I am thinking about it, to leave your list": a hedge that ends at a comma governs the wish behind it. */
function withHedges(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const before = verdicts[index - 1]
    const isWish = verdict.act === 'stay' || verdict.act === 'revoke'
    if (isThreat(verdict, before))
      return { ...verdict, act: 'unclear' as const, rule: 'threat-to-leave', needsRoom: false }
    if (!isWish || before === undefined || before.clause.sentence !== verdict.clause.sentence) return verdict
    const isBound = isHedge(before) || opensWithIf(before)
    if (!isBound || verdict.clause.means.but || verdict.clause.means.sendsPacking) return verdict
    // "perhaps, that's enough of your messages?": asked, a lone "perhaps" is politeness.
    if (verdict.act === 'revoke' && verdict.clause.asks && before.clause.tokens.length === 1) return verdict
    // Before a keyword only a lone "perhaps" is a hedge.
    if (verdict.rule.includes('keyword') && before.clause.tokens.length > 3 && !opensWithIf(before))
      return verdict
    return { ...verdict, act: 'unclear' as const, rule: 'hedged-revocation' }
  })
}

/** "stop... for tonight": a stop word, and behind a pause for how long; it asks for no more than that. */
function withPauses(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const after = verdicts[index + 1]?.clause
    if (after === undefined || (!isBareWish(verdict) && !verdict.needsRoom)) return verdict
    const isLimit = after.unknown.length === 0 && after.means.limit && allMean(after.pieces, besidePause)
    return verdict.act === 'revoke' && isLimit
      ? { ...verdict, act: 'unclear' as const, rule: 'limited-revocation', needsRoom: false }
      : verdict
  })
}

const besidePause = meaningsOf('limit', 'courtesy', 'but', 'and')

/** "I don't want, that you write to me": where a comma parts an unwillingness from what it is about. */
function withUnwanted(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const before = verdicts[index - 1]
    if (before !== undefined && verdict.act === 'refuse' && isMessageTopic(before, verdict))
      return { ...verdict, act: 'revoke' as const, rule: 'revocation-dontWant' }
    if (before === undefined || !isRefusing(before) || before.clause.sentence !== verdict.clause.sentence)
      return verdict
    const isBare = before.clause.unknown.length === 0 && allMean(before.clause.pieces, unwilling)
    const isAbout =
      verdict.clause.means.receive &&
      (verdict.clause.means.me || verdict.clause.means.message || verdict.clause.means.category)
    const isOpen =
      verdict.act === 'nothing' &&
      !verdict.clause.asks &&
      !(verdict.clause.means.other || verdict.clause.means.missing)
    if (!isBare || !isAbout || !isOpen) return verdict
    const categories = withOrders(piecesThat(verdict.clause, categoryWords))
    return { ...verdict, act: 'revoke' as const, rule: 'revocation-dontReceive', categories }
  })
}

/** "I don't want": refused outright, or with an answer of more than one word ("ich will nicht"). */
function isRefusing({ act, clause }: Verdict): boolean {
  if (act !== 'nothing') return act === 'refuse'
  return !clause.asks && piecesThat(clause, noWords).some(({ signal }) => signal.end - signal.start > 1)
}

const topical = meaningsOf('message', 'mine', 'this', 'courtesy')

/** "these messages, I don't want them": nothing but words for the messages before the comma. */
function isMessageTopic({ clause }: Verdict, refusal: Verdict): boolean {
  if (clause.sentence !== refusal.clause.sentence || refusal.clause.asks || !clause.means.message)
    return false
  const isOnlyThat = clause.unknown.length === 0 && clause.idle === 0
  return isOnlyThat && allMean(clause.pieces, topical)
}

/** "The sofa has not shipped yet. Can you stop it?": what the pronoun stands for was named just before, and is no message. */
function withoutOtherThings(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const before = verdicts[index - 1]?.clause
    const { act, rule, clause } = verdict
    if (act !== 'revoke' || !clause.means.this || meansAny(clause, ownThings) || before === undefined)
      return verdict
    // "My kids are asleep. Stop it." means the messages.
    if (rule === 'opt-out-keyword' && !clause.means.request) return verdict
    // "stop sending me stuff", "do not send anything to it"
    if ((clause.means.send || clause.means.dontSend) && (clause.means.me || clause.means.all)) return verdict
    const near = verdicts.slice(0, index).filter((one) => clause.sentence - one.clause.sentence <= 1)
    const isNear = clause.sentence - before.sentence <= 1 && !before.objectFirst && !before.means.this
    const isOther =
      (before.means.other || before.means.order) && !near.some((one) => meansAny(one.clause, aboutWriting))
    return isNear && isOther ? { ...verdict, act: 'nothing' as const } : verdict
  })
}

const aboutWriting = meaningsOf(
  'message',
  'category',
  'list',
  'number',
  'contact',
  'consent',
  'saysUnclear',
  'receive',
  'tooMuch',
  'often',
)
const ownThings = meaningsOf(
  'message',
  'category',
  'list',
  'number',
  'contact',
  'consent',
  'removeMe',
  'saysOptOut',
  'sendsPacking',
  'unsubscribe',
)

/** "You keep recommending books to me. Please don't.": a plea not to, behind what they do, is about that. */
function withPleasNotTo(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const before = verdicts[index - 1]
    const { act, clause } = verdict
    const isPlea =
      act === 'nothing' &&
      clause.unknown.length === 0 &&
      clause.means.not &&
      (clause.means.want || clause.means.again) &&
      allMean(clause.pieces, pleading)
    if (!isPlea || before === undefined || before.clause.asks || before.act === 'revoke') return verdict
    const isTheirs =
      (before.clause.means.still ||
        before.clause.means.often ||
        before.clause.means.send ||
        before.clause.means.contact) &&
      (before.clause.means.category || before.clause.means.message)
    if (!isTheirs || before.clause.means.order || before.clause.means.missing) return verdict
    const categories = withOrders(piecesThat(before.clause, categoryWords))
    return { ...verdict, act: 'revoke' as const, rule: 'revocation-dontSend', categories }
  })
}

const pleading = meaningsOf('courtesy', 'not', 'again', 'no')

const unwilling = meaningsOf('dontWant', 'no', 'me', 'courtesy', 'common')

const ofMessages = meaningsOf('message', 'category', 'list', 'contact', 'send', 'number')

const ofMessagesAtAll = meaningsOf(
  'message',
  'category',
  'list',
  'send',
  'receive',
  'unsubscribe',
  'optOut',
  'saysHelp',
)

const coming = meaningsOf('receive', 'still', 'keep', 'again', 'missing')

const leaving = meaningsOf('unsubscribe', 'optOut', 'removeMe', 'dontReceive', 'saysOptOut')

const writing = meaningsOf('message', 'category', 'contact', 'send', 'list')

const aboutThem = meaningsOf(ofMessages, 'receive')

const ownAffairs = meaningsOf(aboutThem, 'me')
