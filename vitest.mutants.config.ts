import { statSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { accessPage } from './scripts/access-page.js'

/**
 * MUTATED: the folder of core that is being changed; scripts/mutants.js sets it. MUTANT_TESTS: run only these tests (globs
 * separated by spaces), where all of them would take too long.
 */
const { MUTATED, MUTANT_TESTS } = process.env

/**
 * The tests of the changed folder first, then small files, properties last: the run of a mutant ends with the first
 * test that notices it.
 */
class LikelyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const cost = ({ moduleId }: TestSpecification): number =>
      statSync(moduleId).size +
      (moduleId.includes('/properties/') ? 1e6 : 0) -
      (moduleId.includes(`/test/core/${MUTATED}/`) ? 2e6 : 0)
    return files.sort((a, b) => cost(a) - cost(b))
  }
}

/** The tests that import the core: `npm run test:mutants` runs them for each mutant of the source. */
export default defineConfig({
  plugins: [accessPage()],
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    include: MUTANT_TESTS ? MUTANT_TESTS.split(' ') : ['test/core/**/*.test.ts'],
    exclude: [
      // They count what their thousands of examples showed, and get only a few here.
      'test/core/{decision/repairs,diff/scope-changes,lock/property,users/plain-entry}.test.ts',
      // Slow, and mostly about folders that are not measured.
      'test/core/{lint,suite/coverage,suite/mutation}/**',
      'test/core/properties/{flaws,openapi-import,openapi-round-trip}.test.ts',
    ],
    setupFiles: ['test/support/quick-properties.ts'],
    // A worker for each mutant, not one for each test file of each mutant: Stryker starts anew for each mutant anyway.
    isolate: false,
    sequence: { sequencer: LikelyFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
