import type { Reporter, TestModule } from 'vitest/node'
import { hasChromium, inBrowser } from './browser-found.ts'
import { hasRedisServer, queueKind } from './redis-server.ts'
import { forRedis } from './with-redis.ts'

/** Says in a line each, at the end, what the run has left out for want of a redis-server or of a browser. */
export default class LeftOutReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')])
    const count = (group: string): number => skipped.filter(({ fullName }) => fullName.includes(group)).length
    if (queueKind() !== 'redis') {
      const why = hasRedisServer() ? 'by ASSENT_TEST_QUEUE=embedded' : 'no redis-server was found'
      const left = count(forRedis) === 0 ? 'nothing' : `${count(forRedis)} test(s) of the Redis queue`
      process.stdout.write(`\n Left out (${why}): ${left}; everything else ran on the embedded queue.\n`)
    }
    if (!hasChromium() && count(inBrowser) > 0)
      process.stdout.write(`\n Left out (no Chromium was found): ${count(inBrowser)} test(s) in a browser.\n`)
  }
}
