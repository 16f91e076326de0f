import fc from 'fast-check'
import { campaignActs } from '../../src/domain/campaign.ts'
import { day, hour, minute, second } from '../../src/domain/clock.ts'
import { type Kind, kinds } from './person.ts'
import { words as platformWords } from './platform.ts'

const wordList = [
  'STOP',
  'START',
  'stop newsletter',
  'stop deals',
  'start newsletter',
  'you send me far too many messages',
  'see you tomorrow at the shop',
] as const
export type Word = (typeof wordList)[number]

/** Words that mean the same whatever was asked before, and what each says of which kinds. */
export const words: Readonly<
  Record<Word, { readonly of: readonly Kind[]; readonly yes: boolean } | 'grumble' | 'nothing'>
> = {
  STOP: { of: kinds, yes: false },
  START: { of: kinds, yes: true },
  'stop newsletter': { of: ['newsletter'], yes: false },
  'stop deals': { of: ['marketing'], yes: false },
  'start newsletter': { of: ['newsletter'], yes: true },
  'you send me far too many messages': 'grumble',
  'see you tomorrow at the shop': 'nothing',
}

/** What the platform may answer to a message that it is handed. */
export const answers = ['accepted', 'cut_off', 'not_connected', 'busy', 'capped', 'unreachable'] as const

const who = fc.nat({ max: 1 })
const kind = fc.constantFrom(...kinds)
const someKinds = fc.uniqueArray(kind, { minLength: 1 })

const arrival = fc.oneof(
  fc.record({
    do: fc.constant('say' as const),
    who,
    /** A yes as often as all the rest together, or there is little to be taken back. */
    word: fc.oneof(fc.constant('START' as const), fc.constantFrom(...wordList)),
    /** How many seconds ago it was said: deliveries come late and out of order. */
    ago: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat({ max: 5_000 })),
  }),
  fc.record({ do: fc.constant('switch' as const), who, on: fc.boolean() }),
  fc.record({ do: fc.constant('record' as const), who, of: someKinds, yes: fc.boolean() }),
)

const wish = fc.oneof(
  fc.record({ do: fc.constant('write' as const), who, kind, isText: fc.boolean() }),
  fc.record({ do: fc.constant('answer' as const), who }),
  fc.record({ do: fc.constant('ask' as const), who, of: someKinds }),
)

const passage = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('work' as const),
      place: fc.nat({ max: 5 }),
      times: fc.integer({ min: 1, max: 8 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('race' as const),
      place: fc.nat({ max: 5 }),
      jobs: fc.integer({ min: 2, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(second, 10 * second, minute, hour, 5 * hour, day, 3 * day),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep' as const), loses: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('platform' as const), answers: fc.constantFrom(...answers) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('status' as const),
      of: fc.nat({ max: 3 }),
      status: fc.constantFrom('sent', 'delivered', 'read', 'failed'),
      // Not on WhatsApp; not delivered by choice; a passing fault, after which it is tried again.
      code: fc.constantFrom(131026, 131049, 131000),
    }),
  },
)

const ofPlatform = fc.record({ do: fc.constant('says' as const), word: fc.constantFrom(...platformWords) })

const ofCampaign = fc.oneof(
  fc.record({ do: fc.constant('campaign' as const), kind }),
  fc.record({ do: fc.constant('move' as const), act: fc.constantFrom(...campaignActs) }),
)

/** Something that happens while the platform has a message in its hands. */
const meanwhile = arrival.map((then) => ({ do: 'meanwhile' as const, then }))

const command = fc.oneof(
  { weight: 5, arbitrary: arrival },
  { weight: 5, arbitrary: wish },
  { weight: 10, arbitrary: passage },
  { weight: 1, arbitrary: meanwhile },
  { weight: 1, arbitrary: ofPlatform },
  { weight: 2, arbitrary: ofCampaign },
)
export type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never
export type Arrival = typeof arrival extends fc.Arbitrary<infer Value> ? Value : never

export const commands = fc.array(command, { minLength: 1, maxLength: 40, size: 'max' })
