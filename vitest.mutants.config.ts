import { defineConfig } from 'vitest/config'

/** The tests that import the core: `npm run test:mutants` runs them for each mutant of the source. */
export default defineConfig({
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    include: ['test/core/**/*.test.ts'],
    exclude: [
      // They count what their thousands of examples showed, and get only a few here.
      'test/core/{decision/repairs,diff/scope-changes,lock/property,users/plain-entry}.test.ts',
      // Slow, and about folders that are not measured.
      'test/core/{coverage,lint,mutation}/**',
    ],
    setupFiles: ['test/support/quick-properties.ts'],
    // A worker for each mutant, not one for each test file of each mutant: Stryker starts anew for each mutant anyway.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
