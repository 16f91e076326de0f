/** A place in a tree of phrases; the root is 0. */
export type PhraseNode = number

export const rootNode: PhraseNode = 0

const multiplier = 0x9e3779b1
/** Slots filled before the table doubles, in hundredths. */
const fullest = 60
/** Slots of a new table, as a power of two: about what the shipped lexicons need. */
const firstSize = 20
/** A power of two, so that an edge lies in one line of the processor's cache. */
const slotSize = 4

/**
 * A tree of phrases whose steps are symbols. The shipped lexicons make a hundred thousand nodes, so they lie in
 * one flat hash table (node and symbol to node) instead of a map each.
 */
export class PhraseTree {
  /** Slots of `slotSize` numbers: the node an edge leaves, its symbol, the node it leads to; -1 is free. */
  #edges = new Int32Array(slotSize << firstSize).fill(-1)
  #mask = (1 << firstSize) - 1
  #isInner = new Uint8Array(1 << firstSize)
  #size = 1

  /** The node one symbol further, or -1. */
  step(node: PhraseNode, symbol: number): PhraseNode {
    return this.#edges[this.#slotOf(node, symbol) + 2] ?? -1
  }

  /** Does any phrase go on from here? */
  goesOn(node: PhraseNode): boolean {
    return this.#isInner[node] === 1
  }

  /** The node one symbol further, made when it is not there. */
  grow(node: PhraseNode, symbol: number): PhraseNode {
    const known = this.step(node, symbol)
    if (known >= 0) return known
    if (this.#size * 100 > this.#mask * fullest) this.#double()
    const next = this.#size
    this.#size += 1
    this.#put(node, symbol, next)
    this.#isInner[node] = 1
    return next
  }

  #put(node: PhraseNode, symbol: number, next: PhraseNode): void {
    const slot = this.#slotOf(node, symbol)
    this.#edges[slot] = node
    this.#edges[slot + 1] = symbol
    this.#edges[slot + 2] = next
  }

  /** Where an edge lies or would lie: the first fitting slot from its hash on. */
  #slotOf(node: PhraseNode, symbol: number): number {
    const hash = Math.imul(Math.imul(node, multiplier) ^ symbol, multiplier)
    let slot = (hash ^ (hash >>> 15)) & this.#mask
    while (true) {
      const at = slot * slotSize
      const from = this.#edges[at]
      if (from === -1 || (from === node && this.#edges[at + 1] === symbol)) return at
      slot = (slot + 1) & this.#mask
    }
  }

  #double(): void {
    const edges = this.#edges
    this.#edges = new Int32Array(edges.length * 2).fill(-1)
    this.#mask = this.#mask * 2 + 1
    const isInner = new Uint8Array(this.#mask + 1)
    isInner.set(this.#isInner)
    this.#isInner = isInner
    for (let at = 0; at < edges.length; at += slotSize) {
      const node = edges[at] ?? -1
      if (node >= 0) this.#put(node, edges[at + 1] ?? 0, edges[at + 2] ?? 0)
    }
  }
}
