import { defineConfig } from 'vitest/config'
import { accessPage } from './scripts/access-page.js'

export default defineConfig({
  plugins: [accessPage()],
  // What the build writes in, so that tests of the source see it too.
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/seed.ts'],
    // Most of the waiting is for child processes (the transcripts), so threads suffice, and start sooner.
    pool: 'threads',
    maxWorkers: 2,
    maxConcurrency: 4,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    typecheck: { enabled: true, include: ['test/types/*.test-d.ts'] },
  },
})
