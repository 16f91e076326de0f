import { setTimeout } from 'node:timers/promises'
import { campaignProgress } from '../app/campaigns.ts'
import type { Store } from '../app/ports.ts'
import type { Config } from '../config/config.ts'
import { type Campaign, isOpen, type Progress } from '../domain/campaign.ts'
import { systemClock } from '../domain/clock.ts'
import { AppError } from '../domain/errors.ts'
import { openDatabase, ulidFactory } from '../services.ts'
import { sqliteStore } from '../store/sqlite-store.ts'
import { prepareDatabase } from './roles.ts'

const width = 30

/** One line: how far a campaign is. */
export const progressLine = ({ state }: Pick<Campaign, 'state'>, progress: Progress): string => {
  const { percent, total, sent, read, refused, failed, cancelled, waiting, queued, estimatedEnd } = progress
  const filled = Math.round((percent * width) / 100)
  const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`
  const counts = [
    `${sent} sent`,
    `${read} read`,
    `${refused} refused`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(cancelled > 0 ? [`${cancelled} cancelled`] : []),
    `${waiting + queued} to go`,
  ]
  const end =
    estimatedEnd === null ? '' : `, until about ${new Date(estimatedEnd).toISOString().slice(0, 16)}Z`
  return `${bar} ${String(percent).padStart(3)} %  of ${total}: ${counts.join(', ')}  (${state}${end})`
}

const findCampaign = async (stores: readonly Store[], id: string) => {
  for (const store of stores) {
    const campaign = await store.campaign(id)
    if (campaign) return { store, campaign }
  }
  return null
}

/** `assent campaign ID`: shows how far a campaign is until it is over. Ctrl+C ends the looking and nothing else. */
export const runCampaignBar = async (config: Config, id: string): Promise<void> => {
  await prepareDatabase(config, false)()
  const { sqlite, shared } = openDatabase(config)
  try {
    const newId = ulidFactory(systemClock)
    const stores = config.businesses.map((business) => sqliteStore(sqlite, newId, business))
    let shown = ''
    for (;;) {
      const found = await findCampaign(stores, id)
      if (!found)
        throw new AppError('campaign.not_found', `there is no campaign ${id} in ${config.databaseFile}`)
      const { store, campaign } = found
      const line = progressLine(campaign, await campaignProgress({ store, clock: systemClock }, campaign))
      const isOver = !isOpen(campaign)
      // On a screen the line is written over; in a file there is a new one when something has changed.
      if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${line}${isOver ? '\n' : ''}`)
      else if (line !== shown) process.stdout.write(`${line}\n`)
      shown = line
      if (isOver) return
      await setTimeout(1_000)
    }
  } finally {
    await shared.close()
  }
}
