import type { Clause } from './clauses.ts'
import { type Act, hasAny, piecesThat, type Verdict } from './judgement.ts'
import type { Meaning } from './lexicon-schema.ts'
import { withoutQuoted, withReportedKeywords, withReports } from './reported-speech.ts'
import { withOrders } from './scope.ts'

/** Lets the clauses of a message explain each other before it is decided, one step after the other. */
export function combineClauses(verdicts: readonly Verdict[]): readonly Verdict[] {
  // Most messages are one clause, which has nothing beside it to explain it.
  if (verdicts.length < 2) return verdicts
  const steps = [
    withoutQuoted,
    withoutElsewhere,
    withReports,
    withReportedKeywords,
    withQuestions,
    withUnwanted,
    withDenials,
    withGoodbyes,
    withInterjections,
    withPoliteness,
    withHedges,
    withNothingElse,
    withPauses,
    withoutCrowded,
    withAnswers,
    withResending,
    withPronouns,
    withReturns,
    withTopics,
    withoutRest,
    withFragments,
  ]
  return steps.reduce((combined, step) => step(combined), verdicts)
}

/** "the address of the order is wrong, can I cancel?": a question after talk of something else is about that. */
function withoutElsewhere(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    if (isAboutLost(verdict, verdicts[index - 1])) return { ...verdict, act: 'nothing' as const }
    if (verdict.act !== 'help' || verdict.needsRoom) return verdict
    if (
      hasAny(
        verdict.clause,
        'message',
        'category',
        'list',
        'send',
        'receive',
        'unsubscribe',
        'optOut',
        'saysHelp',
      )
    )
      return verdict
    const before = verdicts[index - 1]?.clause
    const isElsewhere =
      before?.sentence === verdict.clause.sentence &&
      hasAny(before, 'other', 'order') &&
      !hasAny(before, 'message', 'category')
    return isElsewhere ? { ...verdict, act: 'nothing' as const } : verdict
  })
}

/** "my card is lost, block it": where the object comes first, the verb behind its comma is about what was named. */
function isAboutLost({ rule, clause }: Verdict, before: Verdict | undefined): boolean {
  if (rule !== 'opt-out-keyword' || !clause.objectFirst || !hasAny(clause, 'stop')) return false
  if (before?.act !== 'nothing' || before.clause.sentence !== clause.sentence || before.clause.asks)
    return false
  const isLoss =
    hasAny(before.clause, 'other') && (hasAny(before.clause, 'me', 'missing') || before.clause.idle > 0)
  return (
    isLoss && !hasAny(before.clause, 'message', 'category', 'list', 'contact', 'send', 'receive', 'number')
  )
}

/** "which word do I send, to stop the ads?": what follows the question is asked about, not wished for. */
function withQuestions(verdicts: readonly Verdict[]): readonly Verdict[] {
  const asking = new Set(
    verdicts
      .filter(({ act, clause }) => clause.asks && (hasAny(clause, 'how') || asksOfKeyword(act, clause)))
      .map(({ clause }) => clause.sentence),
  )
  return verdicts.map((verdict, index) => {
    if (asksWhatFollows(verdict, verdicts[index + 1]))
      return { ...verdict, act: 'help' as const, rule: 'asks-how-messages-work' }
    const isAsked = asking.has(verdict.clause.sentence) && !hasAny(verdict.clause, 'how')
    return isAsked && isAboutStopping(verdict)
      ? { ...verdict, act: 'help' as const, rule: 'asks-how-messages-work' }
      : verdict
  })
}

/** "if I send STOP, will you stop writing?" */
function asksOfKeyword(act: Act, clause: Clause): boolean {
  return act === 'help' && hasAny(clause, 'optOut', 'saysHelp') && clause.tokens.length > 1
}

/** "if I unsubscribe, will the parcel news still come?" */
function asksWhatFollows({ act, rule, clause }: Verdict, next: Verdict | undefined): boolean {
  const isOpen = act === 'nothing' && clause.unknown.length === 0 && hasAny(clause, 'optOut', 'unsubscribe')
  if (!isOpen && rule !== 'hedged-revocation') return false
  if (!hasAny(clause, 'if') || hasAny(clause, 'maybe', 'dontStop', 'dontSend')) return false
  if (next?.clause.sentence !== clause.sentence || next.act !== 'nothing' || !next.clause.asks) return false
  const isAbout = hasAny(next.clause, 'category', 'order', 'message')
  return isAbout && hasAny(next.clause, 'send', 'receive', 'missing', 'still')
}

