import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Scene } from './act.ts'
import type { Expectation } from './schema.ts'
import type { Answer } from './stage.ts'

/** What was expected and what was found instead. */
export interface Mismatch {
  readonly what: string
  readonly expected: string
  readonly found: string
}

const contactSchema = z.object({
  whatsapp: z.string(),
  consents: z.array(
    z.object({ channel: z.string(), category: z.string(), state: z.string(), held: z.boolean() }),
  ),
})
const noticesSchema = z.object({
  items: z.array(z.object({ id: z.string(), purpose: z.string(), text: z.string() })),
})
const requestsSchema = z.object({ items: z.array(z.object({ state: z.string() })) })
const eventsSchema = z.object({ items: z.array(z.object({ kind: z.string() })), next: z.number() })
const problemSchema = z.object({ type: z.string(), detail: z.string(), reason: z.string().optional() })

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
const listOf = (value: string | string[]): string[] => (typeof value === 'string' ? [value] : value)
const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim()

/** Why the last call was refused: the gate's reason, or the kind of problem. */
export const refusalOf = (answer: Answer | null): string | null => {
  if (!answer || answer.status < 400) return null
  const problem = problemSchema.safeParse(answer.body)
  if (!problem.success) return `status ${answer.status}`
  return problem.data.reason ?? problem.data.type.replace(/^urn:assent:/, '').replaceAll(':', '.')
}

const detailOf = (answer: Answer | null): string => {
  const problem = problemSchema.safeParse(answer?.body)
  return problem.success ? ` (${problem.data.detail})` : ''
}

/** The value at a dotted path: `items.0.state`. */
const at = (value: unknown, path: string): unknown => {
  let inner = value
  for (const key of path.split('.')) {
    const list = z.array(z.unknown()).safeParse(inner)
    const object = z.record(z.string(), z.unknown()).safeParse(inner)
    inner = list.success ? list.data[Number(key)] : object.success ? object.data[key] : undefined
  }
  return inner
}

const contactOf = async ({ stage, cast }: Scene, name: string) => {
  const id = await cast.knownContact(name)
  return contactSchema.parse((await stage.api('GET', `/v1/contacts/${id}`)).body)
}

const consentOf = async (
  scene: Scene,
  name: string,
  states: Readonly<Record<string, string>>,
): Promise<Mismatch[]> => {
  const { consents } = await contactOf(scene, name)
  return Object.entries(states).flatMap(([key, expected]): Mismatch[] => {
    const [channel, category] = key.startsWith('sms ') ? ['sms', key.slice(4)] : ['whatsapp', key]
    const found = consents.find((one) => one.channel === channel && one.category === category)?.state
    const what = `consent of ${name}: ${key}`
    return found === expected ? [] : [{ what, expected, found: found ?? 'there is no such category' }]
  })
}

const toldTo = async (scene: Scene, name: string, words: readonly string[]): Promise<Mismatch[]> => {
  const { cast } = scene
  const actor = cast.actor(name)
  const all = (await cast.received(name)).map(({ text }) => text)
  const fresh = all.slice(actor.told)
  actor.told = all.length
  const fits =
    fresh.length === words.length &&
    words.every((part, index) => plain(fresh[index] ?? '').includes(plain(part)))
  return fits ? [] : [{ what: `what ${name} was told`, expected: shown(words), found: shown(fresh) }]
}

const noticesAbout = async (
  { stage, cast }: Scene,
  name: string,
  purposes: readonly string[],
): Promise<Mismatch[]> => {
  const actor = cast.actor(name)
  const contact = await cast.knownContact(name)
  const after = actor.noticedAfter === null ? '' : `&after=${actor.noticedAfter}`
  const { body } = await stage.api('GET', `/v1/notices?contact=${contact}&limit=200${after}`)
  const { items } = noticesSchema.parse(body)
  actor.noticedAfter = items.at(-1)?.id ?? actor.noticedAfter
  const found = items.map(({ purpose }) => purpose)
  return isDeepStrictEqual(found, [...purposes])
    ? []
    : [{ what: `what agents saw about ${name}`, expected: shown(purposes), found: shown(found) }]
}

const ledgerOf = async ({ stage, cast }: Scene, name: string): Promise<string[]> => {
  const contact = await cast.knownContact(name)
  const kinds: string[] = []
  for (let after = 0; ; ) {
    const page = await stage.api('GET', `/v1/events?contact=${contact}&limit=200&after=${after}`)
    const { items, next } = eventsSchema.parse(page.body)
    if (items.length === 0) return kinds
    kinds.push(...items.map(({ kind }) => kind))
    after = next
  }
}

