import type { Clause } from './clauses.ts'
import { isOutright } from './judge-clause.ts'
import { meansAny, piecesThat, type Verdict } from './judgement.ts'
import { saidWords } from './meaning-lists.ts'
import { meaningsOf } from './meanings.ts'

/** She shouted "help, stop!" in the film: what stands in quotation marks beside a word of saying is told. */
export function withoutQuoted(verdicts: readonly Verdict[]): readonly Verdict[] {
  if (verdicts.length < 2) return verdicts
  const isTold = verdicts.some(({ clause }) =>
    piecesThat(clause, saidWords).some(
      ({ signal }) => clause.tokens[signal.start - clause.start]?.quoted === false,
    ),
  )
  if (!isTold) return verdicts
  return verdicts.map((verdict) => {
    const isQuoted = verdict.clause.tokens.every((token) => token.quoted)
    return isQuoted && (verdict.act === 'revoke' || verdict.act === 'grant')
      ? { ...verdict, act: 'ordinary' as const, rule: 'reported-speech' }
      : verdict
  })
}

/** "my friend wrote: please stop": what follows a comma or colon is somebody else's word (POLICY §5.7). */
export function withReports(verdicts: readonly Verdict[]): readonly Verdict[] {
  let reporting = -1
  return verdicts.map((verdict) => {
    const { clause } = verdict
    const isTold = reporting === clause.sentence && (verdict.act === 'revoke' || verdict.act === 'grant')
    if (isTold && verdict.rule !== 'insists-on-opt-out' && !isOutright(clause))
      return { ...verdict, act: 'ordinary' as const, rule: 'reported-speech' }
    if (verdict.act === 'nothing' && endsWithReport(clause)) reporting = clause.sentence
    return verdict
  })
}

const behindReport = meaningsOf('me', 'courtesy', 'common')

/** Ends with words of saying that name somebody other than the writer ("the sign says", "she said"). */
function endsWithReport(clause: Clause): boolean {
  const said = piecesThat(clause, saidWords)
  const last = said.at(-1)
  if (last === undefined || clause.asks || clause.means.number) return false
  const isNamed = said.length > 1 || last.signal.end - last.signal.start > 1
  const isMine = clause.pieces.some(({ means, at }) => at < last.at && means.me && !means.my)
  const isLast =
    clause.pieces.slice(last.at + 1).every(({ means }) => means.overlaps(behindReport)) &&
    clause.unknownBefore.at(-1) === clause.unknownBefore[last.signal.end - clause.start]
  return isNamed && isLast && !isMine
}

/** "my daughter says, one sends STOP and gets a coupon": a keyword behind a report's comma is reported. */
export function withReportedKeywords(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict, index) => {
    const before = verdicts[index - 1]
    const isTold = verdict.act === 'revoke' || (verdict.act === 'help' && !verdict.clause.asks)
    if (!isTold || before?.clause.sentence !== verdict.clause.sentence) return verdict
    const tells = before.act === 'nothing' && before.clause.means.said && !meansAny(before.clause, ownAffairs)
    const isOwn = meansAny(verdict.clause, ownAffairs) || verdict.clause.means.contact
    const isKeyword = verdict.pieces.every(
      ({ means }) => means.optOut || means.send || (verdict.act === 'help' && means.how),
    )
    if (!tells || isOwn || !isKeyword || verdict.clause.tokens.length < 2) return verdict
    return { ...verdict, act: 'ordinary' as const, rule: 'reported-speech' }
  })
}

const ownAffairs = meaningsOf('me', 'message', 'category', 'list', 'number')
