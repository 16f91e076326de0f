import { allMean, meansAny, type Verdict } from './judgement.ts'
import { meaningsOf } from './meanings.ts'

/** "the address of the order is wrong, can I cancel?": a question after talk of something else is about that. */
export function withoutElsewhere(verdicts: readonly Verdict[]): readonly Verdict[] {
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

/** "The sofa has not shipped yet. Can you stop it?": what the pronoun stands for was named just before, and is no message. */
export function withoutOtherThings(verdicts: readonly Verdict[]): readonly Verdict[] {
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

const theirs = meaningsOf('message', 'category', 'list', 'number', 'contact', 'consent')
const aboutWriting = meaningsOf(theirs, 'saysUnclear', 'receive', 'tooMuch', 'often')

const ownThings = meaningsOf(theirs, 'removeMe', 'saysOptOut', 'sendsPacking', 'unsubscribe')

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

const ofMessages = meaningsOf('message', 'category', 'list', 'contact', 'send', 'number')

export const aboutThem = meaningsOf(ofMessages, 'receive')
