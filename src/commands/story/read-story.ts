import { readFileSync } from 'node:fs'
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { tellIssue } from '../../tell-issue.ts'
import { knownKeys, type Story, storySchema, strangersIn } from './schema.ts'

export interface StoryFile {
  readonly file: string
  readonly story: Story
  /** The line on which each step begins. */
  readonly lines: readonly number[]
  /** The line on which the settings of the beginning stand, and that of each person. */
  readonly settingsLine: number
  readonly peopleLines: Readonly<Record<string, number>>
}

/** What is wrong, where, and what was expected. */
interface Fault {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

type Issue = z.core.$ZodIssue

/** A number or a yes where words belong: YAML reads +1415 and true as such. */
const quoteIt = (issue: Issue): string =>
  issue.code === 'invalid_type' &&
  issue.expected === 'string' &&
  (typeof issue.input === 'number' || typeof issue.input === 'boolean')
    ? `; put it in quotes`
    : ''

const faultsOf = (issue: Issue): Fault[] => {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(issue.path)
    const expected = known.length > 0 ? `; expected one of: ${known.join(', ')}` : ''
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `there is no such field${expected}`,
    }))
  }
  return [{ path: issue.path, message: issue.message.replace(/^Invalid \w+: /, '') + quoteIt(issue) }]
}

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new AppError('story.invalid', `${file}: cannot be read; expected a story in YAML`)
  }
}

/** Reads a story. Throws `story.invalid`, which names file, line and field of every mistake. */
export const readStory = (file: string): StoryFile => {
  const counter = new LineCounter()
  const document = parseDocument(readText(file), { lineCounter: counter })
  const [broken] = document.errors
  if (broken) {
    throw new AppError('story.invalid', `${file}:${counter.linePos(broken.pos[0]).line}: ${broken.message}`)
  }
  const lineOf = (node: Node): number => (node.range ? counter.linePos(node.range[0]).line : 1)
  /** Where a field stands: the line of its name, or of the nearest thing around it. */
  const lineAt = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const parent = document.getIn(path.slice(0, length - 1), true)
      const name = path[length - 1]
      if (isMap(parent)) {
        const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(name))
        if (pair && isNode(pair.key)) return lineOf(pair.key)
      }
      const node = document.getIn(path.slice(0, length), true)
      if (isNode(node)) return lineOf(node)
    }
    return 1
  }
  const parsed = storySchema.safeParse(document.toJS(), { reportInput: true })
  const faults = parsed.success ? strangersIn(parsed.data) : parsed.error.issues.flatMap(faultsOf)
  if (!parsed.success || faults.length > 0) {
    const told = faults.map((fault) => `${file}:${lineAt(fault.path)}: ${tellIssue(fault, 'the story')}`)
    throw new AppError('story.invalid', told.join('\n'))
  }
  const steps = document.get('steps')
  return {
    file,
    story: parsed.data,
    lines: isSeq(steps) ? steps.items.map((_item, index) => lineAt(['steps', index])) : [],
    settingsLine: lineAt(['settings']),
    peopleLines: Object.fromEntries(
      Object.keys(parsed.data.people).map((name) => [name, lineAt(['people', name])]),
    ),
  }
}
