import { type Channel, channels } from './channel.ts'
import { type ChannelState, type FoldState, type Marks, wordOn } from './fold-state.ts'
import type { Mark } from './precedence.ts'
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

const setMarks = (
  marks: Marks,
  where: ChannelState,
  step: Step,
  keys: readonly string[],
  state: Mark['state'],
): string[] => {
  const before = new Map(keys.map((key) => [key, wordOn(where, key).state]))
  for (const key of keys) marks.set(key, { state, by: step.statement.id, since: step.statement.at })
  return keys.filter((key) => before.get(key) !== wordOn(where, key).state)
}

/** What the notice of an opt-out promises that a yes brings back: what was on, or what was asked for. */
const offeredBy = (step: Step, changed: readonly string[], were: readonly string[]): readonly string[] => {
  if (step.answers && step.situation?.asked) return step.categories
  if (were.length > 0) return were
  return changed.length > 0 ? changed : step.categories
}

const onIn = (where: ChannelState, keys: readonly string[]): string[] =>
  keys.filter((key) => wordOn(where, key).state === 'opted_in')

/** A stop on one channel: what it changes there, and what a yes there brings back. */
const stopOn = (where: ChannelState, marks: Marks, step: Step, isTold: boolean): Changed => {
  const were = onIn(where, step.categories)
  const changed = setMarks(marks, where, step, step.categories, 'opted_out')
  const { at, source } = step.statement
  // Silence is told to nobody, so it promises nothing.
  if (source === 'policy') {
    where.promised = null
    return { changed, offered: [] }
  }
  // A second stop is not said back and promises nothing new; two stops of one second are told of together.
  if (changed.length === 0 && !step.answers) return { changed, offered: where.promised?.categories ?? [] }
  const offered = offeredBy(step, changed, were)
  // The notice goes out where the stop was said; what it does not reach promises nothing.
  if (!isTold) return { changed, offered }
  const before = where.promised?.at === at ? where.promised.categories : []
  where.promised = { categories: [...new Set([...before, ...offered])], at }
  return { changed, offered }
}

const nothing: Changed = { changed: [], offered: [] }

const union = (lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())]

/** The channels that a step reaches. */
const reachOf = ({ statement, channel, everywhere, effect }: Step): readonly Channel[] => {
  if (statement.source === 'recorded') return statement.channels
  if (statement.source !== 'person') return channels
  return everywhere && effect === 'opted_out' ? channels : [channel]
}

const marksOf = (where: ChannelState, { statement }: Step): Marks =>
  statement.source === 'recorded' ? where.recorded : where.said

const grant = (state: FoldState, step: Step): Changed => {
  const changed = reachOf(step).map((channel) => {
    const where = state.on[channel]
    const marks = marksOf(where, step)
    // A stop from elsewhere ranks like a stop in the thread: nothing that others record lifts it (RELIABILITY F61).
    const isRecorded = step.statement.source === 'recorded'
    const keys = step.categories.filter((key) => !isRecorded || marks.get(key)?.state !== 'opted_out')
    if (step.statement.source === 'person') where.promised = null
    return setMarks(marks, where, step, keys, 'opted_in')
  })
  // A doubt about advertising is not cleared by a yes to something else, nor by what others record.
  const isTheirs = step.statement.source === 'person'
  if (isTheirs && step.categories.some((key) => state.marketing.has(key))) state.heldBy = null
  return { changed: union(changed), offered: [] }
}

const suspend = (state: FoldState, step: Step): Changed => {
  const isStranger = step.statement.source === 'identity' && step.statement.change === 'person'
  if (isStranger) state.strangerSince = step.statement.at
  const changed = channels.map((channel) => {
    const where = state.on[channel]
    if (isStranger) where.promised = null
    // Grants end, whoever wrote them down; what was stopped stays stopped (FACTS §2.1).
    const end = (marks: Marks): string[] => {
      const on = step.categories.filter((key) => marks.get(key)?.state === 'opted_in')
      return setMarks(marks, where, step, on, 'none')
    }
    return [...end(where.recorded), ...end(where.said)]
  })
  return { changed: union(changed), offered: [] }
}

const change = (state: FoldState, step: Step): Changed => {
  switch (step.effect) {
    case 'opted_in':
      return grant(state, step)
    case 'opted_out': {
      state.heldBy = null
      const stops = new Map(
        reachOf(step).map((channel) => {
          const where = state.on[channel]
          const isTold = channel === step.channel || step.statement.source === 'recorded'
          return [channel, stopOn(where, marksOf(where, step), step, isTold)]
        }),
      )
      const all = [...stops.values()]
      return {
        changed: union(all.map(({ changed }) => changed)),
        offered: stops.get(step.channel)?.offered ?? [],
      }
    }
    case 'suspended':
      return suspend(state, step)
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
    case 'ground':
    case 'still_switched_off':
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
  const { statement, channel, effect, categories, answers, reading } = step
  const { changed, offered } = change(state, step)
  const edits = statement.source === 'person' ? statement.edits : null
  // The first answer counts, unless the person corrects it.
  if (answers && (edits !== null || !state.answers.has(answers))) {
    const reply = effect === 'opted_out' ? 'no' : 'yes'
    state.answers.set(answers, { statementId: statement.id, reply, at: statement.at })
  }
  state.outcomes.set(statement.id, {
    statementId: statement.id,
    channel,
    effect,
    categories,
    changed,
    offered,
    answers,
    reading,
  })
}
