import { dirname, resolve } from 'node:path'
import { second } from '../../domain/clock.ts'
import { openWords, type Words } from '../../services.ts'
import { act, addPerson, preparePhone, type Scene } from './act.ts'
import { openCast } from './cast.ts'
import { type Mismatch, mismatchesOf, refusalOf } from './expect.ts'
import type { StoryFile } from './read-story.ts'
import { openStage } from './stage.ts'

/** Where a story went otherwise than it says. */
export interface Failure {
  readonly line: number
  readonly mismatches: readonly Mismatch[]
}

/** A failure as people read it: the line, and what was expected and found. */
export const failureText = (file: string, { line, mismatches }: Failure): string =>
  [
    `${file}:${line}`,
    ...mismatches.map(
      ({ what, expected, found }) => `    ${what}\n      expected  ${expected}\n      found     ${found}`,
    ),
  ].join('\n')

/** So long passes before every step: nobody does two things at once, and the platform takes one message in six seconds to one person. */
const breath = 10 * second

/** Texts and reader for a business: compiling the lexicons takes a moment, so stories share them. */
export const sharedWords = () => {
  const known = new Map<string, Words>()
  return (name: string, templatesDir: string | null): Words => {
    const key = `${name}\n${templatesDir}`
    const words = known.get(key) ?? openWords({ name, templatesDir })
    known.set(key, words)
    return words
  }
}

const cannot = (error: unknown): Mismatch => ({
  what: 'the step',
  expected: 'that it can be done',
  found: error instanceof Error ? error.message : String(error),
})

const refusedAtFirst = (line: number, what: string, found: string): Failure => ({
  line,
  mismatches: [{ what, expected: 'that they are accepted', found }],
})

/** Plays one story from its beginning to the first thing that does not hold; null when all of it holds. */
export const playStory = async (
  { file, story, lines, settingsLine, peopleLines }: StoryFile,
  wordsFor: ReturnType<typeof sharedWords>,
): Promise<Failure | null> => {
  const { business, people } = story
  const templatesDir = business.templates === undefined ? null : resolve(dirname(file), business.templates)
  const words = wordsFor(business.name, templatesDir)
  const stage = await openStage({ begins: Date.parse(story.begins), business, words })
  const scene: Scene = { stage, people, cast: openCast(stage, people) }
  try {
    for (const name of scene.cast.names) {
      await preparePhone(scene, name)
      const refusal = people[name]?.isContact === false ? null : refusalOf(await addPerson(scene, name))
      if (refusal) return refusedAtFirst(peopleLines[name] ?? 1, `${name} as a contact`, refusal)
    }
    if (story.settings) {
      const refusal = refusalOf(await stage.api('PATCH', '/v1/settings', { settings: story.settings }))
      if (refusal) return refusedAtFirst(settingsLine, 'the settings', refusal)
    }
    for (const [index, step] of story.steps.entries()) {
      const line = lines[index] ?? 0
      try {
        if (!step.together) await stage.pass(breath)
        const answer = await act(scene, step)
        if (!story.steps[index + 1]?.together) await stage.settle()
        const mismatches = await mismatchesOf(scene, step.expect ?? {}, answer)
        if (mismatches.length > 0) return { line, mismatches }
      } catch (error) {
        return { line, mismatches: [cannot(error)] }
      }
    }
    return null
  } finally {
    await stage.close()
  }
}
