import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { failureText, playStory, sharedWords } from '../../src/commands/story/play.ts'
import { readStory } from '../../src/commands/story/read-story.ts'

const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.yaml'))
  .sort()

describe('the stories', () => {
  const wordsFor = sharedWords()
  it.each(files)('%s', async (name) => {
    const file = join(import.meta.dirname, name)
    const failure = await playStory(readStory(file), wordsFor)
    if (failure) expect.fail(failureText(relative(process.cwd(), file), failure))
  })
})
