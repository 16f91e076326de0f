import { z } from 'zod'
import { parseReply, type ReplyContext } from '../replies/parse-reply.ts'
import type { Vocabulary } from '../replies/vocabulary.ts'
import { channelSchema } from './channel.ts'
import { evidenceSchema, methodSchema } from './evidence.ts'
import { proofGradeSchema } from './settings.ts'

/**
 * What a person said or did about consent, by whatever road, with its own time. Statements are the only
 * input of a consent decision.
 */
const readingSchema = z.object({
  intent: z.enum(['opt_in', 'opt_out', 'help', 'preferences', 'none', 'ambiguous']),
  categories: z.array(z.string()).readonly(),
  basis: z.enum(['answer', 'wish']),
  confidence: z.number(),
  rule: z.string(),
  words: z.array(z.string()).readonly(),
  language: z.string().nullable(),
  because: z.string(),
})
export type Reading = z.infer<typeof readingSchema>

/** The circumstances in which a reply may stand (POLICY §4). Which one it was, only the whole history tells. */
export const circumstances = [
  'asked/none',
  'asked/opted_in',
  'asked/opted_out',
  'none',
  'opted_in',
  'opted_out',
] as const
export type Circumstance = (typeof circumstances)[number]

/**
 * One reply, read once under every circumstance it might stand in. Events arrive out of order, so the
 * circumstance may turn out to be another one later; the readings, and with them the parser's version, stay.
 */
export const readingsSchema = z.object({
  parser: z.string(),
  distinct: z.array(readingSchema),
  /** Circumstance → index into `distinct`. */
  under: z.record(z.enum(circumstances), z.number().int()),
})
export type Readings = z.infer<typeof readingsSchema>

const common = {
  id: z.string(),
  /** Unix seconds, the platform's own time of the statement. */
  at: z.number().int(),
  receivedAt: z.number().int(),
  eventId: z.string().nullable(),
}

/** What a tap stands for: an answer to one asking of ours, or one category switched on or off. */
export const tapSchema = z.union([
  z.object({ requestId: z.string(), reply: z.enum(['yes', 'no', 'stop_all', 'stop_marketing', 'keep']) }),
  z.object({ category: z.string(), to: z.enum(['on', 'off']) }),
])
export type Tap = z.infer<typeof tapSchema>

export const spokenSchema = z.object({
  ...common,
  source: z.literal('person'),
  /** Where it was said: an answer counts on that channel alone. */
  channel: channelSchema.default('whatsapp'),
  wamid: z.string(),
  readings: readingsSchema,
  /** A tap on a button or a row of ours, which says itself what it stands for. */
  answers: tapSchema.nullable(),
  quotes: z.string().nullable(),
  edits: z.string().nullable(),
  /** How far a bare "stop" reaches, by the rules and settings of the moment at which it was heard (`policy.ts`). */
  bareStop: z.enum(['everything', 'what_it_answers']).default('everything'),
})

export const switchedSchema = z.object({
  ...common,
  source: z.literal('platform'),
  value: z.enum(['stop', 'resume']),
})

export const suspendedSchema = z.object({
  ...common,
  source: z.literal('identity'),
  /** `number`: the same person, so marketing alone asks again; `person`: perhaps another one, so everything does. */
  change: z.enum(['number', 'person']),
})

export const silenceSchema = z.object({
  ...common,
  source: z.literal('policy'),
  /** The clarification that nobody answered, and what the business's policy of that day makes of it. */
  requestId: z.string(),
  means: z.enum(['stop_all', 'stop_marketing', 'keep']),
})

/**
 * What a person said or did elsewhere: on a form, on the phone, on paper, to an agent, before Assent was there. A
 * fact beside what they write in the thread; `precedence.ts` says which of the two holds.
 */
export const recordedSchema = z.object({
  ...common,
  source: z.literal('recorded'),
  method: methodSchema,
  decision: z.enum(['opt_in', 'opt_out']),
  categories: z.array(z.string()).readonly(),
  channels: z.array(channelSchema).readonly(),
  /**
   * What it may do by the business's settings of the moment at which it was recorded: a bare flag or a form that
   * nobody has confirmed yet may be a ground for asking (`ask`) and grants nothing.
   */
  counts: z.enum(['grant', 'deny', 'ask', 'nothing']),
  grade: proofGradeSchema.nullable(),
  /** Who entered it: an API key, an agent's name, a form. */
  actor: z.string(),
  evidence: evidenceSchema,
})
export type Recorded = z.infer<typeof recordedSchema>

export const statementSchema = z.discriminatedUnion('source', [
  spokenSchema,
  switchedSchema,
  suspendedSchema,
  silenceSchema,
  recordedSchema,
])
export type Statement = z.infer<typeof statementSchema>
export type Spoken = z.infer<typeof spokenSchema>

const contextOf = (circumstance: Circumstance, languages: readonly string[]): ReplyContext => {
  const pending = circumstance.startsWith('asked/')
  const state = z.enum(['none', 'opted_in', 'opted_out']).parse(circumstance.replace('asked/', ''))
  return { pending, state, languages }
}

/** Reads a text under every circumstance. Pure; about six times the cost of one parse. */
export const readReply = (
  text: string,
  parser: string,
  languages: readonly string[],
  vocabulary?: Vocabulary,
): Readings => {
  const distinct: Reading[] = []
  const seen = new Map<string, number>()
  const under = circumstances.map((circumstance) => {
    const reading = parseReply(text, contextOf(circumstance, languages), vocabulary)
    const shape = JSON.stringify(reading)
    const known = seen.get(shape) ?? distinct.push(reading) - 1
    seen.set(shape, known)
    return [circumstance, known] as const
  })
  return { parser, distinct, under: readingsSchema.shape.under.parse(Object.fromEntries(under)) }
}

/** The reading under one circumstance. */
export const readingUnder = (readings: Readings, circumstance: Circumstance): Reading => {
  const reading = readings.distinct[readings.under[circumstance]]
  if (!reading) throw new Error(`readings have no entry for ${circumstance}`)
  return reading
}

/** True when no circumstance makes the reply matter for consent: an ordinary message. */
export const isOrdinary = (readings: Readings): boolean =>
  readings.distinct.every((reading) => reading.intent === 'none')