const denials = ['noMore', 'not', 'dontReceive', 'dontSend', 'dontWant', 'stop', 'unsubscribe'] as const

/** What the question is about: a wish as such, or messages that should not come ("so that no ads come"). */
function isAboutStopping({ act, clause }: Verdict): boolean {
  if (act === 'revoke' || act === 'grant' || act === 'only') return true
  // "if I leave now, how do I come back?"
  if (act === 'unclear' && hasAny(clause, 'if') && hasAny(clause, 'unsubscribe', 'optOut', 'removeMe'))
    return true
  const isOpen = act === 'unclear' || act === 'nothing'
  return isOpen && hasAny(clause, 'message', 'category', 'list') && hasAny(clause, ...denials)
}

/** "ok bhai done, tc": behind an acknowledgement, what is also a polite word takes leave. */
function withGoodbyes(verdicts: readonly Verdict[]): readonly Verdict[] {
  const last = verdicts.at(-1)
  if (last === undefined || verdicts.length < 2 || last.rule !== 'opt-out-keyword') return verdicts
  const isPolite = last.clause.tokens.length === 1 && last.pieces.every(({ means }) => means.has('courtesy'))
  const isAnswered = verdicts
    .slice(0, -1)
    .every(({ act, clause }) => act === 'nothing' && isAcknowledged(clause))
  return isPolite && isAnswered ? [...verdicts.slice(0, -1), { ...last, act: 'nothing' }] : verdicts
}

function isAcknowledged(clause: Clause): boolean {
  return clause.tokens.length > 1 && hasAny(clause, 'ok')
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
      rest.every(({ act }) => act === 'nothing') &&
      (hasAny(next.clause, 'missing') || deniesThing(next.clause))
    const isSurprise = isBare && isOneSentence && (asksElse || corrects)
    return isSurprise ? { ...verdict, act: 'nothing' as const, rule: 'said-in-surprise' } : verdict
  })
}

/** "stop, not that street": no more than a denial and a thing. */
function deniesThing(clause: Clause): boolean {
  if (clause.tokens.length > longestDenial || clause.unknown.length > 0 || !hasAny(clause, 'other'))
    return false
  return (
    hasAny(clause, 'not') &&
    clause.pieces.every(({ means }) => besideDenial.some((meaning) => means.has(meaning)))
  )
}

const longestDenial = 4
const besideDenial: readonly Meaning[] = ['not', 'other', 'this', 'courtesy']

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
  if (act !== 'nothing' || clause.asks || clause.unknown.length > 0 || !hasAny(clause, 'no')) return false
  return clause.pieces.every(({ means }) => means.has('no') || means.has('courtesy'))
}

function isAnswer({ means }: Clause['pieces'][number]): boolean {
  return means.has('yes') || means.has('no') || means.has('ok')
}

/** Clauses that say something, and nothing about messages. */
function talks(clauses: readonly Clause[]): boolean {
  const isAbout = (clause: Clause): boolean =>
    hasAny(clause, 'message', 'category', 'list', 'number', 'send', 'contact', 'receive', 'me')
  const says = (clause: Clause): boolean =>
    clause.unknown.length > 0 || clause.idle > 0 || hasAny(clause, 'other', 'order')
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
      last?.means.has('courtesy') === true &&
      last.signal.end - last.signal.start > 1 &&
      clause.pieces[0]?.means.has('if') === true &&
      !hasAny(clause, 'maybe')
    return isPolite ? { ...verdict, act: 'revoke' as const, rule: 'polite-revocation' } : verdict
  })
}

const afterHedge: readonly Meaning[] = ['maybe', 'undecided', 'limit', 'courtesy', 'me', 'this']

/** Nothing but a hedge and small words behind it: "I am wondering just now". */
function isHedge({ act, clause }: Verdict): boolean {
  if ((act !== 'nothing' && act !== 'unclear') || clause.unknown.length > 0) return false
  const at = clause.pieces.findIndex(({ means }) => means.has('maybe') || means.has('undecided'))
  return (
    at >= 0 && clause.pieces.slice(at).every(({ means }) => afterHedge.some((meaning) => means.has(meaning)))
  )
}

