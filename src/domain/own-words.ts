import { z } from 'zod'

const wordsSchema = z.array(z.string().trim().min(1).max(60)).min(1).max(50)
const languageSchema = z.string().min(2).max(10)

/** The business's own reply words, beside those that everybody uses. */
export const ownWordsSchema = z.strictObject({
  optOut: z
    .array(z.strictObject({ language: languageSchema, words: wordsSchema }))
    .max(50)
    .default([]),
  optIn: z
    .array(z.strictObject({ language: languageSchema, words: wordsSchema }))
    .max(50)
    .default([]),
  categories: z
    .array(z.strictObject({ language: languageSchema, category: z.string(), words: wordsSchema }))
    .max(200)
    .default([]),
})
export type OwnWords = z.infer<typeof ownWordsSchema>
