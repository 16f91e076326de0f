import { AppError } from '../domain/errors.ts'
import type { Dossier, Services } from './ports.ts'

/** What is said where there is no such contact; `field` is where its id was given. */
export const noContact = (id: string, field = 'id'): AppError =>
  new AppError('contact.not_found', `${field}: there is no contact ${id}`, { field })

/** Everything about one contact of the business. Throws `contact.not_found`. */
export const loadContact = async (
  { store }: Pick<Services, 'store'>,
  id: string,
  field = 'id',
): Promise<Dossier> => {
  const dossier = await store.dossier(id)
  if (!dossier) throw noContact(id, field)
  return dossier
}
