import type { FoldState, Mark } from './fold-state.ts'
import type { Step } from './step.ts'

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

const optOut = (state: FoldState, step: Step): string[] => {
  const were = step.categories.filter((key) => state.marks.get(key)?.own === 'opted_in')
  const changed = setMarks(state, step, step.categories, 'opted_out')
  // The notice promises that a yes brings back what was on, or what was asked for; a second stop promises nothing new.
  const offered = step.answers && step.situation?.asked ? step.categories : were
  if (changed.length > 0) state.promised = offered.length > 0 ? offered : changed
  return changed
}

const change = (state: FoldState, step: Step): string[] => {
  switch (step.effect) {
    case 'opted_in':
      state.promised = []
      state.heldBy = null
      return setMarks(state, step, step.categories, 'opted_in')
    case 'opted_out':
      state.heldBy = null
      return optOut(state, step)
    case 'suspended':
      return setMarks(
        state,
        step,
        step.categories.filter((key) => state.marks.get(key)?.own === 'opted_in'),
        'none',
      )
    case 'platform_stopped':
      state.platformStop = step.statement.id
      return []
    case 'platform_resumed':
      state.platformStop = null
      return []
    case 'unclear':
      // The first doubt holds until it is cleared; a second one asks nothing new.
      state.heldBy ??= step.statement.id
      return []
    case 'kept':
      state.heldBy = null
      return []
    case 'help':
    case 'preferences':
    case 'none':
      return []
  }
}

/** Takes one step: changes what the fold knows, and notes what the statement did. */
export const applyStep = (state: FoldState, step: Step): void => {
  const { statement, effect, categories, answers, reading, situation } = step
  const changed = change(state, step)
  if (answers && !state.answers.has(answers)) {
    const reply = effect === 'opted_out' ? 'no' : 'yes'
    state.answers.set(answers, { statementId: statement.id, reply, at: statement.at })
  }
  if (statement.source === 'person' && situation) {
    state.situations.set(statement.wamid, { ...situation, effect })
  }
  state.outcomes.set(statement.id, {
    statementId: statement.id,
    effect,
    categories,
    changed,
    answers,
    reading,
  })
}
