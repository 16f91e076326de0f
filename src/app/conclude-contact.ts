import { conclude } from '../domain/conclude.ts'
import type { History } from '../domain/consent.ts'
import { type Message, newMessage } from '../domain/message.ts'
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

/**
 * The rest of a change, once the new history is known: consents, requests, ledger facts, and what is said back
 * on the account where the person wrote.
 */
export const concludeContact = (
  services: Pick<Services, 'categories' | 'clock' | 'newId' | 'texts' | 'business'>,
  dossier: Dossier,
  history: History,
  heard: {
    readonly statements: readonly Statement[]
    readonly accounts: ReadonlyMap<string, string>
    readonly correlations: ReadonlyMap<string, string>
  } = { statements: [], accounts: new Map(), correlations: new Map() },
) => {
  const now = services.clock.now()
  const before = { consents: dossier.consents, history: historyOf(services, dossier) }
  const conclusion = conclude(before, history, heard.statements, now)
  const replies = conclusion.sayings.flatMap((saying): Message[] => {
    const accountId = heard.accounts.get(saying.statement.id)
    if (!accountId) return []
    return [
      newMessage({
        id: services.newId('msg'),
        contactId: dossier.contact.id,
        accountId,
        kind: saying.purpose === 'help' ? 'help' : 'confirmation',
        key: `${saying.purpose}:${saying.statement.id}`,
        requestId: null,
        statementId: saying.statement.id,
        correlationId: heard.correlations.get(saying.statement.id) ?? saying.statement.id,
        content: sayBack(services, dossier.contact.language, saying, conclusion.folded),
        createdAt: now,
      }),
    ]
  })
  const known = new Map(dossier.messages.map((message) => [message.id, message]))
  const moved = history.messages.filter((message) => !sameMessage(known.get(message.id), message))
  const facts = conclusion.findings.map((finding) => ({
    ...finding,
    id: services.newId('led'),
    businessId: dossier.contact.businessId,
    contactId: dossier.contact.id,
  }))
  const change = {
    statements: heard.statements,
    consents: conclusion.consents,
    requests: conclusion.requests,
    messages: [...moved, ...replies],
    facts,
  } satisfies Partial<Change>
  return { change, folded: conclusion.folded }
}
