import { z } from 'zod'
import type { StoryPerson } from './schema.ts'
import type { Stage } from './stage.ts'

const threadSchema = z.array(
  z.object({
    direction: z.enum(['in', 'out']),
    wamid: z.string().nullable(),
    type: z.string(),
    text: z.string(),
    buttons: z.array(z.object({ label: z.string(), payload: z.string() })),
    status: z.string().nullable(),
  }),
)
export type Item = z.infer<typeof threadSchema>[number]

const phoneSchema = z.object({ bsuid: z.string() })

/** One person of a story: a phone on the platform, perhaps a contact of the business. */
export interface Actor {
  readonly name: string
  /** Digits, as the sandbox names phones; the newest first. */
  readonly phones: string[]
  /** What they said last, to say it again or to edit it. */
  last: { readonly wamid: string; readonly saying: Record<string, unknown> } | null
  /** How much of what they got and of what agents saw about them has been looked at. */
  told: number
  noticedAfter: string | null
}

export const openCast = (stage: Stage, people: Readonly<Record<string, StoryPerson>>) => {
  const actors = new Map<string, Actor>(
    Object.entries(people).map(([name, { phone }]) => [
      name,
      { name, phones: [phone.slice(1)], last: null, told: 0, noticedAfter: null },
    ]),
  )

  const actor = (name: string): Actor => {
    const found = actors.get(name)
    if (!found) throw new Error(`there is no "${name}" among the people`)
    return found
  }

  const bsuidOf = async (digits: string): Promise<string> =>
    phoneSchema.parse((await stage.sandbox('PUT', `/phones/${digits}`, {})).body).bsuid

  /** The contact that the person is known as; null when the business does not know them. */
  const contactOf = async (name: string): Promise<string | null> => {
    const { store } = stage.services
    for (const digits of actor(name).phones) {
      const found =
        (await store.findContact('bsuid', await bsuidOf(digits))) ??
        (await store.findContact('phone', `+${digits}`)) ??
        (await store.findContact('wa_id', digits))
      if (found) return (await store.dossier(found))?.contact.id ?? null
    }
    return null
  }

  /** What was sent to the person, oldest first. */
  const sent = async (name: string): Promise<Item[]> => {
    const threads = []
    for (const digits of [...actor(name).phones].reverse()) {
      const { body } = await stage.sandbox('GET', `/phones/${digits}/thread`)
      threads.push(...threadSchema.parse(body))
    }
    return threads.filter(({ direction }) => direction === 'out')
  }

  return {
    actor,
    sent,
    names: [...actors.keys()],
    bsuidOf,
    contactOf,
    phoneOf: (name: string): string => actor(name).phones[0] ?? '',
    knownContact: async (name: string): Promise<string> => {
      const id = await contactOf(name)
      if (id === null) throw new Error(`"${name}" is not in the address book: add them first`)
      return id
    },
    /** As an agent names them: whoever is not in the address book is named by an id of nobody. */
    idOf: async (name: string): Promise<string> => (await contactOf(name)) ?? `ctc_nobody_${name}`,
    /** What reached the person, oldest first. */
    received: async (name: string): Promise<Item[]> =>
      (await sent(name)).filter(({ status }) => status === 'delivered' || status === 'read'),
  }
}
export type Cast = ReturnType<typeof openCast>