/** "if you text me at six once more, I cancel": what is to follow on their writing is not yet wished. */
function isThreat(verdict: Verdict, before: Verdict | undefined): boolean {
  if (verdict.act !== 'revoke' || before?.clause.sentence !== verdict.clause.sentence) return false
  const { clause } = before
  const condition = clause.pieces.slice(0, 2).find(({ means }) => means.has('if') || means.has('condition'))
  // The phrase itself may say it ("if you write again").
  const isLong = condition?.means.has('if') === true && condition.signal.end - condition.signal.start > 2
  const isAboutWriting =
    isLong || (hasAny(clause, 'contact', 'send', 'message') && hasAny(clause, 'again', 'still'))
  const isBare = leavings.includes(verdict.rule)
  return condition !== undefined && isAboutWriting && isBare && verdict.clause.unknown.length === 0
}

const leavings: readonly string[] = ['opt-out-keyword', 'removal', 'revocation-unsubscribe', 'enough']

/** "if they keep on sending ads, I leave": the complaint opens with an "if". */
function opensWithIf({ act, clause }: Verdict): boolean {
  return act === 'unclear' && !clause.asks && clause.pieces[0]?.means.has('if') === true
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
    if (!isBound || hasAny(verdict.clause, 'but', 'sendsPacking')) return verdict
    // "perhaps, that's enough of your messages?": asked, a lone "perhaps" is politeness.
    if (verdict.act === 'revoke' && verdict.clause.asks && before.clause.tokens.length === 1) return verdict
    // Before a keyword only a lone "perhaps" is a hedge.
    if (verdict.rule.includes('keyword') && before.clause.tokens.length > 3 && !opensWithIf(before))
      return verdict
    return { ...verdict, act: 'unclear' as const, rule: 'hedged-revocation' }
  })
}

const besideNothingElse: readonly Meaning[] = ['only', 'rest', 'courtesy', 'and', 'but']
const besideKinds: readonly Meaning[] = ['want', 'send', 'receive', 'keep', 'yes', 'ok']

/** "send codes, nothing else": what ends a list of kinds makes them the only ones. */
function withNothingElse(verdicts: readonly Verdict[]): readonly Verdict[] {
  const result = [...verdicts]
  verdicts.forEach((after, index) => {
    const list = verdicts[index - 1]
    if (list?.clause.sentence !== after.clause.sentence || !isNothingElse(after) || !isListOfKinds(list))
      return
    const kinds = [...piecesThat(list.clause, 'category', 'order')]
    for (let place = index - 2; place >= 0; place -= 1) {
      const before = result[place]
      if (before?.clause.sentence !== list.clause.sentence || !isFragment(before)) break
      kinds.push(...piecesThat(before.clause, 'category'))
      result[place] = { ...before, act: 'ordinary' }
    }
    result[index - 1] = { ...list, act: 'only', rule: 'only-these', categories: withOrders(kinds) }
    result[index] = { ...after, act: 'nothing' }
  })
  return result
}

function isNothingElse({ act, needsRoom, clause }: Verdict): boolean {
  return (
    (act === 'nothing' || needsRoom) &&
    hasAny(clause, 'only') &&
    hasAny(clause, 'rest') &&
    clause.unknown.length === 0 &&
    clause.pieces.every(({ means }) => besideNothingElse.some((meaning) => means.has(meaning)))
  )
}

function isListOfKinds(verdict: Verdict): boolean {
  const { act, clause } = verdict
  const isOpen = act === 'nothing' || act === 'keep' || act === 'grant'
  const isKinds = isFragment(verdict) || hasAny(clause, ...besideKinds) || hasOnlyKinds(clause)
  const isNamed = hasAny(clause, 'category', 'order')
  return isOpen && isKinds && isNamed && !clause.asks && clause.unknown.length === 0
}

/** "codes and deliveries" */
function hasOnlyKinds(clause: Clause): boolean {
  return (
    hasAny(clause, 'category') &&
    clause.idle === 0 &&
    clause.pieces.every(({ means }) => means.has('order') || listed.some((meaning) => means.has(meaning)))
  )
}

/** "stop... for tonight": a stop word, and behind a pause for how long; it asks for no more than that. */
function withPauses(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const after = verdicts[index + 1]?.clause
    if (after === undefined || (!isBareWish(verdict) && !verdict.needsRoom)) return verdict
    const isLimit =
      after.unknown.length === 0 &&
      hasAny(after, 'limit') &&
      after.pieces.every(({ means }) => besidePause.some((meaning) => means.has(meaning)))
    return verdict.act === 'revoke' && isLimit
      ? { ...verdict, act: 'unclear' as const, rule: 'limited-revocation', needsRoom: false }
      : verdict
  })
}

