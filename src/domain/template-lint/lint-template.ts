import { z } from 'zod'
import { noticePurposes } from '../notice.ts'
import { ownWordsSchema } from '../own-words.ts'
import { formTextSchema, voiceTextSchema } from '../page-texts.ts'
import type { Readings } from '../statement.ts'
import { categorySchema, templateSchema } from '../templates.ts'
import { checkConsentRules } from './consent-rules.ts'
import { checkDarkPatterns } from './dark-patterns.ts'
import { type Draft, partsOf, readOwn, readPlatform } from './draft.ts'
import type { Finding, LintContext, Report } from './finding.ts'
import { whyOtherLanguage } from './function-words.ts'
import { type LinedJson, readLinedJson } from './json-lines.ts'
import { checkLimits } from './limits.ts'
import { strictPlatformSchema } from './platform-fields.ts'
import { brokenPromise, checkPromisedWords } from './promise-rules.ts'
import { answerIn, promisedWords, type Read } from './promised-words.ts'
import { checkVariables } from './variables.ts'
import { fold, has, vocabularyOf } from './vocabulary.ts'

const noWords = ownWordsSchema.parse({})

const isPlatforms = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'components' in value

/** Reads replies in one language, each text once: the same few words are promised by many templates. */
const readBefore = new WeakMap<LintContext['readReply'], Map<string, Readings>>()
const readerIn = (language: string, { readReply }: LintContext): Read => {
  const known = readBefore.get(readReply) ?? new Map<string, Readings>()
  readBefore.set(readReply, known)
  return (text) => {
    const key = `${language} ${text}`
    const readings = known.get(key) ?? readReply(text, [language], noWords)
    if (known.size < mostKept) known.set(key, readings)
    return readings
  }
}
const mostKept = 5_000

/** In the platform's format nothing says what a template is for, so it is a request when it sounds like one. */
const asks =
  (context: LintContext) =>
  (draft: Draft): boolean => {
    if (context.purpose) return context.purpose === 'opt-in-request'
    if (draft.body === null) return false
    if (draft.platformCategory === 'MARKETING') return true
    const read = readerIn(draft.language, context)
    const vocabulary = vocabularyOf(draft.language)
    const answers = draft.buttons.map(({ label }) => answerIn(label, read))
    const offersYes = answers.includes('yes')
    const isNamedSo = /opt[_-]?in|consent|subscri|permission|einwillig/.test(draft.name ?? '')
    const text = draft.body.text
    if (isNamedSo || vocabulary === null) return isNamedSo || offersYes
    const agrees = has(text, vocabulary.agree)
    const [gets, names] = [has(text, vocabulary.get), has(text, vocabulary.things)]
    const getsMessages = gets && names
    // "Your appointment is confirmed. Will you come?": the yes is to that, and to no messages.
    const isAboutGoods = has(text, vocabulary.goods) && !agrees && !getsMessages
    // "It has arrived. What shall we do with it?": a button that could mean yes, beside none that says no.
    const offersNo = answers.includes('no')
    const isChoice = offersNo || agrees || gets || names
    return (offersYes && isChoice && !isAboutGoods) || (agrees && getsMessages)
  }

/** Faults of single fields that the rules tell of better, each in its own words. */
const isToldOtherwise = ({ code, path }: z.core.$ZodIssue, value: unknown): boolean => {
  const place = path.map(String).join('.')
  const isLong =
    code === 'too_big' || (code === 'invalid_format' && place.endsWith('name') && lengthAt(value, path) > 512)
  if (isLong) return true
  if (/^variables\.\w+\.example$/.test(place)) return true
  return code === 'custom' && /^(?:body|variables|promises|buttons)\b/.test(place)
}

const lengthAt = (value: unknown, path: readonly PropertyKey[]): number => {
  const found = path.reduce<unknown>((inner, key) => {
    const parsed = z.record(z.string(), z.unknown()).safeParse(inner)
    return parsed.success ? parsed.data[String(key)] : undefined
  }, value)
  return typeof found === 'string' ? found.length : 0
}

const checkFields = (value: unknown, report: Report): void => {
  const result = (isPlatforms(value) ? strictPlatformSchema : templateSchema).safeParse(value)
  for (const issue of result.error?.issues ?? []) {
    if (!isToldOtherwise(issue, value))
      report('invalid_field', issue.path.map(String).join('.'), issue.message)
  }
}

