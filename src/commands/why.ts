import { type Explanation, explainMessage, type Told } from '../app/explain-message.ts'
import type { Config } from '../config/config.ts'
import { AppError } from '../domain/errors.ts'
import { openLogger } from '../logger.ts'
import { buildAssent } from '../services.ts'
import { noQueue } from './no-queue.ts'

const at = (ms: number): string => new Date(ms).toISOString()

const recordOf = ({ record, decision }: Told): string => {
  const named = decision.data.record
  if (!record) return typeof named === 'string' ? named : 'none: nothing speaks against it'
  const how =
    record.source === 'recorded'
      ? `${record.method}, ${record.decision}, entered by ${record.actor}`
      : record.source === 'person'
        ? `said on ${record.channel}`
        : record.source
  return `${record.id} (${how}, ${at(record.at * 1_000)})`
}

const linesOfOne = (told: Told): string[] => {
  const { decision, replayed, agrees } = told
  const { reason, gate, policy, settings } = decision.data
  const rules = `gate ${String(gate)}, policy ${String(policy ?? 'unknown')}, settings version ${String(settings)}`
  return [
    `  decision   ${decision.kind === 'message.allowed' ? 'allowed' : 'refused'} at ${at(decision.at)}`,
    `  reason     ${String(reason)}`,
    `  record     ${recordOf(told)}`,
    `  rules      ${rules}, ledger entry ${decision.seq}`,
    `  asked again from the history of that moment: ${replayed.decision}, ${replayed.reason}${agrees ? ': the same answer' : ': NOT the same answer'}`,
  ]
}

const linesOf = ({ message, told }: Explanation): string[] => [
  `${message.id}  ${message.kind}${message.category ? `, ${message.category}` : ''}, ${message.channel}, ${message.state}`,
  ...(told.length === 0 ? ['The gate has not been asked about it yet.'] : told.flatMap(linesOfOne)),
]

/** `assent why MESSAGE`: which record let a message out, by which rules, and whether the history still says so. */
export const runWhy = async (config: Config, messageId: string): Promise<boolean> => {
  const assent = await buildAssent(config, openLogger('silent'), { backend: noQueue })
  try {
    for (const services of assent.businesses.values()) {
      try {
        const explanation = await explainMessage(services, messageId)
        process.stdout.write(`${linesOf(explanation).join('\n')}\n`)
        return explanation.agrees
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'message.not_found') throw error
      }
    }
    throw new AppError('message.not_found', `there is no message ${messageId} in ${config.databaseFile}`)
  } finally {
    await assent.close()
  }
}
