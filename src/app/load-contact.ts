import { AppError } from '../domain/errors.ts'
import type { Dossier, Services } from './ports.ts'

/** Everything about one contact of the business. Throws `contact.not_found`. */
export const loadContact = async (
  { store }: Pick<Services, 'store'>,
  id: string,
  field = 'id',
): Promise<Dossier> => {
  const dossier = await store.dossier(id)
  if (!dossier) throw new AppError('contact.not_found', `${field}: there is no contact ${id}`, { field })
  return dossier
}
