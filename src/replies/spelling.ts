/** Words of this length may have one slip; three-letter words none but swapping and stretching (POLICY §2). */
const oneSlipFrom = 4
const twoSlipsFrom = 7
const longest = 24
/** In a word this short a wrong first letter makes another word (Peter is not Turkish yeter). */
const shortWord = 5
/** From this rank on (words that grant, answer or name) a second slip is too much. */
const carefulRank = 2

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

function* withoutOneLetter(word: string): Generator<string> {
  for (let index = 0; index < word.length; index += 1) yield word.slice(0, index) + word.slice(index + 1)
}

/** Every shortening by up to `depth` letters, the word itself included. */
function shortenings(word: string, depth: number): Set<string> {
  const found = new Set([word])
  let layer = [word]
  for (let step = 0; step < depth; step += 1) {
    const nextLayer: string[] = []
    for (const longer of layer) {
      for (const shorter of withoutOneLetter(longer)) {
        if (found.has(shorter)) continue
        found.add(shorter)
        nextLayer.push(shorter)
      }
    }
    layer = nextLayer
  }
  return found
}

/**
 * Finds the word meant by a misspelling. A misspelling and its word share a shortening, so a map from
 * shortenings to words answers without walking the vocabulary.
 */
export class SpellingIndex {
  readonly #wordsByShortening = new Map<string, string[]>()
  readonly #rankByWord = new Map<string, number>()

  /** Adds a word; of two equally near words the lower `rank` wins. */
  add(word: string, rank: number): void {
    if (word.length < oneSlipFrom - 1 || word.length > longest) return
    const known = this.#rankByWord.get(word)
    this.#rankByWord.set(word, Math.min(rank, known ?? rank))
    if (known !== undefined) return
    for (const shortening of shortenings(word, Math.max(1, slipsAllowed(word.length)))) {
      const words = this.#wordsByShortening.get(shortening)
      if (words === undefined) this.#wordsByShortening.set(shortening, [word])
      else words.push(word)
    }
  }

  /** The nearest word within the slips that its length allows, or null. */
  find(misspelling: string): { readonly word: string; readonly slips: number; readonly rank: number } | null {
    if (misspelling.length < 3 || misspelling.length > longest) return null
    let best: { word: string; slips: number; rank: number } | null = null
    const judged = new Set<string>()
    for (const shortening of shortenings(misspelling, Math.max(1, slipsAllowed(misspelling.length)))) {
      for (const word of this.#wordsByShortening.get(shortening) ?? []) {
        if (judged.has(word)) continue
        judged.add(word)
        const slips = this.#slipsBetween(misspelling, word)
        const rank = this.#rankByWord.get(word) ?? 0
        if (slips === null || (slips > 1 && rank >= carefulRank)) continue
        if (best === null || slips < best.slips || (slips === best.slips && rank < best.rank)) {
          best = { word, slips, rank }
        }
      }
    }
    return best
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
