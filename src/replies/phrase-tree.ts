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
 * A tree of phrases that grows, with a number at every node. The shipped lexicons make some hundred thousand nodes,
 * so their edges lie in one flat hash table (node and symbol to node) instead of a map each.
 */
export class GrowingPhraseTree {
  /** Slots of `slotSize` numbers: the node an edge leaves, its symbol, the node it leads to; -1 is free. */
  #edges = new Int32Array(slotSize << firstSize).fill(-1)
  #mask = (1 << firstSize) - 1
  #values = new Int32Array(1 << firstSize)
  #size = 1

  /** The number at a node, 0 if it was given none. */
  valueAt(node: PhraseNode): number {
    return this.#values[node] ?? 0
  }

  setValue(node: PhraseNode, value: number): void {
    this.#values[node] = value
  }

  /** The node one symbol further, made when it is not there. */
  grow(node: PhraseNode, symbol: number): PhraseNode {
    const slot = this.#slotOf(node, symbol)
    const known = this.#edges[slot + 2] ?? -1
    if (known >= 0) return known
    const next = this.#size
    this.#size += 1
    this.#put(slot, node, symbol, next)
    if (this.#size * 100 > this.#mask * fullest) this.#double()
    return next
  }

  /** The tree as it is now, in the form that is read. Its nodes have other numbers than they had here. */
  compact(): PhraseTree {
    const symbols = new Int32Array(this.#size)
    const parents = new Int32Array(this.#size).fill(-1)
    let symbolCount = 0
    for (let at = 0; at < this.#edges.length; at += slotSize) {
      const node = this.#edges[at] ?? -1
      if (node < 0) continue
      const symbol = this.#edges[at + 1] ?? 0
      const next = this.#edges[at + 2] ?? 0
      symbols[next] = symbol
      parents[next] = node
      if (symbol >= symbolCount) symbolCount = symbol + 1
    }
    const bySymbol = sortedBy(symbols, indices(this.#size), symbolCount)
    return new PhraseTree(parents, symbols, this.#values, sortedBy(parents, bySymbol, this.#size))
  }

  #put(slot: number, node: PhraseNode, symbol: number, next: PhraseNode): void {
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
    const values = new Int32Array(this.#mask + 1)
    values.set(this.#values)
    this.#values = values
    for (let at = 0; at < edges.length; at += slotSize) {
      const node = edges[at] ?? -1
      const symbol = edges[at + 1] ?? 0
      if (node >= 0) this.#put(this.#slotOf(node, symbol), node, symbol, edges[at + 2] ?? 0)
    }
  }
}

function indices(length: number): Int32Array {
  return new Int32Array(length).map((_, index) => index)
}

/** The items, least key first, equals as they were; keys lie from -1 up to `keyCount`. */
function sortedBy(keys: Int32Array, items: Int32Array, keyCount: number): Int32Array {
  const places = new Int32Array(keyCount + 2)
  for (const key of keys) places[key + 2] = (places[key + 2] ?? 0) + 1
  for (let key = 1; key < places.length; key += 1) places[key] = (places[key] ?? 0) + (places[key - 1] ?? 0)
  const sorted = new Int32Array(items.length)
  for (const item of items) {
    const key = (keys[item] ?? 0) + 1
    const place = places[key] ?? 0
    sorted[place] = item
    places[key] = place + 1
  }
  return sorted
}

/** Numbers that a node takes in the table of nodes. */
const nodeSize = 2

/**
 * A tree of phrases whose steps are symbols. What a step reads lies side by side, as most of its time is that of
 * memory: the nodes one step from a node follow each other, by symbol, and a node is its place in that order.
 */
export class PhraseTree {
  /** For every node where the nodes that follow it begin (they end where those of the next node begin), and its value. */
  readonly #nodes: Int32Array
  /** The symbol that leads to each node. */
  readonly #symbols: Int32Array
  /** For every symbol the node it leads to from the root, or -1: every word of a text is looked for there. */
  readonly #firstNodes: Int32Array

  /** From each node's parent, symbol and value, and all nodes ordered by parent and symbol, the root first. */
  constructor(parents: Int32Array, symbols: Int32Array, values: Int32Array, ordered: Int32Array) {
    const size = ordered.length
    // Where the children of a node begin in that order, and how many there are.
    const children = new Int32Array(size + 1)
    for (let node = 1; node < size; node += 1) {
      const after = (parents[node] ?? 0) + 1
      children[after] = (children[after] ?? 0) + 1
    }
    children[0] = 1
    for (let node = 1; node <= size; node += 1)
      children[node] = (children[node] ?? 0) + (children[node - 1] ?? 0)
    const nodes = new Int32Array((size + 1) * nodeSize)
    const reached = new Int32Array(size)
    this.#symbols = new Int32Array(size)
    let count = 1
    for (let node = 0; node < size; node += 1) {
      const former = reached[node] ?? 0
      nodes[node * nodeSize] = count
      nodes[node * nodeSize + 1] = values[former] ?? 0
      const end = children[former + 1] ?? 0
      for (let place = children[former] ?? 0; place < end; place += 1) {
        const child = ordered[place] ?? 0
        reached[count] = child
        this.#symbols[count] = symbols[child] ?? 0
        count += 1
      }
    }
    nodes[size * nodeSize] = size
    this.#nodes = nodes
    const firstEnd = nodes[nodeSize] ?? 1
    this.#firstNodes = new Int32Array((this.#symbols[firstEnd - 1] ?? 0) + 1).fill(-1)
    for (let node = 1; node < firstEnd; node += 1) this.#firstNodes[this.#symbols[node] ?? 0] = node
  }

  /** The node one symbol further, or -1. */
  step(node: PhraseNode, symbol: number): PhraseNode {
    if (node === rootNode) return this.#firstNodes[symbol] ?? -1
    let from = this.#nodes[node * nodeSize] ?? 0
    let to = this.#nodes[node * nodeSize + nodeSize] ?? 0
    const end = to
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.#symbols[middle] ?? 0) < symbol) from = middle + 1
      else to = middle
    }
    return from < end && this.#symbols[from] === symbol ? from : -1
  }

  /** Does any phrase go on from here? */
  goesOn(node: PhraseNode): boolean {
    return (this.#nodes[node * nodeSize] ?? 0) < (this.#nodes[node * nodeSize + nodeSize] ?? 0)
  }

  /** The number at a node, 0 if it was given none. */
  valueAt(node: PhraseNode): number {
    return this.#nodes[node * nodeSize + 1] ?? 0
  }
}
