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
  readonly #facts: Fact[] = []

  readonly contactId: string
  readonly phone: string

  constructor(contactId: string, phone: string) {
    this.contactId = contactId
    this.phone = phone
  }

  learn(fact: Fact): void {
    this.#facts.push(fact)
    this.#facts.sort((a, b) => a.at - b.at)
  }

  #about(what: 'said' | 'recorded', kind: Kind): (Fact & { of: readonly Kind[]; yes: boolean })[] {
    return this.#facts.flatMap((fact) =>
      (fact.what === 'said' || fact.what === 'recorded') && fact.what === what && fact.of.includes(kind)
        ? [fact]
        : [],
    )
  }

  /** They wrote something that may be a stop, and nothing since that says what they meant. */
  #isInDoubt(): boolean {
    let isOpen = false
    for (const fact of this.#facts) {
      if (fact.what === 'grumbled') isOpen = true
      if (fact.what === 'said' && (!fact.yes || fact.of.some(isMarketing))) isOpen = false
      if (fact.what === 'recorded' && !fact.yes) isOpen = false
    }
    return isOpen
  }

  /** Why nothing of this kind may leave; null when nothing speaks against it. */
  whyNot(kind: Kind): string | null {
    const said = this.#about('said', kind).at(-1)
    // What others record never lifts a stop that others recorded.
    const recordedStop = this.#about('recorded', kind).findLast(({ yes }) => !yes)
    const switched = this.#facts.findLast((fact) => fact.what === 'switched')
    if (isMarketing(kind) && switched?.what === 'switched' && !switched.on) return 'the switch is off'
    if (said && !said.yes) return 'they said stop'
    if (recordedStop && !(said && said.at > recordedStop.at)) return 'a stop was recorded'
    return isMarketing(kind) && this.#isInDoubt() ? 'they may have said stop' : null
  }

  /** Does something that they said, or that was recorded, let this kind out? */
  hasAgreed(kind: Kind): boolean {
    const agreed = [...this.#about('said', kind), ...this.#about('recorded', kind)].some(({ yes }) => yes)
    return agreed && this.whyNot(kind) === null
  }

  isInWindow(now: number): boolean {
    return now - this.lastWroteAt < 24 * hour
  }
}
