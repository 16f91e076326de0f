import { type Features, weightCount } from './features.ts'
import { shareOf, sumOf, type Weights } from './weights.ts'

export interface Example extends Features {
  readonly isRevocation: boolean
}

const rate = 0.4
const passes = 8
/** What is kept of a weight: a byte, and nothing beyond this. */
const heaviest = 4

/**
 * Logistic regression by gradient descent, each weight at a pace of its own (AdaGrad). The order of the examples is
 * shuffled by a fixed sequence, so the same examples give the same weights.
 */
export function train(examples: readonly Example[]): Weights {
  const weights = new Float32Array(weightCount)
  const paces = new Float32Array(weightCount).fill(0.01)
  let [bias, biasPace] = [0, 0.01]
  const order = [...examples]
  const next = sequence()
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order, next)
    for (const { letters, words, isRevocation } of order) {
      const share = shareOf(bias + sumOf(weights, letters) + sumOf(weights, words))
      const error = share - (isRevocation ? 1 : 0)
      for (const shown of [letters, words]) {
        const slope = error / Math.sqrt(shown.length)
        for (const at of shown) {
          const pace = (paces[at] ?? 0) + slope * slope
          paces[at] = pace
          weights[at] = (weights[at] ?? 0) - (rate * slope) / Math.sqrt(pace)
        }
      }
      biasPace += error * error
      bias -= (rate * error) / Math.sqrt(biasPace)
    }
  }
  const scale = heaviest / 127
  const inBytes = Int8Array.from(weights, (weight) =>
    Math.max(-127, Math.min(127, Math.round(weight / scale))),
  )
  return { bias, scale, weights: inBytes }
}

/** Numbers from 0 to 1 that look random and are the same each time (Park and Miller). */
function sequence(): () => number {
  let state = 20_261_127
  return () => {
    state = (state * 48_271) % 0x7fffffff
    return state / 0x7fffffff
  }
}

function shuffle<Item>(list: Item[], next: () => number): void {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = Math.floor(next() * (last + 1))
    const [one, two] = [list[last], list[other]]
    if (one === undefined || two === undefined) continue
    list[last] = two
    list[other] = one
  }
}
