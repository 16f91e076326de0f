import type { Reporter, TestModule } from 'vitest/node'
import { hasRedisServer, queueKind } from './redis-server.ts'
import { forRedis } from './with-redis.ts'

/** Says in one line, at the end, what the run has left out for want of a redis-server. */
export default class LeftOutReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (queueKind() === 'redis') return
    const why = hasRedisServer() ? 'by ASSENT_TEST_QUEUE=embedded' : 'no redis-server was found'
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')])
    const count = skipped.filter(({ fullName }) => fullName.includes(forRedis)).length
    const left = count === 0 ? 'nothing' : `${count} test(s) of the Redis queue`
    process.stdout.write(`\n Left out (${why}): ${left}; everything else ran on the embedded queue.\n`)
  }
}
