import { isAnswer } from './answers.ts'
import type { Clause } from './clauses.ts'
import { aboutThem } from './elsewhere.ts'
import { allMean, meansAny, type Verdict } from './judgement.ts'
import { meaningsOf } from './meanings.ts'

/** "stop, don't you close at nine?": a bare stop word before a question about something else is surprise. */
export function withInterjections(verdicts: readonly Verdict[]): readonly Verdict[] {
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
export function withDenials(verdicts: readonly Verdict[]): readonly Verdict[] {
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

const ownAffairs = meaningsOf(aboutThem, 'me')

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

const writing = meaningsOf('message', 'category', 'contact', 'send', 'list')
