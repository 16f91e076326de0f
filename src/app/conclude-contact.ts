import { conclude, type Saying } from '../domain/conclude.ts'
import type { Folded, History } from '../domain/consent.ts'
import { type Message, newMessage } from '../domain/message.ts'
import { clarificationWait, policyAt } from '../domain/policy.ts'
import type { OptInRequest } from '../domain/request.ts'
import type { Statement } from '../domain/statement.ts'
import type { Change, Dossier, Services } from './ports.ts'
import { sayBack } from './say-back.ts'

/** The dossier's facts as the fold wants them. */
export const historyOf = (services: Pick<Services, 'categories'>, dossier: Dossier): History => ({
  categories: services.categories,
  requests: dossier.requests,
  messages: dossier.messages,
  statements: dossier.statements,
})

const sameMessage = (a: Message | undefined, b: Message): boolean => JSON.stringify(a) === JSON.stringify(b)

/** What was heard in this change, and where: what is said back goes out on the same account. */
export interface HeardNow {
  readonly statements: readonly Statement[]
  readonly accounts: ReadonlyMap<string, string>
  readonly correlations: ReadonlyMap<string, string>
}

const nothingHeard: HeardNow = { statements: [], accounts: new Map(), correlations: new Map() }

type Parts = Pick<Services, 'categories' | 'clock' | 'newId' | 'texts' | 'business' | 'policies'>

interface Reply {
  readonly message: Message
  readonly asking: OptInRequest | null
}

/** The message that says something back; for an unclear statement also the asking that waits for its answer. */
const replyTo = (
  parts: Parts,
  dossier: Dossier,
  saying: Saying,
  folded: Folded,
  heard: HeardNow,
): Reply | null => {
  const { statement, purpose } = saying
  const { id: contactId, language } = dossier.contact
  const accountId = heard.accounts.get(statement.id)
  if (!accountId) return null
  const now = parts.clock.now()
  const askingId = purpose === 'clarify' ? parts.newId('req') : null
  const message = newMessage({
    id: parts.newId('msg'),
    contactId,
    accountId,
    kind:
      purpose === 'clarify'
        ? 'question'
        : purpose === 'help' || purpose === 'preferences'
          ? 'help'
          : 'confirmation',
    key: `${purpose}:${statement.id}`,
    requestId: askingId,
    statementId: statement.id,
    correlationId: heard.correlations.get(statement.id) ?? statement.id,
    content: sayBack(parts, language, saying, folded, askingId),
    createdAt: now,
  })
  if (!askingId) return { message, asking: null }
  const asking: OptInRequest = {
    id: askingId,
    kind: 'clarification',
    contactId,
    accountId,
    categories: parts.categories.map(({ key }) => key),
    messageId: message.id,
    createdAt: now,
    waitMs: clarificationWait(policyAt(parts.policies, now)),
    answer: null,
    silentAt: null,
    undeliveredAt: null,
  }
  return { message, asking }
}

/**
 * The rest of a change, once the new history is known: consents, requests, ledger facts, and what is said back
 * on the account where the person wrote.
 */
export const concludeContact = (
  parts: Parts,
  dossier: Dossier,
  history: History,
  heard: HeardNow = nothingHeard,
) => {
  const now = parts.clock.now()
  const before = { consents: dossier.consents, history: historyOf(parts, dossier) }
  const conclusion = conclude(before, history, heard.statements, now)
  const replies = conclusion.sayings.flatMap(
    (saying) => replyTo(parts, dossier, saying, conclusion.folded, heard) ?? [],
  )
  const known = new Map(dossier.messages.map((message) => [message.id, message]))
  const moved = history.messages.filter((message) => !sameMessage(known.get(message.id), message))
  const facts = conclusion.findings.map((finding) => ({
    ...finding,
    id: parts.newId('led'),
    businessId: dossier.contact.businessId,
    contactId: dossier.contact.id,
  }))
  const askings = replies.flatMap(({ asking }) => (asking ? [{ ...asking, dueAt: null }] : []))
  const change = {
    statements: heard.statements,
    consents: conclusion.consents,
    requests: [...conclusion.requests, ...askings],
    messages: [...moved, ...replies.map(({ message }) => message)],
    facts,
  } satisfies Partial<Change>
  return { change, folded: conclusion.folded }
}
