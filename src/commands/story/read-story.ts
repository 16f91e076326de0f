import { readFileSync } from 'node:fs'
import { isNode, isSeq, LineCounter, parseDocument } from 'yaml'
import { AppError } from '../../domain/errors.ts'
import { type Story, storySchema } from './schema.ts'

export interface StoryFile {
  readonly file: string
  readonly story: Story
  /** The line on which each step begins. */
  readonly lines: readonly number[]
}

/** Reads a story. Throws `story.invalid`, which names file, line and field of every mistake. */
export const readStory = (file: string): StoryFile => {
  const counter = new LineCounter()
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: counter })
  const [broken] = document.errors
  if (broken) {
    throw new AppError('story.invalid', `${file}:${counter.linePos(broken.pos[0]).line}: ${broken.message}`)
  }
  const lineAt = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line
    }
    return 1
  }
  const parsed = storySchema.safeParse(document.toJS())
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) =>
        `${file}:${lineAt(path)}: ${path.map(String).join('.') || 'the story'}: ${message}`,
    )
    throw new AppError('story.invalid', faults.join('\n'))
  }
  const steps = document.get('steps')
  const lines = isSeq(steps) ? steps.items.map((_item, index) => lineAt(['steps', index])) : []
  return { file, story: parsed.data, lines }
}