const besidePause: readonly Meaning[] = ['limit', 'courtesy', 'but', 'and']

/** "I don't want, that you write to me": where a comma parts an unwillingness from what it is about. */
function withUnwanted(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const before = verdicts[index - 1]
    if (before !== undefined && verdict.act === 'refuse' && isMessageTopic(before, verdict))
      return { ...verdict, act: 'revoke' as const, rule: 'revocation-dontWant' }
    if (before === undefined || !isRefusing(before) || before.clause.sentence !== verdict.clause.sentence)
      return verdict
    const isBare =
      before.clause.unknown.length === 0 &&
      before.clause.pieces.every(({ means }) => unwilling.some((meaning) => means.has(meaning)))
    const isAbout = hasAny(verdict.clause, 'receive') && hasAny(verdict.clause, 'me', 'message', 'category')
    const isOpen =
      verdict.act === 'nothing' && !verdict.clause.asks && !hasAny(verdict.clause, 'other', 'missing')
    if (!isBare || !isAbout || !isOpen) return verdict
    const categories = withOrders(piecesThat(verdict.clause, 'category'))
    return { ...verdict, act: 'revoke' as const, rule: 'revocation-dontReceive', categories }
  })
}

/** "I don't want": refused outright, or with an answer of more than one word ("ich will nicht"). */
function isRefusing({ act, clause }: Verdict): boolean {
  if (act !== 'nothing') return act === 'refuse'
  return !clause.asks && piecesThat(clause, 'no').some(({ signal }) => signal.end - signal.start > 1)
}

const topical: readonly Meaning[] = ['message', 'mine', 'this', 'courtesy']

/** "these messages, I don't want them": nothing but words for the messages before the comma. */
function isMessageTopic({ clause }: Verdict, refusal: Verdict): boolean {
  if (clause.sentence !== refusal.clause.sentence || refusal.clause.asks || !hasAny(clause, 'message'))
    return false
  const isOnlyThat = clause.unknown.length === 0 && clause.idle === 0
  return isOnlyThat && clause.pieces.every(({ means }) => topical.some((meaning) => means.has(meaning)))
}

const unwilling: readonly Meaning[] = ['dontWant', 'no', 'me', 'courtesy', 'common']

const besidesKeyword: readonly Meaning[] = [
  'courtesy',
  'common',
  'and',
  'yes',
  'ok',
  'no',
  'optInWeak',
  'undecided',
  'maybe',
  'takeBack',
]

/** Greetings, thanks, signatures: what may stand around a keyword without taking its room. */
function isSmallTalk(clause: Clause): boolean {
  const isNamed = clause.unknown.length <= 3 && clause.unknown.every((token) => token.capital)
  return (
    (clause.unknown.length <= 1 || isNamed) &&
    clause.pieces.every((piece) => besidesKeyword.some((meaning) => piece.means.has(meaning)))
  )
}

function isException(clause: Clause): boolean {
  return (
    clause.unknown.length === 0 &&
    hasAny(clause, 'except') &&
    !hasAny(clause, 'all') &&
    hasAny(clause, 'category', 'order')
  )
}

/** END or HELP beside other talk is about that talk; alone it is the keyword (POLICY §3). */
function withoutCrowded(verdicts: readonly Verdict[]): readonly Verdict[] {
  // "Why do these still come? Stop": a complaint about messages says what is to end (POLICY §5.10).
  const isAboutThem = verdicts.some((verdict) => verdict.act === 'unclear' && !verdict.needsRoom)
  const leavesRoom =
    isAboutThem ||
    verdicts.every(
      (verdict) =>
        verdict.needsRoom ||
        verdict.act === 'revoke' ||
        (verdict.act === 'refuse' && verdict.clause.unknown.length === 0) ||
        verdict.act === 'grant' ||
        verdict.act === 'stay' ||
        verdict.act === 'takeBack' ||
        // "switch it all off but leave the news on", "except order news, send nothing"
        verdict.act === 'keep' ||
        isException(verdict.clause) ||
        isSmallTalk(verdict.clause),
    )
  if (leavesRoom) return verdicts
  return verdicts.map((verdict, index) =>
    verdict.needsRoom &&
    !isAboutNamed(verdict, verdicts.slice(0, index)) &&
    !exceptsNext(verdict, verdicts[index + 1])
      ? { ...verdict, act: 'nothing' as const }
      : verdict,
  )
}

