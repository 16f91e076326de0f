import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ReplyCase, replyCaseSchema } from '../src/replies/evaluate.ts'
import { featuresOf } from '../src/replies/likeness/features.ts'
import { likenessOf } from '../src/replies/likeness/likeness.ts'
import { type Example, train } from '../src/replies/likeness/train.ts'
import { asFile } from '../src/replies/likeness/weights.ts'
import { matchPhrases } from '../src/replies/matching.ts'
import { parseReply, type Reading } from '../src/replies/parse-reply.ts'
import { withoutCourtesyAround } from '../src/replies/second-look.ts'
import { shippedVocabulary } from '../src/replies/shipped-vocabulary.ts'
import { tokenise } from '../src/replies/tokens.ts'

/**
 * Trains the second look on test/corpus/dev and shows what it would ask of test/corpus/held, which it has not seen.
 * Run: npx tsx bench/likeness.ts [--write]
 */

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const vocabulary = shippedVocabulary()
const tokensOf = ({ text }: ReplyCase) => {
  const words = tokenise(text, vocabulary.isWord).filter(({ kind }) => kind !== 'emoji')
  return withoutCourtesyAround(words, matchPhrases(words, vocabulary))
}

const casesIn = (folder: string): ReplyCase[] =>
  readdirSync(folder)
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
    .map((line) => replyCaseSchema.parse(JSON.parse(line)))

const mayRevoke = ({ expect }: ReplyCase): boolean =>
  expect.intent === 'opt_out' || expect.intent === 'ambiguous'

const readingOf = ({ text, pending, state }: ReplyCase): Reading => parseReply(text, { pending, state })

/** What the rules alone find nothing in. */
const isOpen = ({ intent, rule }: Reading): boolean =>
  rule === 'like-a-revocation' || (intent === 'none' && rule !== 'nothing-to-read')

const examplesOf = (cases: readonly ReplyCase[]): Example[] => {
  const known = new Set<string>()
  return cases.flatMap((one) => {
    const isRevocation = mayRevoke(one)
    const key = `${isRevocation} ${one.text}`
    if (known.has(key)) return []
    const reading = readingOf(one)
    // What is asked about is open; grants are among the examples since they, too, speak of messages. A bare no
    // revokes by what it answers, and not by its words.
    const isExample = isRevocation || one.expect.intent === 'opt_in' || isOpen(reading)
    if (reading.basis !== 'wish' || !isExample) return []
    known.add(key)
    return [{ ...featuresOf(tokensOf(one)), isRevocation }]
  })
}

const trained = train(examplesOf(casesIn('test/corpus/dev')))
if (process.argv.includes('--write'))
  writeFileSync('src/replies/likeness/weights.json', `${JSON.stringify(asFile(trained), null, 2)}\n`)

const held = casesIn('test/corpus/held')
const open = held
  .filter((one) => isOpen(readingOf(one)))
  .map((one) => ({ one, likeness: likenessOf(tokensOf(one), trained) }))
say(`of ${held.length} messages the rules find nothing in ${open.length}`)
say('likeness  asked  stops  unclear  others')
for (const least of [0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98]) {
  const asked = open.filter(({ likeness }) => likeness >= least)
  const count = (intent: string) => asked.filter(({ one }) => one.expect.intent === intent).length
  const [stops, unclear] = [count('opt_out'), count('ambiguous')]
  const figures = [asked.length, stops, unclear, asked.length - stops - unclear]
  say([least.toFixed(2), ...figures].map((figure) => `${figure}`.padStart(8)).join(''))
}
