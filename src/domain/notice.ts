/** What an agent may do about a notice: ask again, go on by SMS, or go back to the contact. */
export const offers = ['resend', 'sms', 'back'] as const
export type Offer = (typeof offers)[number]

export const noticePurposes = [
  'accepted',
  'rejected',
  'no-response',
  'expired',
  'not-delivered',
  'not-on-whatsapp',
] as const
export type NoticePurpose = (typeof noticePurposes)[number]

/** What the agents of a business are shown. Never leaves the business. Times in Unix ms. */
export interface Notice {
  readonly id: string
  readonly contactId: string
  readonly requestId: string | null
  readonly purpose: NoticePurpose
  readonly text: string
  readonly offers: readonly Offer[]
  readonly at: number
  readonly answer: Offer | null
  readonly answeredAt: number | null
}