/** "cancel everything, apart from the delivery updates": a kind of message that is excepted says what all is. */
function exceptsNext({ clause }: Verdict, next: Verdict | undefined): boolean {
  if (next?.clause.sentence !== clause.sentence || !hasAny(clause, 'all')) return false
  const isException = hasAny(next.clause, 'except') && hasAny(next.clause, 'category')
  return isException && next.clause.unknown.length === 0 && !next.clause.asks
}

/** "ads are too much for me, take them away": a pronoun, or "all" behind an exception, has its object nearby. */
function isAboutNamed({ act, rule, clause }: Verdict, before: readonly Verdict[]): boolean {
  if (act !== 'revoke') return false
  const last = before.at(-1)?.clause
  // "my number does not belong in your files, please delete"
  const isContact =
    last?.sentence === clause.sentence &&
    hasAny(clause, 'remove') &&
    hasAny(last, 'number', 'list') &&
    !last.asks &&
    !hasAny(last, 'other', 'order')
  if (isContact) return true
  // "Your promos come every day. End them.": a pronoun may look back to the sentence before.
  const opensSentence = last?.sentence !== clause.sentence && hasAny(clause, 'this')
  const sentence = opensSentence ? last?.sentence : clause.sentence
  const near = before.filter((one) => one.clause.sentence === sentence)
  // "Your texts? Don't send any": asked is no more than what it is about.
  const isElsewhere = near.some(
    (one) => hasAny(one.clause, 'other', 'order') || (one.clause.asks && !isMereTopic(one.clause)),
  )
  if (isElsewhere) return false
  // "I gave my consent, now I withdraw"
  if (near.some((one) => hasAny(one.clause, 'consent'))) return true
  const isNamed = near.some((one) => hasAny(one.clause, 'category', 'message'))
  // "your messages eat my data, so no more please"
  const isEnough = rule === 'enough' && last?.sentence === clause.sentence && clause.tokens.length <= fewWords
  if (isEnough && near.some((one) => hasAny(one.clause, 'number'))) return true
  return isNamed && (isEnough || hasAny(clause, 'this', 'all'))
}

const fewWords = 4

function isMereTopic({ pieces, unknown, idle }: Clause): boolean {
  return (
    unknown.length === 0 &&
    idle === 0 &&
    pieces.every(({ means }) => listed.some((meaning) => means.has(meaning)))
  )
}

const inherits: ReadonlySet<string> = new Set(
  ['stop', 'remove', 'dontSend', 'dontWant', 'dontReceive', 'noMore'].map(
    (meaning) => `revocation-${meaning}`,
  ),
)

/**
 * "I won't answer surveys, stop sending them": a wish that names nothing is about what was named before it,
 * in the same sentence or by a pronoun.
 */
