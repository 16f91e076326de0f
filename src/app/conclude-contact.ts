import { conclude, type Finding, type Saying } from '../domain/conclude.ts'
import { type Folded, foldConsent, type History } from '../domain/consent.ts'
import { withConsequences } from '../domain/counts.ts'
import { type Message, newMessage } from '../domain/message.ts'
import { newRequest, type OptInRequest } from '../domain/request.ts'
import { clarificationWait, type Settings, settingsAt } from '../domain/settings.ts'
import type { Statement } from '../domain/statement.ts'
import { noticesOf } from './notices.ts'
import type { Account, Change, Dossier, Services } from './ports.ts'
import { sayBack } from './say-back.ts'

export const channelsOf = (accounts: readonly Account[]): History['channels'] => [
  ...new Set(accounts.map(({ channel }) => channel)),
]

/** The dossier's facts as the fold wants them. */
export const historyOf = (
  { categories, accounts }: Pick<Services, 'categories' | 'accounts'>,
  dossier: Pick<Dossier, 'requests' | 'messages' | 'statements'>,
): History => ({
  channels: channelsOf(accounts),
  categories,
  requests: dossier.requests,
  messages: dossier.messages,
  statements: dossier.statements,
})

/** The settings that hold now. */
export const settingsNow = ({ clock }: Pick<Services, 'clock'>, dossier: Dossier): Settings =>
  settingsAt(dossier.settings, clock.now()).settings

const sameMessage = (a: Message | undefined, b: Message): boolean => JSON.stringify(a) === JSON.stringify(b)

/** What was heard in this change, and where: what is said back goes out on the same account. */
export interface HeardNow {
  readonly statements: readonly Statement[]
  readonly accounts: ReadonlyMap<string, string>
  readonly correlations: ReadonlyMap<string, string>
}

const nothingHeard: HeardNow = { statements: [], accounts: new Map(), correlations: new Map() }

type Parts = Pick<Services, 'categories' | 'clock' | 'newId' | 'texts' | 'business' | 'accounts'>

interface Reply {
  readonly message: Message
  readonly asking: OptInRequest | null
}

const kindOf = (purpose: Saying['purpose']): Message['kind'] => {
  if (purpose === 'clarify') return 'question'
  return purpose === 'opted-in' || purpose === 'opted-out' || purpose === 'kept' ? 'confirmation' : 'help'
}

/** Where a person is answered: where they wrote, else the first account of the channel it was recorded for. */
const accountFor = ({ accounts }: Parts, { statement }: Saying, heard: HeardNow): Account | undefined => {
  const id = heard.accounts.get(statement.id)
  if (id !== undefined) return accounts.find((account) => account.id === id)
  if (statement.source !== 'recorded') return undefined
  return accounts.find(({ channel }) => statement.channels.includes(channel))
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
  const account = accountFor(parts, saying, heard)
  if (!account) return null
  const { id: accountId, channel } = account
  const now = parts.clock.now()
  const askingId = purpose === 'clarify' ? parts.newId('req') : null
  const message = newMessage({
    id: parts.newId('msg'),
    contactId,
    accountId,
    channel,
    kind: kindOf(purpose),
    key: `${purpose}:${statement.id}`,
    requestId: askingId,
    statementId: statement.id,
    correlationId: heard.correlations.get(statement.id) ?? statement.id,
    content: sayBack(parts, language, channel, saying, folded, askingId),
    createdAt: now,
  })
  if (!askingId) return { message, asking: null }
  const asking = newRequest({
    id: askingId,
    kind: 'clarification',
    contactId,
    accountId,
    channel,
    categories: parts.categories.map(({ key }) => key),
    messageId: message.id,
    createdAt: now,
    waitMs: clarificationWait(settingsNow(parts, dossier)),
  })
  return { message, asking }
}

/** A stop cancels what is queued for the person, at once; the gate would refuse it at its turn all the same. */
const withoutRefused = (history: History): { history: History; refused: readonly Message[] } => {
  const { consents } = foldConsent(history)
  const isStopped = ({ channel }: Message, category: string): boolean =>
    consents.some((one) => one.channel === channel && one.category === category && one.state === 'opted_out')
  const categoriesOf = ({ kind, category, requestId }: Message): readonly string[] => {
    if (kind === 'business') return category === null ? [] : [category]
    if (kind !== 'request') return []
    return history.requests.find(({ id }) => id === requestId)?.categories ?? []
  }
  const refused = history.messages
    .filter(
      (message) =>
        message.state === 'queued' && categoriesOf(message).some((category) => isStopped(message, category)),
    )
    .map((message): Message => ({ ...message, state: 'cancelled', reason: 'opted_out' }))
  if (refused.length === 0) return { history, refused }
  const messages = history.messages.map((one) => refused.find(({ id }) => id === one.id) ?? one)
  return { history: { ...history, messages }, refused }
}

const refusalOf =
  (at: number) =>
  ({ id, kind, category, channel, reason, campaignId }: Message): Finding => ({
    kind: 'message.cancelled',
    at,
    data: {
      message: id,
      kind,
      category,
      channel,
      reason,
      ...(campaignId === null ? {} : { campaign: campaignId }),
    },
  })

/**
 * The rest of a change, once the new history is known: consents, requests, ledger facts, what the agents are shown, and
 * what is said back on the account where the person wrote.
 */
export const concludeContact = (
  parts: Parts,
  dossier: Dossier,
  history: History,
  heard: HeardNow = nothingHeard,
) => {
  const now = parts.clock.now()
  const before = { consents: dossier.consents, history: historyOf(parts, dossier) }
  const { history: left, refused } = withoutRefused(history)
  const conclusion = conclude(before, left, heard.statements, now)
  const { attributionDays } = settingsNow(parts, dossier).quality
  const standing = withConsequences(left, conclusion.folded, attributionDays)
  const replies = conclusion.sayings.flatMap(
    (saying) => replyTo(parts, dossier, saying, conclusion.folded, heard) ?? [],
  )
  const known = new Map(dossier.messages.map((message) => [message.id, message]))
  const moved = standing.messages.filter((message) => !sameMessage(known.get(message.id), message))
  const { notices, findings } = noticesOf(parts, dossier, conclusion)
  const facts = [...conclusion.findings, ...refused.map(refusalOf(now)), ...findings].map((finding) => ({
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
    notices,
    facts,
  } satisfies Partial<Change>
  return { change, folded: conclusion.folded }
}
