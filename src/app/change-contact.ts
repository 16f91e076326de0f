import { type Message, withPast } from '../domain/message.ts'
import type { Change, Dossier, Services } from './ports.ts'
import { ringFor, ringForHooks } from './ring-for.ts'

/** A conflict means that somebody else was faster; that is normal, so look again and decide anew. */
const maxTries = 50

export type Decision<Result> =
  | { readonly change: Omit<Change, 'contactId' | 'expectedVersion'>; readonly result: Result }
  | { readonly change: null; readonly result: Result }

const withTheirPast = ({ messages }: Dossier, changed: readonly Message[], now: number): readonly Message[] =>
  changed.map((after) => withPast(messages.find(({ id }) => id === after.id) ?? after, after, now))

/**
 * THE ONLY WRITER of a contact's consent, requests and messages: load everything about the contact, decide
 * without I/O, commit once under the contact's version; on a conflict load and decide again. Rings the bell for
 * what the commit has made due. Returns what `decide` returned last, or null when there is no such contact;
 * `unheard` when the change had to wait for something the person said.
 */
export const changeContact = async <Result>(
  services: Pick<Services, 'store' | 'bell' | 'clock'>,
  load: () => Promise<Dossier | null>,
  decide: (dossier: Dossier) => Decision<Result>,
): Promise<Result | 'unheard' | null> => {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const dossier = await load()
    if (!dossier) return null
    const { change, result } = decide(dossier)
    if (!change) return result
    const { id: contactId, version: expectedVersion } = dossier.contact
    const now = services.clock.now()
    const messages = withTheirPast(dossier, change.messages ?? [], now)
    const committed = await services.store.commit({ ...change, messages, contactId, expectedVersion }, now)
    if (committed === 'unheard') return 'unheard'
    if (committed === 'done') {
      await ringFor(services, dossier, change)
      if (change.facts?.length) await ringForHooks(services, dossier.contact.businessId)
      return result
    }
  }
  throw new Error('the contact kept changing while it was being decided about')
}
