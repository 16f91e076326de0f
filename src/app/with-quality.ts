import type { Dossier, Services } from './ports.ts'

/** A dossier with the account that something is about to be sent from, as it stands at that moment. */
export const withQuality = async (
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  dossier: Dossier | null,
  accountId: string,
): Promise<Dossier | null> =>
  dossier && {
    ...dossier,
    quality: await store.accountQuality(accountId, dossier.contact.id, clock.now()),
  }
