import { z } from 'zod'

/** The roads on which a business may write. Consent for one is no consent for another; a stop on one ends all. */
export const channels = ['whatsapp', 'sms'] as const
export const channelSchema = z.enum(channels)
export type Channel = (typeof channels)[number]