function withPronouns(verdicts: readonly Verdict[]): readonly Verdict[] {
  let lastNamed: readonly string[] = []
  let lastSentence = -1
  let hasContact = false
  let messagesIn = -1
  let contactSentence = -1
  let lastAct: Act = 'nothing'
  let isDenied = false
  return verdicts.map((verdict) => {
    const { clause } = verdict
    // "you have my number by mistake, delete it"
    if (hasContact && isRemovalOfIt(verdict, contactSentence === clause.sentence))
      return { ...verdict, act: 'revoke' as const, rule: 'removal', categories: [] }
    if (hasAny(clause, 'number', 'list') && !hasAny(clause, 'other', 'order')) {
      hasContact = true
      if (!clause.asks) contactSentence = clause.sentence
    }
    const here = withOrders(piecesThat(clause, 'category').filter((piece) => !piece.means.has('courtesy')))
    const before = lastNamed
    const isSameSentence = lastSentence === clause.sentence
    const hasRevoked = lastAct === 'revoke' || lastAct === 'refuse'
    if (here.length > 0) {
      // "Deals, vouchers, polls. I want none of them"
      lastNamed = isSameSentence && isFragment(verdict) ? [...new Set([...before, ...here])].sort() : here
      lastSentence = clause.sentence
      // "no more promos and all that, unsubscribe me" is about all of it.
      lastAct = isAboutAll(clause) ? 'nothing' : verdict.act
      isDenied = hasAny(clause, 'not', 'dontReceive', 'dontWant') && !clause.asks
    }
    // "your texts: I don't want them"
    const isAboutThem = messagesIn === clause.sentence && verdict.act === 'refuse' && hasAny(clause, 'this')
    if (hasAny(clause, 'message') && !hasAny(clause, 'other', 'order', 'missing', 'said'))
      messagesIn = clause.sentence
    if (isAboutThem && here.length === 0 && before.length === 0 && !hasAny(clause, 'other', 'order'))
      return { ...verdict, act: 'revoke' as const, rule: 'revocation-dontWant', categories: [] }
    // "I don't fill in surveys, stop these messages"
    const isThese = isDenied && isSameSentence && hasAny(clause, 'this')
    const isVague =
      here.length === 0 && !hasAny(clause, 'all', 'list', 'number') && (isThese || !hasAny(clause, 'message'))
    if (!isVague || before.length === 0 || verdict.categories.length > 0) return verdict
    // "I don't read the newsletter any more, cancel": a bare stop word goes on with what was revoked.
    const goesOn =
      isSameSentence &&
      (verdict.needsRoom || isBareWish(verdict)) &&
      (hasRevoked || lastAct === 'unclear' || isDenied)
    const pointsBack = hasAny(clause, 'this') || (isSameSentence && inherits.has(verdict.rule))
    if (
      verdict.act === 'revoke' &&
      (goesOn || (pointsBack && (!verdict.needsRoom || isSameSentence || hasAny(clause, 'this'))))
    )
      return { ...verdict, categories: before }
    if (verdict.act === 'refuse' && hasAny(clause, 'this'))
      return { ...verdict, act: 'revoke' as const, categories: before }
    return verdict.act === 'grant' && isSameSentence ? { ...verdict, categories: before } : verdict
  })
}

/** "shipping notifications, could you turn those off": what is asked for by a pronoun was named before the comma. */
function withTopics(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const { act, clause } = verdict
    const isOpen = act === 'nothing' && clause.unknown.length === 0 && clause.idle === 0
    if (!isOpen || !hasAny(clause, 'request') || !hasAny(clause, 'this')) return verdict
    if (!hasAny(clause, 'stop', 'remove') || hasAny(clause, 'other', 'order')) return verdict
    const topic = verdicts[index - 1]
    if (topic?.clause.sentence !== clause.sentence || !isFragment(topic)) return verdict
    const categories = withOrders(piecesThat(topic.clause, 'category'))
    return {
      ...verdict,
      act: 'revoke' as const,
      rule: 'revocation-stop',
      pieces: piecesThat(clause, 'stop', 'remove'),
      categories,
    }
  })
}

/** "I miss your updates, turn them on again": what is to be switched on was named just before. */
function withReturns(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const { act, clause } = verdict
    const isPlain = clause.unknown.length === 0 && clause.idle === 0 && !clause.asks
    const before = verdicts[index - 1]?.clause
    if (act !== 'nothing' || !isPlain || before === undefined || before.asks) return verdict
    const isSwitchedOn =
      (hasAny(clause, 'on') && hasAny(clause, 'this') && hasAny(before, 'message', 'category')) ||
      (hasAny(clause, 'send') && hasAny(clause, 'again') && hasAny(before, 'category'))
    // "I'd like the news about your campaigns, please send"
    const isSent =
      hasAny(clause, 'send') &&
      hasAny(before, 'want') &&
      before.sentence === clause.sentence &&
      piecesThat(before, 'category').some((thing) => !thing.means.has('one') && !isCode(thing))
    // "my sister gets your texts, I'd like them as well"
    const isLiked =
      verdicts[index + 1]?.act !== 'revoke' &&
      clause.pieces.every(({ means }) => besideLiking.some((meaning) => means.has(meaning))) &&
      piecesThat(clause, 'want').some(({ means }) => !means.has('courtesy')) &&
      hasAny(clause, 'this') &&
      hasAny(before, 'receive', 'send') &&
      hasAny(before, 'message', 'category')
    if (!isSwitchedOn && !isSent && !isLiked) return verdict
    if (hasAny(clause, 'other', 'order') || hasAny(before, 'other', 'order', 'missing')) return verdict
    const categories = withOrders(piecesThat(before, 'category'))
    return { ...verdict, act: 'grant' as const, rule: 'wish-to-receive', categories }
  })
}

const besideLiking: readonly Meaning[] = ['want', 'this', 'me', 'courtesy', 'again']

