import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { openLogger } from '../src/logger.ts'
import { embeddedBackend } from '../src/queue/embedded-backend.ts'
import { buildStack, type StackOptions } from '../test/support/build-stack.ts'
import { hasRedisServer, privateRedis } from '../test/support/redis-server.ts'
import { bodyOf, bytesOf, deliver, textFrom } from '../test/support/webhook-body.ts'

/**
 * Webhook in → consent committed → confirmation handed to the platform, one message at a time on an idle system.
 * Run: npx tsc -p bench/tsconfig.json && node dist/bench/latency.js
 */
const messages = 100
const warmUp = 5

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0)

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const claimsSchema = z.array(z.object({ committed: z.number() }))

const measure = async (name: string, target: number, options: StackOptions): Promise<void> => {
  const stack = await buildStack({ ...options, logLevel: 'silent' })
  const toCommit: number[] = []
  const toPlatform: number[] = []
  for (let index = 0; index < messages + warmUp; index += 1) {
    const phone = `1415600${String(index).padStart(4, '0')}`
    const second = Math.floor(Date.now() / 1_000)
    const bytes = bytesOf(bodyOf([textFrom(phone, 'STOP', `wamid.latency-${index}`, second)]))
    const started = Date.now()
    const { status } = await deliver(stack, bytes)
    if (status !== 200) throw new Error(`the webhook was answered with ${status}`)
    let reached: number | undefined
    while (reached === undefined) {
      await pause(2)
      reached = (await stack.sandbox.accepted()).find(({ to }) => to?.endsWith(phone))?.receivedAt
    }
    const [row] = claimsSchema.parse(
      stack.rows("select max(recorded_at) as committed from ledger where kind = 'consent.changed'"),
    )
    if (index < warmUp) continue
    toCommit.push((row?.committed ?? 0) - started)
    toPlatform.push(reached - started)
    await stack.quiet()
  }
  await stack.close()
  const [commit, platform] = [toCommit, toPlatform].map((list) => list.sort((a, b) => a - b))
  const told = (list: readonly number[] = []): string =>
    `median ${at(list, 0.5)} ms, p95 ${at(list, 0.95)} ms`
  process.stdout.write(
    `${name}: consent committed ${told(commit)}; confirmation at the platform ${told(platform)} (target ${target} ms)\n`,
  )
}

if (hasRedisServer()) {
  const redis = await privateRedis()
  await redis.start()
  await measure('redis   ', 150, { redisUrl: redis.url })
  await redis.close()
} else {
  process.stdout.write('redis   : left out, there is no redis-server\n')
}

const folder = mkdtempSync(join(tmpdir(), 'assent-bench-'))
const backend = await embeddedBackend(join(folder, 'queue'), 'bench', openLogger('silent'))
await measure('embedded', 500, { backend })
await backend.close()
rmSync(folder, { recursive: true, force: true })
