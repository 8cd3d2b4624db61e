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
    // Time limits end a test that hangs; none decides whether something is fast enough. Each is at least ten times what the
    // slowest test needs on an idle machine, so that a busy one does not fail: here for a whole test (20 s;
    // one that runs a program a hundred times took five minutes under a load of 45), and for one program, server reply or
    // prompt `LONGEST_SECONDS` in test/support: run-process.ts, serving.ts, raw-http.ts and conversation.ts. A test that work is
    // linear and not quadratic counts CPU time (test/support/cpu-time.ts). test/build/time-limits.test.ts looks for shorter limits.
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    expect: { poll: { timeout: 60_000 } },
    typecheck: { enabled: true, include: ['test/types/*.test-d.ts'] },
  },
})
