import type { Clause } from './clauses.ts'
import { isFragment, listed } from './fragments.ts'
import { allMean, meansAny, piecesThat, type Verdict } from './judgement.ts'
import { categoryWords, courtesyWords } from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'

const besidesKeyword = meaningsOf(
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
  'but',
)

/** Greetings, thanks, signatures: what may stand around a keyword without taking its room. */
function isSmallTalk(clause: Clause): boolean {
  const isNamed = clause.unknown.length <= 3 && clause.unknown.every((token) => token.capital)
  return (clause.unknown.length <= 1 || isNamed) && allMean(clause.pieces, besidesKeyword)
}

function isException(clause: Clause): boolean {
  return (
    clause.unknown.length === 0 &&
    clause.means.except &&
    !clause.means.all &&
    (clause.means.category || clause.means.order)
  )
}

/** END or HELP beside other talk is about that talk; alone it is the keyword (POLICY §3). */
export function withoutCrowded(verdicts: readonly Verdict[]): readonly Verdict[] {
  // "Subscribe: newsletter", "Newsletter: please discontinue"
  const isTopic = (verdict: Verdict, index: number): boolean =>
    isFragment(verdict) &&
    [verdicts[index - 1], verdicts[index + 1]].some(
      (next) => next?.needsRoom === true && next.clause.sentence === verdict.clause.sentence,
    )
  // "Why do these still come? Stop": a complaint about messages says what is to end (POLICY §5.10).
  const isAboutThem = verdicts.some((verdict) => verdict.act === 'unclear' && !verdict.needsRoom)
  // "cancel! oops, wrong key": what is taken back has been a stop.
  const isTakenBack =
    verdicts[0]?.needsRoom === true && verdicts.slice(1).some(({ act }) => act === 'takeBack')
  const leavesRoom =
    isAboutThem ||
    isTakenBack ||
    verdicts.every(
      (verdict, index) =>
        verdict.needsRoom ||
        isTopic(verdict, index) ||
        verdict.act === 'revoke' ||
        (verdict.act === 'refuse' && verdict.clause.unknown.length === 0) ||
        verdict.act === 'grant' ||
        verdict.act === 'stay' ||
        (verdict.act === 'takeBack' && !verdict.clause.means.other) ||
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
  if (next?.clause.sentence !== clause.sentence || !clause.means.all) return false
  const isException = next.clause.means.except && next.clause.means.category
  return isException && next.clause.unknown.length === 0 && !next.clause.asks
}

/** "ads are too much for me, take them away": a pronoun, or "all" behind an exception, has its object nearby. */
function isAboutNamed({ act, rule, clause }: Verdict, before: readonly Verdict[]): boolean {
  if (act !== 'revoke') return false
  if (isAboutContact(clause, before)) return true
  const last = before.at(-1)?.clause
  const isCurt =
    (rule === 'enough' || rule === 'opt-out-keyword') && clause.tokens.length - courtesyIn(clause) <= fewWords
  // "Your promos come every day. End them.": a pronoun may look back to the sentence before, and so does "No more."
  const pointsBack = clause.means.this || (isCurt && rule === 'enough')
  const inSentence = (sentence: number): readonly Clause[] =>
    before.filter((one) => one.clause.sentence === sentence).map((one) => one.clause)
  const here = inSentence(clause.sentence)
  // "Another coupon today. I don't need any, so leave them off."
  const looksFurther = pointsBack && !here.some((one) => meansAny(one, things) || one.means.message)
  const near = looksFurther ? [...inSentence(clause.sentence - 1), ...here] : here
  if (!opensWithKind(near) && near.some(isElsewhere)) return false
  // "I gave my consent, now I withdraw"
  if (near.some((one) => one.means.consent)) return true
  // "I never open the newsletter, please cancel"
  if (near.some(isUnread)) return true
  const isNamed = near.some((one) => one.means.category || one.means.message || tellsOfWriting(one))
  // "your messages eat my data, so no more please"
  const isEnough = isCurt && (pointsBack || last?.sentence === clause.sentence)
  if (isEnough && near.some((one) => one.means.number || one.means.tooMuch)) return true
  return isNamed && (isEnough || clause.means.this || clause.means.all)
}

/** "my number does not belong in your files, please delete": the number or the list was named just before. */
function isAboutContact(clause: Clause, before: readonly Verdict[]): boolean {
  if (!clause.means.remove) return false
  // "I gave you my number to collect a coat. Delete it please."
  const isOwned = before.some(
    (one) => one.clause.sentence === clause.sentence - 1 && namesOwnNumber(one.clause),
  )
  if (isOwned && clause.means.this && !clause.means.other) return true
  const last = before.at(-1)?.clause
  if (last?.sentence !== clause.sentence || last.asks || !(last.means.number || last.means.list)) return false
  // "you have my number from an old order, get rid of it"
  return !(last.means.other || last.means.order) || (clause.means.this && namesOwnNumber(last))
}

/** "I know you send these to everyone" */
export function tellsOfWriting({ means, asks }: Clause): boolean {
  const isWriting = means.send || means.contact || means.receive || means.still
  return isWriting && (means.this || means.me) && !asks && !means.other && !means.order && !means.missing
}

/** "Your texts? Don't send any": asked is no more than what it is about. */
function isElsewhere(clause: Clause): boolean {
  return (
    ((clause.means.other || clause.means.order) && !namesTheirs(clause)) ||
    (clause.asks && !isMereTopic(clause))
  )
}

/** "The discount messages are wasted on me, I'm vegan": a kind of message is named before any other thing. */
function opensWithKind(clauses: readonly Clause[]): boolean {
  const first = clauses.flatMap(({ pieces }) => pieces).find((piece) => meansAny(piece, things))
  return first?.means.category === true && clauses.every(({ asks }) => !asks)
}

const things = meaningsOf('category', 'other', 'order')

const fewWords = 4

/** What one reads or fills in, and does not: it is done with (a code or a coupon that one does not use may be broken). */
export function isUnread(clause: Clause): boolean {
  const kinds = piecesThat(clause, categoryWords)
  const isRead = ({ signal }: (typeof kinds)[number]): boolean =>
    signal.categories.every((key) => key === 'newsletter' || key === 'surveys')
  const isElse = clause.means.missing || clause.means.other || clause.means.order
  return kinds.length > 0 && kinds.every(isRead) && meansAny(clause, deniedWords) && !isElse
}

function courtesyIn(clause: Clause): number {
  return piecesThat(clause, courtesyWords).reduce((sum, { signal }) => sum + signal.end - signal.start, 0)
}

/** "my number": a pronoun behind it is about that, whatever else the clause names. */
export function namesOwnNumber(clause: Clause): boolean {
  if (clause.means.number && clause.means.contact) return true
  return clause.pieces.some(({ means }) => means.number && means.me)
}

const owners = meaningsOf('mine', 'all', 'this')

/** "storage is full of your messages", "you keep sending me promos for shops far away": messages are what it is about. */
function namesTheirs(clause: Clause): boolean {
  const { pieces } = clause
  if (clause.means.category && (clause.means.send || clause.means.contact)) return true
  return pieces.some(({ means }, at) => {
    const thing = pieces[at + 1]?.means
    const isTheirs = thing?.message === true || thing?.category === true
    return isTheirs && means.overlaps(owners)
  })
}

function isMereTopic({ pieces, unknown, idle }: Clause): boolean {
  return unknown.length === 0 && idle === 0 && allMean(pieces, listed)
}

const deniedWords = meaningsOf('not', 'saysUnclear', 'saysNotInterested', 'dontReceive', 'dontWant')
