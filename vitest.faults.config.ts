import { defineConfig } from 'vitest/config'

/** Interrupted runs and failing disks that take longer than `npm test` may: `npm run test:faults`. */
export default defineConfig({
  test: {
    include: ['test/faults/*.faults.ts'],
    setupFiles: ['test/support/seed.ts'],
    pool: 'threads',
    maxWorkers: 1,
    // Two at a time, in all.
    maxConcurrency: 2,
    // 200 runs in a row, on a busy machine.
    testTimeout: 3_600_000,
    hookTimeout: 300_000,
    disableConsoleIntercept: true,
  },
})
