import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ProofGrade } from './settings.ts'

/** The roads on which consent is given and taken outside of a message thread (FACTS §9.1, §9.2). */
export const methods = [
  'web_form',
  'ivr',
  'phone',
  'in_person',
  'paper',
  'email',
  'messaging_channel',
  'in_app_signup',
  'agent',
  'import',
] as const
export const methodSchema = z.enum(methods)
export type Method = (typeof methods)[number]

const short = z.string().trim().min(1).max(200)

/** What proves a statement: what was shown or played, and what came back. Which fields a method needs: `missingEvidence`. */
export const evidenceSchema = z.strictObject({
  /** The exact words that the person saw or heard, in full; they name the business. */
  wording: z.string().trim().min(1).max(5_000).optional(),
  /** The language of the wording. */
  language: z
    .string()
    .max(20)
    .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/, 'expected a language such as "en" or "pt_BR"')
    .optional(),
  /** Which edition of the wording it was. */
  version: short.optional(),
  /** The page or form on which it was shown. */
  page: z.string().trim().min(1).max(2_000).optional(),
  ip: z.string().max(60).optional(),
  userAgent: z.string().max(500).optional(),
  /** The call: its id at the telephone provider, and the keys that were pressed. */
  callId: short.optional(),
  digits: z
    .string()
    .regex(/^[0-9*#]{1,20}$/, 'expected keys of a telephone, such as "1"')
    .optional(),
  /** Where and on which day, for what was agreed in person or on paper. */
  place: short.optional(),
  date: z.iso.date().optional(),
  /** What the paper or file is called where it is kept. */
  document: short.optional(),
  /** Scans that were uploaded, by their ids. */
  attachments: z.array(z.string().max(80)).max(20).optional(),
  /** Where an earlier consent comes from: the system, list or channel. */
  origin: short.optional(),
  note: z.string().max(2_000).optional(),
})
export type Evidence = z.infer<typeof evidenceSchema>

/** Names a file by its content, so that anybody can check that it was this one. */
export const contentHash = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex')

/** Names a wording by its content. */
export const wordingHash = (wording: string): string => contentHash(wording.normalize('NFC'))

interface Missing {
  readonly field: string
  readonly expected: string
}

const shown: readonly Missing[] = [
  { field: 'wording', expected: 'the exact words that the person saw or heard' },
  { field: 'language', expected: 'the language of the wording, such as "en"' },
  { field: 'version', expected: 'which edition of the wording it was' },
]

const byMethod: Readonly<Partial<Record<Method, readonly Missing[]>>> = {
  ivr: [
    { field: 'callId', expected: "the call's id at the telephone provider" },
    { field: 'digits', expected: 'the keys that were pressed' },
  ],
  phone: [{ field: 'callId', expected: "the call's id or reference" }],
  in_person: [
    { field: 'place', expected: 'where it was' },
    { field: 'date', expected: 'the day on which it was' },
  ],
  paper: [
    { field: 'place', expected: 'where it was signed' },
    { field: 'date', expected: 'the day on which it was signed' },
    { field: 'document', expected: 'what the document is called where it is kept, or attachments' },
  ],
  web_form: [{ field: 'page', expected: 'the address of the page' }],
  messaging_channel: [{ field: 'origin', expected: 'the channel on which it was said' }],
  import: [{ field: 'origin', expected: 'the system or list that it comes from' }],
}

const lettersOf = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ')

/**
 * What a record of an opt-in lacks: the wording with its language and version, the business's name in it, and what
 * its method leaves behind (FACTS §9.1, EVIDENCE). Empty when it is complete. An opt-out needs none of it: nobody
 * has to prove anything to be left alone.
 */
export const missingEvidence = (
  method: Method,
  grade: ProofGrade | null,
  evidence: Evidence,
  businessName: string,
): readonly Missing[] => {
  const isThere = ({ field }: Missing): boolean => {
    if (field === 'document' && evidence.attachments?.length) return true
    return Object.entries(evidence).some(([key, value]) => key === field && value !== undefined)
  }
  const own = byMethod[method] ?? []
  // A bare flag has no wording, which is why it may do so little; a dated source has at least its day.
  const needed =
    method !== 'import' || grade === 'A'
      ? [...shown, ...own]
      : grade === 'B'
        ? [...own, { field: 'date', expected: 'the day of the earlier consent' }]
        : own
  const missing = needed.filter((one) => !isThere(one))
  const { wording } = evidence
  if (wording !== undefined && !lettersOf(wording).includes(lettersOf(businessName))) {
    return [...missing, { field: 'wording', expected: `words that name the business: ${businessName}` }]
  }
  return missing
}
