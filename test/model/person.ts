import { hour } from '../../src/domain/clock.ts'

/** Kinds of message, and whether the platform's switch for marketing reaches them. */
export const kinds = ['marketing', 'utility', 'newsletter'] as const
export type Kind = (typeof kinds)[number]
const isMarketing = (kind: Kind): boolean => kind !== 'utility'

/** What is known of a person, at Unix ms: every fact has a second of its own. */
export type Fact = { readonly at: number } & (
  | { readonly what: 'said' | 'recorded'; readonly of: readonly Kind[]; readonly yes: boolean }
  | { readonly what: 'grumbled' }
  | { readonly what: 'switched'; readonly on: boolean }
)

/**
 * A person as the published table reads (docs/consent.md, "Three sources, one answer"), written down anew and plainly, without
 * a look at how Assent does it: what was acknowledged about them, and whether that lets a kind of message out.
 */
export class Person {
  /** Unix ms of their last message to the business. */
  lastWroteAt = 0
  readonly #facts: (Fact & { readonly learntAt: number })[] = []

  readonly contactId: string
  readonly phone: string

  constructor(contactId: string, phone: string) {
    this.contactId = contactId
    this.phone = phone
  }

  /** It was acknowledged at this instant, whenever it was said. */
  learn(fact: Fact, learntAt: number): void {
    this.#facts.push({ ...fact, learntAt })
    this.#facts.sort((a, b) => a.at - b.at)
  }

  #known(asOf: number): readonly Fact[] {
    return this.#facts.filter(({ learntAt }) => learntAt <= asOf)
  }

  #about(
    what: 'said' | 'recorded',
    kind: Kind,
    asOf: number,
  ): (Fact & { of: readonly Kind[]; yes: boolean })[] {
    return this.#known(asOf).flatMap((fact) =>
      (fact.what === 'said' || fact.what === 'recorded') && fact.what === what && fact.of.includes(kind)
        ? [fact]
        : [],
    )
  }

  /** They wrote something that may be a stop, and nothing since that says what they meant. */
  #isInDoubt(asOf: number): boolean {
    let isOpen = false
    for (const fact of this.#known(asOf)) {
      if (fact.what === 'grumbled') isOpen = true
      if (fact.what === 'said' && (!fact.yes || fact.of.some(isMarketing))) isOpen = false
      if (fact.what === 'recorded' && !fact.yes) isOpen = false
    }
    return isOpen
  }

  /** Why nothing of this kind might leave at an instant; null when nothing spoke against it. */
  whyNot(kind: Kind, asOf: number): string | null {
    const said = this.#about('said', kind, asOf).at(-1)
    // What others record never lifts a stop that others recorded.
    const recordedStop = this.#about('recorded', kind, asOf).findLast(({ yes }) => !yes)
    const switched = this.#known(asOf).findLast((fact) => fact.what === 'switched')
    if (isMarketing(kind) && switched?.what === 'switched' && !switched.on) return 'the switch is off'
    if (said && !said.yes) return 'they said stop'
    if (recordedStop && !(said && said.at > recordedStop.at)) return 'a stop was recorded'
    return isMarketing(kind) && this.#isInDoubt(asOf) ? 'they may have said stop' : null
  }

  /** Did something that they said, or that was recorded, let this kind out? */
  hasAgreed(kind: Kind, asOf: number): boolean {
    const words = [...this.#about('said', kind, asOf), ...this.#about('recorded', kind, asOf)]
    return words.some(({ yes }) => yes) && this.whyNot(kind, asOf) === null
  }

  isInWindow(now: number): boolean {
    return now - this.lastWroteAt < 24 * hour
  }
}
