import type { Channel } from '../domain/channel.ts'
import { minute, secondOf } from '../domain/clock.ts'
import { AppError } from '../domain/errors.ts'
import { type Evidence, type Method, missingEvidence } from '../domain/evidence.ts'
import type { Outcome } from '../domain/history.ts'
import type { ProofGrade, Settings } from '../domain/settings.ts'
import type { Recorded } from '../domain/statement.ts'
import { changeContact } from './change-contact.ts'
import { channelsOf, concludeContact, historyOf, settingsNow } from './conclude-contact.ts'
import { noContact } from './load-contact.ts'
import type { Dossier, Services } from './ports.ts'
import { checkCategories } from './request-consent.ts'

export interface NewStatement {
  readonly contactId: string
  readonly method: Method
  readonly decision: Recorded['decision']
  /** Keys of categories; `*` alone stands for all of them. */
  readonly categories: readonly string[]
  /** None: for an opt-out every channel, for an opt-in WhatsApp. */
  readonly channels?: readonly Channel[] | undefined
  /** When the person said it, Unix ms; null: now. */
  readonly at: number | null
  readonly grade: ProofGrade | null
  /** A form or a list that the person has still to confirm: a ground for asking, and no consent by itself. */
  readonly isUnconfirmed?: boolean
  readonly evidence: Evidence
  readonly actor: string
}

export interface RecordedStatement {
  readonly statement: Recorded
  readonly outcome: Outcome
  readonly dossier: Dossier
}

/** Clocks may differ by so much, in ms; what is later than that has not happened yet. */
const clockSlack = 5 * minute

type Unaddressed = Omit<NewStatement, 'contactId'>

const checkEvidence = (services: Services, input: Unaddressed): void => {
  if (input.decision === 'opt_out') return
  const missing = missingEvidence(input.method, input.grade, input.evidence, services.business.name)
  if (missing.length === 0) return
  const errors = missing.map(({ field, expected }) => ({ field: `evidence.${field}`, expected }))
  const detail = errors.map(({ field, expected }) => `${field}: expected ${expected}`).join('; ')
  throw new AppError('evidence.missing', `without this the record proves nothing. ${detail}`, { errors })
}

const checkInput = (services: Services, input: Unaddressed, now: number): void => {
  if (!(input.categories.length === 1 && input.categories[0] === '*'))
    checkCategories(services, input.categories)
  const known = channelsOf(services.accounts)
  const foreign = input.channels?.find((channel) => !known.includes(channel))
  if (foreign !== undefined && input.decision === 'opt_in') {
    throw new AppError('account.not_found', `channels: this business has no account for ${foreign}`, {
      field: 'channels',
    })
  }
  if (input.at !== null && input.at > now + clockSlack) {
    throw new AppError('request.invalid', 'at: it lies in the future', { field: 'at' })
  }
  if (input.method === 'import' && input.decision === 'opt_in' && input.grade === null) {
    throw new AppError('request.invalid', 'grade: an import needs its proof grade: A, B or C', {
      field: 'grade',
    })
  }
  checkEvidence(services, input)
}

const checkAttachments = async ({ store }: Services, { evidence }: Unaddressed): Promise<void> => {
  for (const id of evidence.attachments ?? []) {
    if (await store.attachment(id)) continue
    throw new AppError('attachment.not_found', `evidence.attachments: there is no attachment ${id}`, {
      field: 'evidence.attachments',
    })
  }
}

/** Everything that can be wrong with a statement, whoever it is about: to be asked before anybody is added for it. */
export const checkStatement = async (services: Services, input: Unaddressed): Promise<void> => {
  checkInput(services, input, services.clock.now())
  await checkAttachments(services, input)
}

/** What it may do, by the settings of this moment: they are written into the statement, so that it stays so. */
const countsFor = (input: NewStatement, settings: Settings): Recorded['counts'] => {
  if (input.decision === 'opt_out') return 'deny'
  if (input.isUnconfirmed) return 'ask'
  return input.method === 'import' && input.grade !== null ? settings.proof[input.grade] : 'grant'
}

/**
 * Records what a person said or did outside of a message thread, with its evidence (EVIDENCE, FACTS §9). An opt-out
 * counts like a stop, whoever reports it; an opt-in without the wording shown, its language, its version and the
 * business's name in it is refused. Throws `evidence.missing` with every field, `category.unknown`, `contact.not_found`.
 */
export const recordStatement = async (
  services: Services,
  input: NewStatement,
): Promise<RecordedStatement> => {
  const { store, newId, clock } = services
  await checkStatement(services, input)
  const decide = (dossier: Dossier) => {
    const now = clock.now()
    const statement: Recorded = {
      source: 'recorded',
      id: newId('stm'),
      at: secondOf(Math.min(input.at ?? now, now)),
      receivedAt: now,
      eventId: null,
      method: input.method,
      decision: input.decision,
      categories: input.categories,
      channels:
        input.channels ?? (input.decision === 'opt_out' ? channelsOf(services.accounts) : ['whatsapp']),
      counts: countsFor(input, settingsNow(services, dossier)),
      grade: input.grade,
      actor: input.actor,
      evidence: input.evidence,
    }
    const before = historyOf(services, dossier)
    const history = { ...before, statements: [...before.statements, statement] }
    const heard = { statements: [statement], accounts: new Map(), correlations: new Map() }
    const { change, folded } = concludeContact(services, dossier, history, heard)
    const outcome = folded.outcomes.get(statement.id)
    if (!outcome) throw new Error('the fold has passed a statement over')
    const { id, method, decision, categories, channels, counts, grade, actor } = statement
    const fact = {
      id: newId('led'),
      businessId: dossier.contact.businessId,
      contactId: dossier.contact.id,
      kind: 'statement.recorded',
      at: statement.at * 1_000,
      data: {
        statement: id,
        method,
        decision,
        categories,
        channels,
        counts,
        grade,
        actor,
        evidence: input.evidence,
      },
    }
    return { change: { ...change, facts: [fact, ...change.facts] }, result: { statement, outcome } }
  }
  const done = await changeContact(services, () => store.dossier(input.contactId), decide)
  const dossier = await store.dossier(input.contactId)
  if (done === null || done === 'unheard' || !dossier) {
    throw noContact(input.contactId)
  }
  return { ...done, dossier }
}
