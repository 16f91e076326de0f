import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Scene } from './act.ts'
import type { Item } from './cast.ts'
import type { EntryExpected, Expectation, NoticeExpected, SaidBack } from './schema.ts'
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
  items: z.array(
    z.object({ id: z.string(), purpose: z.string(), text: z.string(), offers: z.array(z.string()) }),
  ),
})
const requestsSchema = z.object({ items: z.array(z.object({ state: z.string() })) })
const entrySchema = z.object({ kind: z.string(), data: z.record(z.string(), z.unknown()) })
type Entry = z.infer<typeof entrySchema>
const eventsSchema = z.object({ items: z.array(entrySchema), next: z.number() })
const problemSchema = z.object({ type: z.string(), detail: z.string(), reason: z.string().optional() })

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
const listOf = <Value>(value: Value | Value[]): Value[] => (Array.isArray(value) ? value : [value])
const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim()

/** Why a call was refused, in words; null when it was not. */
export const refusalOf = (answer: Answer | null): string | null => {
  const reason = reasonOf(answer)
  return reason === null ? null : `${reason}${detailOf(answer)}`
}

/** Why a call was refused: the gate's reason, or the kind of problem. */
const reasonOf = (answer: Answer | null): string | null => {
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
    const here = consents.filter((one) => one.channel === channel)
    const meant = here.filter((one) => category === '*' || one.category === category)
    if (meant.length > 0 && meant.every(({ state }) => state === expected)) return []
    const known = here.map((one) => one.category).join(', ') || `none on ${channel}`
    const states = meant.map((one) => (category === '*' ? `${one.category} ${one.state}` : one.state))
    const found = states.join(', ') || `there is no such category; known: ${known}`
    return [{ what: `consent of ${name}: ${key}`, expected, found }]
  })
}

const isSaid = (said: SaidBack, { type, text }: Item): boolean => {
  const holds = (words: string): boolean => plain(text).includes(plain(words))
  if (typeof said === 'string') return holds(said)
  return 'sms' in said ? type === 'sms' && holds(said.sms) : type !== 'sms' && holds(said.whatsapp)
}

const toldTo = async (scene: Scene, name: string, words: readonly SaidBack[]): Promise<Mismatch[]> => {
  const { cast } = scene
  const actor = cast.actor(name)
  const all = await cast.received(name)
  const fresh = all.slice(actor.told)
  actor.told = all.length
  const fits =
    fresh.length === words.length &&
    words.every((said, index) => {
      const item = fresh[index]
      return item !== undefined && isSaid(said, item)
    })
  if (fits) return []
  const found = fresh.map(({ type, text }) => (type === 'sms' ? { sms: text } : text))
  return [{ what: `what ${name} was told`, expected: shown(words), found: shown(found) }]
}

const noticesAbout = async (
  { stage, cast }: Scene,
  name: string,
  expected: readonly NoticeExpected[],
): Promise<Mismatch[]> => {
  const actor = cast.actor(name)
  const contact = await cast.knownContact(name)
  const after = actor.noticedAfter === null ? '' : `&after=${actor.noticedAfter}`
  const { body } = await stage.api('GET', `/v1/notices?contact=${contact}&limit=200${after}`)
  const { items } = noticesSchema.parse(body)
  actor.noticedAfter = items.at(-1)?.id ?? actor.noticedAfter
  const fits =
    items.length === expected.length &&
    items.every((notice, index) => {
      const wanted = expected[index]
      if (wanted === undefined || typeof wanted === 'string') return notice.purpose === wanted
      const { purpose, text = '', offers = notice.offers } = wanted
      return (
        notice.purpose === purpose &&
        plain(notice.text).includes(plain(text)) &&
        isDeepStrictEqual(notice.offers, offers)
      )
    })
  if (fits) return []
  const isDetailed = expected.some((one) => typeof one !== 'string')
  const found = items.map(({ purpose, text, offers }) => (isDetailed ? { purpose, text, offers } : purpose))
  return [{ what: `what agents saw about ${name}`, expected: shown(expected), found: shown(found) }]
}

const ledgerOf = async ({ stage, cast }: Scene, name: string): Promise<Entry[]> => {
  const contact = await cast.knownContact(name)
  const entries: Entry[] = []
  for (let after = 0; ; ) {
    const page = await stage.api('GET', `/v1/events?contact=${contact}&limit=200&after=${after}`)
    const { items, next } = eventsSchema.parse(page.body)
    if (items.length === 0) return entries
    entries.push(...items)
    after = next
  }
}

const isEntry = (wanted: EntryExpected, { kind, data }: Entry): boolean => {
  if (typeof wanted === 'string') return kind === wanted
  const { kind: wantedKind, ...fields } = wanted
  return (
    kind === wantedKind &&
    Object.entries(fields).every(([path, value]) => isDeepStrictEqual(at(data, path), value))
  )
}

const isSubsequence = (wanted: readonly EntryExpected[], all: readonly Entry[]): boolean => {
  let place = 0
  for (const entry of all) {
    const next = wanted[place]
    if (next !== undefined && isEntry(next, entry)) place += 1
  }
  return place === wanted.length
}

/** The ledger as far as it is spoken of: kinds alone, or also the data of the kinds whose data matters. */
const ledgerShown = (entries: readonly Entry[], wanted: readonly EntryExpected[]): string => {
  const detailed = wanted.flatMap((one) => (typeof one === 'string' ? [] : [one.kind]))
  return shown(entries.map(({ kind, data }) => (detailed.includes(kind) ? { kind, ...data } : kind)))
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
    const reason = reasonOf(answer)
    const found = refusalOf(answer) ?? 'it was not refused'
    if (refused === false && reason !== null) return [{ what: 'refusal', expected: 'none', found }]
    if (refused === true && reason === null) return [{ what: 'refusal', expected: 'one', found }]
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
  (scene, { offered }) =>
    each(offered, async (name, labels) => {
      const newest = (await scene.cast.received(name)).at(-1)
      return same(`what ${name} can tap`, labels, newest?.buttons.map(({ label }) => label) ?? [])
    }),
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
      const newest = requestsSchema.parse(body).items.at(-1)
      return same(`the request to ${name}`, state, newest?.state ?? 'none')
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
        : [{ what: `the ledger about ${name}`, expected: shown(kinds), found: ledgerShown(found, kinds) }]
    }),
  (scene, { notInLedger }) =>
    each(notInLedger, async (name, kinds) => {
      const found = await ledgerOf(scene, name)
      return kinds
        .filter((kind) => found.some((entry) => isEntry(kind, entry)))
        .map((kind) => ({
          what: `the ledger about ${name}`,
          expected: `no ${shown(kind)}`,
          found: ledgerShown(found, kinds),
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
