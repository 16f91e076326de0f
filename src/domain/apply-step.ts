import type { FoldState, Mark } from './fold-state.ts'
import type { Step } from './step.ts'

interface Changed {
  readonly changed: readonly string[]
  readonly offered: readonly string[]
}

/** Within one second: grants first, then doubts, then denials, so that the last word is the safest. */
export const severity = ({ effect }: Step): number => {
  if (effect === 'opted_in' || effect === 'kept' || effect === 'platform_resumed') return 0
  return effect === 'unclear' ? 1 : 2
}

const setMarks = (state: FoldState, step: Step, keys: readonly string[], own: Mark['own']): string[] => {
  const changed = keys.filter((key) => state.marks.has(key) && state.marks.get(key)?.own !== own)
  for (const key of keys) {
    if (state.marks.has(key)) state.marks.set(key, { own, by: step.statement.id, since: step.statement.at })
  }
  return changed
}

/** What the notice of an opt-out promises that a yes brings back: what was on, or what was asked for. */
const offeredBy = (step: Step, changed: readonly string[], were: readonly string[]): readonly string[] => {
  if (step.answers && step.situation?.asked) return step.categories
  if (were.length > 0) return were
  return changed.length > 0 ? changed : step.categories
}

const optOut = (state: FoldState, step: Step): Changed => {
  const were = step.categories.filter((key) => state.marks.get(key)?.own === 'opted_in')
  const changed = setMarks(state, step, step.categories, 'opted_out')
  const { at } = step.statement
  // Silence is told to nobody, so it promises nothing.
  if (step.statement.source === 'policy') {
    state.promised = null
    return { changed, offered: [] }
  }
  // A second stop is not said back and promises nothing new; two stops of one second are told of together.
  if (changed.length === 0 && !step.answers) return { changed, offered: state.promised?.categories ?? [] }
  const offered = offeredBy(step, changed, were)
  const before = state.promised?.at === at ? state.promised.categories : []
  state.promised = { categories: [...new Set([...before, ...offered])], at }
  return { changed, offered }
}

const nothing: Changed = { changed: [], offered: [] }

const change = (state: FoldState, step: Step): Changed => {
  switch (step.effect) {
    case 'opted_in':
      state.promised = null
      // A doubt about advertising is not cleared by a yes to something else.
      if (step.categories.some((key) => state.marketing.has(key))) state.heldBy = null
      return { changed: setMarks(state, step, step.categories, 'opted_in'), offered: [] }
    case 'opted_out':
      state.heldBy = null
      return optOut(state, step)
    case 'suspended': {
      if (step.statement.source === 'identity' && step.statement.change === 'person') {
        state.promised = null
        state.strangerSince = step.statement.at
      }
      const on = step.categories.filter((key) => state.marks.get(key)?.own === 'opted_in')
      return { changed: setMarks(state, step, on, 'none'), offered: [] }
    }
    case 'platform_stopped':
      state.platformStop = step.statement.id
      return nothing
    case 'platform_resumed':
      state.platformStop = null
      return nothing
    case 'unclear':
      // The first doubt holds until it is cleared; a second one asks nothing new.
      state.heldBy ??= step.statement.id
      return nothing
    case 'kept':
      state.heldBy = null
      return nothing
    case 'help':
    case 'preferences':
    case 'none':
      return nothing
  }
}

/** Remembers where a message stood and what it meant, for a later correction of it. */
export const notePlace = (state: FoldState, { statement, situation, effect }: Step): void => {
  if (statement.source !== 'person' || !situation) return
  state.situations.set(statement.wamid, { ...situation, effect })
  if (statement.edits !== null) state.situations.set(statement.edits, { ...situation, effect })
}

/** Takes one step: changes what the fold knows, and notes what the statement did. */
export const applyStep = (state: FoldState, step: Step): void => {
  const { statement, effect, categories, answers, reading } = step
  const { changed, offered } = change(state, step)
  const edits = statement.source === 'person' ? statement.edits : null
  // The first answer counts, unless the person corrects it.
  if (answers && (edits !== null || !state.answers.has(answers))) {
    const reply = effect === 'opted_out' ? 'no' : 'yes'
    state.answers.set(answers, { statementId: statement.id, reply, at: statement.at })
  }
  state.outcomes.set(statement.id, {
    statementId: statement.id,
    effect,
    categories,
    changed,
    offered,
    answers,
    reading,
  })
}