/** "promos and all that", but not "any deals". */
function isAboutAll(clause: Clause): boolean {
  return piecesThat(clause, 'all').some(({ at }) => !clause.pieces[at + 1]?.means.has('category'))
}

/** "the code did not arrive, send again": what failed to arrive is sent once more, nothing is granted. */
function withResending(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    if (verdict.act !== 'grant' || hasAny(verdict.clause, 'category', 'list', 'subscribe', 'optIn'))
      return verdict
    // "I miss your offers" is no failure to arrive.
    const isMissing = verdicts
      .slice(0, index)
      .some(({ clause }) => hasAny(clause, 'missing') && piecesThat(clause, 'category').every(isCode))
    return isMissing ? { ...verdict, act: 'nothing' as const } : verdict
  })
}

function isCode({ signal }: Clause['pieces'][number]): boolean {
  return signal.categories.every((key) => key === 'authentication')
}

/** A stop word or "take me off" with no more than courtesy around it. */
function isBareWish({ rule, clause, pieces }: Verdict): boolean {
  if (rule !== 'opt-out-keyword' && rule !== 'removal') return false
  return (
    clause.unknown.length === 0 &&
    clause.pieces.every(
      (piece) =>
        pieces.includes(piece) || piece.means.has('courtesy') || (piece.at === 0 && piece.means.has('but')),
    )
  )
}

/** "offers: no, parcels: yes": an answer that ends a sentence is about the kinds listed before it. */
function withAnswers(verdicts: readonly Verdict[]): readonly Verdict[] {
  if (!verdicts.some(isFragment)) return verdicts
  const result = [...verdicts]
  verdicts.forEach((verdict, index) => {
    const act = actOfAnswer(verdict)
    if (act === null || verdicts[index + 1]?.clause.sentence === verdict.clause.sentence) return
    for (let place = index - 1; place >= 0; place -= 1) {
      const listed = verdicts[place]
      if (listed === undefined || listed.clause.sentence !== verdict.clause.sentence || !isFragment(listed))
        break
      const categories = withOrders(piecesThat(listed.clause, 'category', 'order'))
      result[place] = { ...listed, act, categories, rule: 'answer-for-a-kind', pieces: listed.clause.pieces }
      result[index] = { ...verdict, act: 'ordinary' }
    }
  })
  return result
}

/** What a clause that is nothing but a yes or a no does to the kinds that it answers for. */
function actOfAnswer({ act, clause }: Verdict): 'revoke' | 'keep' | null {
  const isBare =
    clause.unknown.length === 0 && clause.idle === 0 && clause.pieces.every(({ means }) => isAnswering(means))
  if (!isBare || act === 'revoke' || act === 'grant' || act === 'help') return null
  // "ads and surveys: off"
  if (hasAny(clause, 'no', 'off')) return hasAny(clause, 'yes', 'ok') ? null : 'revoke'
  return hasAny(clause, 'yes', 'ok') ? 'keep' : null
}

function isAnswering(means: ReadonlySet<Meaning>): boolean {
  return means.has('yes') || means.has('no') || means.has('ok') || means.has('off') || means.has('courtesy')
}

function isRemovalOfIt({ act, clause }: Verdict, isSameSentence: boolean): boolean {
  const isPlain = clause.unknown.length === 0 && clause.idle === 0 && !clause.asks
  if (act !== 'nothing' || !isPlain || !hasAny(clause, 'remove')) return false
  // "... , delete please" goes on with the number just named.
  const isBare = clause.pieces.every(({ means }) => besideRemoval.some((meaning) => means.has(meaning)))
  return hasAny(clause, 'this') || (isSameSentence && isBare)
}

const besideRemoval: readonly Meaning[] = ['remove', 'courtesy', 'want', 'yes']

const refusals = ['no', 'dontWant', 'noMore', 'only', 'dontSend', 'dontReceive', 'stop'] as const

/**
 * "apart from the order news, all the rest is not needed": who refuses the rest, or everything behind an exception,
 * wants only what is named beside it.
 */