/** False when the text is in another language: then nothing in it can be judged. */
const checkLanguage = (draft: Draft, context: LintContext, report: Report): boolean => {
  if (!draft.body) return true
  const names = fold(context.businessName)
  const replies = promisedWords(draft, context).map(({ words }) => words)
  const text = replies.reduce(
    (rest, words) => rest.replaceAll(words, ' '),
    partsOf(draft)
      .map((part) => part.text)
      .join('\n')
      .replace(/\{\{[^{}]*\}\}|https?:\/\/\S+|WhatsApp|SMS/gi, ' '),
  )
  const why = whyOtherLanguage(
    names === '' ? text : text.replace(new RegExp(literal(context.businessName), 'gi'), ' '),
    draft.language,
  )
  if (why)
    report(
      'wrong_language',
      draft.body.field,
      `it is declared as "${draft.language}", but ${why}: translate it, or declare the other language`,
    )
  return why === null
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const checkUnknownCategory = (draft: Draft, { categories }: LintContext, report: Report): void => {
  if (draft.category !== null && !categories.some(({ key }) => key === draft.category))
    report(
      'invalid_field',
      'category',
      `there is no category "${draft.category}"; expected one of: ${categories.map(({ key }) => key).join(', ')}`,
    )
}

/** A template as it was read, with what is wrong with it; the draft is null where it could not be read at all. */
export interface Linted {
  readonly draft: Draft | null
  readonly findings: readonly Finding[]
}

/**
 * Says what is wrong with a template, of ours or in the platform's format (the body of `POST /<WABA_ID>/message_templates`),
 * each fault with its line. Pure; any text yields an answer. None: it may be used.
 */
export const lintTemplate = (text: string, context: LintContext): Linted => {
  const json: LinedJson = readLinedJson(text)
  if (!json.ok)
    return {
      draft: null,
      findings: [
        { code: 'invalid_json', line: json.line, field: '', message: `it is not readable JSON: ${json.why}` },
      ],
    }
  const findings: Finding[] = []
  const report: Report = (code, field, message) => {
    if (findings.some((one) => one.code === code && one.field === field && one.message === message)) return
    findings.push({ code, line: json.lineOf(field), field, message })
  }
  const { value } = json
  checkFields(value, report)
  const draft = isPlatforms(value) ? readPlatform(value, asks(context)) : readOwn(value)
  if (draft) checkDraft(draft, context, report)
  else if (findings.length === 0)
    report('invalid_field', '', 'it is no template: expected "purpose" and "body", or "components"')
  return { draft, findings: findings.sort((a, b) => a.line - b.line) }
}

/** The files beside the templates, by their names; null for a template. */
const pages: Readonly<Record<string, z.ZodType>> = {
  categories: z.array(categorySchema).min(1),
  words: ownWordsSchema,
  form: formTextSchema,
  voice: voiceTextSchema,
}
export const pageOf = (file: string): string | null => {
  const name = file.split(/[/\\]/).at(-1)?.split('.')[0] ?? ''
  return Object.hasOwn(pages, name) ? name : null
}

const promisesSchema = z.object({ language: z.string(), promises: formTextSchema.shape.promises })

/** A file that is no template: its fields, and that what it promises is understood. */
export const lintPage = (file: string, text: string, context: LintContext): readonly Finding[] => {
  const json = readLinedJson(text)
  if (!json.ok)
    return [
      { code: 'invalid_json', line: json.line, field: '', message: `it is not readable JSON: ${json.why}` },
    ]
  const findings: Finding[] = []
  const report: Report = (code, field, message) =>
    findings.push({ code, line: json.lineOf(field), field, message })
  const schema = pages[pageOf(file) ?? '']
  for (const issue of schema?.safeParse(json.value).error?.issues ?? [])
    report('invalid_field', issue.path.map(String).join('.'), issue.message)
  const promising = promisesSchema.safeParse(json.value)
  if (!promising.success) return findings
  const read = readerIn(promising.data.language, context)
  for (const [index, promise] of promising.data.promises.entries()) {
    const broken = brokenPromise('page', promise, read)
    if (broken) report('promise_not_understood', `promises.${index}`, broken)
  }
  return findings
}

const checkDraft = (draft: Draft, context: LintContext, report: Report): void => {
  checkLimits(draft, report)
  checkVariables(draft, report)
  checkUnknownCategory(draft, context, report)
  const isSeen = draft.format === 'platform' || !isForAgents(draft)
  if (!isSeen) return
  if (!draft.body && draft.platformCategory !== 'AUTHENTICATION')
    report('invalid_field', 'components', 'a template needs a body')
  const read = readerIn(draft.language, context)
  const vocabulary = vocabularyOf(draft.language)
  if (!vocabulary) {
    report(
      'invalid_field',
      'language',
      `Assent cannot read "${draft.language}", so nobody can check what it says; use one of its 25 languages`,
    )
    return
  }
  if (!checkLanguage(draft, context, report)) return
  checkPromisedWords(
    draft,
    draft.isRequest || draft.format === 'platform' ? vocabulary : null,
    context,
    read,
    report,
  )
  checkConsentRules(draft, context, vocabulary, read, report)
  if (draft.isRequest) checkDarkPatterns(draft, context, vocabulary, read, report)
}

const isForAgents = ({ purpose }: Draft): boolean => noticePurposes.some((known) => known === purpose)
