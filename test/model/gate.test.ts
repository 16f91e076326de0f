import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commands } from './commands.ts'
import { play } from './play.ts'
import { openWorld, type World } from './world.ts'

/** `npm run soak` asks for many, of a seed of its own each time; `npm test` plays the same few. */
const wanted = process.env.ASSENT_SOAK_RUNS
const runs = Number(wanted ?? 300)
const seedOf = process.env.ASSENT_SOAK_SEED ?? (wanted === undefined ? '4711' : undefined)
const seed = seedOf === undefined ? {} : { seed: Number(seedOf) }
/** A fresh database now and then, so that the thousandth run is no slower than the first. */
const runsAWorld = 250

test('whatever happens in whatever order: nothing leaves after a stop, nothing without a record, no refusal without a reason', async () => {
  const worlds: World[] = []
  let played = 0
  let left = 0
  const reasons = new Map<string, number>()
  try {
    await fc.assert(
      fc.asyncProperty(commands, async (list) => {
        if (played % runsAWorld === 0) {
          await worlds.pop()?.close()
          worlds.push(await openWorld())
          if (runs > 1_000) process.stdout.write(`${played} of ${runs}\n`)
        }
        const [world] = worlds
        if (!world) throw new Error('there is no world')
        played += 1
        const { wrong, ...seen } = await play(world, list)
        left += seen.left
        for (const reason of seen.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
        expect(wrong).toEqual([])
      }),
      { numRuns: runs, ...seed },
    )
  } finally {
    await worlds.pop()?.close()
  }
  // A model in which nothing happens proves nothing.
  expect(left).toBeGreaterThan(runs / 2)
  expect([...reasons.keys()]).toEqual(expect.arrayContaining(['opted_out', 'not_opted_in', 'window_closed']))
  process.stdout.write(
    `${played} runs, ${left} messages left; refused: ${JSON.stringify(Object.fromEntries(reasons))}\n`,
  )
}, 3_600_000)
