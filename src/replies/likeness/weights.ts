import { createRequire } from 'node:module'
import * as z from 'zod'
import { weightCount } from './features.ts'

export interface Weights {
  readonly bias: number
  /** What one step of a weight is worth. */
  readonly scale: number
  readonly weights: Int8Array
}

const fileSchema = z.strictObject({
  bias: z.number(),
  scale: z.number().positive(),
  weights: z
    .base64()
    .transform((text) => new Int8Array(Buffer.from(text, 'base64')))
    .refine(({ length }) => length === weightCount, `expected ${weightCount} weights, a byte each`),
})

const load: (file: string) => unknown = createRequire(import.meta.url)
const file = load('./weights.json')

/** The weights that ship with the parser. They are made of `test/corpus/dev` by `bench/likeness.ts`. */
export const shippedWeights: Weights = fileSchema.parse(file)

/** The weights as their file holds them. */
export const asFile = ({ bias, scale, weights }: Weights): z.input<typeof fileSchema> => ({
  bias,
  scale,
  weights: Buffer.from(weights).toString('base64'),
})

/** The sum of the weights of what is shown; a long text does not count for more than a short one. */
export function sumOf(weights: ArrayLike<number>, shown: readonly number[]): number {
  let sum = 0
  for (const at of shown) sum += weights[at] ?? 0
  return shown.length === 0 ? 0 : sum / Math.sqrt(shown.length)
}

/** A sum as a share, from 0 to 1 (logistic). */
export const shareOf = (sum: number): number => 1 / (1 + Math.exp(-sum))
