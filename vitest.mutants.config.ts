import { statSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Small files first, properties last: the run of a mutant ends with the first test that notices it. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const cost = ({ moduleId }: TestSpecification): number =>
      statSync(moduleId).size + (moduleId.includes('/properties/') ? 1e6 : 0)
    return files.sort((a, b) => cost(a) - cost(b))
  }
}

/** The tests that import the core: `npm run test:mutants` runs them for each mutant of the source. */
export default defineConfig({
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    include: ['test/core/**/*.test.ts'],
    exclude: [
      // They count what their thousands of examples showed, and get only a few here.
      'test/core/{decision/repairs,diff/scope-changes,lock/property,users/plain-entry}.test.ts',
      // Slow, and mostly about folders that are not measured.
      'test/core/{coverage,lint,mutation}/**',
      'test/core/properties/{flaws,openapi}.test.ts',
    ],
    setupFiles: ['test/support/quick-properties.ts'],
    // A worker for each mutant, not one for each test file of each mutant: Stryker starts anew for each mutant anyway.
    isolate: false,
    sequence: { sequencer: QuickFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
