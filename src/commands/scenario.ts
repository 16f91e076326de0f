import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { failureText, playStory, sharedWords } from './story/play.ts'
import { readStory } from './story/read-story.ts'
import { storySchema } from './story/schema.ts'

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** The JSON Schema of a story, for editors and for people. */
export const storyJsonSchema = (): string =>
  JSON.stringify(z.toJSONSchema(storySchema, { io: 'input' }), null, 2)

/** `assent scenario`: plays stories and says where they go otherwise. Resolves false when one does. */
export const runScenario = async (files: readonly string[]): Promise<boolean> => {
  const wordsFor = sharedWords()
  let failed = 0
  for (const file of files) {
    const begun = Date.now()
    try {
      const story = readStory(file)
      const failure = await playStory(story, wordsFor)
      if (!failure) {
        say(`✓ ${file}  ${story.story.story}  (${Date.now() - begun} ms)`)
        continue
      }
      failed += 1
      say(`✗ ${story.story.story}\n  ${failureText(file, failure)}`)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      failed += 1
      say(`✗ ${error.message}`)
    }
  }
  say(`${files.length - failed} of ${files.length} ${files.length === 1 ? 'story holds' : 'stories hold'}.`)
  return failed === 0
}
