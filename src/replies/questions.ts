import type { Clause } from './clauses.ts'
import { type Act, meansAny, piecesThat, type Verdict } from './judgement.ts'
import { categoryWords } from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'

/** "which word do I send, to stop the ads?": what follows the question is asked about, not wished for. */
export function withQuestions(verdicts: readonly Verdict[]): readonly Verdict[] {
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

const coming = meaningsOf('receive', 'still', 'keep', 'again', 'missing')

const leaving = meaningsOf('unsubscribe', 'optOut', 'removeMe', 'dontReceive', 'saysOptOut')
