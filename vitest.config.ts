import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    reporters: ['default', './test/support/left-out-reporter.ts'],
    // Most tests wait for others: two files at a time, also where there are two cores only.
    maxWorkers: 2,
    // With Redis what a file imports stays for the next one, so that the lexicons are compiled once a worker; the
    // embedded queue lives in the process, which each file then needs for itself.
    isolate: process.env.ASSENT_TEST_QUEUE !== 'redis',
    // The first test of a file opens a queue and compiles the lexicons, on a busy machine beside others.
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})
