/** Words of this length may have one slip; three-letter words none but swapping and stretching (POLICY §2). */
const oneSlipFrom = 4
const twoSlipsFrom = 7
const longest = 24
/** In a word this short a wrong first letter makes another word (Peter is not Turkish yeter). */
const shortWord = 5
/** From this rank on (words that grant, answer or name) a second slip is too much. */
const carefulRank = 2

/** Buckets of the table of shortenings, as a power of two. */
const buckets = 18

function bucketOf(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> (32 - buckets)
}

const keyRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/** Do two letters lie side by side on a keyboard? */
function areNeighbours(left: string, right: string): boolean {
  return keyRows.some((row) => row.includes(left) && Math.abs(row.indexOf(left) - row.indexOf(right)) === 1)
}

function beginsAlike(misspelling: string, word: string): boolean {
  const [first = '', second = ''] = misspelling
  if (first === word[0]) return true
  if (first === word[1] && second === word[0]) return true
  return misspelling.length === word.length && areNeighbours(first, word[0] ?? '')
}

/** How many slips a word of this many letters may have. */
export function slipsAllowed(length: number): 0 | 1 | 2 {
  if (length >= twoSlipsFrom) return 2
  return length >= oneSlipFrom ? 1 : 0
}

/**
 * Slips between two words: a letter missing, added, wrong, or swapped with its neighbour. Gives up beyond
 * `limit`, so that the cost stays bounded (optimal string alignment on three rows).
 */
export function countSlips(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    let best = row
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1]
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      )
      if (
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1]
      ) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1)
      }
      current.push(cost)
      if (cost < best) best = cost
    }
    if (best > limit) return limit + 1
    beforeLast = last
    last = current
  }
  return last[right.length] ?? limit + 1
}

const base = 0x01000193
const powers = new Int32Array(longest + 1).fill(1)
for (let exponent = 1; exponent <= longest; exponent += 1) {
  powers[exponent] = Math.imul(powers[exponent - 1] ?? 1, base)
}

/** A polynomial hash of some letters of a word: those from `start` up to `end`. */
function hashOf(word: string, start: number, end: number): number {
  let hash = 0
  for (let index = start; index < end; index += 1) hash = (Math.imul(hash, base) + word.charCodeAt(index)) | 0
  return hash
}

/**
 * Hashes of the word with up to `depth` (one or two) letters left out, the word itself first. The hash of a
 * shortening is put together from those of its parts, without making the string.
 */
function shorteningHashes(word: string, depth: number): readonly number[] {
  const { length } = word
  const hashes = [hashOf(word, 0, length)]
  let before = 0
  for (let first = 0; first < length; first += 1) {
    const rest = hashOf(word, first + 1, length)
    hashes.push((Math.imul(before, powers[length - first - 1] ?? 1) + rest) | 0)
    if (depth > 1) {
      let middle = before
      for (let second = first + 1; second < length; second += 1) {
        const tail = hashOf(word, second + 1, length)
        hashes.push((Math.imul(middle, powers[length - second - 1] ?? 1) + tail) | 0)
        middle = (Math.imul(middle, base) + word.charCodeAt(second)) | 0
      }
    }
    before = (Math.imul(before, base) + word.charCodeAt(first)) | 0
  }
  return hashes
}

/**
 * Finds the word meant by a misspelling. A misspelling and its word share a shortening, so a table from the
 * hashes of shortenings to words answers without walking the vocabulary; words that only share a hash fall out
 * when their slips are counted.
 */
export class SpellingIndex {
  readonly #words: string[] = []
  readonly #ranks: number[] = []
  readonly #numbers = new Map<string, number>()
  /** For every bucket of hashes its latest entry, and for every entry its word and the entry before it. */
  readonly #latest = new Int32Array(1 << buckets).fill(-1)
  readonly #entryWord: number[] = []
  readonly #entryBefore: number[] = []

  /** Adds a word; of two equally near words the lower `rank` wins. */
  add(word: string, rank: number): void {
    if (word.length < oneSlipFrom - 1 || word.length > longest) return
    const known = this.#numbers.get(word)
    if (known !== undefined) {
      this.#ranks[known] = Math.min(rank, this.#ranks[known] ?? rank)
      return
    }
    const number = this.#words.length
    this.#numbers.set(word, number)
    this.#words.push(word)
    this.#ranks.push(rank)
    for (const hash of shorteningHashes(word, Math.max(1, slipsAllowed(word.length)))) {
      const bucket = bucketOf(hash)
      this.#entryWord.push(number)
      this.#entryBefore.push(this.#latest[bucket] ?? -1)
      this.#latest[bucket] = this.#entryWord.length - 1
    }
  }

  /** The nearest word within the slips that its length allows, or null; of equals, the one added first. */
  find(misspelling: string): { readonly word: string; readonly slips: number; readonly rank: number } | null {
    if (misspelling.length < 3 || misspelling.length > longest) return null
    let best: { word: string; slips: number; rank: number } | null = null
    for (const number of this.#near(misspelling)) {
      const word = this.#words[number] ?? ''
      const rank = this.#ranks[number] ?? 0
      const slips = this.#slipsBetween(misspelling, word)
      if (slips === null || (slips > 1 && rank >= carefulRank)) continue
      if (best === null || slips < best.slips || (slips === best.slips && rank < best.rank)) {
        best = { word, slips, rank }
      }
    }
    return best
  }

  /** Words that may share a shortening with this one, in the order they were added. */
  #near(misspelling: string): readonly number[] {
    const found = new Set<number>()
    const depth = Math.max(1, slipsAllowed(misspelling.length))
    for (const hash of shorteningHashes(misspelling, depth)) {
      for (let at = this.#latest[bucketOf(hash)] ?? -1; at >= 0; at = this.#entryBefore[at] ?? -1) {
        found.add(this.#entryWord[at] ?? 0)
      }
    }
    return [...found].sort((left, right) => left - right)
  }

  #slipsBetween(misspelling: string, word: string): number | null {
    const length = Math.min(misspelling.length, word.length)
    if (length < oneSlipFrom) {
      const isSwap = misspelling.length === 3 && word.length === 3 && countSlips(misspelling, word, 1) === 1
      return isSwap && [...misspelling].sort().join('') === [...word].sort().join('') ? 1 : null
    }
    if (word.length <= shortWord && !beginsAlike(misspelling, word)) return null
    const allowed = slipsAllowed(word.length)
    const slips = countSlips(misspelling, word, allowed)
    return slips <= allowed ? slips : null
  }
}