const isSubsequence = (wanted: readonly string[], all: readonly string[]): boolean => {
  let place = 0
  for (const one of all) if (one === wanted[place]) place += 1
  return place === wanted.length
}

type Check = (scene: Scene, expected: Expectation, answer: Answer | null) => Promise<Mismatch[]>

/** One check for each person that an expectation names. */
const each = async <Value>(
  values: Readonly<Record<string, Value>> | undefined,
  check: (name: string, value: Value) => Promise<Mismatch[]>,
): Promise<Mismatch[]> => {
  const found: Mismatch[] = []
  for (const [name, value] of Object.entries(values ?? {})) found.push(...(await check(name, value)))
  return found
}

const same = (what: string, expected: unknown, found: unknown): Mismatch[] =>
  isDeepStrictEqual(expected, found) ? [] : [{ what, expected: shown(expected), found: shown(found) }]

const checks: readonly Check[] = [
  async (_scene, { refused, status }, answer) => {
    const reason = refusalOf(answer)
    const found = reason === null ? 'it was not refused' : `${reason}${detailOf(answer)}`
    if (refused === false && reason !== null) return [{ what: 'refusal', expected: 'none', found }]
    if (typeof refused === 'string' && refused !== reason)
      return [{ what: 'refusal', expected: refused, found }]
    if (refused === undefined && status === undefined && reason !== null) {
      return [{ what: 'refusal', expected: 'none (the story does not speak of one)', found }]
    }
    return status === undefined ? [] : same('status', status, answer?.status)
  },
  async (_scene, { answer: fields }, answer) =>
    Object.entries(fields ?? {}).flatMap(([path, value]) =>
      same(`answer: ${path}`, value, at(answer?.body, path)),
    ),
  (scene, { consent }) => each(consent, (name, states) => consentOf(scene, name, states)),
  (scene, { held }) =>
    each(held, async (name, value) => {
      const { consents } = await contactOf(scene, name)
      return same(
        `${name} is held`,
        value,
        consents.some((one) => one.held),
      )
    }),
  (scene, { told }) => each(told, (name, words) => toldTo(scene, name, listOf(words))),
  (scene, { notTold }) =>
    each(notTold, async (name, words) => {
      const all = (await scene.cast.received(name)).map(({ text }) => plain(text))
      return listOf(words).flatMap((part) => {
        const found = all.find((text) => text.includes(plain(part)))
        return found === undefined ? [] : [{ what: `${name} was told`, expected: `never "${part}"`, found }]
      })
    }),
  (scene, { notices }) => each(notices, (name, purposes) => noticesAbout(scene, name, purposes)),
  (scene, { request }) =>
    each(request, async (name, state) => {
      const contact = await scene.cast.knownContact(name)
      const { body } = await scene.stage.api('GET', `/v1/requests?contact=${contact}&limit=200`)
      return same(`the request to ${name}`, state, requestsSchema.parse(body).items.at(-1)?.state)
    }),
  (scene, { reachable }) =>
    each(reachable, async (name, value) =>
      same(`${name} on WhatsApp`, value, (await contactOf(scene, name)).whatsapp),
    ),
  (scene, { ledger }) =>
    each(ledger, async (name, kinds) => {
      const found = await ledgerOf(scene, name)
      return isSubsequence(kinds, found)
        ? []
        : [{ what: `the ledger about ${name}`, expected: shown(kinds), found: shown(found) }]
    }),
  (scene, { notInLedger }) =>
    each(notInLedger, async (name, kinds) => {
      const found = await ledgerOf(scene, name)
      return kinds
        .filter((kind) => found.includes(kind))
        .map((kind) => ({
          what: `the ledger about ${name}`,
          expected: `no ${kind}`,
          found: shown(found),
        }))
    }),
  (scene, { messages }) =>
    each(messages, async (name, count) =>
      same(`messages to ${name}`, count, (await scene.cast.received(name)).length),
    ),
  async ({ stage }, { contacts }) => {
    if (contacts === undefined) return []
    return same(
      'people in the address book',
      contacts,
      (await stage.services.store.contacts(null, 1_000)).length,
    )
  },
]

/** Everything that does not hold as a step expects it. A refusal that no expectation speaks of does not hold either. */
export const mismatchesOf = async (
  scene: Scene,
  expected: Expectation,
  answer: Answer | null,
): Promise<Mismatch[]> => {
  const found: Mismatch[] = []
  for (const check of checks) found.push(...(await check(scene, expected, answer)))
  return found
}
