import { foldConsent } from '../domain/consent.ts'
import { AppError } from '../domain/errors.ts'
import type { Notice, Offer } from '../domain/notice.ts'
import { historyOf } from './conclude-contact.ts'
import { loadContact } from './load-contact.ts'
import type { Services } from './ports.ts'
import { requestConsent } from './request-consent.ts'

/** What was asked, and where: asking again is asking the same. */
const askedIn = async (
  services: Services,
  { requestId }: Notice,
): Promise<{ readonly categories: readonly string[]; readonly accountId: string | undefined }> => {
  const request = requestId === null ? null : await services.store.request(requestId)
  return {
    categories: request?.categories ?? services.categories.map(({ key }) => key),
    accountId: request?.accountId,
  }
}

/** The categories for which there is no consent on SMS yet: WhatsApp consent is none for SMS. */
const missingOnSms = async (
  services: Services,
  contactId: string,
  categories: readonly string[],
): Promise<string[]> => {
  const { consents } = foldConsent(historyOf(services, await loadContact(services, contactId)))
  return categories.filter(
    (key) =>
      !consents.some((one) => one.channel === 'sms' && one.category === key && one.state === 'opted_in'),
  )
}

const act = async (services: Services, notice: Notice, choice: Offer): Promise<string | null> => {
  const { contactId } = notice
  const { categories, accountId } = await askedIn(services, notice)
  switch (choice) {
    case 'back':
      return null
    case 'resend':
      return (await requestConsent(services, { contactId, categories, accountId })).id
    case 'sms': {
      const missing = await missingOnSms(services, contactId, categories)
      if (missing.length === 0) return null
      return (await requestConsent(services, { contactId, categories: missing, channel: 'sms' })).id
    }
  }
}

/**
 * Does what a notice offers, once, and marks it as answered. Returns the request that came of it, if any. Throws
 * `notice.not_found`, `notice.answered`, `request.invalid` for what the notice does not offer, and what asking throws.
 */
export const answerNotice = async (
  services: Services,
  noticeId: string,
  choice: Offer,
): Promise<string | null> => {
  const { store, clock } = services
  const notice = await store.notice(noticeId)
  if (!notice) throw new AppError('notice.not_found', `there is no notice ${noticeId}`, { field: 'id' })
  if (notice.answer !== null) {
    throw new AppError('notice.answered', `the notice has been answered already: ${notice.answer}`)
  }
  if (!notice.offers.includes(choice)) {
    const offered = notice.offers.join(', ') || 'nothing'
    throw new AppError('request.invalid', `choice: this notice offers ${offered}`, { field: 'choice' })
  }
  // Asking twice at once meets the gate, which allows one open request: so the deed comes before the mark.
  const made = await act(services, notice, choice)
  await store.answerNotice(noticeId, choice, clock.now())
  return made
}