function withoutRest(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const { act, clause } = verdict
    if (!hasAny(clause, ...refusals) || (act !== 'nothing' && act !== 'refuse')) return verdict
    if (clause.asks || clause.unknown.length > 0 || hasAny(clause, 'category', 'order', 'other'))
      return verdict
    const isRest = hasAny(clause, 'rest')
    const kept = [verdicts[index - 1], verdicts[index + 1]].filter(
      (one): one is Verdict =>
        one !== undefined &&
        mayKeep.has(one.act) &&
        !hasAny(one.clause, 'no', 'dontWant', 'noMore') &&
        (isRest || (one === verdicts[index - 1] && hasAny(one.clause, 'except'))),
    )
    const orders = kept.some((one) => hasAny(one.clause, 'except', 'message')) ? (['order'] as const) : []
    const categories = withOrders(kept.flatMap((one) => piecesThat(one.clause, 'category', ...orders)))
    if (categories.length === 0) return verdict
    return { ...verdict, act: 'only' as const, rule: 'only-these', categories }
  })
}

const mayKeep: ReadonlySet<Act> = new Set<Act>(['nothing', 'keep', 'grant', 'only', 'stay'])

const listable: ReadonlySet<Act> = new Set<Act>(['revoke', 'grant', 'keep', 'only', 'refuse'])

/** "unsubscribe: offers and feedback": clauses that only name categories continue the wish beside them. */
function withFragments(verdicts: readonly Verdict[]): readonly Verdict[] {
  const result = [...verdicts]
  result.forEach((verdict, index) => {
    const isListed =
      isFragment(verdict) || endsList(verdict, result[index - 1]) || headsWish(verdict, result[index + 1])
    if (!isListed) return
    const categories = withOrders(
      piecesThat(verdict.clause, 'category', ...(hasAny(verdict.clause, 'and') ? (['order'] as const) : [])),
    )
    const before = result[index - 1]
    const after = result[index + 1]
    // "parcels and news - ok": the answer stands apart from what it accepts.
    if (after !== undefined && accepts(after) && after.clause.sentence === verdict.clause.sentence) {
      result[index + 1] = { ...after, act: 'keep', categories }
      return
    }
    if (
      before !== undefined &&
      listable.has(before.act) &&
      (before.act !== 'revoke' || !hasAny(before.clause, 'all', 'message') || before.categories.length > 0)
    ) {
      const act = before.act === 'refuse' ? 'revoke' : before.act
      result[index] = {
        ...verdict,
        act,
        rule: before.rule,
        categories: [...new Set([...before.categories, ...categories])].sort(),
        spared: before.spared,
      }
      result[index - 1] = { ...before, act: 'nothing' }
      return
    }
    if (
      after !== undefined &&
      ['revoke', 'refuse', 'grant'].includes(after.act) &&
      after.categories.length === 0 &&
      !hasAny(after.clause, 'all', 'message', 'list', 'number')
    ) {
      result[index + 1] = { ...after, act: after.act === 'grant' ? 'grant' : 'revoke', categories }
    }
  })
  return result
}

/** "unsubscribe from ads, news and polls please": the please belongs to the whole list. */
function endsList({ act, clause }: Verdict, before: Verdict | undefined): boolean {
  return (
    act === 'grant' &&
    before?.clause.sentence === clause.sentence &&
    (before.act === 'revoke' || before.act === 'refuse') &&
    clause.unknown.length === 0 &&
    clause.pieces.every((piece) => listed.some((meaning) => piece.means.has(meaning)))
  )
}

/** "please, newsletter: stop": the please belongs to the stop. */
function headsWish(verdict: Verdict, after: Verdict | undefined): boolean {
  return after?.rule === 'opt-out-keyword' && after.clause.tokens.length === 1 && endsList(verdict, after)
}

export function isFragment(verdict: Verdict): boolean {
  const { clause } = verdict
  if (verdict.act !== 'nothing' || clause.unknown.length > 0 || clause.asks) return false
  const named = piecesThat(clause, 'category')
  if (named.length === 0 || named.every((piece) => piece.means.has('courtesy'))) return false
  const isList = hasAny(clause, 'and')
  return clause.pieces.every(
    ({ means, at }) =>
      listed.some((meaning) => means.has(meaning)) ||
      (isList && means.has('order')) ||
      // "... and codes for this number"
      (at > 0 && means.has('number')),
  )
}

/** A bare yes or ok. */
function accepts({ act, clause }: Verdict): boolean {
  return (
    act === 'nothing' &&
    clause.unknown.length === 0 &&
    hasAny(clause, 'yes', 'ok') &&
    clause.pieces.every(({ means }) => means.has('yes') || means.has('ok') || means.has('courtesy'))
  )
}

const listed: readonly Meaning[] = ['category', 'courtesy', 'and', 'common', 'message', 'this', 'mine']
